from datetime import datetime

import polars as pl
import pytest
from tests.studies.openwashing.washing import DATA, components, releases, scores, statuses

from openness.studies.openwashing import views as openwashing_tables
from openness.studies.openwashing.rule import Rule, judge
from openness.studies.openwashing.say import DATES, difference_words
from openness.studies.openwashing.shares import compared

CLOSED = statuses(closed=10, **dict.fromkeys(DATA, "closed"))
OPEN = statuses(open_=10, **dict.fromkeys(DATA, "open"))
UNSURE = statuses(open_=9, **dict.fromkeys(DATA, "closed"))
KINDS = {"closed": (CLOSED, ["MIT"]), "open": (OPEN, ["MIT"]), "unsure": (UNSURE, ["NOASSERTION"])}


def judged(*rows, rule=None):
    """Verdicts on (group, country, kind) a release."""
    parts = components({str(place): KINDS[kind][0] for place, (_, _, kind) in enumerate(rows)})
    own = releases(
        *(
            (str(place), KINDS[kind][1], {"developer_group": group, "country": country})
            for place, (group, country, kind) in enumerate(rows)
        )
    )
    return judge(rule or Rule(), own, parts, scores(parts))


@pytest.fixture
def four():
    return judged(
        ("corporate", "France", "closed"),
        ("corporate", "France", "unsure"),
        ("community", "France", "open"),
        ("community", None, "closed"),
    )


def test_the_undecided_are_left_out_then_all_counted_as_open_then_as_open_washed(four):
    found = openwashing_tables.undecided_bounds(four)
    assert found.select("definition", "group", "n", "share").rows() == [
        ("Judged claims only", "all", 3, 2 / 3),
        ("Judged claims only", "community", 2, 0.5),
        ("Judged claims only", "corporate", 1, 1.0),
        ("Undecided: none open-washed", "all", 4, 0.5),
        ("Undecided: none open-washed", "community", 2, 0.5),
        ("Undecided: none open-washed", "corporate", 2, 0.5),
        ("Undecided: all open-washed", "all", 4, 0.75),
        ("Undecided: all open-washed", "community", 2, 0.5),
        ("Undecided: all open-washed", "corporate", 2, 1.0),
    ]
    assert (found["lower"] <= found["share"]).all()
    assert (found["share"] <= found["upper"]).all()


def test_the_rule_stands_before_its_tests_unless_it_is_its_only_test(four):
    tested = openwashing_tables.shares_by_test(four, Rule())
    assert tested.filter(group="corporate").select("definition", "n", "unknown_count", "share").rows() == [
        ("Open-washed: 2 of 3 tests", 1, 1, 1.0),
        ("Training data closed", 2, 0, 1.0),
        ("License not open", 1, 1, 0.0),
        ("Few criteria met", 2, 0, 0.5),
    ]
    one = Rule(practice=("data_closed",), least=1)
    alone = openwashing_tables.shares_by_test(judged(("corporate", None, "closed"), rule=one), one)
    assert alone["definition"].to_list() == ["Training data closed"]


def test_groups_are_compared_test_by_test_and_the_extremes_are_named():
    rows = [("corporate", None, "closed")] * 9 + [("corporate", None, "open")]
    own = judged(*rows, *[("community", None, "open")] * 6)
    groups = compared(own)
    found = openwashing_tables.differences_by_test(openwashing_tables.shares_by_test(own, Rule()), groups)
    assert found.select("item", "difference", "n", "note").row(0) == (
        "Open-washed: 2 of 3 tests",
        0.9,
        6,
        "corporate: 10 judged, community: 6 judged",
    )
    said = difference_words(found, groups)
    assert said.startswith("Between companies and community developers the tests differ most in ")
    assert said.endswith(" and least in license not open (+0 points, -39 to +28).")


def test_without_two_groups_there_is_no_difference():
    own = judged(("corporate", "France", "closed"))
    tested = openwashing_tables.shares_by_test(own, Rule(), "country")
    assert compared(own, "country") is None
    assert openwashing_tables.differences_by_test(tested, None).is_empty()
    assert openwashing_tables.differences_by_test(
        openwashing_tables.shares_by_test(own, Rule()), ("corporate", "community")
    ).is_empty()


def test_the_two_largest_groups_are_compared_where_they_are_no_kinds_of_developers():
    rows = [("corporate", country, "closed") for country in ("Chile", "Chile", "Peru", "Peru", "Peru", "Fiji")]
    assert compared(judged(*rows, ("corporate", None, "open")), "country") == ("Peru", "Chile")


def test_charts_have_the_groups_with_most_claims_and_the_others_are_counted():
    countries = ["Chile"] * 3 + ["Peru"] * 2 + ["Fiji", None, "Togo", "Oman"]
    own = judged(*(("corporate", country, "closed") for country in countries))
    assert openwashing_tables.main_groups(own, "country") == ["Chile", "Peru", "Fiji", "Oman"]
    assert openwashing_tables.not_drawn(own, "country") == (
        "The 4 groups with most claims are drawn; 2 more groups have 2 claims together."
    )
    assert openwashing_tables.not_drawn(own, "developer_group") == ""
    drawn = {"Chile", "Peru", "Fiji", "Oman"}
    assert set(openwashing_tables.shares_by_test(own, Rule(), "country")["group"]) == drawn
    assert set(openwashing_tables.undecided_bounds(own, "country")["group"]) == {*drawn, "all"}


def test_a_claim_without_a_date_exact_enough_is_in_no_period_and_is_counted(four):
    dates = pl.Series("release_date", [datetime(2024, 5, 1), None, datetime(2025, 5, 1), None], pl.Datetime("us"))
    dated = four.with_columns(dates)
    found = openwashing_tables.over_time(dated)
    assert found.select("period", "group", "n", "open_count", "open_share").rows() == [
        ("2024", "corporate", 1, 1, 1.0),
        ("2025", "community", 1, 0, 0.0),
    ]
    assert openwashing_tables.dates_note(dated) == (
        f"{DATES} 2 of 4 claims stand in no year, because their date is not exact enough."
    )
