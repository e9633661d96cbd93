"""Means over editions of a list: of what stays, of all, of what is new; with a break where the measure changed."""

import json
import math
from collections.abc import Collection, Mapping
from itertools import pairwise

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts import encode
from openness.charts.around import WIDTH, Words, chart, faceted, panel_heading, sized
from openness.charts.captions import faded_caption
from openness.charts.encode import MUTED, tooltips
from openness.charts.frame import Row, distinct, of
from openness.charts.spoken import enough
from openness.project.errors import BadValueError, UnknownNameError
from openness.words.frames import Column
from openness.words.names import dictionary, in_order, label
from openness.words.numbers import counted, listing, lowered, number, points

_MEANS = (
    Column("series", "text", "Series"),
    Column("group", "text", "Group"),
    Column("edition", "text", "Edition"),
    Column("criteria", "text", "Criteria"),
    Column("n", "count", "n"),
    Column("mean", "share", "Mean"),
)
_TONES = ("blue", "grey", "orange")
_SHAPES = {"circle": "Circles", "square": "squares", "diamond": "diamonds"}
_STEP = 0.1
_HEIGHT = 180


@chart()
def edition_means(
    means: IntoFrame,
    about: Words,
    *,
    series: Mapping[str, str],
    alone: Collection[str] = (),
    min_group: int = 5,
    broken: str = "new criteria",
    note: str = "",
) -> alt.VConcatChart:
    """Draw means over editions, a panel a group and a line a series.

    Editions stand in order and not to scale. No line crosses an edition in which the measure changed: across it, levels
    do not compare.

    Parameters
    ----------
    means
        One row a series, group and edition: ``series``, ``group``, ``edition`` (in order as text), ``criteria`` (what
        the edition measures by; one an edition), ``n``, ``mean`` (0 to 1).
    series
        Up to three series and what they are called, in order.
    alone
        Series of which each edition has others, so that no line joins them.
    broken
        What stands where the measure changes.
    """
    declared, rows = about.read(means, _MEANS, key=["series", "group", "edition"])
    for name in distinct(rows, "series"):
        if name not in series:
            raise UnknownNameError("series", name, list(series), where=f"chart {about.name!r}")
    if len(series) > len(_TONES):
        raise BadValueError(f"chart {about.name!r} has {len(series)} series; expected {len(_TONES)} or fewer")
    editions = sorted(distinct(rows, "edition"))
    measures = {one: distinct(of(rows, edition=one), "criteria") for one in editions}
    for one, found in measures.items():
        if len(found) > 1:
            raise BadValueError(f"chart {about.name!r}: edition {one!r} has more than one measure; expected one")
    breaks = [(a, b) for a, b in pairwise(editions) if measures[a] != measures[b]]
    groups = in_order(distinct(rows, "group"), ("all",))
    shown = tooltips(declared, fields={"series": "called", "group": "group_called"})
    few = [(_point(row, series, alone), row["n"]) for row in rows]
    # What is drawn last lies on top: the first series.
    drawn = sorted(rows, key=lambda row: -list(series).index(row["series"]))
    shapes = [f"{one}:" for one in list(_SHAPES.values())[: len(series)]]
    crossed = listing([f"{a} to {b}" for a, b in breaks])
    return about.around(
        _draw(drawn, editions, groups, series, set(alone), breaks, broken, shown, min_group),
        drawn,
        n=[
            f"{'; '.join(f'{shape} {lowered(name)}' for shape, name in zip(shapes, series.values(), strict=True))}.",
            f"n of a group: {lowered(next(iter(series.values())))}. Faded: {encode.NBSP_N}{min_group}.",
        ],
        alt_text=_alt(rows, groups, series, editions, breaks, min_group),
        caption=[
            f"No line crosses {crossed}: the measure changed there, so the levels do not compare." if breaks else "",
            faded_caption(few, min_group, "entries"),
            "The axis does not begin at zero." if _domain(rows)[0] > 0 else "",
            note,
        ],
    )


def _point(row: Row, series: Mapping[str, str], alone: Collection[str]) -> str:
    """Return what a caption calls a point; of series without a line only the faded ones are small as a rule."""
    name = f"{label(row['group'])} {row['edition']}"
    return name if row["series"] in alone else f"{name}, {lowered(series[row['series']])}"


def _domain(rows: list[Row]) -> tuple[float, float]:
    """Return the axis: tens around all means."""
    values = [row["mean"] for row in rows if row["mean"] is not None]
    return _STEP * math.floor(min(values) / _STEP), min(1.0, _STEP * math.ceil(max(values) / _STEP + 0.1))


def _draw(
    rows: list[Row],
    editions: list[str],
    groups: list[str],
    series: Mapping[str, str],
    alone: set[str],
    breaks: list[tuple[str, str]],
    broken: str,
    shown: list[alt.Tooltip],
    min_group: int,
) -> alt.FacetChart:
    names = list(series)
    place = {one: at for at, one in enumerate(editions)}
    # A day in two lines, so that a dozen stand side by side.
    days = {str(at): [one[5:], one[:4]] for one, at in place.items()}
    axis = alt.Axis(
        title=None,
        values=list(range(len(editions))),
        labelExpr=f"{dictionary(days)}[datum.value]",
        grid=False,
        labelAngle=0,
    )
    x = alt.X("place:Q", scale=alt.Scale(domain=[-0.4, len(editions) - 0.6], nice=False), axis=axis)
    share = alt.Axis(title=None, format=".0%", domain=False, ticks=False, tickCount=5)
    y = alt.Y("mean:Q", scale=alt.Scale(domain=list(_domain(rows)), nice=False, zero=False), axis=share)
    tones = dict(zip(names, _TONES, strict=False))
    color = encode.tone_color("series", tones, encode.legend_on_top(names, series), "series")
    shape = alt.Shape("series:N", scale=alt.Scale(domain=names, range=list(_SHAPES)[: len(names)]), legend=None)
    base = alt.Chart().transform_calculate(
        place=f"{json.dumps(place)}[datum.edition]",
        called=f"{dictionary(series)}[datum.series]",
        group_called=f"{dictionary({one: label(one) for one in groups})}[datum.group]",
    )
    joined = base.transform_filter({"not": {"field": "series", "oneOf": sorted(alone)}}) if alone else base
    line = joined.mark_line(strokeWidth=2, aria=False)
    point = base.mark_point(filled=True, size=55)
    layers = [
        line.encode(x=x, y=y, color=color, detail=["series:N", "criteria:N"]),
        point.encode(x=x, y=y, color=color, shape=shape, opacity=encode.faded(f"datum.n < {min_group}"), tooltip=shown),
    ]
    one = alt.Chart().transform_aggregate(rows="count()")
    for before, _ in breaks:
        middle = alt.XDatum(place[before] + 0.5)
        layers.append(one.mark_rule(strokeDash=[5, 4], color=MUTED, aria=False).encode(x=middle))
        text = one.mark_text(align="center", dy=-8, fontSize=11, aria=False)
        layers.append(text.encode(x=middle, y=alt.value(0), text=alt.value(broken)))
    headings = {group: panel_heading([label(group)], _n(rows, group, names[0]), WIDTH) for group in groups}
    return faceted(sized(alt.layer(*layers), WIDTH, _HEIGHT), "group", headings, rows, columns=1)


def _n(rows: list[Row], group: str, name: str) -> int:
    """Return the size of a series in its last edition."""
    own = sorted(of(rows, group=group, series=name), key=lambda row: row["edition"])
    return own[-1]["n"] if own else 0


def _alt(
    rows: list[Row],
    groups: list[str],
    series: Mapping[str, str],
    editions: list[str],
    breaks: list[tuple[str, str]],
    min_group: int,
) -> str:
    cuts = [later for _, later in breaks]
    few = f"fewer than {min_group} entries"
    parts = [f"Lines over {counted(len(editions), 'edition')}, a panel a group."]
    for group in groups:
        said = []
        for name, called in series.items():
            own = sorted(of(rows, group=group, series=name), key=lambda row: row["edition"])
            runs = _runs([row for row in enough(own, min_group) if row["mean"] is not None], cuts)
            if own:
                said.append(f"{called}: {'; '.join(map(_run, runs)) or few}")
        parts.append(f"{label(group)}. {'. '.join(said)}.")
    return " ".join([*parts, *(f"The measure changed between {a} and {b}: levels do not compare." for a, b in breaks)])


def _runs(rows: list[Row], cuts: list[str]) -> list[list[Row]]:
    """Return rows in order of edition, parted where the measure changed."""
    runs: dict[int, list[Row]] = {}
    for row in rows:
        runs.setdefault(sum(row["edition"] >= cut for cut in cuts), []).append(row)
    return list(runs.values())


def _run(run: list[Row]) -> str:
    first, last = run[0], run[-1]
    said = f"{first['edition']} {100 * first['mean']:.1f}% of {number(first['n'])}"
    if last is first:
        return said
    moved = points(last["mean"] - first["mean"], 1)
    return f"{said}, {last['edition']} {100 * last['mean']:.1f}% of {number(last['n'])} ({moved})"
