"""A grid of states, such as license by clause."""

from collections import Counter
from collections.abc import Mapping, Sequence

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import Words, chart
from openness.charts.frame import check_known, distinct
from openness.charts.marks.states import States, check_states
from openness.charts.theme import State
from openness.words.frames import Column
from openness.words.names import in_order, label
from openness.words.numbers import counted, listing, number

_SPELLED_OUT = 2


@chart()
def status_grid(
    frame: IntoFrame,
    about: Words,
    *,
    row: str,
    column: str,
    status: str,
    states: Mapping[str, State],
    row_order: Sequence[str] = (),
    column_order: Sequence[str] = (),
    labels: Mapping[str, str] | None = None,
    text: str | None = None,
    note: str | None = None,
) -> alt.VConcatChart:
    """Draw which state holds for each row and column.

    Parameters
    ----------
    frame
        One row a cell; a cell without a row stays empty.
    row, column, status
        Columns of the frame. Their names also say what they are: ``license`` becomes "License".
    states
        Every state there can be and its look, in the order of the legend; no two look the same.
    row_order, column_order
        Values that come first, in this order; others follow as they first appear.
    text
        Column of short words under the symbols, null for none. Where they do not fit, the tooltip has them.
    """
    check_states(states, about.name)
    columns = [Column(one, "text") for one in (row, column, status)]
    columns += [] if text is None else [Column(text, "note")]
    _, rows = about.read(frame, columns, key=[row, column])
    check_known(rows, status, states, about.name, "state")
    words = {one: label(one) for key in (row, column) for one in distinct(rows, key)}
    words |= {state: label(state) for state in states} | dict(labels or {})
    down, across = (
        {one: words[one] for one in in_order(distinct(rows, key), order)}
        for key, order in ((row, row_order), (column, column_order))
    )
    named = {state: words[state] for state in states}
    empty = len(across) * len(down) - len(rows)
    axes = label(row).lower(), label(column).lower()
    return about.around(
        States(rows, row, column, status, text, states, down, across, named).draw(),
        rows,
        n=f"n = {counted(len(rows), 'cell')}: {axes[0]} by {axes[1]}.",
        alt_text=_alt(
            [(words[one[row]], words[one[column]], one[status]) for one in rows], (len(down), len(across)), axes, named
        ),
        caption=[note or "", f"Empty: no record ({counted(empty, 'cell')})." if empty else ""],
    )


def _alt(
    cells: Sequence[tuple[str, str, str]], size: tuple[int, int], axes: tuple[str, str], states: Mapping[str, str]
) -> str:
    """Describe a grid of states: its size, how many cells each state has, and where the first states pile up."""
    counts = Counter(state for *_, state in cells)
    found = [f"{name} {number(counts[state])}" for state, name in states.items()]
    parts = [
        f"Grid of {axes[0]} ({counted(size[0], 'row')}) by {axes[1]} ({counted(size[1], 'column')}).",
        f"Of {counted(len(cells), 'cell')}: {listing(found)}.",
    ]
    for state in [state for state in states if counts[state]][:_SPELLED_OUT]:
        spoken = []
        for side in (0, 1):
            count = Counter(cell[side] for cell in cells if cell[2] == state)
            most = max(count.values())
            spoken.append(f"{listing([name for name in count if count[name] == most], at_most=3)} ({number(most)})")
        parts.append(f"{states[state]} most often in: {spoken[0]}; by {axes[1]}: {spoken[1]}.")
    empty = size[0] * size[1] - len(cells)
    if empty:
        parts.append(f"No record: {counted(empty, 'cell')}.")
    return " ".join(parts)
