"""Dates as published -> a date and how precise it is."""

from __future__ import annotations

import polars as pl

_FORMS = (
    ("day", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", ""),
    ("month", r"^[0-9]{4}-[0-9]{2}$", "-01"),
    ("year", r"^[0-9]{4}$", "-01-01"),
)


def with_date(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Add ``release_date`` and ``date_precision``, read from a column of strings."""
    text = pl.col(column).str.strip_chars()
    parsed, precision = pl.lit(None, pl.Datetime("us")), pl.lit("none")
    for name, form, rest in _FORMS:
        fits = text.str.contains(form)
        found = pl.when(fits).then(text + rest).str.to_datetime("%Y-%m-%d", time_unit="us", strict=False)
        parsed = pl.coalesce(parsed, found)
        precision = pl.when(found.is_not_null()).then(pl.lit(name)).otherwise(precision)
    return frame.with_columns(parsed.alias("release_date"), precision.alias("date_precision"))
