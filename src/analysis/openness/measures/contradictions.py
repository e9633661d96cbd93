"""Where sources contradict each other on one model: who says what, with a link.

A statement is what the newest whole edition of a source says of one fact of one release. Two statements of different
sources on the same release family contradict each other if they differ and are about the same size. Where no size of
the one can be told from the other's, the sources contradict each other only if nothing that the one says of any release
of the family is said by the other: a family may well have an open and a closed size.
"""

from collections.abc import Callable

import polars as pl

from openness.measures import results
from openness.measures.concepts import with_concepts
from openness.measures.definitions import DEFINITIONS, Tables, judge
from openness.measures.records import record_links
from openness.sources import SOURCES
from openness.tables.schema import KEYS

WEIGHTS, LICENSE, DATA, CODE, DATE = FACTS = ("weights", "license", "training_data", "training_code", "release_date")
"""What sources can contradict each other on."""

FACT_NAMES = {
    WEIGHTS: "Whether weights can be downloaded",
    LICENSE: "The license of the weights",
    DATA: "Whether training data are available",
    CODE: "Whether training code is available",
    DATE: "The day of release",
}

NEAR_SIZE = 1.15
"""Sizes within this factor of each other are one size: publishers count parameters differently."""

FAR_DAYS = 92
"""Days of release further apart than a quarter contradict each other."""

_UNREAD = ("NOASSERTION", "LicenseRef-custom", "LicenseRef-various")
_THERE = {"open": "available", "partial": "available", "closed": "not available"}


def statements(frames: Tables, families: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.STATEMENTS` of releases of one edition of each source."""
    own = frames.releases.join(families.select(*KEYS, "release_family_id"), on=KEYS, maintain_order="left")
    own = own.filter(pl.col("release_family_id").is_not_null())
    links = with_concepts(frames.components).filter(pl.col("evidence_url").is_not_null())
    pages = record_links(own).select(*KEYS, "record_url")
    named = own.join(pages.unique(KEYS), on=KEYS, how="left", maintain_order="left")
    parts = [
        make(frames, named).with_columns(pl.lit(fact).alias("fact")).filter(pl.col("said").is_not_null())
        for fact, make in _MADE.items()
    ]
    found = pl.concat([part.select(*KEYS, "fact", "said", "_days") for part in parts])
    concept = pl.col("fact").replace(LICENSE, WEIGHTS)
    first = links.group_by(*KEYS, "concept", maintain_order=True).agg(pl.col("evidence_url").first())
    return (
        found.join(named.select(*KEYS, "release_family_id", "release_name", "parameter_count", "record_url"), on=KEYS)
        .join(first, left_on=[*KEYS, concept], right_on=[*KEYS, "concept"], how="left", maintain_order="left")
        .with_columns(pl.coalesce("evidence_url", "record_url").alias("link"))
        .sort("release_family_id", "fact", "source", "release_id")
        .select(*results.STATEMENTS.names, "_days")
    )


def contradictions(said: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.CONTRADICTIONS`: the statements that are contradicted, those on the same size first."""
    pairs = said.join(said, on=["release_family_id", "fact"], suffix="_other").filter(
        pl.col("source") < pl.col("source_other")
    )
    sizes = [pl.col(f"parameter_count{suffix}") for suffix in ("", "_other")]
    # Null where either size is unknown: the largest of several leaves nulls out.
    ratio = pl.max_horizontal(sizes[0] / sizes[1], sizes[1] / sizes[0])
    same_name = _folded("release_name") == _folded("release_name_other")
    pairs = pairs.with_columns(
        ((ratio <= NEAR_SIZE).fill_null(value=False) | same_name).alias("_same"),
        pl.when(pl.col("fact") == DATE)
        .then((pl.col("_days") - pl.col("_days_other")).abs() > FAR_DAYS)
        .otherwise(pl.col("said") != pl.col("said_other"))
        .alias("_differ"),
    )
    both = ["release_family_id", "fact", "source", "source_other"]
    sided = pairs.with_columns(
        pl.col("_same").any().over(both).alias("_has_same"), pl.col("_differ").all().over(both).alias("_all_differ")
    )
    same = pl.col("_same") & pl.col("_differ")
    # Dates of different sizes may well differ.
    whole = ~pl.col("_has_same") & pl.col("_all_differ") & (pl.col("fact") != DATE)
    found = sided.filter(same | whole)
    ends = [
        found.select("fact", "release_family_id", "_same", *(pl.col(f"{name}{suffix}").alias(name) for name in _ONE))
        for suffix in ("", "_other")
    ]
    order = pl.col("fact").replace_strict({fact: i for i, fact in enumerate(FACTS)}, return_dtype=pl.Int64)
    return (
        pl.concat(ends)
        .group_by("release_family_id", "fact", *_ONE)
        .agg(pl.col("_same").any().alias("is_same_size"))
        .sort(
            pl.col("is_same_size").any().over("release_family_id", "fact"),
            order,
            "release_family_id",
            "source",
            "release_name",
            descending=[True, False, False, False, False],
        )
        .select(results.CONTRADICTIONS.names)
    )


_ONE = ["source", "vintage", "release_id", "release_name", "parameter_count", "said", "link"]


def _folded(column: str) -> pl.Expr:
    return pl.col(column).str.to_lowercase().str.replace_all(r"[^a-z0-9.]", "")


def _weights(frames: Tables, releases: pl.DataFrame) -> pl.DataFrame:
    answered = DEFINITIONS["open_weights"].sources
    own = Tables(releases.filter(pl.col("source").is_in(answered)), frames.components, frames.scores)
    is_open = pl.col("is_open")
    said = pl.when(is_open).then(pl.lit("can be downloaded")).when(~is_open).then(pl.lit("cannot be downloaded"))
    return judge(own, "open_weights").select(*KEYS, said.alias("said"), _NO_DAYS)


def _license(_frames: Tables, releases: pl.DataFrame) -> pl.DataFrame:
    ids = pl.col("license_ids")
    unread = ids.list.eval(pl.element().is_in(_UNREAD) | pl.element().str.ends_with("-unspecified")).list.any()
    known = (ids.list.len() > 0) & ~unread
    said = pl.when(known).then(ids.list.sort().list.join(" + ").replace({"NONE": "no license"}))
    return releases.select(*KEYS, said.alias("said"), _NO_DAYS)


def _part(concept: str) -> Callable[[Tables, pl.DataFrame], pl.DataFrame]:
    def made(frames: Tables, releases: pl.DataFrame) -> pl.DataFrame:
        judged = with_concepts(frames.components).filter(concept=concept)
        # What lies under a license that is not open is there all the same.
        there = {name for name, source in SOURCES.items() if source.judges == "license"}
        status = pl.when(pl.col("source").is_in(list(there)) & (pl.col("status") == "closed"))
        said = status.then(pl.lit("available")).otherwise(
            pl.col("status").replace_strict(_THERE, default=None, return_dtype=pl.String)
        )
        return (
            judged.with_columns(said.alias("said"))
            .group_by(KEYS, maintain_order=True)
            .agg(pl.when(pl.col("said").n_unique() == 1).then(pl.col("said").first()).alias("said"))
            .join(releases.select(KEYS), on=KEYS, how="semi")
            .select(*KEYS, "said", _NO_DAYS)
        )

    return made


def _date(_frames: Tables, releases: pl.DataFrame) -> pl.DataFrame:
    dated = [name for name, source in SOURCES.items() if source.dates_releases]
    day = pl.col("release_date")
    known = (pl.col("date_precision") == "day") & pl.col("source").is_in(dated)
    return releases.select(
        *KEYS,
        pl.when(known).then(day.dt.strftime("%Y-%m-%d")).alias("said"),
        pl.when(known).then(day.dt.epoch("d")).cast(pl.Int64).alias("_days"),
    )


_NO_DAYS = pl.lit(None, pl.Int64).alias("_days")
_MADE = {WEIGHTS: _weights, LICENSE: _license, DATA: _part("training_data"), CODE: _part("training_code"), DATE: _date}
