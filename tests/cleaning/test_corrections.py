from dataclasses import replace

import polars as pl
import pytest

from openness.cleaning import corrections
from openness.project.errors import BadFileError

ENTRY = corrections.Correction(
    vintages=("2030-01-31",),
    match={"Model": "Heron"},
    column="Country",
    expect="Spain",
    value="France",
    reason="the company is in Lyon",
    source="https://example.org",
)
FACTS = pl.DataFrame({"row": [2, 3], "Model": ["Heron", "Egret"], "Country": ["Spain", None]})


def test_a_correction_changes_one_cell_and_is_logged():
    frame, log = corrections.apply(FACTS, [ENTRY], "epoch", "2030-01-31")
    assert frame["Country"].to_list() == ["France", None]
    assert log == [
        {
            "row": 2,
            "field": "Country",
            "value": "Spain",
            "kind": "corrected",
            "reason": "now 'France': the company is in Lyon (https://example.org)",
        }
    ]


def test_what_a_column_had_is_kept_beside_it_through_several_corrections():
    second = replace(ENTRY, match={"Model": "Egret"}, expect=None, value="Chad")
    frame, _ = corrections.apply(FACTS, [ENTRY, second], "epoch", "2030-01-31")
    assert frame["Country as published"].to_list() == ["Spain", None]


def test_a_correction_of_another_vintage_does_nothing():
    frame, log = corrections.apply(FACTS, [ENTRY], "epoch", "2031-01-31")
    assert frame.equals(FACTS)
    assert log == []


def test_a_blank_can_be_expected_and_filled():
    entry = replace(ENTRY, match={"Model": "Egret"}, expect=None)
    frame, _ = corrections.apply(FACTS, [entry], "epoch", "2030-01-31")
    assert frame["Country"].to_list() == ["Spain", "France"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"expect": "Italy"}, "has Country 'Spain', expected 'Italy'; upstream has changed"),
        ({"match": {"Model": "Ibis"}}, "0 records have Model 'Ibis', expected one"),
        ({"column": "Nation"}, "there is no column 'Nation'"),
    ],
)
def test_a_correction_that_no_longer_fits_fails_loudly(change, message):
    with pytest.raises(BadFileError, match=message):
        corrections.apply(FACTS, [replace(ENTRY, **change)], "epoch", "2030-01-31")


def test_a_correction_without_reason_or_source_is_refused(own_raw):
    (own_raw / "corrections").mkdir()
    (own_raw / "corrections" / "epoch.yml").write_text("corrections:\n  - {column: a}\n")
    with pytest.raises(BadFileError, match=r"line 2, corrections 1: lacks 'vintages'; .*'reason'; .*lacks 'source'"):
        corrections.read("epoch")
