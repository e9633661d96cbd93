"""Periods of time as text (``2024``, ``2024-H1``, ``2024-Q3``, ``2024-07``): their order, gaps and axis labels."""

import re
from collections.abc import Iterable, Sequence

_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?P<kind>[HQ]?)(?P<part>\d{1,2}))?")
_PARTS_A_YEAR = {None: 1, "H": 2, "Q": 4, "": 12}
_GAP_BETWEEN_LABELS = 10
_CHARACTER_WIDTH = 7.5


def period_range(periods: Iterable[str]) -> list[str]:
    """Return every period from the first to the last, in order, also those in which nothing was released.

    A year without a release must leave a gap on the axis: an ordinal axis that skips it draws time too short. Periods
    of several lengths or of an unknown form are only sorted.
    """
    found = sorted(set(periods))
    matches = [_PERIOD.fullmatch(period) for period in found]
    kinds = {match["kind"] if match else "?" for match in matches}
    if len(kinds) != 1 or None in matches:
        return found
    kind = kinds.pop()
    parts = _PARTS_A_YEAR[kind]
    steps = [int(match["year"]) * parts + int(match["part"] or 1) - 1 for match in matches]
    return [_name(step, kind, parts) for step in range(steps[0], steps[-1] + 1)]


def _name(step: int, kind: str | None, parts: int) -> str:
    year, part = divmod(step, parts)
    if kind is None:
        return f"{year:04}"
    return f"{year:04}-{kind}{part + 1}" if kind else f"{year:04}-{part + 1:02}"


def labeled_periods(periods: Sequence[str], width: float) -> list[str]:
    """Return the periods that get a label on an axis of so many pixels.

    All of them where they fit side by side; else the first period of each year, thinned evenly back from the last.
    """
    if _fit(periods, len(periods), width):
        return list(periods)
    firsts = [period for i, period in enumerate(periods) if i == 0 or period[:4] != periods[i - 1][:4]]
    # A first year that starts in its middle would stand too near to the second one.
    if len(firsts) > 2 and len(firsts) < len(periods) and not _starts_year(firsts[0]):
        firsts = firsts[1:]
    step = 1
    while not _fit([first[:4] for first in firsts[::step]], len(firsts) / step, width):
        step += 1
    return firsts[::-1][::step][::-1]


def _starts_year(period: str) -> bool:
    return period[4:] in {"", "-H1", "-Q1", "-01"}


def _fit(labels: Sequence[str], slots: float, width: float) -> bool:
    widest = max(map(len, labels))
    return slots <= 1 or widest * _CHARACTER_WIDTH + _GAP_BETWEEN_LABELS <= width / slots
