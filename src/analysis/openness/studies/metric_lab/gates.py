"""Gates beside sums: what a release must have whatever its score, and what is closed behind a high one."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from openness.measures.concepts import with_concepts
from openness.measures.records import links
from openness.metrics import eosai_matrix, opening_up
from openness.metrics.base import NOT_JUDGED
from openness.metrics.mof import score as mof
from openness.metrics.osai import score as osai
from openness.metrics.osaid import score as osaid
from openness.sources import SOURCES
from openness.statistics.share_intervals import shares_by
from openness.studies.metric_lab import results
from openness.studies.metric_lab.names import in_words, with_heading
from openness.tables.schema import KEYS
from openness.words.numbers import percents

GATES = {
    "weights": ("base_weights", "weights"),
    "data": ("base_training_data", "training_data"),
    "code": ("training_code",),
    "license": ("license",),
}
"""Gate -> the concepts that must all pass it; of those, a source is asked for the ones it has a name for."""

HIGH = 0.5
"""Share of the points from which on a score is high."""

_PASSING = ("open", "partial")


def gates(components: pl.DataFrame, scores: pl.DataFrame) -> pl.DataFrame:
    """Return, beside every score, which gates the release passes and its weakest part."""
    known = with_concepts(components)
    wide = scores.with_columns((pl.col("score") / pl.col("score_max")).alias("score_share"))
    for gate, concepts in GATES.items():
        wide = wide.join(_passed(known, gate, concepts), on=KEYS, how="left", maintain_order="left")
    told = components.select(
        *KEYS,
        pl.col("component").alias("weakest_component"),
        pl.col("status").alias("weakest_status"),
        pl.col("evidence_url").alias("weakest_evidence_url"),
    )
    columns = [f"is_past_{gate}" for gate in GATES]
    failed = [pl.when(~pl.col(f"is_past_{gate}")).then(pl.lit(gate)) for gate in GATES]
    return wide.with_columns(
        pl.all_horizontal(columns).alias("is_past_all"), pl.concat_list(failed).list.drop_nulls().alias("failed_gates")
    ).join(told, on=[*KEYS, "weakest_component"], how="left", maintain_order="left")


def closed_behind(gated: pl.DataFrame, releases: pl.DataFrame, share: float = HIGH) -> pl.DataFrame:
    """Return how many releases with at least a share of the points fail each gate: what a sum hides.

    Intervals are by the developers of ``releases``.
    """
    names = [name for name in gated.columns if name.startswith("is_past_")]
    by = ["metric", "metric_version", "source", "vintage"]
    # A metric none of whose releases scores as high keeps its rows: that none does is an answer.
    high = pl.col("_high")
    asked = (
        gated.filter(~pl.col("is_stub"))
        .join(releases.select(*KEYS, "developer_id"), on=KEYS, how="left", maintain_order="left")
        .unpivot(names, index=[*by, "score_share", "developer_id"], variable_name="gate", value_name="is_past")
        .with_columns(
            (pl.col("score_share") >= share).fill_null(value=False).alias("_high"),
            pl.col("gate").str.strip_prefix("is_past_").replace("all", "any"),
            (~pl.col("is_past")).alias("is_failed"),
        )
    )
    counted = asked.group_by(*by, "gate", maintain_order=True).agg(
        high.sum().cast(pl.Int64).alias("high_count"),
        (high & pl.col("is_past").is_not_null()).sum().cast(pl.Int64).alias("n"),
        (high & ~pl.col("is_past")).sum().cast(pl.Int64).alias("failed_count"),
    )
    keys = [*by, "gate"]
    bounds = shares_by(asked.filter("_high"), keys, is_open="is_failed").select(*keys, "lower", "upper")
    return counted.join(bounds, on=keys, how="left", maintain_order="left")


def _passed(known: pl.DataFrame, gate: str, concepts: Sequence[str]) -> pl.DataFrame:
    """Return ``KEYS`` and whether a release passes a gate; null where nothing fails and something is not judged."""
    status = pl.col("status")
    is_past = pl.when(~status.is_in(list(NOT_JUDGED))).then(status.is_in(list(_PASSING)))
    needed = {name: len(set(source.concepts.values()) & set(concepts)) for name, source in SOURCES.items()}
    past = pl.col("_past")
    return (
        known.filter(pl.col("concept").is_in(list(concepts)))
        .with_columns(is_past.alias("_past"), pl.col("source").replace_strict(needed).alias("_needed"))
        .group_by(KEYS)
        .agg(
            pl.when((~past).any())
            .then(pl.lit(value=False))
            .when(past.count() == pl.col("_needed").first())
            .then(pl.lit(value=True))
            .alias(f"is_past_{gate}")
        )
    )


SUMS = tuple(one.NAME for one in (osai, opening_up, mof, osaid, eosai_matrix))
"""Metrics of whole releases; the others look at access alone, where no gate on data or code can be asked."""


def share_table(closed: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.GATE_SHARES` from :func:`closed_behind`."""
    kept = closed.filter(pl.col("metric").is_in(list(SUMS)))
    told = pl.struct("failed_count", "n", "lower", "upper").map_elements(_told, return_dtype=pl.String)
    wide = (
        with_heading(kept.with_columns(told.alias("told")))
        .sort(pl.col("metric").cast(pl.Enum(list(SUMS))), "source", maintain_order=True)
        .pivot("gate", index=["framework", "high_count"], values="told")
    )
    absent = [pl.lit(None, pl.String).alias(name) for name in results.GATE_SHARES.names if name not in wide.columns]
    return wide.with_columns(absent).select(results.GATE_SHARES.names)


def _told(row: dict[str, Any]) -> str | None:
    if not row["n"]:
        return None
    band = "" if row["lower"] is None else f" ({percents(row['lower'], row['upper'])})"
    return f"{row['failed_count']} of {row['n']}{band}"


def hidden_table(gated: pl.DataFrame, releases: pl.DataFrame, most: int = 20) -> pl.DataFrame:
    """Return :data:`results.HIDDEN`: the releases that score highest though they fail a gate."""
    found = gated.filter(
        pl.col("metric").is_in(list(SUMS)),
        ~pl.col("is_stub"),
        pl.col("score_share") >= HIGH,
        pl.col("failed_gates").list.len() > 0,
    )
    points = (pl.col(name).cast(pl.String).str.strip_suffix(".0") for name in ("score", "score_max"))
    return (
        with_heading(found)
        .join(releases.select(*KEYS, "release_name"), on=KEYS, how="left", maintain_order="left")
        .with_columns(
            pl.coalesce("release_name", "release_id").alias("release_name"),
            pl.format("{} of {}", *points).alias("score_label"),
            pl.col("failed_gates").list.join(", ").str.replace("license", "the license").alias("failed"),
            pl.struct("weakest_component", "metric")
            .map_elements(lambda row: in_words(row["weakest_component"], row["metric"]), return_dtype=pl.String)
            .alias("weakest_component"),
            links("weakest_evidence_url").alias("evidence"),
        )
        .sort("score_share", pl.col("failed_gates").list.len(), "release_id", descending=[True, True, False])
        .head(most)
        .select(results.HIDDEN.names)
    )
