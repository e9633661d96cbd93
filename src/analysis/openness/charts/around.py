"""What all charts share around their marks: title, subtitle, source line, alt text, and panels."""

import json
import math
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from functools import wraps
from inspect import Parameter, signature

import altair as alt
import narwhals as nw
from narwhals.typing import IntoFrame

from openness.charts.encode import CHARACTER_WIDTH, MUTED, TURNED
from openness.charts.frame import Row, collected, declared, tidy_rows
from openness.project.errors import BadValueError
from openness.words.frames import Column, Frame
from openness.words.numbers import NO_BREAK, number

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Characters that fit in a column of 720 pixels at the print theme's sizes.
_TITLE_CHARACTERS = 68
_TEXT_CHARACTERS = 98

WIDTH = 640
"""Width in pixels that panels share; axis labels and padding take the rest of the column."""

ROOM = 690
"""Width in pixels of a chart of rows or cells, labels of rows and words to their right included."""

_GAP = 22
_HEIGHTS = {1: 270, 2: 200, 3: 150, 4: 130}


@dataclass(frozen=True)
class Words:
    """The words that a caller gives every chart, and what is declared of the table that it draws.

    Attributes
    ----------
    name
        Kebab-case name: of exported files, and of the chart in the report.
    title, source
        What stands over and under the chart.
    definition
        In plain words, what is drawn; opens the subtitle.
    result
        The declared result that the table is.
    """

    name: str
    title: str
    definition: str
    source: str
    result: Frame | None = None

    def read(
        self,
        frame: IntoFrame,
        columns: Sequence[Column],
        *,
        key: Sequence[str],
        interval: str | None = None,
        result: Frame | None = None,
    ) -> tuple[list[Column], list[Row]]:
        """Return the columns that the chart needs as its result declares them, and the frame's checked rows of them.

        Parameters
        ----------
        frame, columns, key, interval
            As :func:`openness.charts.frame.tidy_rows` takes them.
        result
            The declared result that this frame is, where the chart draws more than one.
        """
        data = collected(frame)
        found = self.declared(data, columns, result)
        return found, tidy_rows(data, found, key=key, chart=self.name, interval=interval)

    def declared(self, data: nw.DataFrame, columns: Sequence[Column], result: Frame | None = None) -> list[Column]:
        """Return the columns that the chart needs as its result declares them, if the frame is that result."""
        result = result or self.result
        found = declared(columns, result, self.name)
        if result is not None:
            result.checked(data)
        return found

    def around(
        self,
        body: alt.TopLevelMixin,
        rows: list[Row],
        *,
        n: str | Sequence[str],
        alt_text: str,
        caption: Sequence[str] = (),
        columns: Sequence[str] = (),
    ) -> alt.VConcatChart:
        """Put the words around a chart that let it stand alone.

        Parameters
        ----------
        body
            The drawn chart.
        rows
            The chart's table.
        n
            What follows the definition in the subtitle: how many there are, and how to read the marks. Each item starts
            a line.
        alt_text
            What a reader hears.
        caption
            What a reader should know before trusting the chart, as sentences; empty ones are left out.
        columns
            Columns of the table as it is exported, in order, where they are not those of the rows.

        Raises
        ------
        BadValueError
            If the name is not in kebab case.
        """
        if not _NAME.fullmatch(self.name):
            raise BadValueError(f"chart name {self.name!r} is not in kebab case; expected such as 'open-share-by-year'")
        source_line = self.source if self.source.startswith("Source") else f"Source: {self.source}"
        about = {
            "name": self.name,
            "title": self.title,
            "alt": alt_text,
            "source": self.source,
            "caption": " ".join(filter(None, caption)),
            "columns": list(columns or rows[0]),
        }
        lines = [self.definition, *([n] if isinstance(n, str) else n)]
        # Set, not .properties(): each call of that copies the whole chart, which adds up to seconds.
        body.title = alt.TitleParams(
            textwrap.wrap(source_line, _TEXT_CHARACTERS),
            orient="bottom",
            anchor="start",
            fontSize=11,
            fontWeight="normal",
            color=MUTED,
            lineHeight=15,
            offset=12,
        )
        chart = alt.vconcat(body)
        chart.title = alt.TitleParams(
            textwrap.wrap(self.title, _TITLE_CHARACTERS),
            subtitle=[line for text in lines for line in textwrap.wrap(text, _TEXT_CHARACTERS)],
        )
        chart.description, chart.usermeta = alt_text, {"openness": about}
        return chart


_COMMON = {
    "name": "Kebab-case name of the chart, of its files and in the report.",
    "title": "What stands over it.",
    "definition": "In plain words, what is drawn or counted; opens the subtitle.",
    "source": "What stands under it.",
    "result": "The declared result that the frame is: its kinds, headings and units hold, and are checked to fit.",
    "min_group": "What rests on fewer (releases, if nothing else is said) is faded and named in the caption.",
    "by_label": "What a group is, for tooltips and the subtitle.",
    "facet": "Column that parts panels side by side, such as ``list`` or ``metric``.",
    "labels": "Label by value where :func:`openness.charts.label` would not do, such as ``{'mit': 'MIT'}``.",
    "note": "A sentence for the caption.",
}
_RAISES = """
    Raises
    ------
    OpennessError
        If there is nothing to draw.
    UnknownNameError
        If a column is missing, or a value is none of those there can be.
    BadValueError
        If a value is of the wrong type or range, or outside its interval, or the result declares another kind than
        the chart draws.
    """


def chart(
    definition: str | None = None,
) -> Callable[[Callable[..., alt.VConcatChart]], Callable[..., alt.VConcatChart]]:
    """Give a chart function the parameters that all of them have, and tell of them in its documentation.

    Parameters
    ----------
    definition
        What is drawn, where the caller need not say.

    Returns
    -------
    A decorator: of a function that takes ``about``, its :class:`Words`, it makes one that takes ``name``, ``title``,
    ``definition``, ``source`` and ``result`` instead, by keyword.
    """
    defaults = {} if definition is None else {"definition": definition}
    common = [
        Parameter(
            field.name,
            Parameter.KEYWORD_ONLY,
            default=defaults.get(field.name, Parameter.empty if field.default is MISSING else field.default),
            annotation=field.type,
        )
        for field in fields(Words)
    ]

    def made(draw: Callable[..., alt.VConcatChart]) -> Callable[..., alt.VConcatChart]:
        inner = signature(draw)
        own = [one for one in inner.parameters.values() if one.name != "about"]
        frames = [one for one in own if one.kind is not Parameter.KEYWORD_ONLY]
        outer = inner.replace(parameters=[*frames, *common, *own[len(frames) :]])

        @wraps(draw)
        def function(*args: object, **asked: object) -> alt.VConcatChart:
            given = outer.bind(*args, **asked)
            given.apply_defaults()
            about = Words(*(given.arguments.pop(one.name) for one in common))
            return draw(**given.arguments, about=about)

        function.__signature__ = outer
        own_words = (draw.__doc__ or "").rstrip()
        told = [
            f"    {name}\n        {text}\n"
            for name, text in _COMMON.items()
            if name in outer.parameters and f"\n    {name}\n" not in own_words
        ]
        function.__doc__ = f"{own_words}\n{''.join(told)}{_RAISES}"
        return function

    return made


def inline(rows: list[Row]) -> alt.InlineData:
    """Return rows as a chart's inline data, the same whichever frame they came from."""
    return alt.InlineData(values=rows)


def panel_heading(names: Sequence[str], n: int, width: float) -> list[str]:
    """Return the lines over one panel, such as ``["Corporate (n = 570)"]``: wider ones would push columns apart."""
    heading = f"{' · '.join(names)} (n{NO_BREAK}={NO_BREAK}{number(n)})"
    return textwrap.wrap(heading, max(12, int(width / CHARACTER_WIDTH)), break_long_words=False)


def panel_title(names: Sequence[str], n: int, width: float) -> alt.TitleParams:
    """Return the heading of one panel as a title."""
    return title_over(panel_heading(names, n, width), lineHeight=16)


def title_over(text: str | list[str], **more: object) -> alt.TitleParams:
    """Return words as the title of one panel."""
    return alt.TitleParams(
        text, **{"fontSize": 13, "fontWeight": 600, "anchor": "start", "frame": "group", "offset": 2, **more}
    )


def cell_width(names: Sequence[str], room: float, *, angle: int = TURNED, limit: float = 200) -> float:
    """Return how many pixels wide the cells of a table may be, so that turned headings stay in the column of text.

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
    """
    widest = room / len(names)
    if angle == 0:
        return widest
    reach = [min(limit, len(name) * CHARACTER_WIDTH) * math.cos(math.radians(angle)) for name in names]
    return min(widest, *((room - out) / (i + 0.5) for i, out in enumerate(reach)))


def columns_for(*, rows: int, parts: int = 1) -> int:
    """Return into how many columns, 1 to 4, to lay panels: the parts of a group stand side by side where they fit."""
    if rows > 1 and 1 < parts <= 4:
        return parts
    return {1: 1, 2: 2, 4: 2}.get(rows * parts, 3)


def panel_size(columns: int) -> tuple[float, float]:
    """Return width and height in pixels of one of several panels, so many side by side."""
    return (WIDTH - _GAP * (columns - 1)) / columns, _HEIGHTS[columns]


def sized(panel: alt.LayerChart, width: float, height: float) -> alt.LayerChart:
    """Return a panel with its size in pixels."""
    panel.width, panel.height = width, height
    return panel


def grid(panels: Sequence[alt.LayerChart], columns: int, rows: list[Row]) -> alt.ConcatChart:
    """Lay panels without data of their own, all of one table, into columns."""
    return alt.concat(*panels, columns=columns, data=inline(rows), align="each", spacing=_GAP)


def faceted(
    panel: alt.LayerChart,
    field: str,
    headings: Mapping[str, Sequence[str]],
    rows: list[Row],
    *,
    columns: int,
    prepare: Callable[[alt.FacetChart], alt.FacetChart] = lambda chart: chart,
) -> alt.FacetChart:
    """Return the same panel once a value of a field: one chart, which is quicker than many side by side.

    Altair copies and checks every object of a chart again and again, and a dozen concatenated panels took seconds.

    Parameters
    ----------
    panel
        A panel without data; it sees the rows of one value at a time.
    field
        Field that parts the panels.
    headings
        Value -> lines over its panel, in order; rows of other values are not drawn.
    rows
        The one table.
    columns
        How many panels stand side by side.
    prepare
        Adds transforms that the field is made by.
    """
    header = alt.Header(
        title=None,
        labelExpr=f"({json.dumps(headings, ensure_ascii=False)})[datum.value]",
        labelAnchor="start",
        labelFontSize=13,
        labelFontWeight=600,
        labelLineHeight=16,
        labelPadding=4,
    )
    facet = alt.Facet(f"{field}:N", sort=list(headings), header=header)
    chart = panel.facet(facet, data=inline(rows), columns=columns, spacing={"row": 18, "column": 22})
    kept = f"indexof({json.dumps(list(headings), ensure_ascii=False)}, datum.{field}) >= 0"
    return prepare(chart).transform_filter(kept).resolve_axis(x="independent")
