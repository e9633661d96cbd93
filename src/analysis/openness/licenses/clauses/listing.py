"""Licenses of the catalog by name, family, steward, date, tier and clause, and by the hash of a text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openness.licenses.clauses import catalog, verdicts
from openness.licenses.clauses.catalog import License, effective
from openness.licenses.clauses.declared import CLAUSES
from openness.project.errors import BadValueError, UnknownNameError
from openness.tables import schema

UNDECIDED, GIVEN = "?", "given"
_BOOLEANS = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True)
class Wanted:
    """What licenses are looked for; all that is given has to hold."""

    words: tuple[str, ...] = ()  # all of them in the id, a name, the family, the steward or an address
    family: str | None = None
    steward: str | None = None
    kind: str | None = None
    tier: str | None = None
    since: date | None = None  # in effect on this day or later
    until: date | None = None
    clauses: tuple[str, ...] = ()  # such as ``output_training_restriction=ban_other_models``; ``=given``, ``=?``


def find(wanted: Wanted) -> list[dict[str, Any]]:
    """Return a row for every license that is wanted, in the order of the ids.

    Raises
    ------
    UnknownNameError
        No record has that family, steward or tier, or a clause is none; the message names the nearest.
    BadValueError
        A clause is given a value that it cannot have.
    """
    known = [record for name, record in catalog.records().items() if name == record.id]
    _check("family", wanted.family, {one.family for one in known})
    _check("steward", wanted.steward, {one.steward for one in known})
    _check("kind", wanted.kind, schema.LICENSE_KINDS)
    _check("tier", wanted.tier, schema.LICENSE_TIERS)
    tests = [_clause_test(one) for one in wanted.clauses]
    return [_row(record) for record in known if _fits(record, wanted) and all(test(record) for test in tests)]


def _check(kind: str, value: str | None, known: Sequence[str] | set[str]) -> None:
    if value is not None and value.casefold() not in {one.casefold() for one in known}:
        raise UnknownNameError(kind, value, sorted(known))


def _fits(record: License, wanted: Wanted) -> bool:
    day = record.effective_date
    return (
        all(any(word in text for text in _texts(record)) for word in map(str.casefold, wanted.words))
        and _equal(wanted.family, record.family)
        and _equal(wanted.steward, record.steward)
        and _equal(wanted.kind, record.kind)
        and (wanted.tier is None or verdicts.of_license(record.id).tier == wanted.tier.casefold())
        and (wanted.since is None or (day is not None and day >= wanted.since))
        and (wanted.until is None or (day is not None and day <= wanted.until))
    )


def _equal(wanted: str | None, value: str) -> bool:
    return wanted is None or wanted.casefold() == value.casefold()


def _texts(record: License) -> Iterator[str]:
    names = (record.id, record.name, record.family, record.steward, record.url, record.hugging_face_tag or "")
    for text in (*names, *record.aliases, *record.titles, *record.covers, *record.urls):
        yield text.casefold()


def _clause_test(given: str) -> Callable[[License], bool]:
    name, equals, text = (one.strip() for one in given.partition("="))
    if name not in CLAUSES:
        raise UnknownNameError("clause", name, CLAUSES)
    if not equals or not text:
        raise BadValueError(f"{given!r} names no value; expected such as {name}=given, or {name}=? for undecided")
    column = CLAUSES[name]
    wanted: Any = text
    if text not in (UNDECIDED, GIVEN):
        if column.type == "boolean":
            wanted = _BOOLEANS.get(text.casefold())
        elif column.type in ("integer", "number"):
            wanted = _number(text)
        values = ("true", "false") if column.type == "boolean" else (*(column.values or ()), "none")
        is_bad = column.values and text not in values
        if wanted is None or is_bad:
            expected = ", ".join(dict.fromkeys(values)) if column.values or column.type == "boolean" else "a number"
            raise BadValueError(f"{name} is {text!r}; expected {expected}, {GIVEN} or {UNDECIDED}")

    def test(record: License) -> bool:
        found = effective(record, catalog.records())[name].clause
        if found.state == "unverified" or wanted == UNDECIDED:
            return found.state == "unverified" and wanted == UNDECIDED
        value = found.value
        if wanted == GIVEN:
            return value not in (None, False, "none", (), [])
        if isinstance(value, (tuple, list)):
            return (wanted == "none" and not value) or any(wanted == one or str(wanted) in str(one) for one in value)
        return value == wanted or (wanted == "none" and value is None)

    return test


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def _row(record: License) -> dict[str, Any]:
    day = record.effective_date
    return {
        "id": record.id,
        "name": record.name,
        "kind": record.kind,
        "family": record.family,
        "version": record.version,
        "steward": record.steward,
        "effective_date": day.isoformat() if day else None,
        "tier": verdicts.of_license(record.id).tier,
        "hugging_face_tag": record.hugging_face_tag,
        "url": record.url,
    }


def table_text(rows: Sequence[dict[str, Any]]) -> str:
    """Return rows in words: id, date, tier, steward and name."""
    if not rows:
        return "no license of the catalog fits"
    shown = [[str(row[key] or "-") for key in ("id", "effective_date", "tier", "steward", "name")] for row in rows]
    widths = [max(len(row[column]) for row in shown) for column in range(5)]
    lines = ("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)) for row in shown)
    return "\n".join(line.rstrip() for line in lines)
