"""Charts: a tidy frame in, an altair chart out that explains itself.

Every chart carries a title, a subtitle with the definition and n, a source line, alt text made from the
numbers, a caption, and its own tidy table and nothing else as data. Call :func:`use_theme` once in a notebook.

The names below are loaded when first used: ``import analysis.charts`` loads neither altair nor great_tables.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .access import access_bars
    from .counts import release_counts
    from .heatmap import component_heatmap
    from .labels import label
    from .looks import ANSWER_LOOK, CLAUSE_LOOK, CRITERION_LOOK, PERMIT_LOOK
    from .scores import score_lines
    from .shares import share_lines
    from .specifications import specification_curve
    from .status import State, status_grid
    from .table import show_table
    from .theme import use_theme
    from .tiers import tier_bars

__all__ = [
    "ANSWER_LOOK",
    "CLAUSE_LOOK",
    "CRITERION_LOOK",
    "PERMIT_LOOK",
    "State",
    "access_bars",
    "component_heatmap",
    "label",
    "release_counts",
    "score_lines",
    "share_lines",
    "show_table",
    "specification_curve",
    "status_grid",
    "tier_bars",
    "use_theme",
]

_HOME = {
    "ANSWER_LOOK": "looks",
    "CLAUSE_LOOK": "looks",
    "CRITERION_LOOK": "looks",
    "PERMIT_LOOK": "looks",
    "State": "status",
    "access_bars": "access",
    "component_heatmap": "heatmap",
    "label": "labels",
    "release_counts": "counts",
    "score_lines": "scores",
    "share_lines": "shares",
    "show_table": "table",
    "specification_curve": "specifications",
    "status_grid": "status",
    "tier_bars": "tiers",
    "use_theme": "theme",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
