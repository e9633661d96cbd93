"""One share under many definitions: how far a headline hangs on what is counted."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.alt_rows import definitions_alt
from openness.charts.around import finish, share_axis
from openness.charts.captions import faded_caption, sentences, unknown_caption
from openness.charts.frame import Column, check_intervals, distinct, tidy_rows
from openness.charts.marks.rows import Dots
from openness.project.errors import OpennessError
from openness.words.names import in_order, label, listing

_COLUMNS = (
    Column("definition", "text"),
    Column("group", "text"),
    Column("n", "count"),
    Column("share", "share"),
    Column("lower", "share"),
    Column("upper", "share"),
    Column("unknown_count", "count", required=False),
)


def definition_grid(
    shares: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    min_group: int = 5,
    by_label: str = "Developer group",
    axis_title: str = "Share of releases",
    labels: Mapping[str, str] | None = None,
    counted: str = "judged releases",
) -> alt.VConcatChart:
    """Draw a share with its interval for each definition and group, a definition under the other.

    Parameters
    ----------
    shares
        One row a definition and group: ``definition``, ``group``, ``n`` (judged releases), ``share`` (0 to 1, null
        where n is 0), ``lower`` and ``upper`` (95%) and optionally ``unknown_count``. Definitions are drawn from the
        top in the order in which they first appear.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what the share is of.
    min_group
        Shares of fewer releases are faded and named in the caption.
    by_label
        What a group is.
    axis_title
        What stands along the axis.
    labels
        Label by definition where :func:`openness.charts.label` would not do.
    counted
        What n counts, in the plural, its noun last.

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
        If a value is of the wrong type or range, or a share outside its interval.
    """
    rows = tidy_rows(shares, _COLUMNS, key=["definition", "group"], chart=name)
    check_intervals(rows, "share", chart=name, names=("definition", "group"))
    if all(row["share"] is None for row in rows):
        raise OpennessError(f"chart {name!r} has nothing to draw: no definition has a judged release")
    variants, groups = distinct(rows, "definition"), in_order(distinct(rows, "group"))
    given = dict(labels or {})
    words = {variant: given.get(variant, label(variant)) for variant in variants}
    axis = share_axis(labels=True)
    axis.orient, axis.title, axis.grid = "top", axis_title, True
    dots = Dots(
        rows=rows,
        item="definition",
        value="share",
        words=words,
        axis=axis,
        domain=(-0.02, 1.02),
        tooltips=[
            alt.Tooltip("definition:N", title="Definition"),
            alt.Tooltip("group:N", title=by_label),
            alt.Tooltip("share:Q", title="Share", format=".1%"),
            alt.Tooltip("lower:Q", title="Interval from", format=".1%"),
            alt.Tooltip("upper:Q", title="Interval to", format=".1%"),
            alt.Tooltip("n:Q", title=f"{counted[:1].upper()}{counted[1:]}", format=","),
        ],
        groups=groups,
        dodged=True,
        faded=f"datum.n < {min_group}",
        beside="(isValid(datum.share) ? format(datum.share, '.0%') : '–') + ' of ' + format(datum.n, ',')",
        beside_width=90,
    )
    what = counted.rsplit(maxsplit=1)[-1]
    points = ((f"{label(row['group'])}, {words[row['definition']]}", row["n"]) for row in rows)
    counts = [f"{label(group)} {max(row['n'] for row in rows if row['group'] == group):,}" for group in groups]
    return finish(
        dots.draw(),
        name=name,
        title=title,
        subtitle=[
            definition,
            f"n ({counted}, at most): {listing(counts)}. Bars: 95% intervals. Faded: n\u00a0<\u00a0{min_group}.",
        ],
        source=source,
        alt_text=definitions_alt(rows, words),
        caption=sentences(
            f"The rows count the same {what} by other rules, so they are not independent.",
            faded_caption(points, min_group, what),
            unknown_caption(rows, "definition") if "unknown_count" in rows[0] else "",
        ),
        columns=list(rows[0]),
    )
