"""Charts: a tidy frame in, an altair chart out that explains itself.

Every chart carries a title, a subtitle with the definition and n, a source line, alt text made from the
numbers, a caption, and its own tidy table and nothing else as data. Call :func:`use_theme` once in a notebook.

The names below are loaded when first used: ``import openness.charts`` loads neither altair nor great_tables.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openness.charts.folds import folded
    from openness.charts.marks.access import access_bars
    from openness.charts.marks.agreement import agreement_matrix
    from openness.charts.marks.alphas import alpha_intervals
    from openness.charts.marks.breaks import break_places, segment_lines
    from openness.charts.marks.claims import claims_gap
    from openness.charts.marks.contributions import contribution_bars
    from openness.charts.marks.counts import release_counts
    from openness.charts.marks.curve import specification_curve
    from openness.charts.marks.developers import developer_heatmap
    from openness.charts.marks.differences import difference_intervals
    from openness.charts.marks.directions import direction_years
    from openness.charts.marks.effects import event_effects
    from openness.charts.marks.events import event_timeline
    from openness.charts.marks.fitted import fitted_lines
    from openness.charts.marks.heatmap import component_heatmap
    from openness.charts.marks.lags import lag_bars
    from openness.charts.marks.metrics import metric_matrix
    from openness.charts.marks.part_statuses import status_bars
    from openness.charts.marks.parts import component_lines
    from openness.charts.marks.published import published_dumbbell
    from openness.charts.marks.quarters import quarter_lines
    from openness.charts.marks.ranks import rank_intervals
    from openness.charts.marks.rungs import ladder
    from openness.charts.marks.scores import score_lines
    from openness.charts.marks.shares import share_lines
    from openness.charts.marks.shifts import shift_intervals
    from openness.charts.marks.slopes import slope_intervals
    from openness.charts.marks.status import status_grid
    from openness.charts.marks.steps import change_waterfall
    from openness.charts.marks.survival import survival_curves
    from openness.charts.marks.tiers import tier_bars
    from openness.charts.marks.variants import definition_grid
    from openness.charts.marks.verdicts import verdict_bars
    from openness.charts.marks.waves import fmti_waves
    from openness.charts.panel import number_panel
    from openness.charts.table import show_table
    from openness.charts.theme import State, use_theme
    from openness.words.names import label

__all__ = [
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
    "State": "openness.charts.theme",
    "access_bars": "openness.charts.marks.access",
    "agreement_matrix": "openness.charts.marks.agreement",
    "alpha_intervals": "openness.charts.marks.alphas",
    "break_places": "openness.charts.marks.breaks",
    "change_waterfall": "openness.charts.marks.steps",
    "claims_gap": "openness.charts.marks.claims",
    "component_heatmap": "openness.charts.marks.heatmap",
    "component_lines": "openness.charts.marks.parts",
    "contribution_bars": "openness.charts.marks.contributions",
    "definition_grid": "openness.charts.marks.variants",
    "developer_heatmap": "openness.charts.marks.developers",
    "difference_intervals": "openness.charts.marks.differences",
    "direction_years": "openness.charts.marks.directions",
    "event_effects": "openness.charts.marks.effects",
    "event_timeline": "openness.charts.marks.events",
    "fitted_lines": "openness.charts.marks.fitted",
    "fmti_waves": "openness.charts.marks.waves",
    "folded": "openness.charts.folds",
    "label": "openness.words.names",
    "ladder": "openness.charts.marks.rungs",
    "lag_bars": "openness.charts.marks.lags",
    "metric_matrix": "openness.charts.marks.metrics",
    "number_panel": "openness.charts.panel",
    "published_dumbbell": "openness.charts.marks.published",
    "quarter_lines": "openness.charts.marks.quarters",
    "rank_intervals": "openness.charts.marks.ranks",
    "release_counts": "openness.charts.marks.counts",
    "score_lines": "openness.charts.marks.scores",
    "segment_lines": "openness.charts.marks.breaks",
    "share_lines": "openness.charts.marks.shares",
    "shift_intervals": "openness.charts.marks.shifts",
    "show_table": "openness.charts.table",
    "slope_intervals": "openness.charts.marks.slopes",
    "specification_curve": "openness.charts.marks.curve",
    "status_bars": "openness.charts.marks.part_statuses",
    "status_grid": "openness.charts.marks.status",
    "survival_curves": "openness.charts.marks.survival",
    "tier_bars": "openness.charts.marks.tiers",
    "use_theme": "openness.charts.theme",
    "verdict_bars": "openness.charts.marks.verdicts",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
