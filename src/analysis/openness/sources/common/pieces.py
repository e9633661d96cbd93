"""What each source's cleaning module hands over to ``harmonize``."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

NAMED_DEVELOPER = {
    "release_id": pl.String,
    "position": pl.Int64,
    **dict.fromkeys(("published_name", "published_type", "published_country"), pl.String),
}
"""One row per release and developer as published; category and country null where they cannot be told apart."""

LICENSE = ("license_raw", "license_ids", "license_expression")
"""What is known of the license of a component."""
COMPONENT_COLUMNS = ("release_id", "component", "status", *LICENSE, "evidence_url")

TRANSPARENCY = {
    "release_id": pl.String,
    "indicator_set": pl.String,
    "published_name": pl.String,
    "model_name": pl.String,
    "domain": pl.String,
    "subdomain": pl.String,
    "indicator_id": pl.String,
    "indicator": pl.String,
    "indicator_position": pl.Int64,
    "is_met": pl.Boolean,
    "evidence_url": pl.String,
}
"""One row per developer and indicator of the Foundation Model Transparency Index."""


OF_SOME: dict[str, dict[str, pl.DataType | type[pl.DataType]]] = {
    "releases": {"training_compute": pl.Float64, "downloads": pl.Int64, "likes": pl.Int64, "adapted_from": pl.String},
    "components": {"published_status": pl.String},
}
"""Part -> its columns that few sources know; null where a cleaner leaves them out."""

EXACT_NAMES = dict.fromkeys(("release_id", "exact_name"), pl.String)


@dataclass(frozen=True)
class Pieces:
    """One vintage of one source, cleaned, before developers are resolved."""

    # ``row``, ``release_id``, ``release_name``, ``release_date``, ``date_precision``, ``modality``,
    # ``parameter_count``, ``license_raw``, ``license_ids``, ``license_expression``, ``license_tier``,
    # ``license_certainty``, ``license_noted``, ``access``; columns of ``OF_SOME["releases"]`` may be left out
    releases: pl.DataFrame
    # columns of ``COMPONENT_COLUMNS``, and where a correction changed a status ``published_status``
    components: pl.DataFrame
    developers: pl.DataFrame  # columns of ``NAMED_DEVELOPER``
    lists: pl.DataFrame  # ``release_id``, ``list``
    log: list[dict] = field(default_factory=list)  # columns of ``LOG`` of :mod:`openness.sources.common.log`
    # columns of ``TRANSPARENCY``; empty for all sources but the index
    transparency: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=TRANSPARENCY))
    # ``release_id``, ``exact_name``: what the source calls the weights that it judges or lists under a release, a
    # name or a repository (``account/name``), where that is more exact than the release's name
    exact_names: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=EXACT_NAMES))


def with_columns_of(facts: pl.DataFrame, names: Iterable[str]) -> pl.DataFrame:
    """Return a table with columns that it may lack; nothing is known of them then."""
    return facts.with_columns(pl.lit(None, pl.String).alias(name) for name in names if name not in facts.columns)


def above_zero(number: pl.Expr) -> pl.Expr:
    """Return a number where it is one above zero."""
    return pl.when((number > 0) & number.is_finite()).then(number)


def sole_developer(
    releases: pl.DataFrame, name: pl.Expr, category: pl.Expr | None = None, country: pl.Expr | None = None
) -> pl.DataFrame:
    """Return ``NAMED_DEVELOPER`` for a source that names one developer a release, in a category and country or none."""
    unknown = pl.lit(None, pl.String)
    return (
        releases.select(
            "release_id",
            pl.lit(1, pl.Int64).alias("position"),
            name.alias("published_name"),
            (unknown if category is None else category).alias("published_type"),
            (unknown if country is None else country).alias("published_country"),
        )
        .filter(pl.col("published_name").is_not_null())
        .cast(NAMED_DEVELOPER)
    )


def component(
    releases: pl.DataFrame, name: str, status: pl.Expr, link: pl.Expr, *, is_licensed: bool = False
) -> pl.DataFrame:
    """Return one component of every release, under the license of the release or under none that is named."""
    return releases.select(
        "release_id",
        pl.lit(name).alias("component"),
        status.alias("status"),
        *(LICENSE if is_licensed else no_license()),
        link.alias("evidence_url"),
    )


def no_license() -> tuple[pl.Expr, ...]:
    """Return the columns of ``LICENSE`` of a component that none is named of."""
    return (
        pl.lit(None, pl.String).alias("license_raw"),
        pl.lit(["NOASSERTION"]).alias("license_ids"),
        pl.lit("NOASSERTION").alias("license_expression"),
    )


def no_components() -> pl.DataFrame:
    """Return the components of a source that judges none."""
    return pl.DataFrame(schema={**dict.fromkeys(COMPONENT_COLUMNS, pl.String), "license_ids": pl.List(pl.String)})
