"""Charts of slopes, curves, breaks and events: what is not estimable is said, and nothing drawn beyond the data."""

import json

import polars as pl
import pytest
import vl_convert

from openness import charts
from openness.project.errors import BadValueError, OpennessError, UnknownNameError

WORDS = {"name": "a-chart", "title": "A title", "definition": "Open means this.", "source": "Somebody, 2030"}
SLOPES = pl.DataFrame(
    [
        ("corporate", "Developers independent", 2.6, -2.3, 7.5, 1438, 227, "cannot tell", None),
        ("community", "Developers independent", 8.6, 6.7, 10.6, 430, 163, "rises", None),
        ("unknown", "Developers independent", None, None, None, 16, 4, "not estimable", "fewer than 10 developers"),
        ("corporate", "Releases independent", 2.6, 1.0, 4.1, 1438, 1438, "rises", None),
        ("community", "Releases independent", 8.6, 7.0, 10.3, 430, 430, "rises", None),
    ],
    schema=["item", "group", "points", "lower", "upper", "n", "developers", "note", "reason"],
    orient="row",
)
CURVES = pl.DataFrame(
    [
        ("corporate", "observed", 2020.5, 40, 0.3, 0.2, 0.45),
        ("corporate", "observed", 2021.5, 3, 0.667, 0.2, 0.9),
        ("corporate", "fitted", 2020.1, None, 0.3, 0.25, 0.35),
        ("corporate", "fitted", 2021.6, None, 0.5, 0.4, 0.6),
    ],
    schema=["group", "series", "year", "n", "share", "lower", "upper"],
    orient="row",
)
SEGMENTS = pl.DataFrame(
    [
        ("corporate", "observed", "2020-Q1", None, 10, 0.2, 0.05, 0.5),
        ("corporate", "observed", "2020-Q2", None, 4, 0.25, 0.05, 0.7),
        ("corporate", "observed", "2020-Q4", None, 10, 0.7, 0.4, 0.9),
        ("corporate", "segment", "2020-Q1", "2020-Q2", 14, 0.21, 0.1, 0.5),
        ("corporate", "segment", "2020-Q4", "2020-Q4", 10, 0.7, 0.4, 0.9),
        ("community", "segment", "2020-Q1", "2020-Q4", 30, 0.5, 0.3, 0.7),
    ],
    schema=["group", "series", "period", "last_period", "n", "share", "lower", "upper"],
    orient="row",
)
PLACES = pl.DataFrame(
    [
        ("corporate", 0.25, "2021-Q1", 240, 40, 12),
        ("corporate", 0.25, "2022-Q3", 240, 40, 12),
        ("corporate", 1.0, "2021-Q1", 240, 40, 12),
        ("corporate", 5.0, None, 240, 40, 12),
        ("community", 0.25, None, 90, 30, 11),
        ("community", 1.0, None, 90, 30, 11),
        ("community", 5.0, None, 90, 30, 11),
    ],
    schema=["group", "factor", "period", "n", "developers", "periods"],
    orient="row",
)
EFFECTS = pl.DataFrame(
    [
        ("corporate", "2022-Q1", None, None, 4.0, -9.0, 16.0, 0.5, 3, 3, 900, 80, 8, 8),
        ("corporate", "2022-Q2", 1, "ChatGPT, BLOOM", -12.0, -20.0, -3.0, 0.02, 1, 3, 900, 80, 9, 7),
        ("corporate", "2022-Q3", None, None, 2.0, -9.0, 12.0, 0.7, 2, 3, 900, 80, 10, 6),
        ("corporate", "2025-Q3", 2, "gpt-oss", None, None, None, None, None, None, 900, 80, 12, 1),
        ("unknown", "2022-Q2", 1, "ChatGPT, BLOOM", None, None, None, None, None, None, 16, 4, 2, 3),
    ],
    schema=[
        "group",
        "period",
        "mark",
        "events",
        "points",
        "lower",
        "upper",
        "p",
        "rank",
        "dates",
        "n",
        "developers",
        "periods_before",
        "periods_after",
    ],
    orient="row",
)
DRAWN = {
    "slopes": (lambda frame=SLOPES: charts.slope_intervals(frame, margin=2.0, **WORDS), SLOPES),
    "curves": (lambda frame=CURVES: charts.fitted_lines(frame, **WORDS), CURVES),
    "segments": (lambda frame=SEGMENTS: charts.segment_lines(frame, **WORDS), SEGMENTS),
    "places": (lambda frame=PLACES: charts.break_places(frame, span=["2020-Q1", "2023-Q4"], **WORDS), PLACES),
    "effects": (lambda frame=EFFECTS: charts.event_effects(frame, **WORDS), EFFECTS),
}


@pytest.fixture(autouse=True)
def _theme():
    charts.use_theme()


def spec(name):
    return DRAWN[name][0]().to_dict()


def caption(name):
    return spec(name)["usermeta"]["openness"]["caption"]


def svg(name):
    return vl_convert.vegalite_to_svg(spec(name))


def inline(part):
    found = []
    if isinstance(part, dict):
        found += [part["data"]["values"]] if isinstance(part.get("data"), dict) and "values" in part["data"] else []
        found += [one for value in part.values() for one in inline(value)]
    if isinstance(part, list):
        found += [one for value in part for one in inline(value)]
    return found


@pytest.mark.parametrize("name", list(DRAWN))
def test_a_chart_has_its_words_and_holds_its_tidy_table_and_nothing_else(name):
    drawn = spec(name)
    about = drawn["usermeta"]["openness"]
    assert drawn["title"]["subtitle"][0].startswith("Open means this.")
    assert "Source: Somebody, 2030" in json.dumps(drawn, ensure_ascii=False)
    assert drawn["description"] == about["alt"]
    assert len(about["alt"]) > 60
    (table,) = list(drawn.get("datasets", {}).values()) or inline(drawn)
    assert len(table) == DRAWN[name][1].height
    assert list(table[0]) == about["columns"]


@pytest.mark.parametrize("theme", ["light", "print"])
@pytest.mark.parametrize("name", list(DRAWN))
def test_it_is_drawn_in_both_themes_within_the_column_the_same_each_time_and_from_pandas(name, theme):
    charts.use_theme(theme)
    draw, frame = DRAWN[name]
    drawn = draw().to_dict()
    picture = vl_convert.vegalite_to_svg(drawn)
    assert picture.count("<path") > 2
    assert float(picture.split('width="')[1].split('"')[0]) <= 760
    assert "undefined" not in picture
    assert "NaN" not in picture
    assert draw().to_dict() == drawn
    assert draw(frame.to_pandas()).to_dict() == drawn
    assert draw(frame.lazy()).to_dict() == drawn


def test_slopes_say_their_numbers_verdicts_and_which_group_has_none():
    picture = svg("slopes")
    for words in ("+2.6 (−2.3 to +7.5), cannot tell", "+8.6 (+7.0 to +10.3), rises", "Releases independent"):
        assert words in picture
    assert "Unknown" not in picture
    assert caption("slopes").startswith("No slope: Unknown (fewer than 10 developers).")
    assert "Gray band: within 2 points, flat." in " ".join(spec("slopes")["title"]["subtitle"])
    assert "Interval clear of zero: 1 above (rises), 0 below (falls) of 2." in spec("slopes")["description"]


def test_a_margin_wider_than_the_axis_fills_it_and_no_more():
    drawn = charts.slope_intervals(SLOPES, margin=50.0, **WORDS).to_dict()
    assert "Gray band: within 50 points" in " ".join(drawn["title"]["subtitle"])
    band = drawn["vconcat"][0]["layer"][0]["encoding"]
    assert (band["x"]["datum"], band["x2"]["datum"]) == (-15, 15)


def test_a_curve_is_drawn_over_points_and_small_years_are_named():
    assert "fewer than 5 releases in Corporate 2021 (3)" in caption("curves")
    assert "n = 43 judged releases" in json.dumps(spec("curves"))
    assert "Corporate: 30% in 2020; later years rest on fewer than 5 releases." in spec("curves")["description"]
    every = charts.fitted_lines(CURVES, min_group=3, **WORDS).to_dict()["description"]
    assert "Corporate: from 30% in 2020 to 50% in 2021." in every
    assert "Corporate (n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}43)" in svg("curves")


def test_segments_count_their_own_releases_and_a_quarter_without_releases_leaves_a_gap():
    assert "21% of 14 from 2020-Q1 to 2020-Q2 and 70% of 10 from 2020-Q4 to 2020-Q4" in spec("segments")["description"]
    assert "2020-Q3" in json.dumps(spec("segments"))
    assert "n = 54 judged releases" in json.dumps(spec("segments"))
    assert "Corporate 2020-Q2 (4)" in caption("segments")


def test_penalties_that_let_nothing_through_keep_their_line_and_groups_without_a_break_are_named():
    assert caption("places") == "No penalty lets a break through: Community."
    picture = svg("places")
    for words in (">5<", ">1<", ">0.25<", ">2023<"):
        assert words in picture
    assert "Corporate: 2021-Q1 at 2 and 2022-Q3 at 1." in spec("places")["description"]


def test_events_are_numbered_and_those_beyond_the_data_named():
    picture = svg("effects")
    assert ">1<" in picture
    for tick in (">+100<", ">+50<", ">0<", ">−50<"):
        assert tick in picture
    assert caption("effects") == "Not estimable for any group: gpt-oss (2). No estimates: Unknown."
    assert (
        "surest at an event: ChatGPT, BLOOM in 2022-Q2, −12.0 (−20.0 to −3.0) points, rank 1 of 3."
        in (spec("effects")["description"])
    )


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (
            lambda: charts.slope_intervals(SLOPES.filter(item="unknown"), margin=2.0, **WORDS),
            "no group can bear a slope",
        ),
        (lambda: charts.fitted_lines(CURVES.filter(series="observed"), **WORDS), "no group has a curve"),
        (lambda: charts.segment_lines(SEGMENTS.filter(series="observed"), **WORDS), "no group has segments"),
        (lambda: charts.break_places(PLACES.filter(group="community"), **WORDS), "no penalty lets a break through"),
        (lambda: charts.event_effects(EFFECTS.tail(2), **WORDS), "no period has enough others on both sides"),
    ],
)
def test_nothing_to_draw_is_an_error_with_the_reason(draw, message):
    with pytest.raises(OpennessError, match=message):
        draw()


def test_wrong_tables_and_margins_are_refused():
    with pytest.raises(UnknownNameError, match="points"):
        charts.slope_intervals(SLOPES.rename({"points": "point"}), margin=2.0, **WORDS)
    with pytest.raises(BadValueError, match="outside its interval"):
        charts.slope_intervals(SLOPES.with_columns(points=pl.lit(99.0)), margin=2.0, **WORDS)
    with pytest.raises(BadValueError, match="expected more than 0 points a year"):
        charts.slope_intervals(SLOPES, margin=0, **WORDS)
    with pytest.raises(BadValueError, match="outside its interval"):
        charts.event_effects(EFFECTS.with_columns(points=pl.lit(99.0)), **WORDS)
