"""Our verdicts under the Open Source AI Definition against those of the Open Source Initiative's own validation.

Only a record of the system that the Initiative judged says anything. An entry of the Index moves on with its family
(Falcon is Falcon-H1R, Grok is Grok 2), so a record is compared if its family, one named generation of one developer's
models, is the one that was judged; else it stands there with the reason why it is not.
"""

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
AGREE, DIFFER, UNDECIDED, OTHER_MODEL = "agree", "differ", "undecided", "not comparable"
_COLUMNS = ("system", "family", "verdict", "url", "release_id")


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


def against_osi(records: Records, validation: pl.DataFrame, families: pl.DataFrame) -> pl.DataFrame:
    """Return our verdict on every record of a system that the Initiative validated, beside its own.

    ``families`` is the table ``release_families`` of the records' editions.
    """
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
    judged = validation.join(osaid.score(own), on="release_id", maintain_order="left").join(
        families.select(*KEYS, pl.col("release_family_id").alias("_family")),
        on=KEYS,
        how="left",
        maintain_order="left",
    )
    is_other = pl.col("_family").ne_missing(pl.col("family"))
    other = pl.format(
        "in the edition of {} it is {}, not {}", "vintage", pl.col("_family").fill_null("of no family"), "family"
    )
    return (
        judged.join(closed, on=KEYS, maintain_order="left")
        .join(told, on=KEYS, how="left", maintain_order="left")
        .with_columns(
            pl.when(is_other)
            .then(pl.lit(OTHER_MODEL))
            .when(score.is_null())
            .then(pl.lit(UNDECIDED))
            .when(agrees)
            .then(pl.lit(AGREE))
            .otherwise(pl.lit(DIFFER))
            .alias("relation"),
            pl.when(is_other).then(other).otherwise("because").alias("because"),
            pl.when(~is_other).then("evidence_url").alias("evidence_url"),
        )
        .sort(pl.col("relation") == OTHER_MODEL, maintain_order=True)
        .select(*_COLUMNS, "label", "relation", "because", "evidence_url")
    )


def table(compared: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.VALIDATION` from :func:`against_osi`."""
    return compared.with_columns(
        pl.when(pl.col("relation") != OTHER_MODEL).then(short_label(osaid.NAME)).otherwise(pl.lit("–")).alias("label"),
        links("url", "verdict").alias("verdict"),
        links("evidence_url", "because").alias("because"),
    ).select(results.VALIDATION.names)
