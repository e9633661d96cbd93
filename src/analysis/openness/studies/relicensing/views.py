"""Changes of license as tables show them: licenses, tiers and directions in words, links to the evidence."""

import polars as pl

from openness.charts.theme import State
from openness.measures.records import links
from openness.studies.relicensing import results
from openness.studies.relicensing.names import ARROW, EVIDENCE, GRADES, KIND_NAMES, licenses_text, tiers_text
from openness.tables.schema import CHANGE_DIRECTIONS
from openness.words.numbers import capital, counted

DIRECTION_LOOK = {
    "looser": State("blue", "L", "triangle-up"),
    "tighter": State("vermilion", "T", "triangle-down"),
    "sideways": State("green", "="),
    "unknown": State("grey", "?", "cross"),
}
"""Direction of a change -> how it looks."""


def event_rows(changes: pl.DataFrame, most: int) -> dict[str, pl.DataFrame]:
    """Return :data:`results.EVENT_ROWS` by heading, a table a kind, the newest first."""
    found = {}
    for kind, name in KIND_NAMES.items():
        own = changes.filter(kind=kind).sort("change_date", "project_name", descending=[True, False])
        if own.is_empty():
            continue
        shown = f", of which the {most} newest are shown" if own.height > most else ""
        heading = f"{capital(name)}: {counted(own.height, 'change')}{shown}"
        found[heading] = _events(own.head(most))
    return found


def named_kinds(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with ``kind`` as charts and tables show it: ``Software``, ``Models``."""
    named = pl.col("kind").replace_strict(KIND_NAMES, return_dtype=pl.String)
    return frame.with_columns(named.str.to_titlecase())


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
    """Return :data:`results.YEARS`: counts by year, a row a year and kind and a column a direction."""
    return (
        named_kinds(by_year)
        .group_by(pl.col("period").alias("year"), "kind")
        .agg(
            pl.col("decision_count").filter(direction=direction).sum().alias(direction)
            for direction in CHANGE_DIRECTIONS
        )
        .sort("kind", "year", descending=[True, False])
    )


def first_spans(spans: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.SPANS`: how long first licenses lasted among those that were changed, by kind."""
    years = pl.col("years")
    quantiles = {"lower_quarter": 0.25, "median": 0.5, "upper_quarter": 0.75}
    measured = spans.group_by("kind").agg(
        pl.len().cast(pl.Int64).alias("n"),
        years.min().round(1).alias("shortest"),
        *(years.quantile(share, "linear").round(1).alias(name) for name, share in quantiles.items()),
        years.max().round(1).alias("longest"),
    )
    projects = changes.group_by("kind").agg(pl.col("project_name").n_unique().cast(pl.Int64).alias("project_count"))
    return (
        named_kinds(projects.join(measured, on="kind", how="left"))
        .with_columns(pl.col("n").fill_null(0))
        .select("kind", "project_count", "n", "shortest", *quantiles, "longest")
        .sort("kind", descending=True)
    )


def evidence_counts(changes: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.EVIDENCE`: how many changes rest on which evidence."""
    return pl.DataFrame(
        [
            (text, *(own.filter(kind=kind).height for kind in KIND_NAMES))
            for grade, text in GRADES.items()
            for own in [changes.filter(evidence=grade)]
            if own.height
        ],
        schema=results.EVIDENCE.schema,
        orient="row",
    )


def _events(own: pl.DataFrame) -> pl.DataFrame:
    day = pl.col("change_date").dt
    tiers = [tiers_text(before, after) for before, after in own.select("from_ids", "to_ids").iter_rows()]
    return own.with_columns(
        pl.when(pl.col("date_precision") == "day")
        .then(day.strftime("%Y-%m-%d"))
        .otherwise(day.strftime("%Y-%m"))
        .alias("date"),
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
