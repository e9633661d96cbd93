"""Contradictions in words."""

import polars as pl

from openness.words.numbers import listing, lowered, number


def finding(facts: pl.DataFrame) -> str:
    """Return on how many families sources contradict each other, fact by fact."""
    if facts.is_empty():
        return "No two sources speak of the same family."
    said = [
        f"{lowered(row['fact'])} for {number(row['contradicted_count'])} of {number(row['family_count'])}"
        for row in facts.to_dicts()
    ]
    return f"Of the model families that two or more sources describe, they contradict each other on {listing(said)}."


def links(unlinked: pl.DataFrame) -> str:
    """Return which source says most without a link."""
    if unlinked.is_empty():
        return "All that sources say here has a link."
    said = [
        f"{row['source']} {number(row['unlinked_count'])} of {number(row['statement_count'])} on {lowered(row['fact'])}"
        for row in unlinked.to_dicts()
    ]
    return f"Without a link to evidence or to a record of their own: {listing(said, at_most=6)}."
