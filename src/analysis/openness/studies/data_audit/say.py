"""What the data can bear, in a sentence."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from openness.sources import named
from openness.words.numbers import counted, decimal, number, percent


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


def agreement_words(agreement: pl.DataFrame) -> list[str]:
    """Return how far two coders agree, a sentence for the side and one for the type."""
    return [
        f"On {row['what']}, two coders agree on {number(row['agreed'])} of {counted(row['n'], 'developer')} "
        f"({percent(row['agreed_share'])}); Cohen's kappa {_estimate(row, 'kappa')}, Krippendorff's alpha "
        f"{_estimate(row, 'alpha')}."
        for row in agreement.iter_rows(named=True)
    ]


def _estimate(row: Mapping[str, Any], name: str) -> str:
    if row[name] is None:
        return "cannot be had"
    ends = [row[f"{name}_{end}"] for end in ("lower", "upper")]
    between = f" ({decimal(ends[0])} to {decimal(ends[1])})" if None not in ends else ""
    return f"{decimal(row[name])}{between}"
