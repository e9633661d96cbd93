"""What a source says of each part of releases: open, partial, closed, unlicensed, or nothing."""

from __future__ import annotations

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import CHARACTER_WIDTH, finish, inline, share_axis
from openness.charts.captions import sentences
from openness.charts.frame import Column, Row, distinct, tidy_rows, totals
from openness.charts.theme import FADED
from openness.project.errors import OpennessError, UnknownNameError
from openness.words.names import in_order, label, label_expression, listing, number, percent, plural, quoted

_COLUMNS = (Column("concept", "text"), Column("status", "text"), Column("n", "count"))
STATUSES = ("open", "partial", "unlicensed", "closed", "missing", "not_applicable")
"""Statuses from the left of a bar."""

# Positions in the theme's grades: blue what can be had, orange what cannot, grey where there is nothing to judge.
_GRADES = ("open", "partial", "(none)", "unlicensed", "not_applicable", "closed", "missing")
_ROOM, _LABEL_LIMIT, _BESIDE, _ROW = 690, 230, 60, 24


def status_bars(
    table: IntoFrame,
    *,
    name: str,
    title: str,
    source: str,
    definition: str = "What the source says of each part, as a share of all releases it lists.",
    min_group: int = 5,
) -> alt.VConcatChart:
    """Draw the make-up of each part of releases by status, n to the right.

    Parameters
    ----------
    table
        One row a part and status: ``concept``, ``status`` (as in table ``components``), ``n``. Parts are drawn from
        the top in the order in which they first appear.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what is drawn.
    min_group
        Bars of fewer releases are faded and named in the caption.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If there is nothing to draw.
    UnknownNameError
        If a column is missing or a status is unknown.
    BadValueError
        If a value is of the wrong type or range.
    """
    rows = tidy_rows(table, _COLUMNS, key=["concept", "status"], chart=name)
    for status in distinct(rows, "status"):
        if status not in STATUSES:
            raise UnknownNameError("status", status, STATUSES, where=f"the table of chart {name!r}")
    by_part = totals(rows, "concept", "n")
    if not any(by_part.values()):
        raise OpennessError(f"chart {name!r} has nothing to draw: every n is 0")
    few = [f"{label(part)} ({n})" for part, n in by_part.items() if 0 < n < min_group]
    counts = sorted(set(by_part.values()))
    span = plural(counts[-1], "release")
    span = span if len(counts) == 1 else f"{number(counts[0])} to {span}"
    return finish(
        _bars(rows, list(by_part), min_group),
        name=name,
        title=title,
        subtitle=[definition, f"n = {span} a part. Faded: n\u00a0<\u00a0{min_group}."],
        source=source,
        alt_text=_alt(rows, by_part),
        caption=sentences(
            "Missing is what the source does not list: nothing is judged, so it is not the same as closed.",
            f"Drawn faded: fewer than {min_group} releases in {listing(few)}." if few else "",
        ),
        columns=list(rows[0]),
    )


def _bars(rows: list[Row], parts: list[str], min_group: int) -> alt.LayerChart:
    present = in_order(distinct(rows, "status"), STATUSES)
    width = _ROOM - _BESIDE - min(_LABEL_LIMIT, max(len(label(part)) for part in parts) * CHARACTER_WIDTH)
    axis = alt.Axis(title=None, labelExpr=label_expression(parts), labelLimit=_LABEL_LIMIT, domain=False, ticks=False)
    shares = share_axis(labels=True)
    shares.orient = "top"
    legend = alt.Legend(
        title=None,
        orient="top",
        columns=4,
        columnPadding=16,
        values=present,
        labelExpr=label_expression(present),
        symbolType="square",
        symbolStrokeWidth=0.6,
    )
    place = f"indexof([{', '.join(quoted(status) for status in present)}], datum.status)"
    base = (
        alt.Chart()
        .transform_joinaggregate(total="sum(n)", groupby=["concept"])
        .transform_calculate(
            place=place,
            share="datum.n / datum.total",
            concept_label=label_expression(parts, "datum.concept"),
            status_label=label_expression(present, "datum.status"),
        )
    )
    bars = base.mark_bar().encode(
        x=alt.X("n:Q", stack="normalize", axis=shares),
        color=alt.Color("status:N", scale=alt.Scale(domain=list(_GRADES), range="ordinal"), legend=legend),
        order=alt.Order("place:Q"),
        opacity=alt.when(f"datum.total < {min_group}").then(alt.value(FADED)).otherwise(alt.value(1)),
        tooltip=[
            alt.Tooltip("concept_label:N", title="Part"),
            alt.Tooltip("status_label:N", title="Status"),
            alt.Tooltip("n:Q", title="Releases", format=","),
            alt.Tooltip("share:Q", title="Share", format=".1%"),
        ],
    )
    counted = alt.Chart().transform_aggregate(total="sum(n)", groupby=["concept"])
    counted = counted.transform_calculate(beside="'n = ' + format(datum.total, ',')")
    text = counted.mark_text(align="left", fontSize=11, aria=False).encode(x=alt.value(width + 6), text="beside:N")
    y = alt.Y("concept:N", scale=alt.Scale(domain=parts, padding=0.15), axis=axis)
    return alt.layer(bars, text).encode(y=y).properties(width=width, height=len(parts) * _ROW, data=inline(rows))


def _alt(rows: list[Row], by_part: dict[str, int]) -> str:
    parts = [f"Stacked bars of {plural(len(by_part), 'part')}, each bar 100%."]
    for part, total in by_part.items():
        counts = {row["status"]: row["n"] for row in rows if row["concept"] == part and row["n"]}
        if total:
            cuts = [f"{label(status)} {percent(counts[status] / total)}" for status in in_order(counts, STATUSES)]
            parts.append(f"{label(part)}: {listing(cuts)}.")
    return " ".join(parts)
