"""Definitions of "open", each a rule from the processed tables to yes, no or unknown.

Which source can answer one, and why another cannot, the sources say. A release of which the source does not say enough
is null: it is counted as unknown and stands in no denominator.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from openness.licenses.clauses import verdicts
from openness.metrics.mof import score as mof
from openness.metrics.osai import score as osai
from openness.metrics.osaid import score as osaid
from openness.project.errors import BadValueError, UnknownNameError
from openness.sources import SOURCES
from openness.sources.common.licensed import expression_of
from openness.sources.source import Source
from openness.tables import schema
from openness.tables.schema import KEYS


@dataclass(frozen=True)
class Tables:
    """The processed tables that a rule may look at."""

    releases: pl.DataFrame
    components: pl.DataFrame
    scores: pl.DataFrame


@dataclass(frozen=True)
class Definition:
    """One meaning of "open"; a source that cannot support the metric it rests on cannot answer it either."""

    name: str  # on the command line
    title: str  # for charts
    text: str  # what counts as open, as a clause that follows "open means"
    rule: Callable[[Tables, Source], pl.DataFrame]  # tables of one source, and the source -> KEYS and is_open
    metric: str | None = None

    @property
    def sources(self) -> list[str]:
        """The sources that can answer it."""
        return [name for name, source in SOURCES.items() if self.name in source.definitions.given]

    def why_not(self, source: str) -> str | None:
        """Return why a source cannot answer it, where that is not plain."""
        if (found := SOURCES.get(source)) is None:
            return None
        return found.no_trend or found.definitions.why_not.get(self.name) or found.metrics.why_not.get(self.metric)


def definition(name: str, source: str | None = None) -> Definition:
    """Return a definition; refuse a name of none, and a source that cannot answer it."""
    if name not in DEFINITIONS:
        raise UnknownNameError("definition", name, DEFINITIONS)
    found = DEFINITIONS[name]
    if source is not None and source not in found.sources:
        answered = ", ".join(answered_by(source)) or "none"
        why = f" ({reason})" if (reason := found.why_not(source)) else ""
        raise BadValueError(f"source {source!r} cannot answer the definition {name!r}{why}; it answers {answered}")
    return found


def answered_by(source: str) -> list[str]:
    """Return the names of the definitions that a source can answer."""
    return [name for name, found in DEFINITIONS.items() if source in found.sources]


def answerable(name: str, source: str) -> str:
    """Return the name of a definition if a source can answer it, else of the first that it can, if any."""
    answered = answered_by(source)
    return name if name in answered or not answered else answered[0]


def judge(tables: Tables, name: str) -> pl.DataFrame:
    """Return the releases with ``is_open`` by a definition that all their sources can answer; null for unknown."""
    parts = []
    for source in tables.releases["source"].unique(maintain_order=True):
        rule = definition(name, source).rule
        own = [
            frame.filter(pl.col("source") == source) for frame in (tables.releases, tables.components, tables.scores)
        ]
        parts.append(own[0].join(rule(Tables(*own), SOURCES[source]), on=KEYS, how="left", maintain_order="left"))
    if not parts:
        return tables.releases.with_columns(pl.lit(None, pl.Boolean).alias("is_open"))
    return pl.concat(parts)


def _by_access(tables: Tables, grades: Sequence[str]) -> pl.DataFrame:
    """Open where ``access`` is one of the grades; unknown where it is unknown."""
    access = pl.col("access")
    return tables.releases.select(*KEYS, pl.when(access != "unknown").then(access.is_in(grades)).alias("is_open"))


def _by_components(tables: Tables, components: Sequence[str], there: Sequence[str] = ("open",)) -> pl.DataFrame:
    """Open where every component has one of the statuses; unknown where one that would decide is not judged."""
    judged = tables.components.filter(pl.col("component").is_in(components))
    status = pl.col("status")
    known = status.filter(~status.is_in(["missing", "not_applicable"]))
    return judged.group_by(KEYS, maintain_order=True).agg(
        pl.when((~known.is_in(there)).any())
        .then(pl.lit(value=False))
        .when(known.len() == len(components))
        .then(pl.lit(value=True))
        .alias("is_open")
    )


def _open_weights(tables: Tables, source: Source) -> pl.DataFrame:
    if source.grades_access:
        return _by_access(tables, schema.DOWNLOADABLE)
    return _by_components(tables, source.components("weights"), source.there)


def _by_license(tables: Tables, source: Source, is_open: pl.Expr) -> pl.DataFrame:
    """Open where the weights can be had and their license is; unknown where either is not known.

    Where a source does not say whether the weights can be had, those of all its releases can.
    """
    weights = source.components("weights")
    if not weights:
        return tables.releases.select(*KEYS, is_open.alias("is_open"))
    had = _by_components(tables, weights, source.there)
    return (
        tables.releases.join(had, on=KEYS, how="left", maintain_order="left")
        # Closed weights are not open whatever their license; open ones are what their license is.
        .select(*KEYS, (pl.col("is_open") & is_open).alias("is_open"))
    )


def _osi_license(tables: Tables, source: Source) -> pl.DataFrame:
    expression = expression_of(tables.releases.columns)
    known = tables.releases.select(expression.drop_nulls().unique()).to_series().to_list()
    approved = {one: verdicts.osi_approval(one) for one in known}
    return _by_license(tables, source, expression.replace_strict(approved, default=None, return_dtype=pl.Boolean))


def _tier_open(tables: Tables, source: Source) -> pl.DataFrame:
    tier = pl.col("license_tier")
    return _by_license(tables, source, pl.when(tier != "unspecified").then(tier == "open"))


def _by_score(tables: Tables, metric: str, is_open: pl.Expr) -> pl.DataFrame:
    return tables.scores.filter(pl.col("metric") == metric).select(*KEYS, is_open.alias("is_open"))


_HALF = pl.col("score") >= pl.col("score_max") / 2

DEFINITIONS = {
    found.name: found
    for found in (
        Definition(
            "open_weights",
            "Open weights",
            "the weights can be downloaded, under whatever license and after whatever form",
            _open_weights,
        ),
        Definition(
            "open_unrestricted",
            "Unrestricted weights",
            "the weights can be downloaded and their license restricts neither use nor users",
            lambda tables, _: _by_access(tables, ["open_unrestricted"]),
        ),
        Definition(
            "osi_license",
            "OSI-approved license",
            "the weights can be downloaded and every license of theirs (of alternatives, one) is approved by the Open "
            "Source Initiative",
            _osi_license,
        ),
        Definition(
            "tier_open",
            "Open license tier",
            "the weights can be downloaded under a license without a clause that fails the Open Source Definition",
            _tier_open,
        ),
        Definition(
            "osaid",
            "Open Source AI Definition 1.0",
            "code, data information and parameters all pass the Open Source AI Definition 1.0",
            # Neither passed nor failed is a score of null, and so unknown.
            lambda tables, _: _by_score(tables, osaid.NAME, pl.col("score") == 1),
            osaid.NAME,
        ),
        Definition(
            "mof_class_3_or_better",
            "MOF class III or better",
            "the Model Openness Framework puts the release in class III, II or I",
            lambda tables, _: _by_score(tables, mof.NAME, pl.col("score") >= 1),
            mof.NAME,
        ),
        Definition(
            "osai_half",
            "At least half of OSAI",
            "the release reaches at least half of the points of the European Open Source AI Index",
            # Of a stub nothing is known, whatever its sum of no points.
            lambda tables, _: _by_score(tables, osai.NAME, pl.when(~pl.col("is_stub")).then(_HALF)),
            osai.NAME,
        ),
        Definition(
            "training_data_open",
            "Open training data",
            "the training data are available, of base and end model where the source tells them apart",
            lambda tables, source: _by_components(tables, source.components("base_training_data", "training_data")),
        ),
        Definition(
            "training_code_open",
            "Open training code",
            "the training code is published under an open license (Epoch AI), in full (OSAI) or at a link (MTEB)",
            lambda tables, source: _by_components(tables, source.components("training_code")),
        ),
    )
}
"""All definitions of openness that a trend can use; one that no source answers has no trend yet."""
