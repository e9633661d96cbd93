"""How far metrics agree on the order of releases: one rank correlation a pair."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import finish, inline
from openness.charts.captions import sentences
from openness.charts.frame import Column, Row, check_intervals, distinct, tidy_rows
from openness.charts.marks.cells import Cells
from openness.project.errors import BadValueError
from openness.words.names import label, listing, number

_COLUMNS = (
    Column("one", "text"),
    Column("other", "text"),
    Column("n", "count"),
    Column("tau", "number"),
    Column("lower", "number", required=False),
    Column("upper", "number", required=False),
    Column("reason", "note", required=False),
)

_WIDE_COLUMNS = 5
_WIDE = "(isValid(datum.tau) ? format(datum.tau, '.2f') : 'no estimate') + ' (n = ' + format(datum.n, ',') + ')'"
_NARROW = "[isValid(datum.tau) ? format(datum.tau, '.2f') : '\u2013', format(datum.n, ',')]"


def agreement_matrix(
    table: IntoFrame,
    *,
    name: str,
    title: str,
    source: str,
    definition: str = "Kendall's tau-b: 1 for the same order of releases, 0 for unrelated ones, -1 for the reverse.",
    min_group: int = 5,
    labels: Mapping[str, str] | None = None,
) -> alt.VConcatChart:
    """Draw the agreement of each pair of metrics, with tau and n in every cell.

    Parameters
    ----------
    table
        One row a pair: ``one``, ``other``, ``n`` (releases that both score), ``tau`` (-1 to 1, null where it cannot
        be estimated) and optionally ``lower``, ``upper`` and ``reason``. Each pair once, so that one triangle
        is drawn; both axes are in the order in which values first appear.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what is drawn.
    min_group
        Pairs with fewer releases are faded and named in the caption.
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
        If a column is missing.
    BadValueError
        If a value is of the wrong type or range, a pair stands twice, or a tau lies outside its interval.
    """
    rows = tidy_rows(table, _COLUMNS, key=["one", "other"], chart=name)
    _check(rows, name)
    metrics = [*distinct(rows, "one"), *distinct(rows, "other")]
    words = {metric: label(metric) for metric in metrics} | dict(labels or {})
    silent = [f"{words[row['one']]} and {words[row['other']]} ({row['n']})" for row in rows if row["tau"] is None]
    few = [
        f"{words[row['one']]} and {words[row['other']]} ({row['n']})"
        for row in rows
        if row["tau"] is not None and row["n"] < min_group
    ]
    # Of many metrics the cells hold two short lines, and the subtitle says what they are.
    is_narrow = len(distinct(rows, "other")) > _WIDE_COLUMNS
    cells = Cells(
        row="one",
        column="other",
        value="tau",
        text=_NARROW if is_narrow else _WIDE,
        down=distinct(rows, "one"),
        across=distinct(rows, "other"),
        words=words,
        legend="Tau (below 0 as 0)",
        legend_format=".1f",
        tooltips=_tooltips(rows),
        faded=f"datum.n < {min_group}",
        row_height=34,
        lines=2 if is_narrow else 1,
    )
    return finish(
        cells.draw(inline(rows)),
        name=name,
        title=title,
        subtitle=[
            definition,
            sentences(
                _span(rows),
                "In a cell: tau over n." if is_narrow else "",
                f"Faded: n\u00a0<\u00a0{min_group}. Dashed: it cannot be estimated.",
            ),
        ],
        source=source,
        alt_text=_alt(rows, words),
        caption=sentences(
            f"Not estimated: {listing(silent)}." if silent else "",
            f"Drawn faded: fewer than {min_group} releases in {listing(few)}." if few else "",
        ),
        columns=list(rows[0]),
    )


def _check(rows: list[Row], chart: str) -> None:
    seen = set()
    for row in rows:
        pair = frozenset((row["one"], row["other"]))
        if pair in seen:
            raise BadValueError(
                f"chart {chart!r} has the pair {row['one']!r} and {row['other']!r} twice; expected once"
            )
        seen.add(pair)
        if row["tau"] is not None and not -1 <= row["tau"] <= 1:
            raise BadValueError(f"column 'tau' of chart {chart!r} holds {row['tau']}; expected -1 to 1, or null")
    if {"lower", "upper"} <= rows[0].keys():
        check_intervals(rows, "tau", chart=chart, names=("one", "other"))


def _span(rows: list[Row]) -> str:
    counts = [row["n"] for row in rows]
    span = number(max(counts)) if min(counts) == max(counts) else f"{number(min(counts))} to {number(max(counts))}"
    return f"n = {span} releases that both score."


def _tooltips(rows: list[Row]) -> list[alt.Tooltip]:
    tooltips = [
        alt.Tooltip("row_label:N", title="Metric"),
        alt.Tooltip("column_label:N", title="And"),
        alt.Tooltip("tau:Q", title="Tau", format=".3f"),
        alt.Tooltip("n:Q", title="Releases", format=","),
    ]
    bounds = {"lower": "Interval from", "upper": "Interval to"}
    tooltips += [alt.Tooltip(f"{key}:Q", title=text, format=".2f") for key, text in bounds.items() if key in rows[0]]
    return [*tooltips, alt.Tooltip("reason:N", title="Reason")] if "reason" in rows[0] else tooltips


def _alt(rows: list[Row], words: Mapping[str, str]) -> str:
    known = sorted((row for row in rows if row["tau"] is not None), key=lambda row: -row["tau"])
    text = f"Matrix of rank correlations, {len(rows)} pairs of metrics."
    if not known:
        return f"{text} None can be estimated."

    def said(row: Row) -> str:
        return f"{words[row['one']]} and {words[row['other']]}, tau {row['tau']:.2f} (n = {number(row['n'])})"

    text += f" Closest: {said(known[0])}."
    if len(known) > 1:
        text += f" Furthest apart: {said(known[-1])}."
    return text + (f" Not estimated: {len(rows) - len(known)}." if len(known) < len(rows) else "")
