"""Metadata of models on the Hugging Face Hub, as the package llmfit ships it: one CSV file.

A release date is the day on which the repository was created, which the Hub knows since 2022-03-02; the license is
the tag of the repository's card, which whoever uploads a copy passes on as it is. The package holds a list picked by
hand and, marked ``_discovered``, the repositories that were trending when its makers looked.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from openness.project.errors import BadFileError, MissingFileError
from openness.sources.facts import Facts, native_files, read_csv

FILE = "hf_models.csv"
COLUMNS = ("name", "parameters_raw", "pipeline_tag", "release_date", "license", "_discovered")
REQUIRED = COLUMNS[:-1]


def read(path: Path) -> Facts:
    """Read an edition: a folder or zip with ``hf_models.csv``, or the file."""
    files = native_files(path, (".csv",))
    if FILE not in files:
        raise MissingFileError(f"{path} holds no {FILE}; found {', '.join(files)}")
    frame = read_csv(files[FILE], FILE)
    missing = [column for column in REQUIRED if column not in frame.columns]
    if missing:
        raise BadFileError(f"{FILE} lacks the column {', '.join(missing)}: is it llmfit's file?")
    kept = [column for column in COLUMNS if column in frame.columns]
    dropped = [column for column in frame.columns if column not in kept]
    return Facts(
        frame=frame.select(kept),
        files={FILE: hashlib.sha256(files[FILE]).hexdigest()},
        left_out=["labels and figures for the package's own use: " + ", ".join(dropped)] if dropped else [],
    )
