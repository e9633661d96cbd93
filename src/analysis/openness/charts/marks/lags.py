"""A ladder of levels: how long after the first closed release at each the first open one came."""

from __future__ import annotations

import math

import altair as alt
import narwhals as nw
from narwhals.typing import IntoFrame

from openness.charts.alt_time import lags_alt
from openness.charts.around import CHARACTER_WIDTH, WIDTH, finish, inline
from openness.charts.captions import sentences
from openness.charts.frame import Column, Row, tidy_rows
from openness.charts.theme import tone_domain
from openness.project.errors import OpennessError, UnknownNameError
from openness.words.names import dictionary, listing, number, plural, shortened

_COLUMNS = (
    Column("level", "number"),
    Column("status", "text"),
    Column("closed_release", "note"),
    Column("closed_date", "note"),
    Column("open_release", "note"),
    Column("open_date", "note"),
    Column("lag_years", "number"),
    Column("years", "number"),
    Column("n", "count"),
    Column("reason", "note", required=False),
)
STATUSES = {
    "met": "Met by an open release",
    "open first": "Open release came first",
    "waiting": "Not met yet: years so far",
}
_SHAPE_OF = {"met": "circle", "open first": "diamond", "waiting": "triangle-right"}
_TONE_OF = {"met": "blue", "open first": "green", "waiting": "vermilion"}
_ROW = 22
_STUB_LIMIT = 230
_BESIDE = 160


def lag_bars(
    ladder: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    unit: str = "FLOP",
) -> alt.VConcatChart:
    """Draw the lag of open releases behind closed ones, a row a level, highest level on top.

    Parameters
    ----------
    ladder
        Result of :func:`openness.studies.vintages_and_composition.lags.measure.lag_ladder`. A level that no closed
        release is at is named in the
        caption and not drawn.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what a level is and what is open.
    unit
        Unit of the level.

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
        If a value is of the wrong type, or a level stands there twice.
    """
    rows = tidy_rows(_prepared(ladder, name), _COLUMNS, key=["level"], chart=name)
    drawn = sorted((row for row in rows if row["years"] is not None), key=lambda row: -row["level"])
    if not drawn:
        raise OpennessError(f"chart {name!r} has nothing to draw: no level has a closed release with a date")
    empty = [f"{row['level']:.1e}" for row in rows if row["years"] is None]
    met = [row for row in drawn if row["status"] != "waiting"]
    openers = len({row["open_release"] for row in met})
    return finish(
        _body(rows, drawn, unit),
        name=name,
        title=title,
        subtitle=[
            definition,
            f"n = {plural(drawn[0]['n'], 'release')} with a known level, date and access; "
            f"{plural(len(drawn), 'level')}, {number(len(met))} met, by {plural(openers, 'open release')}.",
        ],
        source=source,
        alt_text=lags_alt(drawn),
        caption=sentences(
            "Triangles: no open release had met the level when the list ends, so that the lag is longer than drawn.",
            f"Not drawn, because no closed release is there: {listing(empty)} {unit}." if empty else "",
            "One open release may meet many levels at once; a release whose level is not known can meet none.",
        ),
        columns=list(rows[0]),
    )


def _prepared(ladder: IntoFrame, name: str) -> IntoFrame:
    data = nw.from_native(ladder)
    if isinstance(data, nw.LazyFrame):
        data = data.collect()
    for column in ("is_observed", "is_open_first", "closed_date", "open_date"):
        if column not in data.columns:
            raise UnknownNameError("column", column, data.columns, where=f"the table of chart {name!r}")
    met = nw.when(nw.col("is_open_first")).then(nw.lit("open first")).otherwise(nw.lit("met"))
    return data.with_columns(
        nw.when(nw.col("is_observed")).then(met).otherwise(nw.lit("waiting")).alias("status"),
        *(_day(data, column) for column in ("closed_date", "open_date")),
    ).to_native()


def _day(data: nw.DataFrame, column: str) -> nw.Expr:
    # A column of nothing but missing dates may have no type.
    if not isinstance(data.schema[column], nw.Datetime | nw.Date):
        return nw.lit(None).cast(nw.String).alias(column)
    return nw.col(column).dt.to_string("%Y-%m-%d").alias(column)


def _body(rows: list[Row], drawn: list[Row], unit: str) -> alt.LayerChart:
    words = {
        f"{row['level']:.6e}": f"{shortened(row['closed_release'], 22)}, {row['level']:.1e} {unit}" for row in drawn
    }
    stub = min(_STUB_LIMIT, max(map(len, words.values())) * CHARACTER_WIDTH)
    width = WIDTH - stub - _BESIDE
    data = (
        alt.Chart()
        .transform_filter("isValid(datum.years)")
        .transform_calculate(
            level_key="replace(format(datum.level, '.6e'), /e([+-])(\\d)$/, 'e$10$2')",
            end="datum.status === 'waiting' ? datum.years : datum.lag_years",
            beside_text=(
                "datum.status === 'waiting' ? 'none after ' + format(datum.years, '.1f') + ' y' : "
                "truncate(datum.open_release, 18) + ', ' + format(datum.lag_years, '.1f') + ' y'"
            ),
            status_label=f"{dictionary(STATUSES)}[datum.status]",
        )
    )
    y = alt.Y(
        "level_key:N",
        scale=alt.Scale(type="band", domain=list(words), padding=0.2),
        axis=alt.Axis(
            title=None,
            labelExpr=f"{dictionary(words)}[datum.value]",
            labelLimit=_STUB_LIMIT,
            labelOverlap=False,
            domain=False,
            ticks=False,
            grid=True,
        ),
    )
    ends = [row["years"] if row["status"] == "waiting" else row["lag_years"] for row in drawn]
    domain = [min(0.0, math.floor(min(ends))), max(1.0, math.ceil(max(ends)))]
    axis = alt.Axis(title="Years after the first closed release", domain=False, tickCount=6)
    x = alt.X("end:Q", scale=alt.Scale(domain=domain), axis=axis)
    present = [status for status in STATUSES if any(row["status"] == status for row in drawn)]
    legend = alt.Legend(
        title=None,
        orient="top",
        values=present,
        labelExpr=f"{dictionary(STATUSES)}[datum.value]",
        labelLimit=260,
        symbolOpacity=1,
    )
    # One domain for both, or each would have a legend of its own.
    statuses = tone_domain(_TONE_OF)
    color = alt.Color("status:N", scale=alt.Scale(domain=statuses, range="diverging"), legend=legend)
    shapes = [_SHAPE_OF.get(status, "circle") for status in statuses]
    shape = alt.Shape("status:N", scale=alt.Scale(domain=statuses, range=shapes), legend=legend)
    bars = data.mark_rule(strokeWidth=3, opacity=0.45, aria=False).encode(x=x, x2=alt.X2Datum(0), y=y, color=color)
    marks = data.mark_point(filled=True, size=80, opacity=1).encode(
        x=x, y=y, color=color, shape=shape, tooltip=_tooltips()
    )
    zero = alt.Chart().transform_aggregate(rows="count()").mark_rule(color="#59636e", strokeDash=[4, 3], aria=False)
    beside = data.mark_text(align="left", fontSize=11, limit=_BESIDE - 8, aria=False).encode(
        x=alt.value(width + 10), y=y, text="beside_text:N"
    )
    return alt.layer(zero.encode(x=alt.XDatum(0)), bars, marks, beside).properties(
        width=width, height=len(drawn) * _ROW, data=inline(rows)
    )


def _tooltips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("closed_release:N", title="First closed release"),
        alt.Tooltip("closed_date:N", title="Its date"),
        alt.Tooltip("level:Q", title="Level", format=".2e"),
        alt.Tooltip("open_release:N", title="First open release at or above"),
        alt.Tooltip("open_date:N", title="Its date"),
        alt.Tooltip("end:Q", title="Years", format=".2f"),
        alt.Tooltip("status_label:N", title="State"),
    ]
