"""The tables behind the charts of two sites, held against each other row by row."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOVED, REWORDED, ADDED, REMOVED = "moved", "reworded", "added", "removed"
_NAMES_ROWS = ("period", "year", "date", "vintage")
"""Columns that name a row though their values look like numbers."""
_ROUNDING = 1e-12

Row = dict[str, str]


@dataclass(frozen=True)
class Difference:
    """One value that differs between two tables.

    Attributes
    ----------
    row
        What names the row, such as ``2024, corporate``.
    column
        Its column; empty where the whole row is in one table alone.
    before, after
        The values as text, None where the row is not there; empty where the value is missing.
    change
        Their difference, where both are numbers.
    kind
        ``moved`` (a number), ``reworded`` (text, or a value that is missing in one), ``added``, ``removed`` (rows).
    """

    row: str
    column: str
    before: str | None
    after: str | None
    change: float | None
    kind: str


def read(content: bytes) -> list[Row]:
    """Return the rows of a chart's CSV."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def differences(before: Sequence[Row], after: Sequence[Row]) -> list[Difference]:
    """Return every value that differs, rows in the order of the newer table, removed rows last.

    Rows are matched by the fewest columns from the left that name each row of both tables, numbers last; rows that
    nothing tells apart are matched by their order.
    """
    shared = [column for column in (before[0] if before else {}) if column in (after[0] if after else {})]
    if not shared:
        shared = list((before or after or [{}])[0])
    key = key_columns(before, after, shared)
    old, new = _by_key(before, key), _by_key(after, key)
    found = []
    for name, row in new.items():
        shown = _shown(name)
        if name not in old:
            found.append(Difference(shown, "", None, _text(row), None, ADDED))
            continue
        for column in shared:
            was, now = old[name][column], row[column]
            if was == now:
                continue
            change = _change(was, now)
            if change is None or abs(change) > _ROUNDING:
                found.append(Difference(shown, column, was, now, change, REWORDED if change is None else MOVED))
    found += [
        Difference(_shown(name), "", _text(row), None, None, REMOVED) for name, row in old.items() if name not in new
    ]
    return found


def key_columns(before: Sequence[Row], after: Sequence[Row], columns: Sequence[str]) -> list[str]:
    """Return the columns that name a row in both tables."""
    both = [*before, *after]
    names = [column for column in columns if column in _NAMES_ROWS or not _is_numeric(row[column] for row in both)]
    ranked = [*names, *(column for column in columns if column not in names)]
    for count in range(1, len(ranked) + 1):
        if all(_is_unique(table, ranked[:count]) for table in (before, after)):
            return ranked[:count]
    return names or list(columns[:1])


def _is_unique(rows: Sequence[Row], columns: Sequence[str]) -> bool:
    return len({tuple(row[column] for column in columns) for row in rows}) == len(rows)


def _by_key(rows: Sequence[Row], key: Sequence[str]) -> dict[tuple, Row]:
    seen: Counter = Counter()
    found = {}
    for row in rows:
        name = tuple(row[column] for column in key)
        seen[name] += 1
        found[(*name, seen[name])] = row
    return found


def _shown(name: tuple) -> str:
    *values, count = name
    return ", ".join(values) + (f" ({count})" if count > 1 else "")


def _text(row: Row) -> str:
    return ", ".join(f"{column} {value}" for column, value in row.items() if value)


def _is_numeric(values: Iterable[str]) -> bool:
    told = [value for value in values if value]
    return bool(told) and all(number(value) is not None for value in told)


def number(value: str) -> float | None:
    """Return the finite number that a text is, None where it is none."""
    try:
        found = float(value)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _change(before: str, after: str) -> float | None:
    old, new = number(before), number(after)
    return None if old is None or new is None else new - old
