"""Which specifications there are: rules of who stands on which side, their samples, and the levels of all else."""

from collections.abc import Sequence
from itertools import product

import polars as pl

from openness.measures.units import SERIES
from openness.studies.multiverse.blocks import Block, Sample
from openness.studies.multiverse.cells import DATA
from openness.studies.multiverse.choices import CHOICES, MINIMA, NOT_APPLICABLE, SHARE_SPANS, SIDES, SLOPE_SPANS

RULES = ["group_rule", "mixed", "unknown_developer"]

Rule = tuple[str, str, str]


def rules_of(cells: pl.DataFrame) -> dict[tuple[str, ...], list[Rule]]:
    """Return, for all data, the rules of who stands on which side that make a difference there."""
    group, first = pl.col("group"), pl.col("first_group")
    touched = cells.group_by(DATA, maintain_order=True).agg(
        (group == "mixed").any().alias("mixed"),
        (group == "unknown").any().alias("every"),
        (first == "unknown").any().alias("first"),
        (group != first).any().alias("differs"),
    )
    found = {}
    for *data, has_mixed, every_unknown, first_unknown, differs in touched.rows():
        rows = []
        for rule, unknown in (("every", every_unknown), ("first", first_unknown))[: 2 if differs else 1]:
            mixed = list(CHOICES["mixed"].levels) if rule == "every" and has_mixed else [NOT_APPLICABLE]
            unknowns = list(CHOICES["unknown_developer"].levels) if unknown else [NOT_APPLICABLE]
            rows += [(rule, one, other) for one in mixed for other in unknowns]
        # Another unit is looked at with all else that it settles at its default.
        found[tuple(data)] = rows if data[-1] == SERIES else rows[:1]
    return found


def samples_of(rule: Rule) -> tuple[Sample, Sample]:
    """Return the samples of both sides by a rule."""
    by, mixed, unknown = rule
    column = "first_group" if by == "first" else "group"
    groups = {side: (side, *(["mixed"] if mixed == side else [])) for side in SIDES}
    groups["community"] += ("unknown",) if unknown == "community" else ()
    one, other = (Sample(column, groups[side]) for side in SIDES)
    return one, other


def share_rows(block: Block, rules: Sequence[Rule]) -> pl.DataFrame:
    """Return the choices of every difference in share of a block, but for the minimum size, in the order of arrays."""
    return _rows(
        block,
        rules,
        {
            "mix": list(CHOICES["mix"].levels),
            "weighting": block.weightings,
            "blank": block.blanks,
            "span": list(SHARE_SPANS),
        },
    )


def slope_rows(block: Block, rules: Sequence[Rule]) -> pl.DataFrame:
    """Return the choices of every slope of a block, in the order of arrays."""
    axes = {"weighting": block.weightings, "blank": block.blanks, "span": list(SLOPE_SPANS), "min_group": MINIMA}
    return _rows(block, rules, axes).with_columns(pl.lit(NOT_APPLICABLE).alias("mix"))


def _rows(block: Block, rules: Sequence[Rule], axes: dict[str, Sequence]) -> pl.DataFrame:
    types = {name: pl.Int64 if name == "min_group" else pl.String for name in axes}
    grid = pl.DataFrame(list(product(*axes.values())), schema=types, orient="row")
    named = pl.DataFrame(rules, schema=dict.fromkeys(RULES, pl.String), orient="row").join(grid, how="cross")
    if not block.has_blanks:
        named = named.with_columns(pl.lit(NOT_APPLICABLE).alias("blank"))
    return named.with_columns(
        *(pl.lit(level).alias(name) for name, level in (block.data | {"every": block.every}).items())
    )
