from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.metrics.small_frames import records

from openness.metrics import eosai_matrix
from openness.metrics.base import Records
from openness.metrics.eosai_matrix import REQUIREMENTS
from openness.tables import store as tables

APACHE, LLAMA = ["Apache-2.0"], ["LicenseRef-llama-2"]
OSAI = {
    "datasources_basemodel": "open",
    "datasources_endmodel": "open",
    "datasheet": "closed",
    "trainingcode": "open",
    "licenses": "open",
    "weights_endmodel": "open",
}
IDS = {"trainingcode": APACHE, "weights_endmodel": APACHE}


def fits(source, statuses, ids):
    found = eosai_matrix.matrix(records(source, statuses, ids))
    assert found["definition"].to_list() == list(REQUIREMENTS)
    return found.select("fits", "first_failure").rows()


def label(source, statuses, ids):
    return eosai_matrix.score(records(source, statuses, ids)).row(0, named=True)


@pytest.mark.parametrize(
    ("changed", "ids", "expected", "score"),
    [
        ({}, {}, [("yes", None)] * 4, "4 of 4"),
        (
            {"weights_endmodel": "closed"},
            {},
            [("no", "weights"), ("no", "open_weights"), ("no", "open_weights"), ("no", "open_weights")],
            "0 of 4",
        ),
        ({}, {"weights_endmodel": LLAMA}, [("yes", None), *[("no", "open_weights")] * 3], "1 of 4"),
        ({"trainingcode": "closed"}, {}, [("yes", None), *[("no", "training_code")] * 3], "1 of 4"),
        (
            {"datasources_basemodel": "closed"},
            {},
            [("yes", None), ("yes", None), ("no", "data_composition"), ("no", "data_composition")],
            "2 of 4",
        ),
        # With a datasheet it is undecided whether the composition is known; the data are not shared, whatever it says.
        (
            {"datasources_basemodel": "closed", "datasheet": "open"},
            {},
            [("yes", None), ("yes", None), ("unknown", None), ("no", "data")],
            "2 to 3 of 4",
        ),
        (
            {"datasources_basemodel": "missing", "trainingcode": "missing"},
            {},
            [("yes", None), *[("unknown", None)] * 3],
            "1 to 4 of 4",
        ),
    ],
)
def test_the_index_under_four_definitions(changed, ids, expected, score):
    assert fits("osai", OSAI | changed, IDS | ids) == expected
    assert label("osai", OSAI | changed, IDS | ids)["label"] == score


def test_listed_parameters_are_open_weights_under_whatever_license_in_the_tool():
    name = "Model parameters (Final)"
    assert fits("mot", {name: "closed"}, {name: LLAMA})[0] == ("yes", None)
    assert fits("mot", {name: "unlicensed"}, {})[:2] == [("yes", None), ("no", "open_weights")]
    assert fits("mot", {name: "missing"}, {})[0] == ("unknown", None)
    assert fits("mot", {name: "open", "Datasets": "unlicensed"}, {name: APACHE})[3] == ("no", "data")


def test_a_score_is_given_only_where_all_four_are_decided():
    row = label("osai", OSAI | {"trainingcode": "partial"}, IDS)
    assert (row["score"], row["score_max"], row["judged_count"], row["first_failure"]) == (None, 4.0, 1, None)
    row = label("osai", OSAI | {"trainingcode": "closed"}, IDS)
    assert (row["score"], row["judged_count"], row["criterion_count"]) == (1.0, 4, 4)
    assert (row["first_failure"], row["weakest_component"]) == ("open_atom", "open_atom")


def test_a_blank_record_is_a_stub():
    row = label("osai", dict.fromkeys(OSAI, "missing"), {})
    assert (row["score"], row["label"], row["is_stub"]) == (None, "0 to 4 of 4", True)


_STATUS = st.sampled_from(["open", "partial", "closed", "missing"])


@given(st.fixed_dictionaries(dict.fromkeys(OSAI, _STATUS)), st.sampled_from([APACHE, LLAMA, ["NOASSERTION"], ["NONE"]]))
def test_whoever_fits_a_stricter_definition_fits_the_laxer_ones(statuses, ids):
    found = [one for one, _ in fits("osai", statuses, dict.fromkeys(IDS, ids))]
    for laxer, stricter in pairwise(found):
        assert (stricter == "yes") <= (laxer == "yes")
        assert (laxer == "no") <= (stricter == "no")


def test_the_column_of_the_osaid_says_what_its_gate_says(real):
    frames = Records(tables.read("releases"), tables.read("components"))
    gate = tables.read("scores").filter(metric="osaid")
    both = eosai_matrix.matrix(frames).filter(definition="osaid").join(gate, on=["release_id", "source", "vintage"])
    assert both.height == gate.height
    assert both.filter(pl.col("vintage").is_in(["2026-05-11", "2025-05-12", "2026-06-12"])).height == 604
    said = both.select(pl.col("fits"), pl.col("label").str.extract(r"^(\w+)")).unique().sort("fits").rows()
    assert said == [("no", "fail"), ("unknown", "unknown"), ("yes", "pass")]
