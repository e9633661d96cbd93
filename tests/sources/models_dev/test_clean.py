"""What cleaning makes of models.dev's files."""

import pytest
from tests.sources.cleaned import cleaned, components, releases

from openness.sources.models_dev import clean as models_dev
from openness.tables import store as tables


def test_models_dev_says_open_weights_or_api():
    columns = ("release_id", "access", "date_precision", "modality", "license_ids")
    assert releases("models_dev", *columns) == [
        ("models_dev:example-labs-heron", "open_unrestricted", "day", "language", ["MIT"]),
        ("models_dev:example-labs-stork", "api", "month", "audio", ["NOASSERTION"]),
    ]
    assert components("models_dev", "models_dev:example-labs-heron", "component", "status", "evidence_url") == [
        ("weights", "open", "https://example.org/heron")
    ]
    assert [(entry["row"], entry["field"]) for entry in cleaned("models_dev").log] == [(3, "modalities.input")]


@pytest.mark.parametrize(
    ("taken", "made", "expected"),
    [
        (["text", "pdf"], ["text"], "language"),
        (["text", "image"], ["text"], "multimodal"),
        (["text"], ["image"], "image_generation"),
        (["text", "image"], ["image"], "image_generation"),
        (["text", "image"], ["text", "image"], "multimodal"),
        (["text"], ["audio"], "audio"),
        (["audio"], ["text"], "audio"),
        ([], [], "unknown"),
    ],
)
def test_a_model_is_of_the_modality_it_makes_or_hears(taken, made, expected):
    assert models_dev.modality_of(taken, made) == expected


def test_open_weights_of_models_dev_are_those_of_the_files(real):
    rows = tables.read("components").filter(source="models_dev")
    assert dict(rows.group_by("status").len().iter_rows()) == {"open": 108, "closed": 123}
