"""Years between the releases of a line, and whether the terms stayed."""

from datetime import datetime

import pandas as pd
import polars as pl
import pytest
from inline_snapshot import snapshot
from tests.studies.prose import wrapped

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.incidence import cumulative_incidence
from openness.statistics.survival import survival_summary
from openness.studies.vintages_and_composition.lags.measure import first_terms, line_of, release_gaps, with_line
from openness.studies.vintages_and_composition.lags.say import kept_words
from openness.studies.vintages_and_composition.results import GAPS, KEPT
from openness.tables import store as tables

KEY = {"source": "hub", "vintage": "2026-01-01"}


@pytest.mark.parametrize(
    ("family", "line"),
    [
        ("meta-ai/llama-3.1", "meta-ai/llama"),
        ("openai/gpt-4o", "openai/gpt"),
        ("alibaba/qwen-2.5-coder", "alibaba/qwen-coder"),
        ("google/gemma", "google/gemma"),
        ("deepseek/deepseek-v3", "deepseek/deepseek"),
        ("openai/o1", "openai/o1"),
        ("corianas/111m", None),
    ],
)
def test_a_line_is_a_family_without_the_number_of_its_generation(family, line):
    assert line_of(family) == line


def table(*rows, terms="license_tier"):
    """Releases and families from ``(family, day, terms)``."""
    keys = [{"release_id": f"hub/{number}", **KEY} for number in range(len(rows))]
    releases = pl.DataFrame(
        [
            key | {"release_date": datetime.fromisoformat(day), terms: under}
            for key, (_, day, under) in zip(keys, rows, strict=True)
        ]
    )
    families = pl.DataFrame([key | {"release_family_id": family} for key, (family, *_) in zip(keys, rows, strict=True)])
    return releases, families


LLAMA = table(
    ("meta/llama-2", "2023-07-18", "restricted_commercial"),
    ("meta/llama-2", "2023-07-18", "restricted_commercial"),
    ("meta/llama-3", "2024-07-18", "restricted_commercial"),
    ("meta/llama-4", "2025-01-17", "open"),
    ("meta/llama-5", "2025-07-18", "unspecified"),
    ("other/one", "2025-12-31", "open"),
)


def gaps(tables_, **options):
    return release_gaps(*tables_, **options)


def test_releases_of_a_day_are_one_occasion_and_each_next_one_is_same_another_unknown_or_censored():
    found = gaps(LLAMA)
    assert found.columns == GAPS.names
    llama = found.filter(line_id="meta/llama")
    assert llama.select("occasion", "from_terms", "outcome", pl.col("years").round(1), "release_count").rows() == [
        (1, "restricted_commercial", "same", 1.0, 2),
        (2, "restricted_commercial", "another", 0.5, 1),
        (3, "open", "unknown", 0.5, 1),
        (4, "unspecified", "censored", 0.5, 1),
    ]
    assert llama["is_observed"].to_list() == [True, True, True, False]
    assert found.filter(line_id="other/one")["outcome"].to_list() == ["censored"]


def test_several_terms_of_one_day_are_terms_of_their_own_and_an_unknown_one_makes_the_day_unknown():
    both = table(
        ("a/x-1", "2024-01-01", "open"),
        ("a/x-1", "2024-01-01", "noncommercial"),
        ("a/x-2", "2025-01-01", "open"),
        ("b/y-1", "2024-01-01", "open"),
        ("b/y-1", "2024-01-01", "unspecified"),
        ("b/y-2", "2025-01-01", "open"),
    )
    rows = gaps(both).filter("is_observed").select("line_id", "from_terms", "outcome").rows()
    assert rows == [("a/x", "noncommercial + open", "another"), ("b/y", "unspecified", "unknown")]


def test_license_ids_are_compared_as_a_set_and_noassertion_is_unknown():
    lists = table(
        ("a/x-1", "2024-01-01", ["MIT", "Apache-2.0"]),
        ("a/x-2", "2024-07-01", ["Apache-2.0", "MIT"]),
        ("a/x-3", "2025-01-01", ["NOASSERTION"]),
        terms="license_ids",
    )
    assert gaps(lists, terms="license_ids")["outcome"].to_list() == ["same", "unknown", "censored"]


def test_inexact_dates_and_releases_without_a_family_are_left_out():
    releases, families = LLAMA
    vague = releases.with_columns(date_precision=pl.Series(["day", "day", "year", "month", "day", "day"]))
    assert gaps((vague, families))["outcome"].to_list()[0] == "another"
    assert gaps((releases, families.head(2))).height == 1


def test_first_terms_run_until_others_come_or_until_the_last_known_occasion():
    found = first_terms(*LLAMA)
    assert found.columns == KEPT.names
    assert found.select(
        "line_id", "terms", "to_terms", pl.col("years").round(1), "is_observed", "occasion_count"
    ).rows() == [("meta/llama", "restricted_commercial", "open", 1.5, True, 3)]
    kept = first_terms(*table(("a/x-1", "2024-01-01", "open"), ("a/x-2", "2025-01-01", "open")))
    assert kept.select("to_terms", pl.col("years").round(1), "is_observed").rows() == [(None, 1.0, False)]


def test_pandas_gives_pandas_with_the_same_gaps():
    releases, families = LLAMA
    columns = {name: releases[name].to_list() for name in releases.columns}
    found = release_gaps(pd.DataFrame(columns), families)
    assert isinstance(found, pd.DataFrame)
    assert found["outcome"].tolist() == gaps(LLAMA)["outcome"].to_list()


def test_no_releases_and_lines_with_one_occasion_are_sentences_and_no_crash():
    releases, families = LLAMA
    assert gaps((releases.head(0), families)).is_empty()
    alone = survival_summary(first_terms(*table(("a/x", "2024-01-01", "open"))), by="group")
    assert kept_words(alone, ["license_tier"]) == ["No line has two occasions with a known license tier."]
    few = survival_summary(first_terms(*LLAMA), by="group")
    assert wrapped(kept_words(few, ["license_tier"])) == snapshot("""\
- 1 of 1 line with two or more occasions changed their license tier. Median time to the first other license
  tier: not estimable: 1 duration, 5 or more are needed.\
""")


def test_wrong_input_is_refused():
    releases, families = LLAMA
    with pytest.raises(UnknownNameError, match="did you mean 'license_tier'"):
        release_gaps(releases, families, terms="license_tiers")
    two = pl.concat([releases, releases.with_columns(vintage=pl.lit("2027-01-01"))])
    with pytest.raises(BadValueError, match="several of vintage"):
        release_gaps(two, families)
    with pytest.raises(BadValueError, match="expected text or a list"):
        release_gaps(releases.with_columns(license_tier=pl.lit(1)), families)


def test_lines_are_null_where_the_family_is():
    families = pl.DataFrame({"release_family_id": ["a/x-1", None, "a/7"]})
    assert with_line(families)["line_id"].to_list() == ["a/x", None, None]


def test_every_gap_of_the_real_lines_ends_before_the_list_does(real):
    releases = tables.read("releases").filter(source="epoch", vintage="2026-03-30")
    found = release_gaps(releases, tables.read("release_families"), terms="access")
    assert (found["years"] >= 0).all()
    assert found.filter(~pl.col("is_observed"))["line_id"].is_unique().all()
    assert found.filter("is_observed").height > 100
    assert cumulative_incidence(found, draws=50)["probability"].is_between(0, 1).all()
