"""Years between the releases of a line of models, and whether the next one came under the same terms."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import polars as pl
from narwhals.typing import IntoFrame

from openness.project.errors import BadValueError
from openness.statistics.door import eager, is_missing, like
from openness.studies.vintages_and_composition.lags.measure import as_day, check_edition, list_end, years_between

VERSION = re.compile(r"v?\d+(?:\.\d+)*[a-z]?")
"""A word of a family's id that is the number of its generation: ``llama-3.1``, ``gpt-4o``, ``qwen-2.5-coder``."""

UNKNOWN_TERMS = frozenset({"unknown", "unspecified", "NOASSERTION"})
"""Values that name no terms: of a next release under them nobody knows whether they are the same."""

GAPS = {
    "line_id": pl.String,
    "occasion": pl.Int64,
    "from_date": pl.Datetime("us"),
    "from_terms": pl.String,
    "to_date": pl.Datetime("us"),
    "to_terms": pl.String,
    "years": pl.Float64,
    "outcome": pl.String,
    "is_observed": pl.Boolean,
    "release_count": pl.Int64,
}
FIRST_TERMS = {
    "line_id": pl.String,
    "from_date": pl.Datetime("us"),
    "terms": pl.String,
    "to_date": pl.Datetime("us"),
    "to_terms": pl.String,
    "years": pl.Float64,
    "is_observed": pl.Boolean,
    "occasion_count": pl.Int64,
}


def with_line(families: pl.DataFrame) -> pl.DataFrame:
    """Add ``line_id``: the family without the number of its generation, the same for all generations of a name."""
    lines = {family: line_of(family) for family in families["release_family_id"].drop_nulls().unique()}
    line = pl.col("release_family_id").replace_strict(lines, default=None, return_dtype=pl.String)
    return families.with_columns(line.alias("line_id"))


def line_of(family: str) -> str | None:
    """Return the line of a family, null where its name is nothing but a number."""
    developer, _, name = family.rpartition("/")
    words = [word for word in name.split("-") if not VERSION.fullmatch(word)]
    return f"{developer}/{'-'.join(words)}" if words else None


def release_gaps(
    releases: IntoFrame,
    families: pl.DataFrame,
    *,
    terms: str = "license_tier",
    date: str = "release_date",
    until: datetime | str | None = None,
) -> Any:
    """Return the years from each occasion on which a line had releases to its next."""
    data, occasions, end = _occasions(releases, families, terms, date, until)
    rows = []
    for line, days in occasions.items():
        for place, (when, under, count) in enumerate(days):
            row = {
                "line_id": line,
                "occasion": place + 1,
                "from_date": when,
                "from_terms": under,
                "release_count": count,
            }
            if place + 1 < len(days):
                to, then, _ = days[place + 1]
                ended = {"to_date": to, "to_terms": then, "outcome": _outcome(under, then), "is_observed": True}
                rows.append(row | ended | {"years": years_between(when, to)})
            else:
                rows.append(
                    row
                    | {"outcome": "censored", "is_observed": False, "years": years_between(when, end)}
                    | dict.fromkeys(("to_date", "to_terms"))
                )
    return like(data, rows, GAPS)


def first_terms(
    releases: IntoFrame,
    families: pl.DataFrame,
    *,
    terms: str = "license_tier",
    date: str = "release_date",
    until: datetime | str | None = None,
) -> Any:
    """Return how long each line kept the terms of its first release."""
    data, occasions, _ = _occasions(releases, families, terms, date, until)
    rows = []
    for line, days in occasions.items():
        known = [(when, under) for when, under, _ in days if under not in UNKNOWN_TERMS]
        if len(known) < 2:
            continue
        (start, first), later = known[0], known[1:]
        changed = next(((when, under) for when, under in later if under != first), None)
        last = changed[0] if changed else later[-1][0]
        rows.append(
            {
                "line_id": line,
                "from_date": start,
                "terms": first,
                "to_date": changed[0] if changed else None,
                "to_terms": changed[1] if changed else None,
                "years": years_between(start, last),
                "is_observed": changed is not None,
                "occasion_count": len(known),
            }
        )
    return like(data, rows, FIRST_TERMS)


Occasion = tuple[datetime, str, int]


def _occasions(
    releases: IntoFrame, families: pl.DataFrame, terms: str, date: str, until: datetime | str | None
) -> tuple[Any, dict[str, list[Occasion]], datetime | None]:
    """Return the caller's frame, the days on which each line had releases, and the day to which the list reaches."""
    keys = ["release_id", "source", "vintage"]
    data = eager(releases, [*keys, terms, date])
    check_edition(data)
    end = list_end(data, date) if until is None else as_day(until)
    lines = dict(zip(*with_line(families).select(pl.concat_str(keys, separator="\t"), "line_id"), strict=True))
    precision = data["date_precision"].to_list() if "date_precision" in data.columns else ["day"] * len(data)
    found: dict[str, dict[datetime, list[str]]] = {}
    columns = (data[column].to_list() for column in (*keys, date, terms))
    for *key, when, under, exact in zip(*columns, precision, strict=True):
        line = lines.get("\t".join(key))
        if line is None or is_missing(when) or exact not in {"day", "month"}:
            continue
        moment = as_day(when)
        if moment <= end:
            found.setdefault(line, {}).setdefault(moment, []).append(_terms(under))
    return data, {line: _in_order(days) for line, days in sorted(found.items())}, end


def _in_order(days: dict[datetime, list[str]]) -> list[Occasion]:
    return [(when, _joined(under), len(under)) for when, under in sorted(days.items())]


def _joined(terms: list[str]) -> str:
    # What is not known of one release is not known of the day.
    distinct = sorted(set(terms))
    return next((one for one in distinct if one in UNKNOWN_TERMS), None) or " + ".join(distinct)


def _terms(value: object) -> str:
    if is_missing(value):
        return "unknown"
    if isinstance(value, str):
        return value
    try:
        names = [str(one) for one in value]
    except TypeError:
        raise BadValueError(f"terms are {value!r}, expected text or a list of texts") from None
    return next((one for one in names if one in UNKNOWN_TERMS), None) or " AND ".join(sorted(names)) or "unknown"


def _outcome(before: str, after: str) -> str:
    if before in UNKNOWN_TERMS or after in UNKNOWN_TERMS:
        return "unknown"
    return "same" if before == after else "another"
