"""Definitions of "open", each a rule from the processed tables to yes, no or unknown.

A rule names the sources that can answer it. A release of which the source does not say enough is null: it is
counted as unknown and stands in no denominator.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from openness.licenses.clauses import verdicts
from openness.metrics.mof import score as mof
from openness.metrics.osaid import score as osaid
from openness.project.errors import BadValueError, UnknownNameError
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
    """One meaning of "open".

    Attributes
    ----------
    name
        Name on the command line.
    title
        Short title for charts.
    text
        What counts as open, as a clause that follows "open means".
    rules
        Source -> rule, from tables to a frame of ``KEYS`` and ``is_open``.
    reasons
        Source without a rule -> why it has none, where that is not plain.
    """

    name: str
    title: str
    text: str
    rules: dict[str, Callable[[Tables], pl.DataFrame]]
    reasons: dict[str, str] = field(default_factory=dict)


NO_TREND = {
    "mot": "its only date is the day of a record's last edit, so nothing is known of when a release came out",
    "fmti": "it judges developers in waves, not releases by date, and the wave of 2025 asks other questions",
}
"""Source that can answer no definition over time -> why."""


def definition(name: str, source: str | None = None) -> Definition:
    """Return a definition.

    Raises
    ------
    UnknownNameError
        There is none of that name.
    BadValueError
        The source cannot answer it.
    """
    if name not in DEFINITIONS:
        raise UnknownNameError("definition", name, DEFINITIONS)
    found = DEFINITIONS[name]
    if source is not None and source not in found.rules:
        answered = ", ".join(answered_by(source)) or "none"
        reason = NO_TREND.get(source) or found.reasons.get(source)
        why = f" ({reason})" if reason else ""
        raise BadValueError(f"source {source!r} cannot answer the definition {name!r}{why}; it answers {answered}")
    return found


def answered_by(source: str) -> list[str]:
    """Return the names of the definitions that a source can answer."""
    return [name for name, found in DEFINITIONS.items() if source in found.rules]


def answerable(name: str, source: str) -> str:
    """Return the name of a definition if a source can answer it, else of the first that it can, if any."""
    answered = answered_by(source)
    return name if name in answered or not answered else answered[0]


def judge(tables: Tables, name: str) -> pl.DataFrame:
    """Say of every release whether it is open by a definition.

    Parameters
    ----------
    tables
        Processed tables; releases may be of several sources and vintages.
    name
        Name of a definition that every source in ``releases`` can answer.

    Returns
    -------
    polars.DataFrame
        ``tables.releases`` with ``is_open``: true, false, or null for unknown.
    """
    parts = []
    for source in tables.releases["source"].unique(maintain_order=True):
        rule = definition(name, source).rules[source]
        own = [
            frame.filter(pl.col("source") == source) for frame in (tables.releases, tables.components, tables.scores)
        ]
        parts.append(own[0].join(rule(Tables(*own)), on=KEYS, how="left", maintain_order="left"))
    if not parts:
        return tables.releases.with_columns(pl.lit(None, pl.Boolean).alias("is_open"))
    return pl.concat(parts)


def _by_access(*grades: str) -> Callable[[Tables], pl.DataFrame]:
    """Open where ``access`` is one of the grades; unknown where it is unknown."""

    def rule(tables: Tables) -> pl.DataFrame:
        access = pl.col("access")
        return tables.releases.select(
            *KEYS, pl.when(access != "unknown").then(access.is_in(list(grades))).alias("is_open")
        )

    return rule


def _by_components(*components: str, open_: tuple[str, ...] = ("open",)) -> Callable[[Tables], pl.DataFrame]:
    """Open where every component has one of the statuses; unknown where one that would decide is not judged."""

    def rule(tables: Tables) -> pl.DataFrame:
        judged = tables.components.filter(pl.col("component").is_in(list(components)))
        status = pl.col("status")
        known = status.filter(~status.is_in(["missing", "not_applicable"]))
        return judged.group_by(KEYS, maintain_order=True).agg(
            pl.when((~known.is_in(list(open_))).any())
            .then(pl.lit(value=False))
            .when(known.len() == len(components))
            .then(pl.lit(value=True))
            .alias("is_open")
        )

    return rule


def _by_license(is_open: pl.Expr, weights: str | None) -> Callable[[Tables], pl.DataFrame]:
    """Open where the weights can be had and their license is; unknown where either is not known.

    ``weights`` is the component that says whether they can be had; None for a source that lists no others.
    """

    def rule(tables: Tables) -> pl.DataFrame:
        if weights is None:
            return tables.releases.select(*KEYS, is_open.alias("is_open"))
        had = _by_components(weights, open_=("open", "partial"))(tables)
        return (
            tables.releases.join(had, on=KEYS, how="left", maintain_order="left")
            # Closed weights are not open whatever their license; open ones are what their license is.
            .select(*KEYS, (pl.col("is_open") & is_open).alias("is_open"))
        )

    return rule


WEIGHTS = {"osai": "weights_endmodel", "mteb": "weights", "hub": None}
"""Source with licenses -> its component of weights, None where every release's weights can be downloaded."""


def _by_osi_license(weights: str | None) -> Callable[[Tables], pl.DataFrame]:
    def rule(tables: Tables) -> pl.DataFrame:
        known = tables.releases["license_ids"].explode(empty_as_null=True).drop_nulls().unique().to_list()
        approved = {one: verdicts.osi_approval(one) for one in known}
        each = pl.element().replace_strict(approved, return_dtype=pl.Boolean)
        every = pl.col("license_ids").list.eval(each.all(ignore_nulls=False)).list.first()
        return _by_license(every, weights)(tables)

    return rule


def _osai_half(tables: Tables) -> pl.DataFrame:
    scored = tables.scores.filter(pl.col("metric") == "osai")
    # Of a stub nothing is known, whatever its sum of no points.
    half = pl.when(~pl.col("is_stub")).then(pl.col("score") >= pl.col("score_max") / 2)
    return scored.select(*KEYS, half.alias("is_open"))


def _osaid(tables: Tables) -> pl.DataFrame:
    # Neither passed nor failed is a score of null, and so unknown.
    return tables.scores.filter(pl.col("metric") == osaid.NAME).select(*KEYS, (pl.col("score") == 1).alias("is_open"))


_TIER_OPEN = pl.when(pl.col("license_tier") != "unspecified").then(pl.col("license_tier") == "open")

_FEW_LICENSES = {"models_dev": "it states a license for four models only"}

DEFINITIONS = {
    found.name: found
    for found in (
        Definition(
            "open_weights",
            "Open weights",
            "the weights can be downloaded, under whatever license and after whatever form",
            {
                "epoch": _by_access(*schema.DOWNLOADABLE),
                "osai": _by_components("weights_endmodel", open_=("open", "partial")),
                "mteb": _by_components("weights"),
                "models_dev": _by_components("weights"),
            },
            {"hub": "every model on the Hub can be downloaded"},
        ),
        Definition(
            "open_unrestricted",
            "Unrestricted weights",
            "the weights can be downloaded and their license restricts neither use nor users",
            {source: _by_access("open_unrestricted") for source in ("epoch", "osai", "hub", "mteb")},
            _FEW_LICENSES,
        ),
        Definition(
            "osi_license",
            "OSI-approved license",
            "the weights can be downloaded and every license of theirs is approved by the Open Source Initiative",
            {source: _by_osi_license(weights) for source, weights in WEIGHTS.items()},
            _FEW_LICENSES,
        ),
        Definition(
            "tier_open",
            "Open license tier",
            "the weights can be downloaded under a license without a clause that fails the Open Source Definition",
            {source: _by_license(_TIER_OPEN, weights) for source, weights in WEIGHTS.items()},
            _FEW_LICENSES,
        ),
        Definition(
            "osaid",
            "Open Source AI Definition 1.0",
            "code, data information and parameters all pass the Open Source AI Definition 1.0",
            {"osai": _osaid},
            dict(osaid.METRIC.reasons),
        ),
        Definition(
            "mof_class_3_or_better",
            "MOF class III or better",
            "the Model Openness Framework puts the release in class III, II or I",
            {},
            {**mof.METRIC.reasons, **NO_TREND},
        ),
        Definition(
            "osai_half",
            "At least half of OSAI",
            "the release reaches at least half of the points of the European Open Source AI Index",
            {"osai": _osai_half},
        ),
        Definition(
            "training_data_open",
            "Open training data",
            "the training data are available, of base and end model where the source tells them apart",
            {
                "osai": _by_components("datasources_basemodel", "datasources_endmodel"),
                "mteb": _by_components("training_data"),
            },
        ),
        Definition(
            "training_code_open",
            "Open training code",
            "the training code is published under an open license (Epoch AI), in full (OSAI) or at a link (MTEB)",
            {
                "epoch": _by_components("training_code"),
                "osai": _by_components("trainingcode"),
                "mteb": _by_components("training_code"),
            },
        ),
    )
}
"""All definitions of openness that a trend can use; one without a rule is not answered by any source yet."""
