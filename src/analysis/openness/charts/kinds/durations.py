"""How long something takes: curves of the share still waiting, and a ladder of lags."""

import math

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts import encode
from openness.charts.around import WIDTH, Words, chart, columns_for, grid, inline, panel_size, panel_title, sized
from openness.charts.captions import some
from openness.charts.frame import Row, distinct, nothing_to_draw, of
from openness.charts.marks.rows import stub
from openness.charts.spoken import enough, signless, too_few
from openness.charts.theme import FADED, tone_domain
from openness.words.frames import Column
from openness.words.names import dictionary, in_order, label, quoted, shortened
from openness.words.numbers import counted, listing, number, percent

_CURVES = (
    Column("group", "text"),
    Column("years", "number", "Years"),
    Column("at_risk", "count", "At risk"),
    Column("event_count", "count", "Events"),
    Column("censored_count", "count"),
    Column("survival", "share", "Still waiting"),
    *encode.SHARE_ENDS,
)
_LADDER = (
    Column("level", "number", "Level"),
    Column("is_observed", "flag"),
    Column("is_open_first", "flag"),
    Column("closed_release", "note", "First closed release"),
    Column("closed_date", "date", "Its date"),
    Column("open_release", "note", "First open release at or above"),
    Column("open_date", "date", "Its date"),
    Column("lag_years", "number"),
    Column("years", "number", "Years"),
    Column("n", "count"),
    Column("reason", "note", required=False),
)
_STATUS = Column("status_label", "text", "State")
STATUSES = {
    "met": "Met by an open release",
    "open first": "Open release came first",
    "waiting": "Not met yet: years so far",
}
_SHAPE_OF = {"met": "circle", "open first": "diamond", "waiting": "triangle-right"}
_TONE_OF = {"met": "blue", "open first": "green", "waiting": "vermilion"}
_STUB_LIMIT, _BESIDE, _ROW = 230, 160, 22
_SPELLED_OUT = 4


@chart()
def survival_curves(curves: IntoFrame, about: Words, *, event: str = "event", min_group: int = 5) -> alt.VConcatChart:
    """Draw Kaplan-Meier curves with their bands and the censored marked, a panel a group.

    Parameters
    ----------
    curves
        Result of :func:`openness.statistics.survival.kaplan_meier`: ``group``, ``years``, ``at_risk``, ``event_count``,
        ``censored_count``, ``survival`` (0..1), ``lower``, ``upper``.
    event
        What is waited for, for the axis: ``an open release``.
    min_group
        Curves fade where fewer are still at risk.
    """
    declared, rows = about.read(curves, _CURVES, key=["group", "years"], interval="survival")
    groups = in_order(distinct(rows, "group"))
    columns = columns_for(rows=len(groups))
    reach = max(1.0, math.ceil(max(row["years"] for row in rows) * 2) / 2)
    own = {group: of(rows, group=group) for group in groups}
    sizes = {group: max(row["at_risk"] for row in own[group]) for group in groups}
    shown = encode.tooltips(declared, shown="years survival lower upper at_risk event_count", number=".2f")
    panels = [_panel(group, sizes[group], groups, reach, columns, min_group, shown) for group in groups]
    small = [f"{label(group)} ({n})" for group, n in sizes.items() if n < min_group]
    return about.around(
        grid(panels, columns, rows),
        rows,
        n=f"{listing([_counted(own[group], group) for group in groups])}. Share still without {event}, by years. "
        f"Band: 95% interval at each time. Ticks: censored. Faded: fewer than {min_group} still at risk.",
        alt_text=_curves_alt(rows, min_group),
        caption=[
            some(f"Fewer than {min_group} in all", small),
            "A curve ends where the data do; nothing is said beyond. The band takes durations for independent.",
        ],
    )


def _counted(rows: list[Row], group: str) -> str:
    n, observed = max(row["at_risk"] for row in rows), sum(row["event_count"] for row in rows)
    censored = sum(row["censored_count"] for row in rows)
    return f"{_prefix(group)}n = {number(n)} ({number(observed)} observed, {number(censored)} censored)"


def _prefix(group: str) -> str:
    return "" if group == "all" else f"{label(group)}: "


def _panel(
    group: str, n: int, groups: list[str], reach: float, columns: int, min_group: int, shown: list[alt.Tooltip]
) -> alt.LayerChart:
    width, height = panel_size(columns)
    data = alt.Chart().transform_filter(f"datum.group === {quoted(group)}")
    color = encode.group_color(groups)
    x_axis = alt.Axis(title="Years", grid=False, tickCount=6, ticks=True)
    x = alt.X("years:Q", scale=alt.Scale(domain=[0, reach]), axis=x_axis)
    place = {"x": x, "y": alt.Y("survival:Q", scale=alt.Scale(domain=[0, 1]), axis=encode.share_axis()), "color": color}
    band = data.transform_filter("isValid(datum.lower)").mark_area(interpolate="step-after", opacity=0.18, aria=False)
    faint = data.mark_line(interpolate="step-after", strokeWidth=2, opacity=FADED, aria=False)
    line = data.transform_filter(f"datum.at_risk >= {min_group}")
    line = line.mark_line(interpolate="step-after", strokeWidth=2, aria=False)
    ticks = data.transform_filter("datum.censored_count > 0")
    ticks = ticks.mark_point(shape="stroke", angle=90, size=70, strokeWidth=1.6, filled=False, aria=False)
    points = data.transform_filter("datum.event_count > 0").mark_point(filled=True, size=22)
    chart = alt.layer(
        band.encode(x=x, y=alt.Y("lower:Q"), y2="upper:Q", color=color),
        *(layer.encode(**place) for layer in (faint, line, ticks)),
        points.encode(**place, tooltip=shown),
    )
    chart.title = panel_title(["All" if group == "all" else label(group)], n, width)
    return sized(chart, width, height)


def _curves_alt(rows: list[Row], min_group: int) -> str:
    """Describe curves as far as enough are still at risk."""
    parts = ["Step chart of the share still waiting, by years."]
    for group in distinct(rows, "group"):
        own = sorted(of(rows, group=group), key=lambda row: row["years"])
        totals = f"{counted(own[0]['at_risk'], 'duration')}, {counted(sum(r['event_count'] for r in own), 'event')}"
        solid = enough(own, min_group, "at_risk")
        if not solid:
            parts.append(f"{_prefix(group)}{totals}; {too_few(min_group, 'duration')}.")
            continue
        half = next((row["years"] for row in solid if row["survival"] <= 0.5), None)
        beyond = solid[-1] is not own[-1]
        never = f"does not fall to a half while {min_group} or more wait" if beyond else "never falls to a half"
        middle = never if half is None else f"falls to a half at {half:.1f} years"
        at_end = f"{percent(solid[-1]['survival'])} after {solid[-1]['years']:.1f} years"
        end = f"is at {at_end}; later times rest on {too_few(min_group, 'duration')}" if beyond else f"ends at {at_end}"
        parts.append(f"{_prefix(group)}{totals}; {middle}, {end}.")
    return " ".join(parts)


@chart()
def lag_bars(ladder: IntoFrame, about: Words, *, unit: str = "FLOP") -> alt.VConcatChart:
    """Draw how long after the first closed release at each level the first open one came, highest level on top.

    Parameters
    ----------
    ladder
        One row a ``level``: ``closed_release`` and ``closed_date``, ``open_release`` and ``open_date``, ``lag_years``,
        ``years``, ``is_observed``, ``is_open_first``, ``n`` and optionally ``reason``. A level that no closed release
        is at has no ``years``: it is named in the caption and not drawn.
    unit
        Unit of the level.
    """
    declared, found = about.read(ladder, _LADDER, key=["level"])
    rows = [_with_status(row) for row in found]
    drawn = sorted((row for row in rows if row["years"] is not None), key=lambda row: -row["level"])
    if not drawn:
        raise nothing_to_draw(about.name, "no level has a closed release with a date")
    empty = [f"{row['level']:.1e}" for row in rows if row["years"] is None]
    met = [row for row in drawn if row["status"] != "waiting"]
    openers = counted(len(distinct(met, "open_release")), "open release")
    return about.around(
        _ladder(rows, drawn, unit, _lag_tooltips(declared)),
        rows,
        n=f"n = {counted(drawn[0]['n'], 'release')} with a known level, date and access; "
        f"{counted(len(drawn), 'level')}, {number(len(met))} met, by {openers}.",
        alt_text=_lags_alt(drawn),
        caption=[
            "Triangles: no open release had met the level when the list ends, so that the lag is longer than drawn.",
            f"Not drawn, because no closed release is there: {listing(empty)} {unit}." if empty else "",
            "One open release may meet many levels at once; a release whose level is not known can meet none.",
        ],
    )


def _with_status(row: Row) -> Row:
    """Return a level with its status in the place of the two flags that tell it."""
    met = "open first" if row["is_open_first"] else "met"
    status = {"level": row["level"], "status": met if row["is_observed"] else "waiting"}
    return status | {name: value for name, value in row.items() if not name.startswith("is_")}


def _lag_tooltips(declared: list[Column]) -> list[alt.Tooltip]:
    return encode.tooltips(
        [*declared, _STATUS],
        shown="closed_release closed_date level open_release open_date years status_label",
        fields={"years": "end"},
        formats={"level": ".2e", "years": ".2f"},
    )


def _ladder(rows: list[Row], drawn: list[Row], unit: str, shown: list[alt.Tooltip]) -> alt.LayerChart:
    words = {
        f"{row['level']:.6e}": f"{shortened(row['closed_release'], 22)}, {row['level']:.1e} {unit}" for row in drawn
    }
    width = WIDTH - stub(list(words.values()), _STUB_LIMIT) - _BESIDE
    said = (
        "datum.status === 'waiting' ? 'none after ' + format(datum.years, '.1f') + ' y' : "
        "truncate(datum.open_release, 18) + ', ' + format(datum.lag_years, '.1f') + ' y'"
    )
    data = (
        alt.Chart()
        .transform_filter("isValid(datum.years)")
        .transform_calculate(
            level_key="replace(format(datum.level, '.6e'), /e([+-])(\\d)$/, 'e$10$2')",
            end="datum.status === 'waiting' ? datum.years : datum.lag_years",
            beside_text=said,
            status_label=f"{dictionary(STATUSES)}[datum.status]",
        )
    )
    scale = alt.Scale(type="band", domain=list(words), padding=0.2)
    y = alt.Y("level_key:N", scale=scale, axis=encode.word_axis(words, _STUB_LIMIT, labelOverlap=False, grid=True))
    ends = [row["years"] if row["status"] == "waiting" else row["lag_years"] for row in drawn]
    domain = [min(0.0, math.floor(min(ends))), max(1.0, math.ceil(max(ends)))]
    axis = alt.Axis(title="Years after the first closed release", domain=False, tickCount=6)
    x = alt.X("end:Q", scale=alt.Scale(domain=domain), axis=axis)
    present = in_order(distinct(drawn, "status"), tuple(STATUSES))
    legend = encode.legend_on_top(present, STATUSES, labelLimit=260, symbolOpacity=1)
    color = encode.tone_color("status", _TONE_OF, legend)
    # One domain for both, or each would have a legend of its own.
    statuses = tone_domain(_TONE_OF)
    shapes = alt.Scale(domain=statuses, range=[_SHAPE_OF.get(status, "circle") for status in statuses])
    bars = data.mark_rule(strokeWidth=3, opacity=0.45, aria=False).encode(x=x, x2=alt.X2Datum(0), y=y, color=color)
    marks = data.mark_point(filled=True, size=80, opacity=1)
    marks = marks.encode(
        x=x,
        y=y,
        color=color,
        shape=alt.Shape("status:N", scale=shapes, legend=legend),
        tooltip=shown,
    )
    beside = data.mark_text(align="left", fontSize=11, limit=_BESIDE - 8, aria=False)
    beside = beside.encode(x=alt.value(width + 10), y=y, text="beside_text:N")
    chart = alt.layer(encode.across().encode(x=alt.XDatum(0)), bars, marks, beside, data=inline(rows))
    return sized(chart, width, len(drawn) * _ROW)


def _lags_alt(rows: list[Row]) -> str:
    met = sorted((row for row in rows if row["status"] != "waiting"), key=lambda row: row["lag_years"])
    parts = [f"Ladder of {counted(len(rows), 'level')} and the years until an open release met each."]
    if met:
        ends = [
            f"{signless(row['lag_years'], 1)} years ({row['open_release']} after {row['closed_release']})"
            for row in (met[0], met[-1])
        ]
        parts.append(f"Met: {number(len(met))}, from {' to '.join(ends)}.")
    waiting = [f"{row['closed_release']} ({row['years']:.1f} years so far)" for row in of(rows, status="waiting")]
    return " ".join(filter(None, [*parts, some("Not met yet", waiting, at_most=_SPELLED_OUT)]))
