"""Which shares are compared, and how open the components of indexed releases are."""

from collections.abc import Iterable
from typing import Any

import polars as pl

from openness.measures.ask import Answer
from openness.measures.large_developers import large_developers
from openness.measures.results import LARGE_DEVELOPERS
from openness.metrics import registry
from openness.metrics.osai.score import POINTS
from openness.studies.corporate_vs_community import results
from openness.tables.schema import KEYS

GROUPS = ("corporate", "community")


def comparable(shares: pl.DataFrame, by: str, min_group: int) -> pl.DataFrame:
    """Return the last period in which two groups have enough judged releases: corporate and community, or any two."""
    known = pl.col("group").is_in(list(GROUPS)) if by == "developer_group" else pl.col("group") != "unknown"
    enough = shares.filter(known, pl.col("n") >= max(min_group, 1))
    common = enough.filter(pl.len().over("period") > 1)
    return common.filter(pl.col("period") == pl.col("period").max())


def moved(shares: pl.DataFrame, min_group: int, most: int = 4) -> dict[str, pl.DataFrame]:
    """Return the first and the last period with enough judged releases, of the groups with most of them."""
    sizes = shares.group_by("group").agg(pl.col("n").sum()).sort("n", "group", descending=[True, False])
    groups = sizes.filter(pl.col("n") > 0, pl.col("group") != "unknown")["group"].head(most)
    enough = shares.filter(pl.col("n") >= max(min_group, 1)).sort("period")
    own = {group: enough.filter(group=group) for group in groups}
    return {group: pl.concat([rows.head(1), rows[1:].tail(1)]) for group, rows in own.items()}


def large_in_any(answers: Iterable[Answer], **options: Any) -> pl.DataFrame:
    """Return who is more than a quarter of a point of the shares of any of several answers."""
    found = [large_developers(answer.releases, **options) for answer in answers]
    return pl.concat(found) if found else pl.DataFrame(schema=LARGE_DEVELOPERS.schema)


def component_means(components: pl.DataFrame, releases: pl.DataFrame, by: str = "developer_group") -> pl.DataFrame:
    """Return :data:`results.COMPONENTS`."""
    judged = components.filter(pl.col("status").is_in(list(POINTS))).with_columns(
        pl.col("status").replace_strict(POINTS, return_dtype=pl.Float64).alias("_points")
    )
    order = {name: place for place, name in enumerate(components["component"].unique(maintain_order=True))}
    return (
        judged.join(releases.select(*KEYS, pl.col(by).alias("group")), on=KEYS)
        .group_by("component", "group")
        .agg(
            pl.len().cast(pl.Int64).alias("n"),
            pl.col("_points").mean().alias("score"),
            (pl.col("status") == "open").mean().alias("open_share"),
        )
        .select(results.COMPONENTS.names)
        .sort(pl.col("component").replace_strict(order, return_dtype=pl.Int64), "group")
    )


def score_shares(scores: pl.DataFrame, metric: str) -> pl.DataFrame:
    """Return one metric's scores as shares of the highest, stubs left out: ``KEYS``, ``score_share`` (0..1)."""
    own = registry.published(scores).filter(pl.col("metric") == metric, ~pl.col("is_stub"))
    return own.select(*KEYS, (pl.col("score") / pl.col("score_max")).alias("score_share"))


def stubs(scores: pl.DataFrame, metric: str) -> tuple[int, int]:
    """Return how many entries one metric scores, and how many of them are stubs."""
    own = registry.published(scores).filter(pl.col("metric") == metric)
    return own.height, int(own["is_stub"].sum())
