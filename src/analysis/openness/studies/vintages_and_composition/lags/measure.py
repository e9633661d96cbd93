"""How long open releases took to follow closed ones, and how long lines of models kept their terms."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import polars as pl
from narwhals.typing import IntoFrame

from openness.project.errors import BadValueError
from openness.statistics.door import eager, made
from openness.statistics.periods import DAYS_PER_YEAR
from openness.statistics.survival import survival_summary
from openness.studies.vintages_and_composition.results import GAPS, KEPT, LADDER, LAGS
from openness.tables.schema import KEYS
from openness.words.numbers import counted
from openness.words.values import is_missing

MIN_OPENERS = 5
"""Different open releases that must have met a ladder's levels for an interval: they, not levels, are what was seen."""

VERSION = re.compile(r"v?\d+(?:\.\d+)*[a-z]?")
"""A word of a family's id that is the number of its generation: ``llama-3.1``, ``gpt-4o``, ``qwen-2.5-coder``."""

UNKNOWN_TERMS = ("unknown", "unspecified", "NOASSERTION")
"""Values that name no terms: of a next release under them nobody knows whether they are the same."""

_DATE = pl.col("release_date")
_PRECISE = pl.col("date_precision").is_in(["day", "month"])
_WAIT = {"years": pl.Float64, "is_observed": pl.Boolean}


def lag_ladder(
    frame: IntoFrame, *, level: str = "training_compute", since: int | None = None, until: str | None = None
) -> Any:
    """Return the levels at which the closed frontier moved, with the first open release at or above each.

    A release whose level the source does not know cannot be first, so that an open one may have come sooner than the
    lag says. Levels are no independent observations: one open release often meets many of them at once.
    """
    data, own, end = _edition(frame, [level, "is_open", "release_date", "release_name", "developer_name"], until)
    sized = own.with_columns(pl.col(level).cast(pl.Float64), pl.col("is_open").cast(pl.Boolean)).filter(
        pl.col(level) > 0
    )
    known = sized.filter(pl.col("is_open").is_not_null(), _DATE.is_not_null(), _PRECISE)
    # Of one day the largest is the first.
    listed = known.filter(pl.lit(end) >= _DATE).sort(
        "release_date", level, "release_name", descending=[False, True, False]
    )
    opened, closed = listed.filter("is_open"), listed.filter(~pl.col("is_open"))
    records = closed.filter(pl.col(level) > pl.col(level).cum_max().shift(1, fill_value=0))
    rows = []
    for first in records.filter(_DATE.dt.year() >= (since or 0)).iter_rows(named=True):
        met = next(opened.filter(pl.col(level) >= first[level]).iter_rows(named=True), None)
        counts = {"level": first[level], "n": known.height, "unknown_count": sized.height - known.height}
        rows.append(counts | _side("closed", first) | _lag(first, met, end))
    return made(rows, LADDER, data)


def lag_summary(ladder: IntoFrame, *, min_group: int = MIN_OPENERS) -> Any:
    """Return the median and restricted mean lag of a ladder, with how few open releases stand behind it."""
    data = eager(ladder, LADDER.names)
    waits = pl.DataFrame({name: data[name].to_list() for name in ("years", "is_observed")}, schema=_WAIT)
    found = survival_summary(waits, min_group=min_group)
    met = zip(data["open_release"].to_list(), data["is_observed"].to_list(), strict=True)
    openers = len({name for name, is_observed in met if is_observed})
    row = {"group": "all", "n": 0, "event_count": 0, "censored_count": 0} | next(found.iter_rows(named=True), {})
    row |= {"opener_count": openers, "open_first_count": sum(data["is_open_first"].to_list())}
    if found.is_empty():
        row["reason"] = "not estimable: no level has a closed release"
    elif row["restricted_mean"] is not None and openers < min_group:
        row |= dict.fromkeys(("median_lower", "median_upper", "mean_lower", "mean_upper"))
        met_by = counted(openers, "open release")
        row["reason"] = f"no interval: all levels that were met were met by {met_by}, {min_group} or more are needed"
    return made([row], LAGS, data)


def reached(ladder: pl.DataFrame) -> dict[str, Any]:
    """Return how many levels of a ladder open releases met, the highest of these, and the lowest that waits."""
    rows = ladder.sort("level", maintain_order=True)
    met, waiting = (rows.filter(is_observed=one).to_dicts() for one in (True, False))
    highest = met[-1] | {"years_apart": abs(met[-1]["lag_years"])} if met else None
    first = next(ladder.iter_rows(named=True), {})
    about = {name: first.get(name) for name in ("until", "unknown_count", "n")}
    counts = {"levels": ladder.height, "met": len(met), "waiting": len(waiting)}
    return counts | about | {"highest_met": highest, "lowest_waiting": next(iter(waiting), None)}


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


def release_gaps(releases: IntoFrame, families: pl.DataFrame, *, terms: str = "license_tier") -> Any:
    """Return the years from each occasion on which a line had releases to its next."""
    data, days, end = _occasions(releases, families, terms)
    following = [pl.col(f"from_{name}").shift(-1).over("line_id").alias(f"to_{name}") for name in ("date", "terms")]
    is_last, one, other = pl.col("to_date").is_null(), pl.col("from_terms"), pl.col("to_terms")
    found = days.with_columns(*following, occasion=pl.int_range(1, pl.len() + 1).over("line_id")).with_columns(
        years=_years(pl.col("from_date"), pl.col("to_date").fill_null(end)),
        outcome=pl.when(is_last)
        .then(pl.lit("censored"))
        .when(one.is_in(UNKNOWN_TERMS) | other.is_in(UNKNOWN_TERMS))
        .then(pl.lit("unknown"))
        .when(one == other)
        .then(pl.lit("same"))
        .otherwise(pl.lit("another")),
        is_observed=~is_last,
    )
    return made(found.select(GAPS.names).to_dicts(), GAPS, data)


def first_terms(releases: IntoFrame, families: pl.DataFrame, *, terms: str = "license_tier") -> Any:
    """Return how long each line with two occasions or more kept the terms of its first release."""
    data, days, _ = _occasions(releases, families, terms)
    known = days.filter(~pl.col("from_terms").is_in(UNKNOWN_TERMS)).filter(pl.len().over("line_id") > 1)
    date, first, is_other = pl.col("from_date"), pl.col("terms"), pl.col("from_terms") != pl.col("terms")
    found = (
        known.with_columns(terms=pl.col("from_terms").first().over("line_id"))
        .group_by("line_id", maintain_order=True)
        .agg(
            date.first(),
            first.first(),
            date.filter(is_other).first().alias("to_date"),
            pl.col("from_terms").filter(is_other).first().alias("to_terms"),
            date.last().alias("_last"),
            occasion_count=pl.len().cast(pl.Int64),
        )
        .with_columns(
            group=pl.lit(terms),
            years=_years(date, pl.coalesce("to_date", "_last")),
            is_observed=pl.col("to_date").is_not_null(),
        )
    )
    return made(found.select(KEPT.names).to_dicts(), KEPT, data)


def as_day(value: str) -> datetime:
    """Return a day as a datetime, or raise ``BadValueError``."""
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadValueError(f"day is {value!r}, expected such as '2026-03-30'") from None


def years_between(start: datetime, end: datetime) -> float:
    """Return the years from one day to another, of 365.25 days each."""
    return (end - start).total_seconds() / (24 * 3600 * DAYS_PER_YEAR)


def _edition(frame: IntoFrame, columns: Sequence[str], until: str | None = None) -> tuple[Any, pl.DataFrame, datetime]:
    """Return the caller's frame, its columns in polars, and the newest day in it that is not after its edition."""
    data = eager(frame, columns)
    optional = [name for name in (*KEYS, "date_precision") if name in data.columns]
    columns = {name: data[name].to_list() for name in dict.fromkeys([*columns, *optional])}
    plain = {name: [None if is_missing(one) else one for one in values] for name, values in columns.items()}
    own = pl.DataFrame(plain, infer_schema_length=None).with_columns(
        pl.col(optional).cast(pl.String), _DATE.cast(pl.Datetime("us"))
    )
    for name in ("source", "vintage"):
        if name in own.columns and own[name].n_unique() > 1:
            found = ", ".join(own[name].unique().sort())
            raise BadValueError(f"the frame holds several of {name}: {found}; expected one")
    if "date_precision" not in own.columns:
        own = own.with_columns(date_precision=pl.lit("day"))
    edition = as_day(own["vintage"][0]) if "vintage" in own.columns and own.height else datetime.max
    newest = own.filter(pl.lit(edition) >= _DATE)["release_date"].max()
    return data, own, as_day(until) if until else newest or datetime.min


def _side(side: str, row: dict[str, Any] | None) -> dict[str, Any]:
    names = {"release": "release_name", "developer": "developer_name", "date": "release_date"}
    return {f"{side}_{name}": row[column] if row else None for name, column in names.items()}


def _lag(first: dict[str, Any], met: dict[str, Any] | None, end: datetime) -> dict[str, Any]:
    found = {"until": end, "is_observed": met is not None, "is_open_first": False} | _side("open", met)
    lag = years_between(first["release_date"], met["release_date"] if met else end)
    if met is None:
        return found | {"years": lag, "reason": "no lag yet: no open release has followed"}
    return found | {"lag_years": lag, "years": max(lag, 0.0), "is_open_first": lag < 0}


def _occasions(releases: IntoFrame, families: pl.DataFrame, terms: str) -> tuple[Any, pl.DataFrame, datetime]:
    """Return the caller's frame, a row a line and day with the terms of its releases, and where the list ends."""
    data, own, end = _edition(releases, [*KEYS, terms, "release_date"])
    under = pl.Series("from_terms", [_terms(value) for value in own[terms].to_list()], dtype=pl.String)
    lined = own.with_columns(under, from_date=_DATE).join(with_line(families).select(*KEYS, "line_id"), on=KEYS)
    dated = lined.filter(pl.col("line_id").is_not_null(), _PRECISE, pl.lit(end) >= _DATE)
    each = pl.col("from_terms")
    # What is not known of one release is not known of the day.
    of_day = pl.coalesce(each.filter(each.is_in(UNKNOWN_TERMS)).min(), each.unique().sort().str.join(" + "))
    days = dated.group_by("line_id", "from_date").agg(of_day, release_count=pl.len().cast(pl.Int64))
    return data, days.sort("line_id", "from_date"), end


def _years(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    # Not divided by polars, whose last digit is another.
    ends = pl.struct(start.alias("start"), end.alias("end"))
    return ends.map_elements(lambda row: years_between(row["start"], row["end"]), return_dtype=pl.Float64)


def _terms(value: Any) -> str:
    if value is None or isinstance(value, str):
        return "unknown" if value is None else value
    if not isinstance(value, Iterable):
        raise BadValueError(f"terms are {value!r}, expected text or a list of texts")
    names = sorted(map(str, value))
    return next((one for one in names if one in UNKNOWN_TERMS), None) or " AND ".join(names) or "unknown"
