"""Plain-English alt text from a chart's own numbers; pure functions of tidy rows, the same text for the same rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from openness.charts.frame import Row, distinct, totals
from openness.words.names import in_order, label, listing, number, percent, plural

_GROUPS_SPELLED_OUT = 6
_STATES_SPELLED_OUT = 2


def lines_alt(
    rows: list[Row],
    value: str,
    *,
    facet: str | None = None,
    min_group: int = 5,
    counting: str = "{value} of {n}",
) -> str:
    """Describe lines by group: both ends of each, the widest gap, whether intervals overlap, what is missing.

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
        How a value and its n read together.

    Returns
    -------
    str
    """
    parts = ["Line chart."]
    for panel in distinct(rows, facet):
        inside = rows if facet is None else [row for row in rows if row[facet] == panel]
        text = _lines_of_panel(inside, value, min_group, counting)
        parts.append(text if facet is None else f"{label(panel)}: {text}")
    return " ".join(parts)


def _lines_of_panel(rows: list[Row], value: str, min_group: int, counting: str) -> str:
    drawn = [row for row in rows if row[value] is not None]
    groups = in_order(row["group"] for row in drawn)
    # With many groups those with most releases speak; the chart's table has the others.
    spoken = sorted(groups, key=lambda group: -sum(row["n"] for row in drawn if row["group"] == group))
    spoken = [group for group in groups if group in spoken[:_GROUPS_SPELLED_OUT]]
    parts = [_ends(group, [r for r in drawn if r["group"] == group], value, counting) for group in spoken]
    if len(groups) > len(spoken):
        parts.append(f"{plural(len(groups) - len(spoken), 'more group')} with fewer releases.")
    parts += [_widest_gap(drawn, value, min_group), _overlap(drawn)]
    few = in_order(row["group"] for row in drawn if row["n"] < min_group)
    if few:
        parts.append(f"Fewer than {min_group} releases at some points: {listing([label(g) for g in few])}.")
    silent = [group for group in in_order(row["group"] for row in rows) if group not in groups]
    if silent:
        parts.append(f"No judged releases: {listing([label(group) for group in silent])}.")
    return " ".join(part for part in parts if part)


def _ends(group: str, rows: list[Row], value: str, counting: str) -> str:
    ordered = sorted(rows, key=lambda row: row["period"])
    first, last = ordered[0], ordered[-1]
    start = counting.format(value=percent(first[value]), n=plural(first["n"], "release"))
    text = f"{label(group)}: {start} in {first['period']}"
    if last is first:
        return text + "."
    end = counting.format(value=percent(last[value]), n=number(last["n"]))
    return f"{text}, {end} in {last['period']}, {_change(first[value], last[value])}."


def _change(before: float, after: float) -> str:
    points = round(after * 100) - round(before * 100)
    if points == 0:
        return "unchanged"
    return f"{'up' if points > 0 else 'down'} {plural(abs(points), 'point')}"


def _widest_gap(rows: list[Row], value: str, min_group: int) -> str:
    gaps = []
    for period in sorted({row["period"] for row in rows}):
        solid = [row for row in rows if row["period"] == period and row["n"] >= min_group]
        if len(solid) > 1:
            high, low = max(solid, key=lambda r: r[value]), min(solid, key=lambda r: r[value])
            gaps.append((round(high[value] * 100) - round(low[value] * 100), high, low))
    if not gaps or max(gap for gap, *_ in gaps) == 0:
        return ""
    points, high, low = max(gaps, key=lambda found: found[0])
    return (
        f"Widest gap: {plural(points, 'point')} in {high['period']}, {label(high['group'])} "
        f"{percent(high[value])} and {label(low['group'])} {percent(low[value])}."
    )


def _overlap(rows: list[Row]) -> str:
    shared = [
        period
        for period in {row["period"] for row in rows}
        if len([row for row in rows if row["period"] == period]) > 1
    ]
    if not shared:
        return ""
    last = max(shared)
    pairs = combinations([row for row in rows if row["period"] == last], 2)
    overlaps = [a["lower"] <= b["upper"] and b["lower"] <= a["upper"] for a, b in pairs]
    if all(overlaps):
        return f"Intervals overlap in {last}."
    return f"{'Some intervals' if any(overlaps) else 'Intervals do not'} overlap in {last}."


def counts_alt(rows: list[Row]) -> str:
    """Describe stacked counts: the total, each group's part, the busiest period.

    Parameters
    ----------
    rows
        With ``period``, ``group`` and ``release_count``.

    Returns
    -------
    str
    """
    by_period = totals(rows, "period")
    total = sum(by_period.values())
    first, last = min(by_period), max(by_period)
    span = f"in {first}" if first == last else f"from {first} to {last}"
    by_group = totals(rows, "group")
    parts = [
        f"{label(group)} {number(by_group[group])} ({percent(by_group[group] / total)})"
        for group in in_order(by_group)
        if total
    ]
    text = f"Stacked bar chart. {plural(total, 'release')} {span}"
    text += f": {listing(parts)}." if parts else "."
    if first != last and total:
        peak = max(sorted(by_period), key=by_period.__getitem__)
        text += f" Most in {peak} ({number(by_period[peak])})."
    return text


def make_up_alt(panels: Sequence[tuple[str, list[Row]]], field: str, values: Sequence[str], count: str) -> str:
    """Describe bars of 100%: the make-up of the first and the last period of each panel.

    Parameters
    ----------
    panels
        Name and rows of each panel, with ``period``, the field and the count; one panel may have no name.
    field
        Column that bars are cut by.
    values
        Its values in order.
    count
        Column of counts.

    Returns
    -------
    str
    """
    parts = ["Stacked bar chart, each bar 100%."]
    for name, inside in panels:
        by_period = {period: total for period, total in totals(inside, "period", count).items() if total}
        if not by_period:
            parts.append(f"{name}: no releases.")
            continue
        ends = dict.fromkeys((min(by_period), max(by_period)))
        made_up = []
        for period in ends:
            counts = totals([row for row in inside if row["period"] == period and row[count]], field, count)
            cuts = [f"{label(v)} {percent(counts[v] / by_period[period])}" for v in in_order(counts, values)]
            made_up.append(f"{period}, {plural(by_period[period], 'release')}: {listing(cuts)}.")
        text = " ".join(made_up)
        parts.append(f"{name}: {text}" if name else text)
    return " ".join(parts)


def heatmap_alt(rows: list[Row]) -> str:
    """Describe a table of scores: most and least open component of each group.

    Parameters
    ----------
    rows
        With ``component``, ``group``, ``n`` and ``score`` between 0 and 1.

    Returns
    -------
    str
    """
    components, groups = distinct(rows, "component"), in_order(row["group"] for row in rows)
    parts = [f"Heatmap of {plural(len(components), 'component')} by {plural(len(groups), 'group')}."]
    for group in groups[:_GROUPS_SPELLED_OUT]:
        scored = [row for row in rows if row["group"] == group and row["score"] is not None]
        if not scored:
            parts.append(f"{label(group)}: nothing judged.")
            continue
        high, low = max(scored, key=lambda row: row["score"]), min(scored, key=lambda row: row["score"])
        if high["score"] == low["score"]:
            parts.append(f"{label(group)}: {percent(high['score'])} in {plural(len(scored), 'component')}.")
            continue
        parts.append(
            f"{label(group)}: most open {label(high['component'])} {percent(high['score'])} (n = {number(high['n'])}), "
            f"least open {label(low['component'])} {percent(low['score'])} (n = {number(low['n'])})."
        )
    if len(groups) > _GROUPS_SPELLED_OUT:
        parts.append(f"{plural(len(groups) - _GROUPS_SPELLED_OUT, 'more group')} in the table.")
    return " ".join(parts)


def grid_alt(
    cells: Sequence[tuple[str, str, str]], size: tuple[int, int], axes: tuple[str, str], states: Mapping[str, str]
) -> str:
    """Describe a grid of states: its size, how many cells each state has, and where the first states pile up.

    Parameters
    ----------
    cells
        Label of the row, label of the column and state of every cell.
    size
        How many rows and columns there are.
    axes
        What a row and a column are.
    states
        Label by state, in order.

    Returns
    -------
    str
    """
    counts = Counter(state for *_, state in cells)
    found = [f"{name} {number(counts[state])}" for state, name in states.items()]
    parts = [
        f"Grid of {axes[0].lower()} ({plural(size[0], 'row')}) by {axes[1].lower()} ({plural(size[1], 'column')}).",
        f"Of {plural(len(cells), 'cell')}: {listing(found)}.",
    ]
    for state in [state for state in states if counts[state]][:_STATES_SPELLED_OUT]:
        most = [Counter(cell[side] for cell in cells if cell[2] == state) for side in (0, 1)]
        tops = [(max(count.values()), [k for k, v in count.items() if v == max(count.values())]) for count in most]
        spoken = [f"{listing(names, at_most=3)} ({number(top)})" for top, names in tops]
        parts.append(f"{states[state]} most often in: {spoken[0]}; by {axes[1].lower()}: {spoken[1]}.")
    empty = size[0] * size[1] - len(cells)
    if empty:
        parts.append(f"No record: {plural(empty, 'cell')}.")
    return " ".join(parts)
