"""What a reader should know before trusting a chart: small groups, gaps, what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openness.charts.frame import Row
from openness.words.names import in_order, label, listing, number, plural


def faded_caption(points: Iterable[tuple[str, int]], min_group: int, what: str = "releases") -> str:
    """Name the points that are drawn faded.

    Parameters
    ----------
    points
        Name and n of every point of the chart, in the order in which to name them.
    min_group
        Points with fewer releases are faded; points with none are not drawn.
    what
        What n counts, in the plural.

    Returns
    -------
    str
        One sentence, or ``""`` where nothing is faded.
    """
    few = [f"{name} ({n})" for name, n in points if 0 < n < min_group]
    return f"Drawn faded: fewer than {min_group} {what} in {listing(few)}." if few else ""


def point_name(row: Row, facet: str | None = None, *, across: str = "period") -> str:
    """Return what a caption calls one point.

    Parameters
    ----------
    row
        A tidy row; a row without a group is named by the rest.
    facet
        Column that parts the panels, if any.
    across
        The other column that names a point.

    Returns
    -------
    str
        Such as ``"Community 2016"``.
    """
    names = [row.get(facet) if facet != "group" else None, row.get("group"), row[across]]
    return " ".join(label(name) for name in names if name)


def silent_caption(rows: list[Row], value: str) -> str:
    """Name the groups of which nothing can be drawn.

    Parameters
    ----------
    rows
        Tidy rows with ``group`` and the value.
    value
        Column that is drawn.

    Returns
    -------
    str
        One sentence, or ``""``.
    """
    drawn = {row["group"] for row in rows if row[value] is not None}
    silent = [label(group) for group in in_order(row["group"] for row in rows) if group not in drawn]
    return f"Not drawn, because no release could be judged: {listing(silent)}." if silent else ""


def left_out_caption(panels: Sequence[str], why: str = "no releases") -> str:
    """Name the panels that are left out.

    Parameters
    ----------
    panels
        Their headings, without n.
    why
        What they lack.

    Returns
    -------
    str
        One sentence, or ``""``.
    """
    return f"No panel, because there are {why}: {listing(panels)}." if panels else ""


def unknown_caption(rows: list[Row], facet: str | None = None) -> str:
    """Say how many releases no share counts.

    Parameters
    ----------
    rows
        Tidy rows, with ``unknown_count`` if it is known.
    facet
        Column that parts the panels, if any: panels may show the same releases, so each has its own number.

    Returns
    -------
    str
        One sentence, or ``""``.
    """
    unknown: dict[str | None, int] = {}
    for row in rows:
        part = row[facet] if facet else None
        unknown[part] = unknown.get(part, 0) + row.get("unknown_count", 0)
    if not any(unknown.values()):
        return ""
    if facet is None:
        count = unknown[None]
        return f"{plural(count, 'release')} could not be judged and {'is' if count == 1 else 'are'} in no share."
    counts = [f"{label(part)} {number(count)}" for part, count in unknown.items()]
    return f"Releases that could not be judged and are in no share: {listing(counts)}."


def sentences(*parts: str) -> str:
    """Join the sentences there are.

    Parameters
    ----------
    *parts
        Sentences; empty ones are left out.

    Returns
    -------
    str
    """
    return " ".join(part for part in parts if part)
