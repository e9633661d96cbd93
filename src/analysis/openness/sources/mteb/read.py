"""The model records of the Massive Text Embedding Benchmark, as its package ships them: one CSV file.

A link to training code or data stands for code or data that are public; a blank is, in MTEB's own words, assumed not
to be. Values in angle brackets are code that the table could not evaluate (``<int(326 * 1000000.0)>``).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from openness.project.errors import BadFileError, MissingFileError
from openness.sources.facts import Facts, native_files, read_csv

FILE = "model_meta.csv"
COLUMNS = (
    "name",
    "release_date",
    "license",
    "open_weights",
    "public_training_code",
    "public_training_data",
    "n_parameters",
    "framework",
    "reference",
    "adapted_from",
    "superseded_by",
)
REQUIRED = COLUMNS[:7]


def read(path: Path) -> Facts:
    """Read an edition: a folder or zip with ``model_meta.csv``, or the file."""
    files = native_files(path, (".csv",))
    if FILE not in files:
        raise MissingFileError(f"{path} holds no {FILE}; found {', '.join(files)}")
    frame = read_csv(files[FILE], FILE)
    missing = [column for column in REQUIRED if column not in frame.columns]
    if missing:
        raise BadFileError(f"{FILE} lacks the column {', '.join(missing)}: is it MTEB's file?")
    kept = [column for column in COLUMNS if column in frame.columns]
    dropped = [column for column in frame.columns if column not in kept]
    return Facts(
        frame=frame.select(kept),
        files={FILE: hashlib.sha256(files[FILE]).hexdigest()},
        left_out=["other columns: " + ", ".join(dropped)] if dropped else [],
    )
