"""Alt text: what a chart's own rows say to whoever does not see it.

Nothing is said of a change or an extreme that rests on fewer than ``min_group``: ends of lines are the
first and the last period with enough, as in the sentences of a page.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from openness.charts.frame import Row, distinct, of
from openness.words.names import in_order, label
from openness.words.numbers import counted, listing, number, percent, signed

MOST_GROUPS = 6
"""Groups that are spelled out; the chart's table has the others."""


def enough(rows: Iterable[Row], min_group: int, n: str = "n") -> list[Row]:
    """Return the rows that rest on at least ``min_group``, and on anything at all."""
    return [row for row in rows if row[n] >= max(min_group, 1)]


def too_few(min_group: int, what: str = "release") -> str:
    """Return what is said of something that rests on too few: ``fewer than 5 releases``."""
    return f"no {what}s" if min_group <= 1 else f"fewer than {counted(min_group, what)}"


def with_interval(row: Row, value: str) -> str:
    """Return points with one digit and their interval, where there is one: ``+2.6 (−2.3 to +7.5)``."""
    band = "" if row["lower"] is None else f" ({signed(row['lower'], 1)} to {signed(row['upper'], 1)})"
    return f"{signed(row[value], 1)}{band}"


def signless(value: float, digits: int = 2) -> str:
    """Return a number with a typographic minus and no plus."""
    return signed(value, digits).removeprefix("+")


def ends(rows: list[Row], value: str, min_group: int, said: Callable[[Row, bool], str]) -> str:
    """Return the first and the last of some rows that rest on enough, how the value moved, and if later rows do not.

    Parameters
    ----------
    rows
        Rows of one line, with n, the value (a share) and ``period``.
    value
        Column of the value.
    min_group
        Rows of fewer are passed over.
    said
        Returns what a row is called; told whether it is the first.
    """
    ordered = sorted((row for row in rows if row[value] is not None), key=lambda row: row["period"])
    solid = enough(ordered, min_group)
    if not solid:
        return f"{too_few(min_group)} at every point"
    first, last = solid[0], solid[-1]
    text = said(first, True)
    if last is not first:
        text += f", {said(last, False)}, {change(first[value], last[value])}"
    return text + (f"; later points rest on {too_few(min_group)}" if ordered[-1] is not last else "")


def change(before: float, after: float) -> str:
    """Return the change between two shares in points, so that it fits the percentages that are said."""
    points = round(after * 100) - round(before * 100)
    return f"{'up' if points > 0 else 'down'} {counted(abs(points), 'point')}" if points else "unchanged"


def lines_alt(rows: list[Row], value: str, *, facet: str | None, min_group: int, counting: str) -> str:
    """Describe lines by group: both ends of each, the widest gap, what is missing.

    Parameters
    ----------
    rows
        With ``period``, ``group``, ``n``, ``lower``, ``upper`` and the value; shares between 0 and 1.
    value
        Column that is drawn.
    facet
        Column that parts the panels, if any: each panel is described by itself.
    min_group
        Points with fewer releases count as few.
    counting
        How a value and its n read together, with ``{value}`` and ``{n}``.
    """
    parts = ["Line chart."]
    for panel in distinct(rows, facet):
        inside = rows if facet is None else of(rows, **{facet: panel})
        text = _lines_of_panel(inside, value, min_group, counting)
        parts.append(text if facet is None else f"{label(panel)}: {text}")
    return " ".join(parts)


def _lines_of_panel(rows: list[Row], value: str, min_group: int, counting: str) -> str:
    drawn = [row for row in rows if row[value] is not None]
    groups = in_order(distinct(drawn, "group"))
    # With many groups those with most releases speak; the chart's table has the others.
    largest = sorted(groups, key=lambda group: -sum(row["n"] for row in of(drawn, group=group)))[:MOST_GROUPS]

    def said(row: Row, first: bool) -> str:
        n = counted(row["n"], "release") if first else number(row["n"])
        return f"{counting.format(value=percent(row[value]), n=n)} in {row['period']}"

    parts = [
        f"{label(group)}: {ends(of(drawn, group=group), value, min_group, said)}."
        for group in groups
        if group in largest
    ]
    if len(groups) > len(largest):
        parts.append(f"{counted(len(groups) - len(largest), 'more group')} with fewer releases.")
    solid = enough(drawn, min_group)
    parts.append(_widest_gap(solid, value))
    few = in_order(row["group"] for row in drawn if row["n"] < min_group and of(solid, group=row["group"]))
    if few:
        parts.append(f"{too_few(min_group).capitalize()} at some points: {listing([label(g) for g in few])}.")
    silent = [group for group in in_order(distinct(rows, "group")) if group not in groups]
    if silent:
        parts.append(f"No judged releases: {listing([label(group) for group in silent])}.")
    return " ".join(filter(None, parts))


def _widest_gap(rows: list[Row], value: str) -> str:
    gaps = []
    for period in sorted(distinct(rows, "period")):
        own = of(rows, period=period)
        high, low = max(own, key=lambda row: row[value]), min(own, key=lambda row: row[value])
        gaps.append((round(high[value] * 100) - round(low[value] * 100), high, low))
    if not gaps or max(gap for gap, *_ in gaps) == 0:
        return ""
    points, high, low = max(gaps, key=lambda found: found[0])
    return (
        f"Widest gap: {counted(points, 'point')} in {high['period']}, {label(high['group'])} "
        f"{percent(high[value])} and {label(low['group'])} {percent(low[value])}."
    )


def ranges(
    named: Mapping[str, list[Row]], value: str, said: Callable[[Row], str], min_group: int = 0, what: str = "release"
) -> list[str]:
    """Return a sentence for each of several rows of rows: the least and the largest value among those with enough.

    Parameters
    ----------
    named
        What to call some rows -> the rows, with n and the value.
    value
        Column of the value.
    said
        Returns how a row reads.
    min_group, what
        Rows of fewer are passed over, and what n counts, in the singular.
    """
    parts = []
    for name, rows in list(named.items())[:MOST_GROUPS]:
        known = [row for row in rows if row[value] is not None]
        own = enough(known, min_group)
        if not own:
            parts.append(f"{name}: {too_few(min_group, what) if known else 'nothing judged'}.")
            continue
        both = dict.fromkeys(said(pick(own, key=lambda row: row[value])) for pick in (min, max))
        parts.append(f"{name}: {'from ' if len(both) > 1 else ''}{' to '.join(both)}.")
    more = len(named) - MOST_GROUPS
    return [*parts, f"{counted(more, 'more group')} in the table."] if more > 0 else parts


def make_up(counts: Mapping[str, int], order: Sequence[str]) -> str:
    """Return what parts a whole is made of: ``Open 75% and Closed 25%``; parts of 0 are not said."""
    total = sum(counts.values())
    return listing([f"{label(one)} {percent(counts[one] / total)}" for one in in_order(counts, order) if counts[one]])
