"""Two sites: which values of their charts differ, by how much, and what of their making differs."""

import csv
import hashlib
import io
import math
import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError
from openness.site import results
from openness.site.pages import manifest
from openness.site.run.parameters import as_text
from openness.sources import SOURCES
from openness.words.numbers import counted, plural

BOTH, ONLY_BEFORE, ONLY_AFTER = "both", "before", "after"
NOTHING = "nothing that the manifests record differs"
NOT_RECORDED = "a manifest of an older version does not record all that it was made from"
_ASKED = ("definition", "by", "every", "since", "until", "modality")
MOVED, REWORDED, ADDED, REMOVED = "moved", "reworded", "added", "removed"
_NAMES_ROWS = ("period", "year", "date", "vintage")
"""Columns that name a row though their values look like numbers."""
_ROUNDING = 1e-12

Row = dict[str, str]


@dataclass(frozen=True)
class Difference:
    """One value that differs between two tables; ``column`` is empty where the whole row is in one table alone."""

    row: str  # what names it, such as "2024, corporate"
    column: str
    before: str | None  # None where the row is not there, empty where the value is missing
    after: str | None
    change: float | None  # where both are numbers
    kind: str  # MOVED (a number), REWORDED (text, or missing in one), ADDED or REMOVED (rows)


@dataclass(frozen=True)
class ReportDifference:
    """What differs in one report of two sites."""

    name: str
    title: str
    sites: str  # BOTH, or the only one that has it
    charts: int  # that both have
    moved: int  # values of these that differ, and rows that are in one alone
    reasons: tuple[str, ...]  # what of its making differs, a clause each
    only_before: tuple[str, ...] = ()  # charts that the other site lacks
    only_after: tuple[str, ...] = ()
    split: str = ""  # command that splits the change by its causes, where the reports differ in the edition asked for

    def sentence(self) -> str:
        """Return it in words."""
        if self.sites != BOTH:
            return f"{self.name}: only the site {self.sites} has this report."
        if not self.moved and not self.only_before and not self.only_after:
            why = f", although {'; '.join(self.reasons)}" if self.reasons and self.reasons != (NOTHING,) else ""
            return f"{self.name}: no value of its {counted(self.charts, 'chart')} differs{why}."
        lacking = [
            f"; without counterpart {side}: {', '.join(charts)}"
            for side, charts in (("after", self.only_before), ("before", self.only_after))
            if charts
        ]
        what = f"{counted(self.moved, 'value')} of {counted(self.charts, 'chart')}"
        verb = plural(self.moved, "differs", "differ")
        split = f" What the other edition did to the shares: {self.split}" if self.split else ""
        return f"{self.name}: {what} {verb}{''.join(lacking)}. {self._why()}{split}"

    def _why(self) -> str:
        if self.reasons == (NOTHING,):
            return "Nothing that the manifests record differs, so the report does not repeat itself."
        if len(self.reasons) == 1 and self.reasons != (NOT_RECORDED,):
            return f"The one recorded difference in the making: {self.reasons[0]}."
        return f"Differences in the making, any of which may be why: {'; '.join(self.reasons)}."


@dataclass(frozen=True)
class SiteComparison:
    """Two sites held against each other: report by report in the order of the site before, and value by value."""

    before: Path
    after: Path
    reports: list[ReportDifference]
    numbers: pl.DataFrame  # results.MOVED

    def finding(self) -> str:
        """Return the comparison in one sentence."""
        shared = sum(one.sites == BOTH for one in self.reports)
        changed = sum(one.moved > 0 for one in self.reports)
        folders = " and ".join(paths.shown(folder) for folder in (self.before, self.after))
        return (
            f"{folders} share {counted(shared, 'report')}; {changed} of them "
            f"{plural(changed, 'differs', 'differ')}, in {counted(self.numbers.height, 'value')} of charts."
        )


def compare_sites(before: Path, after: Path) -> SiteComparison:
    """Hold the charts' tables of two sites against each other."""
    manifests = [_manifest(folder) for folder in (before, after)]
    reports = [{one["name"]: one for one in found["reports"]} for found in manifests]
    tables = [_tables(found) for found in manifests]
    compared, rows = [], []
    for name in dict.fromkeys([*reports[0], *reports[1]]):
        old, new = (side.get(name) for side in reports)
        if old is None or new is None:
            side = ONLY_BEFORE if new is None else ONLY_AFTER
            compared.append(ReportDifference(name, (old or new)["title"], side, 0, 0, ()))
            continue
        charts = [side.get(name, {}) for side in tables]
        shared = [chart for chart in charts[0] if chart in charts[1]]
        found = []
        for chart in shared:
            entries = [side[chart] for side in charts]
            if entries[0]["sha256"] != entries[1]["sha256"]:
                contents = (_content(folder, one) for folder, one in zip((before, after), entries, strict=True))
                found += [(name, chart, *astuple(one)) for one in differences(*map(read, contents))]
        rows += found
        compared.append(
            ReportDifference(
                name,
                new["title"],
                BOTH,
                len(shared),
                len(found),
                tuple(reasons(old, new, *(one.get("inputs") for one in manifests))),
                tuple(chart for chart in charts[0] if chart not in charts[1]),
                tuple(chart for chart in charts[1] if chart not in charts[0]),
                split_command(old.get("parameters", {}), new.get("parameters", {})),
            )
        )
    return SiteComparison(before, after, compared, pl.DataFrame(rows, schema=results.MOVED.schema, orient="row"))


def _manifest(folder: Path) -> dict[str, Any]:
    found = manifest.read(folder)
    if found is None:
        raise MissingFileError(f"{paths.shown(folder)} holds no site: it has no {manifest.FILE} that can be read")
    return found


def _tables(found: Mapping[str, Any]) -> dict[str, dict[str, dict]]:
    """Return report -> chart -> what the manifest says of its CSV."""
    tables: dict[str, dict[str, dict]] = {}
    for one in found["files"]:
        parts = Path(one["path"]).parts
        if len(parts) == 3 and parts[0] == "charts" and one["path"].endswith(".csv"):
            tables.setdefault(parts[1], {})[Path(parts[2]).stem] = one
    return tables


def _content(folder: Path, listed: Mapping[str, Any]) -> bytes:
    path = folder / listed["path"]
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MissingFileError(f"{paths.shown(path)} cannot be read, though its manifest lists it") from error
    if hashlib.sha256(content).hexdigest() != listed["sha256"]:
        raise BadFileError(f"{paths.shown(path)} is not the file that its manifest lists; run 'openness report' again")
    return content


def reasons(
    before: Mapping[str, Any], after: Mapping[str, Any], old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> list[str]:
    """Return what differs in the making of a report, a clause each; never empty."""
    found = _parameters(before.get("parameters", {}), after.get("parameters", {}))
    recorded = all("vintages" in one and "notebook" in one for one in (before, after)) and None not in (old, new)
    if recorded:
        editions = _editions(before["vintages"], after["vintages"])
        found += editions
        if before["notebook"] != after["notebook"]:
            found.append("the notebook is another")
        if before.get("code", old["code"]) != after.get("code", new["code"]):
            found.append("the package's code is another")
        if old["data"] != new["data"] and not editions:
            found.append("the processed tables are others, of the same editions")
        found += _packages(old["packages"], new["packages"])
    for one, side in ((before, "before"), (after, "after")):
        if one.get("status") == manifest.FAILED:
            found.append(f"the report {side} failed in cell {one['failure']['cell']}")
    if not recorded:
        found.append(NOT_RECORDED)
    return found or [NOTHING]


def split_command(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Return the command that splits the change between two reports by its causes."""
    different = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    source = SOURCES.get(before.get("source"))
    if different != {"vintage"} or source is None or source.no_trend:
        return ""
    words = ["openness", "compare", *(f"{side['source']}@{side['vintage']}" for side in (before, after))]
    asked = {name: before[name] for name in _ASKED if before.get(name) not in (None, "all")}
    for name, value in asked.items():
        words += [f"--{name}", as_text(value)]
    for country in before.get("countries") or ():
        words += ["--country", country]
    return shlex.join(words)


def _parameters(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    found = []
    for name in dict.fromkeys([*before, *after]):
        values = [as_text(one[name]) if name in one else "not a parameter" for one in (before, after)]
        if values[0] != values[1]:
            found.append(f"parameter {name}: {values[0]} -> {values[1]}")
    return found


def _editions(before: list[dict], after: list[dict]) -> list[str]:
    """Return which editions of the data were used in one report alone, or hold other facts."""
    used = [{(one["source"], one["vintage"]): one["sha256"] for one in side} for side in (before, after)]
    found = []
    for source in sorted({source for side in used for source, _ in side}):
        old, new = (sorted(vintage for name, vintage in side if name == source) for side in used)
        if old != new:
            found.append(f"data of {source}: edition {', '.join(old) or 'none'} -> {', '.join(new) or 'none'}")
        found += [
            f"the raw facts of {source} {vintage} are others"
            for vintage in old
            if vintage in new and used[0][source, vintage] != used[1][source, vintage]
        ]
    return found


def _packages(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    return [
        f"{name} {before.get(name, 'none')} -> {after.get(name, 'none')}"
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]


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
    key = common_key((before, after), shared)
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


def common_key(tables: Sequence[Sequence[Row]], columns: Sequence[str]) -> list[str]:
    """Return the columns that name a row in every table."""
    rows = [row for table in tables for row in table]
    names = [column for column in columns if column in _NAMES_ROWS or not _is_numeric(row[column] for row in rows)]
    ranked = [*names, *(column for column in columns if column not in names)]
    for count in range(1, len(ranked) + 1):
        if all(_is_unique(table, ranked[:count]) for table in tables):
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
