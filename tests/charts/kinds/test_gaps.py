"""The chart of published figures: relative, honest about bounds and about what is not drawn."""

import pandas as pd
import polars as pl
import pytest
import vl_convert

from openness import charts
from openness.project.errors import OpennessError, UnknownNameError

WORDS = {"name": "a-chart", "title": "A title", "source": "Somebody, 2030"}
CHECKS = pl.DataFrame(
    [
        ("a", "A mean", "P", "points", "40", 40.0, 40.69, "differs"),
        ("b", "A count", "P", "count", "193", 193.0, 103.0, "differs"),
        ("c", "A fall", "P", "points", "-37", -37.0, -37.0, "agrees"),
        ("d", "A survey", "Q", "percent", "19", 19.0, None, "not_reproducible"),
        ("e", "Nothing", "Q", "count", "0", 0.0, 1.0, "differs"),
    ],
    schema=["figure_id", "claim", "publisher", "unit", "printed", "published", "recomputed", "verdict"],
    orient="row",
)


@pytest.fixture(autouse=True)
def _theme():
    charts.use_theme()


def about(chart):
    return chart.to_dict()["usermeta"]["openness"]


def test_figures_lie_at_their_percentage_of_the_published_ones_widest_first():
    spec = charts.published_dumbbell(CHECKS, **WORDS).to_dict()
    (rows,) = (
        [values for values in spec["datasets"].values() if values and "percent" in values[0]]
        if "datasets" in spec
        else [spec["vconcat"][0]["data"]["values"]]
    )
    assert [(row["figure_id"], round(row["percent"], 2)) for row in rows] == [("b", 53.37), ("a", 101.72), ("c", 100.0)]


def test_what_is_not_drawn_is_counted_and_the_numbers_are_spoken():
    drawn = about(charts.published_dumbbell(CHECKS, **WORDS, most=1))
    assert "Drawn: the 1 that differ most; 2 more differ less or not." in drawn["caption"]
    assert "Not drawn, because they cannot be recomputed: 2 figures." in drawn["caption"]
    assert "A count, 193 published and 103 recomputed" in drawn["alt"]
    assert "1 agree and 2 differ" in drawn["alt"]
    assert "group" not in drawn["columns"]


def test_pandas_and_polars_draw_the_same():
    first = vl_convert.vegalite_to_svg(charts.published_dumbbell(CHECKS, **WORDS).to_dict())
    frame = pd.DataFrame(CHECKS.to_dict(as_series=False))
    assert vl_convert.vegalite_to_svg(charts.published_dumbbell(frame, **WORDS).to_dict()) == first
    assert "193 → 103" in first
    assert "40 → 40.69" in first


def test_large_numbers_are_written_out_and_digits_printed_are_kept():
    many = CHECKS.with_columns(
        printed=pl.Series(["1.2e6", "2361", "12.0", "19", "0"]),
        published=pl.Series([1.2e6, 2361.0, 12.0, 19.0, 0.0]),
        recomputed=pl.Series([1206432.25, 2159.0, 11.5, None, 1.0]),
    )
    drawn = vl_convert.vegalite_to_svg(charts.published_dumbbell(many, **WORDS).to_dict())
    for text in ("1,200,000 → 1,206,432", "2,361 → 2,159", "12.0 → 11.5"):
        assert text in drawn


def test_nothing_to_draw_and_a_missing_column_are_said():
    with pytest.raises(OpennessError, match="no figure was recomputed"):
        charts.published_dumbbell(CHECKS.filter(figure_id="d"), **WORDS)
    with pytest.raises(UnknownNameError, match="'verdict'"):
        charts.published_dumbbell(CHECKS.drop("verdict"), **WORDS)
