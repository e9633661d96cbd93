"""What a reader should know before trusting a chart: small groups, gaps, what was left out; a sentence or ``""``."""

from collections.abc import Iterable, Sequence

from openness.charts.frame import Row, distinct
from openness.words.names import in_order, label
from openness.words.numbers import counted, listing, number, plural

_MOST_NAMED = 6


def some(text: str, items: Sequence[str], **more: int) -> str:
    """Return a sentence about items: what is said, a colon, and their listing; nothing where there are none."""
    return f"{text}: {listing(items, **more)}." if items else ""


def faded_caption(points: Iterable[tuple[str, int]], min_group: int, what: str = "releases", where: str = "in") -> str:
    """Name the points that are drawn faded.

    Parameters
    ----------
    points
        Name and n of every point of the chart, in the order in which to name them.
    min_group
        Points with fewer are faded; points with none are not drawn.
    what, where
        What n counts, in the plural, and the word before the names.
    """
    few = [f"{name} ({number(n)})" for name, n in points if 0 < n < min_group]
    return f"Drawn faded: fewer than {min_group} {what} {where} {listing(few)}." if few else ""


def point_name(row: Row, facet: str | None = None, *, across: str = "period") -> str:
    """Return what a caption calls one point, such as ``"Community 2016"``: facet, group and what it stands at."""
    names = [row.get(facet) if facet != "group" else None, row.get("group"), row[across]]
    return " ".join(label(name) for name in names if name)


def silent_caption(rows: list[Row], value: str) -> str:
    """Name the groups of which nothing can be drawn."""
    drawn = {row["group"] for row in rows if row[value] is not None}
    silent = [label(group) for group in in_order(distinct(rows, "group")) if group not in drawn]
    return some("Not drawn, because no release could be judged", silent)


def unknown_caption(rows: list[Row], facet: str | None = None) -> str:
    """Say how many releases no share counts; of each panel by itself, since panels may show the same releases."""
    unknown: dict[str | None, int] = {}
    for row in rows:
        part = row[facet] if facet else None
        unknown[part] = unknown.get(part, 0) + row.get("unknown_count", 0)
    if not any(unknown.values()):
        return ""
    if facet is None:
        count = unknown[None]
        return f"{counted(count, 'release')} could not be judged and {plural(count, 'is', 'are')} in no share."
    counts = [f"{label(part)} {number(count)}" for part, count in unknown.items()]
    return some("Releases that could not be judged and are in no share", counts)


_KINDS = {"developer": " by developer", "wilson": " by Wilson, which takes releases for independent"}


def kind_of_interval(rows: list[Row]) -> str:
    """Return what kind of intervals rows have by their column ``interval``, to follow "intervals"; or nothing."""
    kinds = {row.get("interval") for row in rows} & _KINDS.keys()
    return _KINDS[kinds.pop()] if len(kinds) == 1 else ""


def single_caption(rows: list[Row], facet: str | None = None) -> str:
    """Name the points that have no interval, because all that they count is one developer's."""
    single = [
        point_name(row, facet)
        for row in rows
        if row.get("developers") == 1 and row["lower"] is None and row["n"] > 0 and row.get("interval") == "developer"
    ]
    return some("No interval, because one developer made all releases of", single, at_most=_MOST_NAMED)


def span(counts: Iterable[int]) -> str:
    """Return the least and the largest of some counts, such as ``"12 to 1,234"``, or the only one."""
    ordered = sorted(counts)
    ends = dict.fromkeys((ordered[0], ordered[-1]))
    return " to ".join(map(number, ends))
