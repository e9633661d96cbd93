"""Every metric side by side: releases by metrics, the score in each cell, and what stands where there is none."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.alt_cells import cells_alt
from openness.charts.around import finish, inline
from openness.charts.captions import sentences
from openness.charts.frame import Column, Row, distinct, tidy_rows
from openness.charts.marks.cells import Cells
from openness.project.errors import BadValueError, UnknownNameError
from openness.words.names import dictionary, label, plural

SCORED = "scored"
NO_SCORE = {"missing": "–", "unknown": "?", "stub": "○", "not_applicable": "×"}
"""State of a cell without a score -> its symbol; none of them is a score of 0."""

_MEANING = {
    "missing": "not in a source of the metric",
    "unknown": "too little known for a score",
    "stub": "a record with all fields blank",
    "not_applicable": "the metric does not apply",
}
_COLUMNS = (
    Column("release", "text"),
    Column("metric", "text"),
    Column("state", "text"),
    Column("share", "share"),
    Column("label", "note"),
    Column("first_failure", "note", required=False),
)
_MOST = 60


def metric_matrix(
    table: IntoFrame,
    *,
    name: str,
    title: str,
    source: str,
    definition: str = "Score as a part of the highest one that each metric gives.",
    labels: Mapping[str, str] | None = None,
) -> alt.VConcatChart:
    """Draw the score of each release under each metric.

    Parameters
    ----------
    table
        One row a release and metric: ``release``, ``metric``, ``state`` (``scored``, or a key of :data:`NO_SCORE`),
        ``share`` (0 to 1 of the highest score; null unless scored), ``label`` (what the framework would print, or
        null) and optionally ``first_failure``. Both axes are in the order in which values first appear; up to 60
        releases.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what is drawn.
    labels
        Heading by metric where :func:`openness.charts.label` would not do.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If the table is empty.
    UnknownNameError
        If a column is missing or a state is unknown.
    BadValueError
        If a value is of the wrong type or range, a score has another state than ``scored``, or there are too many
        releases to read.
    """
    rows = tidy_rows(table, _COLUMNS, key=["release", "metric"], chart=name)
    _check(rows, name)
    releases, metrics = distinct(rows, "release"), distinct(rows, "metric")
    headings = {metric: label(metric) for metric in metrics} | dict(labels or {})
    counts = {state: sum(row["state"] == state for row in rows) for state in NO_SCORE}
    blank = [f"{NO_SCORE[state]}\u00a0{_MEANING[state]} ({n})" for state, n in counts.items() if n]
    scored = len(rows) - sum(counts.values())
    counted = f"n = {plural(len(releases), 'release')}, {plural(scored, 'score')}. "
    cells = Cells(
        row="release",
        column="metric",
        value="share",
        text=f"datum.share === null ? {dictionary(NO_SCORE)}[datum.state] "
        ": isValid(datum.label) ? datum.label : format(datum.share, '.0%')",
        down=releases,
        across=metrics,
        words={release: release for release in releases} | headings,
        legend="Part of the highest score",
        tooltips=_tooltips(rows),
        row_height=20 if len(releases) > 20 else 24,
    )
    return finish(
        cells.draw(inline(rows)),
        name=name,
        title=title,
        subtitle=[definition, counted + (f"No score, dashed: {'; '.join(blank)}." if blank else "")],
        source=source,
        alt_text=cells_alt(rows, "release", "metric", "share", headings, "Heatmap"),
        caption=sentences(
            "A cell without a score is no score of 0, and scores of different metrics measure different things.",
            _empty(len(releases) * len(metrics) - len(rows)),
        ),
        columns=list(rows[0]),
    )


def _check(rows: list[Row], chart: str) -> None:
    for row in rows:
        if row["state"] not in {SCORED, *NO_SCORE}:
            raise UnknownNameError("state", row["state"], [SCORED, *NO_SCORE], where=f"the table of chart {chart!r}")
        if (row["state"] == SCORED) == (row["share"] is None):
            raise BadValueError(
                f"chart {chart!r}, release {row['release']!r}, metric {row['metric']!r}: state {row['state']!r} "
                f"with the share {row['share']}; expected a share where the state is {SCORED!r}, and only there"
            )
    if (count := len(distinct(rows, "release"))) > _MOST:
        raise BadValueError(f"chart {chart!r} has {count} releases; expected {_MOST} or fewer, to be read")


def _tooltips(rows: list[Row]) -> list[alt.Tooltip]:
    tooltips = [
        alt.Tooltip("row_label:N", title="Release"),
        alt.Tooltip("column_label:N", title="Metric"),
        alt.Tooltip("label:N", title="Score"),
        alt.Tooltip("share:Q", title="Part of the highest", format=".1%"),
        alt.Tooltip("state:N", title="State"),
    ]
    if "first_failure" in rows[0]:
        tooltips.append(alt.Tooltip("first_failure:N", title="First failure"))
    return tooltips


def _empty(count: int) -> str:
    return f"Empty: no row in the table ({plural(count, 'cell')})." if count else ""
