"""Dated events, kept in ``data/raw/events.yml`` with a source each, and what an interrupted series finds at them.

Events of one period share one estimate, for the series knows periods only. The estimates at all other periods are the
placebos: what the same model finds where nothing is said to have happened.
"""

import re
from collections import Counter
from datetime import date as day
from datetime import datetime
from typing import Any, Literal

import narwhals as nw
import polars as pl

from openness.project import paths
from openness.project.yaml_shape import read_shape, shape
from openness.statistics.multiplicity import with_adjusted_p
from openness.statistics.periods import label, per_year, period_label, period_number
from openness.statistics.trend import samples as sampling
from openness.statistics.trend.interrupted import interrupted_series
from openness.studies.trend_inference.results import EFFECTS, EVENTS, RANKED, SIGNIFICANT

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIRST = day(1950, 1, 1)


@shape
class _Event:
    id: str
    date: day
    title: str
    what: str
    kind: Literal["release", "leak", "policy", "definition"]
    url: str

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError(f"id {self.id!r} is not of small letters, digits and single hyphens")
        if self.date < _FIRST:
            raise ValueError(f"date is {self.date}, expected {_FIRST} or later")
        if not self.url.startswith("https://"):
            raise ValueError(f"url is {self.url!r}, expected one that starts with https://")


@shape
class _Events:
    events: tuple[_Event, ...]

    def __post_init__(self) -> None:
        for name, count in Counter(event.id for event in self.events).items():
            if count > 1:
                raise ValueError(f"id {name!r} is used {count} times")


def read_events() -> pl.DataFrame:
    """Return the events by date: :data:`~openness.studies.trend_inference.results.EVENTS`."""
    rows = [
        (one.id, datetime(one.date.year, one.date.month, one.date.day), one.title, one.what, one.kind, one.url)
        for one in read_shape(_Events, paths.raw() / "events.yml").events
    ]
    return pl.DataFrame(rows, schema=EVENTS.schema, orient="row").sort("event_date", "event_id")


_ROUNDING = 1e-9
_SHORT = {
    "level_points": "points",
    "level_points_lower": "lower",
    "level_points_upper": "upper",
    "level_p": "p",
    "level_placebo_p": "placebo_p",
}


def with_periods(events: pl.DataFrame, every: str) -> pl.DataFrame:
    """Return events with ``period`` (its label) and ``mark`` (a number for each period that has events, from 1)."""
    number = period_number(nw.col("event_date"), every)
    dated = nw.from_native(events.sort("event_date", "event_id")).with_columns(period=period_label(number, every))
    return dated.to_native().with_columns(mark=pl.col("period").rank("dense").cast(pl.Int64))


def effects_by_period(
    frame: pl.DataFrame, events: pl.DataFrame, *, every: str = "quarter", **options: Any
) -> pl.DataFrame:
    """Return the change of level at every period beside its events; options are those of ``interrupted_series``."""
    titles = with_periods(events, every).group_by("period", "mark", maintain_order=True)
    periods = _every_period(frame, events, every)
    dates = pl.col("placebos") + 1
    return (
        interrupted_series(frame, periods, every=every, **options)
        .drop("period", "event_title")
        .rename({"event_period": "period", **_SHORT})
        .join(
            titles.agg(pl.col("event_title").str.join(", ").alias("events")),
            on="period",
            how="left",
            maintain_order="left",
        )
        .with_columns((pl.col("placebo_p") * dates).round().cast(pl.Int64).alias("rank"), dates.alias("dates"))
        .select(EFFECTS.names)
    )


def ranked(effects: pl.DataFrame, level: float = SIGNIFICANT) -> pl.DataFrame:
    """Return the estimates at events that have enough other dates to be ranked among, with what chance would do."""
    at_events = effects.filter(pl.col("mark").is_not_null(), pl.col("points").is_not_null())
    found = at_events.filter(pl.col("dates") >= 1 / level).sort("group", "period")
    dates = pl.col("dates")
    return with_adjusted_p(found, "placebo_p").select(
        *("group", "period", "events", "points", "dates", "p_holm"),
        ((level * dates + _ROUNDING).floor() / dates).alias("chance"),
        (pl.col("placebo_p") <= level + _ROUNDING).alias("is_high"),
        (pl.col("p") < level).alias("is_sure"),
    )[RANKED.names]


def _every_period(frame: pl.DataFrame, events: pl.DataFrame, every: str) -> pl.DataFrame:
    """Return one made-up event a period, named by it, from the first release or event to the last."""
    count = per_year(every)
    dates = [*sampling.releases(frame, by=None)["date"].to_list(), *events["event_date"].to_list()]
    numbers = [day.year * count + (day.month - 1) // (12 // count) for day in dates]
    found = range(min(numbers), max(numbers) + 1)
    names = [label(number, every) for number in found]
    return pl.DataFrame(
        {
            "event_id": [name.lower() for name in names],
            "event_title": names,
            "event_date": [datetime(number // count, number % count * (12 // count) + 1, 1) for number in found],
        }
    )
