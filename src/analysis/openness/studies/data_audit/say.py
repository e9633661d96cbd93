"""What the data can bear, in a sentence."""

import polars as pl

from openness.sources import named
from openness.words.numbers import counted, number, percent


def finding(coverage: pl.DataFrame, missing: pl.DataFrame, changes: pl.DataFrame, before: str, after: str) -> str:
    """Return the audit of one edition, from its rows of coverage and missing values."""
    edition = coverage.row(0, named=True)
    counts = dict(changes.select("change", "release_count").rows())
    moved, filled = counts["more open"] + counts["less open"], counts["filled in"]
    said = (
        f"The {named(edition['source']).short} edition of {edition['vintage']} has "
        f"{counted(edition['release_count'], 'release')}, {percent(missing['access'].item())} without a known access "
        "grade"
    )
    if before == after:
        return f"{said}; there is no other edition to compare it with."
    return (
        f"{said}; of the {number(sum(counts.values()))} that stand in both {before} and {after}, {number(moved)} moved "
        f"from one grade to another, {number(filled)} had theirs filled in and {number(counts['blanked'])} lost it."
    )
