"""Counts by class in both versions, and what reading license strings changes."""

import polars as pl
from inline_snapshot import snapshot
from tests.studies.prose import wrapped

from openness.studies.metric_lab import data
from openness.studies.metric_lab import say as lab_words
from openness.studies.metric_lab.mof_classes import class_counts, distance, moved, string_changes
from openness.studies.metric_lab.tallies import distances, without_class
from openness.tables import store as tables

MOT = [
    "Model architecture",
    "Model parameters (Final)",
    "Technical report",
    "Evaluation results",
    "Model card",
    "Data card",
]


def record(name, licenses):
    """Components of a record: license as written and as read, by component."""
    status = {None: "unlicensed"}
    rows = [
        (f"mot:{name}", "mot", "2030", component, status.get("open"), raw, ids, None)
        for component, (raw, ids) in licenses.items()
    ]
    return pl.DataFrame(
        rows,
        schema={
            **dict.fromkeys(("release_id", "source", "vintage", "component", "status", "license_raw"), pl.String),
            "license_ids": pl.List(pl.String),
            "evidence_url": pl.String,
        },
        orient="row",
    )


READ = dict.fromkeys(MOT, ("Apache-2.0", ["Apache-2.0"]))
SPELLED = READ | {"Model card": ("Apache 2.0", ["Apache-2.0"])}


def test_a_string_that_only_the_reading_knows_moves_a_record_to_its_class():
    (row,) = moved(record("a", SPELLED)).rows(named=True)
    assert (row["release_id"], row["class_published"], row["class_matched"]) == ("mot:a", "none", "III")
    assert row["licenses"] == "Apache 2.0 (Apache-2.0)"
    assert moved(record("a", READ)).is_empty()


def test_strings_are_counted_over_components_and_records():
    both = pl.concat([record("a", SPELLED), record("b", SPELLED | {"Data card": ("Apache 2.0", ["Apache-2.0"])})])
    (row,) = string_changes(both).rows(named=True)
    assert (row["license_raw"], row["read_as"], row["component_count"], row["release_count"]) == (
        "Apache 2.0",
        "Apache-2.0",
        3,
        2,
    )
    assert (row["status_published"], row["status_matched"]) == ("invalid", "included")


def test_the_distance_is_the_share_of_class_three_that_is_included():
    found = distance(pl.concat([record("a", READ), record("b", SPELLED)]))
    assert found.rows() == [(5, 6, 1)]
    assert wrapped([lab_words.distance_words(distances(one)) for one in (found, found.clear())]) == snapshot("""\
- 1 record without a class: of the 6 components that class III asks for, 1 has 5.
- Every record has a class.\
""")


def test_the_classes_of_the_real_records(real):
    scores = tables.read("scores").filter(source="mot", vintage="2026-05-11")
    assert class_counts(scores).rows() == [
        ("Unclassified", 242, 242),
        ("Class III - Open Model", 16, 16),
        ("Class II - Open Tooling Model", 1, 1),
        ("Class I - Open Science Model", 14, 14),
    ]
    assert wrapped([lab_words.class_words(without_class(class_counts(scores)))]) == snapshot("""\
- Of 273 records of the Model Openness Tool (MOT), 242 (89%) reach no class of the Model Openness Framework,
  and 242 when license strings are read rather than compared.\
""")


def test_reading_changes_components_of_the_real_records_but_no_class(real):
    tool = data.load().components.filter(source="mot")
    changes = string_changes(tool)
    assert dict(changes.select("license_raw", "component_count").rows())["BSD-3"] == 20
    assert set(changes["status_matched"]) == {"included"}
    assert moved(tool).is_empty()
    assert distance(tool)["release_count"].sum() == 242
