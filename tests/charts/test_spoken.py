"""Alt text says nothing of what rests on too few: no end of a line, no extreme, no change."""

import inspect
import re

import polars as pl
import pytest
from tests.charts import test_every_chart
from tests.charts.kinds import test_durations, test_editions, test_matrices, test_panels, test_trends, test_verdicts

from openness import charts
from openness.charts.spoken import change, ends
from openness.words.numbers import percent

WORDS = {"name": "a-chart", "title": "A title", "definition": "Open means this.", "source": "Somebody, 2030"}
MANY = 10**6
NUMBER = re.compile(r"\d%|[+\N{MINUS SIGN}]\d|\b(up|down|mean|tau) \d")
SMALL = {
    "share_lines": (test_every_chart.SHARES,),
    "score_lines": (test_every_chart.MEANS.fill_null(0.5),),
    "component_lines": (test_every_chart.PARTS,),
    "access_bars": (test_every_chart.ACCESS,),
    "tier_bars": (test_every_chart.TIERS,),
    "ladder": (test_every_chart.RUNGS, {"rungs": test_every_chart.LEVELS}),
    "status_bars": (test_every_chart.STATUSES,),
    "component_heatmap": (test_every_chart.COMPONENTS,),
    "developer_heatmap": (test_every_chart.DEVELOPERS,),
    "agreement_matrix": (test_every_chart.PAIRS,),
    "definition_grid": (test_every_chart.VARIANTS,),
    "difference_intervals": (test_every_chart.CHANGES, {"less": "less", "more": "more"}),
    "claims_gap": (test_every_chart.GAPS.with_columns(n=pl.lit(4)),),
    "contribution_bars": (test_durations.PARTS,),
    "survival_curves": (test_durations.CURVES,),
    "fitted_lines": (test_trends.CURVES,),
    "segment_lines": (test_trends.SEGMENTS,),
    "shift_intervals": (test_verdicts.SHIFTS,),
    "verdict_bars": (test_verdicts.VERDICTS,),
    "fmti_waves": (test_matrices.SCORES, {"means": test_matrices.MEANS}),
    "edition_means": (test_panels.MEANS, {"series": test_panels.SERIES}),
    "change_waterfall": (
        pl.DataFrame(test_editions.STEPS, schema=test_editions.COLUMNS, orient="row"),
        {"before": "before", "after": "after"},
    ),
}


def test_every_chart_that_fades_is_here():
    functions = {name: getattr(charts, name) for name in charts.__all__ if name[0].islower()}
    fading = {name for name, one in functions.items() if "min_group" in inspect.signature(one).parameters}
    assert fading == set(SMALL)


@pytest.mark.parametrize("name", list(SMALL))
def test_nothing_is_said_of_what_rests_on_too_few(name):
    frame, *more = SMALL[name]
    asked = WORDS | (more[0] if more else {})

    def spoken(min_group):
        alt = getattr(charts, name)(frame, **asked, min_group=min_group).to_dict()["description"]
        return alt.replace("each bar 100%", "")

    assert NUMBER.search(spoken(1))
    assert not NUMBER.search(spoken(MANY))


def line(*points):
    return [{"period": period, "share": share, "n": n} for period, share, n in points]


def said(row, _first):
    return f"{percent(row['share'])} in {row['period']}"


def test_ends_of_a_line_are_the_first_and_last_point_with_enough():
    rows = line(("2018", 0.1, 2), ("2019", 0.37, 27), ("2025", 0.51, 425), ("2026", 1.0, 3))
    assert ends(rows, "share", 5, said) == (
        "37% in 2019, 51% in 2025, up 14 points; later points rest on fewer than 5 releases"
    )
    assert ends(rows, "share", 1, said) == "10% in 2018, 100% in 2026, up 90 points"
    assert ends(rows[:1], "share", 5, said) == "fewer than 5 releases at every point"
    assert ends(rows[1:2], "share", 5, said) == "37% in 2019"
    assert ends(line(("2018", None, 0)), "share", 1, said) == "no releases at every point"


def test_a_change_fits_the_percentages_that_are_said():
    assert change(0.374, 0.516) == "up 15 points"
    assert change(0.516, 0.506) == "down 1 point"
    assert change(0.501, 0.499) == "unchanged"
