"""Single judgments of the same models: which moved from one edition to the next, and what became of each kind.

The entries are a whole list and no sample of one, so these are counts, without tests: that a criterion moved more often
than another is a fact about the list. Whether it would on another list is not asked.
"""

import polars as pl

from openness.measures.records import record_links
from openness.sources.osai import CRITERIA as ORDER
from openness.sources.osai import SOURCE
from openness.studies.vintages_and_composition.panel.entries import MISSING, Panel
from openness.studies.vintages_and_composition.panel.results import CRITERIA, MOVES, TRANSITIONS
from openness.studies.vintages_and_composition.panel.split import same_model
from openness.tables.schema import KEYS

KINDS = ("open", "partial", "closed", MISSING)
STEP_BY_STEP, PANEL = "steps", "panel"


def compared(found: Panel) -> pl.DataFrame:
    """Return all judgments of the same model in one edition and the next, on the criteria that both have."""
    return pl.concat(_pairs(found, before, after) for before, after in found.steps)


def moves_of(found: Panel, both: pl.DataFrame) -> pl.DataFrame:
    """Return the judgments that moved, with the records of both editions; what was or is blank has not moved."""
    moved = both.with_columns(points=pl.col("points_after") - pl.col("points")).filter(pl.col("points") != 0)
    known = found.entries.select("edition", "entry_id", "release_id", "release_name", "developer_name", "group")
    links = _links(known, moved)
    panel = found.entries.select("edition", "entry_id", "is_panel")
    return (
        moved.join(known, left_on=["after", "entry_id"], right_on=["edition", "entry_id"], maintain_order="left")
        .join(panel, left_on=["before", "entry_id"], right_on=["edition", "entry_id"], maintain_order="left")
        .join(links, left_on=["before", "entry_id"], right_on=["edition", "entry_id"], how="left")
        .rename({"record_url": "url_before"})
        .join(links, left_on=["after", "entry_id"], right_on=["edition", "entry_id"], how="left")
        .rename({"record_url": "url_after", "status": "status_before"})
        .sort("before", "entry_id", pl.col("criterion").cast(pl.Enum(ORDER)))
        .select(MOVES.names)
        .cast(MOVES.schema)
    )


def criteria(both: pl.DataFrame) -> pl.DataFrame:
    """Return how often each criterion moved up and down, the most often moved first."""
    change = pl.col("points_after") - pl.col("points")
    up, down = (change > 0).sum().cast(pl.Int64), (change < 0).sum().cast(pl.Int64)
    moves = (change != 0).sum()
    return (
        both.group_by("criterion")
        .agg(
            change.count().cast(pl.Int64).alias("compared"),
            up.alias("up"),
            down.alias("down"),
            (up - down).alias("net"),
            pl.col("entry_id").filter(change != 0).n_unique().cast(pl.Int64).alias("entries"),
            pl.when(change.count() > 0).then(moves / change.count()).alias("moved_share"),
        )
        .sort(pl.col("up") + pl.col("down"), pl.col("criterion").cast(pl.Enum(ORDER)), descending=[True, False])
        .select(CRITERIA.names)
    )


def transitions(found: Panel, both: pl.DataFrame) -> pl.DataFrame:
    """Return what became of judgments of each kind: from one edition to the next, and over the balanced panel."""
    whole = _pairs(found, found.first, found.editions[-1])
    of_panel = whole.join(found.entries.filter("is_panel", edition=found.first), on="entry_id", how="semi")
    kind = pl.col("status").cast(pl.Enum(KINDS))
    then = {name: (pl.col("status_after") == name).sum().cast(pl.Int64) for name in KINDS}
    return pl.concat(
        own.group_by(pl.lit(span).alias("span"), "status")
        .agg(
            pl.len().cast(pl.Int64).alias("n"),
            (pl.col("status") == pl.col("status_after")).mean().alias("kept"),
            **then,
        )
        .sort(kind)
        .select(TRANSITIONS.names)
        for span, own in ((STEP_BY_STEP, both), (PANEL, of_panel))
    )


def _pairs(found: Panel, before: str, after: str) -> pl.DataFrame:
    older, newer = (found.judgments.filter(edition=one).drop("edition") for one in (before, after))
    same = same_model(found, before, after)
    both = older.join(newer, on=["entry_id", "criterion"], suffix="_after").join(same, on="entry_id", how="semi")
    return both.with_columns(before=pl.lit(before), after=pl.lit(after))


def _links(known: pl.DataFrame, moved: pl.DataFrame) -> pl.DataFrame:
    """Return the link to the Index's record of each entry that moved, in both editions."""
    sides = [moved.select("entry_id", edition=side) for side in ("before", "after")]
    keys = known.join(pl.concat(sides).unique(), on=["edition", "entry_id"], how="semi").select(
        "edition", "entry_id", "release_id", source=pl.lit(SOURCE.name), vintage=pl.col("edition")
    )
    linked = record_links(keys.select(KEYS))
    return keys.join(linked, on=KEYS, how="left").select("edition", "entry_id", "record_url")
