"""Times to open and terms of the next release as tables, on a handful of releases."""

from datetime import datetime

import polars as pl
import pytest

from openness.statistics.survival import kaplan_meier, survival_summary
from openness.studies.vintages_and_composition.lags.measure import lag_ladder
from openness.studies.vintages_and_composition.lags.say import kept_words
from openness.studies.vintages_and_composition.lags.views import (
    changed_rows,
    kept,
    lags_by_modality,
    next_rows,
    rungs,
)
from openness.tables import schema
from openness.tables import store as tables

VINTAGE = "2030-01-01"


def release(name, day, compute=None, *, is_open=None, modality="language", access="unknown", tier="unspecified"):
    return {
        "release_id": f"epoch:{name}",
        "source": "epoch",
        "vintage": VINTAGE,
        "release_name": name,
        "developer_name": "A Lab",
        "release_date": datetime.fromisoformat(day),
        "date_precision": "day",
        "modality": modality,
        "training_compute": compute,
        "is_open": is_open,
        "access": access,
        "license_tier": tier,
    }


SIZED = pl.DataFrame(
    [
        release("small closed", "2028-01-01", 1e20, is_open=False),
        release("small open", "2028-07-01", 2e20, is_open=True),
        release("large closed", "2029-01-01", 1e22, is_open=False, modality="multimodal"),
        release("last", "2030-01-01", 1e19, is_open=True),
    ]
)
LINKS = pl.DataFrame(
    [
        {
            "release_id": "epoch:small open",
            "source": "epoch",
            "vintage": VINTAGE,
            "component": "weights",
            "status": "open",
            "license_ids": ["NOASSERTION"],
            "evidence_url": "https://example.org/open",
        }
    ],
    schema=tables.polars_schema(schema.COMPONENTS),
    schema_overrides=None,
)


def test_a_ladder_has_links_and_says_of_a_waiting_level_how_long_it_has_waited():
    rows = rungs(lag_ladder(SIZED), LINKS, SIZED)
    assert rows.drop("closed", "open").rows() == [
        ("1.0e+22", "2029-01-01", None, "more than 1.0"),
        ("1.0e+20", "2028-01-01", "2028-07-01", "0.5"),
    ]
    assert rows["open"].to_list() == [None, [{"text": "small open (A Lab)", "url": "https://example.org/open"}]]
    assert rows["closed"][1].to_list() == [{"text": "small closed (A Lab)", "url": None}]


def test_each_modality_has_a_ladder_of_its_own_beside_that_of_all():
    found = lags_by_modality(SIZED, level="training_compute", since=None, min_group=1)
    assert found.select("modality", "n", "levels", "met", "openers", "median").rows() == [
        ("all", 4, 2, 1, 1, 0.5),
        # The one level of language is met: the large one is not on its ladder.
        ("language", 3, 1, 1, 1, 0.5),
        ("multimodal", 1, 1, 0, 0, None),
    ]
    assert lags_by_modality(SIZED, level="training_compute", since=None, min_group=3).is_empty()


def test_a_median_with_few_open_releases_behind_it_says_why_it_has_no_interval(real):
    releases = tables.read("releases").filter(source="epoch", vintage="2026-03-30")
    judged = releases.with_columns(is_open=pl.col("access").str.starts_with("open"))
    found = lags_by_modality(judged, level="training_compute", since=2018, min_group=5)
    row = found.filter(modality="all").row(0, named=True)
    assert row["openers"] < 5
    assert row["interval"].startswith("no interval: all levels that were met were met by")


TERMS = pl.DataFrame(
    [
        release("a1", "2028-01-01", access="api"),
        release("a2", "2028-04-01", access="api"),
        release("a3", "2028-07-01", access="open_unrestricted"),
        release("b1", "2028-01-01", access="api"),
    ]
)
FAMILIES = pl.DataFrame(
    [
        {
            "release_id": f"epoch:{name}",
            "source": "epoch",
            "vintage": VINTAGE,
            "release_family_id": f"lab/{name[0]}-{name[1]}",
            "family_key": name,
            "match_rule": "exact",
        }
        for name in ("a1", "a2", "a3", "b1")
    ],
    schema=tables.polars_schema(schema.RELEASE_FAMILIES),
)


def test_the_next_release_of_a_line_is_counted_by_its_terms():
    rows = next_rows(TERMS, FAMILIES, min_group=1, draws=50, terms=["access"])
    assert rows.select("terms", "occasions", "n", "lines").rows() == [
        ("Access", "Every", 4, 2),
        ("Access", "From the second", 2, 1),
    ]
    assert next_rows(TERMS, FAMILIES, min_group=9, draws=50, terms=["access"])["same"].to_list() == [None, None]


def test_a_line_keeps_its_first_terms_until_the_first_release_under_others():
    found = kept(TERMS, FAMILIES, ["access"])
    assert changed_rows(found, 5).rows() == [
        ("Access", "lab/a", "api", "2028-01-01", "open unrestricted", "2028-07-01", 0.5)
    ]
    assert changed_rows(found, 5).height == 1
    assert kaplan_meier(found, by="group").select("group", "survival").rows()[-1] == ("access", 0.0)
    assert kept_words(survival_summary(found, by="group"), ["access"])[0].startswith(
        "1 of 1 line with two or more occasions changed their access."
    )


@pytest.mark.parametrize("terms", ["access", "license_tier"])
def test_lines_without_known_terms_are_said_to_be_none(terms):
    unknown = TERMS.with_columns(access=pl.lit("unknown"))
    found = kept(unknown, FAMILIES, [terms])
    assert kaplan_meier(found, by="group").is_empty()
    assert changed_rows(found, 5).is_empty()
    assert kept_words(survival_summary(found, by="group"), [terms]) == [
        f"No line has two occasions with a known {terms.replace('_', ' ')}."
    ]
