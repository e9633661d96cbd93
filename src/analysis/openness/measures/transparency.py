"""How transparent developers are, wave by wave of the Foundation Model Transparency Index.

Waves compare only within a set of indicators. Across sets every change is null, with ``BREAK`` as the reason.
"""

from collections.abc import Mapping

import narwhals as nw
import polars as pl

from openness.measures import results
from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.means import with_t_interval
from openness.statistics.shares import CONFIDENCE

BREAK = "the indicators changed, so levels do not compare"

WEIGHTS_INDICATOR = {"2023": "full-external-model-access", "2025": "open-weights"}
"""Set -> its indicator of whether weights are given out. That of 2023 is met by giving them to customers too (Aleph
Alpha in May 2024), that of 2025 only by giving them to everybody at no cost."""

SUCCESSORS = {"hugging-face": "bigcode"}
"""Developer of October 2023 -> of May 2024, as the publisher counts developers in both: BigCode is led by Hugging Face
and ServiceNow, but is another team with another model."""

ALL = "all"
_BY = {
    ALL: pl.lit(ALL),
    "domain": pl.col("domain"),
    "subdomain": pl.col("subdomain"),
    "weights": pl.when("has_weights").then(pl.lit("weights given out")).otherwise(pl.lit("weights not given out")),
}
_WAVE = ["vintage", "indicator_set"]


def totals(transparency: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.TOTALS`."""
    return (
        _with_weights(transparency)
        .group_by(*_WAVE, "developer_id", "developer_name", "model_name", "has_weights", maintain_order=True)
        .agg(pl.col("is_met").sum().cast(pl.Int64).alias("total"), pl.len().cast(pl.Int64).alias("indicator_count"))
        .sort("vintage", "total", "developer_id", descending=[False, True, False])
        .select(results.TOTALS.names)
    )


def wave_means(transparency: pl.DataFrame, by: str = ALL) -> pl.DataFrame:
    """Return :data:`results.WAVE_MEANS`, for all indicators or groups of them."""
    points = (
        _with_weights(transparency)
        .with_columns(_BY[by].alias("group"))
        .group_by(*_WAVE, "group", "developer_id", maintain_order=True)
        .agg(pl.col("is_met").sum().cast(pl.Float64).alias("_points"), pl.len().cast(pl.Int64).alias("indicator_count"))
    )
    counted = points.group_by(*_WAVE, "group", "indicator_count", maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("n"),
        pl.col("_points").mean().alias("mean"),
        pl.col("_points").std(ddof=1).alias("_sd"),
    )
    # The highest bound there is; a group's own is its number of indicators.
    bounded = with_t_interval(nw.from_native(counted), bounds=(0.0, 100.0), confidence=CONFIDENCE).to_native()
    return (
        bounded.with_columns(
            pl.min_horizontal("upper", pl.when(pl.col("upper").is_not_null()).then("indicator_count")).alias("upper"),
            (pl.col("mean") / pl.col("indicator_count")).alias("mean_share"),
        )
        .join(_breaks(transparency), on="vintage", maintain_order="left")
        .sort("vintage", maintain_order=True)
        .select(results.WAVE_MEANS.names)
    )


def wave_changes(transparency: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.WAVE_CHANGES`."""
    total = pl.col("total")
    each = (
        totals(transparency)
        .group_by(_WAVE, maintain_order=True)
        .agg(total.mean().alias("mean"), total.max().alias("top"), total.min().alias("bottom"))
        .sort("vintage")
    )
    return _between(each, "mean", "top", "bottom").select(results.WAVE_CHANGES.names)


def developer_changes(transparency: pl.DataFrame, successors: Mapping[str, str] | None = None) -> pl.DataFrame:
    """Return how the score of each developer changed from one wave to the next that judges it."""
    scores = totals(transparency).with_columns(
        pl.col("developer_id").replace(dict(successors or {})).alias("developer_id")
    )
    doubled = scores.filter(pl.struct("vintage", "developer_id").is_duplicated())
    if doubled.height:
        vintage, developer = doubled.select("vintage", "developer_id").row(0)
        raise BadValueError(f"the wave of {vintage} judges {developer} and its predecessor, so neither succeeds")
    changes = _between(scores.sort("developer_id", "vintage"), "total", over="developer_id")
    return changes.sort("to_vintage", "total_change", "developer_id", descending=[False, True, False], nulls_last=True)


def indicators_met(transparency: pl.DataFrame) -> pl.DataFrame:
    """Return how many developers meet each indicator of each wave."""
    met = pl.col("is_met")
    labels = ["indicator_position", "indicator_id", "indicator", "domain", "subdomain"]
    return (
        transparency.group_by(*_WAVE, *labels)
        .agg(
            pl.len().cast(pl.Int64).alias("n"),
            met.sum().cast(pl.Int64).alias("met_count"),
            met.mean().alias("met_share"),
        )
        .sort("vintage", "indicator_position")
    )


def met_by_at_least(transparency: pl.DataFrame, developer_count: int = 1) -> pl.DataFrame:
    """Return how many indicators of each wave are met by at least so many developers."""
    if developer_count < 1:
        raise BadValueError(f"developer_count is {developer_count}, expected 1 or more")
    return (
        indicators_met(transparency)
        .group_by(*_WAVE, "n", maintain_order=True)
        .agg((pl.col("met_count") >= developer_count).sum().cast(pl.Int64).alias("indicator_count"))
    )


def shared_indicators(transparency: pl.DataFrame, first_set: str = "2023", second_set: str = "2025") -> pl.DataFrame:
    """Return the indicators that two sets have in common by name.

    A name in both is no promise: of the eleven that 2023 and 2025 share six are defined in other words in 2025.
    """
    known = transparency["indicator_set"].unique().sort().to_list()
    for name in (first_set, second_set):
        if name not in known:
            raise UnknownNameError("set of indicators", name, known)
    first, second = (
        transparency.filter(indicator_set=name).unique("indicator_id", keep="first", maintain_order=True)
        for name in (first_set, second_set)
    )
    return first.join(second, on="indicator_id", how="semi", maintain_order="left").select("indicator_id", "indicator")


def _with_weights(transparency: pl.DataFrame) -> pl.DataFrame:
    asks = pl.col("indicator_id") == pl.col("indicator_set").replace_strict(WEIGHTS_INDICATOR, default=None)
    given = (pl.col("is_met") & asks).any().over("vintage", "developer_id")
    return transparency.with_columns(given.alias("has_weights"))


def _breaks(transparency: pl.DataFrame) -> pl.DataFrame:
    waves = transparency.select(_WAVE).unique().sort("vintage")
    changed = pl.col("indicator_set") != pl.col("indicator_set").shift()
    return waves.select("vintage", changed.fill_null(value=False).alias("is_break"))


def _between(scores: pl.DataFrame, *values: str, over: str | None = None) -> pl.DataFrame:
    """Return the changes of values from row to row, within a column where one is named; null across a break."""

    def before(column: str) -> pl.Expr:
        shifted = pl.col(column).shift()
        return shifted.over(over) if over else shifted

    same_set = pl.col("indicator_set") == before("indicator_set")
    change = {value: pl.when(same_set).then(pl.col(value) - before(value)).alias(f"{value}_change") for value in values}
    both = [
        part
        for value in values
        for part in (before(value).alias(f"{value}_before"), pl.col(value).alias(f"{value}_after"))
    ]
    return scores.select(
        *([over, "developer_name"] if over else []),
        before("vintage").alias("from_vintage"),
        pl.col("vintage").alias("to_vintage"),
        *(both if over else []),
        *change.values(),
        pl.when(~same_set).then(pl.lit(BREAK)).alias("reason"),
    ).filter(pl.col("from_vintage").is_not_null())
