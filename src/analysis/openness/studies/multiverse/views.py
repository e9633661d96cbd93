"""The multiverse as charts take it: verdicts, single switches from the main chart, shifts, labels."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from openness.studies.multiverse.choices import CHOICES, SHORT, level_labels, titles
from openness.studies.multiverse.summary import at_default, distinct, influence, switches

ALL = "all_specifications"
VERDICTS = ("below", "negative", "zero", "positive", "above")
"""What an estimate says, from the whole interval below zero to the whole above; of ``zero`` both sides are alike."""

_ESTIMATE = pl.col("estimate")
_VERDICT = (
    pl.when(pl.col("upper") < 0)
    .then(pl.lit("below"))
    .when(pl.col("lower") > 0)
    .then(pl.lit("above"))
    .when(_ESTIMATE < 0)
    .then(pl.lit("negative"))
    .when(_ESTIMATE > 0)
    .then(pl.lit("positive"))
    .otherwise(pl.lit("zero"))
)


def verdicts(specs: pl.DataFrame, estimand: str, by: Iterable[str] = ("source", "definition")) -> pl.DataFrame:
    """Return how many specifications of an estimand say what, all together and by some choices."""
    own = distinct(specs, estimand).with_columns(_VERDICT.alias("verdict"), pl.lit(ALL).alias(ALL))
    order = pl.col("verdict").cast(pl.Enum(VERDICTS))
    parts = [
        own.with_columns(_ESTIMATE.median().over(column).alias("median"))
        .group_by(pl.lit(panel).alias("panel"), pl.col(column).alias("item"), "verdict", "median")
        .agg(pl.len().cast(pl.Int64).alias("n"))
        .sort("median", "item", order)
        .select("panel", "item", "verdict", "n", "median")
        for panel, column in ((ALL, ALL), *((f"by_{name}", name) for name in by))
    ]
    return pl.concat(parts)


def verdicts_by_estimand(specs: pl.DataFrame) -> pl.DataFrame:
    """Return the verdicts of both differences, each a panel, all together and by source; as :func:`verdicts`."""
    return pl.concat(
        verdicts(specs, estimand, ["source"]).with_columns(pl.lit(estimand).alias("panel"))
        for estimand in ("share_difference", "slope_difference")
    )


def single_switches(specs: pl.DataFrame, estimand: str) -> pl.DataFrame:
    """Return the specification of the main chart, and those that differ from it in one choice."""
    own = specs.filter(estimand=estimand)
    default = own.filter("is_default")
    if not default["estimate"].count():
        return _switched(default.clear(), "")
    words = labels(own)
    parts = [_switched(default, "Main chart")]
    for one in CHOICES.values():
        held = [at_default(other, estimand) for other in CHOICES.values() if other is not one]
        rows = own.filter(~at_default(one, estimand), *held).sort(pl.col(one.name).cast(pl.String))
        parts += [
            _switched(row, f"{one.title}: {words.get(str(level := row[one.name][0]), level)}")
            for row in rows.iter_slices(1)
        ]
    return pl.concat(parts)


def _switched(rows: pl.DataFrame, item: str) -> pl.DataFrame:
    return rows.select(
        pl.lit(f"{item[:1].upper()}{item[1:]}").alias("item"),
        _ESTIMATE.alias("difference"),
        "lower",
        "upper",
        pl.min_horizontal("n_corporate", "n_community").alias("n"),
        pl.col("reason").alias("note"),
    )


def shifts(specs: pl.DataFrame, estimand: str) -> pl.DataFrame:
    """Return what switching one choice does to the estimate, the choice that moves it most first."""
    rank = {name: i for i, name in enumerate(influence(specs, estimand)["choice"])}
    moving = (pl.col("median_absolute_shift") > 0) | (pl.col("verdict_flip_share") > 0)
    rows = switches(specs, estimand).filter(pl.col("pair_count") > 0, moving)
    title = capital(pl.col("choice").replace_strict(titles()))
    return rows.sort(
        pl.col("choice").replace_strict(rank, return_dtype=pl.Int64), -pl.col("median_absolute_shift"), "level"
    ).select(
        pl.format("{}: {}", title, pl.col("level").replace(labels(specs))).alias("item"),
        pl.col("median_shift").alias("shift"),
        pl.col("lower_quartile").alias("lower"),
        pl.col("upper_quartile").alias("upper"),
        pl.col("pair_count").alias("n"),
        pl.col("sign_flip_share").alias("sign_share"),
        pl.col("verdict_flip_share").alias("verdict_share"),
    )  # fmt: skip


def labels(specs: pl.DataFrame) -> dict[str, str]:
    """Return what charts call levels and estimands; an edition by its day and its source, or sources."""
    sources = pl.col("source").unique().sort().str.join(", ")
    days = specs.group_by("vintage").agg(pl.format("{} ({})", pl.col("vintage").first(), sources).alias("words"))
    return {**dict(days.sort("vintage").rows()), **level_labels(), **SHORT}


def capital(text: pl.Expr) -> pl.Expr:
    """Return text with a capital first letter."""
    return text.str.slice(0, 1).str.to_uppercase() + text.str.slice(1)
