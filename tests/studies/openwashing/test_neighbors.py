from dataclasses import replace

import polars as pl
from tests.studies.openwashing.washing import DATA, components, releases, scores, statuses

from openness.studies.openwashing import results
from openness.studies.openwashing.grid import sensitivity
from openness.studies.openwashing.neighbors import neighbors, one_change
from openness.studies.openwashing.rule import Rule, judge
from openness.studies.openwashing.shares import shares_by

BASE, END = DATA
LICENSES = (["MIT"], ["CC-BY-4.0"], ["LicenseRef-llama-3.1"], ["NOASSERTION"])


def frames():
    parts = components(
        {
            str(place): statuses(open_=place % 11, closed=10 - place % 11, **{BASE: base, END: end})
            for place, (base, end) in enumerate([("closed", "open"), ("open", "closed"), ("closed", "closed")] * 8)
        }
    )
    names = parts["release_id"].unique(maintain_order=True)
    rows = [
        (name, LICENSES[place % 4], {"developer_group": ("corporate", "community")[place % 2]})
        for place, name in enumerate(names)
    ]
    osaid = {name: ("pass", "fail", None)[place % 3] for place, name in enumerate(names)}
    return releases(*rows), parts, scores(parts, osaid)


def test_a_rule_differs_from_each_neighbor_in_what_the_name_says():
    found = dict(neighbors(Rule()))
    assert list(found) == [
        "The rule asked for",
        "Claim: license called open",
        "Claim: weights called open",
        "At least 1 of 3 tests",
        "At least 3 of 3 tests",
        "Data of either model",
        "Data of both models",
        "License approved by the OSI",
        "Below 25% of the points",
        "Below 75% of the points",
        "Not tested: Training data closed",
        "Not tested: License not open",
        "Not tested: Few criteria met",
        "Also tested: Fails the OSAID",
    ]
    assert found["Data of both models"] == replace(Rule(), data="both")
    assert found["Not tested: License not open"] == Rule(practice=("data_closed", "below_half"))
    assert len(set(found.values())) == len(found)


def test_a_rule_of_one_test_keeps_it_and_its_parameters_alone_change():
    names = [name for name, _ in neighbors(Rule(practice=("fails_osaid",), least=1))]
    assert [name for name in names if name.startswith(("Not tested", "At least", "Data", "Below"))] == []
    assert "Also tested: Training data closed" in names


def test_every_row_is_what_its_rule_finds_by_itself():
    own = frames()
    rule = Rule(practice=("below_half", "data_closed", "license_not_open"))
    grid = sensitivity(*own)
    found = one_change(grid, rule, ("corporate", "community"))
    assert found.schema == results.DEFINITIONS.schema
    for name, one in neighbors(rule):
        # The grid has a row for a group without a claim too.
        rows = found.filter(pl.col("definition") == name, pl.col("n") + pl.col("unknown_count") > 0).sort("group")
        if one.claim == "open_weights":
            assert rows.is_empty()
            continue
        expected = shares_by(judge(one, *own)).filter(pl.col("group") != "all").sort("group")
        assert rows.select("group", "n", "unknown_count").equals(expected.select("group", "n", "unknown_count")), name
        assert rows["share"].equals(expected["share"], null_equal=True), name
