"""What a whole is made of, a bar each: parts of a change, statuses of parts, verdicts of many estimates."""

from collections.abc import Mapping

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts import encode
from openness.charts.around import ROOM, WIDTH, Words, chart, grid, inline, sized, title_over
from openness.charts.captions import faded_caption, some, span
from openness.charts.frame import Row, check_known, distinct, ends_of, nothing_to_draw, of, totals
from openness.charts.marks.rows import stub
from openness.charts.spoken import make_up, too_few, with_interval
from openness.words.frames import Column
from openness.words.names import dictionary, in_order, label, label_expression, quoted
from openness.words.numbers import counted, listing, number, percent

_CONTRIBUTIONS = (
    Column("panel", "text"),
    Column("factor", "text"),
    Column("category", "text", "Category"),
    Column("part", "text"),
    Column("contribution", "number", "Percentage points"),
    *encode.NUMBER_ENDS,
    Column("n_a", "count", "Releases before"),
    Column("n_b", "count", "Releases after"),
    Column("developers", "count", "Developers"),
    Column("unmatched_share", "share", required=False),
    Column("reason", "note", required=False),
)
_ALL = "all"
_PART_TONES = {"change": "grey", "composition": "blue", "within": "orange"}
_PART_NAMES = {"change": "Change", "composition": "Composition", "within": "Change within"}
_PANEL_NAMES = {"all": "All developers", "stable": "Developers with releases in both periods"}
_STATUS_BARS = (Column("concept", "text", "Part"), Column("status", "text", "Status"), Column("n", "count", "Releases"))
_SHARE = Column("share", "share", "Share")
STATUSES = ("open", "partial", "unlicensed", "closed", "missing", "not_applicable")
"""Statuses from the left of a bar."""

# Positions in the theme's grades: blue what can be had, orange what cannot, gray where there is nothing to judge.
_GRADES = ("open", "partial", "(none)", "unlicensed", "not_applicable", "closed", "missing")
_VERDICTS = (
    Column("panel", "text"),
    Column("item", "text", "Specifications"),
    Column("verdict", "text", "Estimate"),
    Column("n", "count", "Number"),
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

_VERDICT_TONES = {"below": "blue", "negative": "sky", "zero": "grey", "positive": "orange", "above": "vermilion"}
_ROW, _STUB_LIMIT, _BESIDE = 24, 220, 150
_SPELLED_OUT = 4


@chart()
def contribution_bars(decomposition: IntoFrame, about: Words, *, min_group: int = 5) -> alt.VConcatChart:
    """Draw how composition and change within groups add up to the change of a share, for all and for stable developers.

    Parameters
    ----------
    decomposition
        Result of :func:`openness.statistics.decomposition.split.kitagawa` or
        :func:`openness.statistics.decomposition.split.shapley`: one row a ``panel``, ``factor``, ``category`` and
        ``part``, with ``contribution``, ``lower``, ``upper`` (percentage points, null where not estimable), ``n_a``,
        ``n_b`` (judged releases of the two periods), ``developers`` and optionally ``unmatched_share`` and ``reason``.
    min_group
        Bars with fewer releases in either period are faded and named in the caption.
    """
    key = ["panel", "factor", "category", "part"]
    declared, rows = about.read(decomposition, _CONTRIBUTIONS, key=key, interval="contribution")
    drawn = [row for row in rows if row["contribution"] is not None]
    if not drawn:
        raise nothing_to_draw(about.name, rows[0].get("reason") or "no contribution")
    shown = [panel for panel in distinct(rows, "panel") if of(drawn, panel=panel)]
    edge = ends_of((row[end] for row in drawn for end in ("contribution", "lower", "upper")), 5)
    few = [f"{_part_name(row)} ({row['n_a']}, {row['n_b']})" for row in drawn if _smaller(row) < min_group]
    unmatched = {row["panel"]: row.get("unmatched_share") for row in rows if row["panel"] in shown}
    much = [f"{percent(share)} ({_panel_name(panel).lower()})" for panel, share in unmatched.items() if share]
    silent: dict[str, str] = {}
    for row in rows:
        if row["contribution"] is None:
            silent.setdefault(_panel_name(row["panel"]), row.get("reason") or "not estimable")
    counts = [_developers(row) for panel in shown for row in of(rows, panel=panel, part="change")[:1]]
    return about.around(
        grid([_change_panel(of(rows, panel=panel), declared, edge, min_group) for panel in shown], 1, rows),
        rows,
        n=f"{' '.join(counts)} Lines: 95% intervals, developers resampled. Faded: {encode.NBSP_N}{min_group}.",
        alt_text=_contributions_alt(drawn, shown, min_group),
        caption=[
            "Composition: other kinds of releases than before. Change within: like releases became more or less open. "
            "The bars of composition and change within add up to the change.",
            f"Drawn faded, with n of both periods: fewer than {min_group} releases in {listing(few)}." if few else "",
            some("Releases without a counterpart in the other period, which count as composition", much),
            " ".join(f"{panel}: {reason}." for panel, reason in silent.items()),
            "An interval that crosses zero leaves open which way it goes.",
        ],
    )


def _smaller(row: Row) -> int:
    return min(row["n_a"], row["n_b"])


def _panel_name(panel: str) -> str:
    return _PANEL_NAMES.get(panel, label(panel))


def _developers(total: Row) -> str:
    releases = f"n = {number(total['n_a'])} and {number(total['n_b'])} releases"
    return f"{_panel_name(total['panel'])}: {releases}, {number(total['developers'])} developers."


def _part_name(row: Row) -> str:
    """Return what a bar is called: its part, and the factor or category where it is of one."""
    part = _PART_NAMES.get(row["part"], label(row["part"]))
    if row["part"] == "change":
        return part
    if row["category"] != _ALL:
        return f"{label(row['category'])}: {part.lower()}"
    return f"{part}: {label(row['factor']).lower()}" if row["part"] == "composition" else part


def _change_panel(own: list[Row], declared: list[Column], edge: float, min_group: int) -> alt.LayerChart:
    panel = own[0]["panel"]
    words = {f"{row['factor']}|{row['category']}|{row['part']}": _part_name(row) for row in own}
    width = WIDTH - stub(list(words.values()), _STUB_LIMIT) - _BESIDE
    said = (
        "isValid(datum.contribution) ? format(datum.contribution, '+.1f') + (isValid(datum.lower) ? "
        "' (' + format(datum.lower, '+.1f') + ' to ' + format(datum.upper, '+.1f') + ')' : ' (no interval)') "
        ": 'not estimable'"
    )
    data = (
        alt.Chart()
        .transform_filter(f"datum.panel === '{panel}'")
        .transform_calculate(bar_key="datum.factor + '|' + datum.category + '|' + datum.part", beside_text=said)
    )
    scale = alt.Scale(type="band", domain=list(words), padding=0.25)
    y = alt.Y("bar_key:N", scale=scale, axis=encode.word_axis(words, _STUB_LIMIT, labelOverlap=False))
    axis = alt.Axis(
        title="Percentage points",
        labelExpr="datum.value === 0 ? '0' : format(datum.value, '+.0f')",
        domain=False,
        grid=True,
        tickCount=5,
    )
    opacity = encode.faded(f"min(datum.n_a, datum.n_b) < {min_group}")
    known = data.transform_filter("isValid(datum.contribution)")
    bars = known.mark_bar().encode(
        x=alt.X("contribution:Q", scale=alt.Scale(domain=[-edge, edge]), axis=axis),
        y=y,
        color=encode.tone_color("part", _PART_TONES, encode.legend_on_top(list(_PART_TONES), _PART_NAMES)),
        opacity=opacity,
        tooltip=encode.tooltips(declared, number="+.2f"),
    )
    lines = known.transform_filter("isValid(datum.lower)").mark_rule(strokeWidth=1.6, color=encode.INK, aria=False)
    beside = data.mark_text(align="left", fontSize=11, aria=False)
    chart = alt.layer(
        bars,
        lines.encode(x="lower:Q", x2="upper:Q", y=y, opacity=opacity),
        encode.across(dash=None).encode(x=alt.XDatum(0)),
        beside.encode(x=alt.value(width + 8), y=y, text="beside_text:N", opacity=opacity),
    )
    chart.title = title_over(_panel_name(panel))
    return sized(chart, width, len(words) * _ROW)


def _contributions_alt(drawn: list[Row], panels: list[str], min_group: int) -> str:
    parts = ["Bar chart of contributions in percentage points."]
    for panel in panels:
        own = [row for row in of(drawn, panel=panel) if _smaller(row) >= max(min_group, 1)]
        few = len(of(drawn, panel=panel)) - len(own)
        rest = sorted((row for row in own if row["part"] != "change"), key=lambda row: -abs(row["contribution"]))
        shown = [*of(own, part="change"), *rest[:_SPELLED_OUT]]
        spoken = [f"{_part_name(row)} {with_interval(row, 'contribution')}" for row in shown]
        more = f" {counted(len(rest) - _SPELLED_OUT, 'smaller bar')} more." if len(rest) > _SPELLED_OUT else ""
        faint = f" {counted(few, 'bar')} of {too_few(min_group)}." if few else ""
        said = f" {'; '.join(spoken)}." if spoken else ""
        parts.append(f"{_panel_name(panel)}:{said}{more}{faint}")
    return " ".join(parts)


@chart("What the source says of each part, as a share of all releases it lists.")
def status_bars(table: IntoFrame, about: Words, *, min_group: int = 5) -> alt.VConcatChart:
    """Draw the make-up of each part of releases by status, n to the right.

    Parameters
    ----------
    table
        One row a part and status: ``concept``, ``status`` (one of :data:`STATUSES`), ``n``. Parts are drawn from the
        top in the order in which they first appear.
    """
    declared, rows = about.read(table, _STATUS_BARS, key=["concept", "status"])
    check_known(rows, "status", STATUSES, about.name)
    by_part = totals(rows, "concept", "n")
    if not any(by_part.values()):
        raise nothing_to_draw(about.name, "every n is 0")
    sizes = span(by_part.values())
    releases = "release" if sizes == "1" else "releases"
    return about.around(
        _status_bars(rows, declared, list(by_part), min_group),
        rows,
        n=f"n = {sizes} {releases} a part. Faded: {encode.NBSP_N}{min_group}.",
        alt_text=_statuses_alt(rows, by_part, min_group),
        caption=[
            "Missing is what the source does not list: nothing is judged, so it is not the same as closed.",
            faded_caption(((label(part), n) for part, n in by_part.items()), min_group),
        ],
    )


def _status_bars(rows: list[Row], declared: list[Column], parts: list[str], min_group: int) -> alt.LayerChart:
    present = in_order(distinct(rows, "status"), STATUSES)
    names, limit, beside = [label(part) for part in parts], 230, 60
    width = ROOM - beside - stub(names, limit)
    base = (
        alt.Chart()
        .transform_joinaggregate(total="sum(n)", groupby=["concept"])
        .transform_calculate(
            place=f"indexof([{', '.join(map(quoted, present))}], datum.status)",
            share="datum.n / datum.total",
            concept_label=label_expression(parts, "datum.concept"),
            status_label=label_expression(present, "datum.status"),
        )
    )
    bars = base.mark_bar().encode(
        x=alt.X("n:Q", stack="normalize", axis=encode.share_axis(orient="top")),
        color=alt.Color(
            "status:N", scale=alt.Scale(domain=list(_GRADES), range="ordinal"), legend=encode.squares(present)
        ),
        order=alt.Order("place:Q"),
        opacity=encode.faded_area(f"datum.total < {min_group}"),
        tooltip=encode.tooltips([*declared, _SHARE], fields={"concept": "concept_label", "status": "status_label"}),
    )
    n = alt.Chart().transform_aggregate(total="sum(n)", groupby=["concept"])
    n = n.transform_calculate(beside="'n = ' + format(datum.total, ',')")
    text = n.mark_text(align="left", fontSize=11, aria=False).encode(x=alt.value(width + 6), text="beside:N")
    scale = alt.Scale(domain=parts, padding=0.15)
    y = alt.Y("concept:N", scale=scale, axis=encode.word_axis(label_expression(parts), limit))
    return sized(alt.layer(bars, text, data=inline(rows)).encode(y=y), width, len(parts) * _ROW)


def _statuses_alt(rows: list[Row], by_part: Mapping[str, int], min_group: int) -> str:
    parts = [f"Stacked bars of {counted(len(by_part), 'part')}, each bar 100%."]
    for part, total in by_part.items():
        if total >= max(min_group, 1):
            counts = {row["status"]: row["n"] for row in of(rows, concept=part)}
            parts.append(f"{label(part)}: {make_up(counts, STATUSES)}.")
        elif total:
            parts.append(f"{label(part)}: {too_few(min_group)}.")
    return " ".join(parts)


@chart()
def verdict_bars(
    verdicts: IntoFrame, about: Words, *, min_group: int = 20, labels: Mapping[str, str] | None = None, note: str = ""
) -> alt.VConcatChart:
    """Draw which shares of many estimates lie below and above zero, with and without their intervals.

    Parameters
    ----------
    verdicts
        One row a ``panel``, ``item`` and ``verdict`` (key of :data:`VERDICTS`): ``n`` (estimates) and ``median`` (of
        the item's estimates, -1 to 1, the same in each of its rows). Panels and items are drawn in the order in which
        they first appear.
    """
    declared, rows = about.read(verdicts, _VERDICTS, key=["panel", "item", "verdict"])
    check_known(rows, "verdict", VERDICTS, about.name)
    if not any(row["n"] for row in rows):
        raise nothing_to_draw(about.name, "every n is 0")
    panels = distinct(rows, "panel")
    words = {one: label(one) for one in (*panels, *distinct(rows, "item"))} | dict(labels or {})
    counts = {panel: totals(of(rows, panel=panel), "item", "n") for panel in panels}
    points = [(words[item], n) for items in counts.values() for item, n in items.items()]
    shown = encode.tooltips([*declared, _SHARE], fields={"item": "item_label", "verdict": "verdict_label"})
    return about.around(
        grid([_verdict_panel(rows, panel, list(counts[panel]), words, min_group, shown) for panel in panels], 1, rows),
        rows,
        n=f"n = up to {counted(max(n for _, n in points), 'estimate')} a bar. Beside: their median in percentage "
        "points, and n.",
        alt_text=_verdicts_alt(rows, counts, words, min_group),
        caption=[
            "A share of estimates is no probability: they come from the same releases and are not draws of anything.",
            faded_caption(points, min_group, "estimates", "by"),
            note,
        ],
    )


def _verdict_panel(
    rows: list[Row], panel: str, items: list[str], words: Mapping[str, str], min_group: int, shown: list[alt.Tooltip]
) -> alt.LayerChart:
    names = {item: words[item] for item in distinct(rows, "item")}
    space = stub(list(names.values()), _STUB_LIMIT)
    width = WIDTH - space - _BESIDE
    axis = encode.word_axis(names, _STUB_LIMIT, labelOverlap=False, minExtent=space, maxExtent=space)
    y = alt.Y("item:N", scale=alt.Scale(domain=items, padding=0.2), axis=axis)
    own = alt.Chart().transform_filter(f"datum.panel === {quoted(panel)}")
    base = own.transform_joinaggregate(total="sum(n)", groupby=["item"]).transform_calculate(
        place=f"indexof([{', '.join(map(quoted, VERDICTS))}], datum.verdict)",
        share="datum.n / datum.total",
        item_label=f"{dictionary(names)}[datum.item]",
        verdict_label=f"{dictionary(VERDICTS)}[datum.verdict]",
    )
    legend = encode.squares(in_order(distinct(rows, "verdict"), tuple(VERDICTS)), VERDICTS, columns=3)
    bars = base.mark_bar().encode(
        x=alt.X("n:Q", stack="normalize", axis=encode.share_axis()),
        y=y,
        color=encode.tone_color("verdict", _VERDICT_TONES, legend),
        order=alt.Order("place:Q"),
        opacity=encode.faded_area(f"datum.total < {min_group}"),
        tooltip=shown,
    )
    said = own.transform_aggregate(total="sum(n)", median="max(median)", groupby=["item"]).transform_calculate(
        beside="(abs(datum.median) < 0.0005 ? '0' : format(100 * datum.median, abs(datum.median) < 0.0995 ? '+.1f' : "
        "'+.0f')) + ' pt · n = ' + format(datum.total, ',')"
    )
    text = said.mark_text(align="left", fontSize=11, aria=False)
    chart = alt.layer(bars, text.encode(x=alt.value(width + 8), y=y, text="beside:N"))
    chart.title = title_over(words[panel])
    return sized(chart, width, len(items) * _ROW)


def _verdicts_alt(
    rows: list[Row], counts: Mapping[str, Mapping[str, int]], words: Mapping[str, str], min_group: int
) -> str:
    parts = ["Stacked bars of estimates, each bar 100%."]
    for panel, items in counts.items():
        spoken = []
        for item, total in items.items():
            own = {row["verdict"]: row["n"] for row in of(rows, panel=panel, item=item)}
            if total >= max(min_group, 1):
                below, above = (percent(own.get(verdict, 0) / total) for verdict in ("below", "above"))
                spoken.append(f"{words[item]} {below} clear below zero and {above} above, of {number(total)}")
            elif total:
                spoken.append(f"{words[item]} {too_few(min_group, 'estimate')}")
        parts.append(f"{words[panel]}: {'; '.join(spoken)}.")
    return " ".join(parts)
