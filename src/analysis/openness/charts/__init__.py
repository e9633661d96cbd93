"""Charts: a tidy frame in, an altair chart out that explains itself.

Every chart carries a title, a subtitle with the definition and n, a source line, alt text made from the
numbers, a caption, and its own tidy table and nothing else as data. Call :func:`use_theme` once in a notebook.

A chart function takes any frame narwhals knows (pandas, polars eager or lazy, and others) and returns an
``altair.VConcatChart``. What its parameters mean that others have too, and what it raises, is told once, in
:func:`openness.charts.around.chart`, and stands in the documentation of each.

A chart that is given the declared ``result`` that its frame is takes kinds, headings and units from there, and refuses
a frame that is another; its own list of columns says what it needs, and which of them its tooltips name.

A further chart is a function in ``kinds/``: it says which columns it needs, hands the rows to a mark of ``marks/``, and
has its :class:`openness.charts.around.Words` put around that. The names below are loaded when first used:
``import openness.charts`` loads neither altair nor great_tables.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openness.charts.display import interactive
    from openness.charts.folds import folded
    from openness.charts.kinds.agreement import agreement_matrix, alpha_intervals, rank_intervals
    from openness.charts.kinds.changes import direction_years, event_timeline
    from openness.charts.kinds.durations import lag_bars, survival_curves
    from openness.charts.kinds.editions import change_waterfall
    from openness.charts.kinds.gaps import claims_gap, published_dumbbell
    from openness.charts.kinds.grids import status_grid
    from openness.charts.kinds.intervals import definition_grid, difference_intervals, shift_intervals, slope_intervals
    from openness.charts.kinds.make_up import access_bars, ladder, release_counts, tier_bars
    from openness.charts.kinds.matrices import component_heatmap, developer_heatmap, metric_matrix
    from openness.charts.kinds.multiverse import specification_curve
    from openness.charts.kinds.panels import edition_means
    from openness.charts.kinds.parts import contribution_bars, status_bars, verdict_bars
    from openness.charts.kinds.shares import component_lines, quarter_lines, score_lines, share_lines
    from openness.charts.kinds.trends import break_places, event_effects, fitted_lines, segment_lines
    from openness.charts.kinds.waves import fmti_waves
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
    "edition_means",
    "event_effects",
    "event_timeline",
    "fitted_lines",
    "fmti_waves",
    "folded",
    "interactive",
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

_NAMES = {
    "charts.display": "interactive",
    "charts.folds": "folded",
    "charts.kinds.agreement": "agreement_matrix alpha_intervals rank_intervals",
    "charts.kinds.changes": "direction_years event_timeline",
    "charts.kinds.durations": "lag_bars survival_curves",
    "charts.kinds.editions": "change_waterfall",
    "charts.kinds.gaps": "claims_gap published_dumbbell",
    "charts.kinds.grids": "status_grid",
    "charts.kinds.intervals": "definition_grid difference_intervals shift_intervals slope_intervals",
    "charts.kinds.make_up": "access_bars ladder release_counts tier_bars",
    "charts.kinds.matrices": "component_heatmap developer_heatmap metric_matrix",
    "charts.kinds.multiverse": "specification_curve",
    "charts.kinds.panels": "edition_means",
    "charts.kinds.parts": "contribution_bars status_bars verdict_bars",
    "charts.kinds.shares": "component_lines quarter_lines score_lines share_lines",
    "charts.kinds.trends": "break_places event_effects fitted_lines segment_lines",
    "charts.kinds.waves": "fmti_waves",
    "charts.panel": "number_panel",
    "charts.table": "show_table",
    "charts.theme": "State use_theme",
    "words.names": "label",
}
_HOME = {name: f"openness.{module}" for module, names in _NAMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
