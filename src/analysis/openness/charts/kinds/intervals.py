"""Estimates with their intervals, a row each: differences, slopes, shifts, shares under many definitions."""

from collections.abc import Callable, Mapping

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts import encode
from openness.charts.around import Words, chart
from openness.charts.captions import faded_caption, kind_of_interval, some, span, unknown_caption
from openness.charts.frame import Row, distinct, ends_of, nothing_to_draw, of
from openness.charts.marks.rows import LABEL_LIMIT, Dots, top_axis
from openness.charts.spoken import MOST_GROUPS, enough, ranges, too_few, with_interval
from openness.project.errors import BadValueError
from openness.words.frames import Column
from openness.words.names import in_order, label
from openness.words.numbers import capital, listing, number, percent, plural, points
from openness.words.numbers import counted as counted_text

_DIFFERENCES = (
    Column("item", "text", "Item"),
    Column("difference", "number", "Difference"),
    *encode.NUMBER_ENDS,
    Column("n", "count", "Releases on the smaller side", required=False),
    Column("probability", "share", "Probability", required=False),
    Column("note", "note", "Note", required=False),
)
_SLOPES = (
    Column("item", "text", "Group"),
    Column("group", "text", "Method"),
    Column("points", "number", "Points a year"),
    *encode.NUMBER_ENDS,
    Column("n", "count", "Releases"),
    Column("developers", "count", "Developers"),
    Column("note", "note", "Verdict"),
    Column("reason", "note"),
)
_SHIFTS = (
    Column("item", "text", "Switched to"),
    Column("shift", "number", "Middle shift"),
    Column("lower", "number", "Lower quartile"),
    Column("upper", "number", "Upper quartile"),
    Column("n", "count", "Pairs"),
    Column("sign_share", "share", "Sign turns"),
    Column("verdict_share", "share", "Verdict turns"),
)
_VARIANTS = (
    Column("definition", "text", "Definition"),
    Column("group", "text"),
    Column("n", "count"),
    Column("share", "share", "Share"),
    *encode.SHARE_ENDS,
    Column("unknown_count", "count", required=False),
    *encode.OF_DEVELOPERS,
)
_CROSSING = "An interval that crosses the line leaves open which way it goes."
_STEPS = (2, 5, 10, 20, 50)


@chart()
def difference_intervals(
    differences: IntoFrame,
    about: Words,
    *,
    less: str,
    more: str,
    min_group: int = 5,
    grouped: bool = False,
    by_label: str = "Developer group",
    labels: Mapping[str, str] | None = None,
    probability_of: str | None = None,
    label_limit: float = LABEL_LIMIT,
) -> alt.VConcatChart:
    """Draw differences of shares or of scores between 0 and 1, each with its interval, around zero.

    Parameters
    ----------
    differences
        One row an item (and group): ``item``, ``difference`` (-1 to 1, null where it cannot be estimated), ``lower``
        and ``upper`` (95%), and optionally ``n`` (releases of the smaller side), ``probability`` (0 to 1, of what
        ``probability_of`` says) and ``note`` (for the tooltip). Items are drawn from the top in the order in which
        they first appear.
    less, more
        What a difference below and above zero means.
    grouped
        Whether the frame has a column ``group``, each group of an item a row of its own.
    probability_of
        What ``probability`` is of, for the subtitle; with it the number stands beside each row.
    label_limit
        Widest label of an item in pixels.
    """
    group = [Column("group", "text", by_label)] if grouped else []
    columns = [_DIFFERENCES[0], *group, *_DIFFERENCES[1:]]
    key = ["item", *(["group"] if grouped else [])]
    declared, rows = about.read(differences, columns, key=key, interval="difference")
    known = [row for row in rows if row["difference"] is not None]
    if not known:
        raise nothing_to_draw(about.name, "no difference can be estimated")
    words = {item: (labels or {}).get(item, label(item)) for item in distinct(rows, "item")}
    has_n = "n" in rows[0]

    def named(row: Row) -> str:
        return " ".join([*(label(row[column]) for column in key[1:]), words[row["item"]]])

    beside = "isValid(datum.difference) ? format(100 * datum.difference, '+.0f') + ' (' + "
    beside += "format(100 * datum.lower, '+.0f') + ' to ' + format(100 * datum.upper, '+.0f') + ')' : 'not estimable'"
    if probability_of:
        beside = f"({beside}) + (isValid(datum.probability) ? ', P = ' + format(datum.probability, '.2f') : '')"
    edge = ends_of((row[end] for row in known for end in ("difference", "lower", "upper")), 0.1)
    dots = Dots(
        rows=rows,
        item="item",
        value="difference",
        words=words,
        axis=top_axis(f"← {less} · percentage points · {more} →", labelExpr=encode.SHARE_POINTS_AXIS, tickCount=5),
        domain=(-edge, edge),
        tooltips=encode.tooltips(declared, rows[0], number="+.3f", formats={"probability": ".3f"}),
        groups=in_order(distinct(rows, "group")) if grouped else (),
        dodged=grouped,
        faded=f"datum.n < {min_group}" if has_n else "false",
        beside=beside,
        beside_width=175 if probability_of else 115,
        line=0,
        label_limit=label_limit,
    )
    n = f"n = {len(rows)} differences. Bars: 95% intervals."
    if has_n:
        sizes = span(row["n"] for row in rows)
        n = f"n = {sizes} releases on the smaller side. Bars: 95% intervals. Faded: {encode.NBSP_N}{min_group}."
    return about.around(
        dots.draw(),
        rows,
        n=[n, f"P: probability that {probability_of}."] if probability_of else n,
        alt_text=_differences_alt(rows, named, less, more, min_group if has_n else None),
        caption=[
            faded_caption(((named(row), row["n"]) for row in known if has_n), min_group),
            some("Not estimable", [named(row) for row in rows if row["difference"] is None]),
            _CROSSING,
        ],
    )


def _differences_alt(rows: list[Row], named: Callable[[Row], str], less: str, more: str, min_group: int | None) -> str:
    known = [row for row in rows if row["difference"] is not None and row["lower"] is not None]
    solid = known if min_group is None else enough(known, min_group)
    parts = [f"Dot chart of {counted_text(len(rows), 'difference')} with intervals around zero."]
    sides = ((more, [row for row in solid if row["lower"] > 0]), (less, [row for row in solid if row["upper"] < 0]))
    for what, own in sides:
        spoken = [f"{named(row)} {points(row['difference'])} points" for row in own]
        parts.append(f"{what}, interval clear of zero: {listing(spoken, at_most=MOST_GROUPS) or 'none'}.")
    crossing = len(solid) - sum(len(own) for _, own in sides)
    parts.append(f"{counted_text(crossing, 'interval')} {plural(crossing, 'holds', 'hold')} zero.")
    if len(solid) < len(known):
        parts.append(f"Resting on {too_few(min_group)}: {len(known) - len(solid)}.")
    if len(known) < len(rows):
        parts.append(f"Not estimable: {len(rows) - len(known)}.")
    return " ".join(parts)


@chart()
def slope_intervals(
    slopes: IntoFrame, about: Words, *, margin: float, less: str = "falls", more: str = "rises", note: str = ""
) -> alt.VConcatChart:
    """Draw slopes of shares, each with its interval, around zero.

    Parameters
    ----------
    slopes
        One row an item and method: ``item``, ``group`` (the method), ``points`` (percentage points a year, null where
        there is no slope), ``lower`` and ``upper`` (95%), ``n`` (releases), ``developers``, ``note`` (stands beside the
        interval), ``reason`` (why there is no slope). Items are drawn from the top in the order in which they first
        appear; an item without any slope is named in the caption and not drawn.
    margin
        Percentage points a year, above 0, within which a slope is called flat; drawn as a band.
    less, more
        What a slope below and above zero means.
    """
    if not margin > 0:
        raise BadValueError(f"margin of chart {about.name!r} is {margin}, expected more than 0 points a year")
    declared, rows = about.read(slopes, _SLOPES, key=["item", "group"], interval="points")
    drawn = [row for row in rows if row["points"] is not None]
    if not drawn:
        raise nothing_to_draw(about.name, "no group can bear a slope")
    items, methods = distinct(drawn, "item"), distinct(drawn, "group")
    words = {item: capital(label(item)) for item in distinct(rows, "item")}
    values = [row[column] for row in drawn for column in ("points", "lower", "upper")]
    largest = max(map(abs, values))
    step = next((step for step in _STEPS if largest <= 4 * step), _STEPS[-1])
    edge = ends_of(values, step)
    beside = (
        "!isValid(datum.points) ? '' : format(datum.points, '+.1f') + ' (' + format(datum.lower, '+.1f') + ' to ' + "
        "format(datum.upper, '+.1f') + ')' + (isValid(datum.note) ? ', ' + datum.note : '')"
    )
    dots = Dots(
        rows=rows,
        item="item",
        value="points",
        words={item: words[item] for item in items},
        axis=top_axis(
            f"← {less} · percentage points a year · {more} →",
            labelExpr=encode.POINTS_AXIS,
            labelFlush=False,
            values=[step * place for place in range(-int(edge / step), int(edge / step) + 1)],
        ),
        domain=(-edge, edge),
        tooltips=encode.tooltips(declared, number="+.2f"),
        groups=methods if len(methods) > 1 else (),
        dodged=len(methods) > 1,
        beside=beside,
        beside_width=235,
        line=0,
    )
    chart = dots.draw()
    flat = min(margin, edge)
    band = (
        alt.Chart()
        .transform_aggregate(rows="count()")
        .mark_rect(color=encode.MUTED, opacity=0.1, stroke=None, aria=False)
    )
    chart.layer.insert(0, band.encode(x=alt.XDatum(-flat), x2=alt.X2Datum(flat)))
    silent = {row["item"]: row["reason"] for row in rows if row["item"] not in items}
    reasons = [f"{words[item]} ({reason})" if reason else words[item] for item, reason in silent.items()]
    sizes = [f"{words[item]} {number(of(drawn, item=item)[0]['n'])}" for item in items]
    return about.around(
        chart,
        rows,
        n=f"n (releases): {listing(sizes)}. Bars: 95% intervals. Gray band: within {margin:g} points, flat.",
        alt_text=_slopes_alt(drawn, len(silent), less, more),
        caption=[note, some("No slope", reasons, at_most=4), _CROSSING],
    )


def _slopes_alt(drawn: list[Row], silent: int, less: str, more: str) -> str:
    items = counted_text(len(distinct(drawn, "item")), "slope")
    parts = [f"Dot chart of {items} in percentage points a year, around zero."]
    for method in distinct(drawn, "group"):
        own = of(drawn, group=method)
        spoken = [f"{label(row['item'])} {with_interval(row, 'points')}" for row in own]
        parts.append(f"{label(method)}: {listing(spoken, at_most=MOST_GROUPS)}.")
        above, below = sum(row["lower"] > 0 for row in own), sum(row["upper"] < 0 for row in own)
        parts.append(f"Interval clear of zero: {above} above ({more}), {below} below ({less}) of {number(len(own))}.")
    if silent:
        parts.append(f"Without a slope: {silent}.")
    return " ".join(parts)


@chart()
def shift_intervals(shifts: IntoFrame, about: Words, *, min_group: int = 20, note: str = "") -> alt.VConcatChart:
    """Draw by how much switching a choice moves an estimate, and how often it turns sign and verdict.

    Parameters
    ----------
    shifts
        One row a switch, in the order to draw: ``item`` (in words), ``shift`` (median, units of 1), ``lower`` and
        ``upper`` (quartiles), ``n`` (pairs of specifications), ``sign_share`` and ``verdict_share`` (of the pairs,
        0 to 1).
    """
    declared, rows = about.read(shifts, _SHIFTS, key=["item"], interval="shift")
    known = [row for row in rows if row["shift"] is not None]
    if not known:
        raise nothing_to_draw(about.name, "no switch has a pair of estimates")
    edge = ends_of((row[end] for row in known for end in ("shift", "lower", "upper")), 0.05)
    dots = Dots(
        rows=rows,
        item="item",
        value="shift",
        words={item: item for item in distinct(rows, "item")},
        axis=top_axis("Shift in percentage points", labelExpr=encode.SHARE_POINTS_AXIS, tickCount=5),
        domain=(-edge, edge),
        tooltips=encode.tooltips(declared, number="+.3f"),
        faded=f"datum.n < {min_group}",
        beside="'sign ' + format(datum.sign_share, '.0%') + ' · verdict ' + format(datum.verdict_share, '.0%')",
        beside_width=150,
        line=0,
        label_limit=300,
    )
    sizes = sorted(row["n"] for row in known)
    pairs = f"n = {number(sizes[0])} to {counted_text(sizes[-1], 'pair')} of specifications"
    return about.around(
        dots.draw(),
        rows,
        n=[
            f"{pairs} that differ in this choice alone.",
            "Dot: middle shift; bar: middle half of them. Beside: in how many pairs sign and verdict turn.",
        ],
        alt_text=_shifts_alt(known, min_group),
        caption=[
            "A verdict is whether the 95% interval leaves zero out, and on which side. The bar is no interval of "
            "confidence: it shows how unlike the pairs are.",
            faded_caption(((row["item"], row["n"]) for row in known), min_group, "pairs", "of"),
            note,
        ],
    )


def _shifts_alt(rows: list[Row], min_group: int) -> str:
    text = f"Dot chart of the shifts that switching a choice makes, {counted_text(len(rows), 'row')}."
    solid = enough(rows, min_group)
    if not solid:
        return f"{text} Each rests on {too_few(min_group, 'pair')}."
    largest = sorted(solid, key=lambda row: -abs(row["shift"]))[:4]
    spoken = [f"{row['item']} {points(row['shift'], 1)} points" for row in largest]
    turning = max(solid, key=lambda row: row["sign_share"] or 0)
    return (
        f"{text} Largest: {listing(spoken)}. The sign turns most often with {turning['item']}: in "
        f"{percent(turning['sign_share'] or 0)} of {counted_text(turning['n'], 'pair')}."
    )


@chart()
def definition_grid(
    shares: IntoFrame,
    about: Words,
    *,
    min_group: int = 5,
    by_label: str = "Developer group",
    axis_title: str = "Share of releases",
    labels: Mapping[str, str] | None = None,
    counted: str = "judged releases",
    note: str = "",
) -> alt.VConcatChart:
    """Draw a share with its interval for each definition and group: how far a headline hangs on what is counted.

    Parameters
    ----------
    shares
        One row a definition and group: ``definition``, ``group``, ``n`` (judged releases), ``share`` (0 to 1, null
        where n is 0), ``lower`` and ``upper`` (95%) and optionally ``unknown_count``, ``developers``,
        ``effective_developers``, ``design_effect`` and ``interval`` (``developer`` or ``wilson``). Definitions are
        drawn from the top in the order in which they first appear.
    axis_title
        What stands along the axis.
    counted
        What n counts, in the plural, its noun last.
    """
    declared, rows = about.read(shares, _VARIANTS, key=["definition", "group"], interval="share")
    if all(row["share"] is None for row in rows):
        raise nothing_to_draw(about.name, "no definition has a judged release")
    groups = in_order(distinct(rows, "group"))
    words = {one: (labels or {}).get(one, label(one)) for one in distinct(rows, "definition")}
    dots = Dots(
        rows=rows,
        item="definition",
        value="share",
        words=words,
        axis=encode.share_axis(orient="top", title=axis_title, grid=True),
        domain=(-0.02, 1.02),
        tooltips=encode.tooltips(
            encode.headed(declared, group=by_label, n=capital(counted)),
            rows[0],
            "definition group share lower upper n developers effective_developers design_effect",
            number=",.1f",
        ),
        groups=groups,
        dodged=True,
        faded=f"datum.n < {min_group}",
        beside="(isValid(datum.share) ? format(datum.share, '.0%') : '–') + ' of ' + format(datum.n, ',')",
        beside_width=90,
    )
    what = counted.rsplit(maxsplit=1)[-1]
    most = [f"{label(group)} {number(max(row['n'] for row in of(rows, group=group)))}" for group in groups]
    return about.around(
        dots.draw(),
        rows,
        n=f"n ({counted}, at most): {listing(most)}. Bars: 95% intervals{kind_of_interval(rows)}. Faded: "
        f"{encode.NBSP_N}{min_group}.",
        alt_text=_definitions_alt(rows, words, min_group, what),
        caption=[
            f"The rows count the same {what} by other rules, so they are not independent.",
            faded_caption(
                ((f"{label(row['group'])}, {words[row['definition']]}", row["n"]) for row in rows), min_group, what
            ),
            unknown_caption(rows, "definition") if "unknown_count" in rows[0] else "",
            note,
        ],
    )


def _definitions_alt(rows: list[Row], words: Mapping[str, str], min_group: int, what: str) -> str:
    def said(row: Row) -> str:
        return f"{percent(row['share'])} of {number(row['n'])} ({words[row['definition']]})"

    named = {label(group): of(rows, group=group) for group in in_order(distinct(rows, "group"))}
    found = ranges(named, "share", said, min_group, what.removesuffix("s"))
    return " ".join([f"Dot chart of {counted_text(len(words), 'definition')}.", *found])
