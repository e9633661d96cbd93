"""Results of trend models and tests as tables to read: numbers with their intervals in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from openness.studies.trend_inference.inference_words import p_text
from openness.studies.trend_inference.views import own_reason

MOST_ROWS = 12


def slope_table(trends: pl.DataFrame) -> pl.DataFrame:
    """Return the slopes of :func:`openness.statistics.trend.model.trend_model` to be read, the largest group first."""
    return _by_size(trends).select(
        "group",
        _data().alias("data"),
        _interval("odds_ratio", "odds_lower", "odds_upper", form="{:.2f} ({:.2f} to {:.2f})").alias("odds"),
        _interval("points_per_year", "points_lower", "points_upper").alias("points"),
        _p("p_value").alias("p"),
        _p("flat_p_value").alias("flat_p"),
        _verdict().alias("verdict"),
    )


def plain_table(tests: pl.DataFrame) -> pl.DataFrame:
    """Return the tests of ``plain_trends`` to be read, the largest group first."""
    return _by_size(tests).select(
        "group",
        _data().alias("data"),
        _statistic("armitage_z", "armitage_p").alias("armitage"),
        _statistic("clustered_z", "clustered_p").alias("clustered"),
        "periods",
        _statistic("kendall_tau", "kendall_p", "{:+.2f}").alias("kendall"),
        _interval("sen_points_per_year", "sen_lower", "sen_upper").alias("sen"),
    )


def dashes(tests: pl.DataFrame) -> str:
    """Return why tests of ``plain_trends`` are null, ``""`` where none is."""
    reasons = {one for reason in tests["reason"].drop_nulls() for one in reason.split("; ")}
    return f"A dash: {'; '.join(sorted(reasons))}." if reasons else ""


def many_table(trends: pl.DataFrame) -> pl.DataFrame:
    """Return the slopes of :func:`openness.statistics.trend.model.many_groups` to be read, the surest first."""
    return trends.sort("p_value", "n", descending=[False, True], nulls_last=True).select(
        "group",
        _data().alias("data"),
        _interval("points_per_year", "points_lower", "points_upper").alias("points"),
        _p("p_value").alias("p"),
        _p("p_holm").alias("p_holm"),
        _p("p_bh").alias("p_bh"),
        _verdict().alias("verdict"),
    )


def cut(table: pl.DataFrame, most: int = MOST_ROWS) -> tuple[pl.DataFrame, str]:
    """Return the first rows of a table, and a sentence on how many others there are, ``""`` if none."""
    others = max(table.height - most, 0)
    said = f"Not shown: {others} more group{'s' * (others != 1)}, with fewer releases." if others else ""
    return table.head(most), said


def _by_size(table: pl.DataFrame) -> pl.DataFrame:
    return table.sort("n", "group", descending=[True, False])


def _data() -> pl.Expr:
    def said(row: dict) -> str:
        counts = ((row["n"], "release"), (row["developers"], "developer"))
        whose = " by ".join(f"{count:,} {noun}{'s' * (count != 1)}" for count, noun in counts)
        # A month must not break at its hyphen.
        return f"{whose}, {row['period']}".replace("-", "\N{NON-BREAKING HYPHEN}")

    return pl.struct("n", "developers", "period").map_elements(said, return_dtype=pl.String)


def _verdict() -> pl.Expr:
    reason = pl.lit("no slope: ") + own_reason()
    return pl.when(pl.col("reason").is_null()).then(pl.col("verdict")).otherwise(reason)


def _interval(*columns: str, form: str = "{:+.1f} ({:+.1f} to {:+.1f})") -> pl.Expr:
    return _worded(columns, lambda values: form.format(*values))


def _statistic(value: str, p_value: str, form: str = "{:+.1f}") -> pl.Expr:
    return _worded([value, p_value], lambda values: f"{form.format(values[0])}, {p_text(values[1])}")


def _p(column: str) -> pl.Expr:
    return _worded([column], lambda values: p_text(values[0]).removeprefix("p = ").removeprefix("p "))


def _worded(columns: Sequence[str], words: Callable[[list[float]], str]) -> pl.Expr:
    """Return the words for numbers, null where one of them is."""

    def said(row: dict[str, float | None]) -> str | None:
        values = [row[name] for name in columns]
        return None if None in values else _unbroken(words(values))

    return pl.struct(*columns).map_elements(said, return_dtype=pl.String)


def _unbroken(text: str) -> str:
    """Return text whose intervals and p-values do not break across lines."""
    for sign in ("=", "<", "to"):
        text = text.replace(f" {sign} ", f"\N{NO-BREAK SPACE}{sign}\N{NO-BREAK SPACE}")
    return text.replace("< ", "<\N{NO-BREAK SPACE}")
