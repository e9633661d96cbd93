"""Recipes for figures about releases in the processed tables: how many, how open, how they score."""

from collections.abc import Sequence

import polars as pl

from openness.studies.published_results.recipe import Inputs, NotComputableError, Result, ratio, recipe
from openness.tables.schema import KEYS


@recipe("releases of an edition")
def releases_counted(
    inputs: Inputs,
    source: str,
    vintage: str,
    listed: str | None = None,
    year: int | None = None,
    until: str | None = None,
) -> Result:
    """Return a number of releases."""
    found = releases_of(inputs, source, vintage, listed, year, until)
    return Result(float(found.height), f"{found.height:,} releases")


@recipe("releases of an edition with a status of a component")
def component_count(
    inputs: Inputs, source: str, vintage: str, listed: str, year: int, component: str, status: str
) -> Result:
    """Return a number of releases; the arithmetic names those whose component is not judged."""
    found = releases_of(inputs, source, vintage, listed, year).select(KEYS)
    statuses = inputs.tables["components"].filter(component=component).join(found, on=KEYS, how="semi")["status"]
    count = (statuses == status).sum()
    return Result(float(count), f"{count} of {found.height}, {(statuses == 'missing').sum()} not judged")


@recipe("share of releases, of those whose access is known, whose weights cannot be downloaded")
def closed_percent(inputs: Inputs, source: str, vintage: str, listed: str, year: int) -> Result:
    """Return a share of releases, in percent."""
    known = releases_of(inputs, source, vintage, listed, year).filter(pl.col("access") != "unknown")
    return ratio(known.filter(~pl.col("access").str.starts_with("open")).height, known.height, "releases")


@recipe("rows that cleaning dropped as another row of the same model")
def rows_dropped(inputs: Inputs, source: str, vintage: str) -> Result:
    """Return a number of rows."""
    releases_of(inputs, source, vintage)
    count = dropped_rows(inputs, source, vintage).len()
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
    tied = f"; {same - 1} more with as many" if same > 1 else ""
    return Result(1.0 + better, f"1 + {better} above {score:g} points{tied}")


@recipe("releases that the gate of the Open Source AI Definition gives a verdict")
def osaid_count(inputs: Inputs, source: str, vintage: str, releases: Sequence[str], verdict: str) -> Result:
    """Return how many of the named releases have a label that begins so."""
    labels = dict(
        _scores(inputs, source, vintage, "osaid", scored=False)
        .filter(pl.col("release_id").is_in(list(releases)))
        .select("release_id", "label")
        .rows()
    )
    absent = [name for name in releases if name not in labels]
    if absent:
        raise NotComputableError(f"the edition {vintage} of {source} has no {' and no '.join(absent)}")
    named = dict(
        inputs.tables["releases"].filter(source=source, vintage=vintage).select("release_id", "release_name").rows()
    )
    judged = [f"{named[name]} {labels[name]}" for name in releases]
    return Result(float(sum(label.startswith(verdict) for label in labels.values())), "; ".join(judged))


@recipe("criteria that an edition judges")
def criteria_counted(inputs: Inputs, source: str, vintage: str) -> Result:
    """Return a number of components."""
    count = inputs.tables["components"].filter(source=source, vintage=vintage)["component"].n_unique()
    if not count:
        raise NotComputableError(f"the edition {vintage} of {source} is not among the data here")
    return Result(float(count), f"{count} criteria")


def releases_of(
    inputs: Inputs,
    source: str,
    vintage: str,
    listed: str | None = None,
    year: int | None = None,
    until: str | None = None,
) -> pl.DataFrame:
    """Return releases of an edition, or raise ``NotComputableError`` where it is not here."""
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


def dropped_rows(inputs: Inputs, source: str, vintage: str) -> pl.Series:
    """Return the numbers of the raw rows that cleaning dropped."""
    return inputs.tables["cleaning_log"].filter(source=source, vintage=vintage, kind="dropped")["row"]
