import polars as pl
from tests.statistics.trend.simulated import EVEN_40, frame
from tests.statistics.trend.test_breaks import jumping
from tests.studies.trend_inference.trend_results import THREE

from openness.statistics.multiplicity import with_adjusted_p
from openness.statistics.trend.model import many_groups
from openness.statistics.trend.trend_tests import plain_trends
from openness.studies.trend_inference.trend_pages import cut, dashes, many_table, plain_table, slope_table


def plain(frame_):
    """The cells as one types them, with plain spaces and hyphens."""
    text = pl.col(pl.String).str.replace_all("\N{NO-BREAK SPACE}", " ").str.replace_all("\N{NON-BREAKING HYPHEN}", "-")
    return frame_.with_columns(text)


def test_slopes_are_read_with_their_intervals_the_largest_group_first():
    assert plain(slope_table(THREE)).rows() == [
        (
            "corporate",
            "1,400 releases by 140 developers, 2018-01 to 2025-12",
            "1.20 (1.05 to 1.37)",
            "+2.5 (-2.5 to +7.5)",
            "0.28",
            "0.90",
            "cannot tell",
        ),
        (
            "community",
            "400 releases by 40 developers, 2018-01 to 2025-12",
            "1.20 (1.05 to 1.37)",
            "+8.0 (+7.0 to +9.0)",
            "0.004",
            "0.90",
            "rises",
        ),
        (
            "unknown",
            "16 releases by 1 developer, 2018-01 to 2025-12",
            None,
            None,
            None,
            None,
            "no slope: fewer than 10 developers",
        ),
    ]


def test_a_very_small_p_is_bounded_and_no_interval_breaks_across_lines():
    table = slope_table(THREE.with_columns(p_value=pl.lit(1e-9)))
    assert table["p"].to_list()[0] == "<\N{NO-BREAK SPACE}0.001"
    assert table["points"][0] == "+2.5 (-2.5\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}+7.5)"


def test_plain_tests_have_their_p_and_a_dash_has_its_reason():
    order = ["developer_group", "developer_id", "release_date", "is_open"]
    releases = pl.concat([frame(EVEN_40), jumping([0.4, 0.6], group="community", developers=12).select(order)])
    tests = plain_trends(releases, every="quarter")
    table = plain(plain_table(tests))
    assert table["group"].to_list() == ["corporate", "community"]
    assert all(cell.count(", p ") == 1 for cell in table["armitage"])
    assert table["sen"].to_list()[1] is None
    assert dashes(tests) == "A dash: fewer than 6 periods with 5 or more releases."
    assert dashes(tests.filter(group="corporate")) == ""


def test_many_groups_stand_by_their_p_and_those_without_a_slope_last():
    table = many_table(with_adjusted_p(THREE))
    assert table["group"].to_list() == ["community", "corporate", "unknown"]
    assert table["p_holm"].to_list() == ["0.008", "0.28", None]
    assert plain(table)["verdict"].to_list()[-1] == "no slope: fewer than 10 developers"
    found = many_groups(frame(EVEN_40), by="developer_group")
    assert many_table(found).height == found.height


def test_a_long_table_is_cut_and_says_so():
    assert cut(THREE, 3)[1] == ""
    rows, said = cut(THREE, 2)
    assert (rows.height, said) == (2, "Not shown: 1 more group, with fewer releases.")
