"""How columns become axes, colors, shapes and tooltips: the same in every chart."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import altair as alt

from openness.charts.frame import Row
from openness.charts.periods import labeled_periods
from openness.charts.theme import FADED, TONES, group_styles, style_order, tone_domain
from openness.words.frames import Column
from openness.words.names import dictionary, label, label_expression

CHARACTER_WIDTH = 7.6
"""Width in pixels to allow for a character of a label, at the print theme's size."""

TURNED = -40
"""Angle in degrees of labels that do not fit side by side."""

MUTED, INK, BACKGROUND = "#59636e", "#1f2328", "#8c959f"
NBSP_N = "n\u00a0<\u00a0"
POINTS_AXIS = "datum.value === 0 ? '0' : format(datum.value, '+')"
SHARE_POINTS_AXIS = "datum.value === 0 ? '0' : format(100 * datum.value, '+.0f')"
"""Labels of axes of percentage points, from points and from shares."""

SHARE_ENDS = (Column("lower", "share", "Interval from"), Column("upper", "share", "Interval to"))
NUMBER_ENDS = (Column("lower", "number", "Interval from"), Column("upper", "number", "Interval to"))
"""Columns that most charts have: ends of intervals of shares, and of other numbers."""

OF_DEVELOPERS = (
    Column("developers", "count", "Developers", required=False),
    Column("effective_developers", "number", "Effective developers", required=False),
    Column("design_effect", "number", "Design effect", required=False),
    Column("interval", "note", required=False),
)
"""What may stand beside a share: whose rows it is of, how much less they say for that, and the kind of interval."""

_FORMATS = {"share": ".1%", "count": ","}
_NUMBERS = {"share", "count", "number"}


def tooltips(
    columns: Sequence[Column],
    row: Row | None = None,
    shown: str = "",
    *,
    number: str = ",",
    fields: Mapping[str, str] | None = None,
    formats: Mapping[str, str | None] | None = None,
) -> list[alt.Tooltip]:
    """Return a tooltip for each declared column that has a heading.

    Parameters
    ----------
    columns
        Declared columns: a share reads as a percentage, a count with thousands separated, text as it is.
    row
        A row; optional columns that it lacks have no tooltip.
    shown
        Names of the columns in order, where it is not that of ``columns``; one that is not declared has no tooltip.
    number
        Format of the columns of kind ``number``.
    fields, formats
        Field that stands for a column, and format of a column, where they are others.
    """
    by_name = {column.name: column for column in columns}
    found = []
    for column in [by_name[name] for name in shown.split() if name in by_name] or columns:
        if not column.heading or (row is not None and not column.required and column.name not in row):
            continue
        field = (fields or {}).get(column.name, column.name)
        if column.kind not in _NUMBERS:
            found.append(alt.Tooltip(f"{field}:N", title=column.heading))
            continue
        form = (formats or {}).get(column.name, _FORMATS.get(column.kind, number))
        found.append(alt.Tooltip(f"{field}:Q", title=column.heading, format=form or alt.Undefined))
    return found


def headed(columns: Sequence[Column], **headings: str) -> list[Column]:
    """Return columns, some of them under another heading."""
    return [replace(one, heading=headings.get(one.name, one.heading)) for one in columns]


def group_color(groups: Sequence[str], legend: alt.Legend | None = None) -> alt.Color:
    """Return the color of lines and points by group."""
    return alt.Color("group:N", scale=alt.Scale(domain=style_order(groups), range="ramp"), legend=legend)


def group_dash(groups: Sequence[str], legend: alt.Legend | None = None) -> alt.StrokeDash:
    """Return the dash of lines by group."""
    styles = group_styles(groups)
    scale = alt.Scale(domain=list(styles), range=[list(style.dash) for style in styles.values()])
    return alt.StrokeDash("group:N", scale=scale, legend=legend)


def group_shape(groups: Sequence[str], legend: alt.Legend | None = None) -> alt.Shape:
    """Return the shape of points by group."""
    styles = group_styles(groups)
    scale = alt.Scale(domain=list(styles), range=[style.shape for style in styles.values()])
    return alt.Shape("group:N", scale=scale, legend=legend)


def tone_color(
    field: str, tones: Mapping[str, str], legend: alt.Legend | None = None, what: str = "value"
) -> alt.Color:
    """Return the color of values that have a tone each: value -> one of :data:`openness.charts.theme.TONES`."""
    return alt.Color(f"{field}:N", scale=alt.Scale(domain=tone_domain(tones, what), range="diverging"), legend=legend)


def own_tone(field: str) -> alt.Color:
    """Return the color of a field that holds a tone."""
    return alt.Color(f"{field}:N", scale=alt.Scale(domain=list(TONES), range="diverging"), legend=None)


def faded(test: str, solid: float = 1) -> alt.OpacityValue:
    """Return the opacity of marks that fade where a test says that they rest on too little."""
    return alt.OpacityValue(solid, condition={"test": test, "value": solid * FADED})


def faded_area(test: str) -> object:
    """Return the opacity of bars and cells that fade where a test says that they rest on too little."""
    return alt.when(test).then(alt.value(FADED)).otherwise(alt.value(1))


def across(dash: Sequence[int] | None = (4, 3)) -> alt.Chart:
    """Return a line across a chart, drawn once and not once a row."""
    one = alt.Chart().transform_aggregate(rows="count()")
    return one.mark_rule(color=MUTED, **({"strokeDash": list(dash)} if dash else {}), aria=False)


def legend_on_top(values: Sequence[str], words: Mapping[str, str] | None = None, **more: object) -> alt.Legend:
    """Return a legend above the chart that names values by their labels, or by the words given."""
    names = label_expression(values) if words is None else f"{dictionary(words)}[datum.value]"
    return alt.Legend(title=None, orient="top", values=list(values), labelExpr=names, **more)


def squares(values: Sequence[str], words: Mapping[str, str] | None = None, **more: object) -> alt.Legend:
    """Return a legend of filled squares in columns, for bars and tiles."""
    look = {"columns": 4, "columnPadding": 16, "symbolType": "square", "symbolStrokeWidth": 0.6}
    return legend_on_top(values, words, **look | more)


def word_axis(words: Mapping[str, str] | str, limit: float, **more: object) -> alt.Axis:
    """Return an axis of words without lines: labels by value, or an expression that gives them."""
    names = words if isinstance(words, str) else f"{dictionary(words)}[datum.value]"
    return alt.Axis(title=None, labelExpr=names, labelLimit=limit, domain=False, ticks=False, **more)


def period_axis(periods: Sequence[str], width: float) -> alt.Axis:
    """Return an axis of periods, all in order, whose labels never run into each other in a width in pixels."""
    labeled = labeled_periods(periods, width)
    # Labels that skip quarters name only the year in which a tick stands.
    text = "datum.label" if len(labeled) == len(periods) else "slice(datum.label, 0, 4)"
    return alt.Axis(
        title=None, grid=False, labelAngle=0, labelExpr=text, labelOverlap=False, ticks=True, values=labeled
    )


def period_x(periods: Sequence[str], width: float, padding: float = 0.5, scale: str = "point") -> alt.X:
    """Return the x of periods: points, or bands for bars."""
    return alt.X(
        "period:O", scale=alt.Scale(type=scale, domain=list(periods), padding=padding), axis=period_axis(periods, width)
    )


def fits_level(names: Sequence[str], step: float) -> bool:
    """Return whether the labels of values fit side by side, so many pixels apart, without being turned."""
    return max(len(label(name)) for name in names) * CHARACTER_WIDTH <= step


def group_axis(groups: Sequence[str], step: float) -> alt.Axis:
    """Return an axis of groups, its labels turned where they would run into each other."""
    return alt.Axis(
        title=None,
        orient="bottom",
        labelAngle=0 if fits_level(groups, step) else TURNED,
        labelExpr=label_expression(groups),
        labelLimit=200,
        domain=True,
        ticks=False,
        labelPadding=6,
    )


def share_axis(*, labels: bool = True, **more: object) -> alt.Axis:
    """Return an axis from 0 to 100 percent; panels to the right share the labels of those on the left."""
    axis = alt.Axis(title=None, format=".0%", values=[0, 0.25, 0.5, 0.75, 1], domain=False, ticks=False, labels=labels)
    for name, value in more.items():
        setattr(axis, name, value)
    return axis
