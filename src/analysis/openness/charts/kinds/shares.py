"""Shares and scores over time, by group."""

import json

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts import encode
from openness.charts.around import WIDTH, Words, chart, columns_for, faceted, inline, panel_heading, panel_size, sized
from openness.charts.captions import faded_caption, kind_of_interval, single_caption, some, unknown_caption
from openness.charts.frame import Row, distinct, nothing_to_draw, of
from openness.charts.marks.lines import Lines
from openness.charts.periods import period_range
from openness.charts.spoken import ends, lines_alt
from openness.project.errors import BadValueError
from openness.words.frames import Column
from openness.words.names import in_order, label, label_expression, quoted
from openness.words.numbers import counted as counted_text
from openness.words.numbers import listing, number, percent

_PLACE = (Column("period", "text", "Period"), Column("group", "text"))
_SHARES = (
    *_PLACE,
    Column("n", "count", "Judged releases"),
    Column("open_count", "count", "Open releases"),
    Column("unknown_count", "count", "Not judged"),
    Column("open_share", "share", "Open"),
    *encode.SHARE_ENDS,
)
_SCORES = (*_PLACE, Column("n", "count", "Scored releases"), Column("mean", "share", "Mean score"), *encode.SHARE_ENDS)
_QUARTERS = (
    Column("period", "text", "Quarter"),
    Column("group", "text"),
    Column("pusher_count", "count", "Developers"),
    Column("n", "count"),
    Column("share", "share", "Share"),
)
_OF_DEVELOPERS = "developers effective_developers design_effect"
_ONE_DIGIT = ",.1f"
_POOLED = 3
_MOST_GROUPS = 4
_HEIGHT, _LEAST_GAP = 300, 16


@chart()
def share_lines(
    shares: IntoFrame,
    about: Words,
    *,
    min_group: int = 5,
    by_label: str = "Developer group",
    facet: str | None = None,
    rolling: bool = False,
    counted: str = "Open",
    note: str = "",
) -> alt.VConcatChart:
    """Draw the main chart: the open share of each group over time, with its interval and its n.

    Parameters
    ----------
    shares
        One row a period and group (and facet): ``period``, ``group``, ``n`` (judged releases), ``open_count``,
        ``unknown_count``, ``open_share`` (0 to 1, null where n is 0), ``lower``, ``upper`` (95%) and optionally
        ``developers``, ``effective_developers``, ``design_effect``, ``interval`` (``developer`` or ``wilson``) and
        ``rolling_share`` (pooled over three periods).
    rolling
        Whether the line follows ``rolling_share``, for short periods with few releases; points never do.
    counted
        What the share is of, for tooltips.
    """
    pooled = Column("rolling_share", "share", "Last three periods", required=rolling)
    columns, key = (
        [*_faceted(facet), *_SHARES, *encode.OF_DEVELOPERS, pooled],
        [*filter(None, [facet]), "period", "group"],
    )
    declared, rows = about.read(shares, columns, key=key, interval="open_share")
    named = encode.headed(declared, group=by_label, open_share=counted, open_count=f"{counted} releases")
    shown = f"period group open_share lower upper n {_OF_DEVELOPERS} open_count unknown_count rolling_share"
    lines = Lines(
        rows,
        value="open_share",
        noun="judged release",
        tooltips=encode.tooltips(named, rows[0], shown, number=_ONE_DIGIT, fields={"group": "group_label"}),
        min_group=min_group,
        facet=facet,
        line="rolling_share" if rolling else "",
        pooled=_POOLED if rolling else 1,
    )
    return about.around(
        lines.draw(about.name),
        rows,
        n=lines.n(),
        alt_text=lines_alt(rows, "open_share", facet=facet, min_group=min_group, counting="{value} of {n}"),
        caption=[
            f"Bars are 95% intervals{kind_of_interval(rows)}; thin lines repeat the other groups.",
            "The line pools each period with the two before it." if rolling else "",
            *lines.caption(),
            single_caption(rows, facet),
            note,
        ],
    )


@chart()
def score_lines(
    scores: IntoFrame,
    about: Words,
    *,
    min_group: int = 5,
    by_label: str = "Developer group",
    facet: str | None = None,
    note: str = "",
) -> alt.VConcatChart:
    """Draw the mean score of each group over time, with its interval and its n.

    Parameters
    ----------
    scores
        One row a period and group (and facet): ``period``, ``group``, ``n`` (scored releases), ``mean``
        (0 to 1 of the highest possible score, null where n is 0), ``lower`` and ``upper`` (95%) and optionally
        ``developers``, ``design_effect`` and ``interval``.
    """
    columns, key = [*_faceted(facet), *_SCORES, *encode.OF_DEVELOPERS], [*filter(None, [facet]), "period", "group"]
    declared, rows = about.read(scores, columns, key=key, interval="mean")
    shown = f"period group mean lower upper n {_OF_DEVELOPERS}"
    lines = Lines(
        rows,
        value="mean",
        noun="scored release",
        tooltips=encode.tooltips(
            encode.headed(declared, group=by_label), rows[0], shown, number=_ONE_DIGIT, fields={"group": "group_label"}
        ),
        min_group=min_group,
        facet=facet,
    )
    return about.around(
        lines.draw(about.name),
        rows,
        n=lines.n(),
        alt_text=lines_alt(rows, "mean", facet=facet, min_group=min_group, counting="mean {value} over {n}"),
        caption=[
            f"Bars are 95% intervals of the mean{kind_of_interval(rows)}; thin lines repeat the other groups.",
            *lines.caption(),
            note,
        ],
    )


def _faceted(facet: str | None) -> list[Column]:
    return [] if facet is None else [Column(facet, "text")]


@chart()
def component_lines(
    shares: IntoFrame, about: Words, *, min_group: int = 5, by_label: str = "Developer group", note: str = ""
) -> alt.VConcatChart:
    """Draw the open share of each part over time: a small panel a part, the groups side by side in each period.

    Many parts of a few groups would need a panel for each of both; here each interval stands beside those of the other
    groups of its period instead of over them, so that one panel a part is enough.

    Parameters
    ----------
    shares
        One row a part, period and group: ``concept``, ``period``, ``group``, ``n``, ``open_count``, ``unknown_count``,
        ``open_share``, ``lower`` and ``upper``, and what else :func:`share_lines` takes. Up to four groups. Parts are
        drawn in the order in which they first appear.
    """
    columns = [Column("concept", "text"), *_SHARES, *encode.OF_DEVELOPERS]
    declared, rows = about.read(shares, columns, key=["concept", "period", "group"], interval="open_share")
    drawn = [row for row in rows if row["open_share"] is not None]
    if not drawn:
        raise nothing_to_draw(about.name, "no part has a judged release")
    groups = in_order(distinct(drawn, "group"))
    if len(groups) > _MOST_GROUPS:
        raise BadValueError(
            f"chart {about.name!r} has {len(groups)} groups; expected {_MOST_GROUPS} or fewer, to be told apart"
        )
    # The same releases stand behind every part: a point is named once, with the part that has most of them.
    sizes: dict[str, int] = {}
    for row in sorted(drawn, key=lambda row: (groups.index(row["group"]), row["period"])):
        point = f"{label(row['group'])} {row['period']}"
        sizes[point] = max(sizes.get(point, 0), row["n"])
    parts = distinct(drawn, "concept")
    counts = [f"{label(one)} {number(max(_n(drawn, part, one) for part in parts))}" for one in groups]
    shown = f"period group open_share lower upper n {_OF_DEVELOPERS} unknown_count"
    layers = _part_layers(groups, period_range(distinct(rows, "period")), min_group, parts)
    layers[-1] = layers[-1].encode(
        tooltip=encode.tooltips(
            encode.headed(declared, group=by_label),
            rows[0],
            shown,
            number=_ONE_DIGIT,
            fields={"group": "group_label"},
        )
    )
    return about.around(
        _part_panels(layers, rows, drawn),
        rows,
        n=f"n (judged releases of a part, at most): {listing(counts)}. Bars: 95% intervals. "
        f"Faded: {encode.NBSP_N}{min_group}.",
        alt_text=_parts_alt(drawn, groups, min_group),
        caption=[
            f"Bars are 95% intervals{kind_of_interval(rows)}.",
            faded_caption(sizes.items(), min_group),
            some(
                "No panel, because nothing was judged", [label(p) for p in distinct(rows, "concept") if p not in parts]
            ),
            unknown_caption(rows, "concept"),
            note,
        ],
    )


def _n(rows: list[Row], part: str, group: str | None = None) -> int:
    return sum(row["n"] for row in of(rows, concept=part, group=group))


def _part_panels(layers: list[alt.Chart], rows: list[Row], drawn: list[Row]) -> alt.FacetChart:
    parts = distinct(drawn, "concept")
    columns = columns_for(rows=1, parts=len(parts))
    width, height = panel_size(columns)
    # One n for all parts stands in the subtitle, not over every panel.
    counts = {part: _n(drawn, part) for part in parts}
    same = len(set(counts.values())) == 1
    headings = {part: [label(part)] if same else panel_heading([label(part)], n, width) for part, n in counts.items()}
    return faceted(sized(alt.layer(*layers), width, height), "concept", headings, rows, columns=columns)


def _part_layers(groups: list[str], periods: list[str], min_group: int, parts: list[str]) -> list[alt.Chart]:
    x = encode.period_x(periods, panel_size(columns_for(rows=1, parts=len(parts)))[0], 0.1, "band")
    place = {"x": x, "xOffset": alt.XOffset("group:N", scale=alt.Scale(domain=groups, padding=0.3))}
    y = alt.Y("open_share:Q", scale=alt.Scale(domain=[-0.04, 1.04]), axis=encode.share_axis())
    legend = encode.legend_on_top(groups, columnPadding=16, symbolOpacity=1, symbolStrokeWidth=0)
    color, few = encode.group_color(groups, legend), f"datum.n < {min_group}"
    # The line runs only through points with enough releases, and breaks at a period without one.
    line = (
        alt.Chart()
        .transform_impute("open_share", key="period", keyvals=periods, value=None, groupby=["concept", "group"])
        .transform_calculate(solid=f"datum.n >= {min_group} ? datum.open_share : null")
        .mark_line(strokeWidth=1.6, aria=False)
        .encode(y="solid:Q", color=color, strokeDash=encode.group_dash(groups, legend), **place)
    )
    rule = alt.Chart().mark_rule(strokeWidth=3, aria=False)
    point = alt.Chart().transform_calculate(group_label=label_expression(groups, "datum.group"))
    return [
        line,
        rule.encode(y=alt.Y("lower:Q"), y2="upper:Q", color=color, opacity=encode.faded(few, 0.3), **place),
        point.mark_point(filled=True, size=42).encode(
            y=y, color=color, shape=encode.group_shape(groups, legend), opacity=encode.faded(few), **place
        ),
    ]


def _parts_alt(drawn: list[Row], groups: list[str], min_group: int) -> str:
    def said(row: Row, _first: bool) -> str:
        return f"{percent(row['open_share'])} of {number(row['n'])} in {row['period']}"

    parts = distinct(drawn, "concept")
    texts = [f"Line charts of {counted_text(len(parts), 'part')}."]
    for part in parts:
        own = {group: of(drawn, concept=part, group=group) for group in groups}
        spoken = [f"{label(group)} {ends(rows, 'open_share', min_group, said)}" for group, rows in own.items() if rows]
        texts.append(f"{label(part)}: {'; '.join(spoken)}.")
    return " ".join(texts)


@chart()
def quarter_lines(shares: IntoFrame, about: Words, *, by_label: str = "License", note: str = "") -> alt.VConcatChart:
    """Draw shares of a whole by quarter, each line named at its end: for counts so large that no interval shows.

    Parameters
    ----------
    shares
        One row a period and group: ``period``, ``group``, ``pusher_count``, ``n`` (of the period), ``share``.
    """
    declared, rows = about.read(shares, _QUARTERS, key=["period", "group"])
    periods = period_range(distinct(rows, "period"))
    last = {row["group"]: row["share"] or 0 for row in of(rows, period=periods[-1])}
    groups = sorted(distinct(rows, "group"), key=lambda group: (-last.get(group, 0), group))
    n = {period: of(rows, period=period)[0]["n"] for period in (periods[0], periods[-1])}
    return about.around(
        _quarters(rows, periods, groups, encode.headed(declared, group=by_label, n="")),
        rows,
        n=f"n = {listing([f'{number(one)} in {period}' for period, one in n.items()])}.",
        alt_text=_quarters_alt(rows, groups),
        caption=[note],
    )


def _quarters(rows: list[Row], periods: list[str], groups: list[str], named: list[Column]) -> alt.LayerChart:
    width = WIDTH - max(len(label(group)) for group in groups) * encode.CHARACTER_WIDTH
    highest = max(row["share"] or 0 for row in rows)
    x = encode.period_x(periods, width, 0.2)
    axis = alt.Axis(title=None, format=".0%", domain=False, ticks=False, tickCount=5)
    y = alt.Y("share:Q", scale=alt.Scale(domain=[0, min(1, highest * 1.05)], nice=False), axis=axis)
    color = encode.group_color(groups)
    shown = encode.tooltips(
        named,
        shown="period group share pusher_count",
        fields={"group": "group_label"},
    )
    base = alt.Chart().transform_calculate(group_label=label_expression(groups, "datum.group"))
    lines = base.mark_line(strokeWidth=2, aria=False).encode(
        x=x, y=y, color=color, strokeDash=encode.group_dash(groups)
    )
    dots = base.mark_point(filled=True, size=22)
    dots = dots.encode(x=x, y=y, color=color, shape=encode.group_shape(groups), tooltip=shown)
    names = (
        base.transform_filter(f"datum.period === {quoted(periods[-1])}")
        .transform_calculate(place=f"({json.dumps(_label_places(rows, periods[-1], groups, highest))})[datum.group]")
        .mark_text(align="left", dx=8, aria=False)
        .encode(x=x, y=alt.Y("place:Q", title=None), text="group_label:N", color=color)
    )
    return sized(alt.layer(lines, dots, names, data=inline(rows)), width, _HEIGHT)


def _label_places(rows: list[Row], last: str, groups: list[str], highest: float) -> dict[str, float]:
    """Return where the name of each line stands: at its end, and no nearer to another name than a line of text."""
    gap = _LEAST_GAP / _HEIGHT * min(1, highest * 1.05)
    at_end = {row["group"]: row["share"] for row in of(rows, period=last) if row["share"] is not None}
    shown = [group for group in groups if group in at_end]
    places: list[float] = []
    for group in reversed(shown):
        places.append(max(at_end[group], places[-1] + gap) if places else at_end[group])
    return dict(zip(reversed(shown), places, strict=True))


def _quarters_alt(rows: list[Row], groups: list[str]) -> str:
    parts = ["Line chart."]
    for group in groups:
        own = sorted((row for row in of(rows, group=group) if row["share"] is not None), key=lambda r: r["period"])
        if own:
            both = dict.fromkeys(f"{percent(one['share'])} in {one['period']}" for one in (own[0], own[-1]))
            parts.append(f"{label(group)}: {', '.join(both)}.")
    return " ".join(parts)
