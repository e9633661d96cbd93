"""What cleaning could not use, or did not, as entries of the cleaning log."""

from collections.abc import Iterable

import polars as pl

from openness.sources.common.published import trimmed, unknown_tags

_TEXTS = ("release_name", "field", "value", "kind", "reason")
LOG = {"row": pl.Int64, **dict.fromkeys(_TEXTS, pl.String)}


def log_where(
    frame: pl.DataFrame, condition: pl.Expr, column: str, kind: str, reason: str | pl.Expr, field: str | None = None
) -> list[dict]:
    """Return one log entry a row that meets a condition; ``frame`` has ``row`` and ``release_name``.

    ``field`` is the publisher's name of the column, where cleaning has given it another.
    """
    return (
        frame.filter(condition)
        .select(
            pl.col("row").cast(pl.Int64),
            "release_name",
            pl.lit(field or column).alias("field"),
            pl.col(column).alias("value"),
            pl.lit(kind).alias("kind"),
            reason.alias("reason") if isinstance(reason, pl.Expr) else pl.lit(reason).alias("reason"),
        )
        .to_dicts()
    )


def log_dates(frame: pl.DataFrame, column: str, field: str | None = None) -> list[dict]:
    """Return one log entry a date that is none, of a table that :func:`with_date` has read."""
    is_unread = pl.col(column).is_not_null() & (pl.col("date_precision") == "none")
    return log_where(frame, is_unread, column, "unrecognized", "not a date; treated as unknown", field)


def log_others(frame: pl.DataFrame, column: str, known: Iterable[str], reason: str) -> list[dict]:
    """Return one log entry a value that is not among the known ones."""
    return log_where(frame, ~trimmed(column).is_in(list(known)), column, "unrecognized", reason)


def log_numbers(frame: pl.DataFrame, column: str, read: str, what: str, kind: str = "out_of_range") -> list[dict]:
    """Return one log entry a number that was not read."""
    is_unread = pl.col(column).is_not_null() & pl.col(read).is_null()
    return log_where(frame, is_unread, column, kind, f"not a number of {what} above zero; treated as unknown")


def log_makers(frame: pl.DataFrame, column: str, values: Iterable[Iterable[str]], known: Iterable[str]) -> list[dict]:
    """Return one log entry a row that says of a developer what no table knows: a category, or a country.

    ``values`` are those of each row. Without an entry such a developer would be of unknown type, unseen.
    """
    known = set(known)
    is_strange = pl.Series([not known.issuperset(found) for found in values], dtype=pl.Boolean)
    reason = "has a value that this reader does not know; it says nothing of the developer"
    return log_where(frame, pl.lit(is_strange), column, "unrecognized", reason)


def log_tags(frame: pl.DataFrame, column: str, tags: Iterable[Iterable[str]]) -> list[dict]:
    """Return one log entry a row with a tag that stands for no modality here."""
    is_strange = pl.Series([bool(unknown_tags(found)) for found in tags], dtype=pl.Boolean)
    reason = "has a tag this reader does not know; the others decide"
    return log_where(frame, pl.lit(is_strange), column, "unrecognized", reason)
