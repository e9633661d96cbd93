"""Somebody's table -> the columns that the suite counts: dates, developers, licenses, and what may be had."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from openness.cleaning.developer_names import match_developers, with_nearest
from openness.cleaning.developers import group_of
from openness.measures.own import definitions, roles
from openness.project.errors import BadValueError
from openness.sources.common.licensed import with_license
from openness.statistics.door import eager, given_back
from openness.tables import schema
from openness.words.countries import country, is_country
from openness.words.dates import PRECISIONS, read_dates
from openness.words.numbers import counted, plural
from openness.words.values import BLANK, is_missing

SHOWN = 3
"""Examples in a note."""

YES = frozenset({"yes", "y", "true", "t", "1", "1.0", "open", "available", "public", "released"})
NO = frozenset({"no", "n", "false", "f", "0", "0.0", "closed", "not available", "unavailable", "private", "unreleased"})
PARTIAL = frozenset({"partial", "partially", "partly", "some"})
NOTHING = BLANK | {"missing"}
TYPES = {
    **{name: name for name in schema.DEVELOPER_TYPES},
    "industry": "company",
    "corporate": "company",
    "startup": "company",
    "start-up": "company",
    "big tech": "big_tech",
    "academia": "academic",
    "university": "academic",
    "research institute": "academic",
    "non-profit": "nonprofit",
    "collective": "community",
    "public": "government",
    "person": "individual",
}


@dataclass(frozen=True)
class Prepared:
    """A table whose columns the suite knows, and what was made of it."""

    frame: Any  # the caller's columns, then ours, and ``is_open_<definition>``; of the caller's kind
    columns: Mapping[str, str]  # role -> column of the table
    answered: tuple[str, ...]  # definitions that the columns can answer
    why_not: Mapping[str, str]  # the other definitions -> why not
    notes: tuple[str, ...]  # what was taken for granted or not read, in sentences

    @property
    def table(self) -> pl.DataFrame:
        """The frame in polars."""
        return eager(self.frame).to_polars()


def prepare(
    frame: Any, columns: str | Sequence[str] | Mapping[str, str] | None = None, *, day_first: bool | None = None
) -> Prepared:
    """Return a table with dates, developers, licenses and tiers read, judged by every definition it can answer.

    Parameters
    ----------
    frame
        One row a release: pandas, polars (eager or lazy), pyarrow or a DuckDB relation.
    columns
        Role -> column, as a mapping or as ``date=When,developer=Org``; :data:`~openness.measures.own.roles.ROLES` has
        the roles. A role that is not named is that of the column of its own name.
    day_first
        Whether the day stands before the month in ``3/4/2024``; None: only where another date of the column shows it.

    Returns
    -------
    Prepared
        ``frame`` has the caller's columns and kind, and what of these can be told: ``release_date`` and
        ``date_precision``; ``developer_id``, ``developer_name``, ``developer_type``, ``developer_group``, ``country``;
        ``license_raw``, ``license_ids``, ``license_expression``, ``license_tier``; ``is_open_<definition>``.

    Raises
    ------
    UnknownNameError
        A role or a column is not known.
    BadValueError
        The table has no rows, or a column can be read in two ways or in none.
    """
    data = eager(frame)
    table: pl.DataFrame = data.to_polars() if hasattr(data, "to_polars") else pl.from_arrow(data.to_arrow())
    if table.is_empty():
        raise BadValueError("the table has no rows")
    found, notes = roles.resolve(roles.parse(columns), table.columns)
    if not found:
        raise BadValueError(
            f"no column of the table is named; say which is which, such as date=COLUMN,license=COLUMN; it has "
            f"{', '.join(map(repr, table.columns))}"
        )
    made = pl.DataFrame({"release_id": [f"own:{row}" for row in range(1, table.height + 1)]}).with_columns(
        source=pl.lit("own"), vintage=pl.lit("own")
    )
    for make in (_dates, _developers, _licenses, _countries, _others):
        made = make(made, table, found, notes, day_first)
    components = _components(made, table, found, notes)
    judged, answered, why_not = definitions.judged(made, components, found, notes)
    ours = judged.drop("source", "vintage")
    own = [name for name in table.columns if name not in ours.columns]
    if lost := [name for name in table.columns if name in ours.columns and name not in found.values()]:
        notes.append(f"Written over: {', '.join(map(repr, lost))}, named as the suite names what it reads.")
    whole = pl.concat([table.select(own), ours], how="horizontal")
    return Prepared(given_back(whole, frame), found, tuple(answered), why_not, tuple(notes))


def _values(table: pl.DataFrame, found: Mapping[str, str], role: str) -> list[Any] | None:
    return table[found[role]].to_list() if role in found else None


def _texts(values: Sequence[Any]) -> list[str]:
    """Return values as they are compared: in lower case, "" for what is missing."""
    return ["" if is_missing(one) else str(one).strip().casefold() for one in values]


def _place(row: int) -> str:
    return f"row {row + 1}"


def _examples(places: Sequence[int], values: Sequence[Any], why: Callable[[int], str] | None = None) -> str:
    """Return the first different values with their rows."""
    seen: dict[str, int] = {}
    for place in places:
        seen.setdefault(str(values[place]), place)
        if len(seen) == SHOWN:
            break
    shown = (f"{value[:40]!r} ({_place(place)}{f': {why(place)}' if why else ''})" for value, place in seen.items())
    return ", ".join(shown)


def _dates(
    made: pl.DataFrame, table: pl.DataFrame, found: dict, notes: list[str], day_first: bool | None
) -> pl.DataFrame:
    values = _values(table, found, "date")
    if values is None:
        return made
    column = found["date"]
    read = read_dates(values, day_first=day_first)
    if ambiguous := [place for place, one in read.unread.items() if one.is_ambiguous]:
        raise BadValueError(
            f"column {column!r} has {counted(len(ambiguous), 'date')} such as {_examples(ambiguous[:1], values)} that "
            "may begin with the day or the month; say which with day_first=True or False (--day-first, --month-first)"
        )
    if read.shown_by is not None:
        order = "day" if read.day_first else "month"
        shown = f"{values[read.shown_by]!r} ({_place(read.shown_by)})"
        notes.append(f"Dates of {column!r} are read with the {order} first, as {shown} can only be read.")
    if read.unread:
        places = list(read.unread)
        told = _examples(places, values, lambda place: read.unread[place].why)
        if not any(read.days):
            raise BadValueError(f"column {column!r} holds no date that can be read: {told}")
        notes.append(
            f"{counted(len(places), 'date')} of {column!r} {plural(len(places), 'is', 'are')} not read: {told}."
        )
    precisions = read.precisions
    if (said := _values(table, found, "precision")) is not None:
        texts = _texts(said)
        if bad := [place for place, text in enumerate(texts) if text and text not in (*PRECISIONS, "none")]:
            raise BadValueError(
                f"column {found['precision']!r} holds {_examples(bad, said)}, expected {', '.join(PRECISIONS)}"
            )
        precisions = [text or own for text, own in zip(texts, precisions, strict=True)]
    elif (
        all(
            isinstance(one, str) is False and day is not None and (day.month, day.day) == (1, 1)
            for one, day in zip(values, read.days, strict=True)
        )
        and "day" in precisions
    ):
        notes.append(f"All dates of {column!r} are a first of January: if they are years, give the years as such.")
    return made.with_columns(
        pl.Series("release_date", read.days, pl.Datetime("us")),
        pl.Series("date_precision", [one or "none" for one in precisions], pl.String),
    )


def _developers(made: pl.DataFrame, table: pl.DataFrame, found: dict, notes: list[str], _: bool | None) -> pl.DataFrame:
    names, types = _values(table, found, "developer"), _values(table, found, "type")
    if names is None and types is None:
        return made
    frame = made
    kinds: list[str] = ["unknown"] * made.height
    groups = list(kinds)
    if names is not None:
        matches = match_developers(names)
        raw = ["" if is_missing(one) else str(one) for one in names]
        unknown = {one.raw: place for place, one in enumerate(matches) if one.raw.strip() and not one.developers}
        if unknown:
            near = [with_nearest(matches[place]) for place in list(unknown.values())[:SHOWN]]
            told = "; ".join(one.text().replace(": unknown", "", 1) for one in near)
            notes.append(
                f"{counted(len(unknown), 'developer')} of {found['developer']!r} {plural(len(unknown), 'is', 'are')} "
                f"not known, and of an unknown type: {told}."
            )
        kinds = [one.developers[0].type if one.developers else "unknown" for one in matches]
        groups = [one.group for one in matches]
        # An unknown name is a developer all the same, and clusters its releases.
        ids = [
            one.id or (f"own:{text.strip().casefold()}" if text.strip() else None)
            for one, text in zip(matches, raw, strict=True)
        ]
        frame = frame.with_columns(
            pl.Series("developer_id", ids, pl.String),
            pl.Series(
                "developer_name",
                [", ".join(d.name for d in one.developers) or one.raw or None for one in matches],
                pl.String,
            ),
            pl.Series(
                "country", [one.developers[0].country if one.developers else "unknown" for one in matches], pl.String
            ),
        )
    if types is not None:
        texts = _texts(types)
        said = [TYPES.get(text) for text in texts]
        if bad := [
            place
            for place, (one, text) in enumerate(zip(said, texts, strict=True))
            if one is None and text not in NOTHING
        ]:
            notes.append(
                f"{counted(len(bad), 'type')} of {found['type']!r} {plural(len(bad), 'is', 'are')} not known: "
                f"{_examples(bad, types)}; expected {', '.join(schema.DEVELOPER_TYPES)}."
            )
        kinds = [one if one and one != "unknown" else other for one, other in zip(said, kinds, strict=True)]
        told = [group_of([one]) for one in kinds]
        groups = [
            group if one in (None, "unknown") else own for one, own, group in zip(said, told, groups, strict=True)
        ]
    return frame.with_columns(
        pl.Series("developer_type", kinds, pl.String), pl.Series("developer_group", groups, pl.String)
    )


def _licenses(made: pl.DataFrame, table: pl.DataFrame, found: dict, notes: list[str], _: bool | None) -> pl.DataFrame:
    values = _values(table, found, "license")
    if values is None:
        return made
    texts = [None if is_missing(one) or not str(one).strip() else str(one).strip() for one in values]
    frame = with_license(made.with_columns(pl.Series("license_raw", texts, pl.String)), "license_raw")
    unread = [
        place
        for place, (text, ids) in enumerate(zip(texts, frame["license_ids"].to_list(), strict=True))
        if text and "NOASSERTION" in (ids or ()) and text.casefold() not in NOTHING
    ]
    if unread:
        distinct = len({texts[place] for place in unread})
        notes.append(
            f"{counted(distinct, 'license')} of {found['license']!r} {plural(distinct, 'is', 'are')} not read: "
            f"{_examples(unread, texts)}."
        )
    return frame.drop("license_certainty", "license_noted")


def _countries(made: pl.DataFrame, table: pl.DataFrame, found: dict, notes: list[str], _: bool | None) -> pl.DataFrame:
    values = _values(table, found, "country")
    if values is None:
        return made
    texts = ["" if is_missing(one) else str(one).strip() for one in values]
    read = {text: country(text) if text and is_country(text) else "unknown" for text in set(texts)}
    if bad := [place for place, text in enumerate(texts) if text.casefold() not in NOTHING and not is_country(text)]:
        notes.append(
            f"{counted(len(bad), 'country', 'countries')} of {found['country']!r} not known: {_examples(bad, values)}."
        )
    return made.with_columns(pl.Series("country", [read[text] for text in texts], pl.String))


_PLAIN = {"name": "release_name", "modality": "modality"}
_NUMBERS = {"downloads": "downloads", "parameters": "parameter_count"}


def _others(made: pl.DataFrame, table: pl.DataFrame, found: dict, notes: list[str], _: bool | None) -> pl.DataFrame:
    for role, name in _PLAIN.items():
        if role in found:
            made = made.with_columns(table[found[role]].cast(pl.String).alias(name))
    for role, name in _NUMBERS.items():
        if role not in found:
            continue
        column = table[found[role]]
        numbers = column.cast(pl.Float64, strict=False)
        if bad := [
            place
            for place, (text, one) in enumerate(zip(column.to_list(), numbers.to_list(), strict=True))
            if one is None and not is_missing(text) and str(text).strip().casefold() not in NOTHING
        ]:
            raise BadValueError(f"column {found[role]!r} holds {_examples(bad, column.to_list())}, expected numbers")
        if (numbers < 0).any():
            raise BadValueError(f"column {found[role]!r} holds numbers below 0")
        made = made.with_columns(numbers.fill_nan(None).alias(name))
    if "name" in found and (doubled := made["release_name"].drop_nulls().is_duplicated().sum()):
        notes.append(f"{counted(int(doubled), 'row')} bear a name that others bear too; each row counts.")
    return made


def _components(made: pl.DataFrame, table: pl.DataFrame, found: dict, notes: list[str]) -> pl.DataFrame:
    """Return which parts may be had, as the table ``components`` has it."""
    parts = []
    for role in definitions.PARTS:
        values = _values(table, found, role)
        if values is None:
            continue
        texts = _texts(values)
        statuses = [
            "open" if text in YES else "closed" if text in NO else "partial" if text in PARTIAL else "missing"
            for text in texts
        ]
        bad = [
            place
            for place, (text, one) in enumerate(zip(texts, statuses, strict=True))
            if one == "missing" and text not in NOTHING
        ]
        if bad:
            if len(bad) == sum(text not in NOTHING for text in texts):
                raise BadValueError(
                    f"column {found[role]!r} holds {_examples(bad, values)}, expected yes, no, partial or nothing"
                )
            notes.append(
                f"{counted(len(bad), 'value')} of {found[role]!r} {plural(len(bad), 'is', 'are')} read as "
                f"unknown: {_examples(bad, values)}; expected yes, no or partial."
            )
        parts.append(
            made.select(
                *schema.KEYS,
                pl.lit(definitions.PARTS[role]).alias("component"),
                pl.Series("status", statuses, pl.String),
            )
        )
    empty = pl.DataFrame(schema=dict.fromkeys((*schema.KEYS, "component", "status"), pl.String))
    return pl.concat([empty, *parts])
