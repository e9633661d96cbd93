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
    from .agreement import agreement_matrix
    from .alphas import alpha_intervals
    from .breaks import break_places, segment_lines
    from .claims import claims_gap
    from .contributions import contribution_bars
    from .counts import release_counts
    from .developers import developer_heatmap
    from .differences import difference_intervals
    from .directions import direction_years
    from .effects import event_effects
    from .fitted import fitted_lines
    from .folds import folded
    from .heatmap import component_heatmap
    from .labels import label
    from .lags import lag_bars
    from .looks import ANSWER_LOOK, CLAUSE_LOOK, CRITERION_LOOK, PERMIT_LOOK, SUPPORT_LOOK
    from .metrics import metric_matrix
    from .panel import number_panel
    from .part_statuses import status_bars
    from .parts import component_lines
    from .published import published_dumbbell
    from .quarters import quarter_lines
    from .ranks import rank_intervals
    from .rungs import ladder
    from .scores import score_lines
    from .shares import share_lines
    from .sheet import release_tables
    from .shifts import shift_intervals
    from .slopes import slope_intervals
    from .specifications import specification_curve
    from .status import State, status_grid
    from .survival import survival_curves
    from .table import show_table
    from .theme import use_theme
    from .tiers import tier_bars
    from .timeline import event_timeline
    from .variants import definition_grid
    from .verdicts import verdict_bars
    from .waterfall import change_waterfall
    from .waves import fmti_waves

__all__ = [
    "ANSWER_LOOK",
    "CLAUSE_LOOK",
    "CRITERION_LOOK",
    "PERMIT_LOOK",
    "SUPPORT_LOOK",
    "State",
    "access_bars",
    "agreement_matrix",
    "alpha_intervals",
    "break_places",
    "change_waterfall",
    "claims_gap",
    "component_heatmap",
    "component_lines",
    "contribution_bars",
    "definition_grid",
    "developer_heatmap",
    "difference_intervals",
    "direction_years",
    "event_effects",
    "event_timeline",
    "fitted_lines",
    "fmti_waves",
    "folded",
    "label",
    "ladder",
    "lag_bars",
    "metric_matrix",
    "number_panel",
    "published_dumbbell",
    "quarter_lines",
    "rank_intervals",
    "release_counts",
    "release_tables",
    "score_lines",
    "segment_lines",
    "share_lines",
    "shift_intervals",
    "show_table",
    "slope_intervals",
    "specification_curve",
    "status_bars",
    "status_grid",
    "survival_curves",
    "tier_bars",
    "use_theme",
    "verdict_bars",
]

_HOME = {
    "ANSWER_LOOK": "looks",
    "CLAUSE_LOOK": "looks",
    "CRITERION_LOOK": "looks",
    "PERMIT_LOOK": "looks",
    "SUPPORT_LOOK": "looks",
    "State": "status",
    "access_bars": "access",
    "agreement_matrix": "agreement",
    "alpha_intervals": "alphas",
    "break_places": "breaks",
    "change_waterfall": "waterfall",
    "claims_gap": "claims",
    "component_heatmap": "heatmap",
    "component_lines": "parts",
    "contribution_bars": "contributions",
    "definition_grid": "variants",
    "developer_heatmap": "developers",
    "difference_intervals": "differences",
    "direction_years": "directions",
    "event_effects": "effects",
    "event_timeline": "timeline",
    "fitted_lines": "fitted",
    "fmti_waves": "waves",
    "folded": "folds",
    "label": "labels",
    "ladder": "rungs",
    "lag_bars": "lags",
    "metric_matrix": "metrics",
    "number_panel": "panel",
    "published_dumbbell": "published",
    "quarter_lines": "quarters",
    "rank_intervals": "ranks",
    "release_counts": "counts",
    "release_tables": "sheet",
    "score_lines": "scores",
    "segment_lines": "breaks",
    "share_lines": "shares",
    "shift_intervals": "shifts",
    "show_table": "table",
    "slope_intervals": "slopes",
    "specification_curve": "specifications",
    "status_bars": "part_statuses",
    "status_grid": "status",
    "survival_curves": "survival",
    "tier_bars": "tiers",
    "use_theme": "theme",
    "verdict_bars": "verdicts",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
