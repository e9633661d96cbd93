"""What a switch of one choice does to an estimate, all others held: the middle shift and the middle half of them."""

from __future__ import annotations

import math

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import finish
from openness.charts.captions import sentences
from openness.charts.frame import Column, Row, check_intervals, distinct, tidy_rows
from openness.charts.marks.rows import Dots
from openness.project.errors import OpennessError
from openness.words.names import listing, percent, plural

_COLUMNS = (
    Column("item", "text"),
    Column("shift", "number"),
    Column("lower", "number"),
    Column("upper", "number"),
    Column("n", "count"),
    Column("sign_share", "share"),
    Column("verdict_share", "share"),
)
_STEP = 0.05
_SPELLED_OUT = 4
_LABEL_LIMIT = 300
_BESIDE = 150


def shift_intervals(
    shifts: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    min_group: int = 20,
    note: str = "",
) -> alt.VConcatChart:
    """Draw by how much switching a choice moves an estimate, and how often it turns sign and verdict.

    Parameters
    ----------
    shifts
        One row a switch, in the order to draw: ``item`` (in words), ``shift`` (median, units of 1), ``lower`` and
        ``upper`` (quartiles), ``n`` (pairs of specifications), ``sign_share`` and ``verdict_share`` (of the pairs,
        0 to 1).
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what is estimated.
    min_group
        Switches of fewer pairs are faded and named in the caption.
    note
        A sentence for the caption.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If there is nothing to draw.
    UnknownNameError
        If a column is missing.
    BadValueError
        If a value is of the wrong type, or a shift lies outside its quartiles.
    """
    rows = tidy_rows(shifts, _COLUMNS, key=["item"], chart=name)
    check_intervals(rows, "shift", chart=name, names=["item"])
    known = [row for row in rows if row["shift"] is not None]
    if not known:
        raise OpennessError(f"chart {name!r} has nothing to draw: no switch has a pair of estimates")
    edge = _edge(known)
    dots = Dots(
        rows=rows,
        item="item",
        value="shift",
        words={item: item for item in distinct(rows, "item")},
        axis=alt.Axis(
            title="Shift in percentage points",
            labelExpr="datum.value === 0 ? '0' : format(100 * datum.value, '+.0f')",
            orient="top",
            domain=False,
            grid=True,
            tickCount=5,
        ),
        domain=(-edge, edge),
        tooltips=_tooltips(),
        faded=f"datum.n < {min_group}",
        beside="'sign ' + format(datum.sign_share, '.0%') + ' · verdict ' + format(datum.verdict_share, '.0%')",
        beside_width=_BESIDE,
        line=0,
        label_limit=_LABEL_LIMIT,
    )
    few = [f"{row['item']} ({row['n']})" for row in known if row["n"] < min_group]
    counts = sorted(row["n"] for row in known)
    return finish(
        dots.draw(),
        name=name,
        title=title,
        subtitle=[
            definition,
            f"n = {counts[0]:,} to {plural(counts[-1], 'pair')} of specifications that differ in this choice alone.",
            "Dot: middle shift; bar: middle half of them. Beside: in how many pairs sign and verdict turn.",
        ],
        source=source,
        alt_text=_alt(known),
        caption=sentences(
            "A verdict is whether the 95% interval leaves zero out, and on which side. The bar is no interval of "
            "confidence: it shows how unlike the pairs are.",
            f"Drawn faded: fewer than {min_group} pairs of {listing(few)}." if few else "",
            note,
        ),
        columns=list(rows[0]),
    )


def _edge(rows: list[Row]) -> float:
    ends = [abs(row[end]) for row in rows for end in ("shift", "lower", "upper") if row[end] is not None]
    return max(_STEP, math.ceil(max(ends) / _STEP) * _STEP)


def _tooltips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("item:N", title="Switched to"),
        alt.Tooltip("shift:Q", title="Middle shift", format="+.3f"),
        alt.Tooltip("lower:Q", title="Lower quartile", format="+.3f"),
        alt.Tooltip("upper:Q", title="Upper quartile", format="+.3f"),
        alt.Tooltip("n:Q", title="Pairs", format=","),
        alt.Tooltip("sign_share:Q", title="Sign turns", format=".1%"),
        alt.Tooltip("verdict_share:Q", title="Verdict turns", format=".1%"),
    ]


def _alt(rows: list[Row]) -> str:
    largest = sorted(rows, key=lambda row: -abs(row["shift"]))[:_SPELLED_OUT]
    turning = max(rows, key=lambda row: row["sign_share"] or 0)
    spoken = [f"{row['item']} {100 * row['shift']:+.1f} points" for row in largest]
    return (
        f"Dot chart of the shifts that switching a choice makes, {plural(len(rows), 'row')}. "
        f"Largest: {listing(spoken)}. The sign turns most often with {turning['item']}: in "
        f"{percent(turning['sign_share'] or 0)} of {plural(turning['n'], 'pair')}."
    )
