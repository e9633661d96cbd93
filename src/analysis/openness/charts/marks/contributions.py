"""What a change in a share is made of: bars to both sides of zero, each with its interval."""

from __future__ import annotations

import math

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.alt_time import contributions_alt
from openness.charts.around import CHARACTER_WIDTH, WIDTH, finish, grid
from openness.charts.captions import sentences
from openness.charts.frame import Column, Row, check_intervals, distinct, tidy_rows
from openness.charts.theme import FADED, tone_domain
from openness.project.errors import OpennessError
from openness.words.names import dictionary, label, listing, number, percent

_COLUMNS = (
    Column("panel", "text"),
    Column("factor", "text"),
    Column("category", "text"),
    Column("part", "text"),
    Column("contribution", "number"),
    Column("lower", "number"),
    Column("upper", "number"),
    Column("n_a", "count"),
    Column("n_b", "count"),
    Column("developers", "count"),
    Column("unmatched_share", "share", required=False),
    Column("reason", "note", required=False),
)
_ALL = "all"
_TONE_OF = {"change": "grey", "composition": "blue", "within": "orange"}
_PART_NAMES = {"change": "Change", "composition": "Composition", "within": "Change within"}
_PANEL_NAMES = {"all": "All developers", "stable": "Developers with releases in both periods"}
_ROW = 24
_STUB_LIMIT = 220
_BESIDE = 150


def contribution_bars(
    decomposition: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    min_group: int = 5,
) -> alt.VConcatChart:
    """Draw how composition and change within groups add up to the change of a share.

    Parameters
    ----------
    decomposition
        Result of :func:`openness.statistics.decomposition.split.kitagawa` or
        :func:`openness.statistics.decomposition.split.shapley`: one
        row a ``panel``, ``factor``, ``category`` and ``part``, with ``contribution``, ``lower``, ``upper`` (percentage
        points, null where not estimable), ``n_a``, ``n_b`` (judged releases of the two periods), ``developers`` and
        optionally ``unmatched_share`` and ``reason``.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, the share and the two periods.
    min_group
        Bars with fewer releases in either period are faded and named in the caption.

    Returns
    -------
    altair.VConcatChart
        A panel for all developers and one for those in both periods.

    Raises
    ------
    OpennessError
        If nothing is estimable.
    UnknownNameError
        If a column is missing.
    BadValueError
        If a value is of the wrong type, or a contribution outside its interval.
    """
    key = ["panel", "factor", "category", "part"]
    rows = tidy_rows(decomposition, _COLUMNS, key=key, chart=name)
    check_intervals(rows, "contribution", chart=name, names=key)
    drawn = [row for row in rows if row["contribution"] is not None]
    if not drawn:
        raise OpennessError(f"chart {name!r} has nothing to draw: {rows[0].get('reason') or 'no contribution'}")
    shown = [panel for panel in distinct(rows, "panel") if any(row["panel"] == panel for row in drawn)]
    edge = _edge(drawn)
    panels = [_panel(rows, panel, edge, min_group) for panel in shown]
    few = [f"{row_name(row)} ({row['n_a']}, {row['n_b']})" for row in drawn if min(row["n_a"], row["n_b"]) < min_group]
    return finish(
        grid(panels, 1, rows),
        name=name,
        title=title,
        subtitle=[
            definition,
            f"{_counted(rows, shown)} Lines: 95% intervals, developers resampled. Faded: n\u00a0<\u00a0{min_group}.",
        ],
        source=source,
        alt_text=contributions_alt(rows, shown, row_name, panel_name),
        caption=sentences(
            "Composition: other kinds of releases than before. Change within: like releases became more or less open. "
            "The bars of composition and change within add up to the change.",
            f"Drawn faded, with n of both periods: fewer than {min_group} releases in {listing(few)}." if few else "",
            _unmatched(rows, shown),
            _silent(rows),
            "An interval that crosses zero leaves open which way it goes.",
        ),
        columns=list(rows[0]),
    )


def panel_name(panel: str) -> str:
    """Return what a panel is called."""
    return _PANEL_NAMES.get(panel, label(panel))


def row_name(row: Row) -> str:
    """Return what a bar is called: its part, and the factor or category where it is of one."""
    part = _PART_NAMES.get(row["part"], label(row["part"]))
    if row["part"] == "change":
        return part
    if row["category"] != _ALL:
        return f"{label(row['category'])}: {part.lower()}"
    return f"{part}: {label(row['factor']).lower()}" if row["part"] == "composition" else part


def _panel(rows: list[Row], panel: str, edge: float, min_group: int) -> alt.LayerChart:
    own = [row for row in rows if row["panel"] == panel]
    words = {_key(row): row_name(row) for row in own}
    stub = min(_STUB_LIMIT, max(map(len, words.values())) * CHARACTER_WIDTH)
    data = (
        alt.Chart()
        .transform_filter(f"datum.panel === '{panel}'")
        .transform_calculate(
            bar_key="datum.factor + '|' + datum.category + '|' + datum.part",
            beside_text=(
                "isValid(datum.contribution) ? format(datum.contribution, '+.1f') + (isValid(datum.lower) ? "
                "' (' + format(datum.lower, '+.1f') + ' to ' + format(datum.upper, '+.1f') + ')' : ' (no interval)') "
                ": 'not estimable'"
            ),
        )
    )
    y = alt.Y(
        "bar_key:N",
        scale=alt.Scale(type="band", domain=list(words), padding=0.25),
        axis=alt.Axis(
            title=None,
            labelExpr=f"{dictionary(words)}[datum.value]",
            labelLimit=_STUB_LIMIT,
            labelOverlap=False,
            domain=False,
            ticks=False,
        ),
    )
    width = WIDTH - stub - _BESIDE
    opacity = alt.OpacityValue(1, condition={"test": f"min(datum.n_a, datum.n_b) < {min_group}", "value": FADED})
    known = data.transform_filter("isValid(datum.contribution)")
    x = alt.X("contribution:Q", scale=alt.Scale(domain=[-edge, edge]), axis=_axis())
    bars = known.mark_bar().encode(x=x, y=y, color=_color(), opacity=opacity, tooltip=_tooltips())
    lines = (
        known.transform_filter("isValid(datum.lower)")
        .mark_rule(strokeWidth=1.6, color="#1f2328", aria=False)
        .encode(x="lower:Q", x2="upper:Q", y=y, opacity=opacity)
    )
    zero = alt.Chart().transform_aggregate(rows="count()").mark_rule(color="#59636e", aria=False)
    beside = data.mark_text(align="left", fontSize=11, aria=False).encode(
        x=alt.value(width + 8), y=y, text="beside_text:N", opacity=opacity
    )
    chart = alt.layer(bars, lines, zero.encode(x=alt.XDatum(0)), beside)
    chart.title = alt.TitleParams(
        panel_name(panel), fontSize=13, fontWeight=600, anchor="start", frame="group", offset=2
    )
    return chart.properties(width=width, height=len(words) * _ROW)


def _key(row: Row) -> str:
    return f"{row['factor']}|{row['category']}|{row['part']}"


def _color() -> alt.Color:
    legend = alt.Legend(
        title=None, orient="top", values=list(_TONE_OF), labelExpr=f"{dictionary(_PART_NAMES)}[datum.value]"
    )
    return alt.Color("part:N", scale=alt.Scale(domain=tone_domain(_TONE_OF), range="diverging"), legend=legend)


def _axis() -> alt.Axis:
    return alt.Axis(
        title="Percentage points",
        labelExpr="datum.value === 0 ? '0' : format(datum.value, '+.0f')",
        domain=False,
        grid=True,
        tickCount=5,
    )


def _edge(drawn: list[Row]) -> float:
    values = [row[column] for row in drawn for column in ("contribution", "lower", "upper") if row[column] is not None]
    return max(5.0, math.ceil(max(map(abs, values)) / 5) * 5)


def _counted(rows: list[Row], shown: list[str]) -> str:
    counts = []
    for panel in shown:
        total = next((row for row in rows if row["panel"] == panel and row["part"] == "change"), None)
        if total is not None:
            counts.append(
                f"{panel_name(panel)}: n = {number(total['n_a'])} and {number(total['n_b'])} releases, "
                f"{number(total['developers'])} developers."
            )
    return " ".join(counts)


def _unmatched(rows: list[Row], shown: list[str]) -> str:
    shares = {row["panel"]: row.get("unmatched_share") for row in rows if row["panel"] in shown}
    much = [f"{percent(share)} ({panel_name(panel).lower()})" for panel, share in shares.items() if share]
    if not much:
        return ""
    return f"Releases without a counterpart in the other period, which count as composition: {listing(much)}."


def _silent(rows: list[Row]) -> str:
    reasons = {}
    for row in rows:
        if row["contribution"] is None:
            reasons.setdefault(panel_name(row["panel"]), row.get("reason") or "not estimable")
    return " ".join(f"{panel}: {reason}." for panel, reason in reasons.items())


def _tooltips() -> list[alt.Tooltip]:
    numbers = {
        "contribution": ("Percentage points", "+.2f"),
        "lower": ("Interval from", "+.2f"),
        "upper": ("Interval to", "+.2f"),
        "n_a": ("Releases before", ","),
        "n_b": ("Releases after", ","),
        "developers": ("Developers", ","),
    }
    return [alt.Tooltip("category:N", title="Category")] + [
        alt.Tooltip(f"{column}:Q", title=title, format=form) for column, (title, form) in numbers.items()
    ]
