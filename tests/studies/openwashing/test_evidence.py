import polars as pl
import pytest
from tests.studies.openwashing.washing import DATA, components, releases, scores, statuses

from openness.sources.osai import DATABASE
from openness.studies.openwashing.evidence import developer_rows, developers_left_out, gap_rows, named_links
from openness.studies.openwashing.rule import Rule, judge

CLOSED = statuses(closed=10, **dict.fromkeys(DATA, "closed"))
OPEN = statuses(open_=10, **dict.fromkeys(DATA, "open"))
DEVELOPERS = pl.DataFrame({"developer_id": ["maker"], "developer_name": ["Maker"], "developer_type": ["company"]})


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
    assert developer_rows(bare, DEVELOPERS).is_empty()


def test_a_developer_has_a_rate_from_the_least_number_of_claims_on():
    rows = [(f"r{place}", "maker", CLOSED if place < 3 else OPEN) for place in range(5)]
    own = judged(*rows, *[(f"s{place}", "other", CLOSED) for place in range(4)])
    found = developer_rows(own, DEVELOPERS)
    assert found.drop("evidence").rows() == [("Maker", 5, 3, 0, 0.6, "23–88%")]
    assert [link["text"] for link in found["evidence"][0]] == ["r0", "r1", "r2"]
    assert developers_left_out(own, DEVELOPERS).startswith("1 of 2 developers have 5 or more judged claims.")


def test_of_a_developer_with_many_verdicts_some_are_named_and_the_rest_is_counted():
    own = judged(*[(f"r{place:02}", "maker", CLOSED) for place in range(20)])
    named = [link["text"] for link in developer_rows(own, DEVELOPERS, most=3)["evidence"][0]]
    assert named == ["r00", "r01", "r02", "and 17 more"]
