import polars as pl
import pytest

from openness.studies.relicensing import results
from openness.studies.relicensing.backdrop import style_shares
from openness.tables import schema
from openness.tables import store as tables

PUSHERS = pl.DataFrame(
    [
        ("MIT", "FR", False, "2020-Q1", 300, True, "permissive"),
        ("MIT", "EU", True, "2020-Q1", 300, True, "permissive"),
        ("AGPL-3.0", "NA", False, "2020-Q1", 100, True, "network_copyleft"),
        ("NOASSERTION", "FR", False, "2020-Q1", 100, None, "unknown"),
        ("WTFPL", "FR", False, "2020-Q2", 100, False, "permissive"),
    ],
    schema=tables.polars_schema(schema.GITHUB_LICENSES),
    orient="row",
)


def test_shares_leave_sums_out_and_are_of_recognized_licenses_alone():
    found = style_shares(PUSHERS)
    assert found.rows() == [
        ("2020-Q1", "network_copyleft", 100, 400, 0.25),
        ("2020-Q1", "permissive", 300, 400, 0.75),
        ("2020-Q2", "permissive", 100, 100, 1.0),
    ]
    assert found.schema == results.STYLES.schema


def test_shares_of_a_quarter_add_up_to_one(real):
    shares = style_shares(tables.read("github_licenses"))
    sums = shares.group_by("period").agg(pl.col("share").sum())["share"]
    assert sums.to_list() == pytest.approx([1.0] * 23)
