"""What many estimates of one difference say: bars from the whole interval below zero to the whole above."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import CHARACTER_WIDTH, WIDTH, finish, grid, share_axis
from openness.charts.captions import sentences
from openness.charts.frame import Column, Row, distinct, tidy_rows, totals
from openness.charts.theme import FADED, tone_domain
from openness.project.errors import OpennessError, UnknownNameError
from openness.words.names import dictionary, label, listing, number, percent, plural, quoted

_COLUMNS = (
    Column("panel", "text"),
    Column("item", "text"),
    Column("verdict", "text"),
    Column("n", "count"),
    Column("median", "number"),
)
VERDICTS = {
    "below": "Interval below 0",
    "negative": "Below 0, interval includes 0",
    "zero": "Exactly 0",
    "positive": "Above 0, interval includes 0",
    "above": "Interval above 0",
}
"""Verdict -> what it is called, in the order of the bars."""

_TONE_OF = {"below": "blue", "negative": "sky", "zero": "grey", "positive": "orange", "above": "vermilion"}
_ROW = 24
_STUB_LIMIT = 220
_BESIDE = 150
_UNIT = "pt"


def verdict_bars(
    verdicts: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    min_group: int = 20,
    labels: Mapping[str, str] | None = None,
    note: str = "",
) -> alt.VConcatChart:
    """Draw which shares of many estimates lie below and above zero, with and without their intervals.

    Parameters
    ----------
    verdicts
        One row a ``panel``, ``item`` and ``verdict`` (key of :data:`VERDICTS`): ``n`` (estimates) and ``median`` (of
        the item's estimates, -1 to 1, the same in each of its rows). Panels and items are drawn in the order in which
        they first appear.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what is estimated.
    min_group
        Bars of fewer estimates are faded and named in the caption.
    labels
        Label by panel and item where :func:`openness.charts.label` would not do.
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
        If a column is missing, or a verdict is none of the five.
    BadValueError
        If a value is of the wrong type.
    """
    rows = tidy_rows(verdicts, _COLUMNS, key=["panel", "item", "verdict"], chart=name)
    for row in rows:
        if row["verdict"] not in VERDICTS:
            raise UnknownNameError("verdict", row["verdict"], VERDICTS, where=f"the table of chart {name!r}")
    if not any(row["n"] for row in rows):
        raise OpennessError(f"chart {name!r} has nothing to draw: every n is 0")
    words = {one: label(one) for one in (*distinct(rows, "panel"), *distinct(rows, "item"))} | dict(labels or {})
    panels = distinct(rows, "panel")
    counts = {panel: totals([row for row in rows if row["panel"] == panel], "item", "n") for panel in panels}
    few = [f"{words[item]} ({n})" for panel in panels for item, n in counts[panel].items() if 0 < n < min_group]
    largest = max(n for one in counts.values() for n in one.values())
    return finish(
        grid([_panel(rows, panel, counts[panel], words, min_group) for panel in panels], 1, rows),
        name=name,
        title=title,
        subtitle=[
            definition,
            f"n = up to {plural(largest, 'estimate')} a bar. Beside: their median in percentage points, and n.",
        ],
        source=source,
        alt_text=_alt(rows, counts, words),
        caption=sentences(
            "A share of estimates is no probability: they come from the same releases and are not draws of anything.",
            f"Drawn faded: fewer than {min_group} estimates by {listing(few)}." if few else "",
            note,
        ),
        columns=list(rows[0]),
    )


def _panel(
    rows: list[Row], panel: str, counts: Mapping[str, int], words: Mapping[str, str], min_group: int
) -> alt.LayerChart:
    names = {row["item"]: words[row["item"]] for row in rows}
    stub = min(_STUB_LIMIT, max(map(len, names.values())) * CHARACTER_WIDTH)
    width = WIDTH - stub - _BESIDE
    axis = alt.Axis(
        title=None,
        labelExpr=f"{dictionary(names)}[datum.value]",
        labelLimit=_STUB_LIMIT,
        labelOverlap=False,
        domain=False,
        ticks=False,
        minExtent=stub,
        maxExtent=stub,
    )
    y = alt.Y("item:N", scale=alt.Scale(domain=list(counts), padding=0.2), axis=axis)
    place = f"indexof([{', '.join(map(quoted, VERDICTS))}], datum.verdict)"
    own = alt.Chart().transform_filter(f"datum.panel === {quoted(panel)}")
    base = own.transform_joinaggregate(total="sum(n)", groupby=["item"]).transform_calculate(
        place=place,
        share="datum.n / datum.total",
        item_label=f"{dictionary(names)}[datum.item]",
        verdict_label=f"{dictionary(VERDICTS)}[datum.verdict]",
    )
    bars = base.mark_bar().encode(
        x=alt.X("n:Q", stack="normalize", axis=share_axis(labels=True)),
        y=y,
        color=_color(rows),
        order=alt.Order("place:Q"),
        opacity=alt.when(f"datum.total < {min_group}").then(alt.value(FADED)).otherwise(alt.value(1)),
        tooltip=[
            alt.Tooltip("item_label:N", title="Specifications"),
            alt.Tooltip("verdict_label:N", title="Estimate"),
            alt.Tooltip("n:Q", title="Number", format=","),
            alt.Tooltip("share:Q", title="Share", format=".1%"),
        ],
    )
    said = own.transform_aggregate(total="sum(n)", median="max(median)", groupby=["item"]).transform_calculate(
        beside=f"(abs(datum.median) < 0.0005 ? '0' : format(100 * datum.median, abs(datum.median) < 0.0995 ? '+.1f' : "
        f"'+.0f')) + ' {_UNIT} · n = ' + format(datum.total, ',')"
    )
    text = said.mark_text(align="left", fontSize=11, aria=False)
    text = text.encode(x=alt.value(width + 8), y=y, text="beside:N")
    chart = alt.layer(bars, text).properties(width=width, height=len(counts) * _ROW)
    chart.title = alt.TitleParams(words[panel], fontSize=13, fontWeight=600, anchor="start", frame="group", offset=2)
    return chart


def _color(rows: list[Row]) -> alt.Color:
    found = {row["verdict"] for row in rows}
    legend = alt.Legend(
        title=None,
        orient="top",
        columns=3,
        columnPadding=16,
        values=[one for one in VERDICTS if one in found],
        labelExpr=f"{dictionary(VERDICTS)}[datum.value]",
        symbolType="square",
        symbolStrokeWidth=0.6,
    )
    return alt.Color("verdict:N", scale=alt.Scale(domain=tone_domain(_TONE_OF), range="diverging"), legend=legend)


def _alt(rows: list[Row], counts: Mapping[str, Mapping[str, int]], words: Mapping[str, str]) -> str:
    parts = ["Stacked bars of estimates, each bar 100%."]
    for panel, items in counts.items():
        spoken = []
        for item, total in items.items():
            own = {row["verdict"]: row["n"] for row in rows if (row["panel"], row["item"]) == (panel, item)}
            if total:
                below, above = (percent(own.get(verdict, 0) / total) for verdict in ("below", "above"))
                spoken.append(f"{words[item]} {below} clear below zero and {above} above, of {number(total)}")
        parts.append(f"{words[panel]}: {'; '.join(spoken)}.")
    return " ".join(parts)
