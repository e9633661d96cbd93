"""One clause of a license: what a record may write for it, and the two forms of clauses that have parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openness.licenses.clauses import limits
from openness.licenses.clauses.declared import CLAUSES, NO_DEFAULT, default
from openness.project.errors import BadFileError
from openness.project.yaml_shape import shaped
from openness.tables import schema

_TYPES = {
    "string": (str, "text"),
    "integer": (int, "a whole number"),
    "number": ((int, float), "a number"),
    "boolean": (bool, "true or false"),
    "list": (list, "a list"),
}
_NEW = ("business_restriction", "copy_of_terms")
"""Clauses that a record may leave out."""
_NOT_YET = "not looked for when the text was read"


@dataclass(frozen=True)
class Clause:
    """What a license says on one point."""

    value: Any  # as in :data:`openness.tables.schema.CLAUSES`; the default where absent; None where unverified
    state: str  # ``stated``, ``absent`` (the text was read and holds no such clause) or ``unverified``
    section: str | None = None  # section of the license that says so, None unless stated
    reason: str | None = None  # why it is unverified, None otherwise
    limited_to: str | None = None  # what alone it is about, such as multimodal models; None: everything licensed


def read_clause(column: schema.Column, entry: Any) -> Clause:
    """Return a clause as a record writes it; a ValueError of one line where it is none."""
    if entry == "absent":
        if column.name in NO_DEFAULT:
            raise ValueError(f"{column.name} has no default; give a value or say why it is unverified")
        return Clause(default(column.name), "absent")
    if isinstance(entry, dict) and set(entry) == {"unverified"} and isinstance(entry["unverified"], str):
        return Clause(None, "unverified", reason=entry["unverified"])
    if not (
        isinstance(entry, dict)
        and set(entry) - {"limited_to"} == {"value", "section"}
        and all(isinstance(entry[key], str) for key in entry if key != "value")
    ):
        raise ValueError(
            f"{column.name} is {entry!r}; expected {{value: ..., section: ...}}, absent, or {{unverified: why}}"
        )
    value, section, limited_to = entry["value"], entry["section"], entry.get("limited_to")
    kinds, expected = _TYPES[column.type]
    if not isinstance(value, kinds) or isinstance(value, bool) != (kinds is bool):
        raise ValueError(f"{column.name} is {value!r}; expected {expected}")
    allowed = column.values or limits.MEMBERS.get(column.name)
    for one in value if isinstance(value, list) else [value]:
        if allowed and one not in allowed:
            raise ValueError(f"{column.name} is {one!r}; expected one of {', '.join(allowed)}")
    if column.name in limits.PARTS:
        value = [_part(column.name, number, one) for number, one in enumerate(value, start=1)]
    return Clause(tuple(value) if isinstance(value, list) else value, "stated", section, None, limited_to)


def _part(clause: str, number: int, entry: Any) -> Any:
    try:
        return shaped(limits.PARTS[clause], entry, f"{clause} {number}")
    except BadFileError as error:
        raise ValueError(str(error)) from None


def both_forms(given: Mapping[str, Clause], unread: str | None = None) -> dict[str, Clause]:
    """Return every clause of a record, in order: older fields from clauses with parts, or these from the older fields.

    A ValueError of one line where a record gives both forms or lacks a clause; with a reason in `unread`, what is
    lacking is unverified for that reason.
    """
    found = dict(given)
    for clause, fields in limits.SUMMARIES.items():
        older = [name for name in fields if name in given]
        if clause in given and older:
            raise ValueError(f"gives both {clause} and {', '.join(older)}; expected one of the two forms")
        if clause in given:
            found |= _summary(clause, given[clause])
        elif len(older) == len(fields):
            found[clause] = _parts(clause, [given[name] for name in fields])
        elif older and unread is not None:
            raise ValueError(f"gives {', '.join(older)}; expected all of {', '.join(fields)}, or {clause}")
    missing = [name for name in CLAUSES if name not in found and name not in (*_NEW, *limits.SUMMARIES)]
    if missing and unread is None:
        raise ValueError(f"lacks the clauses {', '.join(missing)}")
    reason = unread or _NOT_YET
    return {name: found.get(name) or Clause(None, "unverified", reason=reason) for name in CLAUSES}


def _summary(clause: str, said: Clause) -> dict[str, Clause]:
    if said.state == "unverified":
        return dict.fromkeys(limits.SUMMARIES[clause], said)
    absent = said.state == "absent"
    return {
        name: Clause(value, "absent") if absent or value is None else Clause(value, "stated", said.section)
        for name, value in limits.summary(clause, said.value).items()
    }


def _parts(clause: str, older: list[Clause]) -> Clause:
    if unverified := next((one for one in older if one.state == "unverified"), None):
        return unverified
    stated = [one for one in older if one.state == "stated"]
    value = limits.parts(clause, dict(zip(limits.SUMMARIES[clause], (one.value for one in older), strict=True)))
    if not stated:
        return Clause(value, "absent")
    sections = "; ".join(dict.fromkeys(one.section for one in stated if one.section))
    return Clause(value, "stated", sections, None, stated[0].limited_to)
