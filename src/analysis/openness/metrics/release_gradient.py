"""The gradient of release: six levels of access to a system, from fully closed to fully open.

Source of the levels: Solaiman, I., 2023, The Gradient of Generative AI Release, FAccT,
https://doi.org/10.1145/3593013.3593981 (arXiv 2302.04844). They are about what can be reached, not about licenses.

- *Gradual or staged access* is a plan over time that no source here records, so nothing is ever put there.
- *Fully open* asks for every component. The European Open Source AI Index and MTEB judge weights, training data and
  training code; a release of theirs with all of them open is fully open. The others judge the weights at most: what can
  be downloaded stays at *downloadable*, and the label says that fully open is not told apart.
- The Index and MTEB say of closed weights at most whether there is an API. Closed weights without one are unknown: the
  system may be hosted, staged, or closed.
"""

import polars as pl

from openness.metrics.base import NOT_JUDGED, Metric, Records, no_scores, ordinal
from openness.sources import SOURCES
from openness.sources.source import Source
from openness.tables import schema
from openness.tables.schema import KEYS

NAME = "release_gradient"
VERSION = "2023"

LEVELS = ("fully closed", "gradual or staged", "hosted", "cloud or API", "downloadable", "fully open")
"""Levels from 0 to 5, as the paper orders them."""

CLOSED, HOSTED, API, DOWNLOADABLE, FULLY_OPEN = (
    LEVELS.index(name) for name in ("fully closed", "hosted", "cloud or API", "downloadable", "fully open")
)
_OF_ACCESS = {"unreleased": CLOSED, "hosted": HOSTED, "api": API} | dict.fromkeys(schema.DOWNLOADABLE, DOWNLOADABLE)


_WORST_FIRST = {"closed": 0, "partial": 1, "open": 2}


def score(records: Records) -> pl.DataFrame:
    """Score releases; ``score`` is the place in LEVELS, null where the level is unknown."""
    names = records.releases["source"].unique(maintain_order=True)
    return pl.concat([no_scores(), *(_of(SOURCES[name], records.of(name)) for name in names)])


def _of(source: Source, records: Records) -> pl.DataFrame:
    level, has_all = pl.col("_level"), pl.col("_are_parts_judged")
    return ordinal(
        _with_parts(records, source)
        .with_columns(_level(source).alias("_level"))
        .with_columns(
            (level.is_not_null().cast(pl.Int64) + (level.is_not_null() & has_all)).alias("judged_count"),
            pl.when(level < DOWNLOADABLE)
            .then(pl.lit("access"))
            .when(level >= DOWNLOADABLE)
            .then("_weakest")
            .alias("weakest_component"),
            (level.is_null() & pl.col("_weights").is_in(list(NOT_JUDGED)).fill_null(value=True)).alias("is_stub"),
        ),
        metric=NAME,
        version=VERSION,
        levels=LEVELS,
        criterion_count=2,
        note=pl.when((level == DOWNLOADABLE) & ~has_all).then(pl.lit(" (fully open is not told apart)")),
    )


def parts_of(source: Source) -> tuple[str, ...]:
    """Return what must all be open for a release to be fully open; nothing where the source does not judge it all."""
    kinds = [source.components(*concepts) for concepts in _PARTS]
    return tuple(component for kind in kinds for component in kind) if all(kinds) else ()


_PARTS = (("base_weights", "weights"), ("base_training_data", "training_data"), ("training_code",))


def _level(source: Source) -> pl.Expr:
    by_access = pl.col("access").replace_strict(_OF_ACCESS, default=None, return_dtype=pl.Int64)
    if source.grades_access:
        return by_access
    is_downloadable = pl.col("_weights").is_in(source.there)
    return (
        pl.when(is_downloadable & pl.col("_are_parts_open"))
        .then(pl.lit(FULLY_OPEN, pl.Int64))
        .when(is_downloadable)
        .then(pl.lit(DOWNLOADABLE, pl.Int64))
        .when((pl.col("_weights") == "closed") & (pl.col("access") == "api"))
        .then(pl.lit(API, pl.Int64))
    )


def _with_parts(records: Records, source: Source) -> pl.DataFrame:
    """Return the releases with what their components say; nothing where the source judges none."""
    status, component = pl.col("status"), pl.col("component")
    parts = parts_of(source)
    is_whole = pl.len() == len(parts)
    together = (
        records.components.filter(component.is_in(parts))
        .group_by(KEYS, maintain_order=True)
        .agg(
            ((status == "open").all() & is_whole).alias("_are_parts_open"),
            (status.is_in(list(_WORST_FIRST)).all() & is_whole).alias("_are_parts_judged"),
            component.sort_by(
                status.replace_strict(_WORST_FIRST, default=len(_WORST_FIRST), return_dtype=pl.Int64),
                maintain_order=True,
            )
            .first()
            .alias("_weakest"),
        )
    )
    weights = records.components.filter(component.is_in(source.components("weights")))
    return (
        records.releases.join(together, on=KEYS, how="left", maintain_order="left")
        .join(weights.select(*KEYS, status.alias("_weights")), on=KEYS, how="left", maintain_order="left")
        .with_columns(pl.col("_are_parts_open", "_are_parts_judged").fill_null(value=False))
    )


METRIC = Metric(
    name=NAME,
    place=50,
    title="Gradient of release",
    short="Gradient",
    text="The level of access, from fully closed (0) over hosted and API to downloadable (4) and fully open (5).",
    url="https://doi.org/10.1145/3593013.3593981",
    score=score,
)
