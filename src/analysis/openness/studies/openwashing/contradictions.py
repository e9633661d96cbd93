"""Where a publisher's own grade of openness and the license of a release say different things."""

from __future__ import annotations

import polars as pl

from openness.licenses.clauses import catalog, verdicts
from openness.licenses.clauses.judge import UNSPECIFIED
from openness.licenses.strings.match import match_column
from openness.measures.records import record_links
from openness.sources.osai import SOURCE as INDEX
from openness.studies.openwashing import results
from openness.studies.openwashing.evidence import named_links
from openness.studies.openwashing.practice import Frames, license_not_open
from openness.tables.schema import KEYS

_SHOWN = ("source", "release_name", "grade", "license", "license_tier", "urls")


def contradictions(releases: pl.DataFrame, components: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.CONTRADICTIONS`."""
    found = pl.concat([_of_access(releases), _of_licenses(releases, components)])
    evidence = [named_links(urls) for urls in found["urls"]]
    return found.drop("urls").with_columns(
        pl.Series("evidence", evidence, dtype=results.CONTRADICTIONS.schema["evidence"])
    )


def _of_access(releases: pl.DataFrame) -> pl.DataFrame:
    """Return the releases graded open and unrestricted, of whose weights a license is noted that is not open."""
    texts = {name: one.url for name, one in catalog.records().items()}
    noted = (
        releases.filter(access="open_unrestricted")
        .with_columns(pl.col("license_noted").str.extract_all(r"[^;]+ \[weights\]").alias("license"))
        .explode("license", empty_as_null=True)
        .filter(pl.col("license").is_not_null())
        .with_columns(pl.col("license").str.strip_suffix(" [weights]").str.strip_chars())
        .sort("release_id", "vintage")
    )
    known = match_column(noted["license"].unique()).select(
        pl.col("license_raw").alias("license"), pl.col("weights_license_ids").cast(pl.List(pl.String)).alias("ids")
    )
    tiers = pl.Series("license_tier", [verdicts.tier(ids) for ids in known["ids"]], dtype=pl.String)
    return (
        noted.drop("license_tier")
        .join(known.with_columns(tiers), on="license", how="left", maintain_order="left")
        .filter(~pl.col("license_tier").is_in(["open", UNSPECIFIED]))
        .with_columns(
            grade=pl.lit("open weights, unrestricted"),
            urls=pl.col("ids").list.eval(pl.element().replace_strict(texts, default=None)).list.drop_nulls(),
        )
        .select(_SHOWN)
    )


def _of_licenses(releases: pl.DataFrame, components: pl.DataFrame) -> pl.DataFrame:
    """Return the releases whose licenses the index grades open and we do not, or the other way round."""
    index = releases.filter(source=INDEX.name)
    is_not = pl.col("license_not_open")
    return (
        index.join(components.filter(component="licenses").select(*KEYS, "status", "evidence_url"), on=KEYS)
        .join(license_not_open(Frames.of_licenses(index), "tier"), on=KEYS)
        .join(record_links(index), on=KEYS)
        .filter((is_not & (pl.col("status") == "open")) | (~is_not & (pl.col("status") == "closed")))
        .with_columns(
            grade=pl.format("license {}", "status"),
            license=pl.col("license_raw"),
            urls=pl.concat_list("record_url", "evidence_url").list.drop_nulls(),
        )
        .sort(~is_not, "release_name")
        .select(_SHOWN)
    )
