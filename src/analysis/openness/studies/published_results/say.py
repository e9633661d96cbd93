"""What the check of published figures came to, in sentences made from its result."""

import polars as pl

from openness.studies.published_results.figures import CAUSES
from openness.words.numbers import counted, plural


def summary(verdicts: pl.DataFrame) -> str:
    """Say how many figures agree, differ, cannot be recomputed: the verdicts by publisher."""
    if verdicts.is_empty():
        return "No published figures were checked."
    n = verdicts.drop("publisher").sum().row(0, named=True)
    return (
        f"Of {counted(n['figure_count'], 'figure')} of {counted(verdicts.height, 'publisher')} "
        f"{n['agrees']} {plural(n['agrees'], 'agrees', 'agree')} with what the data here or the publisher's own "
        f"numbers give, {n['differs']} {plural(n['differs'], 'differs', 'differ')}, and {n['not_reproducible']} cannot "
        "be recomputed."
    )


def causes(counts: pl.DataFrame) -> str:
    """Say why the figures that differ do so, most frequent cause first."""
    if counts.is_empty():
        return "None of the figures asked for differs."
    parts = [f"{CAUSES[cause]} ({n})" for cause, n in counts.rows()]
    total = counts["n"].sum()
    opening = plural(total, "Why one differs", f"Why {total} differ")
    return f"{opening}, as far as it can be told: {'; '.join(parts)}."
