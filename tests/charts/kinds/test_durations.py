"""Charts of contributions, lags and survival: what is not known is said, and drawn as such."""

import json
from datetime import datetime

import polars as pl
import pytest
import vl_convert

from openness import charts
from openness.project.errors import BadValueError, OpennessError, UnknownNameError

WORDS = {"name": "a-chart", "title": "A title", "definition": "Open means this.", "source": "Somebody, 2030"}
PARTS = pl.DataFrame(
    [
        ("all", "kind", "all", "change", -10.0, -20.0, 1.0, 197, 495, 189, None),
        ("all", "kind", "all", "composition", -20.0, -30.0, -9.0, 197, 495, 189, None),
        ("all", "kind", "all", "within", 10.0, None, None, 197, 495, 189, "no interval: so it is"),
        ("all", "kind", "speech", "within", 0.5, -1.0, 2.0, 3, 40, 9, None),
        ("stable", "kind", "all", "change", None, None, None, 4, 9, 2, "not estimable: 4 judged releases"),
    ],
    schema=[
        "panel",
        "factor",
        "category",
        "part",
        "contribution",
        "lower",
        "upper",
        "n_a",
        "n_b",
        "developers",
        "reason",
    ],
    orient="row",
)
LADDER = pl.DataFrame(
    [
        (1e20, "Closed A", "2020-01-01", "Open A", "2021-01-01", 1.0, 1.0, True, False),
        (1e21, "Closed B", "2022-01-01", "Open B", "2021-07-01", -0.5, 0.0, True, True),
        (1e25, "Closed C", "2024-01-01", None, None, None, 1.2, False, False),
        (1e27, None, None, None, None, None, None, False, False),
    ],
    schema=[
        "level",
        "closed_release",
        "closed_date",
        "open_release",
        "open_date",
        "lag_years",
        "years",
        "is_observed",
        "is_open_first",
    ],
    orient="row",
).with_columns(
    pl.col("closed_date", "open_date").str.to_datetime("%Y-%m-%d"), n=pl.lit(812), reason=pl.lit(None, pl.String)
)
CURVES = pl.DataFrame(
    [
        ("open", 0.0, 9, 0, 0, 1.0, None, None),
        ("open", 1.0, 9, 5, 1, 4 / 9, 0.2, 0.7),
        ("closed", 0.0, 3, 0, 0, 1.0, None, None),
        ("closed", 2.0, 3, 1, 2, 2 / 3, 0.1, 0.9),
    ],
    schema=["group", "years", "at_risk", "event_count", "censored_count", "survival", "lower", "upper"],
    orient="row",
)
DRAWN = {
    "contributions": (lambda frame=PARTS: charts.contribution_bars(frame, **WORDS), PARTS),
    "lags": (lambda frame=LADDER: charts.lag_bars(frame, **WORDS), LADDER),
    "survival": (lambda frame=CURVES: charts.survival_curves(frame, event="a change", **WORDS), CURVES),
}


@pytest.fixture(autouse=True)
def _theme():
    charts.use_theme()


@pytest.mark.parametrize("name", list(DRAWN))
def test_a_chart_has_its_words_and_holds_its_tidy_table_and_nothing_else(name):
    draw, frame = DRAWN[name]
    spec = draw().to_dict()
    about = spec["usermeta"]["openness"]
    assert spec["title"]["subtitle"][0].startswith("Open means this.")
    assert "Source: Somebody, 2030" in json.dumps(spec, ensure_ascii=False)
    assert spec["description"] == about["alt"]
    assert len(about["alt"]) > 60
    tables = list(spec.get("datasets", {}).values()) or inline(spec)
    assert len(tables) == 1
    assert len(tables[0]) == frame.height
    assert list(tables[0][0]) == about["columns"]


def inline(spec):
    found = []
    if isinstance(spec, dict):
        found += [spec["data"]["values"]] if isinstance(spec.get("data"), dict) and "values" in spec["data"] else []
        found += [one for value in spec.values() for one in inline(value)]
    if isinstance(spec, list):
        found += [one for value in spec for one in inline(value)]
    return found


@pytest.mark.parametrize("theme", ["light", "print"])
@pytest.mark.parametrize("name", list(DRAWN))
def test_it_is_drawn_in_both_themes_within_the_column_the_same_each_time_and_from_pandas(name, theme):
    charts.use_theme(theme)
    draw, frame = DRAWN[name]
    spec = draw().to_dict()
    svg = vl_convert.vegalite_to_svg(spec)
    assert svg.count("<path") > 2
    assert float(svg.split('width="')[1].split('"')[0]) <= 760
    assert draw().to_dict() == spec
    assert draw(frame.to_pandas()).to_dict() == spec
    assert draw(frame.lazy()).to_dict() == spec


def caption(name):
    return DRAWN[name][0]().to_dict()["usermeta"]["openness"]["caption"]


def alt(name):
    return DRAWN[name][0]().to_dict()["description"]


def test_contributions_name_what_is_faded_what_is_not_estimable_and_the_change():
    assert "fewer than 5 releases in Speech: change within (3, 40)" in caption("contributions")
    assert "Developers with releases in both periods: not estimable: 4 judged releases." in caption("contributions")
    assert "Change −10.0 (−20.0 to +1.0); Composition: kind −20.0 (−30.0 to −9.0)" in alt("contributions")
    svg = vl_convert.vegalite_to_svg(DRAWN["contributions"][0]().to_dict())
    assert "+10.0 (no interval)" in svg
    assert "n = 197 and 495 releases, 189 developers" in svg


def test_lags_tell_met_first_and_waiting_levels_apart_and_name_the_level_without_a_closed_release():
    svg = vl_convert.vegalite_to_svg(DRAWN["lags"][0]().to_dict())
    for words in ("Open A, 1.0 y", "none after 1.2 y", "Open release came first", "Closed C, 1.0e+25 FLOP"):
        assert words in svg
    assert "no closed release is there: 1.0e+27 FLOP" in caption("lags")
    assert "Not met yet: Closed C (1.2 years so far)" in alt("lags")


def test_survival_says_n_events_censored_and_where_the_half_is():
    assert "falls to a half at 1.0 years" in alt("survival")
    assert "Closed: 3 durations, 1 event; fewer than 5 durations." in alt("survival")
    every = charts.survival_curves(CURVES, min_group=3, **WORDS).to_dict()["description"]
    assert "never falls to a half, ends at 67% after 2.0 years" in every
    assert "Fewer than 5 in all: Closed (3)" in caption("survival")
    assert "n = 9 (5 observed, 1 censored)" in json.dumps(DRAWN["survival"][0]().to_dict(), ensure_ascii=False)


def test_nothing_to_draw_is_an_error_with_the_reason():
    with pytest.raises(OpennessError, match="not estimable: 4 judged releases"):
        charts.contribution_bars(PARTS.filter(panel="stable"), **WORDS)
    with pytest.raises(OpennessError, match="no level has a closed release"):
        charts.lag_bars(LADDER.tail(1), **WORDS)
    with pytest.raises(OpennessError, match="no rows"):
        charts.survival_curves(CURVES.head(0), **WORDS)


def test_wrong_tables_are_refused_by_the_name_of_the_column():
    with pytest.raises(UnknownNameError, match="did you mean"):
        charts.contribution_bars(PARTS.rename({"contribution": "contributions"}), **WORDS)
    with pytest.raises(UnknownNameError, match="is_observed"):
        charts.lag_bars(LADDER.drop("is_observed"), **WORDS)
    with pytest.raises(BadValueError, match="outside its interval"):
        charts.contribution_bars(PARTS.with_columns(lower=pl.lit(50.0), upper=pl.lit(60.0)), **WORDS)


def test_every_bar_and_level_has_a_place_on_its_axis():
    # An axis whose domain misses a row drops it without a word.
    for name, field in (("contributions", "bar_key"), ("lags", "level_key")):
        spec = DRAWN[name][0]().to_dict()
        svg = vl_convert.vegalite_to_svg(spec)
        assert field in json.dumps(spec)
        assert "undefined" not in svg
        assert "NaN" not in svg


def test_dates_of_a_frame_without_any_open_release_are_drawn():
    waiting = LADDER.filter(~pl.col("is_observed")).with_columns(open_date=pl.lit(None))
    assert charts.lag_bars(waiting, **WORDS).to_dict()["usermeta"]["openness"]["name"] == "a-chart"
    assert datetime(2024, 1, 1) in waiting["closed_date"].to_list()
