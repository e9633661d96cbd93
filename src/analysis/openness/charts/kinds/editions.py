"""From one edition of a source to another."""

from collections.abc import Mapping

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import Words, chart
from openness.charts.encode import headed, tooltips
from openness.charts.frame import Row, distinct
from openness.charts.marks.steps import Steps
from openness.charts.spoken import too_few
from openness.project.errors import BadValueError
from openness.words.frames import Column
from openness.words.names import label
from openness.words.numbers import capital, counted, listing, number, percent, points

_STEPS = (
    Column("period", "text"),
    Column("group", "text"),
    Column("step", "text", "Step"),
    Column("start", "number", "From"),
    Column("end", "number", "To"),
    Column("n", "count", "Releases"),
)
_MOST, _FORMAT = 6, ".1%"


@chart()
def change_waterfall(
    steps: IntoFrame,
    about: Words,
    *,
    before: str,
    after: str,
    min_group: int = 5,
    unit: str = "releases",
    labels: Mapping[str, str] | None = None,
    note: str = "",
) -> alt.VConcatChart:
    """Draw how shares went from one edition to another, cause by cause; a panel a share.

    Parameters
    ----------
    steps
        One row a share and step, in the order to draw: ``period``, ``group``, ``step`` (``before``, causes, ``after``),
        ``start``, ``end`` (0 to 1), ``n`` (releases behind the step). Up to six shares.
    before, after
        The editions.
    min_group
        Panels of which either edition has fewer releases are faded and named in the caption.
    unit
        What is counted, in the plural.
    """
    declared, rows = about.read(steps, _STEPS, key=["period", "group", "step"])
    panels: dict[str, list[Row]] = {}
    for row in rows:
        panels.setdefault(f"{label(row['group'])}, {row['period']}", []).append(row)
    if len(panels) > _MOST:
        raise BadValueError(f"chart {about.name!r} has {len(panels)} shares; expected {_MOST} or fewer")
    words = {step: (labels or {}).get(step, label(step)) for step in distinct(rows, "step")}
    words |= {"before": before, "after": after}
    shown = tooltips(headed(declared, n=capital(unit)), number=_FORMAT, fields={"step": "cause"}, formats={"n": ","})
    mark = Steps(rows, panels, words, min_group, unit, shown)
    mark.check(about.name)
    few = [heading for heading, own in panels.items() if mark.is_small(own)]
    fading = f"Drawn faded: fewer than {min_group} {unit} in one of the editions of {listing(few)}."
    floating = "; the axis does not begin at zero" if mark.domain[0] > 0 else ""
    return about.around(
        mark.draw(),
        rows,
        n=f"From the edition of {before} to that of {after}. Beside a bar: points and {unit}.",
        alt_text=_alt(mark),
        caption=[fading if few else "", f"The bars add up to the whole change{floating}.", note],
    )


def _alt(mark: Steps) -> str:
    said = []
    for heading, own in mark.panels.items():
        if mark.is_small(own):
            said.append(f"{heading}: {too_few(mark.min_group, mark.unit.removesuffix('s'))} in one of the editions.")
            continue
        causes = sorted(own[1:-1], key=lambda row: -abs(row["end"] - row["start"]))
        spoken = [f"{mark.words[row['step']]} {points(row['end'] - row['start'], 1)}" for row in causes[:4]]
        why = f"; points by cause: {listing(spoken)}" if spoken else ""
        ends = [f"{percent(row['end'])} of {number(row['n'])}" for row in (own[0], own[-1])]
        said.append(f"{heading}: {f' {mark.unit} to '.join(ends)}{why}.")
    return f"Waterfall chart of {counted(len(mark.panels), 'share')}. {' '.join(said)}"
