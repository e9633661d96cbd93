"""A specification curve: every estimate in order, and under it the choices that led to each."""

from collections.abc import Mapping, Sequence
from statistics import median

import altair as alt
import narwhals as nw
from narwhals.typing import IntoFrame

from openness.charts.around import Words, chart
from openness.charts.encode import NUMBER_ENDS, headed, tooltips
from openness.charts.frame import Row, collected, distinct, nothing_to_draw, require
from openness.charts.marks.curve import ABOVE, BELOW, INCLUDES, Curve
from openness.project.errors import BadValueError
from openness.words.frames import Column
from openness.words.numbers import counted, number, percent, points
from openness.words.values import is_missing

MOST_DRAWN = 240
"""Specifications that are drawn; of more than that, evenly spaced ones."""

_NUMBERS = (Column("estimate", "number", "Estimate"), *NUMBER_ENDS)
_DIGITS = 4


@chart()
def specification_curve(
    frame: IntoFrame,
    about: Words,
    *,
    choices: Mapping[str, str],
    is_default: str = "is_default",
    labels: Mapping[str, str] | None = None,
    most: int = MOST_DRAWN,
    note: str = "",
) -> alt.VConcatChart:
    """Draw estimates in order with their intervals, and the choices behind each as marks below.

    Parameters
    ----------
    frame
        One row a specification: ``estimate``, ``lower``, ``upper`` (shares, or differences of shares, in units of 1),
        a column a choice, and whether it is the default. Rows without an estimate are left out and counted in the
        caption.
    choices
        Column of a choice -> its title, from the top. A choice with one level is left out.
    is_default
        Column that marks the specification of the main chart; none need be.
    most
        Specifications to draw, 3 at least: evenly spaced in order, the lowest, the highest and the default among them.
    """
    if most < 3:
        raise BadValueError(f"chart {about.name!r} is to draw {most} specifications, expected 3 or more")
    data = collected(frame)
    told = [Column(column, "text", title) for column, title in choices.items()]
    declared = about.declared(data, [*_NUMBERS, *told, Column(is_default, "flag")])
    every, lost = _ordered(data, [column.name for column in declared], about.name)
    rows = [_plain(row, list(choices), is_default) for row in _thinned(every, is_default, most)]
    shown = {column: what for column, what in choices.items() if len(distinct(rows, column)) > 1}
    # Titles are the caller's: a choice reads the same here as beside the marks.
    heard = tooltips(headed(declared, **choices), shown=" ".join(["estimate lower upper", *shown]), number="+.1%")
    count = len(every)
    return about.around(
        Curve(rows, shown, labels or {}, count, heard).draw(),
        rows,
        n=f"n = {number(count)} specifications, lowest estimate first; bars are 95% intervals.",
        alt_text=_alt(every, is_default),
        caption=[
            f"Drawn: {number(len(rows))} of {number(count)}, evenly spaced in order." if len(rows) < count else "",
            f"Without an estimate, and not drawn: {number(lost)}." if lost else "",
            note,
        ],
    )


def _ordered(data: nw.DataFrame, columns: Sequence[str], chart: str) -> tuple[list[Row], int]:
    """Return the specifications with an estimate from the lowest on, and how many have none."""
    require(data, columns, chart)
    rows = [row for row in data.select(columns).iter_rows(named=True) if not is_missing(row["estimate"])]
    if not rows:
        raise nothing_to_draw(chart, "no specification has an estimate")
    for row in rows:
        if not row["lower"] - 1e-9 <= row["estimate"] <= row["upper"] + 1e-9:
            raise BadValueError(
                f"chart {chart!r}: estimate {row['estimate']} is outside its interval {row['lower']} to {row['upper']}"
            )
    rows.sort(key=lambda row: (row["estimate"], row["lower"], [str(row[column]) for column in columns[3:]]))
    return [{"rank": i, **row} for i, row in enumerate(rows, start=1)], len(data) - len(rows)


def _thinned(rows: list[Row], is_default: str, most: int) -> list[Row]:
    if len(rows) <= most:
        return rows
    step = (len(rows) - 1) / (most - 1)
    places = {round(i * step) for i in range(most)}
    places |= {i for i, row in enumerate(rows) if row[is_default]}
    return [rows[i] for i in sorted(places)]


def _plain(row: Row, choices: Sequence[str], is_default: str) -> Row:
    numbers = {name: round(float(row[name]), _DIGITS) for name in ("estimate", "lower", "upper")}
    verdict = BELOW if numbers["upper"] < 0 else ABOVE if numbers["lower"] > 0 else INCLUDES
    chosen = {column: str(row[column]) for column in choices}
    return {"rank": row["rank"], **numbers, "verdict": verdict, **chosen, "is_default": bool(row[is_default])}


def _alt(rows: list[Row], is_default: str) -> str:
    estimates = [row["estimate"] for row in rows]
    below = sum(row["upper"] < 0 for row in rows) / len(rows)
    above = sum(row["lower"] > 0 for row in rows) / len(rows)
    negative = sum(value < 0 for value in estimates) / len(rows)
    text = (
        f"Specification curve of {counted(len(rows), 'estimate')}, from {points(estimates[0])} to "
        f"{points(estimates[-1])} percentage points, median {points(median(estimates))}. {percent(negative)} are "
        f"negative; the interval lies below zero in {percent(below)} and above zero in {percent(above)}."
    )
    marked = next((row for row in rows if row[is_default]), None)
    if marked is None:
        return text
    return (
        f"{text} The main chart's specification gives {points(marked['estimate'])} ({points(marked['lower'])} to "
        f"{points(marked['upper'])}), number {number(marked['rank'])} from the lowest."
    )
