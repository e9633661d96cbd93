"""Metadata of models on the Hugging Face Hub, as the package llmfit ships it: one CSV file.

A release date is the day on which the repository was created, which the Hub knows since 2022-03-02; the license is
the tag of the repository's card, which whoever uploads a copy passes on as it is. The package holds a list picked by
hand and, marked ``_discovered``, the repositories that were trending when its makers looked. Downloads are those of the
last 30 days and likes those of all time, both of the day on which the package's makers last looked a repository up.
"""

from pathlib import Path

from openness.sources.facts import Facts, one_table

FILE = "hf_models.csv"
COLUMNS = (
    "name",
    "parameters_raw",
    "pipeline_tag",
    "release_date",
    "license",
    "_discovered",
    "hf_downloads",
    "hf_likes",
)
REQUIRED = COLUMNS[:5]
_OTHERS = "labels and figures for the package's own use"


def read(path: Path) -> Facts:
    """Read an edition: a folder or zip with ``hf_models.csv``, or the file."""
    return one_table(path, FILE, COLUMNS, REQUIRED, whose="llmfit's", others=_OTHERS)
