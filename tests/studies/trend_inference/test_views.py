from datetime import datetime

import polars as pl
import pytest
from tests.statistics.trend.simulated import EVEN_20, EVEN_40, frame
from tests.statistics.trend.test_breaks import ONE_JUMP, jumping
from tests.studies.trend_inference.trend_results import THREE, claim_row, claim_rows, slope, trends

from openness.statistics.multiplicity import with_adjusted_p
from openness.statistics.shares import share_by_period
from openness.statistics.trend.breaks import FACTORS, breaks_by_penalty, segments
from openness.statistics.trend.model import fitted_shares, many_groups, slope_differences, trend_model
from openness.statistics.trend.trend_tests import plain_trends
from openness.studies.trend_inference import results, views
from openness.studies.trend_inference.views import (
    BOOTSTRAP,
    CLUSTERED,
    INDEPENDENT,
    break_places,
    difference_rows,
    observed_and_fitted,
    pairs,
    shares_and_segments,
    slope_rows,
    with_bootstrap,
    with_independent,
    with_slope,
)


def test_rows_of_slopes_come_by_size_and_carry_their_reason_without_the_group_before_it():
    assert slope_rows(THREE).select("item", "group", "points", "lower", "upper", "n", "note", "reason").rows() == [
        ("corporate", CLUSTERED, 2.5, -2.5, 7.5, 1400, "cannot tell", None),
        ("community", CLUSTERED, 8.0, 7.0, 9.0, 400, "rises", None),
        ("unknown", CLUSTERED, None, None, None, 16, "not estimable", "fewer than 10 developers"),
    ]


def test_of_many_groups_the_note_is_holms_p():
    several = pl.concat(frame(EVEN_40, group=f"g{i}", prefix=f"g{i}-", seed=i) for i in range(3))
    rows = slope_rows(many_groups(several, by="developer_group"))
    assert rows.height == 3
    assert all(note.startswith("Holm's p ") for note in rows["note"])


def test_the_bootstrap_stands_beside_where_it_has_an_interval():
    without = trends(slope("a", 100, 1.0), slope("b", 90, 2.0, boot_lower=None, boot_upper=None), slope("c", 8))
    rows = with_bootstrap(without)
    assert rows.filter(group=BOOTSTRAP).select("item", "points", "lower", "upper", "note").rows() == [
        ("a", 1.0, 0.5, 1.5, "bootstrap")
    ]
    assert rows.filter(group=CLUSTERED)["item"].to_list() == ["a", "b", "c"]


def test_a_group_without_a_slope_by_developer_gets_none_by_taking_releases_for_independent():
    alone = trends(slope("community", 400, 8.0, half=0.4), slope("corporate", 1400, 2.5), slope("unknown", 16, 30.0))
    rows = with_independent(THREE, alone)
    assert rows.filter(group=INDEPENDENT)["item"].to_list() == ["corporate", "community"]
    assert rows.filter(item="unknown")["points"].to_list() == [None]


def test_a_difference_is_named_by_its_groups_and_said_to_be_faster_or_slower():
    both = pl.concat([frame(EVEN_40, slope=1.2), frame(EVEN_40, slope=-0.5, group="community", prefix="c", seed=2)])
    rows = difference_rows(slope_differences(both))
    assert rows.select("item", "note").rows() == [("corporate less community", "faster")]
    assert rows["points"].item() > 0


def test_companies_and_community_are_compared_else_the_two_largest_known_groups():
    assert pairs(THREE) == [("corporate", "community")]
    countries = trends(slope("China", 50, 1.0), slope("unknown", 90, 1.0), slope("France", 60), slope("Chad", 1))
    assert pairs(countries) == [("France", "China")]
    assert pairs(trends(slope("only", 50, 1.0), slope("unknown", 60, 1.0))) == []


def test_groups_with_a_slope_are_drawn_by_size_and_the_others_counted():
    assert with_slope(THREE, 6) == (["corporate", "community"], "Groups not drawn: 1 without a slope.")
    assert with_slope(THREE, 1) == (
        ["corporate"],
        "Groups not drawn: 1 more with fewer releases and 1 without a slope.",
    )
    assert with_slope(THREE.filter(pl.col("reason").is_null()), 2)[1] == ""


def test_shares_stand_in_the_middle_of_their_year_and_curves_end_with_the_data():
    releases = frame(EVEN_20)
    curves = fitted_shares(releases)
    table = observed_and_fitted(share_by_period(releases), curves, ["corporate"])
    observed, fitted = table.filter(series="observed"), table.filter(series="fitted")
    assert (observed["year"] % 1).to_list() == [0.5] * observed.height
    assert observed["n"].sum() == releases.height
    dates = releases["release_date"]
    for bound, year in ((dates.min(), fitted["year"].min()), (dates.max(), fitted["year"].max())):
        length = 366 if bound.year % 4 == 0 else 365
        assert year == pytest.approx(bound.year + (bound - datetime(bound.year, 1, 1)).days / length, abs=1e-3)
    assert fitted["n"].null_count() == fitted.height
    assert observed_and_fitted(share_by_period(releases), curves, []).is_empty()


def test_segments_lie_over_the_shares_of_the_groups_that_have_any():
    few = jumping([0.5, 0.5], group="community")
    releases = pl.concat([ONE_JUMP, few])
    table = shares_and_segments(share_by_period(releases, every="quarter"), segments(releases))
    assert set(table["group"]) == {"corporate"}
    assert table.filter(series="segment").select("period", "last_period", "n", "share").rows() == [
        ("2020-Q1", "2021-Q2", 120, 0.2),
        ("2021-Q3", "2022-Q4", 120, 0.7),
    ]
    assert table.filter(series="observed")["last_period"].null_count() == 12


def test_every_penalty_has_a_row_also_where_it_lets_no_break_through():
    releases = pl.concat([ONE_JUMP, jumping([0.5] * 12, group="community"), jumping([0.5], group="mixed")])
    places = break_places(breaks_by_penalty(releases))
    assert set(places["group"]) == {"corporate", "community"}
    jump = places.filter(group="corporate", factor=1.0).row(0, named=True)
    assert jump == {
        "group": "corporate",
        "factor": 1.0,
        "period": "2021-Q3",
        "n": 240,
        "developers": 40,
        "periods": 12,
    }
    assert places.filter(group="community", factor=5.0)["period"].to_list() == [None]
    assert sorted(set(places["factor"])) == sorted(FACTORS)


def test_rows_of_a_real_model_have_intervals_around_their_slopes():
    rows = with_bootstrap(trend_model(frame(EVEN_40), draws=200))
    assert rows["group"].to_list() == [CLUSTERED, BOOTSTRAP]
    assert rows.filter(pl.col("lower") < pl.col("upper")).height == 2


def plain(frame_):
    """The cells as one types them, with plain spaces and hyphens."""
    text = pl.col(pl.String).str.replace_all("\N{NO-BREAK SPACE}", " ").str.replace_all("\N{NON-BREAKING HYPHEN}", "-")
    return frame_.with_columns(text)


def test_slopes_are_read_with_their_intervals_the_largest_group_first():
    assert plain(views.slope_table(THREE)).rows() == [
        (
            "corporate",
            "1,400 releases by 140 developers, 2018-01 to 2025-12",
            "1.20 (1.05 to 1.37)",
            "+2.5 (−2.5 to +7.5)",
            "0.28",
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
            "0.008",
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
            None,
            "no slope: fewer than 10 developers",
        ),
    ]


def test_a_very_small_p_is_bounded_and_no_interval_breaks_across_lines():
    table = views.slope_table(THREE.with_columns(p_value=pl.lit(1e-9)))
    assert table["p"].to_list()[0] == "<\N{NO-BREAK SPACE}0.001"
    assert table["points"][0] == "+2.5 (−2.5\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}+7.5)"


def test_plain_tests_have_their_p_and_a_dash_has_its_reason():
    order = ["developer_group", "developer_id", "release_date", "is_open"]
    releases = pl.concat([frame(EVEN_40), jumping([0.4, 0.6], group="community", developers=12).select(order)])
    tests = plain_trends(releases, every="quarter")
    table = plain(views.test_table(tests))
    assert table["group"].to_list() == ["corporate", "community"]
    assert all(cell.count(", p ") == 1 for cell in table["armitage"])
    assert table["sen"].to_list()[1] is None
    assert views.dashes(tests) == "A dash: fewer than 6 periods with 5 or more releases."
    assert views.dashes(tests.filter(group="corporate")) == ""


def test_many_groups_stand_by_their_p_and_those_without_a_slope_last():
    table = views.many_table(with_adjusted_p(THREE))
    assert table["group"].to_list() == ["community", "corporate", "unknown"]
    assert table["p_holm"].to_list() == ["0.008", "0.28", None]
    assert plain(table)["verdict"].to_list()[-1] == "no slope: fewer than 10 developers"
    found = many_groups(frame(EVEN_40), by="developer_group")
    assert views.many_table(found).height == found.height


def test_a_long_table_is_cut_and_says_so():
    assert views.cut(THREE, 3)[1] == ""
    rows, said = views.cut(THREE, 2)
    assert (rows.height, said) == (2, "Not shown: 1 more group, with fewer releases.")


def test_p_values_in_words():
    assert [views.p_text(p) for p in (0.0001, 0.004, 0.04, 0.51)] == ["p < 0.001", "p = 0.004", "p = 0.04", "p = 0.51"]


CLAIMED = claim_rows(
    claim_row("corporate", "cannot tell", "nothing", 2.0, bounds=(-3.0, 7.0)),
    claim_row("community", "rises", "conditional", 4.0, corrected_lower=None),
    claim_row("few", "not estimable", "nothing", 0.0, reason="few: fewer than 5 releases", known_lower=None),
    claim_row("corporate", "falls", "certain", -4.0, other="community"),
)


def test_a_slope_is_drawn_under_each_treatment_of_blanks_that_can_be_had():
    rows = views.blank_rows(CLAIMED)
    assert rows.select("item", "group", "points", "lower", "upper", "note").head(5).rows() == [
        ("corporate", "Model, blanks left out", 2.0, 1.0, 3.0, "cannot tell"),
        ("corporate", "Line, blanks left out", 2.5, 1.5, 3.5, None),
        ("corporate", "Line, blanks as those filled in later", 1.5, 0.5, 2.5, None),
        ("corporate", "Line, blanks all against", -2.0, -3.0, -2.0, None),
        ("corporate", "Line, blanks all in favor", 6.0, 6.0, 7.0, None),
    ]
    assert rows["item"].value_counts().sort("item").rows() == [
        ("community", 4),
        ("corporate", 5),
        ("corporate less community", 5),
    ]
    assert results.SLOPE_ROWS.checked(rows) is not None


def test_one_kind_stands_beside_all_kinds_group_by_group():
    rows = views.kind_rows(CLAIMED, CLAIMED.head(1), "language")
    assert rows.select("item", "group", "note").sort("item", "group").rows() == [
        ("community", "All kinds of models", "if blanks as earlier ones"),
        ("corporate", "All kinds of models", "cannot tell"),
        ("corporate", "Language models alone", "cannot tell"),
        ("few", "All kinds of models", "not claimed"),
    ]


def move(outcome, points, p_by=0.001, **more):
    row = dict.fromkeys(results.MOVES.names) | {"source": "epoch", "outcome": outcome, "title": outcome, "group": "all"}
    row |= {"n": 90, "developers": 12, "period": "2018-01 to 2025-12", "points_per_year": points, "p_by": p_by}
    row |= {"points_lower": points - 1, "points_upper": points + 1, "p_value": p_by / 10, "verdict": "rises"}
    return row | {"is_found": p_by < 0.05, "claim": "certain" if p_by < 0.05 else None} | more


def test_lines_that_are_found_are_drawn_first_and_then_the_surest_of_the_others():
    ends = {"first_n": 20.0, "first_share": 0.5, "last_n": 1000.0, "last_share": 0.25, "difference": -0.25}
    ends |= {"difference_lower": -0.4, "difference_upper": -0.1}
    moves = pl.DataFrame(
        [
            move("weights", -9.0, **ends),
            move("code", 30.0, p_by=0.9),
            move("data", 20.0, p_by=0.3),
            move("paper", 0.0, p_by=0.9, points_per_year=None, p_value=None, reason="all: too few"),
        ],
        schema=results.MOVES.schema,
    )
    assert views.moved_rows(moves, 3).select("item", "points", "note").rows() == [
        ("weights, all (Epoch AI)", -9.0, "whatever blanks are"),
        ("data, all (Epoch AI)", 20.0, "p = 0.30"),
        ("code, all (Epoch AI)", 30.0, "p = 0.90"),
    ]
    assert views.moved_rows(moves, 1).height == 1
    table = views.moved_table(moves)
    assert table.select("list", "group", "ends", "difference", "verdict").rows() == [
        (
            "Epoch AI",
            "all developers",
            "50% of 20, 25% of 1,000",
            "−25 (−40\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}−10)",
            "whatever blanks are",
        ),
        ("Epoch AI", "all developers", None, None, "may be chance"),
        ("Epoch AI", "all developers", None, None, "may be chance"),
        ("Epoch AI", "all developers", None, None, "no slope: too few"),
    ]
    assert results.MOVES_TABLE.checked(table) is not None


def test_what_is_left_of_a_change_is_tabled_with_its_interval_or_that_there_is_none():
    head = dict.fromkeys(results.COMPOSED.names) | {"source": "epoch", "title": "Weights", "group": "corporate"}
    head |= {"developers": 14, "change": -34.2, "factor": "modality"}
    rows = [
        head | {"panel": "all", "within": -27.0, "within_lower": -36.0, "within_upper": -17.0},
        head | {"panel": "stable", "within": -25.0},
        head | {"panel": "stable", "factor": "all"},
    ]
    table = views.composed_table(pl.DataFrame(rows, schema=results.COMPOSED.schema), {"modality": "kind"})
    space = "\N{NO-BREAK SPACE}"
    assert table.rows() == [
        ("Epoch AI, Weights, corporate developers", "all (14)", "kind", "−34", f"−27 (−36{space}to{space}−17)"),
        ("Epoch AI, Weights, corporate developers", "in both spans (14)", "kind", "−34", "−25 (no interval)"),
    ]
