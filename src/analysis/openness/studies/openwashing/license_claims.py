"""Claims of openness in the metadata of releases, held against their licenses."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from openness.licenses.clauses import verdicts
from openness.licenses.clauses.judge import UNSPECIFIED
from openness.licenses.strings.match import match_column
from openness.studies.openwashing.license_words import OPEN_WORDS, own_words, word_in


def string_claims(releases: pl.DataFrame, words: Sequence[str] = OPEN_WORDS) -> pl.DataFrame:
    """Return the license strings and tags of sources that say open: what releases claim in their metadata."""
    found = (
        releases.filter(pl.col("license_raw").is_not_null())
        .group_by("source", "license_raw", "license_tier")
        .agg(pl.col("release_id").n_unique().cast(pl.Int64).alias("release_count"))
    )
    said = {text: word_in(own_words(text), words) for text in found["license_raw"].unique()}
    return (
        found.with_columns(pl.col("license_raw").replace_strict(said, return_dtype=pl.String).alias("word"))
        .filter(pl.col("word").is_not_null())
        .sort("release_count", "source", "license_raw", descending=[True, False, False])
        .select("source", "license_raw", "word", "license_tier", "release_count")
    )


def grade_contradictions(releases: pl.DataFrame) -> pl.DataFrame:
    """Return the releases that their source calls open and unrestricted and whose license it notes is not open."""
    of_weights = pl.col("license_noted").str.extract_all(r"[^;]+ \[weights\]")
    noted = (
        releases.filter(access="open_unrestricted")
        .drop("license_ids", "license_tier")
        .with_columns(of_weights.alias("license"))
        .explode("license", empty_as_null=True)
        .filter(pl.col("license").is_not_null())
        .with_columns(pl.col("license").str.strip_suffix(" [weights]").str.strip_chars())
    )
    known = match_column(noted["license"].unique()).select(
        "license_raw", license_ids=pl.col("weights_license_ids").cast(pl.List(pl.String))
    )
    tiers = pl.Series([verdicts.tier(ids) for ids in known["license_ids"]], dtype=pl.String)
    return (
        noted.join(known.with_columns(license_tier=tiers), left_on="license", right_on="license_raw", how="left")
        .filter(~pl.col("license_tier").is_in(["open", UNSPECIFIED]))
        .select(
            "release_id",
            "source",
            "vintage",
            "release_name",
            "developer_name",
            "license_noted",
            "license",
            "license_ids",
            "license_tier",
        )
        .sort("release_id", "vintage")
    )
