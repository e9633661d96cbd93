"""Agreement of sources under every reading."""

import polars as pl
from tests.studies.metric_lab.small_tables import two_sources

from openness.studies.metric_lab.agreement import pooled, reading_rows, readings_explained, source_agreement
from openness.studies.metric_lab.judgments import READINGS


def test_the_pooled_rows_of_every_reading_are_those_of_the_whole_table():
    components, families = two_sources(
        20, lambda i: "open" if i % 3 else "closed", lambda i: "open" if i % 2 else "closed"
    )
    found = pooled(components, families, draws=50)
    assert found["reading"].to_list() == list(READINGS)
    whole = source_agreement(components, families, draws=50).filter(concept="all").row(0, named=True)
    assert found.row(0, named=True)["alpha"] == whole["alpha"]
    assert found["sources"].unique().to_list() == ["MOT and OSAI"]


def test_without_concepts_only_pooled_rows_are_made():
    components, families = two_sources(20, lambda i: "open", lambda i: "closed" if i % 2 else "open")
    full = source_agreement(components, families, draws=50)
    short = source_agreement(components, families, draws=50, each_concept=False)
    assert short.equals(full.filter(concept="all"))
    assert short.height < full.height


def test_a_row_a_pair_and_reading_with_its_n():
    components, families = two_sources(
        12, lambda i: "open" if i % 3 else "closed", lambda i: "missing" if i == 0 else "closed"
    )
    rows = reading_rows(pooled(components, families, draws=50))
    counts = dict(rows.select("reading", "n").rows())
    # What the tool leaves out is not judged, unless it is counted as not met.
    assert (counts["verdict"], counts["counted"]) == (11, 12)
    assert rows.columns == ["pair", "reading", "n", "family_count", "alpha", "lower", "upper", "reason"]


def test_every_reading_is_explained():
    assert all(f"**{name}**" in readings_explained() for name in READINGS)


def test_known_agreement_of_the_real_data(real):
    from openness.studies.metric_lab import data

    lab = data.load()
    found = pooled(lab.components, lab.families, draws=100).filter(reading="verdict", sources="MOT and OSAI")
    row = found.row(0, named=True)
    assert (row["n"], round(row["alpha"], 2)) == (116, 0.16)
    assert found.filter(pl.col("alpha") > 0.667).is_empty()
