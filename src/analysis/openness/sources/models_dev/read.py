"""models.dev: one TOML file a model, in a folder a laboratory.

The database lists models that providers offer over an API, with a flag for those whose weights are open.
"""

import tomllib
from pathlib import Path, PurePosixPath
from typing import Any

import polars as pl

from openness.project.errors import BadFileError, MissingFileError
from openness.sources.facts import Facts, fingerprints, native_files

COLUMNS = (
    "file",
    "lab",
    "name",
    "family",
    "release_date",
    "last_updated",
    "knowledge",
    "open_weights",
    "license",
    "modalities.input",
    "modalities.output",
    "weights",
)
REQUIRED = ("name", "release_date", "open_weights")


def read(path: Path) -> Facts:
    """Read an edition: a folder or zip with ``models/<lab>/<model>.toml``, the ``models`` folder, or one file."""
    files = native_files(path, (".toml",), folders=True)
    labs = {name: _lab(name, path) for name in files}
    models = {name: lab for name, lab in labs.items() if lab}
    if not models:
        raise MissingFileError(f"{path} holds no models/<lab>/<model>.toml; found {', '.join(list(files)[:5])}")
    rows = [_one_file(name, lab, files[name]) for name, lab in models.items()]
    return Facts(
        frame=pl.DataFrame(
            {column: [row.get(column) for row in rows] for column in COLUMNS}, schema=dict.fromkeys(COLUMNS, pl.String)
        ),
        files=fingerprints({f"{lab}/{PurePosixPath(name).name}": files[name] for name, lab in models.items()}),
        left_out=["benchmark scores, token limits, capabilities (attachment, reasoning, tool_call, ...), other links"],
    )


def _lab(name: str, path: Path) -> str | None:
    """Return the laboratory in whose folder a file lies; None where it is no model."""
    parts = ([*path.resolve().parts[-3:-1]] if path.is_file() and path.suffix != ".zip" else []) + name.split("/")
    if path.is_dir() and len(parts) == 2:
        parts = ["models", *parts]
    is_model = len(parts) >= 3 and parts[-3] == "models" and "providers" not in parts
    return parts[-2] if is_model else None


def _one_file(name: str, lab: str, data: bytes) -> dict[str, str | None]:
    try:
        entry = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadFileError(f"{name}: not valid TOML: {error}") from error
    missing = [key for key in REQUIRED if key not in entry]
    if missing:
        raise BadFileError(f"{name} lacks {', '.join(missing)}: is it a model of models.dev?")
    modalities = entry.get("modalities") if isinstance(entry.get("modalities"), dict) else {}
    weights = entry.get("weights") if isinstance(entry.get("weights"), list) else []
    row = {"file": f"{lab}/{PurePosixPath(name).name}", "lab": lab}
    row |= {key: _text(entry.get(key)) for key in COLUMNS if "." not in key and key not in {"file", "lab", "weights"}}
    row |= {f"modalities.{end}": _joined(modalities.get(end), ",") for end in ("input", "output")}
    row["weights"] = _joined([link.get("url") for link in weights if isinstance(link, dict)], " ")
    return row


def _joined(values: Any, by: str) -> str | None:
    return by.join(str(value) for value in values if value) or None if isinstance(values, list) else _text(values)


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value).strip() or None
