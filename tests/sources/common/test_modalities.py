import pytest

from openness.sources.common.modalities import modality, unknown_tags


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["Language"], "language"),
        (["Multimodal", "Language", "Vision"], "multimodal"),
        (["Language", "Vision"], "multimodal"),
        (["Video", "Vision"], "video"),
        (["Vision", "Image generation"], "image_generation"),
        (["Language", "Biology"], "biology"),
        (["Robotics", "Vision", "Language"], "robotics"),
        (["text", " code"], "language"),
        (["video", "audio"], "multimodal"),
        (["Quantum"], "unknown"),
        ([], "unknown"),
    ],
)
def test_a_release_has_one_modality(tags, expected):
    assert modality(tags) == expected


def test_tags_that_are_not_known_are_named():
    assert unknown_tags(["Language", "Quantum", ""]) == ["Quantum"]
