"""What all specifications say together, and which choice moves them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from openness.project.errors import UnknownNameError
from openness.studies.multiverse import results
from openness.studies.multiverse.chance import of_all
from openness.studies.multiverse.choices import CHOICES, ESTIMANDS, MINIMA, NOT_APPLICABLE, Choice

_ESTIMATE, _LOWER, _UPPER = (pl.col(name) for name in ("estimate", "lower", "upper"))
_OWN = _ESTIMATE.is_not_null() & ~pl.col("is_repeat")


LEVELS = {"alike": 0.9, "most": 2 / 3, "little": 1 - 2 / 3, "few": 20, "chance": 0.05}
"""Shares of specifications from which they are called alike in sign, most, some; fewer than so many say nothing of it.

Nor does an agreement that chance reaches in a larger share of dealings than the last. They are conventions of ours."""


@dataclass(frozen=True)
class Told:
    """What is said of one estimand."""

    estimand: str
    whole: dict[str, Any]  # a row of results.SUMMARY; empty where no specification is asked for
    by_source: pl.DataFrame
    influence: pl.DataFrame
    movers: list[dict[str, Any]]  # the choices that move the estimate most
    worst: dict[str, Any] | None  # the switch that most often turns the sign
    lost: int  # specifications without an estimate
    chance: dict[str, Any] | None  # a row of results.CHANCE; None where sides dealt at random say nothing


def told(specs: pl.DataFrame, estimand: str, by_chance: pl.DataFrame | None = None) -> Told:
    """Return what there is to say of an estimand; ``by_chance`` is :data:`results.CHANCE`."""
    if estimand not in ESTIMANDS:
        raise UnknownNameError("estimand", estimand, ESTIMANDS)
    own = specs.filter(estimand=estimand)
    whole = next(summary(own).iter_rows(named=True), {})
    lost = whole["specification_count"] - whole["estimable_count"] if whole else 0
    ranked = influence(own, estimand)
    return Told(
        estimand,
        whole,
        summary(own, ["source"]),
        ranked,
        ranked.filter(pl.col("median_range") > 0).head(3).to_dicts(),
        most_turning(switches(own, estimand)),
        lost,
        None if by_chance is None else of_all(by_chance, estimand),
    )


def most_turning(switches: pl.DataFrame) -> dict[str, Any] | None:
    """Return the switch that most often turns the sign, the first of equal ones; None where none does."""
    turning = switches.filter(pl.col("sign_flip_share") > 0)
    return turning.row(turning["sign_flip_share"].arg_max(), named=True) if turning.height else None


def distinct(specs: pl.DataFrame, estimand: str) -> pl.DataFrame:
    """Return the specifications of an estimand that have an estimate of their own."""
    return specs.filter(_OWN, estimand=estimand)


def summary(specs: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return :data:`results.SUMMARY` for each estimand, and for each level of some choices."""
    keys = ["estimand", *by]
    anchor = specs.filter("is_default").select("estimand", _ESTIMATE.alias("_default"))
    default = specs.filter("is_default").select(
        *keys, *(pl.col(name).alias(f"default_{name}") for name in ("estimate", "lower", "upper", "reason"))
    )
    found = (
        specs.join(anchor, on="estimand", how="left", maintain_order="left")
        .group_by(keys)
        .agg(
            pl.len().cast(pl.Int64).alias("specification_count"),
            _ESTIMATE.count().cast(pl.Int64).alias("estimable_count"),
            _OWN.sum().cast(pl.Int64).alias("distinct_count"),
            _ESTIMATE.filter(_OWN).median().alias("median"),
            _ESTIMATE.filter(_OWN).min().alias("lowest"),
            _ESTIMATE.filter(_OWN).max().alias("highest"),
            (_ESTIMATE > 0).filter(_OWN).mean().alias("positive_share"),
            (_ESTIMATE < 0).filter(_OWN).mean().alias("negative_share"),
            (_LOWER > 0).filter(_OWN).mean().alias("above_zero_share"),
            (_UPPER < 0).filter(_OWN).mean().alias("below_zero_share"),
            (pl.col("_default") > _ESTIMATE).filter(_OWN).mean().alias("below_default_share"),
        )
        .join(default, on=keys, how="left")
        .join(_main_reasons(specs, keys), on=keys, how="left")
    )
    order = pl.col("estimand").cast(pl.Enum(list(ESTIMANDS)))
    return found.sort(order, *by).select(*keys, *results.SUMMARY.names[1:])


def _main_reasons(specs: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Return the reason that most often allows no estimate; at the default minimum size, where it is one there."""
    usual = (pl.col("min_group") == MINIMA[0]).sum()
    counted = specs.drop_nulls("reason").group_by(*keys, "reason").agg(usual.alias("_usual"), pl.len().alias("_all"))
    size = pl.when((pl.col("_usual") > 0).any().over(keys)).then("_usual").otherwise("_all")
    ranked = counted.with_columns(size.alias("_size")).sort("_size", "reason", descending=[True, False])
    return ranked.unique(keys, keep="first", maintain_order=True).select(*keys, main_reason="reason")


def switches(specs: pl.DataFrame, estimand: str = "share_difference") -> pl.DataFrame:
    """Return what happens when one choice is switched from its default to another level, all others held."""
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
        sizes = own[one.name].n_unique(), len(ranges), ranges.median()
        rows.append((one.name, one.title, *sizes, _explained(unique, one.name)))
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
    return level.is_in([one.default or ESTIMANDS[estimand].span, NOT_APPLICABLE])
