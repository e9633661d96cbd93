import polars as pl
import pytest
from tests.metrics.small_frames import records

from openness.metrics import epoch_access
from openness.sources.epoch.clean import ACCESS
from openness.tables import store as tables


@pytest.mark.parametrize(
    ("access", "score", "label", "first_failure"),
    [
        ("unreleased", 0.0, "Unreleased", "Hosted access (no API)"),
        ("hosted", 1.0, "Hosted access (no API)", "API access"),
        ("api", 2.0, "API access", "Open weights (non-commercial)"),
        ("open_noncommercial", 3.0, "Open weights (non-commercial)", "Open weights (restricted use)"),
        ("open_restricted", 4.0, "Open weights (restricted use)", "Open weights (unrestricted)"),
        ("open_unrestricted", 5.0, "Open weights (unrestricted)", None),
        ("unknown", None, "unknown", None),
    ],
)
def test_grades_are_ordered_and_unknown_is_no_zero(access, score, label, first_failure):
    row = epoch_access.score(records("epoch", access=access)).row(0, named=True)
    assert (row["score"], row["label"], row["first_failure"]) == (score, label, first_failure)
    assert (row["score_max"], row["criterion_count"]) == (5.0, 1)
    assert (row["judged_count"], row["is_stub"]) == ((0, True) if score is None else (1, False))


def test_the_labels_are_epochs_own():
    assert {label: grade for grade, label in epoch_access.LEVELS.items()}.items() <= ACCESS.items()


def test_every_model_has_a_row_and_those_without_a_grade_no_score(real):
    scores = tables.read("scores").filter(metric="epoch_access", vintage="2026-03-30")
    unknown = tables.read("releases").filter(source="epoch", vintage="2026-03-30", access="unknown").height
    assert (scores.height, scores["score"].null_count(), unknown) == (3305, 785, 785)
    assert scores.filter(pl.col("score").is_null())["label"].unique().to_list() == ["unknown"]
