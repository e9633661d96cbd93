"""Verdicts and shifts of specifications: words, captions, what is refused, both themes."""

import json

import polars as pl
import pytest
import vl_convert

from openness import charts
from openness.project.errors import BadValueError, OpennessError, UnknownNameError

WORDS = {"name": "a-chart", "title": "A title", "definition": "Open means this.", "source": "Somebody, 2030"}
VERDICTS = pl.DataFrame(
    [
        ("all", "all", "below", 60, -0.2),
        ("all", "all", "zero", 20, -0.2),
        ("all", "all", "above", 20, -0.2),
        ("by_source", "epoch", "below", 60, -0.3),
        ("by_source", "epoch", "above", 20, -0.3),
        ("by_source", "osai", "zero", 12, 0.0),
    ],
    schema=["panel", "item", "verdict", "n", "median"],
    orient="row",
)
SHIFTS = pl.DataFrame(
    [
        ("Source: OSAI", 0.2, 0.1, 0.3, 160, 0.2, 0.83),
        ("Periods: three years", -0.05, -0.1, 0.0, 12, 0.0, 0.25),
    ],
    schema=["item", "shift", "lower", "upper", "n", "sign_share", "verdict_share"],
    orient="row",
)
DRAWN = {"verdicts": (charts.verdict_bars, VERDICTS), "shifts": (charts.shift_intervals, SHIFTS)}


@pytest.fixture(autouse=True)
def _theme():
    charts.use_theme()


def about(chart):
    return chart.to_dict()["usermeta"]["openness"]


def rows_of(spec):
    if isinstance(spec, dict):
        if isinstance(spec.get("data"), dict) and "values" in spec["data"]:
            return spec["data"]["values"]
        return next((found for value in spec.values() if (found := rows_of(value))), None)
    return next((found for one in spec if (found := rows_of(one))), None) if isinstance(spec, list) else None


@pytest.mark.parametrize("name", list(DRAWN))
def test_a_chart_has_its_words_and_holds_its_tidy_table_and_nothing_else(name):
    draw, frame = DRAWN[name]
    spec = draw(frame.with_columns(other=1), **WORDS).to_dict()
    assert spec["title"]["subtitle"][0] == "Open means this."
    assert "Source: Somebody, 2030" in json.dumps(spec, ensure_ascii=False)
    found = next(iter(spec["datasets"].values())) if "datasets" in spec else rows_of(spec)
    assert len(found) == frame.height
    assert list(found[0]) == spec["usermeta"]["openness"]["columns"] == frame.columns


@pytest.mark.parametrize("theme", ["light", "print"])
@pytest.mark.parametrize("name", list(DRAWN))
def test_it_fits_the_column_in_both_themes_and_is_the_same_from_pandas(name, theme):
    charts.use_theme(theme)
    draw, frame = DRAWN[name]
    spec = draw(frame, **WORDS).to_dict()
    svg = vl_convert.vegalite_to_svg(spec)
    assert float(svg.split('width="', 1)[1].split('"', 1)[0]) <= charts.theme.MAX_WIDTH
    assert draw(frame.to_pandas(), **WORDS).to_dict() == spec


@pytest.mark.parametrize("name", list(DRAWN))
def test_a_missing_column_and_an_empty_table_are_refused(name):
    draw, frame = DRAWN[name]
    with pytest.raises(UnknownNameError, match="the table of chart 'a-chart'"):
        draw(frame.drop("n"), **WORDS)
    with pytest.raises(OpennessError, match="nothing to draw"):
        draw(frame.clear(), **WORDS)


def test_verdicts_are_told_in_words_and_few_are_faded():
    said = about(charts.verdict_bars(VERDICTS, labels={"all": "All"}, **WORDS))
    assert "All: All 60% clear below zero and 20% above, of 100." in said["alt"]
    assert "By source: Epoch 75% clear below zero and 25% above, of 80; OSAI fewer than 20 estimates." in said["alt"]
    assert "fewer than 20 estimates by" in said["caption"]
    assert "(12)" in said["caption"]
    assert "no probability" in said["caption"]


def test_a_verdict_that_is_none_of_the_five_is_refused():
    with pytest.raises(UnknownNameError, match="unknown verdict 'belwo' in the table of chart 'a-chart'; did you mean"):
        charts.verdict_bars(VERDICTS.with_columns(pl.col("verdict").replace("below", "belwo")), **WORDS)


def test_shifts_say_which_is_largest_and_which_turns_the_sign():
    said = about(charts.shift_intervals(SHIFTS, **WORDS))
    assert "Largest: Source: OSAI +20.0 points. The sign turns" in said["alt"]
    assert "The sign turns most often with Source: OSAI: in 20% of 160 pairs." in said["alt"]
    assert "fewer than 20 pairs of Periods: three years (12)" in said["caption"]


def test_a_shift_outside_its_quartiles_is_refused():
    with pytest.raises(BadValueError):
        charts.shift_intervals(SHIFTS.with_columns(upper=pl.lit(-0.5)), **WORDS)
