"""What an interrupted series finds at every period of a series, those with a dated event among them.

Events of one period share one estimate, for the series knows periods only. The estimates at all other periods are the
placebos: what the same model finds where nothing is said to have happened.
"""

from __future__ import annotations

from datetime import datetime

import narwhals as nw
import polars as pl

from openness.statistics.periods import label, per_year, period_label, period_number
from openness.statistics.trend import samples as sampling
from openness.statistics.trend.interrupted import interrupted_series
from openness.statistics.trend.samples import MIN_GROUP
from openness.studies.trend_inference.events import SCHEMA as EVENT_SCHEMA


def with_periods(events: pl.DataFrame, every: str) -> pl.DataFrame:
    """Return events with ``period`` (its label) and ``mark`` (a number for each period that has events, from 1)."""
    number = period_number(nw.col("event_date"), every)
    dated = nw.from_native(events.sort("event_date", "event_id")).with_columns(period=period_label(number, every))
    return dated.to_native().with_columns(mark=pl.col("period").rank("dense").cast(pl.Int64))


def effects_by_period(
    frame: pl.DataFrame,
    events: pl.DataFrame,
    *,
    by: str = "developer_group",
    teams: str = "first",
    every: str = "quarter",
    min_group: int = MIN_GROUP,
) -> pl.DataFrame:
    """Return the change of level that the interrupted series finds at every period, beside the events of it."""
    marked = with_periods(events, every)
    titles = marked.group_by("period", "mark", maintain_order=True).agg(pl.col("event_title").str.join(", "))
    found = interrupted_series(
        frame, events=_every_period(frame, events, every), by=by, teams=teams, every=every, min_group=min_group
    )
    rank = (pl.col("level_placebo_p") * (pl.col("placebos") + 1)).round().cast(pl.Int64)
    return found.join(
        titles, left_on="event_period", right_on="period", how="left", maintain_order="left", suffix="_s"
    ).select(
        "group",
        pl.col("event_period").alias("period"),
        "mark",
        pl.col("event_title_s").alias("events"),
        pl.col("level_points").alias("points"),
        pl.col("level_points_lower").alias("lower"),
        pl.col("level_points_upper").alias("upper"),
        pl.col("level_p").alias("p"),
        pl.col("level_placebo_p").alias("placebo_p"),
        rank.alias("rank"),
        (pl.col("placebos") + 1).alias("dates"),
        "n",
        "developers",
        "periods_before",
        "periods_after",
        "reason",
    )


def groups_shown(effects: pl.DataFrame) -> list[str]:
    """Return the groups with an estimate at any period, all groups where none has one; by name."""
    estimated = effects.filter(pl.col("points").is_not_null())
    return sorted(set((estimated if estimated.height else effects)["group"]))


def effect_table(effects: pl.DataFrame, groups: list[str]) -> pl.DataFrame:
    """Return the periods that have events, a column a group."""
    table = effects.filter(pl.col("mark").is_not_null()).select("mark", "period", "events").unique().sort("mark")
    for group in groups:
        own = effects.filter(pl.col("group") == group)
        cells = pl.DataFrame(
            {"period": own["period"], group: [_cell(row) for row in own.iter_rows(named=True)]},
            schema={"period": pl.String, group: pl.String},
        )
        table = table.join(cells, on="period", how="left", maintain_order="left")
    return table


def event_list(events: pl.DataFrame) -> pl.DataFrame:
    """Return the events to be read, from :func:`with_periods`."""
    link = pl.concat_list(pl.struct(text=pl.col("event_title"), url=pl.col("event_url")))
    date = pl.col("event_date").dt.strftime("%Y-%m-%d")
    return events.select("mark", date.alias("date"), link.alias("link"), "event_text", "event_kind")


def _every_period(frame: pl.DataFrame, events: pl.DataFrame, every: str) -> pl.DataFrame:
    """Return one made-up event a period, named by it, from the first release or event to the last."""
    count = per_year(every)
    dates = [*sampling.releases(frame, by=None)["date"].to_list(), *events["event_date"].to_list()]
    numbers = [day.year * count + (day.month - 1) // (12 // count) for day in dates]
    rows = []
    for number in range(min(numbers), max(numbers) + 1):
        year, part = divmod(number, count)
        name = label(number, every)
        rows.append((name.lower(), datetime(year, part * (12 // count) + 1, 1), name, name, "release", ""))
    return pl.DataFrame(rows, schema=EVENT_SCHEMA, orient="row")


def _cell(row: dict) -> str:
    if row["points"] is None:
        return str(row["reason"])
    rank = f"{row['rank']} of {row['dates']}".replace(" ", "\N{NO-BREAK SPACE}")
    points, lower, upper = (_whole(row[name]) for name in ("points", "lower", "upper"))
    return f"{points} ({lower} to {upper}), {rank}"


def _whole(points: float) -> str:
    # No zero has a sign.
    return f"{round(points):+d}" if round(points) else "0"
