"""License strings of a source -> the license columns of the processed tables."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from analysis.licenses import verdicts
from analysis.licenses.match import match_column


def recognized(strings: pl.Series, raw: Path) -> pl.DataFrame:
    """Return ``license_raw``, ``license_ids`` and ``license_tier``, one row per string.

    The identifiers are those that bind whoever uses the weights: of "Apache 2.0 (code), CC BY-NC 4.0 (weights)" the
    second. A string that names no part of the release is taken to be for all of it.

    Parameters
    ----------
    strings
        Licenses as published, null where there is none.
    raw
        Folder of raw data, with the license catalog.
    """
    found = match_column(strings, raw).select("license_raw", license_ids="weights_license_ids")
    joined = found["license_ids"].list.join("\n")
    tiers = {ids: verdicts.tier(ids.split("\n"), raw) for ids in joined.unique()}
    return found.with_columns(license_tier=joined.replace_strict(tiers, default=None, return_dtype=pl.String))
