"""Four definitions of open AI side by side: which of them a release fits, and where it first fails.

The definitions differ in which parts of a release they ask for (:data:`REQUIREMENTS`). That of open weights is common
use; that of the Open Source AI Definition is its own text. No text of the other two that says so in these terms was
found when this was written, so what is asked there is our reading of the comparison's order, from the laxest to the
strictest: the Open Atom Foundation (China) asks for weights and training code, the European proposal for the data
themselves on top of what the Open Source AI Definition asks. Both are data, to be changed once there is a text.

===================  =================================================================================================
part                 there, when
===================  =================================================================================================
weights              the final weights can be had, under whatever license (index: open or partial; tool: listed)
open_weights         they are under approved terms: clause ``parameters`` of the Open Source AI Definition
training_code        it is there under approved licenses: clause ``code``
data_composition     it is known what the data consist of: clause ``data_information``
data                 the training data are shared (index: of base and end model; tool: datasets under an open license)
===================  =================================================================================================
"""

from collections.abc import Mapping

import polars as pl

from openness.metrics.base import Metric, Records, finish
from openness.metrics.osaid import score as osaid
from openness.sources import SOURCES
from openness.sources.source import Source
from openness.tables.cases import first_of
from openness.tables.schema import KEYS

NAME = "eosai_matrix"
VERSION = "2026"
"""Year of our reading."""

REQUIREMENTS: Mapping[str, tuple[str, ...]] = {
    "open_weight": ("weights",),
    "open_atom": ("open_weights", "training_code"),
    "osaid": ("open_weights", "training_code", "data_composition"),
    "european_proposal": ("open_weights", "training_code", "data_composition", "data"),
}
"""Definition -> the parts it asks for, in the order in which the first failure is looked for."""

TITLES = {
    "open_weight": "Open weights",
    "open_atom": "Open Atom (China), our reading",
    "osaid": "Open Source AI Definition 1.0",
    "european_proposal": "European proposal, our reading",
}
YES, NO, UNKNOWN = "yes", "no", "unknown"

_OF_CLAUSE = {"parameters": "open_weights", "code": "training_code", "data_information": "data_composition"}
_OF_VERDICT = {osaid.PASS: YES, osaid.FAIL: NO, osaid.UNKNOWN: UNKNOWN}


def parts(records: Records) -> pl.DataFrame:
    """Return whether each part of each release is there."""
    clause = osaid.clauses(records).select(
        *KEYS,
        pl.col("clause").replace_strict(_OF_CLAUSE).alias("part"),
        pl.col("verdict").replace_strict(_OF_VERDICT).alias("is_there"),
    )
    found = [clause]
    for name in records.components["source"].unique(maintain_order=True):
        own, source = records.components.filter(source=name), SOURCES[name]
        found += [_weights(own, source), _data(own, source)]
    return pl.concat(found)


def _weights(components: pl.DataFrame, source: Source) -> pl.DataFrame:
    status = pl.col("status")
    return components.filter(pl.col("component").is_in(source.components("weights"))).select(
        *KEYS,
        pl.lit("weights").alias("part"),
        first_of({YES: status.is_in(source.there), NO: status == "closed"}, UNKNOWN).alias("is_there"),
    )


def _data(components: pl.DataFrame, source: Source) -> pl.DataFrame:
    status, wanted = pl.col("status"), source.components("base_training_data", "training_data")
    is_closed = status.is_in(["partial", "closed", "unlicensed"]).any()
    is_open = (status == "open").all() & (pl.len() == len(wanted))
    return (
        components.filter(pl.col("component").is_in(wanted))
        .group_by(KEYS, maintain_order=True)
        .agg(is_there=first_of({NO: is_closed, YES: is_open}, UNKNOWN))
        .select(*KEYS, pl.lit("data").alias("part"), "is_there")
    )


def matrix(records: Records) -> pl.DataFrame:
    """Return which definitions each release fits."""
    asked = pl.DataFrame(
        [(name, part, place) for name, needed in REQUIREMENTS.items() for place, part in enumerate(needed)],
        schema={"definition": pl.Enum(list(REQUIREMENTS)), "part": pl.String, "_place": pl.Int64},
        orient="row",
    )
    there, count = pl.col("is_there"), {name: len(needed) for name, needed in REQUIREMENTS.items()}
    has_all = pl.len() == pl.col("definition").first().replace_strict(count)
    return (
        parts(records)
        .join(asked, on="part", maintain_order="left")
        .sort(*KEYS, "definition", "_place")
        .group_by(*KEYS, "definition", maintain_order=True)
        .agg(
            fits=first_of({NO: (there == NO).any(), YES: (there == YES).all() & has_all}, UNKNOWN),
            first_failure=pl.col("part").filter(there == NO).first(),
        )
        .cast({"definition": pl.String})
    )


def score(records: Records) -> pl.DataFrame:
    """Score releases by the number of definitions they fit."""
    fits, name = pl.col("fits"), pl.col("definition")
    yes, unknown = (fits == YES).sum().cast(pl.Int64), (fits == UNKNOWN).sum().cast(pl.Int64)
    count = len(REQUIREMENTS)
    return finish(
        matrix(records)
        .group_by(KEYS, maintain_order=True)
        .agg(
            yes.alias("_least"),
            (yes + unknown).alias("_most"),
            name.filter(fits == NO).first().alias("first_failure"),
            (pl.len() - unknown).cast(pl.Int64).alias("judged_count"),
            pl.coalesce(name.filter(fits == NO).first(), name.filter(fits == YES).first()).alias("weakest_component"),
        )
        .with_columns(
            pl.when(pl.col("_least") == pl.col("_most")).then("_least").alias("score"),
            pl.when(pl.col("_least") == pl.col("_most"))
            .then(pl.format("{} of {}", "_least", pl.lit(count)))
            .otherwise(pl.format("{} to {} of {}", "_least", "_most", pl.lit(count)))
            .alias("label"),
        )
        .join(osaid.stubs(records.components), on=KEYS, how="left", maintain_order="left"),
        metric=NAME,
        metric_version=VERSION,
        score_max=count,
        criterion_count=count,
    )


METRIC = Metric(
    name=NAME,
    place=90,
    title="Four definitions side by side",
    short="Definitions",
    text="How many of four definitions of open AI a release fits, from open weights to shared data.",
    url="https://opensource.org/ai/open-source-ai-definition",
    score=score,
)
