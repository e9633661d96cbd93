"""Plain-English alt text of charts of cells."""

from __future__ import annotations

from collections.abc import Mapping

from openness.charts.frame import Row, distinct
from openness.words.names import listing, percent, plural

_SPELLED_OUT = 12


def cells_alt(rows: list[Row], row: str, column: str, value: str, headings: Mapping[str, str], kind: str) -> str:
    """Describe cells by column: how many have a number, and which rows have the most and the least.

    Parameters
    ----------
    rows
        Tidy rows.
    row, column, value
        Fields of the axes and of the number, between 0 and 1.
    headings
        Label by value of the columns.
    kind
        The kind of chart.

    Returns
    -------
    str
    """
    down, across = distinct(rows, row), distinct(rows, column)
    parts = [f"{kind} of {plural(len(down), row)} by {plural(len(across), column)}."]
    for heading in across[:_SPELLED_OUT]:
        own = [found for found in rows if found[column] == heading and found[value] is not None]
        name = headings[heading]
        if not own:
            parts.append(f"{name}: no number.")
            continue
        high, low = max(found[value] for found in own), min(found[value] for found in own)
        if high == low:
            parts.append(f"{name}: {percent(high)} for {plural(len(own), row)}.")
            continue
        most = [found[row] for found in own if found[value] == high]
        least = [found[row] for found in own if found[value] == low]
        parts.append(
            f"{name}, {plural(len(own), row)}: highest {percent(high)} ({listing(most, at_most=2)}), "
            f"lowest {percent(low)} ({listing(least, at_most=2)})."
        )
    if len(across) > _SPELLED_OUT:
        parts.append(f"{plural(len(across) - _SPELLED_OUT, column)} more in the table.")
    return " ".join(parts)
