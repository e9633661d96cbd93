"""What all specifications say together, and which choice moves them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from openness.studies.multiverse.choices import (
    CHOICES,
    ESTIMANDS,
    NOT_APPLICABLE,
    Choice,
    check_estimand,
    choice,
    default_span,
)

_ESTIMATE, _LOWER, _UPPER = (pl.col(name) for name in ("estimate", "lower", "upper"))
EXCLUDES_ZERO = (_LOWER > 0) | (_UPPER < 0)


def distinct(specs: pl.DataFrame, estimand: str) -> pl.DataFrame:
    """Return the specifications of an estimand that have an estimate of their own."""
    check_estimand(estimand)
    return specs.filter(pl.col("estimate").is_not_null(), ~pl.col("is_repeat"), estimand=estimand)


def summary(specs: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return how far specifications agree."""
    keys = ["estimand", *(choice(name).name for name in by)]
    own = _ESTIMATE.is_not_null() & ~pl.col("is_repeat")
    anchor = specs.filter("is_default").select("estimand", _ESTIMATE.sign().alias("_sign"))
    default = specs.filter("is_default").group_by(keys).agg(
        _ESTIMATE.first().alias("default_estimate"),
        _LOWER.first().alias("default_lower"),
        _UPPER.first().alias("default_upper"),
    )  # fmt: skip
    order = pl.col("estimand").cast(pl.Enum(list(ESTIMANDS)))
    return (
        specs.join(anchor, on="estimand", how="left", maintain_order="left")
        .group_by(keys)
        .agg(
            pl.len().cast(pl.Int64).alias("specification_count"),
            _ESTIMATE.count().cast(pl.Int64).alias("estimable_count"),
            own.sum().cast(pl.Int64).alias("distinct_count"),
            _ESTIMATE.filter(own).median().alias("median"),
            _ESTIMATE.filter(own).min().alias("lowest"),
            _ESTIMATE.filter(own).max().alias("highest"),
            (_ESTIMATE > 0).filter(own).mean().alias("positive_share"),
            (_ESTIMATE < 0).filter(own).mean().alias("negative_share"),
            (_LOWER > 0).filter(own).mean().alias("above_zero_share"),
            (_UPPER < 0).filter(own).mean().alias("below_zero_share"),
            (_ESTIMATE.sign() == pl.col("_sign")).filter(own).mean().alias("agreeing_share"),
        )
        .join(default, on=keys, how="left")
        .sort(order, *keys[1:])
    )


def by_level(specs: pl.DataFrame, estimand: str = "share_difference") -> pl.DataFrame:
    """Return what the specifications with each level of each choice say."""
    own = distinct(specs, estimand)
    parts = []
    for one in CHOICES.values():
        level = pl.col(one.name).cast(pl.String)
        parts.append(
            own.group_by(level.alias("level"), at_default(one, estimand).alias("is_default"))
            .agg(
                pl.len().cast(pl.Int64).alias("distinct_count"),
                _ESTIMATE.median().alias("median"),
                (_ESTIMATE > 0).mean().alias("positive_share"),
                EXCLUDES_ZERO.mean().alias("excludes_zero_share"),
            )
            .sort(~pl.col("is_default"), "level")
            .select(pl.lit(one.name).alias("choice"), pl.all())
        )
    return pl.concat(parts)


def switches(specs: pl.DataFrame, estimand: str = "share_difference") -> pl.DataFrame:
    """Return what happens when one choice is switched from its default to another level, all others held."""
    check_estimand(estimand)
    own = _canonical(specs.filter(estimand=estimand))
    parts = [_switched(own, one, estimand) for one in CHOICES.values()]
    return pl.concat(parts)


def influence(specs: pl.DataFrame, estimand: str = "share_difference") -> pl.DataFrame:
    """Return how much each choice moves the estimate, the one that moves it most first."""
    own = _canonical(specs.filter(_ESTIMATE.is_not_null(), estimand=estimand))
    unique = distinct(specs, estimand)
    rows = []
    for one in CHOICES.values():
        ranges = (
            own.filter(_settled(one, estimand))
            .group_by(_keys(one))
            .agg((_ESTIMATE.max() - _ESTIMATE.min()).alias("range"), pl.len().alias("members"))
            .filter(pl.col("members") > 1)["range"]
        )
        rows.append(
            (one.name, one.title, own[one.name].n_unique(), len(ranges), ranges.median(), _explained(unique, one.name))
        )
    columns = ["choice", "title", "level_count", "set_count", "median_range", "explained_share"]
    types = [pl.String, pl.String, pl.Int64, pl.Int64, pl.Float64, pl.Float64]
    return pl.DataFrame(rows, schema=dict(zip(columns, types, strict=True)), orient="row").sort(
        "median_range", descending=True, nulls_last=True, maintain_order=True
    )


def _explained(unique: pl.DataFrame, name: str) -> float | None:
    deviations = unique.select(
        (_ESTIMATE.mean().over(name) - _ESTIMATE.mean()).pow(2).sum().alias("between"),
        (_ESTIMATE - _ESTIMATE.mean()).pow(2).sum().alias("whole"),
    )
    between, whole = deviations.row(0)
    return between / whole if whole else None


def _switched(own: pl.DataFrame, one: Choice, estimand: str) -> pl.DataFrame:
    kept = own.filter(_settled(one, estimand))
    base = at_default(one, estimand)
    before = kept.filter(base, _ESTIMATE.is_not_null())
    pairs = kept.filter(~base).join(before, on=_keys(one), suffix="_before")
    both = _ESTIMATE.is_not_null()
    shift = (_ESTIMATE - pl.col("estimate_before")).filter(both)
    return (
        pairs.group_by(pl.col(one.name).alias("level"))
        .agg(
            both.sum().cast(pl.Int64).alias("pair_count"),
            (~both).sum().cast(pl.Int64).alias("lost_count"),
            shift.median().alias("median_shift"),
            shift.quantile(0.25, "linear").alias("lower_quartile"),
            shift.quantile(0.75, "linear").alias("upper_quartile"),
            shift.abs().median().alias("median_absolute_shift"),
            (_ESTIMATE.sign() * pl.col("estimate_before").sign() < 0).filter(both).mean().alias("sign_flip_share"),
            (_verdict() != _verdict("_before")).filter(both).mean().alias("verdict_flip_share"),
        )
        .sort("level")
        .select(pl.lit(one.name).alias("choice"), pl.all())
    )


def _verdict(suffix: str = "") -> pl.Expr:
    return (pl.col(f"lower{suffix}") > 0).cast(pl.Int8) - (pl.col(f"upper{suffix}") < 0).cast(pl.Int8)


def _canonical(specs: pl.DataFrame) -> pl.DataFrame:
    """Return specifications with text in every choice; one that touches nothing is at its default."""
    return specs.with_columns(
        pl.col(one.name).cast(pl.String).replace(NOT_APPLICABLE, one.default or NOT_APPLICABLE)
        for one in CHOICES.values()
    )


def _keys(one: Choice) -> list[str]:
    """Return the choices that are held while one is switched."""
    return [name for name in CHOICES if name != one.name and name not in one.settles]


def _settled(one: Choice, estimand: str) -> pl.Expr:
    """Return whether the choices that this one settles are at their defaults.

    The minimum size moves no share, it only drops some: a pair that differs in it alone would be counted again.
    """
    repeated = ("min_group",) if estimand == "share_difference" and one.name != "min_group" else ()
    held = [
        pl.col("is_latest") if name == "vintage" else pl.col(name) == CHOICES[name].default
        for name in (*one.settles, *repeated)
    ]
    return pl.all_horizontal(pl.lit(value=True), *held)


def at_default(one: Choice, estimand: str) -> pl.Expr:
    """Return whether a choice is at its default, or touches nothing."""
    if one.name == "vintage":
        return pl.col("is_latest")
    level = pl.col(one.name).cast(pl.String)
    return level.is_in([one.default or default_span(estimand), NOT_APPLICABLE])
