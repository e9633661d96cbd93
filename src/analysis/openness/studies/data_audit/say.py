"""What the data can bear, in a sentence."""

from collections.abc import Mapping

import polars as pl

from openness.sources import named
from openness.words.numbers import counted, number, percent


def finding(coverage: pl.DataFrame, missing: pl.DataFrame, regraded: Mapping[str, int], before: str, after: str) -> str:
    """Return the audit of one edition, from its rows of coverage and missing values."""
    edition = coverage.row(0, named=True)
    said = (
        f"The {named(edition['source']).short} edition of {edition['vintage']} has "
        f"{counted(edition['release_count'], 'release')}, {percent(missing['access'].item())} without a known access "
        "grade"
    )
    if before == after:
        return f"{said}; there is no other edition to compare it with."
    return (
        f"{said}; of the {number(regraded['both'])} that stand in both {before} and {after}, "
        f"{number(regraded['moved'])} moved from one grade to another, {number(regraded['filled'])} had theirs filled "
        f"in and {number(regraded['blanked'])} lost it."
    )
