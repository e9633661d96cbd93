"""The score of Opening up ChatGPT, the index that the European Open Source AI Index grew out of.

Source of the rule: Liesenfeld, A., Lopez, A. and Dingemanse, M., 2023, CUI, https://doi.org/10.1145/3571884.3604316.
Fourteen criteria count 1 when open, 0.5 when partial, 0 when closed; the score is the plain sum. The index ran until
2025. Its successor's edition of 2025-05-12 has the same criteria under other names (:data:`SUCCESSOR`), so it can be
scored too; the editions since March 2026 have 12 criteria and get no row.
"""

from pathlib import Path
from typing import Any

import polars as pl

from openness.metrics.base import Metric, Records, as_judged, own_records, sum_of_points
from openness.metrics.osai.score import POINTS
from openness.project.errors import BadFileError
from openness.project.files import read_yaml
from openness.sources.common.published import release_ids
from openness.sources.facts import native_files
from openness.tables import schema
from openness.tables import store as tables
from openness.tables.schema import KEYS

NAME = "opening_up"
VERSION = "14"

SUCCESSOR = {
    "trainingcode": "opencode",
    "datasources_basemodel": "llmdata",
    "weights_basemodel": "llmweights",
    "datasources_endmodel": "rldata",
    "weights_endmodel": "rlweights",
    "licenses": "license",
    "code": "code",
    "hardware_architecture": "architecture",
    "preprint": "preprint",
    "paper": "paper",
    "modelcard": "modelcard",
    "datasheet": "datasheet",
    "package": "package",
    "api": "api",
}
"""Criterion of the European Open Source AI Index -> the criterion it was renamed from."""

CRITERIA = tuple(SUCCESSOR.values())
"""Criteria in the index's order: availability, documentation, access."""

_FORMS = ("A_sample.yaml",)


def score(records: Records) -> pl.DataFrame:
    """Score the releases of the successor's editions that have all 14 criteria."""
    known = as_judged(records.components).filter(pl.col("component").is_in(list(SUCCESSOR)))
    has_all = pl.col("component").n_unique().over(KEYS) == len(SUCCESSOR)
    return score_components(known.filter(has_all).with_columns(pl.col("component").replace_strict(SUCCESSOR)))


def score_components(components: pl.DataFrame) -> pl.DataFrame:
    """Score components that bear the index's own names, such as :func:`read_native` returns."""
    return sum_of_points(components, metric=NAME, version=VERSION, criteria=CRITERIA, points=POINTS)


def read_native(path: Path, vintage: str = "undated") -> pl.DataFrame:
    """Read entries of the index as it published them: a folder or zip of YAML files, or one of them."""
    entries = {
        name: _entry(read_yaml(data, name), name)
        for name, data in native_files(path, (".yaml", ".yml")).items()
        if name not in _FORMS
    }
    rows = [
        (release_id, NAME, vintage, criterion, *_judgment(entry.get(criterion)), None)
        for release_id, entry in zip(
            release_ids(NAME, (Path(name).stem for name in entries)), entries.values(), strict=True
        )
        for criterion in CRITERIA
    ]
    return pl.DataFrame(rows, schema=tables.polars_schema(schema.COMPONENTS), orient="row")


def _entry(entry: Any, name: str) -> dict[str, Any]:
    if not isinstance(entry, dict) or not isinstance(entry.get("project"), dict):
        raise BadFileError(f"{name} has no 'project' section: is it an entry of Opening up ChatGPT?")
    if not any(isinstance(entry.get(criterion), dict) for criterion in CRITERIA):
        raise BadFileError(f"{name} judges no criterion of Opening up ChatGPT")
    return entry


def _judgment(criterion: Any) -> tuple[str, None, list[str], str | None]:
    given = criterion if isinstance(criterion, dict) else {}
    label, link = str(given.get("class") or "").strip(), given.get("link")
    first = link[0] if isinstance(link, list) and link else link
    return label if label in POINTS else "missing", None, ["NOASSERTION"], "NOASSERTION", str(first) if first else None


def own_files(path: Path, vintage: str) -> tuple[Records, pl.DataFrame]:
    """Return the entries of :func:`read_native` as records, and their scores."""
    components = read_native(path, vintage)
    return own_records(components), score_components(components)


METRIC = Metric(
    name=NAME,
    place=20,
    title="Opening up ChatGPT",
    short="Opening up",
    text="The sum over 14 criteria of 1 for open and 0.5 for partial.",
    url="https://doi.org/10.1145/3571884.3604316",
    score=score,
    otherwise="it does not judge the index's criteria, among which are package, API and documentation",
    own_files=own_files,
)
