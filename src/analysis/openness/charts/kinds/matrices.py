"""Tables that one can see: a number in every cell, and what stands where there is none."""

from collections.abc import Mapping

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts import encode
from openness.charts.around import Words, chart, inline
from openness.charts.captions import faded_caption, point_name, silent_caption, span
from openness.charts.frame import Row, check_known, distinct, nothing_to_draw, of
from openness.charts.marks.cells import DARK_FROM, LABEL_LIMIT, Cells, cell_of, ink, shades
from openness.charts.spoken import enough, ranges, too_few
from openness.project.errors import BadValueError
from openness.words.frames import Column
from openness.words.names import dictionary, in_order, label, label_expression, shortened
from openness.words.numbers import counted, listing, number, percent

SCORED = "scored"
NO_SCORE = {"missing": "–", "unknown": "?", "stub": "○", "not_applicable": "×"}
"""State of a cell without a score -> its symbol; none of them is a score of 0."""

_MEANING = {
    "missing": "not in a source of the metric",
    "unknown": "too little known for a score",
    "stub": "a record with all fields blank",
    "not_applicable": "the metric does not apply",
}
_METRICS = (
    Column("release", "text", "Release"),
    Column("metric", "text", "Metric"),
    Column("state", "text", "State"),
    Column("share", "share", "Part of the highest"),
    Column("label", "note", "Score"),
    Column("first_failure", "note", "First failure", required=False),
)
_AREAS = (
    Column("developer", "text", "Developer"),
    Column("area", "text", "Area"),
    Column("release_count", "count"),
    Column("n", "count", "Judged releases"),
    Column("score", "share", "Mean openness"),
)
_COMPONENTS = (
    Column("component", "text", "Component"),
    Column("group", "text", "Group"),
    Column("n", "count", "Judged releases"),
    Column("score", "share", "Mean openness"),
    Column("open_share", "share", "Fully open", required=False),
)
_MOST_RELEASES = 60
_SPELLED_OUT = 12


@chart("Score as a part of the highest one that each metric gives.")
def metric_matrix(table: IntoFrame, about: Words, *, labels: Mapping[str, str] | None = None) -> alt.VConcatChart:
    """Draw the score of each release under each metric.

    Parameters
    ----------
    table
        One row a release and metric: ``release``, ``metric``, ``state`` (``scored``, or a key of :data:`NO_SCORE`),
        ``share`` (0 to 1 of the highest score; null unless scored), ``label`` (what the framework would print, or
        null) and optionally ``first_failure``. Both axes are in the order in which values first appear; up to 60
        releases.
    """
    declared, rows = about.read(table, _METRICS, key=["release", "metric"])
    _check_states(rows, about.name)
    releases = distinct(rows, "release")
    headings = {metric: (labels or {}).get(metric, label(metric)) for metric in distinct(rows, "metric")}
    counts = {state: len(of(rows, state=state)) for state in NO_SCORE}
    blank = [f"{NO_SCORE[state]}\u00a0{_MEANING[state]} ({n})" for state, n in counts.items() if n]
    cells = Cells(
        row="release",
        column="metric",
        value="share",
        text=f"datum.share === null ? {dictionary(NO_SCORE)}[datum.state] "
        ": isValid(datum.label) ? datum.label : format(datum.share, '.0%')",
        down={release: release for release in releases},
        across=headings,
        legend="Part of the highest score",
        tooltips=encode.tooltips(
            declared,
            rows[0],
            "release metric label share state first_failure",
            fields={"release": "row_label", "metric": "column_label"},
        ),
        row_height=20 if len(releases) > 20 else 24,
    )
    scores = counted(len(rows) - sum(counts.values()), "score")
    empty = len(releases) * len(headings) - len(rows)
    return about.around(
        cells.draw(rows),
        rows,
        n=f"n = {counted(len(releases), 'release')}, {scores}. "
        + (f"No score, dashed: {'; '.join(blank)}." if blank else ""),
        alt_text=_cells_alt(rows, "release", "metric", "share", headings),
        caption=[
            "A cell without a score is no score of 0, and scores of different metrics measure different things.",
            f"Empty: no row in the table ({counted(empty, 'cell')})." if empty else "",
        ],
    )


def _check_states(rows: list[Row], chart: str) -> None:
    check_known(rows, "state", [SCORED, *NO_SCORE], chart)
    for row in rows:
        if (row["state"] == SCORED) == (row["share"] is None):
            raise BadValueError(
                f"chart {chart!r}, release {row['release']!r}, metric {row['metric']!r}: state {row['state']!r} "
                f"with the share {row['share']}; expected a share where the state is {SCORED!r}, and only there"
            )
    if (count := len(distinct(rows, "release"))) > _MOST_RELEASES:
        raise BadValueError(f"chart {chart!r} has {count} releases; expected {_MOST_RELEASES} or fewer, to be read")


def _cells_alt(
    rows: list[Row], row: str, column: str, value: str, headings: Mapping[str, str], min_group: int | None = None
) -> str:
    """Describe cells by column: how many have a number, and which rows have the most and the least."""
    across = list(headings)
    parts = [f"Heatmap of {counted(len(distinct(rows, row)), row)} by {counted(len(across), column)}."]
    for heading in across[:_SPELLED_OUT]:
        known = [cell for cell in of(rows, **{column: heading}) if cell[value] is not None]
        own = known if min_group is None else enough(known, min_group)
        name = headings[heading]
        if not own:
            parts.append(f"{name}: {f'{too_few(min_group)} in every cell' if known else 'no number'}.")
            continue
        high, low = (pick(cell[value] for cell in own) for pick in (max, min))
        size = counted(len(own), row)
        if high == low:
            parts.append(f"{name}: {percent(high)} for {size}.")
            continue
        most, least = ([cell[row] for cell in own if cell[value] == end] for end in (high, low))
        parts.append(
            f"{name}, {size}: highest {percent(high)} ({listing(most, at_most=2)}), "
            f"lowest {percent(low)} ({listing(least, at_most=2)})."
        )
    if len(across) > _SPELLED_OUT:
        parts.append(f"{counted(len(across) - _SPELLED_OUT, column)} more in the table.")
    return " ".join(parts)


@chart("Mean over releases and parts: open 1, partial 0.5, closed or unlicensed 0.")
def developer_heatmap(table: IntoFrame, about: Words, *, min_group: int = 5) -> alt.VConcatChart:
    """Draw the mean openness of each area by developer, n beside the name.

    Parameters
    ----------
    table
        One row a developer and area: ``developer``, ``area``, ``release_count`` (releases of the developer), ``n``
        (of these, judged in the area), ``score`` (0 to 1, null where n is 0). Both axes are in the order in which
        values first appear.
    """
    declared, rows = about.read(table, _AREAS, key=["developer", "area"])
    if all(row["score"] is None for row in rows):
        raise nothing_to_draw(about.name, "no developer has a judged release")
    counts = {row["developer"]: row["release_count"] for row in rows}
    areas = {area: label(area) for area in distinct(rows, "area")}
    cells = Cells(
        row="developer",
        column="area",
        value="score",
        text="isValid(datum.score) ? format(datum.score, '.0%') : '–'",
        down={developer: f"{shortened(developer)} ({number(n)})" for developer, n in counts.items()},
        across=areas,
        legend="Mean openness",
        tooltips=encode.tooltips(declared, shown="developer area score n", fields={"area": "column_label"}),
        faded=f"datum.n < {min_group}",
    )
    least = ((developer, min(row["n"] for row in of(rows, developer=developer))) for developer in counts)
    few = [f"{developer} ({n})" for developer, n in least if 0 < n < min_group]
    total = number(sum(counts.values()))
    return about.around(
        cells.draw(rows),
        rows,
        n=f"In brackets: releases of the developer, {total} together. Faded: {encode.NBSP_N}{min_group}.",
        alt_text=_cells_alt(rows, "developer", "area", "score", areas, min_group),
        caption=[
            "– marks an area that no release was judged on." if any(row["score"] is None for row in rows) else "",
            f"Drawn faded: areas with fewer than {min_group} judged releases, of {listing(few)}." if few else "",
        ],
    )


@chart()
def component_heatmap(table: IntoFrame, about: Words, *, min_group: int = 5) -> alt.VConcatChart:
    """Draw the mean openness of each component by group, with percentage and n in every cell.

    Parameters
    ----------
    table
        One row a component and group: ``component``, ``group``, ``n``, ``score`` (mean of open 1, partial 0.5,
        closed 0; null where n is 0) and optionally ``open_share``. Components are drawn from the top in the
        order in which they first appear.
    """
    declared, rows = about.read(table, _COMPONENTS, key=["component", "group"])
    if all(row["score"] is None for row in rows):
        raise nothing_to_draw(about.name, "no component has a judged release")
    judged = [sum(row["n"] for row in of(rows, component=part)) for part in distinct(rows, "component")]
    return about.around(
        _component_cells(rows, declared, min_group),
        rows,
        n=f"n = {span(judged)} releases judged per component. Faded: {encode.NBSP_N}{min_group}.",
        alt_text=_components_alt(rows, min_group),
        caption=[
            "– marks a component that no release was judged on.",
            faded_caption(((point_name(row, across="component"), row["n"]) for row in rows), min_group),
            silent_caption(rows, "score"),
        ],
    )


def _component_cells(rows: list[Row], declared: list[Column], min_group: int) -> alt.LayerChart:
    components, groups = distinct(rows, "component"), in_order(distinct(rows, "group"))
    width, angle = cell_of(list(map(label, components)), list(map(label, groups)), widest=130, level_from=64)
    base = alt.Chart().transform_calculate(
        component_label=label_expression(components, "datum.component"),
        group_label=label_expression(groups, "datum.group"),
        percent="isValid(datum.score) ? format(datum.score, '.0%') : '–'",
        counted="'n = ' + format(datum.n, ',')",
    )
    fields = {"component": "component_label", "group": "group_label"}
    tiles = base.mark_rect().encode(
        color=shades("score", "Mean openness: closed 0%, partial 50%, open 100%", length=220),
        opacity=encode.faded_area(f"datum.n < {min_group}"),
        tooltip=encode.tooltips(declared, rows[0], "component group score n open_share", fields=fields),
    )
    # A faded dark cell is light, so it takes dark letters.
    color = ink(f"datum.score > {DARK_FROM} && datum.n >= {min_group}")
    shares = base.mark_text(dy=-6, fontWeight=600, aria=False).encode(text="percent:N", color=color)
    numbers = base.mark_text(dy=9, fontSize=10, aria=False).encode(text="counted:N", color=color)
    headings = encode.word_axis(label_expression(groups), 200, orient="top", labelAngle=angle)
    chart = alt.layer(tiles, shares, numbers, data=inline(rows)).encode(
        x=alt.X("group:N", scale=alt.Scale(domain=groups), axis=headings),
        y=alt.Y(
            "component:N",
            scale=alt.Scale(domain=components),
            axis=encode.word_axis(label_expression(components), LABEL_LIMIT),
        ),
    )
    chart.width, chart.height = alt.Step(width), alt.Step(34)
    return chart


def _components_alt(rows: list[Row], min_group: int) -> str:
    def said(row: Row) -> str:
        return f"{label(row['component'])} {percent(row['score'])} (n = {number(row['n'])})"

    named = {label(group): of(rows, group=group) for group in in_order(distinct(rows, "group"))}
    size = counted(len(distinct(rows, "component")), "component")
    found = ranges(named, "score", said, min_group)
    return " ".join([f"Heatmap of {size} by {counted(len(named), 'group')}.", *found])
