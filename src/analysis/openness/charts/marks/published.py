"""Published figures against recomputed ones."""

from __future__ import annotations

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import finish
from openness.charts.captions import sentences
from openness.charts.frame import Column, Row, distinct, tidy_rows
from openness.charts.marks.rows import Dots
from openness.project.errors import OpennessError
from openness.words.names import listing, plural

_COLUMNS = (
    Column("figure_id", "text"),
    Column("claim", "text"),
    Column("publisher", "text"),
    Column("unit", "text"),
    Column("printed", "text"),
    Column("published", "number"),
    Column("recomputed", "number"),
    Column("verdict", "text"),
)
_MOST = 60
_VERDICTS = {"agrees": "agree", "differs": "differ"}
_LABEL_LIMIT = 360
_BESIDE_WIDTH = 150
_SPOKEN = 3
_PRINTED = "(test(/^-?[0-9]+$|e/, datum.printed) ? format(datum.published, ',.0f') : datum.printed)"
_NUMBERS = _PRINTED + " + ' \u2192 ' + format(datum.recomputed, abs(datum.recomputed) < 1000 ? ',.2~f' : ',.0f')"


def published_dumbbell(
    checks: IntoFrame,
    *,
    name: str,
    title: str,
    source: str,
    definition: str = "Each published figure is set to 100%. The dot is what the data here, or the publisher's own "
    "numbers, give.",
    most: int = 40,
) -> alt.VConcatChart:
    """Draw how far recomputed figures lie from published ones, the widest difference first.

    Parameters
    ----------
    checks
        One row a figure: ``figure_id``, ``claim``, ``publisher``, ``unit``, ``printed`` (as published), ``published``
        and ``recomputed`` (numbers; null where it cannot be recomputed) and ``verdict`` (``agrees``, ``differs`` or
        another word for figures that are not drawn), as of ``trends.published.check``.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what is drawn.
    most
        Number of figures to draw, from 1 to 60; the caption says how many there are besides.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If no figure was recomputed.
    UnknownNameError
        If a column is missing.
    BadValueError
        If a value is of the wrong type.
    """
    rows = tidy_rows(checks, _COLUMNS, key=["figure_id"], chart=name)
    scaled = [_scaled(row) for row in rows if _is_drawable(row)]
    if not scaled:
        raise OpennessError(f"chart {name!r} has nothing to draw: no figure was recomputed")
    ordered = sorted(scaled, key=lambda row: (-abs(row["percent"] - 100), row["figure_id"]))
    drawn = ordered[: min(max(most, 1), _MOST)]
    low, high = min(100, *(row["percent"] for row in drawn)), max(100, *(row["percent"] for row in drawn))
    room = max(1.0, (high - low) * 0.04)
    dots = Dots(
        rows=drawn,
        item="figure_id",
        value="percent",
        words={row["figure_id"]: row["claim"] for row in drawn},
        axis=alt.Axis(
            title="Recomputed, in % of published",
            labelExpr="datum.label + '%'",
            orient="top",
            domain=False,
            tickCount=4,
        ),
        domain=(low - room, high + room),
        tooltips=[
            alt.Tooltip("claim:N", title="Claim"),
            alt.Tooltip("publisher:N", title="Publisher"),
            alt.Tooltip("unit:N", title="Unit"),
            alt.Tooltip("printed:N", title="Published"),
            alt.Tooltip("recomputed:Q", title="Recomputed", format=",.2f"),
            alt.Tooltip("verdict:N", title="Verdict"),
        ],
        lower="percent",
        upper=100.0,
        groups=[verdict for verdict in _VERDICTS if verdict in distinct(drawn, "verdict")],
        beside=_NUMBERS,
        beside_width=_BESIDE_WIDTH,
        line=100,
        label_limit=_LABEL_LIMIT,
    )
    left_out = len(scaled) - len(drawn)
    counts = [f"{sum(row['verdict'] == verdict for row in scaled)} {words}" for verdict, words in _VERDICTS.items()]
    return finish(
        dots.draw(),
        name=name,
        title=title,
        subtitle=[
            definition,
            f"n = {plural(len(scaled), 'recomputed figure')}: {listing(counts)}. To the right: both numbers.",
        ],
        source=source,
        alt_text=_alt(drawn, len(scaled), counts),
        caption=sentences(
            f"Drawn: the {len(drawn)} that differ most; {left_out} more differ less or not." if left_out else "",
            f"Not drawn, because they cannot be recomputed: {plural(len(rows) - len(scaled), 'figure')}."
            if len(rows) > len(scaled)
            else "",
            "A bound that was claimed, such as over 45, may agree though the number is another.",
        ),
        columns=[column for column in drawn[0] if column != "group"],
    )


def _is_drawable(row: Row) -> bool:
    # Of a published 0 nothing is a percentage.
    return row["recomputed"] is not None and bool(row["published"]) and row["verdict"] in _VERDICTS


def _scaled(row: Row) -> Row:
    # What tells dots apart is called group in every chart of rows.
    return row | {"percent": 100 * row["recomputed"] / row["published"], "group": row["verdict"]}


def _alt(drawn: list[Row], total: int, counts: list[str]) -> str:
    spoken = [
        f"{row['claim']}, {row['printed']} published and {row['recomputed']:.4g} recomputed" for row in drawn[:_SPOKEN]
    ]
    return (
        f"Dot chart of {len(drawn)} of {plural(total, 'recomputed figure')}: {listing(counts)}. "
        f"Widest differences: {'; '.join(spoken)}."
    )
