"""The whole multiverse with sides dealt to developers at random: how often estimates would agree by chance.

A developer, the one named first, keeps its releases and is dealt a side; in every edition as many are companies as
before, and a developer is dealt alike in all of them. Releases of companies and others together, and those of unknown
developers, stay what they are. All else is computed as for the real sides, but for intervals, which no sign needs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from openness.statistics.permutation import DEALINGS, Reference, agreement, dealt, lots, reference
from openness.statistics.resampling import SEED
from openness.studies.multiverse import levels, results
from openness.studies.multiverse.blocks import Block, Sample, Sums, sums_of
from openness.studies.multiverse.cells import Counted, of_tables
from openness.studies.multiverse.choices import CHOICES, MINIMA, SIDES
from openness.studies.multiverse.estimates import MIN_PERIODS
from openness.studies.multiverse.grid import Rule, samples_of, share_rows, slope_rows
from openness.studies.multiverse.levels import MIXES
from openness.studies.multiverse.specifications import multiverse, with_rules
from openness.tables.kept import kept

COMPARED = ("share_difference", "slope_difference")
"""Estimands that are read against chance: with sides dealt at random, the slope of one side is just everybody's."""

ALL = "all"


@dataclass(frozen=True)
class Dealt:
    """Estimates with sides dealt at random: rows of choices, and for each dealing one estimate a row."""

    rows: pl.DataFrame
    estimates: np.ndarray  # dealings x rows


def by_chance() -> Dealt:
    """Return the multiverse of the processed tables with sides dealt at random, worked out once for a whole site."""
    keys = ["estimand", *CHOICES]
    found = kept("multiverse-by-chance", lambda: _framed(deal(of_tables(), multiverse())))
    return Dealt(found.select(keys), found.drop(keys).to_numpy().T)


def _framed(one: Dealt) -> pl.DataFrame:
    names = [str(number) for number in range(len(one.estimates))]
    return one.rows.hstack(pl.DataFrame(one.estimates.T, schema=names))


def deal(counted: Counted, specs: pl.DataFrame, dealings: int = DEALINGS, seed: int = SEED) -> Dealt:
    """Return the estimates of ``specs``, those that differ, with sides dealt at random."""
    keys = ["estimand", *CHOICES]
    wanted = specs.filter(
        pl.col("estimand").is_in(COMPARED), pl.col("estimate").is_not_null(), ~pl.col("is_repeat")
    ).select(keys)
    sides = _Lots(counted.cells, dealings, seed)
    rows, parts = [wanted.clear()], [np.empty((dealings, 0), np.float32)]
    for block, rules in with_rules(counted):
        named = _rows(block, rules).with_row_index("_place")
        asked = named.join(wanted, on=keys, how="semi", nulls_equal=True, maintain_order="left")
        if asked.height:
            found = _of_block(block, rules, sides.flips(block))
            rows.append(asked.select(keys))
            parts.append(found[:, asked["_place"].to_numpy()])
    return Dealt(pl.concat(rows), np.concatenate(parts, axis=1))


def compared(specs: pl.DataFrame, by_chance: Dealt, by: Sequence[str] = ("source",)) -> pl.DataFrame:
    """Return :data:`results.CHANCE` of the distinct differences of ``specs``, all of them and by some choices."""
    keys = ["estimand", *CHOICES]
    places = by_chance.rows.with_row_index("_place")
    own = places.join(specs.select(*keys, "estimate"), on=keys, how="inner", maintain_order="left")
    found = []
    for estimand in COMPARED:
        one = own.filter(estimand=estimand)
        parts = [(ALL, ALL, one)] if one.height else []
        parts += [
            (name, level, part)
            for name in by
            for (level,), part in sorted(one.partition_by(name, as_dict=True).items())
        ]
        for choice, level, part in parts:
            told = _reference(part, by_chance)
            if told is not None:
                found.append((estimand, choice, level, part.height, *told))
    return pl.DataFrame(found, schema=results.CHANCE.schema, orient="row")


def _reference(own: pl.DataFrame, by_chance: Dealt) -> tuple | None:
    observed = agreement(own["estimate"].to_numpy())
    drawn = agreement(by_chance.estimates[:, own["_place"].to_numpy()])
    if not np.isfinite(drawn).any():
        return None
    told: Reference = reference(float(observed), drawn)
    return told.observed, told.mean, told.lower, told.upper, told.p_value, told.as_large, told.dealings


def of_all(by_chance: pl.DataFrame, estimand: str) -> dict[str, Any] | None:
    """Return the row of :data:`results.CHANCE` of all specifications of an estimand; None where it has no reference."""
    return next(by_chance.filter(estimand=estimand, choice=ALL).iter_rows(named=True), None)


class _Lots:
    """Sides of developers in every edition, and the lots that deal them anew."""

    def __init__(self, cells: pl.DataFrame, dealings: int, seed: int) -> None:
        names = cells["developer"].unique().sort()
        self._place = {name: place for place, name in enumerate(names)}
        self._lots = lots(len(names), dealings, seed)
        self._sides = sides_of(cells)
        self._dealt: dict[tuple[str, ...], tuple[list[str], np.ndarray]] = {}

    def flips(self, block: Block) -> np.ndarray:
        """Return which developers of a block are on the other side, dealings x developers."""
        edition = tuple(block.data[name] for name in ("source", "vintage", "typing"))
        if edition not in self._dealt:
            self._dealt[edition] = self._deal(edition)
        names, flipped = self._dealt[edition]
        column = {name: place for place, name in enumerate(names)}
        found = np.zeros((len(flipped), len(block.developers)), np.float32)
        known = [(i, column[name]) for i, name in enumerate(block.developers) if name in column]
        if known:
            into, of = map(list, zip(*known, strict=True))
            found[:, into] = flipped[:, of]
        return found

    def _deal(self, edition: tuple[str, ...]) -> tuple[list[str], np.ndarray]:
        source, vintage, typing = edition
        own = self._sides.filter(source=source, vintage=vintage, typing=typing)
        names, is_corporate = own["developer"].to_list(), (own["side"] == SIDES[0]).to_numpy()
        corporate = dealt(is_corporate, self._lots[:, [self._place[name] for name in names]])
        return names, corporate != is_corporate


def sides_of(cells: pl.DataFrame) -> pl.DataFrame:
    """Return the side on which a developer has most releases, by edition and typing; some have none on either."""
    of_one = pl.col("group").is_in(SIDES)
    side = pl.when(of_one).then("group").otherwise("first_group")
    size = pl.sum_horizontal("open", "closed", "blank")
    # Releases on one side alone say it before teams of both do.
    counted = (
        cells.with_columns(side.alias("side"), (size * pl.when(of_one).then(1_000).otherwise(1)).alias("_size"))
        .filter(pl.col("side").is_in(SIDES))
        .group_by("source", "vintage", "typing", "developer", "side")
        .agg(pl.col("_size").sum())
    )
    return (
        counted.sort(
            "source", "vintage", "typing", "developer", "_size", "side", descending=[False] * 4 + [True, False]
        )
        .unique(["source", "vintage", "typing", "developer"], keep="first", maintain_order=True)
        .drop("_size")
    )


def _rows(block: Block, rules: Sequence[Rule]) -> pl.DataFrame:
    """Return the choices of all differences of a block, in the order of :func:`_of_block`."""
    keys = ["estimand", *CHOICES]
    shares = share_rows(block, rules).with_columns(
        pl.lit("share_difference").alias("estimand"), pl.lit(MINIMA[0], pl.Int64).alias("min_group")
    )
    slopes = slope_rows(block, rules).with_columns(pl.lit("slope_difference").alias("estimand"))
    return pl.concat([shares.select(keys), slopes.select(keys)])


def _of_block(block: Block, rules: Sequence[Rule], flips: np.ndarray) -> np.ndarray:
    """Return the differences of a block in every dealing: in share, then in slope."""
    pairs = [samples_of(rule) for rule in rules]
    sums = _dealt_sums(block, list(dict.fromkeys(one for both in pairs for one in both)), flips)
    slopes = {one: _slopes(block, part) for one, part in sums.items()}
    features = {one: levels.of_shares(part) for one, part in sums.items()}
    shares = []
    for both in pairs:
        pair = np.stack([features[one] for one in both], axis=-2)
        rates = np.stack([_rates(sums[one]) for one in both], axis=-1)
        shares.append(_differences(block, pair, rates))
    return np.concatenate([*shares, *(slopes[one] - slopes[other] for one, other in pairs)], axis=1)


def _dealt_sums(block: Block, samples: Sequence[Sample], flips: np.ndarray) -> dict[Sample, Sums]:
    """Return the sums of samples in every dealing: those of now, and what changes with each developer that flips."""
    moved = flips.any(0)
    kept, flipped = ([sums_of(block, one, flipped=is_flipped).parts for one in samples] for is_flipped in (False, True))
    places = [(i, j) for i, parts in enumerate(kept) for j, part in enumerate(parts) if part is not None]
    change = np.concatenate([_flat(flipped[i][j][moved] - kept[i][j][moved]) for i, j in places], axis=1)
    total = np.concatenate([kept[i][j].sum(0).ravel() for i, j in places]).astype(np.float32)
    # Most sums hang on no developer that flips: other years, other kinds.
    used = change.any(0)
    dealt_ = np.repeat(total[None], len(flips), axis=0)
    dealt_[:, used] += flips[:, moved] @ change[:, used].astype(np.float32)
    found: list[list[np.ndarray | None]] = [[None] * len(parts) for parts in kept]
    start = 0
    for i, j in places:
        shape = kept[i][j].shape[1:]
        found[i][j] = dealt_[:, start : start + int(np.prod(shape))].reshape(len(flips), *shape)
        start += int(np.prod(shape))
    return {sample: Sums(*parts) for sample, parts in zip(samples, found, strict=True)}


def _flat(part: np.ndarray) -> np.ndarray:
    return part.reshape(len(part), int(np.prod(part.shape[1:])))


def _differences(block: Block, pair: np.ndarray, rates: np.ndarray) -> np.ndarray:
    found = []
    for mix in MIXES:
        parts = levels.share_parts(block, levels.in_cells(block, pair, mix), rates)
        values = np.where(parts[0].sum(-1) >= MINIMA[0], levels.share_values(parts), np.nan)
        found.append((values[..., 0] - values[..., 1]).reshape(len(values), -1))
    return np.concatenate(found, axis=1)


def _slopes(block: Block, sums: Sums) -> np.ndarray:
    features = levels.of_slopes(block, sums)
    used = levels.used_periods(features)
    values = levels.slope_values(levels.slope_sums(block, levels.over_periods(block, features, used), _rates(sums)))
    many = np.stack([used[rule != "left_out"].sum(-2) >= MIN_PERIODS for rule in block.blanks], axis=2)
    return np.where(many, values, np.nan).reshape(len(values), -1)


def _rates(sums: Sums) -> np.ndarray:
    with np.errstate(invalid="ignore", divide="ignore"):
        return sums.filled[:, 1] / sums.filled[:, 0]
