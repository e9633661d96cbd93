"""The look of every chart: Okabe-Ito colors, one color, dash and shape a group, and two altair themes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import altair as alt

from openness.charts import display
from openness.project.errors import UnknownNameError
from openness.words.names import GROUP_ORDER

FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"
MAX_WIDTH = 720
"""Widest chart in pixels, legends and axis labels included: the column of text on the site."""

FADED = 0.3
"""Opacity of what rests on too few releases."""

_OKABE_ITO = {
    "black": "#000000",
    "orange": "#E69F00",
    "sky": "#56B4E9",
    "green": "#009E73",
    "blue": "#0072B2",
    "vermilion": "#D55E00",
    "purple": "#CC79A7",
}
# Okabe-Ito's yellow is left out: as a line on white it has a contrast of 1.3 to 1.
_KNOWN_COLORS = ("blue", "green", "vermilion")
_OTHER_COLORS = ("purple", "orange", "sky", "black", "blue", "vermilion", "green")
# A scale with more groups than colors starts over: with other colors again, not with a known group's.
_ROUNDS = 6

_LIGHT_GROUPS = (
    *(_OKABE_ITO[name] for name in _KNOWN_COLORS),
    "#7a7a7a",
    *(_OKABE_ITO[name] for name in _OTHER_COLORS * _ROUNDS),
)

TONES = ("blue", "sky", "green", "orange", "vermilion", "purple", "grey", "pale")
"""Colors that a state of a grid can have, each a gray in print."""

DARK_TONES = frozenset({"blue"})
"""Tones on which letters are white."""

_KNOWN_DASHES = ([1, 0], [7, 2, 2, 2], [6, 3], [2, 2])
_OTHER_DASHES = ([1, 0], [6, 3], [2, 2], [7, 2, 2, 2], [9, 4])
_KNOWN_SHAPES = ("circle", "diamond", "square", "cross")
_OTHER_SHAPES = ("triangle-up", "circle", "square", "diamond", "triangle-down", "cross")


@dataclass(frozen=True)
class Style:
    """How a group is told apart where color cannot do it.

    Attributes
    ----------
    dash
        Vega stroke dash pattern in pixels.
    shape
        Vega point shape.
    """

    dash: tuple[int, ...]
    shape: str


def style_order(groups: Iterable[str]) -> list[str]:
    """Return the domain that every scale by group uses, so that a group never changes its look.

    All known groups, present or not, then the others sorted: neither a missing group nor another order of rows moves a
    color.
    """
    return [*GROUP_ORDER, *sorted(set(groups) - set(GROUP_ORDER))]


def group_styles(groups: Iterable[str]) -> dict[str, Style]:
    """Return dash and shape by group, in the order of :func:`style_order`."""
    order = style_order(groups)
    others = len(order) - len(GROUP_ORDER)
    dashes = [*_KNOWN_DASHES, *(_OTHER_DASHES[i % len(_OTHER_DASHES)] for i in range(others))]
    shapes = [*_KNOWN_SHAPES, *(_OTHER_SHAPES[i % len(_OTHER_SHAPES)] for i in range(others))]
    return {group: Style(tuple(dash), shape) for group, dash, shape in zip(order, dashes, shapes, strict=True)}


@dataclass(frozen=True)
class State:
    """How one state of a grid or of a dot looks.

    Attributes
    ----------
    tone
        One of :data:`TONES`; each theme has its own color for it.
    symbol
        One or two characters in each of its cells, so that color is not the only cue.
    shape
        Vega point shape, where the state is that of a dot.
    """

    tone: str
    symbol: str
    shape: str = "circle"


def tone_domain(tones: Mapping[str, str], what: str = "value") -> list[str]:
    """Return the domain of a color scale over the themes' tones (range ``diverging``) for values with a tone each.

    Tones without a value get a name that no value has; ``what`` says what a value is there.
    """
    by_tone = {tone: value for value, tone in tones.items()}
    return [by_tone.get(tone, f"(no {what}: {tone})") for tone in TONES]


@dataclass(frozen=True)
class _Theme:
    """What differs between themes; scales name their range, so a chart takes its colors from here when drawn."""

    ink: str
    muted: str
    rule: str
    size: int
    groups: tuple[str, ...]
    grades: tuple[str, ...]
    ramp: tuple[str, ...]
    outline: str
    lines: tuple[str, ...]
    tones: tuple[str, ...]

    def config(self) -> dict:
        title = {
            "anchor": "start",
            "frame": "bounds",
            "fontSize": self.size + 5,
            "fontWeight": 600,
            "color": self.ink,
            "subtitleColor": self.muted,
            "subtitleFontSize": self.size,
            "subtitlePadding": 6,
            "subtitleLineHeight": self.size + 5,
            "lineHeight": self.size + 10,
            "offset": 14,
        }
        axis = {
            "domainColor": self.muted,
            "gridColor": self.rule,
            "labelColor": self.ink,
            "labelFontSize": self.size,
            "tickColor": self.muted,
            "titleColor": self.ink,
            "titleFontSize": self.size,
            "titleFontWeight": "normal",
        }
        legend = {
            "labelColor": self.ink,
            "labelFontSize": self.size,
            "labelLimit": 260,
            "titleColor": self.ink,
            "titleFontSize": self.size,
            "titleFontWeight": "normal",
            "titleLimit": 400,
        }
        return {
            "background": "#ffffff",
            "font": FONT,
            "padding": 6,
            "title": title,
            "axis": axis,
            "legend": legend,
            "text": {"color": self.ink, "fontSize": self.size},
            "bar": {"stroke": self.outline, "strokeWidth": 0.6},
            "rect": {"stroke": "#ffffff", "strokeWidth": 1},
            "view": {"stroke": None},
            "range": {
                "category": list(self.groups),
                "ordinal": list(self.grades),
                "heatmap": list(self.ramp),
                # Lines on white need more contrast than outlined bars do; ranges of other names are refused.
                "ramp": list(self.lines),
                "diverging": list(self.tones),
            },
        }


THEMES = {
    "light": _Theme(
        ink="#1f2328",
        muted="#59636e",
        rule="#e4e7eb",
        size=12,
        groups=_LIGHT_GROUPS,
        # Blue while the weights can be had, orange once they cannot: the one border that matters most.
        grades=("#08519c", "#4a98c9", "#a9cfe5", "#fdd49e", "#f08c3e", "#a63603", "#bdbdbd"),
        ramp=("#f4f8fc", "#c6dcee", "#7fb6d9", "#2f7ebc", "#0b4a8f"),
        outline="#ffffff",
        lines=_LIGHT_GROUPS,
        tones=(*(_OKABE_ITO[name] for name in TONES[:6]), "#bdbdbd", "#f0f0f0"),
    ),
    "print": _Theme(
        ink="#000000",
        muted="#333333",
        rule="#dddddd",
        size=14,
        groups=("#1a1a1a", "#b0b0b0", "#6e6e6e", "#d9d9d9") + ("#3d3d3d", "#8c8c8c", "#5c5c5c", "#a6a6a6") * _ROUNDS,
        grades=("#111111", "#383838", "#5c5c5c", "#808080", "#a3a3a3", "#c6c6c6", "#e8e8e8"),
        ramp=("#ffffff", "#e0e0e0", "#b4b4b4", "#767676", "#1f1f1f"),
        outline="#000000",
        lines=("#1a1a1a", "#8c8c8c", "#6e6e6e", "#8c8c8c") + ("#3d3d3d", "#8c8c8c", "#5c5c5c", "#767676") * _ROUNDS,
        # Blue alone takes white letters, here too.
        tones=("#1a1a1a", "#d0d0d0", "#949494", "#bcbcbc", "#808080", "#a8a8a8", "#e2e2e2", "#ffffff"),
    ),
}


def use_theme(name: str = "light") -> None:
    """Give every chart of this session one look, and show it so that the report can take it offline.

    Parameters
    ----------
    name
        ``light`` for screens, or ``print``: grays, larger text, outlines, told apart by dash, shape and shade.

    Raises
    ------
    UnknownNameError
        If there is no such theme.
    """
    if name not in THEMES:
        raise UnknownNameError("theme", name, THEMES)
    config = THEMES[name].config()
    alt.theme.register(f"openness-{name}", enable=True)(lambda: {"config": config})
    display.enable()
