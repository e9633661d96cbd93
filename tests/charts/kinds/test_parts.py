"""Charts of the parts of releases: what they refuse, what they name, and that much fits."""

import json

import polars as pl
import pytest
import vl_convert

from openness import charts
from openness.project.errors import BadValueError, OpennessError, UnknownNameError
from openness.studies.components.measure import RUNGS

WORDS = {"name": "a-chart", "title": "A title", "definition": "Open means this.", "source": "Somebody, 2030"}
SHARE_COLUMNS = ["concept", "period", "group", "n", "open_count", "unknown_count", "open_share", "lower", "upper"]
CHANGE_COLUMNS = ["item", "group", "difference", "lower", "upper", "n"]


@pytest.fixture(autouse=True)
def _theme():
    charts.use_theme()


def about(chart):
    return chart.to_dict()["usermeta"]["openness"]


def text(chart):
    return json.dumps(chart.to_dict(), ensure_ascii=False)


def width(chart):
    return float(vl_convert.vegalite_to_svg(chart.to_dict()).split('width="')[1].split('"')[0])


def shares(rows):
    return pl.DataFrame(rows, schema=SHARE_COLUMNS, orient="row")


def changes(rows):
    return pl.DataFrame(rows, schema=CHANGE_COLUMNS, orient="row")


def draw_changes(frame, **more):
    return charts.difference_intervals(frame, less="closes", more="opens", grouped=True, **{**WORDS, **more})


PARTS = shares(
    [
        ("weights", "2023", "corporate", 20, 15, 0, 0.75, 0.5, 0.9),
        ("weights", "2024", "corporate", 3, 3, 0, 1.0, 0.4, 1.0),
        ("data_card", "2023", "corporate", 12, 0, 8, 0.0, 0.0, 0.2),
        ("report", "2023", "corporate", 0, 0, 20, None, None, None),
    ]
)


def test_a_part_without_a_judged_release_has_no_panel_and_is_named():
    found = about(charts.component_lines(PARTS, **WORDS))
    assert "No panel, because nothing was judged: Report." in found["caption"]
    assert (
        "Releases that could not be judged and are in no share: Weights 0, Data card 8 and Report 20."
        in found["caption"]
    )
    assert "fewer than 5 releases in Corporate 2024 (3)" in found["caption"]
    assert found["alt"].startswith(
        "Line charts of 2 parts. Weights: Corporate 75% of 20 in 2023; later points rest on fewer than 5 releases. "
        "Data card: Corporate 0% of 12"
    )


def test_n_stands_over_panels_where_it_differs_and_in_the_subtitle_where_it_does_not():
    assert "Weights (n\u00a0=\u00a023)" in text(charts.component_lines(PARTS, **WORDS))
    same = PARTS.filter(pl.col("concept") == "weights")
    drawn = charts.component_lines(same, **WORDS)
    assert "Weights (n" not in text(drawn)
    assert "Corporate 23" in " ".join(drawn.to_dict()["title"]["subtitle"])


def test_more_groups_than_can_be_told_apart_are_refused():
    rows = [("weights", "2023", f"g{i}", 9, 3, 0, 1 / 3, 0.1, 0.6) for i in range(5)]
    with pytest.raises(BadValueError, match="has 5 groups; expected 4 or fewer"):
        charts.component_lines(shares(rows), **WORDS)


def test_fourteen_parts_of_four_groups_and_twelve_periods_fit_a_column():
    rows = [
        (f"part_{i:02}", str(2015 + year), f"g{group}", 9, 3, 0, 1 / 3, 0.1, 0.6)
        for i in range(14)
        for year in range(12)
        for group in range(4)
    ]
    assert width(charts.component_lines(shares(rows), **WORDS)) <= 720


def test_a_difference_outside_its_interval_is_refused_by_name():
    with pytest.raises(BadValueError, match=r"item 'weights', group 'corporate': difference 0\.5 is outside"):
        draw_changes(changes([("weights", "corporate", 0.5, -0.1, 0.4, 9)]))


def test_differences_say_which_way_and_name_what_is_few_or_not_estimable():
    found = about(
        draw_changes(
            changes(
                [
                    ("weights", "corporate", 0.2, 0.1, 0.3, 9),
                    ("weights", "community", -0.3, -0.5, -0.1, 4),
                    ("report", "corporate", 0.0, -0.2, 0.2, 9),
                    ("report", "community", None, None, None, 0),
                ]
            )
        )
    )
    assert found["alt"] == (
        "Dot chart of 4 differences with intervals around zero. opens, interval clear of zero: Corporate Weights +20 "
        "points. closes, interval clear of zero: none. 1 interval holds zero. Resting on fewer than 5 releases: 1. "
        "Not estimable: 1."
    )
    assert "fewer than 5 releases in Community Weights (4)" in found["caption"]
    assert "Not estimable: Community Report." in found["caption"]


def test_differences_of_which_none_can_be_estimated_are_refused():
    with pytest.raises(OpennessError, match="no difference can be estimated"):
        draw_changes(changes([("weights", "corporate", None, None, None, 0)]).cast({"difference": pl.Float64}))


def test_a_probability_stands_beside_its_row():
    frame = pl.DataFrame(
        {"item": ["osai"], "difference": [-0.1], "lower": [-0.2], "upper": [0.0], "probability": [0.97]}
    )
    drawn = charts.difference_intervals(
        frame, less="companies lower", more="higher", probability_of="companies are lower", **WORDS
    )
    assert "P: probability that companies are lower." in drawn.to_dict()["title"]["subtitle"]
    assert "', P = '" in text(drawn)


def test_a_developer_keeps_its_n_however_long_its_name():
    frame = pl.DataFrame({"developer": ["A" * 60], "area": ["data"], "release_count": [1234], "n": [3], "score": [0.5]})
    drawn = charts.developer_heatmap(frame, **WORDS)
    assert "A… (1,234)" in text(drawn)
    assert "fewer than 5 judged releases" in about(drawn)["caption"]
    assert width(drawn) <= 720


def test_areas_that_nobody_was_judged_on_are_refused():
    frame = pl.DataFrame({"developer": ["AMD"], "area": ["data"], "release_count": [3], "n": [0], "score": [None]})
    with pytest.raises(OpennessError, match="no developer has a judged release"):
        charts.developer_heatmap(frame, **WORDS)


def test_every_rung_has_a_color_and_an_unknown_one_is_refused():
    rows = [("2023", "corporate", rung, 2) for rung in RUNGS]
    frame = pl.DataFrame(rows, schema=["period", "group", "rung", "n"], orient="row")
    legend = text(charts.ladder(frame, rungs=RUNGS, **WORDS))
    assert all(f'"{rung}"' in legend for rung in RUNGS)
    with pytest.raises(UnknownNameError, match=r"unknown rung 'all_share'.*did you mean 'all_shared'"):
        charts.ladder(frame.with_columns(rung=pl.lit("all_share")).head(1), rungs=RUNGS, **WORDS)


def test_missing_and_unlicensed_are_drawn_apart_from_closed():
    states = ["open", "partial", "unlicensed", "closed", "missing", "not_applicable"]
    frame = pl.DataFrame({"concept": ["weights"] * 6, "status": states, "n": [1] * 6})
    spec = charts.status_bars(frame, **WORDS).to_dict()
    svg = vl_convert.vegalite_to_svg(spec)
    fills = {part.split('"')[0] for part in svg.split('fill="')[1:]}
    assert {"#08519c", "#4a98c9", "#fdd49e", "#a63603", "#bdbdbd", "#f08c3e"} <= fills
    assert "Weights: Open 17%, Partial 17%, Unlicensed 17%, Closed 17%, Missing 17%" in spec["description"]
    with pytest.raises(UnknownNameError, match="unknown status 'opened'"):
        charts.status_bars(frame.with_columns(status=pl.lit("opened")).head(1), **WORDS)
