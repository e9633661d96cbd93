import polars as pl
import pytest
from tests.studies.openwashing.washing import DATA, components, empty, releases, scores, statuses

from openness.studies.openwashing import claims, practice
from openness.studies.openwashing.practice import Frames
from openness.tables import schema

BASE, END = DATA


def told(frame, column):
    return dict(frame.select("release_id", column).iter_rows())


@pytest.mark.parametrize(
    ("base", "end", "end_model", "either", "both"),
    [
        ("closed", "closed", True, True, True),
        ("closed", "open", False, True, False),
        ("closed", "partial", False, True, False),
        ("open", "closed", True, True, False),
        ("partial", "partial", False, False, False),
        # What is not judged decides nothing by itself.
        ("missing", "open", False, None, False),
        ("missing", "closed", True, True, None),
        ("closed", "missing", None, True, None),
        ("missing", "missing", None, None, None),
        # There without a license: not closed.
        ("unlicensed", "unlicensed", False, False, False),
        # There is no base model: the end model's data alone count.
        ("not_applicable", "closed", True, True, True),
        ("not_applicable", "open", False, False, False),
        ("not_applicable", "not_applicable", None, None, None),
    ],
)
def test_data_are_closed_where_the_source_says_so_and_never_where_it_says_nothing(base, end, end_model, either, both):
    frames = Frames(empty(schema.RELEASES), components({"x": {BASE: base, END: end}}), empty(schema.SCORES))
    found = {of: told(practice.data_closed(frames, of), "data_closed").get("x") for of in practice.DATA_OF}
    assert found == {"end_model": end_model, "either": either, "both": both}


def test_a_source_that_judges_the_license_of_data_does_not_say_whether_they_are_closed():
    parts = components({"x": {"Datasets": "closed"}}, source="mot")
    assert practice.data_closed(Frames(empty(schema.RELEASES), parts, empty(schema.SCORES)), "either").is_empty()


@pytest.mark.parametrize(
    ("ids", "tier", "osi"),
    [
        (["Apache-2.0"], False, False),
        (["LicenseRef-llama-3.1"], True, True),
        # Open by its clauses, and not on the list of those approved.
        (["CC-BY-4.0"], False, True),
        (["Apache-2.0", "LicenseRef-bigscience-bloom-rail-1.0"], True, True),
        (["NOASSERTION"], None, None),
        (["NOASSERTION", "Apache-2.0"], None, None),
        # The known one decides whatever the unknown one is.
        (["NOASSERTION", "LicenseRef-llama-3.1"], True, True),
        (["LicenseRef-various"], None, None),
        (["NONE"], True, True),
        (["LicenseRef-modified-mit"], None, True),
        # Its tier is unspecified, but a clause that was read violates criterion 6.
        (["LicenseRef-nvidia-open-model"], True, True),
        (["LicenseRef-falcon-llm"], None, True),
        # No version is named: all versions of Llama's license fail, whichever is meant; all of the GPL are approved; of
        # the BSD licenses and the Apache License all are open and not all approved.
        (["LicenseRef-llama-unspecified"], True, True),
        (["LicenseRef-GPL-unspecified"], False, False),
        (["LicenseRef-BSD-unspecified"], False, None),
        (["LicenseRef-Apache-unspecified"], False, None),
    ],
)
def test_a_license_is_not_open_by_its_clauses_or_by_approval(ids, tier, osi):
    frames = Frames(releases(("x", ids, {})), empty(schema.COMPONENTS), empty(schema.SCORES))
    found = [told(practice.license_not_open(frames, by), "license_not_open")["x"] for by in ("tier", "osi")]
    assert found == [tier, osi]


def test_of_alternatives_one_open_license_is_enough():
    frames = Frames(releases(("x", ["MIT OR CC-BY-NC-4.0"], {})), empty(schema.COMPONENTS), empty(schema.SCORES))
    assert told(practice.license_not_open(frames, "osi"), "license_not_open")["x"] is False


@pytest.mark.parametrize(
    ("parts", "quarter", "half", "all_"),
    [
        (statuses(open_=12), False, False, False),
        (statuses(), False, False, True),  # 12 partial: 6 points
        (statuses(closed=1), False, True, True),
        (statuses(closed=12), True, True, True),
        # 5.5 points and one criterion not judged: it may be 5.5 or 6.5.
        (statuses(paper="missing"), False, None, True),
        # 3 points whatever the four that are not judged are worth, and 7 at most.
        (
            statuses(closed=2, paper="missing", code="missing", preprint="missing", datasheet="missing"),
            False,
            None,
            True,
        ),
        (dict.fromkeys(statuses(), "missing"), None, None, None),
    ],
)
def test_few_criteria_are_met_only_where_blanks_could_not_make_up_for_it(parts, quarter, half, all_):
    frames = Frames(empty(schema.RELEASES), empty(schema.COMPONENTS), scores(components({"x": parts})))
    assert [told(practice.below_share(frames, share), "below_half")["x"] for share in (0.25, 0.5, 1.0)] == [
        quarter,
        half,
        all_,
    ]


def test_the_osaid_fails_by_its_label_and_unknown_is_no_failure():
    labels = {"a": "fail", "b": "pass", "c": "unknown", "d": "fail: data information", "e": "unknown: code", "f": None}
    frames = Frames(empty(schema.RELEASES), empty(schema.COMPONENTS), scores(empty(schema.COMPONENTS), labels))
    assert told(practice.fails_osaid(frames, None), "fails_osaid") == {
        "a": True,
        "b": False,
        "c": None,
        "d": True,
        "e": None,
        "f": None,
    }


def test_to_be_listed_is_a_claim_in_the_index_alone():
    both = pl.concat([releases(("x", ["MIT"], {})), releases(("y", ["MIT"], {}), source="hub")])
    frames = Frames(both, empty(schema.COMPONENTS), empty(schema.SCORES))
    assert told(claims.CLAIMS["listed"].holds(frames, ()), "is_claim") == {"x": True}


def test_the_name_of_a_license_is_a_claim():
    named = {
        "a": ["LicenseRef-llama-3.1"],
        "b": ["Apache-2.0"],
        "c": ["NOASSERTION"],
        "d": ["CC-BY-NC-4.0"],
        "e": ["Apache-2.0", "LicenseRef-creativeml-openrail-m"],
        "f": ["LicenseRef-modified-mit"],
    }
    frames = Frames(releases(*((name, ids, {}) for name, ids in named.items())), *map(empty, schema.TABLES[1:3]))
    holds = claims.CLAIMS["license_name"].holds
    # Creative Commons is a maker's name, and "modified MIT" names no license.
    found = told(holds(frames, ("open", "community", "commons")), "is_claim")
    assert found == {"a": True, "b": False, "c": None, "d": False, "e": True, "f": None}
    assert told(holds(frames, ("open",)), "is_claim")["a"] is False


def test_weights_called_open_are_a_claim_where_the_word_is_the_sources():
    parts = {
        "a": {"weights": "open"},
        "b": {"weights": "partial"},
        "c": {"weights": "closed"},
        "d": {"weights": "missing"},
    }
    frames = Frames(empty(schema.RELEASES), components(parts, source="epoch"), empty(schema.SCORES))
    assert told(claims.CLAIMS["open_weights"].holds(frames, ()), "is_claim") == {
        "a": True,
        "b": True,
        "c": False,
        "d": None,
    }
