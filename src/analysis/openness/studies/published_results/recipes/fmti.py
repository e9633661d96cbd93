"""Recipes for figures of the Foundation Model Transparency Index, from the points that it gave."""

import polars as pl

from openness.measures import transparency as fmti
from openness.studies.published_results.recipe import Inputs, NotComputableError, Result, ratio, recipe
from openness.words.numbers import MINUS


@recipe("mean score of the developers of a wave")
def fmti_mean(inputs: Inputs, vintage: str) -> Result:
    """Return the mean number of indicators met."""
    totals = _wave(inputs, vintage)["total"]
    return Result(float(totals.mean()), f"{totals.sum()} points / {len(totals)} developers")


@recipe("share of the points of a subdomain that the developers of a wave got together")
def fmti_subdomain_percent(inputs: Inputs, vintage: str, subdomain: str) -> Result:
    """Return points met of points there were, in percent."""
    points = _points(inputs, vintage).filter(subdomain=subdomain)["is_met"]
    return ratio(points.sum(), len(points), f"points in {subdomain}")


@recipe("highest score of a wave")
def fmti_top(inputs: Inputs, vintage: str) -> Result:
    """Return the highest score."""
    return _score(_wave(inputs, vintage).row(0, named=True))


@recipe("score of a developer in a wave")
def fmti_score(inputs: Inputs, vintage: str, developer_id: str) -> Result:
    """Return one score."""
    return _score(_one(inputs, vintage, developer_id))


@recipe("score of a developer in one wave less that in an earlier one")
def fmti_score_change(inputs: Inputs, developer_id: str, before: str, after: str) -> Result:
    """Return a difference of scores, whether or not the waves asked the same."""
    first, second = (_one(inputs, vintage, developer_id)["total"] for vintage in (before, after))
    return Result(float(second - first), f"{second} {MINUS} {first}")


@recipe("change of the mean, highest or lowest score from the wave before")
def fmti_change(inputs: Inputs, vintage: str, of: str) -> Result:
    """Return a change between waves of one set of indicators; ``of`` is ``mean``, ``top`` or ``bottom``."""
    found = fmti.wave_changes(_table(inputs)).filter(to_vintage=vintage)
    if f"{of}_change" not in found.columns:
        raise NotComputableError(f"no change of {of!r}; expected mean, top or bottom")
    if found.is_empty() or found.item(0, f"{of}_change") is None:
        raise NotComputableError("there is no wave before it with the same indicators")
    totals = {wave: _wave(inputs, wave)["total"] for wave in (found.item(0, "from_vintage"), vintage)}
    pick = {"mean": pl.Series.mean, "top": pl.Series.max, "bottom": pl.Series.min}[of]
    before, after = (pick(values) for values in totals.values())
    return Result(float(found.item(0, f"{of}_change")), f"{after:.4g} {MINUS} {before:.4g}")


@recipe("indicators of a wave that at least so many developers meet")
def fmti_indicators_met(inputs: Inputs, vintage: str, developer_count: int) -> Result:
    """Return a number of indicators."""
    _wave(inputs, vintage)
    met = fmti.met_by_at_least(_table(inputs), developer_count).filter(vintage=vintage).item(0, "indicator_count")
    return Result(float(met), f"{met} of {fmti.indicators_met(_table(inputs)).filter(vintage=vintage).height}")


@recipe("developers scored in a wave")
def fmti_developers(inputs: Inputs, vintage: str) -> Result:
    """Return a number of developers."""
    count = _wave(inputs, vintage).height
    return Result(float(count), f"{count} developers")


@recipe("developers of both waves whose score rose, BigCode counted as Hugging Face")
def fmti_improved(inputs: Inputs, vintage: str) -> Result:
    """Return how many of the developers that the wave before scored too have more points."""
    both = fmti.developer_changes(_table(inputs), fmti.SUCCESSORS).filter(to_vintage=vintage)
    if both["total_change"].count() == 0:
        raise NotComputableError("no developer was scored before on the same indicators")
    rose = both.filter(pl.col("total_change") > 0).height
    return Result(float(rose), f"{rose} of {both.height} developers")


@recipe("developers that give weights out among the highest scores of a wave")
def fmti_open_among_top(inputs: Inputs, vintage: str, first: int) -> Result:
    """Return how many of the first developers give weights out."""
    top = _wave(inputs, vintage).head(first)
    return Result(float(top["has_weights"].sum()), ", ".join(top["developer_name"]))


@recipe("place of a developer in a wave, ties sharing the best place")
def fmti_place(inputs: Inputs, vintage: str, developer_id: str) -> Result:
    """Return 1 and the number of developers with more points."""
    own = _one(inputs, vintage, developer_id)["total"]
    better = _wave(inputs, vintage).filter(pl.col("total") > own).height
    return Result(1.0 + better, f"1 + {better} developers above {own} points")


def _table(inputs: Inputs) -> pl.DataFrame:
    return inputs.tables["transparency"]


def _points(inputs: Inputs, vintage: str) -> pl.DataFrame:
    found = _table(inputs).filter(vintage=vintage)
    if found.is_empty():
        raise NotComputableError(f"the wave of {vintage} is not among the data here")
    return found


def _wave(inputs: Inputs, vintage: str) -> pl.DataFrame:
    return fmti.totals(_points(inputs, vintage))


def _one(inputs: Inputs, vintage: str, developer_id: str) -> dict:
    found = _wave(inputs, vintage).filter(developer_id=developer_id)
    if found.is_empty():
        raise NotComputableError(f"the wave of {vintage} does not score {developer_id}")
    return found.row(0, named=True)


def _score(row: dict) -> Result:
    return Result(float(row["total"]), f"{row['developer_name']}, {row['total']} of {row['indicator_count']}")
