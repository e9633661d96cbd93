"""The disagreements of sources as a table that can be checked: who says what of which part, with the links."""

from __future__ import annotations

import polars as pl

from analysis.trends.evidence import links
from analysis.trends.framework_names import source_name

LABELS = {
    "family": "Release family",
    "concept": "Part",
    "open": "More open",
    "open_evidence": "Evidence",
    "closed": "Less open",
    "closed_evidence": "Evidence",
    "remark": "Mind that",
}
MIXED = "releases of the family differ"


def table(found: pl.DataFrame) -> pl.DataFrame:
    """Return what to show of :func:`analysis.trends.disagreements.disagreements`: a row a conflict.

    Parameters
    ----------
    found
        Its result.

    Returns
    -------
    polars.DataFrame
        Columns of ``LABELS``: ``family`` only in its first row, with how many of its judgements are in conflict; what
        each side says (source, release and status) and its evidence as links. ``remark`` says that the releases of the
        family differ within a source, so that the two may speak of different ones; or why no judgement differs.
    """
    is_first = pl.int_range(pl.len()).over("place") == 0
    named = pl.format("{}: {} of {} in conflict", "release_family_id", "conflict_count", "compared_count")
    return found.select(
        pl.when(is_first).then(named).alias("family"),
        "concept",
        *(
            part
            for end in ("open", "closed")
            for part in (
                pl.format(
                    "{}: {} ({})",
                    pl.col(f"source_{end}").map_elements(source_name, return_dtype=pl.String),
                    f"status_{end}",
                    f"release_id_{end}",
                ).alias(end),
                links(f"evidence_url_{end}").alias(f"{end}_evidence"),
            )
        ),
        pl.when("is_mixed").then(pl.lit(MIXED)).otherwise("reason").alias("remark"),
    )
