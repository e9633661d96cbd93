"""Claims of openness in the metadata of releases, held against their licenses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from analysis.licenses import verdicts
from analysis.licenses.judge import UNSPECIFIED
from analysis.licenses.match import match_column
from analysis.trends.license_words import OPEN_WORDS, own_words, word_in


def string_claims(
    releases: pl.DataFrame, words: Sequence[str] = OPEN_WORDS, *, raw: Path | None = None
) -> pl.DataFrame:
    """Return the license strings and tags of sources that say open: what releases claim in their metadata.

    Parameters
    ----------
    releases
        Table ``releases``.
    words
        Words that say open.
    raw
        Folder of raw data with the license catalog, by default ``data/raw``.

    Returns
    -------
    polars.DataFrame
        ``source``, ``license_raw``, ``word``, ``license_tier``, ``release_count``; tier ``unspecified`` where the
        string or the license has not been read. Most used first. On the Hugging Face Hub copies inherit tags: hand in
        the releases of its list ``not_repackaged`` to leave most of them out.
    """
    found = (
        releases.filter(pl.col("license_raw").is_not_null())
        .group_by("source", "license_raw", "license_tier")
        .agg(pl.col("release_id").n_unique().cast(pl.Int64).alias("release_count"))
    )
    said = {text: word_in(own_words(text, raw), words) for text in found["license_raw"].unique()}
    return (
        found.with_columns(pl.col("license_raw").replace_strict(said, return_dtype=pl.String).alias("word"))
        .filter(pl.col("word").is_not_null())
        .sort("release_count", "source", "license_raw", descending=[True, False, False])
        .select("source", "license_raw", "word", "license_tier", "release_count")
    )


def grade_contradictions(releases: pl.DataFrame, *, raw: Path | None = None) -> pl.DataFrame:
    """Return the releases that their source calls open and unrestricted and whose license it notes is not open.

    Parameters
    ----------
    releases
        Table ``releases``; only sources with notes on licenses (Epoch AI) have such rows.
    raw
        Folder of raw data with the license catalog, by default ``data/raw``.

    Returns
    -------
    polars.DataFrame
        ``release_id``, ``source``, ``vintage``, ``release_name``, ``developer_name``, ``license_noted``, ``license``
        (that of the weights), ``license_ids``, ``license_tier``. The tables drop a license that contradicts the grade,
        so the notes themselves are read.
    """
    of_weights = pl.col("license_noted").str.extract_all(r"[^;]+ \[weights\]")
    noted = (
        releases.filter(access="open_unrestricted")
        .drop("license_ids", "license_tier")
        .with_columns(of_weights.alias("license"))
        .explode("license", empty_as_null=True)
        .filter(pl.col("license").is_not_null())
        .with_columns(pl.col("license").str.strip_suffix(" [weights]").str.strip_chars())
    )
    known = match_column(noted["license"].unique(), raw).select(
        "license_raw", license_ids=pl.col("weights_license_ids").cast(pl.List(pl.String))
    )
    tiers = pl.Series([verdicts.tier(ids, raw) for ids in known["license_ids"]], dtype=pl.String)
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
