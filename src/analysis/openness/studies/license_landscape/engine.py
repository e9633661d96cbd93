"""How well the reader of license texts reads: right, abstained and wrong, not one number alone."""

import polars as pl

from openness.licenses.texts import score
from openness.studies.license_landscape import results


def readings() -> pl.DataFrame:
    """Return each set of labeled texts with the clauses judged in it, and the shares right, abstained and wrong."""
    rows = pl.DataFrame(score.kept())
    counts = ("texts", "cells", "right", "abstained", "wrong", "too_loose")
    numbers = rows.with_columns(pl.col(counts).cast(pl.Int64))
    held_out = pl.when(pl.col("is_held_out") == "true").then(pl.lit("held out")).otherwise(pl.lit("fitted"))
    return numbers.select(
        "texts_of",
        held_out.alias("kind"),
        pl.col("texts").alias("text_count"),
        pl.col("cells").alias("n"),
        *((pl.col(name) / pl.col("cells")).alias(f"{name}_share") for name in ("right", "abstained", "wrong")),
        pl.col("too_loose").alias("too_loose_count"),
    ).pipe(results.READING.checked)
