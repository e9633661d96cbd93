from datetime import datetime

import polars as pl
import pytest
from statsmodels.stats.proportion import proportion_confint

from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.openwashing.openwashing_cases import by_developer, widest_gaps
from openness.studies.openwashing.rule import Rule, judge
from openness.studies.openwashing.shares import failures, shares_by, shares_over_time
from openness.tables import store as tables

ROWS = [
    # name, developer, group, year, claim, verdict, stub, gap, failed, links
    ("a", "big", "corporate", 2024, True, True, False, 0.9, ["code"], ["https://e.org/a"]),
    ("b", "big", "corporate", 2024, True, True, False, 0.9, ["code", "paper"], ["https://e.org/b"]),
    ("c", "big", "corporate", 2025, True, False, False, 0.2, [], []),
    ("d", "big+lab", "corporate", 2025, True, None, False, 0.4, ["code"], ["https://e.org/d"]),
    ("e", "lab", "community", 2025, True, False, True, None, [], []),
    ("f", "lab", "community", 2025, True, None, True, None, [], []),
    ("g", "lab", "community", 2025, False, False, False, 0.1, [], []),
    ("h", "lab", "community", 2025, None, None, False, 0.1, [], []),
    ("i", "lab", "community", None, True, True, False, 1.0, ["paper"], []),
]
COLUMNS = {
    "release_name": pl.String,
    "developer_id": pl.String,
    "developer_group": pl.String,
    "_year": pl.Int64,
    "is_claim": pl.Boolean,
    "is_openwashing": pl.Boolean,
    "is_stub": pl.Boolean,
    "gap": pl.Float64,
    "failed": pl.List(pl.String),
    "evidence_urls": pl.List(pl.String),
}
DEVELOPERS = pl.DataFrame(
    {"developer_id": ["big", "lab"], "developer_name": ["Big", "Lab"], "developer_type": ["big_tech", "academic"]}
)


@pytest.fixture
def judged():
    frame = pl.DataFrame(ROWS, schema=COLUMNS, orient="row").with_columns(
        pl.datetime("_year", 6, 1).alias("release_date"),
        pl.when(pl.col("_year").is_null()).then(pl.lit("none")).otherwise(pl.lit("day")).alias("date_precision"),
        source=pl.lit("osai"),
        vintage=pl.lit("2030-01-01"),
        developer_name=pl.col("developer_id"),
        failed_tests=pl.col("failed"),
        license_raw=pl.lit(None, pl.String),
        license_tier=pl.lit("unspecified"),
    )
    return frame.drop("_year")


def test_shares_are_of_claims_with_a_verdict_and_the_rest_is_counted(judged):
    found = shares_by(judged, min_group=3)
    columns = ["group", "n", "openwashing_count", "unknown_count", "stub_count", "is_small"]
    assert found.select(columns).rows() == [
        ("all", 5, 3, 2, 2, False),
        ("community", 2, 1, 1, 2, True),
        ("corporate", 3, 2, 1, 0, False),
    ]
    row = found.row(0, named=True)
    assert row["share"] == pytest.approx(3 / 5)
    assert (row["lower"], row["upper"]) == pytest.approx(proportion_confint(3, 5, method="wilson"))
    assert (row["lowest_share"], row["highest_share"]) == pytest.approx((3 / 7, 5 / 7))


def test_a_group_without_a_verdict_has_no_share_and_bounds_from_0_to_1(judged):
    row = shares_by(judged.filter(pl.col("release_name").is_in(["d", "f"]))).row(0, named=True)
    assert (row["n"], row["unknown_count"], row["share"], row["lower"], row["upper"]) == (0, 2, None, None, None)
    assert (row["lowest_share"], row["highest_share"]) == (0.0, 1.0)


def test_without_a_claim_the_table_is_empty(judged):
    assert shares_by(judged.filter(release_name="g")).is_empty()
    assert shares_over_time(judged.filter(release_name="g")).is_empty()
    assert by_developer(judged.filter(release_name="g"), DEVELOPERS).is_empty()


def test_shares_by_year_leave_out_what_has_no_date_and_what_claims_nothing(judged):
    found = shares_over_time(judged, min_group=2)
    assert found.select("period", "group", "n", "openwashing_count", "unknown_count", "is_small").rows() == [
        ("2024", "corporate", 2, 2, 0, False),
        ("2025", "community", 1, 0, 1, True),
        ("2025", "corporate", 1, 0, 1, True),
    ]


def test_a_developer_with_few_releases_gets_no_rate_but_its_releases(judged):
    found = by_developer(judged, DEVELOPERS, min_group=3)
    columns = ["developer_name", "n", "openwashing_count", "unknown_count", "share", "reason", "releases", "openwashed"]
    assert found.select(columns).rows() == [
        ("Big", 3, 2, 1, pytest.approx(2 / 3), None, ["a", "b", "c", "d"], ["a", "b"]),
        # i has a verdict without a link to its evidence: it is taken back.
        ("Lab", 1, 0, 3, None, "1 of 3 judged claims needed for a rate", ["d", "e", "f", "i"], []),
    ]
    assert found.select("lower", "upper").row(1) == (None, None)


def test_a_developers_verdicts_carry_their_criteria_and_links_once(judged):
    row = by_developer(judged, DEVELOPERS).row(0, named=True)
    assert (row["failed"], row["evidence_urls"]) == (["code", "paper"], ["https://e.org/a", "https://e.org/b"])


def test_the_widest_gaps_come_first_and_none_without_evidence(judged):
    found = widest_gaps(judged)
    assert found["release_name"].to_list() == ["b", "a"]
    assert widest_gaps(judged, 1)["release_name"].to_list() == ["b"]
    assert found["evidence_urls"].list.len().min() >= 1


def test_failures_are_counted_test_by_test_without_stubs(judged):
    answered = judged.with_columns(pl.Series("data_closed", [True, None, False, True, True, None, True, True, False]))
    assert failures(answered, ["data_closed"]).select("test", "group", "n", "fail_count", "unknown_count").rows() == [
        ("data_closed", "all", 4, 2, 1),
        ("data_closed", "community", 1, 0, 0),
        ("data_closed", "corporate", 3, 2, 1),
    ]


def test_a_rate_of_a_developer_is_not_taken_over_several_editions(judged):
    two = pl.concat([judged, judged.with_columns(vintage=pl.lit("2031-01-01"))])
    with pytest.raises(BadValueError, match=r"releases of 2 editions \(osai 2030-01-01, osai 2031-01-01\)"):
        by_developer(two, DEVELOPERS)


def test_bad_parameters_are_refused(judged):
    with pytest.raises(UnknownNameError, match="did you mean 'developer_group'"):
        shares_by(judged, "developer_grop")
    with pytest.raises(BadValueError, match="min_group is 0"):
        shares_by(judged, min_group=0)
    with pytest.raises(BadValueError, match="confidence is 95"):
        shares_by(judged, confidence=95)


def test_in_the_index_no_developer_is_judged_without_evidence(real):
    read = {name: tables.read(name) for name in ("releases", "components", "scores", "developers")}
    own = read["releases"].filter(source="osai", vintage="2026-06-12")
    from openness.measures.records import record_links

    verdicts = judge(Rule(), own, read["components"], read["scores"], links=record_links(own))
    found = by_developer(verdicts, read["developers"])
    washed = found.filter(pl.col("openwashing_count") > 0)
    assert washed["evidence_urls"].list.len().min() >= 1
    assert washed["failed"].list.len().min() >= 1
    assert found.filter(pl.col("n") < 5)["share"].null_count() == found.filter(pl.col("n") < 5).height
    meta = found.filter(developer_id="meta-ai").row(0, named=True)
    assert meta["n"] + meta["unknown_count"] == len(meta["releases"]) == 12
    assert datetime(2023, 1, 1) < widest_gaps(verdicts, 1)["release_date"][0]
