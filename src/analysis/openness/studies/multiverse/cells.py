"""Units counted once: how many of each developer are open, closed or blank, by all that a choice can be about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import narwhals as nw
import polars as pl

from openness.measures.blanks import filled_between
from openness.measures.definitions import Tables, answered_by, judge
from openness.measures.selection import has_categories, with_typing, year_apart
from openness.measures.units import FAMILY, REPOSITORY, SERIES, as_units
from openness.statistics.contrast import MINIMUM
from openness.statistics.periods import per_year, period_number, precise_enough
from openness.studies.multiverse.choices import CHOICES, NOT_APPLICABLE, SIDES, SLOPE_SPANS
from openness.tables import schema
from openness.tables import store as tables
from openness.tables.schema import KEYS

TABLES = ("releases", "components", "scores", "release_lists", "release_developers", "release_families")

FIRST_YEAR = min(SLOPE_SPANS.values())

DATA = ["source", "vintage", "list", "definition", "typing", "unit"]
"""Columns that say what is looked at, what open means, whose word a company is, and what counts once."""

COUNTS = ("open", "closed", "blank")
LOADED = tuple(f"{prefix}_{name}" for prefix in ("loaded", "downloads") for name in COUNTS)
"""Units whose downloads are known, and their downloads; 0 where the source has none."""

_CELL = [*DATA, "every", "period", "group", "first_group", "developer", "modality"]
CELLS = {
    **dict.fromkeys([*DATA, "every"], pl.String),
    "period": pl.Int64,
    **dict.fromkeys(["group", "first_group", "developer", "modality"], pl.String),
    **dict.fromkeys(COUNTS, pl.Int64),
    **dict.fromkeys(LOADED[:3], pl.Int64),
    **dict.fromkeys(LOADED[3:], pl.Float64),
}

_FILLED = ["source", "vintage", "definition", "typing"]
FILLED = {
    **dict.fromkeys([*_FILLED, "group", "first_group", "developer"], pl.String),
    "filled": pl.Int64,
    "filled_open": pl.Int64,
}


Judged = tuple[pl.DataFrame, list[str]]
"""The releases of an edition, and the definitions that they have a column for."""


@dataclass(frozen=True)
class Counted:
    """All that the multiverse is computed from."""

    cells: pl.DataFrame
    filled: pl.DataFrame
    latest: dict[str, str]  # source -> its newest whole edition


def of_tables() -> Counted:
    """Count the processed tables."""
    return counted({name: tables.read(name) for name in TABLES})


def counted(frames: Mapping[str, pl.DataFrame]) -> Counted:
    """Count some tables."""
    judged = list(_judged(Tables(*(frames[name] for name in TABLES[:3]))))
    return Counted(_counts(judged, frames), _filled(judged, frames), latest_whole(frames["release_lists"]))


def _counts(judged: Sequence[Judged], frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the cells of every list, definition, typing and unit.

    Editions of one list that follow each other by weeks are one choice, not several: those a year apart stand for them.
    """
    apart = set(year_apart(frames["release_lists"]).rows())
    parts = [pl.DataFrame(schema=CELLS)]
    for edition, names in judged:
        if edition.select("source", "vintage").row(0) not in apart:
            continue
        for name, members in _members(edition, frames["release_lists"]):
            for unit in _units(members, frames["release_families"]):
                units = as_units(members, frames["release_families"], unit, outcomes=names)
                named = units.with_columns(pl.lit(name).alias("list"), pl.lit(unit).alias("unit"))
                for every in CHOICES["every"].levels if unit == SERIES else [CHOICES["every"].default]:
                    # Other units and shorter periods are looked at with the usual typing alone.
                    usual = unit == SERIES and every == CHOICES["every"].default
                    described = _described(_typed(named, every_typing=usual), frames["release_developers"])
                    parts.append(_cells(described, names, every))
    return pl.concat(parts).sort(_CELL)


def _filled(judged: Sequence[Judged], frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count the releases that were blank in an earlier whole edition and judged in a later one, by developer.

    Only of editions in which each side has enough of them to say a rate.
    """
    whole = set(frames["release_lists"].filter(list="all").select("source", "vintage").rows())
    looked_at = set(year_apart(frames["release_lists"]).rows())
    parts, before = [pl.DataFrame(schema=FILLED)], list[pl.DataFrame]()
    for edition, names in judged:
        source, vintage = edition.select("source", "vintage").row(0)
        if (source, vintage) not in whole:
            continue
        before = [one for one in before if one["source"][0] == source] + [edition]
        if len(before) > 1 and (source, vintage) in looked_at:
            for name in names:
                found = filled_between([one.with_columns(pl.col(name).alias("is_open")) for one in before])
                typed = _typed(found.with_columns(pl.lit(name).alias("definition")), every_typing=True)
                parts.append(_rates(typed, vintage, frames["release_developers"]))
    return pl.concat(parts)


def latest_whole(lists: pl.DataFrame) -> dict[str, str]:
    """Return the newest edition of each source that holds the publisher's whole list."""
    whole = lists.filter(list="all").group_by("source").agg(pl.col("vintage").max())
    return dict(whole.sort("source").rows())


@cache
def last_full_period(vintage: str, every: str) -> int:
    """Return the number of the last period that had ended when an edition was made."""
    day = pl.DataFrame({"day": [vintage]}).with_columns(pl.col("day").str.to_datetime("%Y-%m-%d"))
    return nw.from_native(day).select(period_number(nw.col("day"), every)).item() - 1


def _judged(of: Tables) -> Iterator[Judged]:
    """Yield the releases of every edition, oldest first, with a column for each definition that its source answers."""
    for source in of.releases["source"].unique().sort():
        names = answered_by(source)
        own = of.releases.filter(source=source)
        for name in names:
            found = judge(Tables(own, of.components, of.scores), name)
            own = own.with_columns(found["is_open"].alias(name))
        if names:
            yield from (
                (edition, names)
                for edition in own.sort("vintage", maintain_order=True).partition_by("vintage", maintain_order=True)
            )


def _members(edition: pl.DataFrame, lists: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    own = lists.join(edition.select("source", "vintage").unique(), on=["source", "vintage"], how="semi")
    for name in CHOICES["list"].levels:
        named = own.filter(list=name)
        if named.height:
            # "All" stands for every release of an edition, as on the command line: the publisher's own list lacks some.
            listed = own if name == "all" else named
            yield name, edition.join(listed, on=KEYS, how="semi", maintain_order="left")


def _units(members: pl.DataFrame, families: pl.DataFrame) -> list[str]:
    """Return the units that differ here from the default one, which comes first."""
    own = families.join(members.select(KEYS), on=KEYS, how="semi")
    has_series = own["mass_series"].drop_nulls().len() > 0
    joined = own.drop_nulls("release_family_id")["release_family_id"].is_duplicated().any()
    return [SERIES, *([REPOSITORY] if has_series else []), *([FAMILY] if joined else [])]


def _typed(edition: pl.DataFrame, *, every_typing: bool) -> pl.DataFrame:
    """Return the units of an edition once for each typing; where the source gives no categories there is one."""
    if not has_categories(edition):
        return edition.with_columns(pl.lit(NOT_APPLICABLE).alias("typing"))
    levels = CHOICES["typing"].levels if every_typing else [CHOICES["typing"].default]
    return pl.concat(with_typing(edition, level).with_columns(pl.lit(level).alias("typing")) for level in levels)


def _described(releases: pl.DataFrame, developers: pl.DataFrame) -> pl.DataFrame:
    first = developers.filter(position=1).select(*KEYS, pl.col("developer_id").alias("_first"))
    type_ = pl.col("developer_type")
    return releases.join(first, on=KEYS, how="left", maintain_order="left").with_columns(
        pl.coalesce("_first", "release_id").alias("developer"),
        pl.col("developer_group").alias("group"),
        pl.when(type_.is_in(list(schema.COMPANY_TYPES)))
        .then(pl.lit("corporate"))
        .when(type_ == "unknown")
        .then(pl.lit("unknown"))
        .otherwise(pl.lit("community"))
        .alias("first_group"),
    )


def _cells(units: pl.DataFrame, names: list[str], every: str) -> pl.DataFrame:
    end = last_full_period(units["vintage"][0], every) if units.height else 0
    number, modality = pl.col("period"), pl.col("modality").fill_null("unknown")
    dated = (
        nw.from_native(units.filter(pl.col("release_date").is_not_null()))
        .filter(precise_enough(nw.col("date_precision"), every))
        .with_columns(period=period_number(nw.col("release_date"), every), every=nw.lit(every))
        .to_native()
        .filter(number >= FIRST_YEAR * per_year(every), number <= end)
        .with_columns(modality)
    )
    index = [name for name in _CELL if name != "definition"]
    long = dated.select(*index, "downloads", *names).unpivot(
        names, index=[*index, "downloads"], variable_name="definition", value_name="_open"
    )
    opened, loads = pl.col("_open"), pl.col("downloads")
    kinds = dict(zip(COUNTS, (opened, ~opened, opened.is_null()), strict=True))
    return (
        long.group_by(_CELL)
        .agg(
            *(kind.sum().cast(pl.Int64).alias(name) for name, kind in kinds.items()),
            *((kind & loads.is_not_null()).sum().cast(pl.Int64).alias(f"loaded_{n}") for n, kind in kinds.items()),
            *(loads.filter(kind).sum().cast(pl.Float64).alias(f"downloads_{n}") for n, kind in kinds.items()),
        )
        .select(list(CELLS))
    )


def _rates(found: pl.DataFrame, vintage: str, developers: pl.DataFrame) -> pl.DataFrame:
    if found.is_empty():
        return pl.DataFrame(schema=FILLED)
    counted = (
        _described(found, developers)
        .with_columns(pl.lit(vintage).alias("vintage"))
        .group_by(*_FILLED, "group", "first_group", "developer", maintain_order=True)
        .agg(pl.len().cast(pl.Int64).alias("filled"), pl.col("is_open").sum().cast(pl.Int64).alias("filled_open"))
    )
    sizes = counted.group_by(_FILLED).agg(
        pl.col("filled").filter(pl.col("group") == side).sum().alias(side) for side in SIDES
    )
    enough = sizes.filter(pl.min_horizontal(SIDES) >= MINIMUM)
    return counted.join(enough, on=_FILLED, how="semi", maintain_order="left").select(list(FILLED))
