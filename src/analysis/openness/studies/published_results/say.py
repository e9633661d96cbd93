"""What the check of published figures came to, in sentences made from its result."""

from collections.abc import Mapping

import polars as pl

from openness.studies.published_results.figures import CAUSES
from openness.words.numbers import counted, plural


def summary(totals: Mapping[str, int]) -> str:
    """Say how many figures agree, differ, cannot be recomputed."""
    if not totals["figure_count"]:
        return "No published figures were checked."
    agrees, differs = totals["agrees"], totals["differs"]
    return (
        f"Of {counted(totals['figure_count'], 'figure')} of {counted(totals['publisher_count'], 'publisher')} "
        f"{agrees} {plural(agrees, 'agrees', 'agree')} with what the data here or the publisher's own "
        f"numbers give, {differs} {plural(differs, 'differs', 'differ')}, and {totals['not_reproducible']} cannot "
        f"be reproduced{_other_editions(totals['other_edition_count'])}."
    )


def causes(counts: pl.DataFrame, differing: int) -> str:
    """Say why the figures that differ do so, most frequent cause first."""
    if counts.is_empty():
        return "None of the figures asked for differs."
    parts = [f"{CAUSES[cause]} ({n})" for cause, n in counts.rows()]
    opening = plural(differing, "Why one differs", f"Why {differing} differ")
    return f"{opening}, as far as it can be told: {'; '.join(parts)}."


def _other_editions(count: int) -> str:
    if not count:
        return ""
    return f", {count} of them because the edition or the labels that the publisher counted by are not here"
