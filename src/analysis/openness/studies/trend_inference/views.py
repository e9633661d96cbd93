"""Results of trend models, tests and breaks as the tables that charts and pages show."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from openness.statistics.trend.samples import UNKNOWN_DEVELOPER
from openness.studies.trend_inference.inference_words import p_text

CLUSTERED = "Developers independent"
BOOTSTRAP = "Resampled developers (bootstrap)"
INDEPENDENT = "Releases independent"
FITTED, OBSERVED = "fitted", "observed"
SEGMENT = "segment"

_PAIR = ("corporate", "community")


def slope_rows(trends: pl.DataFrame, method: str = CLUSTERED) -> pl.DataFrame:
    """Return the slopes of a model as rows of a chart."""
    note = pl.col("verdict")
    if "p_holm" in trends.columns:
        shown = pl.col("p_holm").map_elements(p_text, return_dtype=pl.String)
        note = pl.when(pl.col("p_holm").is_null()).then(note).otherwise("Holm's " + shown)
    return trends.sort("n", "group", descending=[True, False]).select(
        pl.col("group").alias("item"),
        pl.lit(method).alias("group"),
        pl.col("points_per_year").alias("points"),
        pl.col("points_lower").alias("lower"),
        pl.col("points_upper").alias("upper"),
        "n",
        "developers",
        "verdict",
        note.alias("note"),
        own_reason().alias("reason"),
    )


def with_bootstrap(trends: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of :func:`slope_rows`, and those of the bootstrap where there is an interval."""
    again = slope_rows(
        trends.with_columns(points_lower="boot_lower", points_upper="boot_upper", verdict=pl.lit("bootstrap")),
        BOOTSTRAP,
    )
    return pl.concat([slope_rows(trends), again.filter(pl.col("lower").is_not_null())])


def with_independent(trends: pl.DataFrame, independent: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of :func:`slope_rows` of two models: one by developer, one that takes releases for independent.

    A group that has no slope in the first is left out of the second: what cannot be estimated stays so.
    """
    known = trends.filter(pl.col("points_per_year").is_not_null())["group"]
    return pl.concat(
        [slope_rows(trends), slope_rows(independent, INDEPENDENT).filter(pl.col("item").is_in(known.implode()))]
    )


def difference_rows(differences: pl.DataFrame) -> pl.DataFrame:
    """Return the result of :func:`openness.statistics.trend.model.slope_differences` as :func:`slope_rows` does."""
    said = {"rises": "faster", "falls": "more slowly", "flat": "alike"}
    return slope_rows(
        differences.with_columns(
            pl.col("group") + " less " + pl.col("other_group"), pl.col("verdict").replace(said)
        ).drop("other_group")
    )


def own_reason() -> pl.Expr:
    """Return the reason of a row without the name of its group before it."""
    return pl.col("reason").str.strip_prefix(pl.col("group") + ": ")


def pairs(trends: pl.DataFrame) -> list[tuple[str, str]]:
    """Return the groups to compare: companies and community where both are there, else the two with most releases."""
    known = trends.filter(pl.col("group") != UNKNOWN_DEVELOPER)
    if set(_PAIR) <= set(known["group"]):
        return [_PAIR]
    two = known.sort("n", "group", descending=[True, False])["group"].head(2).to_list()
    return [(two[0], two[1])] if len(two) == 2 else []


def with_slope(trends: pl.DataFrame, most: int) -> tuple[list[str], str]:
    """Return the groups with most releases among those with a slope, and a sentence on those that are not drawn."""
    sloped = trends.filter(pl.col("points_per_year").is_not_null()).sort("n", "group", descending=[True, False])
    kept, others = sloped["group"].head(most).to_list(), max(sloped.height - most, 0)
    flat = trends.height - sloped.height
    said = [f"{others} more with fewer releases"] if others else []
    said += [f"{flat} without a slope"] if flat else []
    return kept, f"Groups not drawn: {' and '.join(said)}." if said else ""


def observed_and_fitted(shares: pl.DataFrame, curves: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """Return the shares of years and the curves through them in one table."""
    start = pl.col("date").dt.year()
    day = (pl.col("date").dt.ordinal_day() - 1) + pl.col("date").dt.hour() / 24
    columns = ("group", "series", "year", "n", "share", "lower", "upper")
    observed = shares.filter(pl.col("n") > 0).with_columns(
        series=pl.lit(OBSERVED), year=pl.col("period").cast(pl.Float64) + 0.5, share="open_share"
    )
    fitted = curves.with_columns(
        series=pl.lit(FITTED),
        year=start + day / pl.when(pl.col("date").dt.is_leap_year()).then(366.0).otherwise(365.0),
        n=pl.lit(None, pl.Int64),
    )
    both = pl.concat([observed.select(columns), fitted.select(columns)], how="vertical_relaxed")
    return both.filter(pl.col("group").is_in(list(groups)))


def shares_and_segments(shares: pl.DataFrame, segments: pl.DataFrame) -> pl.DataFrame:
    """Return the shares of periods and the segments between breaks in one table."""
    columns = ("group", "series", "period", "last_period", "n", "share", "lower", "upper")
    observed = shares.filter(pl.col("n") > 0, pl.col("group").is_in(segments["group"].implode())).with_columns(
        series=pl.lit(OBSERVED), share="open_share", last_period=pl.lit(None, pl.String)
    )
    found = segments.with_columns(series=pl.lit(SEGMENT), period="first_period")
    return pl.concat([observed.select(columns), found.select(columns)], how="vertical_relaxed")


def break_places(breaks: pl.DataFrame) -> pl.DataFrame:
    """Return where breaks are found at each penalty, from ``breaks_by_penalty``."""
    looked = breaks.filter(pl.col("penalty").is_not_null())
    criterion = looked.filter("is_bic").select("group", bic="penalty")
    split = pl.when(pl.col("break_periods") == "").then(None).otherwise(pl.col("break_periods"))
    return (
        looked.join(criterion, on="group", maintain_order="left")
        .with_columns(factor=(pl.col("penalty") / pl.col("bic")).round(6), period=split.str.split(", "))
        .explode("period", empty_as_null=True)
        .select("group", "factor", "period", "n", "developers", "periods")
    )
