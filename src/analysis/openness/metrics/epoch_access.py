"""Epoch AI's own grade of how a model can be had, as an order.

Source of the labels: Epoch AI, https://epoch.ai/data/ai-models-documentation, field "Model accessibility". Epoch AI
prints labels and no order. Here the weights come above any service, by how little their license restricts; an API above
a hosted service, which cannot be built upon; both above nothing. A blank is unknown and has no score.
"""

import polars as pl

from openness.metrics.base import Metric, Records, ordinal

NAME = "epoch_access"
VERSION = "2024"
"""Epoch AI numbers no versions; in 2024 it renamed "Open access" to "Open weights", which changed no grade."""

LEVELS = {
    "unreleased": "Unreleased",
    "hosted": "Hosted access (no API)",
    "api": "API access",
    "open_noncommercial": "Open weights (non-commercial)",
    "open_restricted": "Open weights (restricted use)",
    "open_unrestricted": "Open weights (unrestricted)",
}
"""Access grade -> Epoch AI's label, from the least open (0) to the most (5)."""


def score(records: Records) -> pl.DataFrame:
    """Score Epoch AI's models."""
    grade = pl.col("access")
    levels = list(LEVELS)
    place = grade.replace_strict(levels, list(range(len(levels))), default=None, return_dtype=pl.Int64)
    return ordinal(
        records.releases.with_columns(
            place.alias("_level"),
            place.is_not_null().cast(pl.Int64).alias("judged_count"),
            pl.when(place.is_not_null()).then(pl.lit("access")).alias("weakest_component"),
            place.is_null().alias("is_stub"),
        ),
        metric=NAME,
        version=VERSION,
        levels=list(LEVELS.values()),
        criterion_count=1,
    )


METRIC = Metric(
    name=NAME,
    place=60,
    title="Epoch AI access",
    short="Epoch access",
    text="Epoch AI's grade of access, from unreleased (0) to weights without restrictions (5).",
    url="https://epoch.ai/data/ai-models-documentation",
    score=score,
    otherwise="the grades are Epoch AI's own judgment of its own models",
)
