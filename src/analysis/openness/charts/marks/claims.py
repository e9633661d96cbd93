"""What is claimed against what is practised: a gap a row."""

from __future__ import annotations

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.alt_rows import claims_alt
from openness.charts.around import finish, share_axis
from openness.charts.captions import sentences
from openness.charts.frame import Column, distinct, tidy_rows
from openness.charts.marks.rows import Dots
from openness.project.errors import OpennessError
from openness.words.names import in_order, listing, plural, shortened

_COLUMNS = (
    Column("item", "text"),
    Column("group", "text"),
    Column("practice", "share"),
    Column("failed", "note"),
    Column("n", "count", required=False),
    Column("evidence_url", "note", required=False),
)
_MOST = 60
_FAILED_WIDTH = 210


def claims_gap(
    gaps: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    min_group: int = 5,
    most: int = 40,
) -> alt.VConcatChart:
    """Draw the share that each release or developer practises against the whole that it claims, the widest gap first.

    Parameters
    ----------
    gaps
        One row a release or developer: ``item``, ``group``, ``practice`` (0 to 1: what of the claim is met; null where
        it cannot be judged), ``failed`` (the criteria that fail, as words, or null), and optionally ``n`` (releases
        behind the row) and ``evidence_url``.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what is claimed and what counts as practice.
    min_group
        Rows with fewer releases are faded and named in the caption, where the frame has ``n``.
    most
        Number of rows to draw, from 1 to 60; the caption says how many there are besides.

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
    rows = tidy_rows(gaps, _COLUMNS, key=["item"], chart=name)
    judged = sorted((row for row in rows if row["practice"] is not None), key=lambda r: (r["practice"], r["item"]))
    if not judged:
        raise OpennessError(f"chart {name!r} has nothing to draw: no practice can be judged")
    drawn = judged[: min(max(most, 1), _MOST)]
    has_n = "n" in rows[0]
    few = [f"{row['item']} ({row['n']})" for row in drawn if has_n and row["n"] < min_group]
    axis = share_axis(labels=True)
    axis.orient, axis.title, axis.grid = "top", "Practised, of the 100% claimed", True
    dots = Dots(
        rows=drawn,
        item="item",
        value="practice",
        words={row["item"]: shortened(row["item"]) + (f" ({row['n']:,})" if has_n else "") for row in drawn},
        axis=axis,
        domain=(-0.02, 1.02),
        tooltips=[
            alt.Tooltip("item:N", title="Name"),
            alt.Tooltip("group:N", title="Developer group"),
            alt.Tooltip("practice:Q", title="Practised", format=".1%"),
            alt.Tooltip("failed:N", title="Fails"),
            *([alt.Tooltip("n:Q", title="Releases", format=",")] if has_n else []),
            *([alt.Tooltip("evidence_url:N", title="Evidence")] if "evidence_url" in rows[0] else []),
        ],
        lower="practice",
        upper=1.0,
        groups=in_order(distinct(drawn, "group")),
        faded=f"datum.n < {min_group}" if has_n else "false",
        beside="isValid(datum.failed) ? datum.failed : ''",
        beside_width=_FAILED_WIDTH,
        line=1,
    )
    left_out, silent = len(judged) - len(drawn), len(rows) - len(judged)
    faded = f" Faded: n\u00a0<\u00a0{min_group}." if has_n else ""
    return finish(
        dots.draw(),
        name=name,
        title=title,
        subtitle=[definition, f"n = {plural(len(judged), 'row')} judged. To the right: what fails.{faded}"],
        source=source,
        alt_text=claims_alt(drawn, len(judged)),
        caption=sentences(
            f"Drawn: the {len(drawn)} widest gaps; {left_out} more are narrower." if left_out else "",
            f"Not judged, because the source says too little: {silent}." if silent else "",
            f"Drawn faded: fewer than {min_group} releases in {listing(few)}." if few else "",
        ),
        columns=list(rows[0]),
    )
