"""Releases counted once, and share and slope of one side under every choice that is about that side alone."""

from collections.abc import Mapping
from functools import cache
from itertools import product

import narwhals as nw
import numpy as np
import polars as pl

from openness.measures.definitions import Tables, answered_by, judge
from openness.measures.selection import has_categories, with_typing, year_apart
from openness.statistics import clustered_shares
from openness.statistics.clustered_shares import Estimates
from openness.statistics.periods import per_year, period_number, precise_enough
from openness.studies.multiverse.choices import CHOICES, MINIMA, NOT_APPLICABLE, SHARE_SPANS, SLOPE_SPANS
from openness.tables import schema
from openness.tables.schema import KEYS
from openness.words.names import group_name

FIRST_YEAR = min(SLOPE_SPANS.values())

DATA = ["source", "vintage", "list", "definition", "typing"]
"""Columns that say which releases are looked at, what open means and whose word it is that somebody is a company."""

_CELL = [*DATA, "every", "period", "group", "first_group", "developer"]


def counts(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count the open, closed and unjudged releases of each developer, by everything a choice can be about.

    Editions of one list that follow each other by weeks are one choice, not several: those a year apart stand for them.
    """
    apart = year_apart(frames["release_lists"])
    releases, lists = (
        frames[name].join(apart, on=apart.columns, how="semi", maintain_order="left")
        for name in ("releases", "release_lists")
    )
    listed = _listed(lists)
    parts = []
    for source in releases["source"].unique(maintain_order=True):
        own = releases.filter(source=source)
        for name in answered_by(source):
            judged = judge(Tables(own, frames["components"], frames["scores"]), name)
            typed = pl.concat(_typed(edition) for edition in judged.partition_by("vintage"))
            described = _described(typed, frames["release_developers"])
            parts.append(_cells(described.with_columns(pl.lit(name).alias("definition")), listed))
    return pl.concat(parts) if parts else pl.DataFrame(schema=_SCHEMA)


def latest_whole(lists: pl.DataFrame) -> dict[str, str]:
    """Return the newest edition of each source that holds the publisher's whole list."""
    whole = lists.filter(list="all").group_by("source").agg(pl.col("vintage").max())
    return dict(whole.sort("source").rows())


@cache
def last_full_period(vintage: str, every: str) -> int:
    """Return the number of the last period that had ended when an edition was made."""
    day = pl.DataFrame({"day": [vintage]}).with_columns(pl.col("day").str.to_datetime("%Y-%m-%d"))
    return nw.from_native(day).select(period_number(nw.col("day"), every)).item() - 1


def _typed(edition: pl.DataFrame) -> pl.DataFrame:
    """Return the releases of an edition once for each typing; where the source gives no categories there is one."""
    if not has_categories(edition):
        return edition.with_columns(pl.lit(NOT_APPLICABLE).alias("typing"))
    levels = CHOICES["typing"].levels
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


def _listed(lists: pl.DataFrame) -> pl.DataFrame:
    # "All" stands for every release of an edition, as on the command line: the publisher's own list lacks some.
    whole = lists.filter(list="all").select("source", "vintage").unique()
    every = lists.join(whole, on=["source", "vintage"], how="semi").select(*KEYS).unique()
    some = lists.filter(pl.col("list").is_in([name for name in CHOICES["list"].levels if name != "all"]))
    return pl.concat([every.with_columns(pl.lit("all").alias("list")), some.select(*KEYS, "list")])


def _cells(releases: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    judged = releases.filter(pl.col("release_date").is_not_null())
    parts = []
    for every in CHOICES["every"].levels:
        ends = {vintage: last_full_period(vintage, every) for vintage in judged["vintage"].unique()}
        number = pl.col("period")
        dated = (
            nw.from_native(judged)
            .filter(precise_enough(nw.col("date_precision"), every))
            .with_columns(period=period_number(nw.col("release_date"), every), every=nw.lit(every))
            .to_native()
            .filter(
                number >= FIRST_YEAR * per_year(every),
                number <= pl.col("vintage").replace_strict(ends, default=None, return_dtype=pl.Int64),
            )
        )
        opened = pl.col("is_open")
        parts.append(
            dated.join(listed, on=KEYS, how="inner")
            .group_by(_CELL)
            .agg(
                opened.sum().cast(pl.Int64).alias("open"),
                (~opened).sum().cast(pl.Int64).alias("closed"),
                opened.null_count().cast(pl.Int64).alias("blank"),
            )
            .select(list(_SCHEMA))
        )
    return pl.concat(parts).sort(_CELL)


_SCHEMA = {
    **dict.fromkeys([*DATA, "every"], pl.String),
    "period": pl.Int64,
    **dict.fromkeys(["group", "first_group", "developer"], pl.String),
    **dict.fromkeys(["open", "closed", "blank"], pl.Int64),
}


MIN_DEVELOPERS = 5
"""Fewer developers on a side allow no interval, and so no estimate: too few to say how much they differ."""

MIN_PERIODS = 3
"""Fewer periods allow no slope."""

SIDES = ("corporate", "community")
_YEARS_POOLED = 3
_NO_VARIANCE = 1e-18

SETTING = [*DATA, "every", "span", "blank", "weighting", "min_group"]
"""Columns in which both sides of a difference agree."""

_NUMBERS = ["value", "variance", "degrees", "n", "developers", "lower", "upper", "_few"]
_BLANKS, _WEIGHTINGS = (list(CHOICES[name].levels) for name in ("blank", "weighting"))
_SLOPES = list(product(SLOPE_SPANS, MINIMA))


def estimates(counts: pl.DataFrame, samples: pl.DataFrame) -> pl.DataFrame:
    """Return every estimate of a side."""
    asked = samples.partition_by(DATA, as_dict=True)
    names, blocks = [], []
    for key, cells in _coded(counts).partition_by([*DATA, "every"], as_dict=True, maintain_order=True).items():
        columns = {name: cells[name].to_numpy() for name in cells.columns[len(key) :]}
        for side, sample, column, groups in asked[key[:-1]].select("side", "sample", "group_column", "groups").rows():
            names.append((*key, side, sample))
            own = np.isin(columns[column], [schema.DEVELOPER_GROUPS.index(group) for group in groups])
            matrices = _matrices({name: values[own] for name, values in columns.items()}, key[1], key[-1])
            blocks.append(_of(*matrices, per_year(key[-1])))
    named = pl.DataFrame(names, schema=[*DATA, "every", "side", "sample"], orient="row")
    found = named.join(_grid(), how="cross").hstack(pl.DataFrame(np.concatenate(blocks), schema=_NUMBERS))
    return _with_reasons(found.with_columns(pl.col("n", "developers").cast(pl.Int64)))


def since_levels(first_year: int) -> list[str]:
    """Return the starts of a slope that differ, where the first release is of that year."""
    starts = list(SLOPE_SPANS.items())
    following = [*(year for _, year in starts[1:]), np.inf]
    return [name for (name, _), after in zip(starts, following, strict=True) if first_year < after]


def _coded(counts: pl.DataFrame) -> pl.DataFrame:
    """Return the counts with numbers for groups and developers: to pick rows by text takes most of the time."""
    groups = pl.col("group", "first_group").replace_strict({name: i for i, name in enumerate(schema.DEVELOPER_GROUPS)})
    return counts.select(*DATA, "every", "period", groups, pl.col("developer").rank("dense"), "open", "closed", "blank")


def _matrices(columns: dict[str, np.ndarray], vintage: str, every: str) -> tuple[np.ndarray, np.ndarray]:
    """Return releases and open releases of a side, rules for blanks x developers x periods up to the last full one.

    There is one rule where no release is blank.
    """
    start, end = FIRST_YEAR * per_year(every), last_full_period(vintage, every)
    developers, row = np.unique(columns["developer"], return_inverse=True)
    shape = (len(developers), end - start + 1)
    place = row * shape[1] + columns["period"] - start
    opened, closed, blank = (
        np.bincount(place, columns[name], minlength=shape[0] * shape[1]).reshape(shape)
        for name in ("open", "closed", "blank")
    )
    known = opened + closed
    if not blank.any():
        return known[None], opened[None]
    return np.stack([known, known + blank, known + blank]), np.stack([opened, opened, opened + blank])


def _grid() -> pl.DataFrame:
    """Return the setting of every row of a block, in order."""
    shares = [("share", s, w, size) for w in _WEIGHTINGS for size in MINIMA for s in SHARE_SPANS]
    slopes = [("slope", s, w, size) for w in _WEIGHTINGS for s, size in _SLOPES]
    rows = [(blank, *row) for blank in _BLANKS for row in (*shares, *slopes)]
    columns = ["blank", "kind", "span", "weighting", "min_group"]
    return pl.DataFrame(rows, schema=columns, orient="row").with_columns(pl.col("min_group").cast(pl.Int64))


def _of(n: np.ndarray, opened: np.ndarray, per: int) -> np.ndarray:
    """Return the estimates of one side, one row a row of the grid."""
    found = np.concatenate([_shares(n, opened, per), _slopes(n, opened, per)], axis=1)
    # Where no release is blank, all rules for blanks give the same.
    return np.broadcast_to(found, (len(_BLANKS), *found.shape[1:])).reshape(-1, len(_NUMBERS))


def _shares(n: np.ndarray, opened: np.ndarray, per: int) -> np.ndarray:
    """Return the numbers of every share: rules for blanks x rows of the grid x numbers."""
    lengths = (1, _YEARS_POOLED * per)
    pooled = [np.stack([part[..., -length:].sum(-1) for length in lengths], axis=-1) for part in (n, opened)]
    sums = [part.swapaxes(0, 1)[:, :, None] for part in pooled]
    found = clustered_shares.shares(*sums, weights=_weights(sums[0]))
    block = _block(found, clustered_shares.share_intervals(found), np.zeros(len(lengths)))
    return np.repeat(block[:, :, None], len(MINIMA), axis=2).reshape(len(n), -1, len(_NUMBERS))


def _slopes(n: np.ndarray, opened: np.ndarray, per: int) -> np.ndarray:
    """Return the numbers of every slope: rules for blanks x rows of the grid x numbers."""
    time = FIRST_YEAR + np.arange(n.shape[2]) / per
    total = n.sum(1)
    used = np.stack([(time >= SLOPE_SPANS[span]) & (total >= size) for span, size in _SLOPES], axis=-1)
    center = (time - time.mean())[:, None]
    parts = [n @ used, n @ (used * center), n @ (used * center**2), opened @ used, opened @ (used * center)]
    sums = [part.swapaxes(0, 1)[:, :, None] for part in parts]
    found = clustered_shares.slopes_of_sums(sums, weights=_weights(sums[0]))
    few = used.sum(1)[:, None] < MIN_PERIODS
    return _block(found, clustered_shares.slope_intervals(found), few).reshape(len(n), -1, len(_NUMBERS))


def _weights(n: np.ndarray) -> np.ndarray:
    """Return the weight of each release, developers x rules for blanks x weightings x specifications."""
    weight = {"release": np.ones(n.shape), "developer": 1 / np.maximum(n, 1)}
    return np.concatenate([weight[name] for name in _WEIGHTINGS], axis=2)


def _block(found: Estimates, bounds: tuple[np.ndarray, np.ndarray], few: np.ndarray) -> np.ndarray:
    parts = [found.value, found.variance, found.degrees, found.releases, found.developers, *bounds, few]
    return np.stack(np.broadcast_arrays(*parts), axis=-1)


def _with_reasons(found: pl.DataFrame) -> pl.DataFrame:
    side = pl.col("side").replace_strict({name: group_name(name) for name in SIDES})
    minimum = pl.col("min_group")
    is_share = pl.col("kind") == "share"
    numbers = ["value", "variance", "degrees", "lower", "upper"]
    return (
        found.with_columns(
            pl.when(is_share & (pl.col("n") < minimum))
            .then(pl.format("fewer than {} judged releases by {}", minimum, side))
            .when(pl.col("_few") > 0)
            .then(pl.format("fewer than {} periods with {} judged releases by {}", pl.lit(MIN_PERIODS), minimum, side))
            .when(pl.col("developers") < MIN_DEVELOPERS)
            .then(pl.format("fewer than {} {}", pl.lit(MIN_DEVELOPERS), side))
            .when(~pl.col("variance").is_finite())
            .then(pl.format("the slope of {} rests on one developer", side))
            .when(~is_share & (pl.col("variance") < _NO_VARIANCE))
            .then(pl.format("releases by {} are all open, or none is, so no slope is off by chance", side))
            .alias("reason")
        )
        .with_columns(pl.when(pl.col("reason").is_null()).then(pl.col(name)).alias(name) for name in numbers)
        .drop("_few")
    )
