"""The specification curve: order, thinning, what marks the default, and its size."""

import json

import polars as pl
import pytest
import vl_convert

from openness import charts
from openness.project.errors import BadValueError, OpennessError, UnknownNameError

WORDS = {"name": "curve", "title": "A title", "definition": "Open means this.", "source": "Somebody, 2030"}
CHOICES = {"source": "source", "blank": "releases not judged", "same": "what is always the same"}


def table(count, default=0):
    return pl.DataFrame(
        {
            "estimate": [(i * 7 % count) / count - 0.5 for i in range(count)],
            "lower": [(i * 7 % count) / count - 0.6 for i in range(count)],
            "upper": [(i * 7 % count) / count - 0.4 for i in range(count)],
            "source": [("epoch", "osai")[i % 2] for i in range(count)],
            "blank": [("left_out", "closed", "open")[i % 3] for i in range(count)],
            "same": ["so"] * count,
            "is_default": [i == default for i in range(count)],
        }
    )


def draw(frame, **more):
    return charts.specification_curve(frame, choices=CHOICES, **{**WORDS, **more}).to_dict()


@pytest.fixture(autouse=True)
def _theme():
    charts.use_theme()


def rows_of(spec):
    return next(iter(spec["datasets"].values())) if "datasets" in spec else found(spec)


def found(part):
    if "values" in part.get("data", {}):
        return part["data"]["values"]
    return next(rows for one in part.get("vconcat", []) if (rows := found(one)))


def test_specifications_stand_in_order_with_title_source_and_alt_text():
    spec = draw(table(11))
    rows = rows_of(spec)
    assert [row["rank"] for row in rows] == list(range(1, 12))
    assert [row["estimate"] for row in rows] == sorted(row["estimate"] for row in rows)
    about = spec["usermeta"]["openness"]
    assert list(rows[0]) == about["columns"]
    assert spec["title"]["subtitle"][1].startswith("n = 11 specifications")
    assert "Specification curve of 11 estimates, from −50 to +41 percentage points, median −5." in about["alt"]
    assert "The main chart's specification gives −50 (−60 to −40), number 1 from the lowest." in about["alt"]


def test_the_verdict_says_on_which_side_of_zero_the_interval_is():
    verdicts = {row["estimate"]: row["verdict"] for row in rows_of(draw(table(11)))}
    assert verdicts[-0.5] == "below zero"
    assert verdicts[-0.0455] == "includes zero"
    assert verdicts[0.4091] == "above zero"


def test_of_thousands_evenly_spaced_ones_are_drawn_the_ends_and_the_default_among_them():
    frame = table(5003, default=1234)
    spec = draw(frame)
    rows = rows_of(spec)
    assert len(rows) <= 241
    assert (rows[0]["rank"], rows[-1]["rank"]) == (1, 5003)
    assert sum(row["is_default"] for row in rows) == 1
    assert len(json.dumps(spec)) < 300_000
    assert "of 5,003, evenly spaced in order" in spec["usermeta"]["openness"]["caption"]
    # The alt text is of all, not of those drawn.
    assert "of 5,003 estimates" in spec["description"]


def test_a_choice_with_one_level_has_no_row_of_marks():
    text = json.dumps(draw(table(11), labels={"left_out": "left out"}))
    assert "releases not judged: left out" in text
    assert "what is always the same: " not in text


def test_specifications_without_an_estimate_are_counted_and_not_drawn():
    frame = pl.concat(
        [table(5), table(1).with_columns(pl.lit(None, pl.Float64).alias(c) for c in ("estimate", "lower", "upper"))]
    )
    spec = draw(frame)
    assert len(rows_of(spec)) == 5
    assert "Without an estimate, and not drawn: 1." in spec["usermeta"]["openness"]["caption"]
    assert draw(frame.to_pandas()) == spec


@pytest.mark.parametrize("theme", ["light", "print"])
@pytest.mark.parametrize("count", [1, 40, 1000])
def test_it_is_drawn_in_both_themes_and_fits_the_column(theme, count):
    charts.use_theme(theme)
    svg = vl_convert.vegalite_to_svg(draw(table(count)))
    assert svg.count("<path") > 2
    assert float(svg.split('width="')[1].split('"')[0]) <= 780


def test_what_cannot_be_drawn_is_refused_in_one_line():
    with pytest.raises(OpennessError, match="no specification has an estimate"):
        draw(table(3).clear())
    with pytest.raises(UnknownNameError, match="did you mean 'blanks'"):
        draw(table(3).rename({"blank": "blanks"}))
    with pytest.raises(BadValueError, match="outside its interval"):
        draw(table(3).with_columns(upper=pl.lit(-0.9)))
    with pytest.raises(BadValueError, match="expected 3 or more"):
        draw(table(3), most=2)
