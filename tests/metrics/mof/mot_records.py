"""Records of the Model Openness Tool for tests, read and cleaned as real ones are."""

import polars as pl
import yaml

from openness.sources.mot import clean as cleaning
from openness.sources.mot import read as mot

THREE = (
    "Model architecture",
    "Model parameters (Final)",
    "Model card",
    "Data card",
    "Technical report",
    "Evaluation results",
)
TWO = ("Training code", "Inference code", "Evaluation code", "Evaluation data")
ONE = ("Data preprocessing code", "Model parameters (Intermediate)", "Datasets", "Research paper")
OPTIONAL = ("Supporting libraries and tools", "Sample model outputs", "Model metadata")
FALLS_BACK = object()
"""A component without a license field of its own."""


def listed(*names):
    """Components without licenses of their own."""
    return dict.fromkeys(names, FALLS_BACK)


def document(components, **licenses):
    """A native record: component -> own license, and the release's licenses by scope."""
    return {
        "framework": {"version": "1.0"},
        "release": {
            "name": "Heron",
            "license": {scope: {"name": name} for scope, name in licenses.items()},
            "components": [
                {"name": name} if own is FALLS_BACK else {"name": name, "license": own}
                for name, own in components.items()
            ],
        },
    }


def record(components, **licenses):
    """The ``components`` rows of a record."""
    data = yaml.safe_dump(document(components, **licenses)).encode()
    facts = pl.DataFrame([mot._one_file("heron.yml", data)], infer_schema_length=None).cast(pl.String)
    cleaned = cleaning.clean(facts.with_row_index("row", offset=2))
    return cleaned.components.with_columns(source=pl.lit("mot"), vintage=pl.lit("2030-01-01"))
