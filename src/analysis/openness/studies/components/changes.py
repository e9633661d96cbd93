"""Which parts open and which close: a group's last period with enough judged releases less its first.

Many developers have releases in both periods, and what these have in common drops out of the difference. That a part
opens or closes is said where it remains with all parts and groups tested together, by Holm's rule, and whatever the
releases are of which the source does not say.
"""

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import polars as pl

from openness.statistics.pairs import pair_differences
from openness.statistics.share_intervals import DEVELOPER
from openness.statistics.shares import with_period
from openness.studies.components import results
from openness.studies.components.measure import RUNGS, by_concept, data_rungs, is_open, parts
from openness.words.numbers import percent

_WITHIN = ["concept", "area", "of"]
_JUDGED = [*_WITHIN, "period", "is_open", "developer_id"]


def judged_parts(
    components: pl.DataFrame, releases: pl.DataFrame, *, by: str = "developer_group", every: str = "year"
) -> pl.DataFrame:
    """Return the parts of releases with their concept, area, group (``of``), period, outcome and developer."""
    found = parts(components, releases).with_columns(is_open().alias("is_open"))
    return _placed(found, by, every)


def judged_ladder(
    components: pl.DataFrame, releases: pl.DataFrame, *, by: str = "developer_group", every: str = "year"
) -> pl.DataFrame:
    """Return the same of one part: whether a release shares some or all of its training data."""
    rung = pl.col("rung")
    shares = pl.when(rung != "not_judged").then(rung.is_in(RUNGS[:2])).alias("is_open")
    found = data_rungs(components, releases).with_columns(shares, concept=pl.lit("training_data"), area=pl.lit("data"))
    return _placed(found, by, every)


def concept_changes(
    judged: pl.DataFrame, min_group: int, *, last: str | None = None, interval: str = DEVELOPER
) -> pl.DataFrame:
    """Return :data:`results.CHANGES` of judged parts; periods after ``last``, which had not ended, bear no claim."""
    n = pl.col("is_open").count().cast(pl.Int64).alias("n")
    sized = judged.group_by(*_WITHIN, "period").agg(n).filter(pl.col("n") >= max(min_group, 1))
    ended = sized if last is None else sized.filter(pl.col("period") <= last)
    ends = ended.group_by(_WITHIN).agg(
        pl.col("period").max().alias("group"), pl.col("period").min().alias("other_group")
    )
    pairs = ends.filter(pl.col("group") != pl.col("other_group")).sort(by_concept(), "of")
    found = pair_differences(judged, pairs, by="period", within=_WITHIN, interval=interval)
    is_up = pl.col("difference") > 0
    verdict = (
        pl.when("survives_blanks")
        .then(pl.when(is_up).then(pl.lit("opens")).otherwise(pl.lit("closes")))
        .otherwise(pl.lit("no clear change"))
    )
    named = {"other_group": "first_period", "group": "last_period", "other_n": "first_n", "n": "last_n"}
    named |= {"other_share": "first_share", "share": "last_share", "of": "group"}
    return found.rename(named).with_columns(verdict.alias("verdict")).select(results.CHANGES.names)


def movements(changes: pl.DataFrame, groups: Sequence[str]) -> list[dict[str, Any]]:
    """Return what is said of each group: its parts that open and that close, the largest change first, and counts."""
    by_size = changes.sort(pl.col("difference").abs(), descending=True, maintain_order=True)
    return [
        {
            "group": group,
            **{verdict: own.filter(verdict=verdict).to_dicts() for verdict in ("opens", "closes")},
            "unclear": own.filter(verdict="no clear change").height,
            "parts": own.height,
        }
        for group in groups
        for own in [by_size.filter(group=group)]
    ]


def as_differences(changes: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.DIFFERENCES` from changes."""
    ends = [
        pl.format("{} of {} in {}", _percent(f"{end}_share"), f"{end}_n", f"{end}_period") for end in ("first", "last")
    ]
    return changes.select(
        pl.col("concept").alias("item"),
        "group",
        "difference",
        "lower",
        "upper",
        pl.min_horizontal("first_n", "last_n").alias("n"),
        pl.format("{}, {}", *ends).alias("note"),
    )


def tested(changes: pl.DataFrame) -> int:
    """Return how many changes are tested together."""
    return changes["p_value"].count()


def _placed(found: pl.DataFrame, by: str, every: str) -> pl.DataFrame:
    if found.is_empty():
        return pl.DataFrame(schema=dict.fromkeys(_JUDGED, pl.String) | {"is_open": pl.Boolean})
    placed = with_period(nw.from_native(found), by, "release_date", every).to_native()
    return placed.rename({"group": "of"}).select(_JUDGED)


def _percent(share: str) -> pl.Expr:
    return pl.col(share).map_elements(percent, return_dtype=pl.String)
