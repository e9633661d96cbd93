"""The model records of the Massive Text Embedding Benchmark, as its package ships them: one CSV file.

A link to training code or data stands for code or data that are public; a blank is, in MTEB's own words, assumed not
to be. Values in angle brackets are code that the table could not evaluate (``<int(326 * 1000000.0)>``).
"""

from pathlib import Path

from openness.sources.facts import Facts, one_table

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
    return one_table(path, FILE, COLUMNS, REQUIRED, whose="MTEB's", others="other columns")
