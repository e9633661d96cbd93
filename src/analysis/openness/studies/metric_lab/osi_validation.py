"""Our verdicts under the Open Source AI Definition against those of the Open Source Initiative's own validation."""

import polars as pl

from openness.measures.records import links
from openness.metrics.base import Records
from openness.metrics.osaid import score as osaid
from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError
from openness.studies.metric_lab import results
from openness.studies.metric_lab.names import short_label
from openness.tables.schema import KEYS

PASSES, FAILS, OTHER_TERMS = "pass", "fail", "pass with other terms"
VERDICTS = (PASSES, FAILS, OTHER_TERMS)
AGREE, DIFFER, UNDECIDED = "agree", "differ", "undecided"
_COLUMNS = ("system", "verdict", "url", "release_id")


def read_validation() -> pl.DataFrame:
    """Return what the Open Source Initiative said of systems that it validated, and our records of them."""
    path = paths.raw() / "osi" / "validation.csv"
    try:
        found = pl.read_csv(path, infer_schema=False)
    except OSError as error:
        raise MissingFileError(f"{paths.shown(path)} cannot be read: {error.strerror}") from error
    if tuple(found.columns) != _COLUMNS:
        raise BadFileError(f"{paths.shown(path)} has the columns {found.columns}, expected {', '.join(_COLUMNS)}")
    if (bad := found.filter(~pl.col("verdict").is_in(list(VERDICTS)))).height:
        raise BadFileError(f"{paths.shown(path)} has the verdict {bad['verdict'][0]!r}, expected {', '.join(VERDICTS)}")
    return found


def against_osi(records: Records, validation: pl.DataFrame) -> pl.DataFrame:
    """Return our verdict on every record of a system that the Initiative validated, beside its own."""
    wanted = records.components.filter(pl.col("release_id").is_in(validation["release_id"].to_list()))
    own = Records(records.releases, wanted)
    clauses = osaid.clauses(own)
    verdict = pl.col("verdict")
    is_closed = (verdict == osaid.FAIL) & pl.col("because").str.contains("closed")
    told = (
        clauses.filter(verdict != osaid.PASS)
        .sort(verdict != osaid.FAIL, maintain_order=True)
        .group_by(KEYS, maintain_order=True)
        .agg(pl.col("because", "evidence_url").first())
    )
    closed = clauses.group_by(KEYS).agg(is_closed.any().alias("_is_closed"))
    score, theirs = pl.col("score"), pl.col("verdict")
    agrees = (
        pl.when(theirs == PASSES)
        .then(score == 1)
        .when(theirs == FAILS)
        .then(score == 0)
        .otherwise((score == 0) & ~pl.col("_is_closed"))
    )
    return (
        validation.join(osaid.score(own), on="release_id", maintain_order="left")
        .join(closed, on=KEYS, maintain_order="left")
        .join(told, on=KEYS, how="left", maintain_order="left")
        .with_columns(
            pl.when(score.is_null())
            .then(pl.lit(UNDECIDED))
            .when(agrees)
            .then(pl.lit(AGREE))
            .otherwise(pl.lit(DIFFER))
            .alias("relation")
        )
        .select(*_COLUMNS, "label", "relation", "because", "evidence_url")
    )


def table(compared: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.VALIDATION` from :func:`against_osi`."""
    return compared.with_columns(
        short_label(osaid.NAME).alias("label"),
        links("url", "verdict").alias("verdict"),
        links("evidence_url", "because").alias("because"),
    ).select(results.VALIDATION.names)
