"""What the data can bear, in a sentence."""

from __future__ import annotations

import polars as pl

from openness.sources import SOURCES
from openness.words.sentences import percent


def finding(coverage: pl.DataFrame, missing: pl.DataFrame, changes: pl.DataFrame, before: str, after: str) -> str:
    """Return the audit of one edition, from its rows of coverage and missing values."""
    edition = coverage.row(0, named=True)
    counts = dict(changes.select("change", "release_count").rows())
    moved, filled = counts["more open"] + counts["less open"], counts["filled in"]
    return (
        f"The edition of {edition['vintage']} by {SOURCES[edition['source']].producer.producer} has "
        f"{edition['release_count']:,} releases, {percent(missing['access'].item())} without a known access grade; of "
        f"the {sum(counts.values()):,} that stand in both {before} and {after}, {moved:,} moved from one grade to "
        f"another, {filled:,} had theirs filled in and {counts['blanked']:,} lost it."
    )
