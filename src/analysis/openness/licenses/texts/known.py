"""Texts that were read by hand: the fingerprints of their sentences, by which one that is added stands out.

``data/raw/licenses/known_sentences.csv`` holds, for a license of the catalog, the first twelve hexadecimal digits of
the SHA-256 of each sentence of its text, in lower case words with single spaces between them; no text. It is written
by ``python -m openness.licenses.texts.known FOLDER...`` from the licensors' own texts that are named for certain.
"""

import csv
import hashlib
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from openness.licenses.clauses.catalog import License
from openness.licenses.texts.document import Document, Sentence, sentences
from openness.licenses.texts.units import Unit
from openness.project import paths
from openness.project.once import once

FILE = "known_sentences.csv"
_WORDS = re.compile(r"[a-z0-9]+")
_FEW = 4  # words; a heading, a number, a name
_DIGITS = 12


def fingerprint(words: str) -> str | None:
    """Return the fingerprint of a sentence in lower case, None of a few words."""
    found = _WORDS.findall(words)
    if len(found) < _FEW:
        return None
    return hashlib.sha256(" ".join(found).encode()).hexdigest()[:_DIGITS]


@once()
def texts() -> Mapping[str, frozenset[str]]:
    """Return license -> fingerprints of the sentences of its text, for the licenses of the raw data at hand."""
    path = paths.raw() / "licenses" / FILE
    if not path.is_file():
        return MappingProxyType({})
    with path.open(encoding="utf-8", newline="") as file:
        found = {row["license_id"]: frozenset(row["sentences"].split()) for row in csv.DictReader(file)}
    return MappingProxyType(found)


def marks(document: Document) -> dict[str, Sentence]:
    """Return the fingerprints of a document, each with its sentence."""
    return {mark: one for one in sentences(document) if (mark := fingerprint(one.lower))}


def whole(found: Mapping[str, Sentence]) -> str | None:
    """Return the license whose every sentence, and no other, a document holds; None where there is none, or several."""
    named = [identifier for identifier, kept in texts().items() if kept and kept == found.keys()]
    return named[0] if len(named) == 1 else None


def added(found: Mapping[str, Sentence], parts: list[Unit], identifier: str | None) -> list[Unit]:
    """Return the units of a text that do not stand in the text of a license as it is known; all where it is not."""
    kept = texts().get(identifier or "")
    if not kept:
        return parts
    others = [one for mark, one in found.items() if mark not in kept]
    return [unit for unit in parts if any(one.start < unit.end and unit.start < one.end for one in others)]


def _rows(folders: list[Path]) -> dict[str, set[str]]:
    from openness.licenses.clauses import catalog  # noqa: PLC0415 - only for the writing of the file
    from openness.licenses.scan import hashes  # noqa: PLC0415
    from openness.licenses.texts import document as documents  # noqa: PLC0415
    from openness.licenses.texts.read import read_text  # noqa: PLC0415

    rows: dict[str, set[str]] = {}
    for path in sorted(path for folder in folders for path in folder.glob("*.txt")):
        data = path.read_bytes()
        identifier = hashes.named(data) or read_text(data, by_record=False).id
        record: License | None = catalog.find(identifier) if identifier else None
        if record is None or record.id != identifier or identifier in rows:
            continue
        rows[identifier] = set(marks(documents.read(data)))
    return rows


def main(folders: list[str]) -> None:
    """Write the fingerprints of the texts in some folders."""
    path = paths.raw() / "licenses" / FILE
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("license_id", "sentences"))
        for identifier, marks in sorted(_rows([Path(folder) for folder in folders]).items()):
            writer.writerow((identifier, " ".join(sorted(marks))))


if __name__ == "__main__":
    main(sys.argv[1:])
