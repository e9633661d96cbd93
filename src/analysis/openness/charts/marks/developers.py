"""How open each area of the releases of each developer is."""

from __future__ import annotations

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.alt_cells import cells_alt
from openness.charts.around import finish, inline
from openness.charts.captions import sentences
from openness.charts.frame import Column, distinct, tidy_rows
from openness.charts.marks.cells import Cells
from openness.project.errors import OpennessError
from openness.words.names import label, listing, number, shortened

_COLUMNS = (
    Column("developer", "text"),
    Column("area", "text"),
    Column("release_count", "count"),
    Column("n", "count"),
    Column("score", "share"),
)


def developer_heatmap(
    table: IntoFrame,
    *,
    name: str,
    title: str,
    source: str,
    definition: str = "Mean over releases and parts: open 1, partial 0.5, closed or unlicensed 0.",
    min_group: int = 5,
) -> alt.VConcatChart:
    """Draw the mean openness of each area by developer, n beside the name.

    Parameters
    ----------
    table
        One row a developer and area: ``developer``, ``area``, ``release_count`` (releases of the developer), ``n``
        (of these, judged in the area), ``score`` (0 to 1, null where n is 0). Both axes are in the order in which
        values first appear.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what the score means.
    min_group
        Cells with fewer judged releases are faded and named in the caption.

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
        If a value is of the wrong type or range.
    """
    rows = tidy_rows(table, _COLUMNS, key=["developer", "area"], chart=name)
    if all(row["score"] is None for row in rows):
        raise OpennessError(f"chart {name!r} has nothing to draw: no developer has a judged release")
    developers, areas = distinct(rows, "developer"), distinct(rows, "area")
    counts = {row["developer"]: row["release_count"] for row in rows}
    words = {developer: f"{shortened(developer)} ({number(counts[developer])})" for developer in developers}
    least = {name: min(row["n"] for row in rows if row["developer"] == name) for name in developers}
    few = [f"{name} ({n})" for name, n in least.items() if 0 < n < min_group]
    cells = Cells(
        row="developer",
        column="area",
        value="score",
        text="isValid(datum.score) ? format(datum.score, '.0%') : '–'",
        down=developers,
        across=areas,
        words=words | {area: label(area) for area in areas},
        legend="Mean openness",
        tooltips=[
            alt.Tooltip("developer:N", title="Developer"),
            alt.Tooltip("column_label:N", title="Area"),
            alt.Tooltip("score:Q", title="Mean openness", format=".1%"),
            alt.Tooltip("n:Q", title="Judged releases", format=","),
        ],
        faded=f"datum.n < {min_group}",
    )
    total = sum(counts.values())
    return finish(
        cells.draw(inline(rows)),
        name=name,
        title=title,
        subtitle=[
            definition,
            f"In brackets: releases of the developer, {number(total)} together. Faded: n\u00a0<\u00a0{min_group}.",
        ],
        source=source,
        alt_text=cells_alt(rows, "developer", "area", "score", {area: label(area) for area in areas}, "Heatmap"),
        caption=sentences(
            "– marks an area that no release was judged on." if any(row["score"] is None for row in rows) else "",
            f"Drawn faded: areas with fewer than {min_group} judged releases, of {listing(few)}." if few else "",
        ),
        columns=list(rows[0]),
    )
