"""Means over editions: no line across a change of the measure, and what the words say of it."""

import json
import re

import polars as pl
import pytest
import vl_convert

from openness import charts
from openness.project.errors import BadValueError, UnknownNameError

WORDS = {"name": "a-chart", "title": "A title", "definition": "Open means this.", "source": "Somebody, 2030"}
SERIES = {"panel": "The same", "all": "All of them", "new": "New ones"}
COLUMNS = ["series", "group", "edition", "criteria", "n", "mean"]
MEANS = pl.DataFrame(
    [
        ("panel", "corporate", "2030-01-01", "14", 9, 0.44),
        ("panel", "corporate", "2030-02-01", "14", 9, 0.46),
        ("panel", "corporate", "2030-03-01", "12", 9, 0.55),
        ("panel", "corporate", "2030-04-01", "12", 9, 0.54),
        ("all", "corporate", "2030-01-01", "14", 20, 0.4),
        ("all", "corporate", "2030-02-01", "14", 22, 0.41),
        ("all", "corporate", "2030-03-01", "12", 22, 0.5),
        ("all", "corporate", "2030-04-01", "12", 22, 0.5),
        ("new", "corporate", "2030-02-01", "14", 2, 0.3),
    ],
    schema=COLUMNS,
    orient="row",
)


@pytest.fixture(autouse=True)
def _theme():
    charts.use_theme()


def drawn(frame=MEANS, **more):
    return charts.edition_means(frame, **{"series": SERIES, "alone": ["new"], **WORDS, **more}).to_dict()


def about(spec):
    return spec["usermeta"]["openness"]


def test_no_line_crosses_a_change_of_the_measure():
    spec = drawn()
    assert json.dumps(spec).count('"new criteria"') == 1
    assert "No line crosses 2030-02-01 to 2030-03-01: the measure changed there" in about(spec)["caption"]
    svg = vl_convert.vegalite_to_svg(spec)
    # Lines of data are the open paths that are no gridlines: each has two points, on one side of the break.
    paths = [re.findall(r"[ML]([\d.]+),", path) for path in re.findall(r'd="(M[\d.,]+(?:L[\d.,]+)+)"', svg)]
    ends = [(min(map(float, line)), max(map(float, line))) for line in paths]
    at_break = 1.9 / 3.8 * 640
    assert len([end for end in ends if end[1] < at_break]) == 2
    assert len([end for end in ends if end[0] > at_break]) == 2
    assert not [end for end in ends if end[0] < at_break < end[1]]


def test_one_measure_throughout_has_no_break():
    spec = drawn(MEANS.with_columns(criteria=pl.lit("12")))
    assert "new criteria" not in json.dumps(spec)
    assert "No line crosses" not in about(spec)["caption"]


def test_the_alt_text_says_both_ends_on_each_side_of_a_break():
    alt = about(drawn())["alt"]
    assert "The same: 2030-01-01 44.0% of 9, 2030-02-01 46.0% of 9 (+2.0); 2030-03-01 55.0% of 9" in alt
    assert "New ones: fewer than 5 entries" in alt
    assert alt.endswith("The measure changed between 2030-02-01 and 2030-03-01: levels do not compare.")


def test_small_points_are_faded_and_named():
    assert "Drawn faded: fewer than 5 entries in Corporate 2030-02-01 (2)." in about(drawn())["caption"]
    assert "The axis does not begin at zero." in about(drawn())["caption"]


@pytest.mark.parametrize(
    ("frame", "more", "error", "message"),
    [
        (MEANS.with_columns(series=pl.lit("alll")).head(1), {}, UnknownNameError, "unknown series 'alll'"),
        (
            MEANS.with_columns(criteria=pl.Series(["14", "14", "12", "12", "14", "14", "12", "14", "14"])),
            {},
            BadValueError,
            "edition '2030-04-01' has more than one measure",
        ),
        (MEANS, {"series": SERIES | {"more": "More"}}, BadValueError, "has 4 series; expected 3 or fewer"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(frame, more, error, message):
    with pytest.raises(error, match=message):
        drawn(frame, **more)
