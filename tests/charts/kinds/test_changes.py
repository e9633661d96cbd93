"""The timeline of changes of license and the lines of shares by quarter, checked on their specification."""

import itertools
import json
from functools import partial

import pandas as pd
import polars as pl
import pytest
import vl_convert

from openness import charts
from openness.project.errors import BadValueError, OpennessError, UnknownNameError

EVENTS = pl.DataFrame(
    [
        ("2021-02-03", "software", "tighter", "Heron", "Birds", "MIT", "SSPL-1.0"),
        ("2021-02-10", "software", "tighter", "Stork", "Birds", "MIT", "SSPL-1.0"),
        ("2024-08-29", "software", "looser", "Heron", "Birds", "SSPL-1.0", "MIT"),
        ("2025-05-01", "models", "unknown", "Finch", "Nest", "MIT", "X"),
    ],
    schema=["date", "lane", "direction", "name", "developer", "from", "to"],
    orient="row",
)
SHARES = pl.DataFrame(
    [("2020-Q1", "MIT", 30, 40, 0.75), ("2020-Q1", "other", 10, 40, 0.25), ("2020-Q2", "MIT", 50, 50, 1.0)],
    schema=["period", "group", "pusher_count", "n", "share"],
    orient="row",
)
STATES = {
    "looser": charts.State("blue", "L", "triangle-up"),
    "tighter": charts.State("vermilion", "T", "triangle-down"),
    "sideways": charts.State("green", "="),
    "unknown": charts.State("grey", "?", "cross"),
}
event_timeline = partial(charts.event_timeline, states=STATES)
direction_years = partial(charts.direction_years, states=STATES)
WORDS = {"name": "a-chart", "title": "A title", "definition": "What this is.", "source": "Somebody, 2030"}


def about(chart):
    return chart.usermeta["openness"]


@pytest.fixture(autouse=True, params=["light", "print"])
def theme(request):
    charts.use_theme(request.param)


@pytest.mark.parametrize(("draw", "frame"), [(event_timeline, EVENTS), (charts.quarter_lines, SHARES)])
def test_a_chart_explains_itself_and_can_be_drawn_from_pandas_and_polars(draw, frame):
    chart = draw(frame, **WORDS, note="Mind this.")
    told = about(chart)
    assert told["source"] == "Somebody, 2030"
    assert told["caption"] == "Mind this."
    assert told["columns"] == frame.columns
    assert chart.to_json() == draw(pd.DataFrame(frame.to_dict(as_series=False)), **WORDS, note="Mind this.").to_json()
    assert "<svg" in vl_convert.vegalite_to_svg(chart.to_json())


def test_alt_text_of_a_timeline_counts_directions_and_names_the_busiest_year():
    assert about(event_timeline(EVENTS, **WORDS))["alt"] == (
        "Timeline of dots. Software: 3 changes from 2021 to 2024, looser 1 and tighter 2. Most in 2021 (2). "
        "Models: 1 change in 2025, unknown 1. Most in 2025 (1)."
    )


def test_dots_of_a_quarter_are_stacked_and_a_lane_has_room_for_them():
    spec = event_timeline(EVENTS, **WORDS).to_dict()
    software, models = spec["vconcat"][0]["concat"]
    assert software["height"] > models["height"]
    steps = [step for layer in software["layer"] for step in layer["transform"]]
    assert any("row_number" in str(step) and "quarter" in str(step) for step in steps)
    assert software["title"]["text"] == ["Software (n\u00a0=\u00a03)"]


def test_lanes_are_lists_of_their_own_and_not_added_up():
    spec = event_timeline(EVENTS, **WORDS).to_json()
    assert "n = 3 and 1 change." in spec.replace("\\u00a0", " ")
    assert "n = 4 changes" not in spec


def test_alt_text_of_lines_names_both_ends():
    assert about(charts.quarter_lines(SHARES, **WORDS))["alt"] == (
        "Line chart. MIT: 75% in 2020-Q1, 100% in 2020-Q2. Other: 25% in 2020-Q1."
    )


def test_names_at_the_ends_of_lines_do_not_overlap():
    near = pl.DataFrame(
        [("2020-Q1", f"license-{i}", 1, 100, 0.01) for i in range(6)], schema=SHARES.columns, orient="row"
    )
    spec = charts.quarter_lines(near, **WORDS).to_dict()
    texts = next(layer for layer in spec["vconcat"][0]["layer"] if layer["mark"]["type"] == "text")
    table = next(step["calculate"] for step in texts["transform"] if step.get("as") == "place")
    places = sorted(json.loads(table[1 : table.index(")")]).values())
    assert len(places) == 6
    assert min(b - a for a, b in itertools.pairwise(places)) > 0


@pytest.mark.parametrize(("draw", "frame"), [(event_timeline, EVENTS), (charts.quarter_lines, SHARES)])
def test_a_chart_carries_its_table_and_no_other_data(draw, frame):
    (rows,) = draw(frame, **WORDS).to_dict()["datasets"].values()
    assert [list(row) for row in rows] == [frame.columns] * frame.height


@pytest.mark.parametrize("draw", [event_timeline, charts.quarter_lines])
def test_an_empty_table_is_refused(draw):
    frame = (EVENTS if draw is event_timeline else SHARES).clear()
    with pytest.raises(OpennessError, match="nothing to draw"):
        draw(frame, **WORDS)


def test_an_unknown_direction_is_refused_by_name():
    with pytest.raises(UnknownNameError, match="did you mean 'looser'"):
        event_timeline(EVENTS.with_columns(direction=pl.lit("loser")), **WORDS)


@pytest.mark.parametrize("day", ["2021", "soon", "03.02.2021", "2021-02-31"])
def test_a_date_that_is_no_day_is_refused(day):
    with pytest.raises(BadValueError, match="expected a day such as 2024-01-31"):
        event_timeline(EVENTS.head(1).with_columns(date=pl.lit(day)), **WORDS)


def test_the_same_event_twice_is_refused():
    with pytest.raises(BadValueError, match="more than one row"):
        event_timeline(pl.concat([EVENTS, EVENTS]), **WORDS)


YEARS = pl.DataFrame(
    [
        ("2021", "Software", "tighter", 2),
        ("2023", "Software", "looser", 1),
        ("2023", "Software", "sideways", 3),
        ("2023", "Models", "unknown", 1),
        ("2024", "Models", "looser", 4),
    ],
    schema=["period", "kind", "direction", "decision_count"],
    orient="row",
)


def test_decisions_by_year_are_told_and_what_is_not_drawn_is_counted():
    told = about(direction_years(YEARS, **WORDS))
    assert told["alt"] == (
        "Bar chart of decisions by year, looser up and tighter down. Software: 1 looser, most in 2023 (1). "
        "Software: 2 tighter, most in 2021 (2). Models: 4 looser, most in 2024 (4). Models: none tighter."
    )
    assert told["caption"] == "Not drawn: decisions of which 3 stayed within a tier and 1 went in an unknown direction."
    chart = direction_years(YEARS, **WORDS)
    assert chart.to_json() == direction_years(pd.DataFrame(YEARS.to_dict(as_series=False)), **WORDS).to_json()
    assert "<svg" in vl_convert.vegalite_to_svg(chart.to_json())


def test_a_year_without_a_decision_leaves_a_gap():
    software, _ = direction_years(YEARS, **WORDS).to_dict()["vconcat"][0]["concat"]
    assert software["layer"][0]["encoding"]["x"]["scale"]["domain"] == ["2021", "2022", "2023", "2024"]


@pytest.mark.parametrize(
    ("frame", "error", "message"),
    [
        (YEARS.filter(pl.col("direction").is_in(["sideways", "unknown"])), OpennessError, "no decision is looser or"),
        (YEARS.head(1).with_columns(direction=pl.lit("losser")), UnknownNameError, "did you mean 'looser'"),
        (YEARS.drop("kind"), UnknownNameError, "unknown column 'kind'"),
        (YEARS.with_columns(decision_count=-1), BadValueError, "decision_count"),
    ],
)
def test_what_cannot_be_drawn_by_year_is_said(frame, error, message):
    with pytest.raises(error, match=message):
        direction_years(frame, **WORDS)


def test_a_grid_of_definitions_counts_what_it_is_told_to_count():
    frame = pl.DataFrame(
        {"definition": ["a"], "group": ["x"], "n": [2], "share": [0.5], "lower": [0.1], "upper": [0.9]}
    )
    chart = charts.definition_grid(frame, counted="looser or tighter moves", **WORDS)
    assert "n (looser or tighter moves, at most): X 2" in json.dumps(chart.to_dict(), ensure_ascii=False)
    assert "fewer than 5 moves in" in about(chart)["caption"]
    assert "release" not in about(chart)["caption"]
