"""Which parts of releases open and which close: a small panel a part, the groups side by side in each period.

Many parts of a few groups would need a panel for each of both; here each interval stands beside those of the other
groups of its period instead of over them, so that one panel a part is enough.
"""

from __future__ import annotations

import json

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import columns_for, finish, inline, panel_heading, panel_size, period_axis, share_axis
from openness.charts.captions import faded_caption, sentences, unknown_caption
from openness.charts.frame import Column, Row, check_intervals, distinct, tidy_rows
from openness.charts.periods import period_range
from openness.charts.theme import FADED, group_styles, style_order
from openness.project.errors import BadValueError, OpennessError
from openness.words.names import in_order, label, label_expression, listing, number, percent, plural

_COLUMNS = (
    Column("concept", "text"),
    Column("period", "text"),
    Column("group", "text"),
    Column("n", "count"),
    Column("open_count", "count"),
    Column("unknown_count", "count"),
    Column("open_share", "share"),
    Column("lower", "share"),
    Column("upper", "share"),
)
_DOMAIN = (-0.04, 1.04)
_MOST_GROUPS = 4


def component_lines(
    shares: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    min_group: int = 5,
    by_label: str = "Developer group",
    note: str = "",
) -> alt.VConcatChart:
    """Draw the open share of each part over time, one line a group, with intervals.

    Parameters
    ----------
    shares
        One row a part, period and group: ``concept``, ``period``, ``group``, ``n`` (judged releases), ``open_count``,
        ``unknown_count``, ``open_share`` (0 to 1, null where n is 0), ``lower``, ``upper`` (Wilson, 95%). Up to four
        groups. Parts are drawn in the order in which they first appear.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what counts as open.
    min_group
        Points with fewer judged releases are faded and named in the caption.
    by_label
        What a group is, for the tooltip.
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
        If a value is of the wrong type or range, a share outside its interval, or there are too many groups.
    """
    rows = tidy_rows(shares, _COLUMNS, key=["concept", "period", "group"], chart=name)
    check_intervals(rows, "open_share", chart=name, names=("concept", "group", "period"))
    drawn = [row for row in rows if row["open_share"] is not None]
    if not drawn:
        raise OpennessError(f"chart {name!r} has nothing to draw: no part has a judged release")
    groups = in_order(row["group"] for row in drawn)
    if len(groups) > _MOST_GROUPS:
        raise BadValueError(
            f"chart {name!r} has {len(groups)} groups; expected {_MOST_GROUPS} or fewer, to be told apart"
        )
    # The same releases stand behind every part: a point is named once, with the part that has most of them.
    sizes: dict[str, int] = {}
    for row in sorted(drawn, key=lambda row: (in_order([*groups]).index(row["group"]), row["period"])):
        point = f"{label(row['group'])} {row['period']}"
        sizes[point] = max(sizes.get(point, 0), row["n"])
    silent = [label(part) for part in distinct(rows, "concept") if part not in {row["concept"] for row in drawn}]
    most = [max(_n(drawn, part, group) for part in distinct(drawn, "concept")) for group in groups]
    counts = [f"{label(group)} {number(n)}" for group, n in zip(groups, most, strict=True)]
    return finish(
        _panels(rows, drawn, groups, min_group, by_label),
        name=name,
        title=title,
        subtitle=[
            definition,
            f"n (judged releases of a part, at most): {listing(counts)}. Bars: 95% intervals. "
            f"Faded: n\u00a0<\u00a0{min_group}.",
        ],
        source=source,
        alt_text=_alt(drawn, groups),
        caption=sentences(
            "Bars are 95% Wilson intervals.",
            faded_caption(sizes.items(), min_group),
            f"No panel, because nothing was judged: {listing(silent)}." if silent else "",
            unknown_caption(rows, "concept"),
            note,
        ),
        columns=list(rows[0]),
    )


def _n(rows: list[Row], part: str, group: str | None = None) -> int:
    return sum(row["n"] for row in rows if row["concept"] == part and group in {None, row["group"]})


def _panels(rows: list[Row], drawn: list[Row], groups: list[str], min_group: int, by_label: str) -> alt.FacetChart:
    parts, periods = distinct(drawn, "concept"), period_range(row["period"] for row in rows)
    columns = columns_for(rows=1, parts=len(parts))
    width, height = panel_size(columns)
    x = alt.X("period:O", scale=alt.Scale(type="band", domain=periods, padding=0.1), axis=period_axis(periods, width))
    beside = alt.XOffset("group:N", scale=alt.Scale(domain=groups, padding=0.3))
    y = alt.Y("open_share:Q", scale=alt.Scale(domain=list(_DOMAIN)), axis=share_axis(labels=True))
    layers = [layer.encode(x=x, xOffset=beside) for layer in _layers(groups, periods, min_group, by_label)]
    layers = [layers[0].encode(y="solid:Q"), layers[1].encode(y=alt.Y("lower:Q"), y2="upper:Q"), layers[2].encode(y=y)]
    panel = alt.layer(*layers)
    panel.width, panel.height = width, height
    # One n for all parts stands in the subtitle, not over every panel.
    counts = {part: _n(drawn, part) for part in parts}
    same = len(set(counts.values())) == 1
    headings = {part: [label(part)] if same else panel_heading([label(part)], n, width) for part, n in counts.items()}
    header = alt.Header(
        title=None,
        labelExpr=f"({json.dumps(headings, ensure_ascii=False)})[datum.value]",
        labelAnchor="start",
        labelFontSize=13,
        labelFontWeight=600,
        labelLineHeight=16,
        labelPadding=4,
    )
    facet = alt.Facet("concept:N", sort=parts, header=header)
    return (
        panel.facet(facet, data=inline(rows), columns=columns, spacing={"row": 18, "column": 22})
        .transform_filter(f"indexof({json.dumps(parts, ensure_ascii=False)}, datum.concept) >= 0")
        .resolve_axis(x="independent")
    )


def _layers(groups: list[str], periods: list[str], min_group: int, by_label: str) -> list[alt.Chart]:
    styles, domain = group_styles(groups), style_order(groups)
    color = alt.Scale(domain=domain, range="ramp")
    legend = alt.Legend(
        title=None,
        orient="top",
        values=groups,
        labelExpr=label_expression(groups),
        columnPadding=16,
        symbolOpacity=1,
        symbolStrokeWidth=0,
    )
    dash = alt.Scale(domain=domain, range=[list(styles[group].dash) for group in domain])
    shape = alt.Scale(domain=domain, range=[styles[group].shape for group in domain])
    few = {"test": f"datum.n < {min_group}"}
    # The line runs only through points with enough releases, and breaks at a period without one.
    line = (
        alt.Chart()
        .transform_impute("open_share", key="period", keyvals=periods, value=None, groupby=["concept", "group"])
        .transform_calculate(solid=f"datum.n >= {min_group} ? datum.open_share : null")
        .mark_line(strokeWidth=1.6, aria=False)
        .encode(
            color=alt.Color("group:N", scale=color, legend=legend),
            strokeDash=alt.StrokeDash("group:N", scale=dash, legend=legend),
        )
    )
    rule = (
        alt.Chart()
        .mark_rule(strokeWidth=3, aria=False)
        .encode(
            color=alt.Color("group:N", scale=color, legend=legend),
            opacity=alt.OpacityValue(0.3, condition={**few, "value": 0.3 * FADED}),
        )
    )
    named = label_expression(groups, "datum.group")
    point = (
        alt.Chart()
        .transform_calculate(group_label=named)
        .mark_point(filled=True, size=42)
        .encode(
            color=alt.Color("group:N", scale=color, legend=legend),
            shape=alt.Shape("group:N", scale=shape, legend=legend),
            opacity=alt.OpacityValue(1, condition={**few, "value": FADED}),
            tooltip=[
                alt.Tooltip("period:N", title="Period"),
                alt.Tooltip("group_label:N", title=by_label),
                alt.Tooltip("open_share:Q", title="Open", format=".1%"),
                alt.Tooltip("lower:Q", title="Interval from", format=".1%"),
                alt.Tooltip("upper:Q", title="Interval to", format=".1%"),
                alt.Tooltip("n:Q", title="Judged releases", format=","),
                alt.Tooltip("unknown_count:Q", title="Not judged", format=","),
            ],
        )
    )
    return [line, rule, point]


def _alt(drawn: list[Row], groups: list[str]) -> str:
    parts = distinct(drawn, "concept")
    texts = [f"Line charts of {plural(len(parts), 'part')}."]
    for part in parts:
        ends = []
        for group in groups:
            own = sorted((r for r in drawn if (r["concept"], r["group"]) == (part, group)), key=lambda r: r["period"])
            if not own:
                continue
            first, last = own[0], own[-1]
            text = f"{label(group)} {percent(first['open_share'])} of {number(first['n'])} in {first['period']}"
            if last is not first:
                text += f", {percent(last['open_share'])} of {number(last['n'])} in {last['period']}"
            ends.append(text)
        texts.append(f"{label(part)}: {'; '.join(ends)}.")
    return " ".join(texts)
