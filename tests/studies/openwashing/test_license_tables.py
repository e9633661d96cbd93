import polars as pl
from tests.studies.openwashing.washing import components, releases

from openness.licenses.clauses.verdicts import tier
from openness.studies.openwashing.license_names import license_names
from openness.studies.openwashing.license_tables import (
    by_source,
    called_open_rows,
    contradictions,
    open_rows,
    violations,
)
from openness.tables import schema
from openness.tables import store as tables


def test_clauses_are_named_by_criterion_with_their_sections():
    assert violations("LicenseRef-llama-3.1") == (
        "5: commercial use (2), threshold effect (2); "
        "6: behavioural use restrictions (1.b.iv), military ban (use policy, Prohibited Uses, 2)"
    )
    assert violations("MIT") == ""


def test_of_a_family_the_clauses_count_that_all_its_versions_have():
    assert violations("LicenseRef-openrail-unspecified") == "6: behavioural use restrictions"


def test_licenses_that_nobody_uses_are_in_no_table():
    used = releases(("a", ["LicenseRef-llama-3.1"], {}), ("b", ["MIT"], {}), ("c", ["MIT"], {}))
    names = license_names(used)
    called = called_open_rows(names)
    assert called.drop("clauses").rows() == [
        (
            [{"text": "Llama 3.1 Community License Agreement", "url": "https://www.llama.com/llama3_1/license/"}],
            "community",
            "restricted_commercial",
            "5, 6",
            "osai 1",
        )
    ]
    assert open_rows(names).select("criteria", "used_in").rows() == [(None, "osai 2")]


def test_releases_are_counted_whose_license_is_called_open():
    own = releases(
        ("a", ["LicenseRef-llama-3.1"], {}),
        ("b", ["MIT", "LicenseRef-llama-3.1"], {}),
        ("c", ["MIT"], {}),
        ("d", ["LicenseRef-jamba-open-model"], {}),
        ("e", ["ODbL-1.0"], {}),
    )
    assert by_source(own).rows() == [("osai", 3, 2, 1, 2 / 3, "21–94%")]


def test_a_grade_and_a_license_contradict_each_other_both_ways():
    graded = {"a": "open", "b": "closed", "c": "open", "d": "closed", "e": "closed"}
    licenses = {"a": ["CC-BY-NC-4.0"], "b": ["MIT"], "c": ["MIT"], "d": ["CC-BY-NC-4.0"], "e": ["NOASSERTION"]}
    parts = components({name: {"licenses": grade} for name, grade in graded.items()}, links={("b", "licenses"): "x"})
    own = releases(*((name, ids, {"license_raw": ids[0], "license_tier": tier(ids)}) for name, ids in licenses.items()))
    # Records to link to are those of a real edition; these releases have none there.
    own, parts = (frame.with_columns(vintage=pl.lit("2026-06-12")) for frame in (own, parts))
    found = contradictions(own, parts)
    assert found.drop("evidence").rows() == [
        ("osai", "a", "license open", "CC-BY-NC-4.0", "noncommercial"),
        ("osai", "b", "license closed", "MIT", "open"),
    ]


def test_the_contradictions_of_the_real_tables_are_these(real):
    newest = tables.read(schema.RELEASES.name).filter(
        ((pl.col("source") == "osai") & (pl.col("vintage") == "2026-06-12"))
        | ((pl.col("source") == "epoch") & (pl.col("vintage") == "2026-03-30"))
    )
    found = contradictions(newest, tables.read("components"))
    assert found.filter(pl.col("license_tier") != "open").select("source", "release_name", "license").rows() == [
        ("epoch", "Falcon3-7B", "Falcon-LLM License 2.0"),
        ("osai", "AudioLDM", "CC-BY-NC-SA-4.0"),
    ]
    assert found.filter(license_tier="open").height == 10
    assert (found["evidence"].list.len() > 0).all()
