"""Releases by period, stacked: how many there are, and what they are made of."""

from collections.abc import Sequence
from dataclasses import replace

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import WIDTH, Words, chart, inline
from openness.charts.encode import headed
from openness.charts.frame import Row, distinct, totals
from openness.charts.marks.bars import Cut, Stack, made_up
from openness.charts.periods import period_range
from openness.charts.theme import style_order
from openness.words.frames import Column
from openness.words.names import ACCESS_ORDER, TIER_ORDER, in_order, label
from openness.words.numbers import counted, listing, number, percent

_PERIOD, _GROUP = Column("period", "text", "Period"), Column("group", "text")
_COUNT, _N = Column("release_count", "count", "Releases"), Column("n", "count", "Releases")
_COUNTS = (_PERIOD, _GROUP, _COUNT)
_ACCESS = (_PERIOD, Column("access", "text", "Access"), _COUNT)
_TIERS = (_PERIOD, _GROUP, Column("tier", "text", "License tier"), _N)
_RUNGS = (_PERIOD, _GROUP, Column("rung", "text", "Training data"), _N)
_GRADES = 7
"""Colors of the theme's grades: blue to orange, the last of them gray."""


@chart("Releases by the period in which they came out.")
def release_counts(counts: IntoFrame, about: Words, *, by_label: str = "Developer group") -> alt.VConcatChart:
    """Draw the number of releases of each period, stacked by group.

    Parameters
    ----------
    counts
        One row a period and group: ``period``, ``group``, ``release_count``.
    """
    declared, rows = about.read(counts, _COUNTS, key=["period", "group"])
    groups = in_order(distinct(rows, "group"))
    by_period = totals(rows, "period")
    stack = Stack(
        Cut(
            "group",
            headed(declared, group=by_label),
            style_order(groups),
            palette="category",
            normalized=False,
            count="release_count",
        ),
        present=groups,
        periods=period_range(by_period),
        min_group=0,
        widest_total=max(by_period.values()),
    )
    body = stack.panel("", width=WIDTH, height=280)
    body.data = inline(rows)
    n = counted(sum(by_period.values()), "release")
    return replace(about, definition=f"{about.definition} n = {n}.").around(
        body,
        rows,
        n=[],
        alt_text=_counts_alt(rows),
        caption=["More releases in a list may mean more releases, or a list that looked harder."],
    )


def _counts_alt(rows: list[Row]) -> str:
    by_period, by_group = totals(rows, "period"), totals(rows, "group")
    total = sum(by_period.values())
    first, last = min(by_period), max(by_period)
    span = f"in {first}" if first == last else f"from {first} to {last}"
    parts = [
        f"{label(group)} {number(by_group[group])} ({percent(by_group[group] / total)})"
        for group in in_order(by_group)
        if total
    ]
    text = f"Stacked bar chart. {counted(total, 'release')} {span}"
    text += f": {listing(parts)}." if parts else "."
    if first != last and total:
        peak = max(sorted(by_period), key=by_period.__getitem__)
        text += f" Most in {peak} ({number(by_period[peak])})."
    return text


@chart("How the model can be reached, as a part of the releases of each period.")
def access_bars(access: IntoFrame, about: Words, *, min_group: int = 5, facet: str | None = None) -> alt.VConcatChart:
    """Draw the make-up of each period by grade of access, from open at the bottom to closed at the top.

    Parameters
    ----------
    access
        One row a period and grade (and facet): ``period``, ``access``, ``release_count``.
    """
    panels_by = list(filter(None, [facet]))
    columns = [*(Column(one, "text") for one in panels_by), *_ACCESS]
    declared, rows = about.read(access, columns, key=[*panels_by, "period", "access"])
    return made_up(
        rows,
        Cut("access", declared, ACCESS_ORDER, count="release_count"),
        about,
        order=ACCESS_ORDER,
        what="access grade",
        panels_by=panels_by,
        min_group=min_group,
    )


@chart("License tier of the weights, as a part of the releases of each period.")
def tier_bars(
    frame: IntoFrame,
    about: Words,
    *,
    by_label: str = "Developer group",
    min_group: int = 5,
    facet: str | None = None,
    note: str = "",
) -> alt.VConcatChart:
    """Draw the make-up of each period by license tier, from open at the bottom to unspecified in gray at the top.

    Parameters
    ----------
    frame
        One row a period, group and tier (and facet): ``period``, ``group``, ``tier`` (a value of
        :data:`openness.words.names.TIER_ORDER`), ``n``. A group has a panel if it has a release.
    """
    facets = list(filter(None, [facet]))
    columns = [*(Column(one, "text") for one in facets), *_TIERS]
    panels_by = ["group", *facets]
    # The grades' third color, a pale blue, is left out: blue ends where a license takes commercial use away,
    # and the last color, gray, is for releases whose license nobody stated.
    colors = (*TIER_ORDER[:2], "(no tier)", *TIER_ORDER[2:])
    declared, rows = about.read(frame, columns, key=[*panels_by, "period", "tier"])
    return made_up(
        rows,
        Cut("tier", declared, colors, always=("unspecified",)),
        about,
        order=TIER_ORDER,
        what="license tier",
        panels_by=panels_by,
        min_group=min_group,
        by_label=by_label,
        note=note,
    )


@chart("How much of their training data releases share, as a part of the releases of each period.")
def ladder(
    frame: IntoFrame, about: Words, *, rungs: Sequence[str], by_label: str = "Developer group", min_group: int = 5
) -> alt.VConcatChart:
    """Draw the make-up of each period by rung of a ladder, from all shared to nothing known, a panel a group.

    Parameters
    ----------
    frame
        One row a period, group and rung: ``period``, ``group``, ``rung`` (one of ``rungs``), ``n``. A group has a panel
        if it has a release.
    rungs
        Every rung there can be, from the bottom of a bar up; the last, of which nothing is known, is gray.
    """
    # Grades that no rung needs are left out before the last two, so that what nobody knows is gray.
    colors = (*rungs[:-2], *["(no rung)"] * (_GRADES - len(rungs)), *rungs[-2:])
    declared, rows = about.read(frame, _RUNGS, key=["group", "period", "rung"])
    return made_up(
        rows,
        Cut("rung", declared, colors),
        about,
        order=rungs,
        what="rung",
        panels_by=["group"],
        min_group=min_group,
        by_label=by_label,
    )
