"""Estimates with their intervals, a row each: differences, slopes, shifts, shares under many definitions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import Words
from openness.charts.captions import faded_caption, some, span, unknown_caption
from openness.charts.encode import MUTED, NBSP_N, POINTS_AXIS, SHARE_POINTS_AXIS, headed, share_axis, tooltips
from openness.charts.frame import Row, distinct, ends_of, nothing_to_draw, of, tidy_rows
from openness.charts.marks.rows import LABEL_LIMIT, Dots
from openness.charts.spoken import MOST_GROUPS, enough, rest, signless, too_few, with_interval
from openness.project.errors import BadValueError
from openness.words.frames import Column
from openness.words.names import in_order, label
from openness.words.numbers import capital, listing, number, percent, plural, points
from openness.words.numbers import counted as counted_text

_ENDS = (Column("lower", "number", "Interval from"), Column("upper", "number", "Interval to"))
_DIFFERENCES = (
    Column("item", "text", "Item"),
    Column("difference", "number", "Difference"),
    *_ENDS,
    Column("n", "count", "Releases on the smaller side", required=False),
    Column("probability", "share", "Probability", required=False),
    Column("note", "note", "Note", required=False),
)
_SLOPES = (
    Column("item", "text", "Group"),
    Column("group", "text", "Method"),
    Column("points", "number", "Points a year"),
    *_ENDS,
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
    Column("lower", "share", "Interval from"),
    Column("upper", "share", "Interval to"),
    Column("unknown_count", "count", required=False),
)
_ALPHAS = (
    Column("pair", "text", "Sources"),
    Column("reading", "text", "Reading"),
    Column("n", "count", "Parts that both judge"),
    Column("alpha", "number", "Alpha"),
    *_ENDS,
    Column("reason", "note", "Reason", required=False),
)
_RANKS = (
    Column("release", "text", "Release"),
    Column("group", "text", "Developer group"),
    Column("rank", "number", "Median rank"),
    *_ENDS,
    Column("base_rank", "number", "Rank at equal weights"),
    Column("score", "share", "Score", required=False),
)
_CROSSING = "An interval that crosses the line leaves open which way it goes."
_STEPS = (2, 5, 10, 20, 50)
_MOST_RANKS = 60
_FORMATS = {"alpha": ".3f", "lower": ".2f", "upper": ".2f"}


def _top_axis(title: str, **more: object) -> alt.Axis:
    return alt.Axis(title=title, orient="top", domain=False, grid=True, **more)


def difference_intervals(
    differences: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
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
    labels
        Label by item where :func:`openness.charts.label` would not do.
    probability_of
        What ``probability`` is of, for the subtitle; with it the number stands beside each row.
    label_limit
        Widest label of an item in pixels.
    """
    group = [Column("group", "text", by_label)] if grouped else []
    columns = [_DIFFERENCES[0], *group, *_DIFFERENCES[1:]]
    key = ["item", *(["group"] if grouped else [])]
    rows = tidy_rows(differences, columns, key=key, chart=name, interval="difference")
    known = [row for row in rows if row["difference"] is not None]
    if not known:
        raise nothing_to_draw(name, "no difference can be estimated")
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
        axis=_top_axis(f"← {less} · percentage points · {more} →", labelExpr=SHARE_POINTS_AXIS, tickCount=5),
        domain=(-edge, edge),
        tooltips=tooltips(columns, rows[0], number="+.3f", formats={"probability": ".3f"}),
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
        n = f"n = {sizes} releases on the smaller side. Bars: 95% intervals. Faded: {NBSP_N}{min_group}."
    return Words(name, title, definition, source).around(
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


def slope_intervals(
    slopes: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    margin: float,
    less: str = "falls",
    more: str = "rises",
    note: str = "",
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
        raise BadValueError(f"margin of chart {name!r} is {margin}, expected more than 0 points a year")
    rows = tidy_rows(slopes, _SLOPES, key=["item", "group"], chart=name, interval="points")
    drawn = [row for row in rows if row["points"] is not None]
    if not drawn:
        raise nothing_to_draw(name, "no group can bear a slope")
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
        axis=_top_axis(
            f"← {less} · percentage points a year · {more} →",
            labelExpr=POINTS_AXIS,
            labelFlush=False,
            values=[step * place for place in range(-int(edge / step), int(edge / step) + 1)],
        ),
        domain=(-edge, edge),
        tooltips=tooltips(_SLOPES, number="+.2f"),
        groups=methods if len(methods) > 1 else (),
        dodged=len(methods) > 1,
        beside=beside,
        beside_width=235,
        line=0,
    )
    chart = dots.draw()
    flat = min(margin, edge)
    band = alt.Chart().transform_aggregate(rows="count()").mark_rect(color=MUTED, opacity=0.1, stroke=None, aria=False)
    chart.layer.insert(0, band.encode(x=alt.XDatum(-flat), x2=alt.X2Datum(flat)))
    silent = {row["item"]: row["reason"] for row in rows if row["item"] not in items}
    reasons = [f"{words[item]} ({reason})" if reason else words[item] for item, reason in silent.items()]
    sizes = [f"{words[item]} {number(of(drawn, item=item)[0]['n'])}" for item in items]
    return Words(name, title, definition, source).around(
        chart,
        rows,
        n=f"n (releases): {listing(sizes)}. Bars: 95% intervals. Grey band: within {margin:g} points, flat.",
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


def shift_intervals(
    shifts: IntoFrame, *, name: str, title: str, definition: str, source: str, min_group: int = 20, note: str = ""
) -> alt.VConcatChart:
    """Draw by how much switching a choice moves an estimate, and how often it turns sign and verdict.

    Parameters
    ----------
    shifts
        One row a switch, in the order to draw: ``item`` (in words), ``shift`` (median, units of 1), ``lower`` and
        ``upper`` (quartiles), ``n`` (pairs of specifications), ``sign_share`` and ``verdict_share`` (of the pairs,
        0 to 1).
    """
    rows = tidy_rows(shifts, _SHIFTS, key=["item"], chart=name, interval="shift")
    known = [row for row in rows if row["shift"] is not None]
    if not known:
        raise nothing_to_draw(name, "no switch has a pair of estimates")
    edge = ends_of((row[end] for row in known for end in ("shift", "lower", "upper")), 0.05)
    dots = Dots(
        rows=rows,
        item="item",
        value="shift",
        words={item: item for item in distinct(rows, "item")},
        axis=_top_axis("Shift in percentage points", labelExpr=SHARE_POINTS_AXIS, tickCount=5),
        domain=(-edge, edge),
        tooltips=tooltips(_SHIFTS, number="+.3f"),
        faded=f"datum.n < {min_group}",
        beside="'sign ' + format(datum.sign_share, '.0%') + ' · verdict ' + format(datum.verdict_share, '.0%')",
        beside_width=150,
        line=0,
        label_limit=300,
    )
    sizes = sorted(row["n"] for row in known)
    pairs = f"n = {number(sizes[0])} to {counted_text(sizes[-1], 'pair')} of specifications"
    return Words(name, title, definition, source).around(
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


def definition_grid(
    shares: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    min_group: int = 5,
    by_label: str = "Developer group",
    axis_title: str = "Share of releases",
    labels: Mapping[str, str] | None = None,
    counted: str = "judged releases",
) -> alt.VConcatChart:
    """Draw a share with its interval for each definition and group: how far a headline hangs on what is counted.

    Parameters
    ----------
    shares
        One row a definition and group: ``definition``, ``group``, ``n`` (judged releases), ``share`` (0 to 1, null
        where n is 0), ``lower`` and ``upper`` (95%) and optionally ``unknown_count``. Definitions are drawn from the
        top in the order in which they first appear.
    axis_title
        What stands along the axis.
    labels
        Label by definition where :func:`openness.charts.label` would not do.
    counted
        What n counts, in the plural, its noun last.
    """
    rows = tidy_rows(shares, _VARIANTS, key=["definition", "group"], chart=name, interval="share")
    if all(row["share"] is None for row in rows):
        raise nothing_to_draw(name, "no definition has a judged release")
    groups = in_order(distinct(rows, "group"))
    words = {one: (labels or {}).get(one, label(one)) for one in distinct(rows, "definition")}
    dots = Dots(
        rows=rows,
        item="definition",
        value="share",
        words=words,
        axis=share_axis(orient="top", title=axis_title, grid=True),
        domain=(-0.02, 1.02),
        tooltips=tooltips(
            headed(_VARIANTS, group=by_label, n=capital(counted)), shown="definition group share lower upper n"
        ),
        groups=groups,
        dodged=True,
        faded=f"datum.n < {min_group}",
        beside="(isValid(datum.share) ? format(datum.share, '.0%') : '–') + ' of ' + format(datum.n, ',')",
        beside_width=90,
    )
    what = counted.rsplit(maxsplit=1)[-1]
    most = [f"{label(group)} {number(max(row['n'] for row in of(rows, group=group)))}" for group in groups]
    return Words(name, title, definition, source).around(
        dots.draw(),
        rows,
        n=f"n ({counted}, at most): {listing(most)}. Bars: 95% intervals. Faded: {NBSP_N}{min_group}.",
        alt_text=_definitions_alt(rows, words, min_group, what),
        caption=[
            f"The rows count the same {what} by other rules, so they are not independent.",
            faded_caption(
                ((f"{label(row['group'])}, {words[row['definition']]}", row["n"]) for row in rows), min_group, what
            ),
            unknown_caption(rows, "definition") if "unknown_count" in rows[0] else "",
        ],
    )


def _definitions_alt(rows: list[Row], words: Mapping[str, str], min_group: int, what: str) -> str:
    parts = [f"Dot chart of {counted_text(len(words), 'definition')}."]
    groups = in_order(distinct(rows, "group"))
    for group in groups[:MOST_GROUPS]:
        judged = [row for row in of(rows, group=group) if row["share"] is not None]
        own = enough(judged, min_group)
        if not own:
            none = too_few(min_group, what.removesuffix("s")) if judged else "nothing judged"
            parts.append(f"{label(group)}: {none}.")
            continue
        low, high = min(own, key=lambda row: row["share"]), max(own, key=lambda row: row["share"])
        said = [f"{percent(one['share'])} of {number(one['n'])} ({words[one['definition']]})" for one in (low, high)]
        parts.append(f"{label(group)}: from {' to '.join(said)}.")
    return " ".join(filter(None, [*parts, rest(len(groups) - MOST_GROUPS, "more group")]))


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
    labels
        Label by pair or reading where :func:`openness.charts.label` would not do.
    """
    rows = tidy_rows(table, _ALPHAS, key=["pair", "reading"], chart=name, interval="alpha")
    check_correlation(rows, "alpha", name)
    estimated = {row["pair"] for row in rows if row["alpha"] is not None}
    if not estimated:
        raise nothing_to_draw(name, "no agreement can be estimated")
    # The field that Dots tells groups by.
    drawn = [{**row, "group": row["reading"]} for row in rows if row["pair"] in estimated]
    words = {value: label(value) for key in ("pair", "reading") for value in distinct(rows, key)} | dict(labels or {})
    silent = {pair: max(row["n"] for row in of(rows, pair=pair)) for pair in distinct(rows, "pair")}
    lowest = min(0.0, *(row[key] for row in drawn for key in ("alpha", "lower") if row[key] is not None))
    dots = Dots(
        rows=drawn,
        item="pair",
        value="alpha",
        words={pair: words[pair] for pair in distinct(drawn, "pair")},
        axis=_top_axis("Alpha", format=".1f", tickCount=6),
        domain=(lowest, 1.0),
        tooltips=tooltips(_ALPHAS, rows[0], "pair reading alpha lower upper n reason", formats=_FORMATS),
        groups=distinct(drawn, "group"),
        dodged=True,
        beside="(isValid(datum.alpha) ? format(datum.alpha, '.2f') : 'not estimable') "
        "+ ' (n = ' + format(datum.n, ',') + ')'",
        beside_width=140,
        line=0,
    )
    unknown = [f"{words[pair]} ({n})" for pair, n in silent.items() if pair not in estimated]
    return Words(name, title, definition, source).around(
        dots.draw(),
        rows,
        n=f"n = {span(row['n'] for row in drawn)} parts that both judge. Bars: 95% intervals.",
        alt_text=_alphas_alt(drawn, words),
        caption=[some("Not estimable under any reading", unknown)],
    )


def check_correlation(rows: list[Row], value: str, chart: str) -> None:
    """Raise ``BadValueError`` where a value is neither null nor from -1 to 1."""
    for row in rows:
        if row[value] is not None and not -1 <= row[value] <= 1:
            raise BadValueError(f"column {value!r} of chart {chart!r} holds {row[value]}; expected -1 to 1, or null")


def _alphas_alt(rows: list[Row], words: Mapping[str, str]) -> str:
    text = f"Dot chart of {counted_text(len(distinct(rows, 'pair')), 'pair')} of sources."
    for reading in distinct(rows, "reading"):
        own = [row for row in of(rows, reading=reading) if row["alpha"] is not None]
        if own:
            both = (pick(own, key=lambda row: row["alpha"]) for pick in (min, max))
            said = [f"{signless(one['alpha'])} ({words[one['pair']]})" for one in both]
            text += f" {words[reading]}: from {' to '.join(said)}."
    return text


def rank_intervals(
    ranks: IntoFrame,
    *,
    name: str,
    title: str,
    source: str,
    definition: str = "Median rank and 95% of the ranks that a release has when the weights of the criteria are drawn "
    "at random.",
    most: int = 40,
    bottom: bool = False,
) -> alt.VConcatChart:
    """Draw the rank of each release with its interval, the best first.

    Parameters
    ----------
    ranks
        One row a release: ``release``, ``group``, ``rank`` (median, 1 is best), ``lower`` and ``upper`` (95%),
        ``base_rank`` (at equal weights) and optionally ``score`` (0 to 1, for the tooltip).
    most
        Number of releases to draw, from 1 to 60; the caption says how many there are besides.
    bottom
        Whether these are the last rather than the first.
    """
    rows = tidy_rows(ranks, _RANKS, key=["release"], chart=name, interval="rank")
    known = [row for row in rows if row["rank"] is not None]
    ordered = sorted(known, key=lambda row: (row["rank"], row["base_rank"] or 0, row["release"]))
    kept = min(max(most, 1), _MOST_RANKS)
    drawn = (ordered[-kept:] if bottom else ordered[:kept]) or rows[:kept]
    ends = [value for row in drawn for value in (row["lower"], row["upper"], row["base_rank"]) if value is not None]
    low, high = (min(ends), max(ends)) if ends else (1.0, 1.0)
    dots = Dots(
        rows=drawn,
        item="release",
        value="rank",
        words={row["release"]: row["release"] for row in drawn},
        axis=_top_axis("Rank (1: most open)", format="d", tickMinStep=1),
        domain=(low - 0.5, high + 0.5),
        tooltips=tooltips(_RANKS, rows[0], number=".1f"),
        groups=in_order(distinct(drawn, "group")),
        second="base_rank",
    )
    left_out = len(known) - len(drawn)
    cut = f"Drawn: the {'last' if bottom else 'first'} {number(len(drawn))}; {number(left_out)} more are in no row."
    unranked = f"No rank for {counted_text(len(rows) - len(known), 'release')}."
    return Words(name, title, definition, source).around(
        dots.draw(),
        rows,
        n=f"n = {counted_text(len(known), 'ranked release')}. Dot: median; bar: 95%; stroke: rank at equal weights.",
        alt_text=_ranks_alt(drawn, len(known)),
        caption=[
            cut if left_out > 0 else "",
            unranked if len(known) < len(rows) else "",
            "An interval says how far the rank hangs on the weights, not how sure the judgements are.",
        ],
    )


def _ranks_alt(drawn: list[Row], total: int) -> str:
    text = f"Dot chart of the ranks of {number(len(drawn))} of {counted_text(total, 'release')}."
    ranked = [row for row in drawn if row["rank"] is not None]
    if not ranked:
        return f"{text} None can be ranked."

    def interval(row: Row) -> str:
        return f"{round(row['lower'], 1):g} to {round(row['upper'], 1):g}"

    spoken = [f"{row['release']} {round(row['rank'], 1):g} ({interval(row)})" for row in ranked[:3]]
    widest = max(ranked, key=lambda row: row["upper"] - row["lower"])
    return (
        f"{text} From the top, median rank and 95% interval: {listing(spoken)}. "
        f"Widest interval: {widest['release']}, {interval(widest)}."
    )
