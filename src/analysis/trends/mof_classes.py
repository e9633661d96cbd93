"""How many records of the Model Openness Tool reach each class, and what reading their license strings changes."""

from __future__ import annotations

import polars as pl

from analysis.metrics.mof import LABELS, MATCHED, NAME, PUBLISHED, evaluate
from analysis.metrics.mof_details import difference
from analysis.metrics.mof_licenses import tool_licenses

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
    """Return how many records are in each class, in both versions.

    Parameters
    ----------
    scores
        Table ``scores``, with both versions of the metric, of one edition of the tool.

    Returns
    -------
    polars.DataFrame
        ``class`` (as the tool names it, from unclassified upwards), ``as_published``, ``strings_read``.
    """
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
    """Return how many of the records without a class lack how much of class III.

    Parameters
    ----------
    components
        ``components`` rows of the tool, of one edition.

    Returns
    -------
    polars.DataFrame
        ``progress`` (share of class III's six components that are included, 0..1, from the nearest to the farthest),
        ``release_count``; records with a class are left out.
    """
    found = evaluate(components, PUBLISHED, tool_licenses()).filter(pl.col("class") == 0)
    return (
        found.group_by((pl.col("progress_3") / 100).alias("progress"))
        .agg(pl.len().cast(pl.Int64).alias("release_count"))
        .sort("progress", descending=True)
    )


def string_changes(components: pl.DataFrame) -> pl.DataFrame:
    """Return which license strings the reading judges otherwise than the tool.

    Parameters
    ----------
    components
        ``components`` rows of the tool, of one edition.

    Returns
    -------
    polars.DataFrame
        ``license_raw``, ``read_as`` (identifiers), ``status_published``, ``status_matched``, ``component_count``
        (required components it stands for), ``release_count``; the most frequent first.
    """
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
    """Return the records whose class is another once their license strings are read.

    Returns
    -------
    polars.DataFrame
        ``release_id``, ``class_published`` and ``class_matched`` (``III``, ``none``), ``licenses`` (strings and what
        is read in them, as text); by name.
    """
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
