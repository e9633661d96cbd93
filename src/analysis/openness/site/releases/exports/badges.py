"""Badges: a framework's name and what a release reaches under it, as one small drawing."""

import unicodedata
from functools import lru_cache
from html import escape

_SIZE = 11
_HEIGHT = 20
_PADDING = 6
_LONGEST = 60
"""Letters of a text before the rest is cut off."""

# Widths of the letters from space to tilde in thousandths of the size, measured on DejaVu Sans, which Verdana equals
# but for a few of them.
# fmt: off
_WIDTHS = (
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
    1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
    603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
    500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
)
# fmt: on
_FIRST = ord(" ")
_OTHER, _WIDE = 640, 1000

GREY, HIGH, MIDDLE, LOW = ("#5f6770", "#fff"), ("#0072b2", "#fff"), ("#e69f00", "#000"), ("#d55e00", "#000")
"""Ground and letters: Okabe-Ito colors, with a contrast of at least 4.5 to 1."""
_NAME = ("#30363d", "#fff")


def colors(share: float | None) -> tuple[str, str]:
    """Return ground and letters for a share of the highest score: by thirds, gray where there is none."""
    if share is None:
        return GREY
    return HIGH if share >= 2 / 3 else MIDDLE if share >= 1 / 3 else LOW


@lru_cache(maxsize=4096)
def width(text: str) -> int:
    """Return the width of a text in pixels at the size of a badge, from a table of letters."""
    total = 0
    for letter in text:
        if unicodedata.combining(letter):
            continue
        place = ord(letter) - _FIRST
        if 0 <= place < len(_WIDTHS):
            total += _WIDTHS[place]
        else:
            total += _WIDE if unicodedata.east_asian_width(letter) in "WF" else _OTHER
    return -(-total * _SIZE // 1000)


def badge(name: str, value: str, description: str, share: float | None) -> str:
    """Return a badge as SVG."""
    name, value = _cut(name), _cut(value)
    left, right = width(name) + 2 * _PADDING, width(value) + 2 * _PADDING
    ground, ink = colors(share)
    said = escape(_printable(f"{name}: {value}"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="{_HEIGHT}" role="img" '
        f'aria-label="{said}"><title>{said}</title><desc>{escape(_printable(description))}</desc>'
        f'<path fill="{_NAME[0]}" d="M3 0h{left - 3}v{_HEIGHT}H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z"/>'
        f'<path fill="{ground}" d="M{left} 0h{right - 3}a3 3 0 0 1 3 3v{_HEIGHT - 6}a3 3 0 0 1-3 3h-{right - 3}z"/>'
        f'<g font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="{_SIZE}">'
        f"{_text(name, _PADDING, _NAME[1])}{_text(value, left + _PADDING, ink)}</g></svg>\n"
    )


def _text(text: str, x: int, ink: str) -> str:
    # With its length stated a text fits its ground in whatever font it is drawn.
    return f'<text x="{x}" y="14" fill="{ink}" textLength="{width(text)}">{escape(text)}</text>'


def _cut(text: str) -> str:
    text = _printable(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _printable(text: str) -> str:
    """Return a text on one line, without what XML cannot hold."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
