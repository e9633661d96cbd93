"""How far pairs of sources agree beyond chance: one coefficient with its interval a pair and reading."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import finish
from openness.charts.captions import sentences
from openness.charts.frame import Column, Row, check_intervals, distinct, tidy_rows
from openness.charts.marks.rows import Dots
from openness.project.errors import BadValueError, OpennessError
from openness.words.names import label, listing, number, plural

_COLUMNS = (
    Column("pair", "text"),
    Column("reading", "text"),
    Column("n", "count"),
    Column("alpha", "number"),
    Column("lower", "number"),
    Column("upper", "number"),
    Column("reason", "note", required=False),
)


def alpha_intervals(
    table: IntoFrame,
    *,
    name: str,
    title: str,
    source: str,
    definition: str = "Krippendorff's alpha: 1 for agreement throughout, 0 for what chance gives, below 0 for less.",
    labels: Mapping[str, str] | None = None,
) -> alt.VConcatChart:
    """Draw the agreement of each pair of raters under each reading, with its interval and n.

    Parameters
    ----------
    table
        One row a pair and reading: ``pair``, ``reading``, ``n`` (things that both judge), ``alpha`` (at most 1, null
        where it cannot be estimated), ``lower`` and ``upper`` (95%, null where there is no interval) and optionally
        ``reason``. Both are in the order in which values first appear; pairs without any estimate are not drawn.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what is drawn.
    labels
        Label by pair or reading where :func:`openness.charts.label` would not do.

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
        If a value is of the wrong type or range, or an alpha lies outside its interval.
    """
    rows = tidy_rows(table, _COLUMNS, key=["pair", "reading"], chart=name)
    check_intervals(rows, "alpha", chart=name, names=("pair", "reading"))
    for row in rows:
        if row["alpha"] is not None and not -1 <= row["alpha"] <= 1:
            raise BadValueError(f"column 'alpha' of chart {name!r} holds {row['alpha']}; expected -1 to 1, or null")
    estimated = {row["pair"] for row in rows if row["alpha"] is not None}
    if not estimated:
        raise OpennessError(f"chart {name!r} has nothing to draw: no agreement can be estimated")
    # The field that Dots tells groups by.
    drawn = [{**row, "group": row["reading"]} for row in rows if row["pair"] in estimated]
    words = {value: label(value) for key in ("pair", "reading") for value in distinct(rows, key)} | dict(labels or {})
    silent = {row["pair"]: max(r["n"] for r in rows if r["pair"] == row["pair"]) for row in rows}
    unknown = [f"{words[pair]} ({n})" for pair, n in silent.items() if pair not in estimated]
    dots = Dots(
        rows=drawn,
        item="pair",
        value="alpha",
        words={pair: words[pair] for pair in distinct(drawn, "pair")},
        axis=alt.Axis(title="Alpha", format=".1f", orient="top", domain=False, grid=True, tickCount=6),
        domain=(min(0.0, *(row[key] for row in drawn for key in ("alpha", "lower") if row[key] is not None)), 1.0),
        tooltips=[
            alt.Tooltip("pair:N", title="Sources"),
            alt.Tooltip("reading:N", title="Reading"),
            alt.Tooltip("alpha:Q", title="Alpha", format=".3f"),
            alt.Tooltip("lower:Q", title="Interval from", format=".2f"),
            alt.Tooltip("upper:Q", title="Interval to", format=".2f"),
            alt.Tooltip("n:Q", title="Parts that both judge", format=","),
            *([alt.Tooltip("reason:N", title="Reason")] if "reason" in rows[0] else []),
        ],
        groups=distinct(drawn, "group"),
        dodged=True,
        beside="(isValid(datum.alpha) ? format(datum.alpha, '.2f') : 'not estimable') "
        "+ ' (n = ' + format(datum.n, ',') + ')'",
        beside_width=140,
        line=0,
    )
    counts = sorted(row["n"] for row in drawn)
    span = number(counts[0]) if counts[0] == counts[-1] else f"{number(counts[0])} to {number(counts[-1])}"
    return finish(
        dots.draw(),
        name=name,
        title=title,
        subtitle=[definition, f"n = {span} parts that both judge. Bars: 95% intervals."],
        source=source,
        alt_text=_alt(drawn, words),
        caption=sentences(f"Not estimable under any reading: {listing(unknown)}." if unknown else ""),
        columns=list(rows[0]),
    )


def _alt(rows: list[Row], words: Mapping[str, str]) -> str:
    text = f"Dot chart of {plural(len(distinct(rows, 'pair')), 'pair')} of sources."
    for reading in distinct(rows, "reading"):
        own = [row for row in rows if row["reading"] == reading and row["alpha"] is not None]
        if own:
            high, low = (pick(own, key=lambda row: row["alpha"]) for pick in (max, min))
            text += f" {words[reading]}: from {low['alpha']:.2f} ({words[low['pair']]}) to {high['alpha']:.2f} "
            text += f"({words[high['pair']]})."
    return text
