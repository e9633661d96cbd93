import polars as pl
import pytest
from tests.studies.openwashing.washing import DATA, components, empty, releases, scores, statuses

from openness.licenses.clauses.verdicts import tier
from openness.measures.records import record_links
from openness.project.errors import BadValueError
from openness.sources.osai import DATABASE
from openness.studies.openwashing import results
from openness.studies.openwashing.evidence import contradictions, gap_rows, named_links, rates_by_developer
from openness.studies.openwashing.rule import Rule, judge
from openness.tables import schema
from openness.tables import store as tables

CLOSED = statuses(closed=10, **dict.fromkeys(DATA, "closed"))
OPEN = statuses(open_=10, **dict.fromkeys(DATA, "open"))
DEVELOPERS = pl.DataFrame({"developer_id": ["maker"], "developer_name": ["Maker"]})


def judged(*rows, links=True):
    """Verdicts on (name, developer, statuses) a release."""
    parts = components({str(place): one for place, (_, _, one) in enumerate(rows)})
    own = releases(
        *(
            (str(place), ["MIT"], {"release_name": name, "developer_id": by, "developer_name": by.title()})
            for place, (name, by, _) in enumerate(rows)
        )
    )
    url = pl.format("https://e.org/{}", "release_id")
    records = own.select("release_id", "source", "vintage", record_url=url if links else pl.lit(None, pl.String))
    return judge(Rule(), own, parts, scores(parts), links=records)


def test_links_are_called_by_host_and_the_record_by_what_it_is():
    urls = [f"{DATABASE}/abc/x.yaml", "https://www.e.org/a", "https://e.org/b", "pkg:pypi/x"]
    assert named_links(urls) == [
        {"text": "record", "url": urls[0]},
        {"text": "e.org", "url": urls[1]},
        {"text": "e.org 2", "url": urls[2]},
        {"text": "", "url": urls[3]},
    ]


def test_the_widest_gap_comes_first_with_its_criteria_and_links():
    half = CLOSED | {"paper": "open", "preprint": "open"}
    found = gap_rows(judged(("half", "maker", half), ("shut", "maker", CLOSED), ("open", "maker", OPEN)))
    assert found.schema == results.GAPS.schema
    assert found.select("item", "practice", "failed").rows() == [
        ("shut", 0.0, "data, points"),
        ("half", pytest.approx(2 / 12), "data, points"),
    ]
    assert found["criteria"][1].split(", ") == [
        "base training data",
        "training data",
        "base weights",
        "weights",
        "training code",
        "code documentation",
        "architecture",
        "model card",
        "data card",
        "license",
    ]
    assert found["evidence"][0].to_list() == [{"text": "e.org", "url": "https://e.org/1"}]


def test_two_releases_of_a_name_are_told_apart_by_their_developers():
    found = gap_rows(judged(("x", "ann", CLOSED), ("x", "bob", CLOSED), ("y", "ann", CLOSED)))
    assert sorted(found["item"]) == ["x (Ann)", "x (Bob)", "y"]


def test_no_verdict_stands_without_a_link():
    bare = judged(*[(f"r{place}", "maker", CLOSED) for place in range(6)], links=False)
    assert gap_rows(bare).is_empty()
    assert rates_by_developer(bare, DEVELOPERS)["share"].null_count() == 1


def test_a_developer_has_a_rate_from_the_least_number_of_claims_on():
    rows = [(f"r{place}", "maker", CLOSED if place < 3 else OPEN) for place in range(5)]
    own = judged(*rows, *[(f"s{place}", "other", CLOSED) for place in range(4)])
    found = rates_by_developer(own, DEVELOPERS)
    assert found.schema == results.DEVELOPERS.schema
    assert found.drop("evidence").rows() == [
        ("maker", "Maker", 5, 3, 0.6, 0),
        ("other", "other", 4, 4, None, 0),
    ]
    assert [link["text"] for link in found["evidence"][0]] == ["r0", "r1", "r2"]


def test_a_release_of_several_developers_counts_for_each():
    own = judged(("r", "maker+other", CLOSED))
    assert rates_by_developer(own, DEVELOPERS, min_group=1).select("developer_id", "n", "share").rows() == [
        ("maker", 1, 1.0),
        ("other", 1, 1.0),
    ]


def test_of_a_developer_with_many_verdicts_some_are_named_and_the_rest_is_counted():
    own = judged(*[(f"r{place:02}", "maker", CLOSED) for place in range(20)])
    named = [link["text"] for link in rates_by_developer(own, DEVELOPERS, most=3)["evidence"][0]]
    assert named == ["r00", "r01", "r02", "and 17 more"]


def test_a_rate_of_a_developer_is_not_taken_over_several_editions():
    own = judged(("r", "maker", CLOSED))
    two = pl.concat([own, own.with_columns(vintage=pl.lit("2031-01-01"))])
    with pytest.raises(BadValueError, match=r"releases of 2 editions \(osai 2030-01-01, osai 2031-01-01\)"):
        rates_by_developer(two, DEVELOPERS)


def test_in_the_index_no_developer_is_judged_without_evidence(real):
    read = {name: tables.read(name) for name in ("releases", "components", "scores", "developers")}
    own = read["releases"].filter(source="osai", vintage="2026-06-12")
    verdicts = judge(Rule(), own, read["components"], read["scores"], links=record_links(own))
    found = rates_by_developer(verdicts, read["developers"], most=100)
    washed = found.filter(pl.col("openwashing_count") > 0)
    assert washed["evidence"].list.len().to_list() == washed["openwashing_count"].to_list()
    assert found.filter(pl.col("n") < 5)["share"].null_count() == found.filter(pl.col("n") < 5).height
    meta = found.filter(developer_id="meta-ai").row(0, named=True)
    assert meta["n"] + meta["unknown_count"] == 12


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
        ("epoch", "Hymba", "nvidia-open-model-license"),
        ("epoch", "Llama-3.1-Minitron-4B", "NVIDIA Open Model License Agreement"),
        ("osai", "AudioLDM", "CC-BY-NC-SA-4.0"),
    ]
    assert found.filter(license_tier="open").height == 10
    assert (found["evidence"].list.len() > 0).all()
