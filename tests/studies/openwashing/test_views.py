import polars as pl
import pytest
from tests.studies.openwashing.washing import DATA, components, releases, scores, statuses

from openness.studies.openwashing import results, views
from openness.studies.openwashing.license_names import license_names
from openness.studies.openwashing.rule import Rule, judge
from openness.studies.openwashing.shares import failures, shares_by

CLOSED = statuses(closed=10, **dict.fromkeys(DATA, "closed"))
OPEN = statuses(open_=10, **dict.fromkeys(DATA, "open"))
UNSURE = statuses(open_=9, **dict.fromkeys(DATA, "closed"))
KINDS = {"closed": (CLOSED, ["MIT"]), "open": (OPEN, ["MIT"]), "unsure": (UNSURE, ["NOASSERTION"])}


def judged(*rows, rule=None):
    """Verdicts on (group, country, kind) a release."""
    parts = components({str(place): KINDS[kind][0] for place, (_, _, kind) in enumerate(rows)})
    own = releases(
        *(
            (str(place), KINDS[kind][1], {"developer_group": group, "country": country, "developer_id": str(place)})
            for place, (group, country, kind) in enumerate(rows)
        )
    )
    return judge(rule or Rule(), own, parts, scores(parts))


def by_test(own, rule=None, by="developer_group"):
    rule = rule or Rule()
    return views.shares_by_test(shares_by(own, by), failures(own, rule.practice, by), rule)


@pytest.fixture
def four():
    return judged(
        ("corporate", "France", "closed"),
        ("corporate", "France", "unsure"),
        ("community", "France", "open"),
        ("community", None, "closed"),
    )


def test_the_undecided_are_left_out_then_all_counted_as_open_then_as_open_washed(four):
    found = views.undecided_bounds(four)
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
    assert found.schema == results.UNDECIDED.schema
    known = found.drop_nulls("lower")
    assert known.height == found.height - 1
    assert ((known["lower"] <= known["share"]) & (known["share"] <= known["upper"])).all()


def test_the_rule_stands_before_its_tests_unless_it_is_its_only_test(four):
    found = by_test(four)
    assert found.schema == results.DEFINITIONS.schema
    assert found.filter(group="corporate").select("definition", "n", "unknown_count", "share").rows() == [
        ("Open-washed: 2 of 3 tests", 1, 1, 1.0),
        ("Training data closed", 2, 0, 1.0),
        ("License not open", 1, 1, 0.0),
        ("Few criteria met", 2, 0, 0.5),
    ]
    one = Rule(practice=("data_closed",), least=1)
    alone = by_test(judged(("corporate", None, "closed"), rule=one), one)
    assert alone["definition"].to_list() == ["Training data closed"]


def test_groups_are_compared_test_by_test():
    rows = [("corporate", None, "closed")] * 9 + [("corporate", None, "open")]
    own = judged(*rows, *[("community", None, "open")] * 6)
    found = views.differences_by_test(own, Rule(), ("corporate", "community"))
    assert found.schema == results.DIFFERENCES.schema
    assert found.select("item", "difference", "n", "note").row(0) == (
        "Open-washed: 2 of 3 tests",
        0.9,
        6,
        "corporate: 10 judged, community: 6 judged",
    )


def test_without_two_groups_there_is_no_difference():
    own = judged(("corporate", "France", "closed"))
    assert views.differences_by_test(own, Rule(), None, "country").is_empty()
    assert views.differences_by_test(own, Rule(), ("corporate", "community")).is_empty()


def test_charts_have_the_groups_with_most_claims():
    countries = ["Chile"] * 3 + ["Peru"] * 2 + ["Fiji", None, "Togo", "Oman"]
    own = judged(*(("corporate", country, "closed") for country in countries))
    shares = shares_by(own, "country")
    assert views.main_groups(shares) == ["Chile", "Peru", "Fiji", "Oman"]
    drawn = {"Chile", "Peru", "Fiji", "Oman"}
    assert set(by_test(own, by="country")["group"]) == drawn
    assert set(views.undecided_bounds(own, "country")["group"]) == {*drawn, "all"}


def test_licenses_that_nobody_uses_are_in_no_table():
    used = releases(("a", ["LicenseRef-llama-3.1"], {}), ("b", ["MIT"], {}), ("c", ["MIT"], {}))
    names = license_names(used)
    called = views.called_open_rows(names)
    assert called.schema == results.CALLED_OPEN.schema
    assert called.drop("clauses").rows() == [
        (
            [{"text": "Llama 3.1 Community License Agreement", "url": "https://www.llama.com/llama3_1/license/"}],
            "community",
            "restricted_commercial",
            "OSAI 1",
        )
    ]
    assert views.open_rows(names).select("criteria", "used_in").rows() == [(None, "OSAI 2")]


def test_releases_are_counted_whose_license_is_called_open():
    own = releases(
        ("a", ["LicenseRef-llama-3.1"], {"developer_id": "a"}),
        ("b", ["MIT", "LicenseRef-llama-3.1"], {"developer_id": "b"}),
        ("c", ["MIT"], {"developer_id": "c"}),
        ("d", ["LicenseRef-jamba-open-model"], {"developer_id": "d"}),
        ("e", ["ODbL-1.0"], {"developer_id": "e"}),
    )
    assert views.by_source(own).rows() == [("osai", 3, 2, 1, 2 / 3, "21–94%")]


def test_what_a_chart_and_periods_leave_out_is_counted():
    rows = [("all", 13, 2), ("a", 4, 1), ("b", 3, 1), ("c", 3, 0), ("d", 2, 0), ("e", 1, 0)]
    shares = pl.DataFrame(rows, schema=["group", "n", "unknown_count"], orient="row")
    assert views.not_drawn(shares) == {"drawn": 4, "groups": 1, "claims": 1}
    periods = pl.DataFrame({"n": [6, 4], "unknown_count": [0, 1]})
    assert views.undated(shares, periods) == {"claims": 15, "left_out": 4}


def test_the_tests_of_the_widest_and_the_narrowest_difference_leave_the_rule_as_a_whole_out():
    rows = [("rule", 0.9), ("data", -0.4), ("license", 0.1), ("points", 0.3)]
    differences = pl.DataFrame(rows, schema=["item", "difference"], orient="row")
    assert [row["item"] for row in views.most_and_least(differences)] == ["data", "license"]
    assert views.most_and_least(differences.head(2)) == []
