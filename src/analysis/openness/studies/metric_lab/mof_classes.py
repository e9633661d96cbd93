"""How many records of the Model Openness Tool reach each class, and what reading their license strings changes."""

import polars as pl

from openness.metrics.mof.details import difference
from openness.metrics.mof.licenses import tool_licenses
from openness.metrics.mof.score import LABELS, MATCHED, NAME, PUBLISHED, evaluate, required
from openness.sources.common.licensed import in_words
from openness.studies.metric_lab import results


def class_counts(scores: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.MOF_CLASSES`, by the tool and once strings are read."""
    own = scores.filter(metric=NAME)
    return pl.DataFrame(
        [
            (label, *(own.filter(metric_version=version, score=place).height for version in (PUBLISHED, MATCHED)))
            for place, label in enumerate(LABELS)
        ],
        schema=results.MOF_CLASSES.schema,
        orient="row",
    )


def distance(components: pl.DataFrame) -> pl.DataFrame:
    """Return how many records without a class have how much of what class III asks for, the farthest last."""
    needed = len(required(3))
    found = evaluate(components, PUBLISHED, tool_licenses()).filter(pl.col("class") == 0)
    included = (pl.col("progress_3") / 100 * needed).round().cast(pl.Int64)
    return (
        found.group_by(included.alias("included_count"), pl.lit(needed, pl.Int64).alias("needed_count"))
        .agg(pl.len().cast(pl.Int64).alias("release_count"))
        .sort("included_count", descending=True)
    )


def string_changes(components: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.MOF_STRINGS`, the most frequent first."""
    return (
        difference(components)
        .with_columns(in_words(pl.col("license_expression")).alias("read_as"))
        .group_by("license_raw", "read_as", "status_published", "status_matched")
        .agg(
            pl.len().cast(pl.Int64).alias("component_count"),
            pl.col("release_id").n_unique().cast(pl.Int64).alias("release_count"),
        )
        .sort("component_count", "license_raw", "read_as", "status_matched", descending=[True, False, False, False])
    )


def moved(components: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.MOF_MOVED`."""
    roman = {0: "none", 1: "I", 2: "II", 3: "III"}
    license_ = in_words(pl.col("license_expression"))
    read = pl.format("{} ({})", pl.col("license_raw").fill_null("blank"), license_)
    return (
        difference(components)
        .filter("is_class_changed")
        .with_columns(read.alias("_read"))
        .group_by("release_id", "class_published", "class_matched")
        .agg(pl.col("_read").unique().sort().str.join("; ").alias("licenses"))
        .with_columns(pl.col("class_published", "class_matched").replace_strict(roman, return_dtype=pl.String))
        .sort("release_id")
    )
