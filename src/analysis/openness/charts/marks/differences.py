"""Differences with their intervals around a line at zero."""

from __future__ import annotations

import math
from collections.abc import Mapping

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.alt_rows import differences_alt
from openness.charts.around import finish
from openness.charts.captions import sentences
from openness.charts.frame import Column, check_intervals, distinct, tidy_rows
from openness.charts.marks.rows import LABEL_LIMIT, Dots
from openness.project.errors import OpennessError
from openness.words.names import in_order, label, listing

_COLUMNS = (
    Column("item", "text"),
    Column("difference", "number"),
    Column("lower", "number"),
    Column("upper", "number"),
    Column("n", "count", required=False),
    Column("probability", "share", required=False),
    Column("note", "note", required=False),
)
_STEP = 0.1


def difference_intervals(
    differences: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    less: str,
    more: str,
    min_group: int = 5,
    grouped: bool = False,
    by_label: str = "Developer group",
    labels: Mapping[str, str] | None = None,
    probability_of: str | None = None,
    label_limit: float = LABEL_LIMIT,
) -> alt.VConcatChart:
    """Draw differences of shares or of scores between 0 and 1, each with its interval, around zero.

    Parameters
    ----------
    differences
        One row an item (and group): ``item``, ``difference`` (-1 to 1, null where it cannot be estimated), ``lower``
        and ``upper`` (95%), and optionally ``n`` (releases of the smaller side), ``probability`` (0 to 1, of what
        ``probability_of`` says) and ``note`` (for the tooltip). Items are drawn from the top in the order in which
        they first appear.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what is taken from what.
    less, more
        What a difference below and above zero means.
    min_group
        Differences that rest on fewer releases are faded and named in the caption, where the frame has ``n``.
    grouped
        Whether the frame has a column ``group``, each group of an item a row of its own.
    by_label
        What a group is.
    labels
        Label by item where :func:`openness.charts.label` would not do.
    probability_of
        What ``probability`` is of, for the subtitle; with it the number stands beside each row.
    label_limit
        Widest label of an item in pixels.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If there is nothing to draw.
    UnknownNameError
        If a column is missing.
    BadValueError
        If a value is of the wrong type, or a difference lies outside its interval.
    """
    group = ["group"] if grouped else []
    columns = [_COLUMNS[0], *(Column(column, "text") for column in group), *_COLUMNS[1:]]
    rows = tidy_rows(differences, columns, key=["item", *group], chart=name)
    check_intervals(rows, "difference", chart=name, names=["item", *group])
    known = [row for row in rows if row["difference"] is not None]
    if not known:
        raise OpennessError(f"chart {name!r} has nothing to draw: no difference can be estimated")
    words = {item: label(item) for item in distinct(rows, "item")} | dict(labels or {})
    words = {item: words[item] for item in distinct(rows, "item")}
    has_n = "n" in rows[0]

    def named(row: dict) -> str:
        return " ".join([*(label(row[column]) for column in group), words[row["item"]]])

    few = [f"{named(row)} ({row['n']})" for row in known if has_n and row["n"] < min_group]
    silent = [named(row) for row in rows if row["difference"] is None]
    beside = "isValid(datum.difference) ? format(100 * datum.difference, '+.0f') + ' (' + "
    beside += "format(100 * datum.lower, '+.0f') + ' to ' + format(100 * datum.upper, '+.0f') + ')' : 'not estimable'"
    if probability_of:
        beside = f"({beside}) + (isValid(datum.probability) ? ', P = ' + format(datum.probability, '.2f') : '')"
    edge = _edge([value for row in known for value in (row["difference"], row["lower"], row["upper"]) if value])
    dots = Dots(
        rows=rows,
        item="item",
        value="difference",
        words=words,
        axis=alt.Axis(
            title=f"← {less} · percentage points · {more} →",
            labelExpr="datum.value === 0 ? '0' : format(100 * datum.value, '+.0f')",
            orient="top",
            domain=False,
            grid=True,
            tickCount=5,
        ),
        domain=(-edge, edge),
        tooltips=_tooltips(rows[0], by_label),
        groups=in_order(distinct(rows, "group")) if grouped else (),
        dodged=grouped,
        faded=f"datum.n < {min_group}" if has_n else "false",
        beside=beside,
        beside_width=175 if probability_of else 115,
        line=0,
        label_limit=label_limit,
    )
    return finish(
        dots.draw(),
        name=name,
        title=title,
        subtitle=[
            definition,
            _counted(rows, has_n, min_group),
            *([f"P: probability that {probability_of}."] if probability_of else []),
        ],
        source=source,
        alt_text=differences_alt(rows, named, less, more),
        caption=sentences(
            f"Drawn faded: fewer than {min_group} releases in {listing(few)}." if few else "",
            f"Not estimable: {listing(silent)}." if silent else "",
            "An interval that crosses the line leaves open which way it goes.",
        ),
        columns=list(rows[0]),
    )


def _edge(values: list[float]) -> float:
    return max(_STEP, math.ceil(max(map(abs, values), default=0) / _STEP) * _STEP)


def _counted(rows: list[dict], has_n: bool, min_group: int) -> str:
    if not has_n:
        return f"n = {len(rows)} differences. Bars: 95% intervals."
    counts = sorted(row["n"] for row in rows)
    span = f"{counts[0]:,}" if counts[0] == counts[-1] else f"{counts[0]:,} to {counts[-1]:,}"
    return f"n = {span} releases on the smaller side. Bars: 95% intervals. Faded: n\u00a0<\u00a0{min_group}."


def _tooltips(row: dict, by_label: str) -> list[alt.Tooltip]:
    shown = {
        "group": (by_label, "N", alt.Undefined),
        "difference": ("Difference", "Q", "+.3f"),
        "lower": ("Interval from", "Q", "+.3f"),
        "upper": ("Interval to", "Q", "+.3f"),
        "n": ("Releases on the smaller side", "Q", ","),
        "probability": ("Probability", "Q", ".3f"),
        "note": ("Note", "N", alt.Undefined),
    }
    named = [alt.Tooltip("item:N", title="Item")]
    return named + [
        alt.Tooltip(f"{column}:{kind}", title=title, format=form)
        for column, (title, kind, form) in shown.items()
        if column in row
    ]
