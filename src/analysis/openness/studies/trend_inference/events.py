"""Dated events in the openness of AI, kept as data in ``data/raw/events.yml`` with a source each."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date as day
from datetime import datetime
from typing import Literal

import polars as pl

from openness.project import paths
from openness.project.yaml_shape import read_shape, shape
from openness.studies.trend_inference.results import EVENTS

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
