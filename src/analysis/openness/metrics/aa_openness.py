"""The Artificial Analysis Openness Index, where its components are known.

Source of the rule: https://artificialanalysis.ai/methodology/openness-index. Six scores of 0 to 3 are summed and the
sum of at most 18 is scaled to 0..100: access to and license of the weights; access to and license of the data, each the
mean of pre-training and post-training; disclosure and license of the methodology. The points are judgments by
Artificial Analysis after its own archetypes ("full data mix disclosed, substantial data shared"), which no source here
makes, so none is scored; a record of its points can be (:func:`read_native`).
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import polars as pl

from openness.metrics.base import Metric, Records, finish, own_records
from openness.project.errors import BadValueError, UnknownNameError
from openness.project.files import read_yaml
from openness.project.yaml_shape import shape, shaped
from openness.sources.common.published import release_ids
from openness.sources.facts import native_files
from openness.tables.cases import first_of
from openness.tables.schema import KEYS

NAME = "aa_openness"
VERSION = "2025"
"""The publisher numbers no versions; this is the year in which the index came out."""

SHARES: Mapping[str, float] = MappingProxyType(
    {
        "weights_access": 1.0,
        "weights_license": 1.0,
        "pretraining_data_access": 0.5,
        "posttraining_data_access": 0.5,
        "pretraining_data_license": 0.5,
        "posttraining_data_license": 0.5,
        "methodology_disclosure": 1.0,
        "methodology_license": 1.0,
    }
)
"""Component in the index's order -> what a point of it counts: the two phases of data are averaged."""

HIGHEST = 3
TOTAL = HIGHEST * sum(SHARES.values())


def score_components(points: pl.DataFrame) -> pl.DataFrame:
    """Score records of the index's points."""
    for name in (*KEYS, *SHARES):
        if name not in points.columns:
            raise UnknownNameError("component", name, points.columns, where="points of the Openness Index")
    names = list(SHARES)
    known = points.with_columns(pl.col(names).cast(pl.Float64))
    for name in names:
        if known.filter(~pl.col(name).is_between(0, HIGHEST)).height:
            raise BadValueError(f"{name} has points outside 0 to {HIGHEST}")
    raw = pl.sum_horizontal([pl.col(name) * share for name, share in SHARES.items()], ignore_nulls=False)
    unknown = first_of({name: pl.col(name).is_null() for name in names})
    least = pl.min_horizontal(names)
    return finish(
        known.with_columns(
            (raw / TOTAL * 100).alias("score"),
            first_of({name: pl.col(name) < HIGHEST for name in names}).alias("first_failure"),
            pl.sum_horizontal(pl.col(name).is_not_null().cast(pl.Int64) for name in names).alias("judged_count"),
            first_of({name: pl.col(name) == least for name in names}).alias("weakest_component"),
            unknown.alias("_unknown"),
        ).with_columns(
            pl.when(pl.col("_unknown").is_null())
            .then(pl.format("{} of 100", pl.col("score").round(2).cast(pl.String).str.strip_suffix(".0")))
            .otherwise(pl.format("unknown: {}", pl.col("_unknown").str.replace_all("_", " ")))
            .alias("label"),
            (pl.col("judged_count") == 0).alias("is_stub"),
        ),
        metric=NAME,
        metric_version=VERSION,
        score_max=100,
        criterion_count=len(names),
    )


@shape
class _Record:
    release: str
    points: dict[Literal[tuple(SHARES)], float | None]


_SCHEMA = {**dict.fromkeys(KEYS, pl.String), **dict.fromkeys(SHARES, pl.Float64)}


def read_native(path: Path, vintage: str = "undated") -> pl.DataFrame:
    """Read records of points: a folder or zip of YAML files, or one of them.

    A record has the name of the ``release`` and ``points``, a mapping from components to numbers; one that is left out
    is not known. ::

        release: Heron 7B
        points: {weights_access: 3, weights_license: 2, methodology_disclosure: 1}
    """
    files = native_files(path, (".yaml", ".yml"))
    records = [shaped(_Record, read_yaml(data, name), name, text=data.decode()) for name, data in files.items()]
    rows = [
        {"release_id": release_id, "source": NAME, "vintage": vintage, **dict.fromkeys(SHARES), **one.points}
        for release_id, one in zip(release_ids(NAME, (one.release for one in records)), records, strict=True)
    ]
    return pl.DataFrame(rows, schema=_SCHEMA)


def own_files(path: Path, vintage: str) -> tuple[Records, pl.DataFrame]:
    """Return the records of :func:`read_native`, the points of a component as its status, and their scores."""
    points = read_native(path, vintage)
    components = points.unpivot(on=list(SHARES), index=KEYS, variable_name="component", value_name="status")
    shown = pl.col("status").cast(pl.String).str.strip_suffix(".0").fill_null("missing")
    return own_records(components.with_columns(shown)), score_components(points)


METRIC = Metric(
    name=NAME,
    place=80,
    title="Artificial Analysis Openness Index",
    short="AA openness",
    text="The sum of six scores of 0 to 3 on weights, data and methodology, scaled to 100.",
    url="https://artificialanalysis.ai/methodology/openness-index",
    otherwise="it does not judge by the index's archetypes of access, license and disclosure",
    own_files=own_files,
)
