"""What a model makes of a series: fitted curves, segments between breaks, and changes of level at events."""

import math
from collections import Counter
from collections.abc import Sequence

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts import encode
from openness.charts.around import WIDTH, Words, chart, columns_for, faceted, panel_heading, panel_size, sized
from openness.charts.captions import faded_caption, kind_of_interval, some
from openness.charts.frame import Row, distinct, nothing_to_draw, of
from openness.charts.periods import period_range
from openness.charts.spoken import MOST_GROUPS, enough, too_few, with_interval
from openness.charts.theme import FADED
from openness.words.frames import Column
from openness.words.names import in_order, label, quoted
from openness.words.numbers import counted, listing, number, percent, plural

_SHARE = (Column("share", "share", "Open"), *encode.SHARE_ENDS)
_CURVES = (
    Column("group", "text"),
    Column("series", "text"),
    Column("year", "number", "Middle of the year"),
    Column("n", "number", "Judged releases"),
    *_SHARE,
    Column("interval", "note", required=False),
)
_SEGMENTS = (
    Column("group", "text"),
    Column("series", "text"),
    Column("period", "text", "Period"),
    Column("last_period", "note"),
    Column("n", "count", "Judged releases"),
    *_SHARE,
)
_PLACES = (
    Column("group", "text"),
    Column("factor", "number", "Penalty, times the criterion's"),
    Column("period", "note", "First period after the break"),
    Column("n", "count"),
    Column("developers", "count"),
    Column("periods", "count"),
)
_EFFECTS = (
    Column("group", "text"),
    Column("period", "text", "Period"),
    Column("mark", "number"),
    Column("events", "note", "Events"),
    Column("points", "number", "Change of level, points"),
    *encode.NUMBER_ENDS,
    Column("p", "number", "p of the model"),
    Column("rank", "number", "Rank by size"),
    Column("dates", "number", "Of dates"),
    Column("n", "count"),
    Column("developers", "count"),
    Column("periods_before", "count", "Periods before"),
    Column("periods_after", "count", "Periods after"),
)
_EFFECT_FORMATS = {"p": ".3f"} | dict.fromkeys(("rank", "dates", "periods_before", "periods_after"), "d")
_SHOWN = "share lower upper n"
OBSERVED, FITTED, SEGMENT = "observed", "fitted", "segment"
_EDGE = 100


def _size_by_n(largest: float, areas: list[int]) -> alt.Size:
    return alt.Size("n:Q", scale=alt.Scale(domain=[0, largest], range=areas), legend=None)


def _series(name: str) -> alt.Chart:
    return alt.Chart().transform_filter(f"datum.series === {quoted(name)}")


def _by_group(
    layers: list[alt.Chart], counts: dict[str, int], rows: list[Row], columns: int, size: tuple[float, float]
) -> alt.FacetChart:
    """Return a panel a group under its name and n."""
    headings = {group: panel_heading([label(group)], n, size[0]) for group, n in counts.items()}
    return faceted(sized(alt.layer(*layers), *size), "group", headings, rows, columns=columns)


@chart()
def fitted_lines(shares: IntoFrame, about: Words, *, min_group: int = 5, note: str = "") -> alt.VConcatChart:
    """Draw the curve that a model fits to releases over the shares of years, from a group's first release to its last.

    Parameters
    ----------
    shares
        ``group``, ``series`` (``observed`` or ``fitted``), ``year``, ``n``, ``share``, ``lower``, ``upper`` and
        optionally ``interval`` (``developer`` or ``wilson``) of the observed ones.
    """
    declared, rows = about.read(shares, _CURVES, key=["group", "series", "year"], interval="share")
    if not of(rows, series=FITTED):
        raise nothing_to_draw(about.name, "no group has a curve")
    groups = in_order(distinct(rows, "group"))
    columns = columns_for(rows=len(groups))
    size = panel_size(columns)
    points = of(rows, series=OBSERVED)
    counts = {group: sum(int(row["n"]) for row in of(points, group=group)) for group in groups}
    few = [(f"{label(row['group'])} {math.floor(row['year'])}", int(row["n"])) for row in points]
    return about.around(
        _by_group(_curve_layers(rows, declared, groups, size[0], min_group), counts, rows, columns, size),
        rows,
        n=f"n = {number(sum(counts.values()))} judged releases. Points: shares of a year, area by n, bars their 95% "
        f"intervals{kind_of_interval(points)}. Curve: the model, with its 95% band by developer. Faded: "
        f"{encode.NBSP_N}{min_group}.",
        alt_text=_curves_alt(rows, groups, min_group),
        caption=[
            note,
            faded_caption(few, min_group),
            "A curve runs from a group's first release to its last; nothing is said beyond.",
        ],
    )


def _curve_layers(
    rows: list[Row], declared: list[Column], groups: list[str], width: float, min_group: int
) -> list[alt.Chart]:
    first, last = math.floor(min(row["year"] for row in rows)), math.ceil(max(row["year"] for row in rows))
    years = range(first, last + 1)
    step = next(step for step in (1, 2, 5, 10, 20) if len(years) / step * 38 <= width or step == 20)
    axis = alt.Axis(title=None, format="d", values=list(years)[::step], grid=False)
    x = alt.X("year:Q", scale=alt.Scale(domain=[first, last], nice=False, zero=False), axis=axis)
    y = alt.Y("share:Q", scale=alt.Scale(domain=[-0.03, 1.03], nice=False), axis=encode.share_axis())
    band = {"x": x, "y": "lower:Q", "y2": "upper:Q", "color": encode.group_color(groups)}
    place = {"x": x, "y": y, "color": encode.group_color(groups)}
    few = f"datum.n < {min_group}"
    largest = max((row["n"] for row in of(rows, series=OBSERVED)), default=1)
    shown = encode.tooltips(declared, shown=f"year {_SHOWN}", formats={"year": ".1f", "n": ","})
    return [
        _series(FITTED).mark_area(opacity=0.2, aria=False).encode(**band),
        _series(FITTED).mark_line(strokeWidth=2, aria=False).encode(**place),
        _series(OBSERVED).mark_rule(strokeWidth=2, aria=False).encode(**band, opacity=encode.faded(few, 0.35)),
        _series(OBSERVED)
        .mark_point(filled=True)
        .encode(**place, size=_size_by_n(largest, [18, 190]), opacity=encode.faded(few), tooltip=shown),
    ]


def _curves_alt(rows: list[Row], groups: Sequence[str], min_group: int) -> str:
    """Describe curves between the first and the last year in which enough releases were observed."""
    parts = ["Curves of a trend model over the observed shares of years."]
    for group in groups:
        observed = of(rows, group=group, series=OBSERVED)
        years = [math.floor(row["year"]) for row in enough(observed, min_group)]
        curve = sorted(of(rows, group=group, series=FITTED), key=lambda row: row["year"])
        own = [row for row in curve if years and min(years) <= int(row["year"]) <= max(years)]
        if curve and not own:
            parts.append(f"{label(group)}: {too_few(min_group)} in every year.")
        elif own:
            said = dict.fromkeys(f"{percent(row['share'])} in {int(row['year'])}" for row in (own[0], own[-1]))
            later = any(math.floor(row["year"]) > max(years) for row in observed)
            rest = f"; later years rest on {too_few(min_group)}" if later else ""
            parts.append(f"{label(group)}: {'from ' if len(said) > 1 else ''}{' to '.join(said)}{rest}.")
    return " ".join(parts)


@chart()
def segment_lines(shares: IntoFrame, about: Words, *, min_group: int = 5, note: str = "") -> alt.VConcatChart:
    """Draw the shares of periods and over them the segments of one share each, a panel a group.

    Parameters
    ----------
    shares
        ``group``, ``series`` (``observed`` or ``segment``), ``period``, ``last_period``, ``n``, ``share``, ``lower``,
        ``upper``.
    """
    declared, rows = about.read(shares, _SEGMENTS, key=["group", "series", "period"], interval="share")
    found = of(rows, series=SEGMENT)
    if not found:
        raise nothing_to_draw(about.name, "no group has segments")
    groups = in_order(distinct(found, "group"))
    periods = period_range([row["period"] for row in rows] + [row["last_period"] for row in found])
    columns = columns_for(rows=len(groups))
    size = panel_size(columns)
    points = of(rows, series=OBSERVED)
    counts = {group: sum(row["n"] for row in of(found, group=group)) for group in groups}
    few = ((f"{label(row['group'])} {row['period']}", row["n"]) for row in points)
    shown = encode.tooltips(declared, shown=f"period {_SHOWN}")
    layers = _segment_layers(points, groups, periods, size[0], min_group, shown)
    return about.around(
        _by_group(layers, counts, rows, columns, size),
        rows,
        n=f"n = {number(sum(counts.values()))} judged releases. Points: shares of a period, area by n. "
        f"Steps: one share a segment, with its 95% interval. Faded: {encode.NBSP_N}{min_group}.",
        alt_text=_segments_alt(found, groups, min_group),
        caption=[
            note,
            faded_caption(few, min_group),
            "The intervals take the breaks as known, which they are not, and so are too short.",
        ],
    )


def _segment_layers(
    observed: list[Row],
    groups: list[str],
    periods: list[str],
    width: float,
    min_group: int,
    shown: list[alt.Tooltip],
) -> list[alt.Chart]:
    x, color = encode.period_x(periods, width), encode.group_color(groups)
    y = alt.Y("share:Q", scale=alt.Scale(domain=[-0.05, 1.05], nice=False), axis=encode.share_axis())
    size = _size_by_n(max((row["n"] for row in observed), default=1), [12, 120])
    few = alt.OpacityValue(0.7, condition={"test": f"datum.n < {min_group}", "value": FADED * 0.7})
    bands = _series(SEGMENT).mark_rect(opacity=0.18, stroke=None, aria=False)
    points = _series(OBSERVED).mark_point(filled=True)
    steps = _series(SEGMENT).mark_rule(strokeWidth=3, aria=False)
    return [
        bands.encode(x=x, x2="last_period:O", y="lower:Q", y2="upper:Q", color=color),
        points.encode(x=x, y=y, size=size, color=color, opacity=few, tooltip=shown),
        steps.encode(x=x, x2="last_period:O", y=y, color=color),
    ]


def _segments_alt(found: list[Row], groups: Sequence[str], min_group: int) -> str:
    parts = ["Step chart of shares between breaks."]
    for group in groups:
        own = of(found, group=group)
        solid = enough(own, min_group)
        spoken = [
            f"{percent(row['share'])} of {number(row['n'])} from {row['period']} to {row['last_period']}"
            for row in solid
        ]
        if len(solid) < len(own):
            spoken.append(f"{counted(len(own) - len(solid), 'segment')} of {too_few(min_group)}")
        parts.append(f"{label(group)}: {listing(spoken, at_most=MOST_GROUPS)}.")
    return " ".join(parts)


@chart()
def break_places(breaks: IntoFrame, about: Words, *, span: Sequence[str] = (), note: str = "") -> alt.VConcatChart:
    """Draw which breaks are found at which penalty, a panel a group: a break that lasts stands over many penalties.

    Parameters
    ----------
    breaks
        ``group``, ``factor``, ``period`` (null where the penalty lets no break through), ``n``, ``developers``,
        ``periods``.
    span
        Periods that the axis reaches to at least, such as the first and the last of the series.
    """
    declared, rows = about.read(breaks, _PLACES, key=["group", "factor", "period"])
    found = [row for row in rows if row["period"] is not None]
    if not found:
        raise nothing_to_draw(about.name, "no penalty lets a break through")
    groups = in_order(distinct(found, "group"))
    without = [label(group) for group in in_order(distinct(rows, "group")) if group not in groups]
    columns = columns_for(rows=len(groups))
    size = panel_size(columns)[0], 120
    first = {group: of(rows, group=group)[0] for group in groups}
    periods = period_range([*(row["period"] for row in found), *span])
    shown = encode.tooltips(declared, shown="period factor", number="~g")
    layers = _place_layers(groups, sorted(distinct(rows, "factor")), periods, size[0], shown)
    counts = [f"{label(group)} {number(row['n'])} releases, {row['periods']} periods" for group, row in first.items()]
    return about.around(
        _by_group(layers, {group: row["n"] for group, row in first.items()}, rows, columns, size),
        rows,
        n=f"n: {listing(counts)}. Line: the penalty of the Bayesian information criterion.",
        alt_text=_places_alt(rows, groups),
        caption=[note, some("No penalty lets a break through", without)],
    )


def _place_layers(
    groups: list[str], factors: list[float], periods: list[str], width: float, shown: list[alt.Tooltip]
) -> list[alt.Chart]:
    scale = alt.Scale(type="point", domain=[f"{factor:g}" for factor in reversed(factors)], padding=0.5)
    axis = alt.Axis(title="Penalty (times)", grid=True, domain=False, ticks=False)
    dots = (
        alt.Chart()
        .transform_filter("isValid(datum.period)")
        .transform_calculate(times="format(datum.factor, '.4~f')")
        .mark_point(filled=True, size=70, opacity=1)
        .encode(
            x=encode.period_x(periods, width),
            y=alt.Y("times:N", scale=scale, axis=axis),
            color=encode.group_color(groups),
            tooltip=shown,
        )
    )
    return [encode.across().encode(y=alt.YDatum("1")), dots]


def _places_alt(rows: list[Row], groups: Sequence[str]) -> str:
    total = len(distinct(rows, "factor"))
    parts = [f"Dot chart of breaks found at {number(total)} {plural(total, 'penalty', 'penalties')}."]
    for group in groups:
        found = Counter(row["period"] for row in of(rows, group=group) if row["period"] is not None)
        spoken = [f"{period} at {count}" for period, count in found.most_common()]
        parts.append(f"{label(group)}: {listing(spoken, at_most=MOST_GROUPS)}.")
    return " ".join(parts)


@chart()
def event_effects(effects: IntoFrame, about: Words, *, note: str = "") -> alt.VConcatChart:
    """Draw the change of level at every period, those with an event in color and numbered, a panel a group.

    Parameters
    ----------
    effects
        One row a ``group`` and ``period``: ``mark`` and ``events`` (number and names, null where there are none),
        ``points``, ``lower``, ``upper``, ``p``, ``rank`` and ``dates`` (null where not estimable: such periods are not
        drawn), ``n``, ``developers``, ``periods_before``, ``periods_after``.
    """
    declared, rows = about.read(effects, _EFFECTS, key=["group", "period"], interval="points")
    drawn = [row for row in rows if row["points"] is not None]
    if not drawn:
        raise nothing_to_draw(about.name, "no period has enough others on both sides")
    groups = in_order(distinct(drawn, "group"))
    silent = [label(group) for group in in_order(distinct(rows, "group")) if group not in groups]
    marks = {int(row["mark"]): row["events"] for row in rows if row["mark"] is not None}
    seen = {int(row["mark"]) for row in drawn if row["mark"] is not None}
    missed = [f"{events} ({mark})" for mark, events in sorted(marks.items()) if mark not in seen]
    n = {group: of(rows, group=group)[0]["n"] for group in groups}
    counts = [f"{label(group)} {number(n[group])} releases, {len(of(drawn, group=group))} dates" for group in groups]
    layers = _effect_layers(groups, period_range(distinct(drawn, "period")), declared)
    return about.around(
        _by_group(layers, n, rows, 1, (WIDTH, 150)),
        rows,
        n=f"n: {listing(counts)}. Color and number: periods with events, numbered as in the table. Gray: others. "
        "Bars: 95% intervals.",
        alt_text=_effects_alt(drawn, groups),
        caption=[note, some("Not estimable for any group", missed), some("No estimates", silent)],
    )


def _effect_layers(groups: list[str], periods: list[str], declared: list[Column]) -> list[alt.Chart]:
    own = alt.Chart().transform_filter("isValid(datum.points)")
    x = encode.period_x(periods, WIDTH, 0.7)
    # Vega thins out even values that are given, unless it is to draw as many.
    axis = alt.Axis(
        title=None,
        values=[-_EDGE, -50, 0, 50, _EDGE],
        tickCount=5,
        grid=True,
        labelExpr=encode.POINTS_AXIS,
        domain=False,
        ticks=False,
        labelOverlap=False,
    )
    on_y = {"axis": axis, "scale": alt.Scale(domain=[-_EDGE - 5, _EDGE + 25], nice=False)}
    has_event = "isValid(datum.mark)"
    color = alt.condition(has_event, encode.group_color(groups), alt.value(encode.BACKGROUND))
    opacity = alt.condition(has_event, alt.value(0.45), alt.value(0.3))
    size = alt.condition(has_event, alt.value(60), alt.value(24))
    rules = own.mark_rule(strokeWidth=4, aria=False)
    dots = own.mark_point(filled=True, opacity=1)
    marks = own.transform_filter(has_event).mark_text(fontWeight=600, aria=False)
    return [
        encode.across().encode(y=alt.YDatum(0, **on_y)),
        rules.encode(x=x, y="lower:Q", y2="upper:Q", color=color, opacity=opacity),
        dots.encode(
            x=x,
            y=alt.Y("points:Q", **on_y),
            color=color,
            size=size,
            tooltip=encode.tooltips(declared, number="+.1f", formats=_EFFECT_FORMATS),
        ),
        marks.encode(x=x, y=alt.YDatum(_EDGE + 14, **on_y), text=alt.Text("mark:Q", format="d")),
    ]


def _effects_alt(drawn: list[Row], groups: Sequence[str]) -> str:
    parts = ["Dot chart of changes of level at every period, those with events numbered."]
    for group in groups:
        own = of(drawn, group=group)
        at_events = sorted((row for row in own if row["events"] is not None), key=lambda row: row["rank"] or 0)
        dates = counted(len(own), "date")
        if not at_events:
            parts.append(f"{label(group)}: {dates}, none with an event.")
            continue
        first = at_events[0]
        rank = f", rank {int(first['rank'])} of {int(first['dates'])}" if first["rank"] is not None else ""
        parts.append(
            f"{label(group)}: {dates}, {len(at_events)} with events; surest at an event: {first['events']} in "
            f"{first['period']}, {with_interval(first, 'points')} points{rank}."
        )
    return " ".join(parts)
