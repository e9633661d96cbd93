"""Recipes for figures about lists of releases: how many, by whom, from where, how open."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.sources import facts
from analysis.trends.definitions import KEYS
from analysis.trends.published_base import Inputs, NotComputableError, Recipe, Result, ratio, recipe


@recipe("releases of an edition")
def releases_counted(
    inputs: Inputs,
    source: str,
    vintage: str,
    listed: str | None = None,
    year: int | None = None,
    until: str | None = None,
    group: str | None = None,
) -> Result:
    """Return a number of releases."""
    found = _releases(inputs, source, vintage, listed, year, until)
    own = found if group is None else found.filter(developer_group=group)
    return Result(float(own.height), f"{own.height:,} of {found.height:,}" if group else f"{own.height:,} releases")


@recipe("releases of an edition by other than companies alone")
def releases_not_corporate(inputs: Inputs, source: str, vintage: str, listed: str, year: int) -> Result:
    """Return a number of releases by community developers, mixed teams and developers of unknown type."""
    found = _releases(inputs, source, vintage, listed, year)
    counts = [(group, found.filter(developer_group=group).height) for group in ("community", "mixed", "unknown")]
    return Result(float(sum(n for _, n in counts)), " + ".join(f"{n} {group}" for group, n in counts))


@recipe("share of a group of developers in the releases of an edition")
def group_percent(inputs: Inputs, source: str, vintage: str, listed: str, year: int, group: str) -> Result:
    """Return a share of releases, in percent."""
    found = _releases(inputs, source, vintage, listed, year)
    return ratio(found.filter(developer_group=group).height, found.height, "releases")


@recipe("releases of an edition with a developer from one of the countries")
def country_count(
    inputs: Inputs, source: str, vintage: str, listed: str, year: int, countries: Sequence[str]
) -> Result:
    """Return a number of releases; one with developers in two countries counts in both."""
    found = _releases(inputs, source, vintage, listed, year)
    homes = inputs.tables["release_developers"].join(
        inputs.tables["developers"].select("developer_id", "country"), on="developer_id"
    )
    own = homes.filter(pl.col("country").is_in(list(countries))).select(KEYS).unique()
    count = found.join(own, on=KEYS, how="semi").height
    return Result(float(count), f"{count} of {found.height} releases")


@recipe("releases of an edition with a status of a component")
def component_count(
    inputs: Inputs, source: str, vintage: str, listed: str, year: int, component: str, status: str
) -> Result:
    """Return a number of releases; the arithmetic names those whose component is not judged."""
    found = _releases(inputs, source, vintage, listed, year).select(KEYS)
    statuses = inputs.tables["components"].filter(component=component).join(found, on=KEYS, how="semi")["status"]
    count = (statuses == status).sum()
    return Result(float(count), f"{count} of {found.height}, {(statuses == 'missing').sum()} not judged")


@recipe("share of releases, of those whose access is known, whose weights cannot be downloaded")
def closed_percent(inputs: Inputs, source: str, vintage: str, listed: str, year: int) -> Result:
    """Return a share of releases, in percent."""
    known = _releases(inputs, source, vintage, listed, year).filter(pl.col("access") != "unknown")
    return ratio(known.filter(~pl.col("access").str.starts_with("open")).height, known.height, "releases")


@recipe("models trained with more than so much compute, by the publisher's estimate, published by a day")
def compute_count(inputs: Inputs, vintage: str, more_than: float, until: str, has_open_weights: bool = False) -> Result:
    """Return a number of models in Epoch AI's list."""
    found = _trained(inputs, vintage, more_than, until)
    own = found.filter(pl.col("Model accessibility").str.starts_with("Open")) if has_open_weights else found
    return Result(float(own.height), f"{own.height} of {found.height} models over {more_than:g} FLOP")


@recipe("share of a country in the models trained with more than so much compute")
def compute_country_percent(inputs: Inputs, vintage: str, more_than: float, until: str, country: str) -> Result:
    """Return a share of models with a developer from a country, in percent."""
    found = _trained(inputs, vintage, more_than, until)
    own = found.filter(pl.col("Country (of organization)").str.contains(country, literal=True)).height
    return ratio(own, found.height, "models")


@recipe("share with open weights of the models trained with more than so much compute")
def compute_open_percent(inputs: Inputs, vintage: str, more_than: float, until: str) -> Result:
    """Return a share of models, in percent."""
    found = _trained(inputs, vintage, more_than, until)
    own = found.filter(pl.col("Model accessibility").str.starts_with("Open")).height
    return ratio(own, found.height, "models")


@recipe("developers of the models trained with more than so much compute")
def compute_developers(inputs: Inputs, vintage: str, more_than: float, until: str) -> Result:
    """Return a number of organisations named."""
    named = _trained(inputs, vintage, more_than, until)["Organization"].drop_nulls().str.split(",")
    names = named.explode(empty_as_null=True).str.strip_chars().unique().sort()
    return Result(float(len(names)), ", ".join(names))


@recipe("rows that cleaning dropped as another row of the same model")
def rows_dropped(inputs: Inputs, source: str, vintage: str) -> Result:
    """Return a number of rows."""
    count = _dropped(inputs, source, vintage).len()
    return Result(float(count), f"{count} rows")


@recipe("score of a release")
def score_of(inputs: Inputs, source: str, vintage: str, metric: str, release_id: str) -> Result:
    """Return a score."""
    found = _scores(inputs, source, vintage, metric).filter(release_id=release_id)
    if found.is_empty():
        raise NotComputableError(f"{release_id} has no score by {metric} in the edition {vintage}")
    row = found.row(0, named=True)
    return Result(row["score"], f"{row['score']:g} of {row['score_max']:g}")


@recipe("place of a release among those of a modality, ties sharing the best place")
def place_of(inputs: Inputs, source: str, vintage: str, metric: str, release_id: str, modality: str) -> Result:
    """Return 1 and the number of releases with a higher score."""
    score = score_of.function(inputs, source, vintage, metric, release_id).value
    others = _scores(inputs, source, vintage, metric).join(
        inputs.tables["releases"].filter(modality=modality), on=KEYS, how="semi"
    )
    better, same = (others.filter(test).height for test in (pl.col("score") > score, pl.col("score") == score))
    return Result(1.0 + better, f"1 + {better} above {score:g} points; {same} have as many")


@recipe("releases that the gate of the Open Source AI Definition gives a verdict")
def osaid_count(inputs: Inputs, source: str, vintage: str, releases: Sequence[str], verdict: str) -> Result:
    """Return how many of the named releases have a label that begins so."""
    labels = dict(
        _scores(inputs, source, vintage, "osaid", scored=False)
        .filter(pl.col("release_id").is_in(list(releases)))
        .select("release_id", "label")
        .rows()
    )
    judged = [f"{name.split(':')[-1]} {labels.get(name, 'not in this edition')}" for name in releases]
    return Result(float(sum(label.startswith(verdict) for label in labels.values())), "; ".join(judged))


@recipe("criteria that an edition judges")
def criteria_counted(inputs: Inputs, source: str, vintage: str) -> Result:
    """Return a number of components."""
    count = inputs.tables["components"].filter(source=source, vintage=vintage)["component"].n_unique()
    if not count:
        raise NotComputableError(f"the edition {vintage} of {source} is not among the data here")
    return Result(float(count), f"{count} criteria")


def _releases(
    inputs: Inputs,
    source: str,
    vintage: str,
    listed: str | None = None,
    year: int | None = None,
    until: str | None = None,
) -> pl.DataFrame:
    found = inputs.tables["releases"].filter(source=source, vintage=vintage)
    if listed is not None:
        own = inputs.tables["release_lists"].filter(list=listed)
        found = found.join(own, on=KEYS, how="semi")
    if found.is_empty():
        raise NotComputableError(f"the edition {vintage} of {source} is not among the data here")
    date = pl.col("release_date")
    if year is not None:
        found = found.filter(date.dt.year() == year)
    if until is not None:
        found = found.filter(date <= pl.lit(until).str.to_datetime("%Y-%m-%d"))
    return found


def _scores(inputs: Inputs, source: str, vintage: str, metric: str, *, scored: bool = True) -> pl.DataFrame:
    found = inputs.tables["scores"].filter(source=source, vintage=vintage, metric=metric)
    return found.filter(pl.col("score").is_not_null()) if scored else found


def _dropped(inputs: Inputs, source: str, vintage: str) -> pl.Series:
    return inputs.tables["cleaning_log"].filter(source=source, vintage=vintage, kind="dropped")["row"]


def _trained(inputs: Inputs, vintage: str, more_than: float, until: str) -> pl.DataFrame:
    _releases(inputs, "epoch", vintage)
    folder = inputs.raw / "epoch"
    compute = pl.col("Training compute (FLOP)").cast(pl.Float64, strict=False)
    return (
        facts.read(folder, vintage, facts.read_source(folder))
        .filter(~pl.col("row").is_in(_dropped(inputs, "epoch", vintage).implode()))
        .filter(compute > more_than, pl.col("Publication date").str.slice(0, 10) <= until)
    )


RECIPES: tuple[Recipe, ...] = (
    releases_counted,
    releases_not_corporate,
    group_percent,
    country_count,
    component_count,
    closed_percent,
    compute_count,
    compute_country_percent,
    compute_open_percent,
    compute_developers,
    rows_dropped,
    score_of,
    place_of,
    osaid_count,
    criteria_counted,
)
