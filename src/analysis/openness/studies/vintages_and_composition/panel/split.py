"""Why the mean score of all entries moved from one edition to the next: by entry and by cause, adding up exactly.

The split is that of :mod:`~openness.studies.vintages_and_composition.editions.moves`, an entry's score for a value. An
entry of both editions that stands for the same model goes its way in a fixed order: from the older criteria to those
that both have, there first blanks are filled in, then judgments are revised, then some are taken back, and on to the
newer criteria. What a set of criteria does by itself is so never part of what judgments do.
"""

import polars as pl

from openness.studies.vintages_and_composition.editions.editions import POOLED
from openness.studies.vintages_and_composition.editions.moves import (
    moves,
    numbers,
    paired,
    parts,
    with_share_change,
)
from openness.studies.vintages_and_composition.panel.entries import ALL, Panel, shares_of_points
from openness.studies.vintages_and_composition.panel.results import STEPS

MAIN_GROUPS = (ALL, "corporate", "community")
COUNTED = ("new", "removed", "replaced", "filled_in", "blanked", "reassessed", "criteria")
_LEGS = (
    ("filled_in", ("value_before", "value_before_shared", "filled", "filled")),
    ("reassessed", ("filled", "filled", "revised", "revised")),
    ("blanked", ("revised", "revised", "value_after_shared", "value_after")),
)
"""Cause -> the values that an entry goes through for it, as ``moves`` takes them."""
_VALUES = ("value_before", "value_before_shared", "value_after_shared", "value_after")
_ENTRY = "release_id"  # what moves calls an entry


def step_numbers(found: Panel, before: str, after: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return of one step the mean of each group in both editions, and the parts of its change.

    Both are frames of the editions' split: ``CHANGES`` and ``PARTS``, a mean score where they say share.
    """
    pairs = pl.concat([_pairs(found, before, after, whole=True), _pairs(found, before, after, whole=False)])
    means = numbers(pairs)
    is_same = pl.col("is_before") & pl.col("is_after") & ~pl.col("is_replaced")
    same, values = pairs.filter(is_same), _between(found, before, after)
    moved = [moves(pairs.filter(~is_same))]
    for cause, through in _LEGS:
        leg = same.join(values, on=_ENTRY, maintain_order="left").with_columns(
            pl.col(there).alias(name) for name, there in zip(_VALUES, through, strict=True)
        )
        # Of an entry in the same place only judgments and criteria move, and a leg has one kind of judgments.
        moved.append(moves(leg).with_columns(pl.col("cause").replace("reassessed", cause)))
    return means, parts(with_share_change(pl.concat(moved), means))


def step_table(found: Panel, moved: pl.DataFrame, group: str = ALL) -> pl.DataFrame:
    """Return every step of a group's mean, its parts side by side, and how many judgments moved.

    A step in which one of the editions has nobody of the group is left out.
    ``moved`` are all moves of single judgments; see ``judgments.moves_of``.
    """
    rows = []
    for before, after in found.steps:
        means, causes = step_numbers(found, before, after)
        row = next(iter(means.filter(group=group).to_dicts()), None)
        if row is None or row["share_change"] is None:
            continue
        by_cause = dict(causes.filter(group=group).select("cause", "share_change").iter_rows())
        own = moved.filter(before=before, after=after)
        own = own if group == ALL else own.filter(group=group)
        rows.append(
            {
                "before": before,
                "after": after,
                "is_cut": len({_criteria(found, one) for one in (before, after)}) > 1,
                **{name: row[name] for name in ("n_before", "n_after")},
                "mean_before": row["share_before"],
                "mean_after": row["share_after"],
                "change": 100 * row["share_change"],
                **{cause: 100 * by_cause.get(cause, 0.0) for cause in COUNTED},
                "same": same_model(found, before, after, group).height,
                "up": own.filter(pl.col("points") > 0).height,
                "down": own.filter(pl.col("points") < 0).height,
                "moved": own["entry_id"].n_unique(),
            }
        )
    return pl.DataFrame(rows, schema=STEPS.schema)


def same_model(found: Panel, before: str, after: str, group: str = ALL) -> pl.DataFrame:
    """Return the entries of both editions that stand for the same model, as the newer edition has them."""
    older, newer = (found.entries.filter(edition=one) for one in (before, after))
    same = newer.filter(~pl.col("is_replaced")).join(older, on="entry_id", how="semi")
    return same if group == ALL else same.filter(group=group)


def _pairs(found: Panel, before: str, after: str, *, whole: bool) -> pl.DataFrame:
    """Return what two editions say of every entry, all of them in one cell or each in that of its group."""
    sides = []
    for one, side in ((before, "before"), (after, "after")):
        own = found.entries.filter(edition=one).join(
            _shared_scores(found, before, after, one), on="entry_id", how="left", maintain_order="left"
        )
        sides.append(
            own.select(
                pl.col("entry_id").alias(_ENTRY),
                pl.lit(value=True).alias(f"is_{side}"),
                pl.lit(value=True).alias(f"is_asked_{side}"),
                pl.lit(POOLED).alias(f"period_{side}"),
                (pl.lit(ALL) if whole else pl.col("group")).alias(f"group_{side}"),
                pl.col("score").alias(f"value_{side}"),
                pl.col("shared").alias(f"value_{side}_shared"),
                *([pl.col("developer_id").alias("developer_before")] if side == "before" else []),
            )
        )
    replaced = found.entries.filter("is_replaced", edition=after)["entry_id"].to_list()
    return paired(*sides, replaced)


def _shared(found: Panel, before: str, after: str) -> list[str]:
    """Return the criteria that both editions have."""
    return sorted(_criteria(found, before) & _criteria(found, after))


def _criteria(found: Panel, one: str) -> frozenset[str]:
    return frozenset(found.judgments.filter(edition=one)["criterion"])


def _shared_scores(found: Panel, before: str, after: str, one: str) -> pl.DataFrame:
    shared = _shared(found, before, after)
    own = found.judgments.filter(pl.col("criterion").is_in(shared), edition=one)
    return shares_of_points(own, "points").rename({"points": "shared"})


def _between(found: Panel, before: str, after: str) -> pl.DataFrame:
    """Return the scores of entries with blanks filled in, and with judgments revised, on the criteria of both.

    ``filled``: as before, what was blank as it is after. ``revised``: as after, what is blank now as it was before.
    """
    shared = _shared(found, before, after)
    sides = [
        found.judgments.filter(pl.col("criterion").is_in(shared), edition=one).select("entry_id", "criterion", "points")
        for one in (before, after)
    ]
    both = sides[0].join(sides[1], on=["entry_id", "criterion"], how="full", coalesce=True, suffix="_after")
    both = both.with_columns(
        filled=pl.coalesce("points", "points_after"), revised=pl.coalesce("points_after", "points")
    )
    scores = shares_of_points(both, "filled").join(shares_of_points(both, "revised"), on="entry_id")
    return scores.rename({"entry_id": _ENTRY})
