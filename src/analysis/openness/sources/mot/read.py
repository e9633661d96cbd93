"""The Model Openness Tool: one YAML file a release, listing which components of the Model Openness Framework exist.

``release.date`` is the day on which the record was last edited, not the day of release. A component that is not
listed does not exist for the tool; one that is listed may have a license of its own. Until April 2025 every record
listed all 17, under other names of the fields, and said in the license of each whether it was there; the first edition
has no dates. The two license lists that the tool judges by are carried over as extra tables: its copy of the SPDX list
(``licenses.json``), which is older than the package of that name and differs from it, and its own list by type
(``mof-licenses.json``).
"""

import json
from pathlib import Path
from typing import Any

import polars as pl

from openness.project.errors import BadFileError, MissingFileError, did_you_mean
from openness.sources.facts import Facts, fingerprints, native_files, read_yaml

COMPONENTS = {
    "Model architecture": "code",
    "Data preprocessing code": "code",
    "Training code": "code",
    "Inference code": "code",
    "Evaluation code": "code",
    "Supporting libraries and tools": "code",
    "Model parameters (Final)": "data",
    "Model parameters (Intermediate)": "data",
    "Datasets": "data",
    "Evaluation data": "data",
    "Sample model outputs": "document",
    "Model metadata": "data",
    "Model card": "document",
    "Data card": "document",
    "Technical report": "document",
    "Research paper": "document",
    "Evaluation results": "document",
}
"""The 17 components of the framework in the tool's order -> the type whose license they fall under."""

LICENSE_SCOPES = ("distribution", "code", "data", "document")
RELEASE = ("name", "version", "date", "type", "architecture", "origin", "producer", "repository", "huggingface")
_PARTS = ("license", "license_path", "component_path")
OLD_RELEASE = {"github": "repository"}
OLD_PARTS = {"license_name": "license", "location": "component_path"}
"""What records were written with until April 2025 -> the name of today."""
BLANK_LICENSES = "components.license_blank"
"""Column of the components whose license field is there and blank, joined by ``|``; only where a file has one."""
LICENSE_LIST = "mof-licenses.json"
SPDX_LIST = "licenses.json"
_LICENSE_FACTS = ("licenseId", "name", "ContentType", "isOsiApproved", "isFsfLibre", "isDeprecatedLicenseId")
_SPDX_FACTS = ("licenseId", "isOsiApproved", "isFsfLibre")


def read(path: Path) -> Facts:
    """Read an edition: a folder or zip of YAML files with or without the tool's license lists, or one YAML file."""
    files = native_files(path, (".yml", ".yaml", ".json"))
    lists = {name: files[name] for name in (LICENSE_LIST, SPDX_LIST) if name in files}
    records = {name: data for name, data in files.items() if not name.endswith(".json")}
    if not records:
        raise MissingFileError(f"{path} holds no .yml file; found {', '.join(files)}")
    rows = [_one_file(name, data) for name, data in records.items()]
    parts = [f"{component}.{part}" for component in COMPONENTS for part in _PARTS]
    columns = [
        "file",
        "framework.version",
        *[f"release.{key}" for key in RELEASE],
        *[f"license.{scope}.{part}" for scope in LICENSE_SCOPES for part in ("name", "path")],
        "components",
        *[part for part in (BLANK_LICENSES, *parts) if any(row.get(part) for row in rows)],
    ]
    left_out = ["descriptions of components (the same sentence in every file), contact"]
    extra = {}
    if LICENSE_LIST in lists:
        left_out.append(f"{LICENSE_LIST}: seeAlso, reference and detailsUrl")
        extra["licenses"] = _license_list(lists[LICENSE_LIST])
    if SPDX_LIST in lists:
        left_out.append(f"{SPDX_LIST}: names, links and what is deprecated")
        extra["spdx"] = _license_list(lists[SPDX_LIST], SPDX_LIST, _SPDX_FACTS)
    return Facts(
        frame=pl.DataFrame(
            {column: [row.get(column) for row in rows] for column in columns}, schema=dict.fromkeys(columns, pl.String)
        ),
        files=fingerprints({**records, **lists}),
        left_out=left_out,
        extra=extra,
    )


def _one_file(name: str, data: bytes) -> dict[str, str | None]:
    entry = read_yaml(data, name)
    release = entry.get("release") if isinstance(entry, dict) else None
    if not isinstance(release, dict) or not isinstance(release.get("components"), list):
        raise BadFileError(f"{name} has no 'release' with 'components': is it a record of the Model Openness Tool?")
    framework = entry.get("framework") if isinstance(entry.get("framework"), dict) else {}
    row = {"file": name, "framework.version": _text(framework.get("version"))}
    release = _renamed(release, OLD_RELEASE)
    row |= {f"release.{key}": _text(release.get(key)) for key in RELEASE}
    licenses = release.get("license") if isinstance(release.get("license"), dict) else {}
    for scope in LICENSE_SCOPES:
        stated = licenses.get(scope)
        if isinstance(stated, dict):
            row[f"license.{scope}.name"] = _exact(stated.get("name"))
            row[f"license.{scope}.path"] = _text(stated.get("path"))
    found: list[str] = []
    blank: list[str] = []
    for component in release["components"]:
        label = _text(component.get("name")) if isinstance(component, dict) else None
        if label not in COMPONENTS:
            near = did_you_mean(label, list(COMPONENTS)) if label else ""
            raise BadFileError(f"{name} lists the component {label!r}, which the framework does not have{near}")
        if label in found:
            raise BadFileError(f"{name} lists the component {label!r} twice")
        found.append(label)
        part = _renamed(component, OLD_PARTS)
        row |= {f"{label}.{name}": _text(part.get(name)) for name in _PARTS[1:]}
        row[f"{label}.license"] = _exact(part.get("license"))
        if part.get("license") == "":
            blank.append(label)
    row["components"] = "|".join(found) or None
    row[BLANK_LICENSES] = "|".join(blank) or None
    return row


def _renamed(entry: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Return an entry under the names of today; where both names stand, that of today holds."""
    return {names[key]: value for key, value in entry.items() if key in names} | {
        key: value for key, value in entry.items() if key not in names
    }


def _license_list(data: bytes, name: str = LICENSE_LIST, wanted: tuple[str, ...] = _LICENSE_FACTS) -> pl.DataFrame:
    try:
        licenses = json.loads(data)["licenses"]
        rows = [{key: _flat(entry.get(key)) for key in wanted} for entry in licenses]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadFileError(f"{name} is not the tool's list of licenses: {error!r}") from error
    return pl.DataFrame(rows, schema=dict.fromkeys(wanted, pl.String))


def _flat(value: Any) -> str | None:
    if isinstance(value, list):
        return "|".join(str(item) for item in value)
    return str(value).lower() if isinstance(value, bool) else _text(value)


def _text(value: Any) -> str | None:
    return None if value is None else str(value) if str(value).strip() else None


def _exact(value: Any) -> str | None:
    return None if value is None else str(value) or None
