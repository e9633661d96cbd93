import polars as pl
import pytest
from statsmodels.stats.proportion import proportion_confint

from openness.studies.openwashing import results
from openness.studies.openwashing.shares import compared, contrast, failures, shares_by, shares_over_time

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
    assert found.schema == results.SHARES.schema
    columns = ["group", "n", "openwashing_count", "unknown_count", "stub_count", "is_small"]
    assert found.select(columns).rows() == [
        ("all", 5, 3, 2, 2, False),
        ("community", 2, 1, 1, 2, True),
        ("corporate", 3, 2, 1, 0, False),
    ]
    row = found.row(0, named=True)
    assert row["share"] == pytest.approx(3 / 5)
    asked = shares_by(judged, interval="wilson").row(0, named=True)
    assert (asked["lower"], asked["upper"]) == pytest.approx(proportion_confint(3, 5, method="wilson"))
    assert (row["interval"], row["developers"], asked["interval"]) == ("developer", 2, "wilson")
    # Two developers say less than five independent claims.
    assert row["lower"] < asked["lower"] < asked["upper"] < row["upper"]
    assert (row["lowest_share"], row["highest_share"]) == pytest.approx((3 / 7, 5 / 7))


def test_a_group_of_one_developer_has_a_share_and_no_interval(judged):
    found = shares_by(judged).filter(group="community").row(0, named=True)
    assert (found["developers"], found["share"], found["lower"], found["upper"]) == (1, 0.5, None, None)


def test_a_group_without_a_verdict_has_no_share_and_bounds_from_0_to_1(judged):
    row = shares_by(judged.filter(pl.col("release_name").is_in(["d", "f"]))).row(0, named=True)
    assert (row["n"], row["unknown_count"], row["share"], row["lower"], row["upper"]) == (0, 2, None, None, None)
    assert (row["lowest_share"], row["highest_share"]) == (0.0, 1.0)


def test_without_a_claim_the_table_is_empty(judged):
    assert shares_by(judged.filter(release_name="g")).is_empty()
    assert shares_over_time(judged.filter(release_name="g")).is_empty()


def test_shares_by_year_leave_out_what_has_no_date_and_what_claims_nothing(judged):
    found = shares_over_time(judged)
    assert found.schema == results.PERIODS.schema
    assert found.select("period", "group", "n", "open_count", "unknown_count").rows() == [
        ("2024", "corporate", 2, 2, 0),
        ("2025", "community", 1, 0, 1),
        ("2025", "corporate", 1, 0, 1),
    ]


def test_failures_are_counted_test_by_test_without_stubs(judged):
    answered = judged.with_columns(pl.Series("data_closed", [True, None, False, True, True, None, True, True, False]))
    assert failures(answered, ["data_closed"]).select("test", "group", "n", "fail_count", "unknown_count").rows() == [
        ("data_closed", "all", 4, 2, 1),
        ("data_closed", "community", 1, 0, 0),
        ("data_closed", "corporate", 3, 2, 1),
    ]


def test_two_groups_are_compared_by_the_interval_of_their_difference(judged):
    found = contrast(judged, ("corporate", "community"))
    assert found.schema == results.CONTRAST.schema
    assert found.select("n", "other_n", "difference").row(0) == (3, 2, pytest.approx(2 / 3 - 1 / 2))
    assert contrast(judged, None).is_empty()


def test_the_two_largest_groups_are_compared_where_they_are_no_kinds_of_developers(judged):
    countries = pl.Series("country", ["Peru", "Peru", "Peru", "Fiji", "Chile", "Fiji", "Peru", "Peru", None])
    assert compared(shares_by(judged.with_columns(countries), "country"), "country") == ("Peru", "Chile")
    assert compared(shares_by(judged.head(3).with_columns(countries.head(3)), "country"), "country") is None
    assert compared(shares_by(judged)) == ("corporate", "community")
