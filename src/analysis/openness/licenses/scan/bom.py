"""The license of a checkout as a fragment of a bill of materials: CycloneDX 1.6, or SPDX 3.0.1.

A license that is not on the SPDX list keeps its ``LicenseRef-`` and takes its text along, from the file at hand.
Sources: https://cyclonedx.org/docs/1.6/json/, https://spdx.github.io/spdx-spec/v3.0.1/
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from openness.licenses.clauses import catalog
from openness.licenses.scan import files, lines
from openness.licenses.strings import expression as expressions
from openness.licenses.strings import spdx
from openness.licenses.strings.names import UNKNOWN
from openness.project.errors import BadValueError

FORMS = ("cyclonedx", "spdx")
_SPECIFICATION = "3.0.1"
_CONTEXT = f"https://spdx.org/rdf/{_SPECIFICATION}/spdx-context.jsonld"
_TERMS = f"https://spdx.org/rdf/{_SPECIFICATION}/terms/ExpandedLicensing"
_NO_LICENSE = {UNKNOWN: f"{_TERMS}/NoAssertionLicense", "NONE": f"{_TERMS}/NoneLicense"}
_IDSTRING = re.compile(r"[^A-Za-z0-9.\-]+")


def of_path(path: Path, form: str, *, name: str | None = None, created: datetime | None = None) -> dict[str, Any]:
    """Return the fragment for one checkout or file; ``BadValueError`` where a path holds several or none."""
    top, found = files.at(path)
    groups = list(found)
    if len(groups) != 1:
        raise BadValueError(f"{path}: expected one checkout or license file, found {len(groups)}")
    (kind, members), read = groups[0], []
    read = [files.read(one, top) for one in members]
    line = lines.line(str(path), kind, read)
    texts = {
        one["id"]: file.data.decode("utf-8", errors="replace")
        for one in line["files"]
        for file in read
        if one["id"] and file.path == one["path"]
    }
    called = name or path.resolve().name
    bases = line["tag"]["base_model"]
    if form == "cyclonedx":
        return cyclonedx(called, line["expression"], texts, bases)
    return spdx3(called, line["expression"], texts, bases, created or datetime.now(UTC))


def cyclonedx(name: str, expression: str, texts: Mapping[str, str], bases: list[str]) -> dict[str, Any]:
    """Return a CycloneDX 1.6 document with the model as its one component."""
    component: dict[str, Any] = {"type": "machine-learning-model", "bom-ref": f"model:{name}", "name": name}
    if chosen := _cyclonedx_licenses(expression, texts):
        component["licenses"] = chosen
    if names := dict.fromkeys(bases):
        made = [{"type": "machine-learning-model", "bom-ref": f"base:{one}", "name": one} for one in names]
        component["pedigree"] = {"ancestors": made}
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [component]}


def _cyclonedx_licenses(expression: str, texts: Mapping[str, str]) -> list[dict[str, Any]]:
    found = expressions.parse(expression)
    if found in _NO_LICENSE:
        return []
    if not isinstance(found, str) or expressions.WITH in found.split():
        return [{"expression": expression}]
    if spdx.find(found) is not None:
        return [{"license": {"id": found}}]
    record = catalog.find(found)
    told: dict[str, Any] = {"bom-ref": found, "name": record.name if record else found}
    if found in texts:
        told["text"] = {"contentType": "text/plain", "content": texts[found]}
    if record is not None:
        told["url"] = record.url
    return [{"license": told}]


def spdx3(name: str, expression: str, texts: Mapping[str, str], bases: list[str], created: datetime) -> dict[str, Any]:
    """Return an SPDX 3.0.1 graph: the model as a package, its license, and texts of licenses that are not listed."""
    place = f"https://spdx.org/spdxdocs/{quote(name, safe='')}"
    info, agent, model = "_:creationinfo", f"{place}#agent", f"{place}#model"
    shared = {"creationInfo": info}
    graph: list[dict[str, Any]] = [
        {
            "type": "CreationInfo",
            "@id": info,
            "specVersion": _SPECIFICATION,
            "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "createdBy": [agent],
        },
        {"type": "SoftwareAgent", "spdxId": agent, **shared, "name": "openness"},
        {"type": "software_Package", "spdxId": model, **shared, "name": name, "software_primaryPurpose": "model"},
    ]
    if expression in _NO_LICENSE:
        to = _NO_LICENSE[expression]
    else:
        to = f"{place}#license"
        own = [one for one in dict.fromkeys(expressions.leaves(expressions.parse(expression))) if one in texts]
        own = [one for one in own if one.startswith("LicenseRef-")]
        said: dict[str, Any] = {"type": "simplelicensing_LicenseExpression", "spdxId": to, **shared}
        said["simplelicensing_licenseExpression"] = expression
        if own:
            said["simplelicensing_customIdToUri"] = [
                {"type": "DictionaryEntry", "key": one, "value": f"{place}#{_IDSTRING.sub('-', one)}"} for one in own
            ]
        graph.append(said)
        for one in own:
            record = catalog.find(one)
            graph.append(
                {
                    "type": "simplelicensing_SimpleLicensingText",
                    "spdxId": f"{place}#{_IDSTRING.sub('-', one)}",
                    **shared,
                    "name": record.name if record else one,
                    "simplelicensing_licenseText": texts[one],
                }
            )
    ties = [("hasDeclaredLicense", model, to)]
    for number, one in enumerate(dict.fromkeys(bases)):
        base = f"{place}#base-{number}"
        graph.append(
            {"type": "software_Package", "spdxId": base, **shared, "name": one, "software_primaryPurpose": "model"}
        )
        ties.append(("descendantOf", model, base))
    graph += [
        {
            "type": "Relationship",
            "spdxId": f"{place}#tie-{number}",
            **shared,
            "from": start,
            "relationshipType": kind,
            "to": [end],
        }
        for number, (kind, start, end) in enumerate(ties)
    ]
    return {"@context": _CONTEXT, "@graph": graph}
