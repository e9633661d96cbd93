"""What Epoch AI's labels mean here."""

import re

import polars as pl

from openness.sources.common.licensed import with_noted_license
from openness.sources.common.log import log_makers, log_numbers, log_others, log_tags, log_where
from openness.sources.common.pieces import NAMED_DEVELOPER, Pieces, above_zero, component, with_columns_of
from openness.sources.common.published import first_link, modality, release_ids, trimmed, with_date
from openness.sources.epoch import SOURCE
from openness.words.countries import spellings

OPTIONAL = (
    "Organization categorization",
    "Country (of organization)",
    "Link",
    "Training compute (FLOP)",
    "license_noted",
    "license_noted_for",
)
"""Columns that some lists do not have; nothing is known of them then."""

ACCESS = {
    # Epoch AI wrote "Open access" until 2024 and "Open weights" since.
    "Open access (unrestricted)": "open_unrestricted",
    "Open weights (unrestricted)": "open_unrestricted",
    "Open access (restricted use)": "open_restricted",
    "Open weights (restricted use)": "open_restricted",
    "Open access (non-commercial)": "open_noncommercial",
    "Open weights (non-commercial)": "open_noncommercial",
    "API access": "api",
    "Hosted access (no API)": "hosted",
    "Unreleased": "unreleased",
}
WEIGHTS_STATUS = {
    "open_unrestricted": "open",
    "open_restricted": "partial",
    "open_noncommercial": "partial",
    "api": "closed",
    "hosted": "closed",
    "unreleased": "closed",
    "unknown": "missing",
}
CODE_STATUS = {
    "Open source": "open",
    "Open (restricted use)": "partial",
    "Open access (restricted use)": "partial",
    "Open (non-commercial)": "partial",
    "Open access (non-commercial)": "partial",
    "Unreleased": "closed",
}
CODE = {"training_code": "Training code accessibility", "inference_code": "Inference code accessibility"}

# Epoch AI joins values with a bare comma; a comma before a space or a legal form is part of a name
# ("Xinhua Zhiyun Technology Co., Ltd.", "Thunder Software Technology Co.,Ltd.").
_SEPARATOR = re.compile(r",(?!\s|Ltd\b|Inc\b|LLC\b)")


def clean(facts: pl.DataFrame) -> Pieces:
    """Clean one vintage.

    Rows without a name are dropped; of rows with the same name the fullest is kept. Both are logged.
    """
    named = with_columns_of(facts, OPTIONAL).with_columns(trimmed("Model").alias("release_name"))
    log = log_where(named, pl.col("release_name").is_null(), "Model", "dropped", "the row names no model")
    named = named.filter(pl.col("release_name").is_not_null())
    kept, doubles = _one_row_a_name(named)
    log += doubles
    releases = kept.with_columns(
        pl.Series("release_id", release_ids(SOURCE.name, kept["release_name"]), dtype=pl.String),
        pl.Series("modality", [modality(_split(tags)) for tags in kept["Domain"]], dtype=pl.String),
        parameter_count=above_zero(
            pl.col("Parameters").cast(pl.Float64, strict=False).round().cast(pl.Int64, strict=False)
        ),
        training_compute=above_zero(pl.col("Training compute (FLOP)").cast(pl.Float64, strict=False)),
        access=trimmed("Model accessibility").replace_strict(ACCESS, default="unknown"),
    )
    releases = with_noted_license(with_date(releases, "Publication date"))
    log += _unused_values(releases)
    return Pieces(
        releases=releases,
        components=_components(releases),
        developers=_developers(releases),
        lists=releases.select("release_id", pl.col("lists").str.split("|").alias("list")).explode("list"),
        log=log,
    )


def _split(value: str | None) -> list[str]:
    return [part.strip() for part in _SEPARATOR.split(value) if part.strip()] if value else []


def _one_row_a_name(named: pl.DataFrame) -> tuple[pl.DataFrame, list[dict]]:
    facts = [pl.col(column) for column in named.columns if column not in {"row", "lists", "release_name"}]
    ranked = named.with_columns(pl.sum_horizontal(column.is_not_null() for column in facts).alias("_facts")).sort(
        "_facts", descending=True, maintain_order=True
    )
    first = pl.int_range(pl.len()).over("release_name") == 0
    ranked = ranked.with_columns(
        first.alias("_kept"),
        pl.col("row").first().over("release_name").alias("_fullest"),
        # Being listed is a fact about the model, whichever row says it.
        pl.col("lists")
        .str.split("|")
        .explode()
        .unique(maintain_order=True)
        .implode()
        .over("release_name")
        .list.join("|"),
    )
    reason = pl.format("record {} has the same name and says as much or more", "_fullest")
    log = log_where(ranked.sort("row"), ~pl.col("_kept"), "Model", "dropped", reason)
    return ranked.filter("_kept").sort("row").drop("_facts", "_kept", "_fullest"), log


def _unused_values(releases: pl.DataFrame) -> list[dict]:
    unknown, missing = (f"not a value this reader knows; treated as {state}" for state in ("unknown", "missing"))
    is_no_date = pl.col("Publication date").is_not_null() & (pl.col("date_precision") == "none")
    return [
        *log_others(releases, "Model accessibility", ACCESS, unknown),
        *log_where(releases, is_no_date, "Publication date", "unrecognized", unknown),
        *(
            entry
            for column in CODE.values()
            if column in releases.columns
            for entry in log_others(releases, column, CODE_STATUS, missing)
        ),
        *log_numbers(releases, "Parameters", "parameter_count", "parameters"),
        *log_numbers(releases, "Training compute (FLOP)", "training_compute", "operations"),
        *log_makers(
            releases,
            "Organization categorization",
            map(_split, releases["Organization categorization"]),
            SOURCE.types,
        ),
        *log_makers(
            releases, "Country (of organization)", map(_split, releases["Country (of organization)"]), spellings()
        ),
        *log_tags(releases, "Domain", map(_split, releases["Domain"])),
    ]


def _components(releases: pl.DataFrame) -> pl.DataFrame:
    link = first_link("Link")
    parts = [component(releases, "weights", pl.col("access").replace_strict(WEIGHTS_STATUS), link, is_licensed=True)]
    for name, column in CODE.items():
        if column in releases.columns:
            status = trimmed(column).replace_strict(CODE_STATUS, default="missing")
            parts.append(component(releases, name, status, link))
    return pl.concat(parts)


def _developers(releases: pl.DataFrame) -> pl.DataFrame:
    rows = []
    columns = ("release_id", "Organization", "Organization categorization", "Country (of organization)")
    for release_id, organizations, categories, countries in releases.select(columns).iter_rows():
        names = _split(organizations)
        types, places = (_parallel(_split(value), len(names)) for value in (categories, countries))
        rows += [
            (release_id, position, name, type_, place)
            for position, (name, type_, place) in enumerate(zip(names, types, places, strict=True), start=1)
        ]
    return pl.DataFrame(rows, schema=NAMED_DEVELOPER, orient="row")


def _parallel(values: list[str], count: int) -> list[str | None]:
    # A list of another length than the names (a blank was left out, or one name has two) pairs with none of them.
    return list(values) if len(values) == count else [None] * count
