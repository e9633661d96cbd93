"""What the labels of the European Open Source AI Index mean here."""

import re
from pathlib import Path

import polars as pl

from openness.licenses.strings.match import match_column
from openness.sources.common.licensed import with_license
from openness.sources.common.log import log_dates, log_makers, log_others, log_tags, log_where
from openness.sources.common.pieces import LICENSE, Pieces, no_license, sole_developer
from openness.sources.common.published import as_published, first_link, modality, release_ids, trimmed, with_date
from openness.sources.osai import CRITERIA, SOURCE
from openness.tables.cases import first_of
from openness.words.countries import spellings

WITHDRAWN = "withdrawn"
"""A class that only corrections have: weights that could be had once and were taken down."""

STATUS = {"open": "open", "partial": "partial", "closed": "closed", WITHDRAWN: "closed"}
NO_END_MODELS = (
    "unknown",
    "unspecified",
    "undisclosed",
    "airoboros (synthetic)",
    "alpaca (synthetic)",
    "alpaca, sharegpt (synthetic)",
    "alpaca, sharegpt, belle (synthetic)",
    "anthropic",
    "aya collection",
    "baize (synthetic)",
    "databricks-dolly-15k",
    "dolly, anthropic",
    "evol-instruct (synthetic)",
    "flan, math, undisclosed (synthetic)",
    "meta, stackexchange, anthropic",
    "meta, undocumented",
    "oasst1 (human), gpt4all (human), alpaca (synthetic)",
    "oig",
    "openassistant conversations",
    "openinstruct",
    "openplatypus, ultrachat, airoboros (synthetic)",
    "orca",
    "orca-style (synthetic)",
    "orca-style, alpaca-style",
    "self-instruct (synthetic)",
    "sharegpt",
    "sharegpt + evol-instruct (synthetic)",
    "sharegpt with c-rlft",
    "tulu sft, ultrafeedback",
    "ultrafeedback (part synthetic)",
    "ultrafeedback dutch (synthetic)",
    "various (gpt-jt recipe)",
    "xp3",
)
"""What stands in ``system.endmodelname``, in small letters, and names no model: in 2024 the data it was tuned on."""

_SEPARATOR = re.compile(r"\s*,\s*")
_WEIGHTS = "weights_endmodel"
STATED_FOR = {"trainingcode": "Code", "datasources_basemodel": "Data", "datasources_endmodel": "Data"}
"""Criterion -> label of its license in ``licenses.stated`` ("Weights: X. Code: Y. Data: Z.")."""


def clean(facts: pl.DataFrame) -> Pieces:
    """Clean one vintage."""
    classes = [f"{name}.class" for name in CRITERIA if f"{name}.class" in facts.columns]
    facts = facts.with_columns(trimmed(name).str.to_lowercase() for name in classes).with_columns(
        pl.coalesce(trimmed("system.name"), "file").alias("release_name")
    )
    kept = (
        _with_license(with_date(facts, "system.releasedate"))
        .with_columns(
            # A file is an entry for good; its system's name changes with every new version of the family.
            pl.Series(
                "release_id", release_ids(SOURCE.name, (Path(name).stem for name in facts["file"])), dtype=pl.String
            ),
            pl.Series("modality", [modality(_split(tags)) for tags in facts["system.type"]], dtype=pl.String),
            pl.lit(None, pl.Int64).alias("parameter_count"),
        )
        .with_columns(access=_access(facts.columns))
    )
    return Pieces(
        releases=kept,
        components=_components(kept),
        developers=sole_developer(kept, *map(trimmed, ("org.name", "contributor_type", "national_origin"))),
        lists=kept.select("release_id", pl.lit("all").alias("list")),
        log=_unused_values(kept),
        exact_names=_end_models(kept),
    )


def _with_license(facts: pl.DataFrame) -> pl.DataFrame:
    """Add the license of the weights: what an entry states for its weights, else its one field for all licenses.

    Where the two read alike the field stands, which all entries have; so does it where the statement names no license
    ("Weights: not available").
    """
    field = with_license(facts.with_columns(trimmed("system.endmodellicense")), "system.endmodellicense")
    of_weights = _stated_licenses(field, "Weights")
    joined = pl.col("license_ids").list.sort().list.join(" ")
    stated = of_weights.select(joined.alias("_stated"), pl.col("license_raw").alias("_stated_raw"))
    both = pl.concat([field, stated], how="horizontal")
    is_other = (pl.col("_stated") != joined) & ~pl.col("_stated").str.contains(r"NOASSERTION|NONE")
    chosen = pl.when(is_other).then("_stated_raw").otherwise("system.endmodellicense").alias("_license")
    return with_license(both.with_columns(chosen), "_license").drop("_license", "_stated", "_stated_raw")


def _end_models(kept: pl.DataFrame) -> pl.DataFrame:
    """Return the model that each entry judges: an entry stands for a family ("OLMo") and moves on with its versions."""
    if "system.endmodelname" not in kept.columns:
        return kept.select("release_id", pl.lit(None, pl.String).alias("exact_name")).clear()
    named = kept.select("release_id", trimmed("system.endmodelname").alias("exact_name"))
    return named.filter(~pl.col("exact_name").str.to_lowercase().is_in(NO_END_MODELS))


def _access(columns: list[str]) -> pl.Expr:
    """Grade access by the weights of the end model and the tier of their license.

    ``partial`` weights can be had (behind a form, or as a difference to another model), so never without
    restriction. Where the license is unknown or unread, the grade is unknown too; that the weights can be
    downloaded still stands in ``components``. So is the grade of weights that were taken down: they are closed now,
    and were not when they were released.
    """
    weights, tier = pl.col(f"{_WEIGHTS}.class"), pl.col("license_tier")
    has_api = pl.col("api.class").is_in(["open", "partial"]) if "api.class" in columns else pl.lit(value=False)
    downloadable = weights.is_in(["open", "partial"])
    is_restricted = tier.is_in(["open_behavioral", "restricted_commercial"])
    grades = {
        "api": weights.is_in(["closed", WITHDRAWN]) & has_api,
        "unreleased": weights == "closed",
        "open_noncommercial": downloadable & (tier == "noncommercial"),
        "open_restricted": downloadable & (is_restricted | ((weights == "partial") & (tier == "open"))),
        "open_unrestricted": (weights == "open") & (tier == "open"),
    }
    return first_of(grades, "unknown")


def _components(kept: pl.DataFrame) -> pl.DataFrame:
    """Return the criteria of every entry.

    The license of the end model's weights is that of the release; those of training code and data are what
    ``licenses.stated`` says, in the 55 entries of 2026 that have it. A form for a new entry that nobody filled in has
    every class closed and neither link nor note: its criteria are missing, not closed.
    """
    judged = [criterion for criterion in CRITERIA if f"{criterion}.class" in kept.columns]
    untouched = _is_untouched(kept.columns, judged)
    stated = {label: _stated_licenses(kept, label) for label in set(STATED_FOR.values())}
    own = {_WEIGHTS: kept, "licenses": kept} | {name: stated[label] for name, label in STATED_FOR.items()}
    return pl.concat(
        kept.select(
            "release_id",
            pl.lit(criterion).alias("component"),
            pl.when(~untouched)
            .then(trimmed(f"{criterion}.class").replace_strict(STATUS, default="missing"))
            .otherwise(pl.lit("missing"))
            .alias("status"),
            *(own[criterion].select(LICENSE) if criterion in own else no_license()),
            first_link(f"{criterion}.link").alias("evidence_url"),
            _published(kept.columns, f"{criterion}.class").alias("published_status"),
        )
        for criterion in judged
    )


def _published(columns: list[str], column: str) -> pl.Expr:
    """Return the status that a corrected class had; null where it was not corrected."""
    if (kept := as_published(column)) not in columns:
        return pl.lit(None, pl.String)
    return pl.when(pl.col(kept).is_not_null()).then(trimmed(kept).replace_strict(STATUS, default="missing"))


def _is_untouched(columns: list[str], judged: list[str]) -> pl.Expr:
    """Say whether an entry is the form as it comes; never where the number of notes is not known."""
    if "noted" not in columns:
        return pl.lit(value=False)
    left_as_is = [
        pl.col(f"{name}.class").fill_null("closed").eq("closed") & pl.col(f"{name}.link").is_null() for name in judged
    ]
    return pl.all_horizontal(*left_as_is, (pl.col("noted") == "0").fill_null(value=False))


def _stated_licenses(kept: pl.DataFrame, label: str) -> pl.DataFrame:
    """Return the columns of ``LICENSE`` of one part of the release, one row an entry, in the same order."""
    piece = rf"(?s)(?:^|\s){label}: (.+?)\.?(?:\s+(?:Weights|Code|Data): |\s*$)"
    text = kept.get_column("licenses.stated") if "licenses.stated" in kept.columns else None
    if text is None:
        return kept.select(no_license())
    return match_column(text.str.extract(piece, 1)).select(LICENSE)


def _unused_values(kept: pl.DataFrame) -> list[dict]:
    log = log_dates(kept, "system.releasedate")
    overruled = pl.col("license_raw").ne_missing(trimmed("system.endmodellicense"))
    reason = pl.format("the entry states {} for its weights, and that is what is read", pl.col("license_raw"))
    log += log_where(kept, overruled, "system.endmodellicense", "overruled", reason)
    for criterion in CRITERIA:
        if (column := f"{criterion}.class") in kept.columns:
            log += log_others(kept, column, STATUS, "not open, partial or closed; treated as missing")
    log += log_others(kept, "contributor_type", SOURCE.types, "not a tag this reader knows")
    named = ([value.strip()] if value and value.strip() else [] for value in kept["national_origin"])
    log += log_makers(kept, "national_origin", named, spellings())
    return log + log_tags(kept, "system.type", map(_split, kept["system.type"]))


def _split(value: str | None) -> list[str]:
    return [part for part in _SEPARATOR.split(value.strip()) if part] if value else []
