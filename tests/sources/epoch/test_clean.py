"""Training compute, a fact of Epoch AI alone, and its lists of developers."""

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from openness.measures.ask import resolve_vintage
from openness.sources.epoch import SOURCE
from openness.sources.epoch import clean as epoch
from openness.tables import store as tables

FACTS = SOURCE.required


def cleaned(values):
    rows = [
        {"row": place, **dict.fromkeys(FACTS), "Model": f"m{place}", "lists": "all", "Training compute (FLOP)": value}
        for place, value in enumerate(values, start=2)
    ]
    return epoch.clean(pl.DataFrame(rows, schema_overrides=dict.fromkeys(FACTS, pl.String)))


def test_compute_is_read_and_what_is_no_number_above_zero_is_unknown_and_logged():
    pieces = cleaned(["2.1e25", None, "0", "much", "inf"])
    assert pieces.releases["training_compute"].to_list() == [2.1e25, None, None, None, None]
    logged = [(entry["row"], entry["value"]) for entry in pieces.log if entry["field"] == "Training compute (FLOP)"]
    assert logged == [(4, "0"), (5, "much"), (6, "inf")]


@pytest.mark.parametrize(
    ("column", "known", "strange"),
    [
        ("Organization categorization", "Industry,Academia", "Industry,Hobbyists"),
        ("Country (of organization)", "France,United States of America", "France,Atlantis"),
    ],
)
def test_what_no_table_knows_of_a_developer_has_a_line_in_the_log(column, known, strange):
    rows = [
        {
            "row": place,
            **dict.fromkeys(FACTS),
            "Model": f"m{place}",
            "lists": "all",
            "Organization": "A,B",
            column: value,
        }
        for place, value in enumerate([known, strange, None], start=2)
    ]
    pieces = epoch.clean(pl.DataFrame(rows, schema_overrides=dict.fromkeys(FACTS, pl.String)))
    logged = [(one["row"], one["value"], one["kind"]) for one in pieces.log if one["field"] == column]
    assert logged == [(3, strange, "unrecognized")]


def test_only_epoch_knows_compute_in_the_real_data(real):
    known = tables.read("releases").drop_nulls("training_compute")
    assert known["source"].unique().to_list() == ["epoch"]
    assert known.filter(vintage="2026-03-30").height == 1385
    gpt4 = known.filter(pl.col("release_name").str.starts_with("GPT-4 ("), vintage="2026-03-30")
    assert gpt4["training_compute"].max() == 2.1e25


@pytest.mark.parametrize(
    ("published", "names"),
    [
        ("Sber,MIT", ["Sber", "MIT"]),
        ("Xinhua Zhiyun Technology Co., Ltd.", ["Xinhua Zhiyun Technology Co., Ltd."]),
        ("Thunder Software Technology Co.,Ltd.", ["Thunder Software Technology Co.,Ltd."]),
        ("NERSC, Lawrence Berkeley National Laboratory,UCSF", ["NERSC, Lawrence Berkeley National Laboratory", "UCSF"]),
        (" A ,,B,", ["A", "B"]),
        (None, []),
    ],
)
def test_epochs_comma_lists_keep_names_that_hold_a_comma(published, names):
    assert epoch._split(published) == names


@given(st.lists(st.text(st.characters(exclude_characters=",", exclude_categories=["Z", "C"]), min_size=1), max_size=6))
def test_names_without_commas_come_back_from_a_list(names):
    assume(not any(name.startswith(("Ltd", "Inc", "LLC")) for name in names))
    assert epoch._split(",".join(names)) == names


@given(st.text(max_size=80))
def test_any_developer_string_is_split_without_loss_of_letters(text):
    kept = "".join("".join(epoch._split(text)).split())
    assert kept.replace(",", "") == "".join(text.split()).replace(",", "")


def test_the_newest_edition_of_the_whole_list_is_the_latest_whatever_lists_came_since(real):
    held = tables.read("release_lists").filter(source="epoch").group_by("vintage").agg(pl.col("list").unique().sort())
    assert dict(held.iter_rows())["2026-01-20"] == ["frontier", "large_scale", "notable"]
    assert dict(held.iter_rows())["2024-10-18"] == dict(held.iter_rows())["2026-07-15"] == ["notable"]
    assert resolve_vintage("epoch", "latest") == "2026-03-30"


def test_blanks_of_april_2025_were_filled_by_november_and_hardly_any_since(real):
    epoch = tables.read("releases").filter(source="epoch")
    found = []
    for before, after in (("2025-04-23", "2025-11-01"), ("2025-11-01", "2026-03-30")):
        old, new = (epoch.filter(vintage=one) for one in (before, after))
        both = new.join(old.filter(access="unknown"), on="release_id", how="semi")
        found.append((both.height, both.filter(pl.col("access") != "unknown").height))
    assert found == [(907, 284), (784, 1)]
