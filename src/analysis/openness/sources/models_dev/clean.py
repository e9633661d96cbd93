"""What models.dev's labels mean here."""

import polars as pl

from openness.sources.common.licensed import open_access, with_license
from openness.sources.common.log import log_dates, log_others, log_tags
from openness.sources.common.pieces import Pieces, component, sole_developer, with_columns_of
from openness.sources.common.published import first_link, modality, release_ids, trimmed, with_date
from openness.sources.models_dev import MADE_FROM_API, SOURCE
from openness.tables.cases import first_of

OPTIONAL = ("license", "modalities.input", "modalities.output", "weights")
REPOSITORY = r"^https://huggingface\.co/([\w.-]+/[\w.-]+)"
WEIGHTS = {"true": "open", "false": "closed"}


def clean(facts: pl.DataFrame) -> Pieces:
    """Clean one vintage.

    The database lists models that can be used over an API; one whose weights are not open has that alone.
    """
    facts = with_columns_of(facts, OPTIONAL).with_columns(trimmed("license"), trimmed("name").alias("release_name"))
    ends = facts.select("modalities.input", "modalities.output").iter_rows()
    kept = with_date(facts.rename({"release_date": "_published"}), "_published")
    kept = with_license(kept, "license").with_columns(
        pl.Series("release_id", release_ids(SOURCE.name, facts["file"].str.strip_suffix(".toml")), dtype=pl.String),
        pl.Series("modality", [modality_of(_split(taken), _split(made)) for taken, made in ends], dtype=pl.String),
        pl.lit(None, pl.Int64).alias("parameter_count"),
        pl.when(pl.col("open_weights") == "true")
        .then(open_access())
        .otherwise(first_of({"api": pl.col("open_weights") == "false"}, "unknown"))
        .alias("access"),
    )
    return Pieces(
        releases=kept,
        components=component(
            kept,
            "weights",
            pl.col("open_weights").replace_strict(WEIGHTS, default="missing"),
            first_link("weights"),
            is_licensed=True,
        ),
        developers=sole_developer(kept, pl.col("lab")),
        lists=kept.select("release_id", pl.lit("all" if _has_records(kept) else MADE_FROM_API).alias("list")),
        log=_unused_values(kept),
        # "Mistral Large (latest)" is the model whose weights it links to.
        exact_names=kept.select(
            "release_id", pl.col("weights").str.extract(REPOSITORY, 1).alias("exact_name")
        ).drop_nulls(),
    )


def _has_records(kept: pl.DataFrame) -> bool:
    """Say whether an edition is the publisher's records of base models: the API has neither licenses nor weights."""
    return kept.select(pl.any_horizontal(pl.col("license", "weights").is_not_null().any())).item()


def modality_of(taken: list[str], made: list[str]) -> str:
    """Return the modality of a model by what it takes in and what it makes.

    One that makes something other than text makes that; one that takes in sound alone works on sound; a page of a
    PDF is text to read. Any other is what all its tags together are.
    """
    if made and "text" not in made:
        return modality(made)
    read = [tag for tag in taken if tag != "pdf"]
    return modality(read) if read == ["audio"] else modality([*read, *made])


def _split(value: str | None) -> list[str]:
    return value.split(",") if value else []


def _unused_values(kept: pl.DataFrame) -> list[dict]:
    log = log_dates(kept, "_published", "release_date")
    log += log_others(kept, "open_weights", WEIGHTS, "neither true nor false; treated as unknown")
    for column in ("modalities.input", "modalities.output"):
        log += log_tags(kept, column, ([tag for tag in _split(value) if tag != "pdf"] for value in kept[column]))
    return log
