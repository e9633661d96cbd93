"""Training compute: a fact of Epoch AI alone, unknown where it is no number above zero."""

import polars as pl

from openness.sources.epoch import clean as epoch
from openness.tables import store as tables

FACTS = ("Model", "Organization", "Publication date", "Domain", "Parameters", "Model accessibility", "lists")


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


def test_only_epoch_knows_compute_in_the_real_data(real):
    known = tables.read("releases").drop_nulls("training_compute")
    assert known["source"].unique().to_list() == ["epoch"]
    assert known.filter(vintage="2026-03-30").height == 1385
    gpt4 = known.filter(pl.col("release_name").str.starts_with("GPT-4 ("), vintage="2026-03-30")
    assert gpt4["training_compute"].max() == 2.1e25
