"""The front matter of a model card: license, license_name, license_link, base_model and how it was derived."""

from dataclasses import dataclass
from typing import Any

from openness.project.errors import BadFileError
from openness.project.files import read_yaml

_LONGEST = 200_000  # characters of front matter that are read
_LONGEST_VALUE = 500
_MOST = 20  # base models that are looked at


@dataclass(frozen=True)
class Card:
    """What a model card says of its license."""

    license: tuple[str, ...] = ()
    license_name: str | None = None
    license_link: str | None = None
    base_model: tuple[str, ...] = ()
    relation: str | None = None  # base_model_relation: finetune, adapter, merge or quantized
    note: str | None = None  # why the front matter is not read


def read(data: bytes) -> Card:
    """Return the front matter of a card; an empty one where there is none. Nothing raises."""
    text = data[: _LONGEST * 4].decode("utf-8", errors="replace").removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.startswith("---\n"):
        return Card()
    end = text.find("\n---", 3)
    if not 0 <= end <= _LONGEST:
        return Card(note="the front matter has no end")
    try:
        found = read_yaml(text[4 : end + 1], "front matter")
    except BadFileError as error:
        return Card(note=str(error))
    if not isinstance(found, dict):
        return Card(note="the front matter is no mapping")
    one = {key: (_words(found.get(key)) or (None,))[0] for key in ("license_name", "license_link")}
    relation = (_words(found.get("base_model_relation")) or (None,))[0]
    return Card(_words(found.get("license")), **one, base_model=_words(found.get("base_model")), relation=relation)


def _words(value: Any) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    words = [str(one) for one in listed[:_MOST] if isinstance(one, (str, int, float)) and not isinstance(one, bool)]
    # YAML can write half of a pair of characters, which cannot be printed.
    plain = (one[:_LONGEST_VALUE].encode(errors="replace").decode() for one in words)
    return tuple(" ".join(one.split()) for one in plain if one.strip())
