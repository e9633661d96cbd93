"""The Index's editions as one panel: entries followed by file and model, their scores and single judgments.

An entry is a file. Its file may be renamed: where an entry that an edition lacks and one that is new there bear one
exact name of a model, which no other such entry bears, they are one entry. It stands for one model as long as
:func:`~openness.studies.vintages_and_composition.editions.editions.replaced` finds no other.

Judgments are those that the Index published, without our corrections, and a score is its own: the points of all
criteria, here as a share of what there is to get, so that sets of 14 and of 12 criteria stand on one scale. A criterion
left blank has no points, as in the Index; an entry without any judgment is a stub and has no score.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import polars as pl

from openness.measures.selection import CURATED
from openness.metrics.base import NOT_JUDGED, as_judged
from openness.metrics.osai.score import POINTS
from openness.sources.osai import CRITERIA, SOURCE
from openness.studies.vintages_and_composition.editions.editions import Edition, edition, replaced
from openness.studies.vintages_and_composition.panel.results import ENTRIES, JUDGMENTS
from openness.tables import store as tables

ALL = "all"
MISSING = "missing"
LEAST_PART = 0.5
"""The balanced panel begins with the first edition that has at least this part of the entries of the newest: earlier
ones hold too few to be followed, and a panel has only what all its editions have."""

_TEAM = "+"
_DIGITS = 12


@dataclass(frozen=True)
class Panel:
    """Entries and judgments of successive editions, oldest first."""

    entries: pl.DataFrame
    """:data:`~openness.studies.vintages_and_composition.panel.results.ENTRIES`"""
    judgments: pl.DataFrame
    """:data:`~openness.studies.vintages_and_composition.panel.results.JUDGMENTS`"""
    first: str
    """First edition of the balanced panel."""

    @cached_property
    def editions(self) -> list[str]:
        """All editions in order."""
        return self.entries["edition"].unique().sort().to_list()

    @cached_property
    def steps(self) -> list[tuple[str, str]]:
        """Each edition and the next."""
        return list(pairwise(self.editions))

    @cached_property
    def kept(self) -> list[str]:
        """Criteria that all editions have, in the Index's order."""
        return _kept(self.judgments)


def index_panel(typing: str = CURATED) -> Panel:
    """Return all editions of the Index as a panel."""
    vintages = tables.read("releases").filter(source=SOURCE.name)["vintage"].unique().sort()
    return panel([edition(SOURCE.name, one, typing) for one in vintages])


def panel(editions: Sequence[Edition]) -> Panel:
    """Return editions, oldest first, as a panel."""
    named, renamed = _with_entry_ids(editions)
    judgments = pl.concat(_judgments(one) for one in named).sort(JUDGMENTS.key)
    changed = pl.DataFrame(
        [(after.vintage, one) for before, after in pairwise(named) for one in replaced(before, after)["release_id"]],
        schema={"edition": pl.String, "entry_id": pl.String},
        orient="row",
    ).with_columns(is_replaced=pl.lit(value=True))
    rows = pl.concat(
        one.releases.select(
            pl.lit(one.vintage).alias("edition"),
            pl.col("release_id").alias("entry_id"),
            pl.Series("release_id", own.releases["release_id"]),
            "release_name",
            pl.col("developer_id").fill_null("unknown").str.split(_TEAM).list.first(),
            pl.col("developer_name").fill_null("unknown"),
            pl.col("developer_group").fill_null("unknown").alias("group"),
        )
        for one, own in zip(named, editions, strict=True)
    )
    place = {one.vintage: at for at, one in enumerate(named)}
    last = pl.col("_place").shift(1).over("entry_id", order_by="_place")
    entries = (
        rows.join(_scores(judgments), on=["edition", "entry_id"], how="left", maintain_order="left")
        .join(changed, on=["edition", "entry_id"], how="left", maintain_order="left")
        .join(renamed, on=["edition", "entry_id"], how="left", maintain_order="left")
        .with_columns(
            pl.col("is_replaced", "is_renamed").fill_null(value=False),
            _place=pl.col("edition").replace_strict(place, return_dtype=pl.Int64),
            group=_group_last_known(),
        )
        .with_columns(is_new=(pl.col("_place") - last != 1).fill_null(value=True) & (pl.col("_place") > 0))
    )
    first = _first(entries)
    of_panel = entries.filter(pl.col("edition") >= first)
    whole = of_panel.group_by("entry_id").agg(
        pl.len(),
        pl.col("score").null_count().alias("stubs"),
        pl.col("is_replaced").filter(pl.col("edition") > first).any().alias("moved"),
    )
    members = whole.filter(pl.col("len") == of_panel["edition"].n_unique(), pl.col("stubs") == 0, ~pl.col("moved"))[
        "entry_id"
    ]
    flagged = entries.with_columns(is_panel=pl.col("entry_id").is_in(members.to_list()) & (pl.col("edition") >= first))
    return Panel(flagged.sort(ENTRIES.key).select(ENTRIES.names), judgments, first)


def _with_entry_ids(editions: Sequence[Edition]) -> tuple[list[Edition], pl.DataFrame]:
    """Give releases one id through all editions; return also which entry is under another file since which edition."""
    ids: dict[str, str] = {}
    found, renamed = [], []
    for at, one in enumerate(editions):
        if at:
            before, here = editions[at - 1], set(one.releases["release_id"])
            gone = set(before.releases["release_id"]) - here
            came = here - set(before.releases["release_id"])
            pairs = _same_model(before, gone, one, came)
            ids = {new: ids.get(old, old) for old, new in pairs} | {k: v for k, v in ids.items() if k in here}
            # A new entry under the file name that another one had is not that one.
            ids |= {new: f"{new} ({one.vintage})" for new in sorted(came & set(ids.values()) - set(ids))}
            renamed += [(one.vintage, ids[new]) for _, new in pairs]
        frames = {
            name: getattr(one, name).with_columns(pl.col("release_id").replace(ids))
            for name in ("releases", "components", "families")
        }
        found.append(replace(one, **frames))
    schema = {"edition": pl.String, "entry_id": pl.String}
    return found, pl.DataFrame(renamed, schema=schema, orient="row").with_columns(is_renamed=pl.lit(value=True))


def _same_model(before: Edition, gone: set[str], after: Edition, came: set[str]) -> list[tuple[str, str]]:
    """Return the ids of entries that are one under two file names: the same exact name, which no other of them bears.

    Their developers are not asked for: the Index respells them.
    """
    sides = [
        one.families.filter(pl.col("release_id").is_in(sorted(ids)), pl.col("family_key").is_not_null()).filter(
            pl.col("family_key").is_unique()
        )
        for one, ids in ((before, gone), (after, came))
    ]
    both = sides[0].join(sides[1], on="family_key", suffix="_after").sort("release_id")
    return both.select("release_id", "release_id_after").rows()


def _judgments(one: Edition) -> pl.DataFrame:
    status = pl.when(pl.col("status").is_in(NOT_JUDGED)).then(pl.lit(MISSING)).otherwise("status")
    return (
        as_judged(one.components.filter(pl.col("component").is_in(CRITERIA)))
        .select(
            pl.lit(one.vintage).alias("edition"),
            pl.col("release_id").alias("entry_id"),
            pl.col("component").alias("criterion"),
            status.alias("status"),
        )
        .with_columns(points=pl.col("status").replace_strict(POINTS, default=None, return_dtype=pl.Float64))
    )


def _scores(judgments: pl.DataFrame) -> pl.DataFrame:
    """Return the score of every entry; of all criteria of its edition, also those that it has no row for."""
    kept = _kept(judgments)
    of_kept = judgments.filter(pl.col("criterion").is_in(kept))
    held = judgments.group_by("edition").agg(pl.col("criterion").n_unique().cast(pl.String).alias("criteria"))
    return (
        shares_of_points(judgments, "points", "edition")
        .join(
            shares_of_points(of_kept, "points", "edition").rename({"points": "kept_score"}), on=["edition", "entry_id"]
        )
        .join(held, on="edition")
        .rename({"points": "score"})
    )


def shares_of_points(judgments: pl.DataFrame, points: str, *by: str) -> pl.DataFrame:
    """Return the points of every entry as a share of the criteria that any entry is judged by; null where all is blank.

    Rounded, so that equal judgments make equal scores to the last digit: a quotient by a constant is off by one.
    """
    criteria = pl.col("criterion").n_unique()
    counted = judgments.with_columns(_criteria=criteria.over(*by) if by else criteria)
    known = pl.col(points).count() > 0
    share = (pl.col(points).sum() / pl.col("_criteria").first()).round(_DIGITS)
    return counted.group_by(*by, "entry_id").agg(pl.when(known).then(share).alias(points))


def _kept(judgments: pl.DataFrame) -> list[str]:
    held = judgments.group_by("edition").agg(pl.col("criterion").unique())["criterion"].to_list()
    return [one for one in CRITERIA if all(one in own for own in held)]


def _group_last_known() -> pl.Expr:
    """Return the group of an entry by the newest edition that knows it: early editions tag some developers, or none."""
    known = pl.col("group").filter(pl.col("group") != "unknown")
    return known.last().over("entry_id", order_by="edition").fill_null("unknown")


def _first(entries: pl.DataFrame) -> str:
    sizes = entries.group_by("edition").len().sort("edition")
    return sizes.filter(pl.col("len") >= LEAST_PART * sizes["len"][-1])["edition"][0]
