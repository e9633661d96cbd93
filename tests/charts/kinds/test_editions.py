"""The waterfall of a change: what it says, what it refuses, that it fits."""

import polars as pl
import pytest
import vl_convert

from openness import charts
from openness.project.errors import BadValueError, OpennessError, UnknownNameError
from openness.studies.vintages_and_composition.editions.moves import CAUSE_NAMES, CAUSES

WORDS = {
    "name": "a-chart",
    "title": "A title",
    "definition": "Open means this.",
    "source": "Somebody, 2030",
    "before": "2029-05-05",
    "after": "2030-01-31",
}
COLUMNS = ["period", "group", "step", "start", "end", "n"]
STEPS = [
    ("2024", "community", "before", 0.88, 0.88, 26),
    ("2024", "community", "new", 0.88, 0.92, 32),
    ("2024", "community", "filled_in", 0.92, 0.75, 52),
    ("2024", "community", "after", 0.75, 0.75, 110),
    ("2025", "mixed", "before", 1.0, 1.0, 3),
    ("2025", "mixed", "after", 1.0, 1.0, 43),
]


@pytest.fixture(autouse=True)
def _theme():
    charts.use_theme()


def frame(rows):
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def about(chart):
    return chart.to_dict()["usermeta"]["openness"]


def test_it_says_both_shares_and_the_causes_largest_first():
    found = about(charts.change_waterfall(frame(STEPS), labels=CAUSE_NAMES, **WORDS))
    assert found["alt"] == (
        "Waterfall chart of 2 shares. Community, 2024: 88% of 26 releases to 75% of 110; points by cause: "
        "Blanks filled in −17.0 and New +4.0. Mixed, 2025: fewer than 5 releases in one of the editions."
    )
    assert found["columns"] == COLUMNS


def test_shares_of_few_releases_are_faded_and_named():
    caption = about(charts.change_waterfall(frame(STEPS), **WORDS))["caption"]
    assert caption.startswith("Drawn faded: fewer than 5 releases in one of the editions of Mixed, 2025.")
    assert "does not begin at zero" in caption
    low = frame([("2024", "a", "before", 0.0, 0.0, 9), ("2024", "a", "after", 0.0, 0.0, 9)])
    assert "does not begin at zero" not in about(charts.change_waterfall(low, **WORDS))["caption"]


def test_steps_that_leave_a_gap_or_an_end_out_are_refused():
    with pytest.raises(BadValueError, match=r"Community, 2024: step 'filled_in' starts at 0\.9.*expected 0\.92"):
        charts.change_waterfall(
            frame([*STEPS[:2], ("2024", "community", "filled_in", 0.9, 0.75, 52), STEPS[3]]), **WORDS
        )
    with pytest.raises(BadValueError, match="steps run from 'before' to 'filled_in'"):
        charts.change_waterfall(frame(STEPS[:3]), **WORDS)
    with pytest.raises(BadValueError, match="step 'new' starts at None"):
        charts.change_waterfall(frame([STEPS[0], ("2024", "community", "new", None, None, 3), STEPS[3]]), **WORDS)


def test_too_many_shares_none_or_other_columns_are_refused():
    many = [(str(2000 + i), "a", step, 0.5, 0.5, 9) for i in range(7) for step in ("before", "after")]
    with pytest.raises(BadValueError, match="has 7 shares; expected 6 or fewer"):
        charts.change_waterfall(frame(many), **WORDS)
    with pytest.raises(OpennessError, match="nothing to draw"):
        charts.change_waterfall(frame([]), **WORDS)
    with pytest.raises(UnknownNameError, match="unknown column 'n'"):
        charts.change_waterfall(frame(STEPS).drop("n"), **WORDS)


@pytest.mark.parametrize("theme", ["light", "print"])
def test_every_cause_at_once_fits_a_column_and_is_drawn(theme):
    charts.use_theme(theme)
    rows, share = [("2024", "corporate", "before", 0.5, 0.5, 1234)], 0.5
    for cause in CAUSES:
        rows.append(("2024", "corporate", cause, share, share + 0.01, 1234))
        share += 0.01
    rows.append(("2024", "corporate", "after", share, share, 1234))
    svg = vl_convert.vegalite_to_svg(charts.change_waterfall(frame(rows), **WORDS).to_dict())
    assert float(svg.split('width="')[1].split('"')[0]) <= 720
    assert svg.count('aria-roledescription="bar"') == len(CAUSES)


def test_pandas_frames_are_drawn_too():
    assert charts.change_waterfall(frame(STEPS).to_pandas(), **WORDS).to_dict() == (
        charts.change_waterfall(frame(STEPS), **WORDS).to_dict()
    )
