"""Results of trend models and tests as tables to read: numbers with their intervals in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from analysis.trends.inference_words import p_text
from analysis.trends.trend_tables import own_reason


def slope_table(trends: pl.DataFrame) -> pl.DataFrame:
    """Return the slopes of :func:`analysis.trends.inference.trend_model` to be read.

    Returns
    -------
    polars.DataFrame
        ``group``, ``n``, ``open_count``, ``developers``, ``period``, ``odds`` and ``points`` (a year, with interval),
        ``boot`` (interval of the bootstrap), ``p``, ``flat_p`` (of a change beyond the margin), ``verdict``;
        null where there is no slope, with the reason as the verdict.
    """
    return trends.select(
        "group",
        "n",
        "open_count",
        "developers",
        "period",
        _interval("odds_ratio", "odds_lower", "odds_upper", form="{:.2f} ({:.2f} to {:.2f})").alias("odds"),
        _interval("points_per_year", "points_lower", "points_upper").alias("points"),
        _interval("boot_lower", "boot_upper", form="{:+.1f} to {:+.1f}").alias("boot"),
        _p("p_value").alias("p"),
        _p("flat_p_value").alias("flat_p"),
        _verdict().alias("verdict"),
    )


def plain_table(tests: pl.DataFrame) -> pl.DataFrame:
    """Return the tests of :func:`analysis.trends.plain_trends.plain_trends` to be read.

    Returns
    -------
    polars.DataFrame
        ``group``, ``n``, ``developers``, ``period``, ``armitage`` and ``clustered`` (z and p), ``periods``,
        ``kendall`` (tau and p), ``sen`` (points a year with interval), ``reason`` why some are null.
    """
    return tests.select(
        "group",
        "n",
        "developers",
        "period",
        _statistic("armitage_z", "armitage_p").alias("armitage"),
        _statistic("clustered_z", "clustered_p").alias("clustered"),
        "periods",
        _statistic("kendall_tau", "kendall_p", "{:+.2f}").alias("kendall"),
        _interval("sen_points_per_year", "sen_lower", "sen_upper").alias("sen"),
        "reason",
    )


def many_table(trends: pl.DataFrame) -> pl.DataFrame:
    """Return the slopes of :func:`analysis.trends.inference.many_groups` to be read, the surest first.

    Returns
    -------
    polars.DataFrame
        ``group``, ``n``, ``developers``, ``period``, ``points``, ``p``, ``p_holm``, ``p_bh``, ``verdict``; the reason
        as the verdict where there is no slope.
    """
    return trends.sort("p_value", "n", descending=[False, True], nulls_last=True).select(
        "group",
        "n",
        "developers",
        "period",
        _interval("points_per_year", "points_lower", "points_upper").alias("points"),
        _p("p_value").alias("p"),
        _p("p_holm").alias("p_holm"),
        _p("p_bh").alias("p_bh"),
        _verdict().alias("verdict"),
    )


def segment_table(breaks: pl.DataFrame) -> pl.DataFrame:
    """Return the breaks of :func:`analysis.trends.breaks.breaks_by_penalty`, one row a group and set of breaks.

    Returns
    -------
    polars.DataFrame
        ``group``, ``n``, ``developers``, ``periods``, ``penalties`` (multiples of the Bayesian information
        criterion's at which the breaks are found), ``breaks``, ``break_periods``; the reason in place of the
        breaks where none were looked for.
    """
    criterion = breaks.filter("is_bic").select("group", bic="penalty")
    factor = (pl.col("penalty") / pl.col("bic")).round(6)
    return (
        breaks.join(criterion, on="group", how="left", maintain_order="left")
        .with_columns(factor=factor)
        .group_by("group", "n", "developers", "periods", "breaks", "break_periods", "reason", maintain_order=True)
        .agg(pl.col("factor").min().alias("low"), pl.col("factor").max().alias("high"))
        .select(
            "group",
            "n",
            "developers",
            "periods",
            _span("low", "high").alias("penalties"),
            "breaks",
            pl.coalesce("reason", pl.col("break_periods").replace("", "none")).alias("break_periods"),
        )
    )


def _verdict() -> pl.Expr:
    reason = pl.lit("no slope: ") + own_reason()
    return pl.when(pl.col("reason").is_null()).then(pl.col("verdict")).otherwise(reason)


def _interval(*columns: str, form: str = "{:+.1f} ({:+.1f} to {:+.1f})") -> pl.Expr:
    return _worded(columns, lambda values: form.format(*values))


def _statistic(value: str, p_value: str, form: str = "{:+.1f}") -> pl.Expr:
    return _worded([value, p_value], lambda values: f"{form.format(values[0])}, {p_text(values[1])}")


def _p(column: str) -> pl.Expr:
    return _worded([column], lambda values: p_text(values[0]).removeprefix("p = ").removeprefix("p "))


def _span(low: str, high: str) -> pl.Expr:
    return _worded([low, high], lambda values: " to ".join(f"{one:g}" for one in dict.fromkeys(values)))


def _worded(columns: Sequence[str], words: Callable[[list[float]], str]) -> pl.Expr:
    """Return the words for numbers, null where one of them is."""

    def said(row: dict[str, float | None]) -> str | None:
        values = [row[name] for name in columns]
        return None if None in values else words(values)

    return pl.struct(*columns).map_elements(said, return_dtype=pl.String)
