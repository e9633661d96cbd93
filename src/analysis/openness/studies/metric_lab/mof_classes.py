"""How many records of the Model Openness Tool reach each class, and what reading their license strings changes."""

from __future__ import annotations

import polars as pl

from openness.metrics.mof.details import difference
from openness.metrics.mof.licenses import tool_licenses
from openness.metrics.mof.score import LABELS, MATCHED, NAME, PUBLISHED, evaluate

_VERSIONS = {PUBLISHED: "as_published", MATCHED: "strings_read"}
COUNT_LABELS = {"class": "Class", "as_published": "As the tool judges", "strings_read": "License strings read"}
CHANGE_LABELS = {
    "license_raw": "License as written",
    "read_as": "Read as",
    "status_published": "As the tool judges",
    "status_matched": "Read",
    "component_count": "Components",
    "release_count": "Records",
}
RECORD_LABELS = {
    "release_id": "Record",
    "class_published": "Class as the tool judges",
    "class_matched": "Class when read",
    "licenses": "License strings that decide",
}


def class_counts(scores: pl.DataFrame) -> pl.DataFrame:
    """Return how many records are in each class, in both versions."""
    own = scores.filter(metric=NAME)
    return pl.DataFrame(
        [
            (label, *(own.filter(metric_version=version, score=place).height for version in _VERSIONS))
            for place, label in enumerate(LABELS)
        ],
        schema={"class": pl.String, **dict.fromkeys(_VERSIONS.values(), pl.Int64)},
        orient="row",
    )


def distance(components: pl.DataFrame) -> pl.DataFrame:
    """Return how many of the records without a class lack how much of class III."""
    found = evaluate(components, PUBLISHED, tool_licenses()).filter(pl.col("class") == 0)
    return (
        found.group_by((pl.col("progress_3") / 100).alias("progress"))
        .agg(pl.len().cast(pl.Int64).alias("release_count"))
        .sort("progress", descending=True)
    )


def string_changes(components: pl.DataFrame) -> pl.DataFrame:
    """Return which license strings the reading judges otherwise than the tool."""
    return (
        difference(components)
        .with_columns(pl.col("license_ids").list.join(" and ").alias("read_as"))
        .group_by("license_raw", "read_as", "status_published", "status_matched")
        .agg(
            pl.len().cast(pl.Int64).alias("component_count"),
            pl.col("release_id").n_unique().cast(pl.Int64).alias("release_count"),
        )
        .sort("component_count", "license_raw", "read_as", "status_matched", descending=[True, False, False, False])
    )


def moved(components: pl.DataFrame) -> pl.DataFrame:
    """Return the records whose class is another once their license strings are read."""
    roman = {0: "none", 1: "I", 2: "II", 3: "III"}
    read = pl.format("{} ({})", pl.col("license_raw").fill_null("blank"), pl.col("license_ids").list.join(" and "))
    return (
        difference(components)
        .filter("is_class_changed")
        .with_columns(read.alias("_read"))
        .group_by("release_id", "class_published", "class_matched")
        .agg(pl.col("_read").unique().sort().str.join("; ").alias("licenses"))
        .with_columns(pl.col("class_published", "class_matched").replace_strict(roman, return_dtype=pl.String))
        .sort("release_id")
    )
