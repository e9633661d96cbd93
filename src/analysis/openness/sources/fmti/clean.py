"""What a wave of the Foundation Model Transparency Index means here.

The index judges a developer by its flagship model, so a release of this source is a developer. Its tables do not name
the models; ``data/raw/fmti/models.yml`` does, by hand.
"""

import polars as pl

from openness.project import paths
from openness.project.errors import BadFileError, UnknownNameError
from openness.project.yaml_shape import read_shape, shape
from openness.sources.common.licensed import with_license
from openness.sources.common.pieces import TRANSPARENCY, Pieces, no_components, sole_developer
from openness.sources.common.published import slug, trimmed
from openness.sources.common.registry import read_registry
from openness.sources.fmti import SOURCE
from openness.sources.fmti.read import WAVES, canonical

MODELS_FILE = "models.yml"
_HEADER = 1
"""The record in which developers stand."""


def clean(facts: pl.DataFrame) -> Pieces:
    """Clean one wave.

    A release is named after the flagship model where that is known, else after the developer. It has no date: the day
    of the wave is not that of the model. How the model can be had is one of the index's questions, and not a grade of
    access; so access is unknown, as are modality and license.
    """
    wave = _wave_of(facts)
    judged = _judgments(facts, wave)
    developers = (
        judged.unique("release_id", keep="first", maintain_order=True)
        .select("release_id", "published_name", "model_name")
        .with_columns(
            pl.lit(_HEADER).alias("row"),
            pl.coalesce("model_name", "published_name").alias("release_name"),
            pl.lit(None, pl.Datetime("us")).alias("release_date"),
            pl.lit("none").alias("date_precision"),
            pl.lit("unknown").alias("modality"),
            pl.lit(None, pl.Int64).alias("parameter_count"),
            pl.lit("unknown").alias("access"),
            pl.lit(None, pl.String).alias("license_raw"),
        )
    )
    releases = with_license(developers, "license_raw")
    return Pieces(
        releases=releases,
        components=no_components(),
        developers=sole_developer(releases, pl.col("published_name")),
        lists=releases.select("release_id", pl.lit("all").alias("list")),
        transparency=judged,
    )


def _wave_of(facts: pl.DataFrame) -> str:
    found = facts["Wave"].unique(maintain_order=True).to_list()
    if len(found) > 1:
        raise BadFileError(f"fmti: a table holds the waves {' and '.join(map(str, found))}, expected one")
    if found[0] not in WAVES:
        raise UnknownNameError("wave of fmti", found[0], WAVES)
    return found[0]


def _judgments(facts: pl.DataFrame, wave: str) -> pl.DataFrame:
    """Return one row per developer and indicator, developers in the table's order."""
    indicator_set = WAVES[wave].indicator_set
    names = [column for column in facts.columns if column not in ("row", *SOURCE.required)]
    known = read_registry().ids
    models = flagships(wave, names)
    # A developer's id and not its spelling, which differs between waves.
    ids = {name: f"{SOURCE.name}:{known.get(name.strip(), slug(name))}" for name in names}
    facts = facts.sort("row")
    labeled = facts.with_columns(
        pl.int_range(1, pl.len() + 1).alias("indicator_position"),
        pl.Series("indicator_id", [slug(canonical(name, indicator_set)) for name in facts["Indicator"]]),
        trimmed("Domain").alias("domain"),
        trimmed("Subdomain").alias("subdomain"),
        trimmed("Indicator").alias("indicator"),
        pl.lit(indicator_set).alias("indicator_set"),
    )
    each = [
        labeled.with_columns(
            pl.lit(ids[name]).alias("release_id"),
            pl.lit(name.strip()).alias("published_name"),
            pl.lit(models[name].model if name in models else None, pl.String).alias("model_name"),
            pl.lit(models[name].evidence if name in models else None, pl.String).alias("evidence_url"),
            pl.col(name).replace_strict({"1": True, "0": False}, default=None, return_dtype=pl.Boolean).alias("is_met"),
        ).select(*TRANSPARENCY)
        for name in names
    ]
    return pl.concat(each).cast(TRANSPARENCY)


@shape
class Flagship:
    """The model that a wave judged a developer by; ``note`` says why there is none, or what else is to be known."""

    developer: str
    evidence: str
    model: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Raise ``ValueError`` where nothing is said."""
        if self.model is None and self.note is None:
            raise ValueError(f"{self.developer} has neither a model nor a note that says why")


@shape
class _Models:
    models: dict[str, tuple[Flagship, ...]]


def flagships(wave: str, developers: list[str]) -> dict[str, Flagship]:
    """Return what is known by hand of each developer's flagship model in a wave."""
    path = paths.raw() / SOURCE.name / MODELS_FILE
    if not path.is_file():
        return {}
    spelled = {each.strip(): each for each in developers}
    found: dict[str, Flagship] = {}
    for number, one in enumerate(read_shape(_Models, path).models.get(wave, ()), start=1):
        where = f"{paths.shown(path)}, {wave}, entry {number}"
        if one.developer not in spelled:
            raise UnknownNameError("developer", one.developer, spelled, where=where)
        if spelled[one.developer] in found:
            raise BadFileError(f"{where} is of {one.developer}, who has an entry already")
        found[spelled[one.developer]] = one
    return found
