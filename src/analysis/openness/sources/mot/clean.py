"""What the records of the Model Openness Tool mean here."""

from pathlib import Path

import polars as pl

from openness.sources.common.licensed import with_license
from openness.sources.common.log import log_where
from openness.sources.common.pieces import Pieces, sole_developer, with_columns_of
from openness.sources.common.published import first_link, modality, release_ids, trimmed, unknown_tags
from openness.sources.mot import SOURCE
from openness.sources.mot.read import BLANK_LICENSES, COMPONENTS
from openness.tables.cases import first_of

WEIGHTS = "Model parameters (Final)"
_LICENSE_COLUMNS = ("license.distribution.name", "license.code.name", "license.data.name", "license.document.name")

# "Component not include.", "Component Component not included", "Component not included but listed sources": what the
# license field says where a component is listed and does not exist.
NOT_INCLUDED = r"(?i)^\s*(?:component\s+)+not\s+included?\b"

UNSPECIFIED = r"(?i)^\s*license\s+not\s+specified\s*$"
PENDING = r"(?i)^\s*pending\s+evaluation\b"
"""What the license field said, until April 2025, of a component that nobody had looked at."""


def clean(facts: pl.DataFrame) -> Pieces:
    """Clean one vintage.

    ``release.date`` is the day of the record's last edit, so no release has a date. The tool says what is there and
    under which license, not how a release can be had, so access is unknown.
    """
    facts = with_columns_of(facts, _needed()).with_columns(
        pl.coalesce(trimmed("release.name"), "file").alias("release_name"),
        # Three names stand in two records each; a file is a record for good.
        pl.Series("release_id", release_ids(SOURCE.name, (Path(name).stem for name in facts["file"])), dtype=pl.String),
    )
    components = _components(facts)
    kept = _with_license_of_weights(facts, components).with_columns(
        pl.lit(None, pl.Datetime("us")).alias("release_date"),
        pl.lit("none").alias("date_precision"),
        pl.Series("modality", [modality([tag or ""]) for tag in facts["release.type"]], dtype=pl.String),
        pl.lit(None, pl.Int64).alias("parameter_count"),
        pl.lit("unknown").alias("access"),
    )
    return Pieces(
        releases=kept,
        components=components,
        developers=sole_developer(kept, trimmed("release.producer")),
        lists=kept.select("release_id", pl.lit("all").alias("list")),
        log=_unused_values(kept),
    )


def _needed() -> list[str]:
    parts = [
        f"{component}.{part}" for component in COMPONENTS for part in ("license", "license_path", "component_path")
    ]
    return [*_LICENSE_COLUMNS, *parts, "release.type", BLANK_LICENSES]


def _with_license_of_weights(facts: pl.DataFrame, components: pl.DataFrame) -> pl.DataFrame:
    there = pl.when(pl.col("status") != "missing").then(trimmed("license_raw"))
    weights = components.filter(component=WEIGHTS).select("release_id", there.alias("license_raw"))
    # Weights that nobody has looked at have no row, and so no license.
    return with_license(facts.join(weights, on="release_id", how="left", maintain_order="left"), "license_raw")


def license_of(component: str) -> tuple[pl.Expr, pl.Expr]:
    """Return a component's license as the tool takes it, and where it stands."""
    kind = COMPONENTS[component]
    own, by_type, for_all = f"{component}.license", f"license.{kind}.name", "license.distribution.name"
    is_blank = _listed(BLANK_LICENSES, component)
    places = {"own": is_blank | pl.col(own).is_not_null(), kind: pl.col(by_type).is_not_null()}
    place = first_of(places | {"distribution": pl.col(for_all).is_not_null()}, "none")
    return pl.when(~is_blank).then(pl.coalesce(own, by_type, for_all)), place


def _components(facts: pl.DataFrame) -> pl.DataFrame:
    """Return all 17 components of every release; ``license_from`` says where the license of each stands.

    missing: not listed, or listed with a license field that says it is not included, which then stands in
    ``license_raw``. unlicensed: listed, without a license anywhere or said to have none. open: under a license of the
    open tier. closed: under any other license, which the tool calls invalid; a license that is not recognized is one
    of them, as it is for the tool. What was said to be pending evaluation has no row: nothing is known of it.
    """
    stacked = pl.concat(_one_component(facts, component) for component in COMPONENTS).filter(
        ~pl.col("license_raw").str.contains(PENDING).fill_null(value=False)
    )
    is_out = pl.col("license_raw").str.contains(NOT_INCLUDED).fill_null(value=False)
    is_blank = pl.col("license_raw").str.strip_chars().fill_null("") == ""
    is_blank |= pl.col("license_raw").str.contains(UNSPECIFIED).fill_null(value=False)
    status = {
        "missing": ~pl.col("_is_listed") | is_out,
        "unlicensed": is_blank | (pl.col("license_ids").list.join("+") == "NONE"),
        "open": pl.col("license_tier") == "open",
    }
    judged = with_license(stacked, "license_raw").with_columns(status=first_of(status, "closed"))
    return judged.sort("release_id", maintain_order=True)


def _one_component(facts: pl.DataFrame, component: str) -> pl.DataFrame:
    license_, place = license_of(component)
    is_listed = pl.col("_is_listed")
    return facts.select(
        "release_id",
        pl.lit(component).alias("component"),
        _listed("components", component).alias("_is_listed"),
        license_.alias("license_raw"),
        place.alias("license_from"),
        pl.coalesce(first_link(f"{component}.component_path"), first_link(f"{component}.license_path")).alias(
            "evidence_url"
        ),
    ).with_columns(pl.when(is_listed).then("license_raw"), pl.when(is_listed).then("license_from"))


def _listed(column: str, component: str) -> pl.Expr:
    return pl.col(column).str.split("|").list.contains(component).fill_null(value=False)


def _unused_values(kept: pl.DataFrame) -> list[dict]:
    strange = pl.Series([bool(unknown_tags([tag or ""])) for tag in kept["release.type"]], dtype=pl.Boolean)
    log = log_where(kept, pl.lit(strange), "release.type", "unrecognized", "not a tag this reader knows")
    reason = "says that the component is not included; treated as missing"
    pending = "says that nobody has looked at the component; nothing is known of it"
    for column in (f"{component}.license" for component in COMPONENTS):
        log += log_where(kept, pl.col(column).str.contains(NOT_INCLUDED), column, "unrecognized", reason)
        log += log_where(kept, pl.col(column).str.contains(PENDING), column, "unrecognized", pending)
    return log
