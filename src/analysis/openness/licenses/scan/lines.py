"""One line for each file or repository: what tag and files say, whether they agree, and what the base demands."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from openness.licenses.clauses import catalog, verdicts
from openness.licenses.rights.answer import may
from openness.licenses.rights.matrix import NOT_FOR_PROFIT
from openness.licenses.rights.table import base as versionless
from openness.licenses.scan import bases, card, files, hashes
from openness.licenses.scan.card import Card
from openness.licenses.scan.files import Found
from openness.licenses.strings import expression as expressions
from openness.licenses.strings.match import match
from openness.licenses.strings.names import UNKNOWN
from openness.licenses.texts.read import read_text

_RELATIONS = {"adapter": "fine-tune", "finetune": "fine-tune", "merge": "merge", "quantized": "quantize"}
STDIN = "-"


def of_path(path: Path) -> Iterator[dict[str, Any]]:
    """Yield a line for every file or repository under a path; ``MissingFileError`` where nothing is there."""
    top, found = files.at(path)
    for kind, members in found:
        place = members[0] if kind == "file" else members[0].parent
        shown = str(place).encode(errors="surrogateescape").decode(errors="replace")
        yield line(shown, kind, [files.read(one, top) for one in members])


def of_text(data: bytes) -> dict[str, Any]:
    """Return the line of a text from elsewhere, such as standard input: a license, or a model card."""
    is_card = bool(card.read(data) != Card())
    return line(STDIN, "stdin", [files.content(STDIN, "card" if is_card else "text", data)])


def line(shown: str, kind: str, found: Sequence[Found]) -> dict[str, Any]:
    """Return the line of some files that belong together."""
    tag, notes = _tag([one for one in found if one.role == "card"])
    texts = [_text(one) for one in found if one.role != "card" or (kind == "file" and not tag["license"])]
    ids = tuple(dict.fromkeys(one["id"] for one in texts if one["id"] and one["role"] in ("license", "text")))
    expression = " AND ".join(ids) or tag["expression"]
    agrees, how = _agreement(tag, texts, ids)
    return {
        "path": shown,
        "kind": kind,
        "tag": tag,
        "files": texts,
        "agree": agrees,
        "agreement": how,
        "expression": expression,
        "tier": verdicts.tier(expression),
        "bases": [_base(one, tag, _told(tag) or list(ids)) for one in tag["base_model"]],
        "notes": notes,
    }


def _tag(cards: Sequence[Found]) -> tuple[dict[str, Any], list[str]]:
    read = [card.read(one.data) for one in cards if one.is_readable]
    notes = [f"{one.path}: {one.note}" for one in cards if one.note]
    notes += [f"front matter: {one.note}" for one in read if one.note]
    told = next((one for one in read if one != Card()), Card())
    ids, expression, by = _tagged(told)
    fields = {"license": list(told.license), "license_name": told.license_name, "license_link": told.license_link}
    return {
        **fields,
        "base_model": list(told.base_model),
        "base_model_relation": told.relation,
        "ids": ids,
        "expression": expression,
        "known_by": by,
    }, notes


def _tagged(told: Card) -> tuple[list[str], str, str | None]:
    """Return what the tag stands for, as ids and as an expression, and which field says so.

    That is the license, else its name, else its link; what does not bind the weights is left out where a tag says so.
    """
    fields = (("license", told.license), ("license_name", (told.license_name,)), ("license_link", (told.license_link,)))
    for field, values in fields:
        found = [match(value) for value in values if value]
        ids = [name for one in found for name in one.weights_ids if name != UNKNOWN]
        if ids:
            together = expressions.together(expressions.parse(one.weights_expression) for one in found)
            return list(dict.fromkeys(ids)), expressions.text(together or UNKNOWN), field
    return ([UNKNOWN] if told.license or told.license_name else []), UNKNOWN, None


def _told(tag: dict[str, Any]) -> list[str]:
    return [one for one in tag["ids"] if one != UNKNOWN]


def _text(found: Found) -> dict[str, Any]:
    line_: dict[str, Any] = {"path": found.path, "role": found.role, "id": None, "known_by": None, "family": None}
    line_ |= {"tier": None, "sha256": None, "note": found.note}
    if not found.is_readable or found.role == "notice":
        return line_
    line_["sha256"] = hashes.of(found.data)
    certain = hashes.named(found.data)
    reading = None if certain else read_text(found.data)
    name = certain or (reading.id if reading else None)
    record = catalog.find(name) if name else None
    family = record.family if record else reading.family if reading else None
    line_ |= {"id": name, "known_by": "hash" if certain else "text" if name else None, "family": family}
    if reading and not name:
        line_["tier"] = verdicts.of_reading(reading).tier
        line_["note"] = "; ".join(filter(None, (found.note, reading.identity.because)))
    elif name:
        line_["tier"] = (verdicts.of_reading(reading) if reading else verdicts.of_license(name)).tier
    return line_


def _agreement(tag: dict[str, Any], texts: Sequence[dict[str, Any]], ids: Sequence[str]) -> tuple[bool | None, str]:
    told = _told(tag)
    if not tag["license"] and not tag["license_name"]:
        return None, "no tag"
    if not [one for one in texts if one["role"] in ("license", "text")]:
        return None, "no license file"
    if not told:
        return None, "the tag names no license that is known"
    if not ids:
        return None, "the license file is none that is known"
    if all(_is_same(one, told) for one in ids):
        return True, "tag and file name the same license"
    return False, f"the tag says {' and '.join(told)}, the file is {' and '.join(ids)}"


def _is_same(name: str, told: Sequence[str]) -> bool:
    """Say whether a text is what the tag names: itself, its other wording of later versions, or one of its family."""
    for one in told:
        record, other = catalog.find(name), catalog.find(one)
        if versionless(one) == versionless(name) or name in verdicts.versions_of(one):
            return True
        if record is not None and other is not None and record.id == other.id:
            return True
    return False


def _base(model: str, tag: dict[str, Any], licensed: Sequence[str]) -> dict[str, Any]:
    """Return what the license of a base model demands of what was made from it."""
    found = bases.find(model)
    relation = _RELATIONS.get((tag["base_model_relation"] or "").casefold(), "fine-tune")
    line_: dict[str, Any] = {"model": model, "license": found.license, "known_by": found.known_by}
    line_ |= {"relation": relation, "answer": None, "says": None, "demands": []}
    if found.license is None:
        line_["says"] = "the license of this base is not known here"
        return line_
    if not licensed:
        answer = may(relation, found.license, NOT_FOR_PROFIT)
        line_["says"] = f"says no license, base is {found.license}"
    else:
        each = [may(relation, found.license, NOT_FOR_PROFIT, to_be_under=one) for one in licensed]
        answer = next((one for one in each if one.answer != "no"), each[0])
        line_["says"] = f"says {' and '.join(licensed)}, base is {found.license}"
    demands = [
        {"words": one.words, "section": one.section, "document": one.document, "answer": one.answer}
        for one in answer.points
    ]
    return line_ | {"answer": answer.answer, "demands": demands}
