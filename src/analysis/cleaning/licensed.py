"""Licenses of a column of strings, and the access grade that follows from one."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from analysis.licenses.match import match


def with_license(frame: pl.DataFrame, column: str, raw: Path) -> pl.DataFrame:
    """Add ``license_raw``, ``license_ids`` and ``license_tier``, read from a column of strings.

    Parameters
    ----------
    frame
        Any frame.
    column
        Licenses as published, null where there is none.
    raw
        Folder of raw data, with what is known about licenses.
    """
    strings = frame[column]
    known = {string: match(string, raw) for string in strings.unique()}
    return frame.with_columns(
        strings.alias("license_raw"),
        pl.Series("license_ids", [list(known[string].ids) for string in strings], dtype=pl.List(pl.String)),
        pl.Series("license_tier", [known[string].tier for string in strings], dtype=pl.String),
    )


def open_access() -> pl.Expr:
    """Return the access grade of weights that anyone can download, by ``license_tier``.

    ``unknown`` where the license is unknown, unread or closed: then how the weights may be used is not known.
    """
    tier = pl.col("license_tier")
    return (
        pl.when(tier == "open")
        .then(pl.lit("open_unrestricted"))
        .when(tier.is_in(["open_behavioral", "restricted_commercial"]))
        .then(pl.lit("open_restricted"))
        .when(tier == "noncommercial")
        .then(pl.lit("open_noncommercial"))
        .otherwise(pl.lit("unknown"))
    )
