"""Scores of releases under one metric, from the processed tables or from native files, and the way to the next goal."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import polars as pl

from openness.measures.ask import ALL, LATEST, resolve_vintage
from openness.metrics import documents as written
from openness.metrics import native, registry, whatif
from openness.metrics.base import Metric, Records
from openness.metrics.changes import Plan
from openness.metrics.native import check_support
from openness.project.errors import BadFileError, BadValueError, UnknownNameError
from openness.tables import store as tables
from openness.tables.schema import KEYS

COLUMNS = (
    "release_id",
    "vintage",
    "metric_version",
    "score",
    "score_max",
    "label",
    "first_failure",
    "judged_count",
    "criterion_count",
    "weakest_component",
    "is_stub",
)
"""Columns of the table that people read; programs get all."""


@dataclass(frozen=True)
class Scoreboard:
    """Scores under one metric, and the records behind them."""

    scores: pl.DataFrame
    records: Records
    components: pl.DataFrame | None = None
    """With all that cleaning knows of them, where they were read from native files."""
    unknown: tuple[str, ...] = ()
    """Why releases that were asked for are not among them, a sentence each."""
    is_dated: bool = True
    """Whether the edition is known; else it is shown as null."""

    @property
    def rows(self) -> pl.DataFrame:
        """Scores as programs read them, an unknown edition null."""
        return self.scores if self.is_dated else self.scores.with_columns(pl.lit(None, pl.String).alias("vintage"))

    @property
    def table(self) -> pl.DataFrame:
        """Scores as people read them."""
        return self.rows.select(COLUMNS)


def scoreboard(
    metric: str,
    *,
    source: str | None = None,
    vintage: str = LATEST,
    releases: tuple[str, ...] = (),
    all_versions: bool = False,
) -> Scoreboard:
    """Return the scores of releases under a metric."""
    found = registry.metric(metric)
    if not found.sources:
        why = "; ".join(f"{name}: {reason}" for name, reason in found.reasons.items())
        raise BadValueError(f"no source here supports the metric {metric!r} ({why}); give a file of its own records")
    records = Records(tables.read("releases"), tables.read("components"))
    scores = tables.read("scores").filter(metric=metric)
    editions = _editions(found, source, vintage, records.releases)
    if vintage == LATEST:
        editions = _scored(editions, scores)
    scores = scores.join(editions, on=["source", "vintage"], how="semi")
    scores, unknown = _chosen(scores, releases, all_versions=all_versions)
    return Scoreboard(scores, _behind(scores, records), unknown=unknown)


def of_files(
    metric: str,
    path: Path,
    *,
    source: str | None = None,
    vintage: str = LATEST,
    releases: tuple[str, ...] = (),
    all_versions: bool = False,
) -> Scoreboard:
    """Return the scores of a publisher's own files; see :func:`scoreboard` and :func:`openness.metrics.native.read`."""
    found = registry.metric(metric)
    edition = None if vintage == LATEST else vintage
    if found.own_files is not None and source is None and (own := _own(found, path, edition)) is not None:
        records, scores = own
        scores, unknown = _chosen(scores, releases, all_versions=all_versions)
        return Scoreboard(scores, _behind(scores, records), unknown=unknown, is_dated=edition is not None)
    cleaned = native.read(path, found, source, edition)
    scores, unknown = _chosen(found.score(cleaned.records), releases, all_versions=all_versions)
    if scores.is_empty():
        raise BadValueError(f"{path} holds no release that the metric {metric!r} can score")
    return Scoreboard(scores, _behind(scores, cleaned.records), cleaned.components, unknown, cleaned.is_dated)


def _own(metric: Metric, path: Path, edition: str | None) -> tuple[Records, pl.DataFrame] | None:
    """Return records in the publisher's own format; None for files of another kind that a source may read."""
    try:
        return metric.own_files(path, edition or "undated")
    except BadFileError:
        if not metric.sources:
            raise
        return None


def _chosen(
    scores: pl.DataFrame, releases: tuple[str, ...], *, all_versions: bool
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return the scores asked for, and why releases that were asked for have none."""
    if not all_versions:
        scores = registry.published(scores)
    if not releases:
        return scores, ()
    found, unknown = _known(releases, scores)
    return scores.filter(pl.col("release_id").is_in(found)), unknown


def _behind(scores: pl.DataFrame, records: Records) -> Records:
    scored = scores.select(KEYS).unique()
    return Records(
        records.releases.join(scored, on=KEYS, how="semi", maintain_order="left"),
        records.components.join(scored, on=KEYS, how="semi", maintain_order="left"),
    )


def plans(found: Scoreboard, metric: str) -> dict[tuple[str, ...], Plan | None]:
    """Return the cheapest way of each release to the goal of a metric: ``KEYS`` -> plan."""
    whatif.planner(metric)
    keys = found.scores.select(KEYS).unique(maintain_order=True)
    components = found.components
    if components is None:
        editions = keys.select("source", "vintage").unique(maintain_order=True).rows()
        components = pl.concat([native.edition(*one).components for one in editions], how="diagonal")
    parts = components.join(keys, on=KEYS, how="semi", maintain_order="left").partition_by(KEYS, as_dict=True)
    return {key: whatif.what_if(metric, parts.get(key, components.clear())) for key in keys.rows()}


def documents(found: Scoreboard, plans: dict[tuple[str, ...], Plan | None] | None = None) -> list[dict[str, Any]]:
    """Return one document a score, with the plan of its release under ``what_if`` where plans are given."""
    made = written.documents(found.scores, found.records)
    for one in made:
        if plans is not None:
            one["what_if"] = whatif.document(plans[tuple(one[key] for key in KEYS)])
        one["vintage"] = one["vintage"] if found.is_dated else None
    return made


def plans_text(plans: dict[tuple[str, ...], Plan | None]) -> str:
    """Return plans as plain text, each after its release, with the edition where there are several."""
    several = len({vintage for _, _, vintage in plans}) > 1
    names = (f"{id_} {vintage}" if several else id_ for id_, _, vintage in plans)
    return "\n".join(f"{name}. {whatif.text(one)}" for name, one in zip(names, plans.values(), strict=True))


def _editions(metric: Metric, source: str | None, vintage: str, releases: pl.DataFrame) -> pl.DataFrame:
    """Return the editions asked for: ``source`` and ``vintage``."""
    built = releases.select("source", "vintage").unique(maintain_order=True)
    names = built["source"].unique(maintain_order=True).to_list()
    if source is not None:
        if source not in names:
            raise UnknownNameError("source", source, names)
        check_support(metric, source)
    asked = [source] if source is not None else [name for name in names if name in metric.sources]
    if vintage == ALL:
        return built.filter(pl.col("source").is_in(asked))
    if vintage != LATEST and len(asked) > 1:
        raise BadValueError(f"vintage {vintage!r} is of one source; say which with --source: {', '.join(asked)}")
    rows = [(name, resolve_vintage(name, vintage)) for name in asked]
    return pl.DataFrame(rows, schema={"source": pl.String, "vintage": pl.String}, orient="row")


def _scored(latest: pl.DataFrame, scores: pl.DataFrame) -> pl.DataFrame:
    """Return the editions, each replaced by the newest that a metric can score where it can score none of it."""
    scored = scores.select("source", "vintage").unique()
    newest = scored.group_by("source").agg(pl.col("vintage").max().alias("_newest"))
    return (
        latest.join(scored.with_columns(_is_scored=True), on=["source", "vintage"], how="left", maintain_order="left")
        .join(newest, on="source", how="left", maintain_order="left")
        .select(
            "source",
            pl.when(pl.col("_is_scored")).then("vintage").otherwise(pl.coalesce("_newest", "vintage")).alias("vintage"),
        )
    )


def _known(asked: tuple[str, ...], scores: pl.DataFrame) -> tuple[list[str], tuple[str, ...]]:
    """Return the ids of releases asked for by id, or by id without the source where that is one release.

    Return too why others are not among them; where none is, that is raised.
    """
    ids = scores["release_id"].unique(maintain_order=True).to_list()
    short: dict[str, list[str]] = {}
    for id_ in ids:
        short.setdefault(id_.partition(":")[2], []).append(id_)
    found: list[str] = []
    unknown: list[str] = []
    for name in asked:
        if name in ids:
            found.append(name)
        elif len(meant := short.get(name, [])) == 1:
            found += meant
        elif meant:
            unknown.append(f"release {name!r} may be {' or '.join(meant)}; say which")
        # Those that come near; a list of thousands of releases helps nobody.
        elif near := get_close_matches(name.casefold(), [*ids, *short], n=3):
            unknown.append(str(UnknownNameError("release", name, near)))
        else:
            unknown.append(f"unknown release {name!r}, and none of the {len(ids):,} scored has a name like it")
    if unknown and not found:
        raise BadValueError("; ".join(unknown))
    return found, tuple(unknown)
