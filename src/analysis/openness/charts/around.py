"""What all charts share around their marks: title, subtitle, source line, alt text, panels, period axis."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Sequence

import altair as alt

from openness.charts.frame import Row
from openness.charts.periods import labelled_periods
from openness.project.errors import BadValueError
from openness.words.names import label, label_expression, number

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Characters that fit in a column of 720 pixels at the print theme's sizes.
_TITLE_CHARACTERS = 68
_TEXT_CHARACTERS = 98

WIDTH = 640
"""Width in pixels that panels share; axis labels and padding take the rest of the column."""

CHARACTER_WIDTH = 7.6
"""Width in pixels to allow for a character of a label, at the print theme's size."""

TURNED = -40
"""Angle in degrees of labels that do not fit side by side."""

_GAP = 22
_HEIGHTS = {1: 270, 2: 200, 3: 150, 4: 130}


def finish(
    body: alt.TopLevelMixin,
    *,
    name: str,
    title: str,
    subtitle: Sequence[str],
    source: str,
    alt_text: str,
    caption: str,
    columns: Sequence[str],
) -> alt.VConcatChart:
    """Put the words around a chart that let it stand alone.

    Parameters
    ----------
    body
        The drawn chart.
    name
        Kebab-case name: of exported files, and of the chart in the report.
    title, subtitle, source
        What a reader sees; each item of ``subtitle`` starts a line, and long lines are broken.
    alt_text
        What a reader hears.
    caption
        What a reader should know before trusting the chart.
    columns
        Columns of the chart's table, in order.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    BadValueError
        If the name is not in kebab case.
    """
    if not _NAME.fullmatch(name):
        raise BadValueError(f"chart name {name!r} is not in kebab case; expected such as 'open-share-by-year'")
    source_line = source if source.startswith("Source") else f"Source: {source}"
    footer = alt.TitleParams(
        textwrap.wrap(source_line, _TEXT_CHARACTERS),
        orient="bottom",
        anchor="start",
        fontSize=11,
        fontWeight="normal",
        color="#59636e",
        lineHeight=15,
        offset=12,
    )
    header = alt.TitleParams(
        textwrap.wrap(title, _TITLE_CHARACTERS),
        subtitle=[line for text in subtitle for line in textwrap.wrap(text, _TEXT_CHARACTERS)],
    )
    about = {
        "name": name,
        "title": title,
        "alt": alt_text,
        "source": source,
        "caption": caption,
        "columns": list(columns),
    }
    # Set, not .properties(): each call of that copies the whole chart, which adds up to seconds.
    body.title = footer
    chart = alt.vconcat(body)
    chart.title, chart.description, chart.usermeta = header, alt_text, {"openness": about}
    return chart


def inline(rows: list[Row]) -> alt.InlineData:
    """Return rows as a chart's inline data, the same whichever frame they came from.

    Parameters
    ----------
    rows
        Tidy rows.

    Returns
    -------
    altair.InlineData
    """
    return alt.InlineData(values=rows)


def period_axis(periods: Sequence[str], width: float) -> alt.Axis:
    """Return an axis of periods whose labels never run into each other.

    Parameters
    ----------
    periods
        All periods on the axis, in order.
    width
        Width of the axis in pixels.

    Returns
    -------
    altair.Axis
    """
    labelled = labelled_periods(periods, width)
    # Labels that skip quarters name only the year in which a tick stands.
    text = "datum.label" if len(labelled) == len(periods) else "slice(datum.label, 0, 4)"
    return alt.Axis(
        title=None,
        grid=False,
        labelAngle=0,
        labelExpr=text,
        labelOverlap=False,
        ticks=True,
        values=labelled,
    )


def fits_level(names: Sequence[str], step: float) -> bool:
    """Return whether labels fit side by side without being turned.

    Parameters
    ----------
    names
        Values whose labels stand under or over an axis.
    step
        Pixels between two of them.

    Returns
    -------
    bool
    """
    return max(len(label(name)) for name in names) * CHARACTER_WIDTH <= step


def group_axis(groups: Sequence[str], step: float, *, orient: str = "bottom") -> alt.Axis:
    """Return an axis of groups, its labels turned where they would run into each other.

    Parameters
    ----------
    groups
        Groups in order.
    step
        Pixels between two groups.
    orient
        ``bottom`` or ``top``.

    Returns
    -------
    altair.Axis
    """
    return alt.Axis(
        title=None,
        orient=orient,
        labelAngle=0 if fits_level(groups, step) else TURNED,
        labelExpr=label_expression(groups),
        labelLimit=200,
        domain=orient == "bottom",
        ticks=False,
        labelPadding=6,
    )


def share_axis(*, labels: bool) -> alt.Axis:
    """Return an axis from 0 to 100 percent.

    Parameters
    ----------
    labels
        Whether it has labels; panels to the right share those on the left.

    Returns
    -------
    altair.Axis
    """
    return alt.Axis(
        title=None,
        format=".0%",
        values=[0, 0.25, 0.5, 0.75, 1],
        domain=False,
        ticks=False,
        labels=labels,
    )


def panel_heading(names: Sequence[str], n: int, width: float) -> list[str]:
    """Return the words over one panel, the same in every kind of chart.

    Parameters
    ----------
    names
        Whom the panel shows.
    n
        How many releases it rests on.
    width
        Width of the panel in pixels: a wider heading would push the columns apart.

    Returns
    -------
    list of str
        Lines, such as ``["Corporate (n = 570)"]``.
    """
    heading = f"{' · '.join(names)} (n\u00a0=\u00a0{number(n)})"
    return textwrap.wrap(heading, max(12, int(width / CHARACTER_WIDTH)), break_long_words=False)


def panel_title(names: Sequence[str], n: int, width: float) -> alt.TitleParams:
    """Return the heading of one panel as a title.

    Parameters
    ----------
    names, n, width
        As for :func:`panel_heading`.

    Returns
    -------
    altair.TitleParams
    """
    text = panel_heading(names, n, width)
    return alt.TitleParams(text, fontSize=13, fontWeight=600, lineHeight=16, anchor="start", frame="group", offset=2)


def cell_width(names: Sequence[str], room: float, *, angle: int = TURNED, limit: float = 200) -> float:
    """Return how wide the cells of a table may be, so that turned headings do not stick out of the column of text.

    Parameters
    ----------
    names
        Labels of the columns from the left.
    room
        Pixels for the cells and what sticks out to their right.
    angle
        Angle in degrees of the headings, 0 for level ones.
    limit
        Longest heading in pixels.

    Returns
    -------
    float
        Pixels.
    """
    widest = room / len(names)
    if angle == 0:
        return widest
    reach = [min(limit, len(name) * CHARACTER_WIDTH) * math.cos(math.radians(angle)) for name in names]
    return min(widest, *((room - out) / (i + 0.5) for i, out in enumerate(reach)))


def columns_for(*, rows: int, parts: int) -> int:
    """Return into how many columns to lay panels.

    Parameters
    ----------
    rows
        How many groups have a panel.
    parts
        How many panels a group has: these stand side by side where they fit.

    Returns
    -------
    int
        From 1 to 4.
    """
    if rows > 1 and 1 < parts <= 4:
        return parts
    return {1: 1, 2: 2, 4: 2}.get(rows * parts, 3)


def panel_size(columns: int) -> tuple[float, float]:
    """Return width and height in pixels of one of several panels.

    Parameters
    ----------
    columns
        How many stand side by side, from 1 to 4.

    Returns
    -------
    tuple of float
    """
    return (WIDTH - _GAP * (columns - 1)) / columns, _HEIGHTS[columns]


def grid(panels: Sequence[alt.LayerChart], columns: int, rows: list[Row]) -> alt.ConcatChart:
    """Lay panels of one table into columns.

    Parameters
    ----------
    panels
        Panels without data of their own.
    columns
        How many stand side by side.
    rows
        The one table.

    Returns
    -------
    altair.ConcatChart
    """
    return alt.concat(*panels, columns=columns, data=inline(rows), align="each", spacing=_GAP)
