"""All releases of the newest edition of every source, with their scores: what the site lists and exports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from openness.measures import results
from openness.measures.ask import LATEST, resolve_vintage
from openness.measures.contradictions import contradictions, statements
from openness.measures.definitions import Tables
from openness.metrics import registry
from openness.metrics.base import shown
from openness.project import paths
from openness.project.errors import UnknownNameError, did_you_mean
from openness.sources import SOURCES
from openness.tables import store as tables
from openness.tables.cases import first_of
from openness.tables.schema import KEYS
from openness.words.names import label

STATES = {
    "scored": "a score",
    "stub": "blank record",
    "unknown": "unknown",
    "not_scored": "no score",
    "not_judged": "not judged",
}
"""How a release can stand under a metric -> words.

``stub``: its source left every criterion blank; ``unknown``: judged, but too little is known for a score;
``not_scored``: the source supports the metric and has nothing on this release; ``not_judged``: the source does not
look at what the metric counts.
"""

_IN_EDITION = {"source": pl.String, "vintage": pl.String}


@dataclass(frozen=True)
class Catalog:
    """What is known of the releases of one edition of every source."""

    # columns of the table ``releases``, and ``release_family_id`` and ``match_rule`` (null where families have not
    # been resolved). Sorted by name whatever the case, then by id.
    releases: pl.DataFrame
    # table ``scores`` of these releases, all versions, with ``state`` (of ``STATES``), ``share`` of the highest score
    # (null unless scored), ``value`` (what it comes to in the framework's words) and ``text`` (the same with the
    # points, unless the metric only says yes or no)
    scores: pl.DataFrame
    components: pl.DataFrame  # table ``components`` of these releases
    # sources that judge the parts of a release, or its developer, and do not only pass on its license
    judging: tuple[str, ...]
    # results.CONTRADICTIONS of all releases of these editions, of whichever releases the catalog is
    contradictions: pl.DataFrame

    @property
    def judged(self) -> Catalog:
        """The releases of judging sources alone."""
        return self._where(pl.col("source").is_in(list(self.judging)))

    def of(self, release_id: str) -> Catalog:
        """Return the catalog of one release."""
        found = self._where(pl.col("release_id") == release_id)
        if found.releases.is_empty():
            raise self._unknown(release_id)
        return found

    def _where(self, condition: pl.Expr) -> Catalog:
        parts = ("releases", "scores", "components")
        return replace(self, **{name: getattr(self, name).filter(condition) for name in parts})

    def _unknown(self, release_id: str) -> UnknownNameError:
        source = release_id.partition(":")[0]
        sources = sorted(set(self.releases["source"]))
        if source not in sources:
            return UnknownNameError("source", source, sources, where=f"release id {release_id!r}")
        ids = self.releases.filter(source=source)["release_id"].to_list()
        # Without a near name a message would list thousands.
        near = did_you_mean(release_id, ids).startswith("; did you mean")
        where = f"the newest edition of {source}"
        return UnknownNameError("release", release_id, ids if near else [], where=where)


def page(source: str, release_name: str) -> str | None:
    """Return the address of a release's own page, where its source names releases after their pages."""
    address = SOURCES[source].page if source in SOURCES else None
    return address and address + release_name


def short(source: str) -> str:
    """Return what pages call a source in a word."""
    return SOURCES[source].short if source in SOURCES else label(source)


def load() -> Catalog:
    """Read the catalog."""
    releases = tables.read("releases")
    latest = {source: resolve_vintage(source, LATEST) for source in releases["source"].unique()}
    return catalog(
        releases,
        tables.read("scores"),
        tables.read("components"),
        latest,
        families=_optional("release_families"),
        transparency=_optional("transparency"),
    )


def catalog(
    releases: pl.DataFrame,
    scores: pl.DataFrame,
    components: pl.DataFrame,
    latest: Mapping[str, str],
    *,
    families: pl.DataFrame | None = None,
    transparency: pl.DataFrame | None = None,
) -> Catalog:
    """Put the catalog together."""
    editions = pl.DataFrame(list(latest.items()), schema=_IN_EDITION, orient="row")
    releases, scores, components = (
        frame.join(editions, on=list(_IN_EDITION), how="semi", maintain_order="left")
        for frame in (releases, scores, components)
    )
    judging = set(components["source"])
    if transparency is not None:
        judging |= {one.partition(":")[0] for one in transparency["release_id"].unique()}
    contradicted = pl.DataFrame(schema=results.CONTRADICTIONS.schema)
    if families is not None:
        contradicted = contradictions(statements(Tables(releases, components, scores), families))
    releases = _with_families(releases, families)
    by_name = [pl.col("release_name").str.to_lowercase(), pl.col("release_id")]
    return Catalog(releases.sort(by_name), _with_words(scores), components, tuple(sorted(judging)), contradicted)


def one_version(scores: pl.DataFrame) -> pl.DataFrame:
    """Return one row a release and metric: of the publishers' own versions the last."""
    by_version = registry.published(scores).sort("metric_version", maintain_order=True)
    return by_version.unique([*KEYS, "metric"], keep="last", maintain_order=True)


def _with_words(scores: pl.DataFrame) -> pl.DataFrame:
    state = first_of({"stub": pl.col("is_stub"), "unknown": pl.col("score").is_null()}, "scored")
    points = pl.format("{} of {}", shown("score"), shown("score_max"))
    is_scored, own = pl.col("state") == "scored", pl.col("label")
    return (
        scores.with_columns(state=state)
        .with_columns(
            pl.when(is_scored & (pl.col("score_max") > 0)).then(pl.col("score") / pl.col("score_max")).alias("share"),
            pl.when(is_scored)
            .then(pl.coalesce(own, points))
            .otherwise(pl.col("state").replace_strict(STATES, return_dtype=pl.String))
            .alias("value"),
        )
        .with_columns(
            pl.when(is_scored & (own != points) & (pl.col("score_max") > 1))
            .then(pl.format("{} ({})", own, points))
            .otherwise("value")
            .alias("text")
        )
    )


def _with_families(releases: pl.DataFrame, families: pl.DataFrame | None) -> pl.DataFrame:
    named = ("release_family_id", "match_rule")
    if families is None:
        return releases.with_columns(pl.lit(None, pl.String).alias(name) for name in named)
    return releases.join(families.select(*KEYS, *named), on=KEYS, how="left", maintain_order="left")


def _optional(name: str) -> pl.DataFrame | None:
    return tables.read(name) if (paths.processed() / f"{name}.parquet").is_file() else None
