import polars as pl
import pytest

from openness.measures.definitions import DEFINITIONS, Tables, answerable, answered_by, definition, judge
from openness.project.errors import BadValueError, UnknownNameError
from openness.tables import schema
from openness.tables import store as tables

NAMES = [
    "open_weights",
    "open_unrestricted",
    "osi_license",
    "tier_open",
    "osaid",
    "mof_class_3_or_better",
    "osai_half",
    "training_data_open",
    "training_code_open",
]


def empty(table):
    return pl.DataFrame(schema=tables.polars_schema(table))


def judged(
    name,
    source,
    *,
    access="unknown",
    ids=("NOASSERTION",),
    tier="unspecified",
    components=None,
    score=None,
    metric="osai",
):
    release = {
        "release_id": "x",
        "source": source,
        "vintage": "2030-01-01",
        "access": access,
        "license_ids": list(ids),
        "license_tier": tier,
    }
    releases = pl.concat([empty(schema.RELEASES), pl.DataFrame([release])], how="diagonal")
    parts = [
        {"release_id": "x", "source": source, "vintage": "2030-01-01", "component": part, "status": status}
        for part, status in (components or {}).items()
    ]
    row = {**parts_key(source), "metric": metric, "score": score, "score_max": 12.0, "is_stub": False}
    scores = [row] if score is not None or metric != "osai" else []
    frames = Tables(
        releases,
        pl.concat([empty(schema.COMPONENTS), pl.DataFrame(parts)], how="diagonal"),
        pl.concat([empty(schema.SCORES), pl.DataFrame(scores)], how="diagonal"),
    )
    return judge(frames, name)["is_open"].item()


def parts_key(source):
    return {"release_id": "x", "source": source, "vintage": "2030-01-01"}


def test_the_definitions_of_the_contract_are_all_known():
    assert list(DEFINITIONS) == NAMES


def test_what_each_source_answers():
    assert answered_by("epoch") == ["open_weights", "open_unrestricted", "training_code_open"]
    assert answered_by("osai") == [name for name in NAMES if name != "mof_class_3_or_better"]
    assert answered_by("hub") == ["open_unrestricted", "osi_license", "tier_open"]
    assert answered_by("mteb") == [*NAMES[:4], "training_data_open", "training_code_open"]
    assert answered_by("models_dev") == ["open_weights"]
    assert answered_by("mot") == []
    assert answered_by("fmti") == []


@pytest.mark.parametrize(
    ("access", "weights", "unrestricted"),
    [
        ("open_unrestricted", True, True),
        ("open_restricted", True, False),
        ("open_noncommercial", True, False),
        ("api", False, False),
        ("hosted", False, False),
        ("unreleased", False, False),
        ("unknown", None, None),
    ],
)
def test_epochs_access_grades_decide_open_weights(access, weights, unrestricted):
    assert judged("open_weights", "epoch", access=access) is weights
    assert judged("open_unrestricted", "epoch", access=access) is unrestricted


@pytest.mark.parametrize(
    ("status", "expected"), [("open", True), ("partial", True), ("closed", False), ("missing", None)]
)
def test_osais_end_model_weights_decide_open_weights(status, expected):
    assert judged("open_weights", "osai", components={"weights_endmodel": status}) is expected


@pytest.mark.parametrize(
    ("weights", "ids", "expected"),
    [
        ("open", ["Apache-2.0"], True),
        ("partial", ["MIT"], True),
        ("open", ["Apache-2.0", "LicenseRef-gemma"], False),
        ("open", ["LicenseRef-llama-3"], False),
        ("open", ["NONE"], False),
        ("open", ["NOASSERTION"], None),
        ("open", ["LicenseRef-various"], None),
        ("open", ["NOASSERTION", "LicenseRef-gemma"], False),
        ("open", ["LicenseRef-GPL-unspecified"], True),
        ("open", ["LicenseRef-BSD-unspecified"], None),
        ("open", ["LicenseRef-llama-unspecified"], False),
        ("closed", ["Apache-2.0"], False),
        ("closed", ["NOASSERTION"], False),
        ("missing", ["LicenseRef-llama-3"], False),
        ("missing", ["Apache-2.0"], None),
    ],
)
def test_an_osi_license_needs_weights_and_every_license_approved(weights, ids, expected):
    assert judged("osi_license", "osai", ids=ids, components={"weights_endmodel": weights}) is expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [("MIT OR CC-BY-NC-4.0", True), ("MIT AND CC-BY-NC-4.0", False), ("CC-BY-NC-4.0 OR NOASSERTION", None)],
)
def test_of_alternatives_one_approved_license_is_enough(expression, expected):
    found = judged("osi_license", "osai", ids=[expression], components={"weights_endmodel": "open"})
    assert found is expected


@pytest.mark.parametrize(("tier", "expected"), [("open", True), ("open_behavioral", False), ("unspecified", None)])
def test_the_open_tier_is_unknown_where_the_license_is_not_read(tier, expected):
    assert judged("tier_open", "osai", tier=tier, components={"weights_endmodel": "open"}) is expected


@pytest.mark.parametrize(
    ("base", "end", "expected"),
    [("open", "open", True), ("open", "partial", False), ("missing", "closed", False), ("open", "missing", None)],
)
def test_training_data_is_open_when_both_parts_are(base, end, expected):
    parts = {"datasources_basemodel": base, "datasources_endmodel": end}
    assert judged("training_data_open", "osai", components=parts) is expected


@pytest.mark.parametrize(("score", "expected"), [(6.0, True), (5.5, False), (None, None)])
def test_half_of_the_points_is_enough_for_osai_half(score, expected):
    assert judged("osai_half", "osai", score=score) is expected


@pytest.mark.parametrize(("score", "expected"), [(1.0, True), (0.0, False), (None, None)])
def test_the_gate_of_the_osaid_decides_or_leaves_unknown(score, expected):
    assert judged("osaid", "osai", metric="osaid", score=score) is expected


@pytest.mark.parametrize(("status", "expected"), [("open", True), ("partial", False), ("missing", None)])
def test_training_code_under_a_restricted_license_is_not_open(status, expected):
    assert judged("training_code_open", "epoch", components={"training_code": status}) is expected


def test_a_source_that_cannot_answer_says_so_by_name():
    with pytest.raises(
        BadValueError, match="source 'epoch' cannot answer the definition 'osi_license'; it answers open_"
    ):
        definition("osi_license", "epoch")


@pytest.mark.parametrize(
    ("source", "name", "reason"),
    [
        ("hub", "open_weights", r"\(every model on the Hub can be downloaded\); it answers open_unrestricted"),
        ("models_dev", "osi_license", r"\(it states a license for four models only\); it answers open_weights"),
        ("fmti", "open_weights", r"\(it judges developers in waves, .*\); it answers none"),
        ("mteb", "osaid", r"\(it names no license of the code, .*\); it answers open_weights"),
        ("mot", "open_weights", r"\(its only date is the day of a record's last edit, .*\); it answers none"),
    ],
)
def test_a_source_that_cannot_answer_gives_its_reason(source, name, reason):
    with pytest.raises(BadValueError, match=reason):
        definition(name, source)


@pytest.mark.parametrize(
    ("ids", "expected"), [(["MIT"], True), (["CC-BY-NC-4.0"], False), (["NOASSERTION"], None), (["NONE"], False)]
)
def test_on_the_hub_a_license_tag_decides_and_no_tag_is_unknown(ids, expected):
    assert judged("osi_license", "hub", ids=ids) is expected


@pytest.mark.parametrize(
    ("weights", "tier", "expected"),
    [
        ("open", "open", True),
        ("open", "noncommercial", False),
        ("closed", "unspecified", False),
        ("missing", "open", None),
    ],
)
def test_mtebs_open_tier_needs_weights_and_license(weights, tier, expected):
    assert judged("tier_open", "mteb", tier=tier, components={"weights": weights}) is expected


@pytest.mark.parametrize(("status", "expected"), [("open", True), ("closed", False), ("missing", None)])
def test_weights_code_and_data_of_mteb_are_open_or_not(status, expected):
    assert judged("open_weights", "mteb", components={"weights": status}) is expected
    assert judged("training_data_open", "mteb", components={"training_data": status}) is expected
    assert judged("training_code_open", "mteb", components={"training_code": status}) is expected


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("osai_half", "osai", "osai_half"),
        ("osai_half", "epoch", "open_weights"),
        ("open_weights", "hub", "open_unrestricted"),
        ("open_weights", "mot", "open_weights"),
    ],
)
def test_a_source_is_asked_what_it_can_answer(name, source, expected):
    assert answerable(name, source) == expected


def test_an_unknown_definition_names_the_nearest():
    with pytest.raises(UnknownNameError, match=r"did you mean 'open_weights'\?"):
        definition("open_weight")


def test_each_source_says_by_name_why_it_cannot_answer_for_the_model_openness_framework():
    reasons = {
        "mot": "its only date is the day of a record's last edit",
        "osai": "not under which license",
        "epoch": "weights and code alone",
        "hub": "not which components are there",
        "mteb": "not under which license each is",
        "models_dev": "weights alone",
    }
    for source, reason in reasons.items():
        with pytest.raises(BadValueError, match=rf"source '{source}' cannot answer .*{reason}"):
            definition("mof_class_3_or_better", source)
