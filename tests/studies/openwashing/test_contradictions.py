import polars as pl
from tests.studies.openwashing.washing import components, empty, releases

from openness.licenses.clauses.verdicts import tier
from openness.studies.openwashing import results
from openness.studies.openwashing.contradictions import contradictions
from openness.tables import schema
from openness.tables import store as tables


def test_a_grade_is_contradicted_by_the_license_of_the_weights_alone():
    noted = {
        "a": "CC BY-NC 4.0 [weights]",
        "b": "CC BY-NC 4.0 [code]; Apache 2.0 [weights]",
        "c": "Apache 2.0 [code]; CC BY-NC 4.0 [weights]",
        "d": "nobody's license [weights]",
        "e": None,
    }
    own = releases(
        *(
            (name, ["NOASSERTION"], {"license_noted": text, "access": "open_unrestricted"})
            for name, text in noted.items()
        ),
        ("f", ["NOASSERTION"], {"license_noted": noted["a"], "access": "open_noncommercial"}),
        source="epoch",
    )
    found = contradictions(own, empty(schema.COMPONENTS))
    assert found.select("release_name", "license", "license_tier").rows() == [
        ("a", "CC BY-NC 4.0", "noncommercial"),
        ("c", "CC BY-NC 4.0", "noncommercial"),
    ]


def test_a_grade_and_a_license_contradict_each_other_both_ways():
    graded = {"a": "open", "b": "closed", "c": "open", "d": "closed", "e": "closed"}
    licenses = {"a": ["CC-BY-NC-4.0"], "b": ["MIT"], "c": ["MIT"], "d": ["CC-BY-NC-4.0"], "e": ["NOASSERTION"]}
    parts = components({name: {"licenses": grade} for name, grade in graded.items()}, links={("b", "licenses"): "x"})
    own = releases(*((name, ids, {"license_raw": ids[0], "license_tier": tier(ids)}) for name, ids in licenses.items()))
    # Records to link to are those of a real edition; these releases have none there.
    own, parts = (frame.with_columns(vintage=pl.lit("2026-06-12")) for frame in (own, parts))
    found = contradictions(own, parts)
    assert dict(found.schema) == {name: results.CONTRADICTIONS.schema[name] for name in found.columns}
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
