import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.metrics import aa_openness
from openness.metrics.aa_openness import SHARES
from openness.project.errors import BadFileError, BadValueError, UnknownNameError
from openness.tables import schema
from openness.tables import store as tables

FULL = dict.fromkeys(SHARES, 3)


def scored(points):
    row = {"release_id": "aa:x", "source": "aa_openness", "vintage": "2026-01-01", **points}
    return aa_openness.score_components(pl.DataFrame([row])).row(0, named=True)


# By hand: each of the six scores is 0 to 3, and data before and after training count a half each.
@pytest.mark.parametrize(
    ("points", "index"),
    [
        (FULL, 100.0),
        (dict.fromkeys(SHARES, 0), 0.0),
        (FULL | {"weights_license": 1}, 88.89),
        (FULL | {"pretraining_data_access": 1, "pretraining_data_license": 1}, 88.89),
        (FULL | {"posttraining_data_access": 2}, 97.22),
        (dict.fromkeys(SHARES, 0) | {"weights_access": 3, "weights_license": 3, "methodology_disclosure": 2}, 44.44),
    ],
)
def test_six_scores_are_summed_and_scaled(points, index):
    assert round(scored(points)["score"], 2) == index


@pytest.mark.parametrize("published", [88.89, 72.22, 55.56])
def test_published_indices_are_sums_of_18(published):
    """OLMo 3.1 32B Think and K2 Think V2; Nemotron 3 Nano 30B A3B; GLM-4.5 (Reasoning), as of 9 March 2026."""
    assert published in {round(halves / 36 * 100, 2) for halves in range(37)}


def test_a_score_in_full():
    row = scored(FULL | {"weights_license": 2, "methodology_license": 0})
    assert row["score"] == pytest.approx(14 / 18 * 100)
    assert (row["label"], row["first_failure"]) == ("77.78 of 100", "weights_license")
    assert (row["weakest_component"], row["judged_count"], row["criterion_count"]) == ("methodology_license", 8, 8)


def test_a_component_that_is_not_known_leaves_no_score():
    row = scored(FULL | {"posttraining_data_license": None})
    assert (row["score"], row["label"]) == (None, "unknown: posttraining data license")
    assert (row["judged_count"], row["is_stub"]) == (7, False)
    assert scored(dict.fromkeys(SHARES))["is_stub"]


def test_a_score_is_a_row_of_the_scores_table():
    row = {"release_id": "aa:x", "source": "aa_openness", "vintage": "2026-01-01", **FULL}
    assert tables.failures(aa_openness.score_components(pl.DataFrame([row])), schema.SCORES) == []


@pytest.mark.parametrize(
    ("points", "error", "message"),
    [
        (FULL | {"weights_access": 4}, BadValueError, "weights_access has points outside 0 to 3"),
        (FULL | {"weights_access": -1}, BadValueError, "weights_access has points outside 0 to 3"),
        ({"weights_access": 1}, UnknownNameError, "unknown component 'weights_license'"),
    ],
)
def test_wrong_points_are_refused(points, error, message):
    with pytest.raises(error, match=message):
        scored(points)


def test_native_records_are_read(tmp_path):
    (tmp_path / "heron.yaml").write_text("release: Heron 7B\npoints: {weights_access: 3, weights_license: 1.5}\n")
    frame = aa_openness.read_native(tmp_path, "2026-01-01")
    assert frame.select("release_id", "weights_access", "weights_license", "methodology_license").row(0) == (
        "aa_openness:heron-7b",
        3.0,
        1.5,
        None,
    )
    assert aa_openness.score_components(frame)["label"].item() == "unknown: pretraining data access"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("points: {weights_access: 3}", "x.yaml: lacks 'release'"),
        ("release: x\npoints: {weights: 3}", "x.yaml, line 2, points: unknown name 'weights'"),
        ("release: x\npoints: {weights_access: open}", "'weights_access' is 'open'; expected a number"),
        ("release: x\npoints: {weights_access: true}", "'weights_access' is True"),
        ("", "x.yaml: it is None"),
    ],
)
def test_a_broken_record_is_refused_in_one_line(tmp_path, text, message):
    (tmp_path / "x.yaml").write_text(text)
    with pytest.raises(BadFileError, match=message):
        aa_openness.read_native(tmp_path)


@given(st.fixed_dictionaries(dict.fromkeys(SHARES, st.integers(0, 3))))
def test_more_points_never_lower_the_index(points):
    found = scored(points)["score"]
    assert 0 <= found <= 100
    for name in SHARES:
        if points[name] < 3:
            assert scored(points | {name: points[name] + 1})["score"] > found
