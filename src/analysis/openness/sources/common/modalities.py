"""What a release works on, from the tags of its source."""

from __future__ import annotations

from collections.abc import Iterable

TAGS = {
    "language": "language",
    "text": "language",
    "code": "language",
    "vision": "vision",
    "image generation": "image_generation",
    "image": "image_generation",
    "speech": "audio",
    "audio": "audio",
    "video": "video",
    "multimodal": "multimodal",
    "biology": "biology",
    "medicine": "biology",
    "robotics": "robotics",
    "driving": "robotics",
    "games": "games",
    "materials science": "science",
    "earth science": "science",
    "astronomy": "science",
    "mathematics": "science",
    "recommendation": "other",
    "search": "other",
    "3d modeling": "other",
    "other": "other",
}
"""Tag as published, case apart -> modality. OSAI's ``image`` lists image generators only."""

SUBJECTS = ("robotics", "biology", "science", "games", "other")
"""Fields of use, which say more than the medium beside them; the first listed here wins."""


def modality(tags: Iterable[str]) -> str:
    """Return the one modality of a release.

    Multimodal if tagged so. Else a field of use (biology, robotics, ...) before a medium (language, vision, ...).
    Else the medium; ``vision`` beside a medium that is seen (image generation, video) adds nothing; two media
    that differ are multimodal. No tag, or none that is known: ``unknown``.
    """
    found = {TAGS[key] for tag in tags if (key := tag.strip().casefold()) in TAGS}
    if not found:
        return "unknown"
    if "multimodal" in found:
        return "multimodal"
    for subject in SUBJECTS:
        if subject in found:
            return subject
    if found & {"image_generation", "video"}:
        found.discard("vision")
    return found.pop() if len(found) == 1 else "multimodal"


def unknown_tags(tags: Iterable[str]) -> list[str]:
    """Return the tags that stand for no modality here."""
    return [tag for tag in tags if tag.strip() and tag.strip().casefold() not in TAGS]
