"""Changes of license as tables show them: licenses, tiers and directions in words, links to the evidence."""

from typing import Any

import polars as pl

from openness.charts.theme import State
from openness.measures.records import links
from openness.studies.relicensing import results
from openness.studies.relicensing.names import (
    ARROW,
    DEMANDS,
    EVIDENCE,
    GRADES,
    LANES,
    WHOM,
    gate_text,
    lane,
    licenses_text,
    place_of,
    tiers_text,
)
from openness.tables.schema import CHANGE_DIRECTIONS
from openness.words.numbers import counted

DIRECTION_LOOK = {
    "looser": State("blue", "L", "triangle-up"),
    "tighter": State("vermilion", "T", "triangle-down"),
    "sideways": State("green", "="),
    "unknown": State("grey", "?", "cross"),
}
"""Direction of a change -> how it looks."""


def event_rows(changes: pl.DataFrame, most: int) -> dict[str, pl.DataFrame]:
    """Return :data:`results.EVENT_ROWS` by heading, a table a list, the newest first."""
    found = {}
    for (kind, work), name in LANES.items():
        own = changes.filter(kind=kind, kind_of_change=work)
        own = own.sort("change_date", "project_name", descending=[True, False])
        if own.is_empty():
            continue
        shown = f", of which the {most} newest are shown" if own.height > most else ""
        heading = f"{name}: {counted(own.height, 'change')}{shown}"
        found[heading] = _events(own.head(most))
    return found


def with_lists(counts: pl.DataFrame) -> pl.DataFrame:
    """Return counts with the name of the list as their ``kind``, as charts show it."""
    return counts.with_columns(lane().alias("kind"))


def return_rows(returns: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.RETURN_ROWS`."""
    return returns.select(
        _project(pl.col("part")).alias("project"),
        _in_words("from_ids").alias("before"),
        pl.col("tightened_date").dt.strftime("%Y-%m").alias("tightened"),
        _in_words("tightened_ids").alias("between"),
        pl.col("loosened_date").dt.strftime("%Y-%m").alias("loosened"),
        _in_words("to_ids").alias("after"),
        pl.col("years").round(1),
        pl.concat_str(
            pl.when("is_back_to_open").then(pl.lit("open again")).otherwise(pl.lit("looser, not open")),
            pl.when("is_tightened_later").then(pl.lit(", tightened later")).otherwise(pl.lit("")),
        ).alias("outcome"),
    )


def fork_rows(changes: pl.DataFrame, forks: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.FORKS`, those that followed moves within a tier too."""
    joined = forks.join(changes.drop("project_name", "source_url", "is_carried_over"), on="change_id").sort(
        "fork_date", "fork_name"
    )
    return joined.select(
        links("source_url", "fork_name").alias("fork"),
        "project_name",
        pl.format(f"{{}} {ARROW} {{}}", _in_words("from_ids"), _in_words("to_ids")).alias("change"),
        "direction",
        pl.col("change_date").dt.strftime("%Y-%m-%d").alias("changed"),
        (pl.col("fork_date") - pl.col("change_date")).dt.total_days().alias("days"),
        _in_words("fork_license_ids").alias("license"),
    )


def year_rows(by_year: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.YEARS`: counts by year, a row a year and list and a column a direction."""
    return (
        by_year.group_by(pl.col("period").alias("year"), lane().alias("lane"))
        .agg(
            pl.col("decision_count").filter(direction=direction).sum().alias(direction)
            for direction in CHANGE_DIRECTIONS
        )
        .sort(place_of("lane"), "year")
    )


def first_spans(spans: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.SPANS`: how long first licenses lasted among those that were changed, by list."""
    years = pl.col("years")
    quantiles = {"lower_quarter": 0.25, "median": 0.5, "upper_quarter": 0.75}
    measured = spans.group_by(lane().alias("lane")).agg(
        pl.len().cast(pl.Int64).alias("n"),
        years.min().round(1).alias("shortest"),
        *(years.quantile(share, "linear").round(1).alias(name) for name, share in quantiles.items()),
        years.max().round(1).alias("longest"),
    )
    count = pl.col("project_name").n_unique().cast(pl.Int64).alias("project_count")
    return (
        changes.group_by(lane().alias("lane"))
        .agg(count)
        .join(measured, on="lane", how="left")
        .with_columns(pl.col("n").fill_null(0))
        .select("lane", "project_count", "n", "shortest", *quantiles, "longest")
        .sort(place_of("lane"))
    )


_COLUMNS = [("software", "same_work"), ("model", "same_work"), ("model", "next_generation")]


def evidence_counts(changes: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.EVIDENCE`: how many changes rest on which evidence."""
    return pl.DataFrame(
        [
            (text, *(own.filter(kind=kind, kind_of_change=work).height for kind, work in _COLUMNS))
            for grade, text in GRADES.items()
            for own in [changes.filter(evidence=grade)]
            if own.height
        ],
        schema=results.EVIDENCE.schema,
        orient="row",
    )


LINKS = results.GATES.schema["links"]


def gate_rows(gates: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.GATES` of the changes asked for, the newest first."""
    joined = gates.join(changes, on="change_id").sort("change_date", descending=True, maintain_order=True)
    texts = [gate_text(*row) for row in joined.select("amount", "currency", "period", "revenue_of").iter_rows()]
    return joined.select(
        pl.when(pl.col("model_name").str.contains(pl.col("developer_name"), literal=True))
        .then("model_name")
        .otherwise(pl.format("{} ({})", "model_name", "developer_name"))
        .alias("model"),
        _date(),
        _in_words("from_ids").alias("before"),
        pl.Series("gate", texts, dtype=pl.String),
        pl.col("business").replace_strict(WHOM, return_dtype=pl.String).alias("whom"),
        pl.col("asks").replace_strict(DEMANDS, return_dtype=pl.String),
        pl.when(pl.col("section").is_null())
        .then(pl.lit("not read; as reported"))
        .otherwise(pl.format("section {}", "section"))
        .alias("section"),
        pl.concat_list(_link("text_url", pl.lit("license")), _evidence(), _own_words()).alias("links"),
    )


def other_moves(gates: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Return the next generations under another license in the years of the gates that have none, the newest first."""
    gated = gates["change_id"].unique().implode()
    years = changes.filter(pl.col("change_id").is_in(gated))["change_date"].dt.year().unique().implode()
    return changes.filter(
        pl.col("kind") == "model",
        pl.col("kind_of_change") == "next_generation",
        pl.col("change_date").dt.year().is_in(years),
        ~pl.col("change_id").is_in(gated),
    ).sort("change_date", "project_name", descending=[True, False])


def other_move_rows(moved: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.OTHER_MOVES`."""
    return moved.select(
        _date(),
        _project(pl.col("part")).alias("project"),
        _in_words("from_ids").alias("before"),
        _in_words("to_ids").alias("after"),
        "direction",
        pl.col("announced_date").dt.strftime("%Y-%m-%d").fill_null("").alias("announced"),
        pl.concat_list(_evidence(), _own_words()).alias("links"),
    )


def gates_told(shown: pl.DataFrame, others: pl.DataFrame) -> dict[str, Any]:
    """Return the models of the gates that are shown, and the other lines of models by direction."""
    found = ((name, others.filter(direction=name)["project"].to_list()) for name in CHANGE_DIRECTIONS)
    told = [{"direction": name, "n": len(projects), "projects": projects} for name, projects in found if projects]
    return {"models": shown["model"].unique(maintain_order=True).to_list(), "others": others.height, "told": told}


def _link(url: str, text: pl.Expr) -> pl.Expr:
    """Return a list of one link, empty where there is no address."""
    link = pl.struct(text.alias("text"), pl.col(url).alias("url"))
    return pl.when(pl.col(url).is_not_null()).then(pl.concat_list(link)).otherwise(pl.lit([], dtype=LINKS))


def _evidence() -> pl.Expr:
    return _link("source_url", pl.col("evidence").replace_strict(EVIDENCE, return_dtype=pl.String))


def _own_words() -> pl.Expr:
    return _link("announced_url", pl.lit("announcement"))


def _date() -> pl.Expr:
    """Return the day of a change, or its month where no more is known."""
    day, is_day = pl.col("change_date").dt, pl.col("date_precision") == "day"
    return pl.when(is_day).then(day.strftime("%Y-%m-%d")).otherwise(day.strftime("%Y-%m")).alias("date")


def _events(own: pl.DataFrame) -> pl.DataFrame:
    tiers = [tiers_text(before, after) for before, after in own.select("from_ids", "to_ids").iter_rows()]
    return own.with_columns(
        _date(),
        pl.Series("tiers", tiers, dtype=pl.String),
        pl.col("evidence").replace_strict(EVIDENCE, return_dtype=pl.String),
    ).select(
        "date",
        _project(pl.col("part")).alias("project"),
        _in_words("from_ids").alias("before"),
        _in_words("to_ids").alias("after"),
        "tiers",
        "direction",
        links("source_url", "evidence").alias("evidence"),
    )


def _project(part: pl.Expr) -> pl.Expr:
    """Return the project with its developer, where that has another name, and with the part, where it is code alone."""
    project, developer = pl.col("project_name"), pl.col("developer_name")
    owner = pl.when(project != developer).then(pl.format(" ({})", developer)).otherwise(pl.lit(""))
    alone = pl.when(part == "code").then(pl.lit(", code")).otherwise(pl.lit(""))
    return pl.concat_str(project, alone, owner)


def _in_words(column: str) -> pl.Expr:
    return pl.col(column).map_elements(licenses_text, return_dtype=pl.String)
