"""The European Open Source AI Index: one YAML file a system, with two facts hidden in comments.

``# - Contributor type:`` and ``# - National origin:`` are comments, which any YAML loader drops, so the text is
read as well as the data. Until 2026-03-13 there were 14 criteria, since then 12 (no ``package``, no ``api``). In 2024
three entries on image generators were judged by another form, whose own criteria are not carried over.
"""

import re
from pathlib import Path
from typing import Any

import polars as pl

from openness.project.errors import BadFileError
from openness.project.files import read_yaml
from openness.sources.facts import Facts, fingerprints, native_files
from openness.sources.osai import CRITERIA

SYSTEM = ("name", "link", "type", "performanceclass", "basemodelname", "endmodelname", "endmodellicense", "releasedate")
SYNONYMS = {
    "endmodel license": "endmodellicense",
    "endlicense": "endmodellicense",
    "basemodel": "basemodelname",
    "modelname": "endmodelname",
}
"""Spellings of a key that occur in a few files, and the key they stand for."""

RENAMED = {"architecture": "hardware_architecture"}
"""Criteria that had another name in 2024, of which the index kept classes and links when it renamed them."""

TEMPLATES = ("a_submission_template.yaml", "A_sample.yaml")
"""Blank forms for new entries: the Index's own and its predecessor's."""
_TAGS = {"contributor_type": "Contributor type", "national_origin": "National origin"}
_OTHER = "other criteria"
# "Weights: Apache-2.0. Code: none." states licenses; other notes are prose and stay where they are.
_STATED_LICENSES = re.compile(r"(?:Weights|Code|Data): ")


def read(path: Path) -> Facts:
    """Read an edition: a folder or zip of YAML files, or one of them."""
    files = native_files(path, (".yaml", ".yml"))
    forms = [files.pop(name) and name for name in TEMPLATES if name in files]
    described = [files.pop(name) and name for name in list(files) if name.startswith("_parameters")]
    rows = [_one_file(name, data) for name, data in files.items()]
    used = [criterion for criterion in CRITERIA if any(f"{criterion}.class" in row for row in rows)]
    columns = [
        "file",
        *[f"system.{key}" for key in SYSTEM],
        "org.name",
        "org.link",
        *_TAGS,
        *[f"{criterion}.{part}" for criterion in used for part in ("class", "link")],
        "licenses.stated",
        "noted",
    ]
    left_out = ["notes (prose; how many there are is kept), metaprompts, and training compute given in comments"]
    if other := sorted({name for row in rows for name in row.pop(_OTHER, ())}):
        left_out.append(f"criteria of another form, for image generators: {', '.join(other)}")
    left_out += [f"{name}: the form for new entries, not a system" for name in forms]
    if described:
        left_out.append(f"{', '.join(described)}: what the criteria mean, no systems")
    return Facts(
        frame=pl.DataFrame(
            {column: [row.get(column) for row in rows] for column in columns}, schema=dict.fromkeys(columns, pl.String)
        ),
        files=fingerprints(files),
        left_out=left_out,
    )


def tags(text: str) -> dict[str, str | None]:
    """Return the organization tags that an entry keeps in its comments; None where a tag is not there."""
    found = {}
    for key, label in _TAGS.items():
        match = re.search(rf"^\s*#[\s-]*{label}:[ \t]*(\S[^\n]*?)[ \t\r]*$", text, re.MULTILINE | re.IGNORECASE)
        found[key] = match.group(1) if match else None
    return found


def _one_file(name: str, data: bytes) -> dict[str, Any]:
    entry = read_yaml(data, name)
    if not isinstance(entry, dict) or not isinstance(entry.get("system"), dict):
        raise BadFileError(f"{name} has no 'system' section: is it an entry of the index?")
    entry = {RENAMED.get(key, key): value for key, value in entry.items()}
    judged = [criterion for criterion in CRITERIA if isinstance(entry.get(criterion), dict)]
    if not judged:
        raise BadFileError(f"{name} judges no criterion of the index")
    system = {SYNONYMS.get(key, key): value for key, value in entry["system"].items()}
    organization = entry.get("org") if isinstance(entry.get("org"), dict) else {}
    row = {"file": name, **tags(data.decode("utf-8", errors="replace"))}
    row |= {f"system.{key}": _text(system.get(key)) for key in SYSTEM}
    row |= {f"org.{key}": _text(organization.get(key)) for key in ("name", "link")}
    for criterion in judged:
        row[f"{criterion}.class"] = _text(entry[criterion].get("class"))
        row[f"{criterion}.link"] = _text(entry[criterion].get("link"))
    row[_OTHER] = [
        str(key) for key, value in entry.items() if isinstance(value, dict) and "class" in value and key not in judged
    ]
    row["noted"] = str(sum(bool(_text(entry[criterion].get("notes"))) for criterion in judged))
    notes = entry["licenses"].get("notes") if "licenses" in judged else None
    if isinstance(notes, str) and _STATED_LICENSES.match(notes.strip()):
        row["licenses.stated"] = _text(notes)
    return row


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        return " ".join(text for item in value if (text := _text(item))) or None
    return None if value is None else str(value).strip() or None
