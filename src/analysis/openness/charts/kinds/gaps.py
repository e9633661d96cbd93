"""Gaps, a row each: what is claimed against what is practiced, published figures against recomputed ones."""

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import Words, chart
from openness.charts.captions import faded_caption, some
from openness.charts.encode import NBSP_N, share_axis, tooltips
from openness.charts.frame import Row, distinct, nothing_to_draw
from openness.charts.marks.rows import Dots
from openness.charts.spoken import enough, too_few
from openness.words.frames import Column
from openness.words.names import in_order, shortened
from openness.words.numbers import counted, listing, number, percent

_GAPS = (
    Column("item", "text", "Name"),
    Column("group", "text", "Developer group"),
    Column("practice", "share", "Practiced"),
    Column("failed", "note", "Fails"),
    Column("n", "count", "Releases", required=False),
    Column("evidence_url", "note", "Evidence", required=False),
)
_FIGURES = (
    Column("figure_id", "text"),
    Column("claim", "text", "Claim"),
    Column("publisher", "text", "Publisher"),
    Column("unit", "text", "Unit"),
    Column("printed", "text", "Published"),
    Column("published", "number"),
    Column("recomputed", "number", "Recomputed"),
    Column("verdict", "text", "Verdict"),
)
_MOST = 60
_SPOKEN = 3
_VERDICTS = {"agrees": "agree", "differs": "differ"}
_PRINTED = "(test(/^-?[0-9]+$|e/, datum.printed) ? format(datum.published, ',.0f') : datum.printed)"
_NUMBERS = _PRINTED + " + ' \u2192 ' + format(datum.recomputed, abs(datum.recomputed) < 1000 ? ',.2~f' : ',.0f')"


@chart()
def claims_gap(gaps: IntoFrame, about: Words, *, min_group: int = 5, most: int = 40) -> alt.VConcatChart:
    """Draw the share that each release or developer practices against the whole that it claims, the widest gap first.

    Parameters
    ----------
    gaps
        One row a release or developer: ``item``, ``group``, ``practice`` (0 to 1: what of the claim is met; null where
        it cannot be judged), ``failed`` (the criteria that fail, as words, or null), and optionally ``n`` (releases
        behind the row) and ``evidence_url``.
    most
        Number of rows to draw, from 1 to 60; the caption says how many there are besides.
    """
    declared, rows = about.read(gaps, _GAPS, key=["item"])
    judged = sorted((row for row in rows if row["practice"] is not None), key=lambda r: (r["practice"], r["item"]))
    if not judged:
        raise nothing_to_draw(about.name, "no practice can be judged")
    drawn = judged[: min(max(most, 1), _MOST)]
    has_n = "n" in rows[0]
    dots = Dots(
        rows=drawn,
        item="item",
        value="practice",
        words={row["item"]: shortened(row["item"]) + (f" ({number(row['n'])})" if has_n else "") for row in drawn},
        axis=share_axis(orient="top", title="Practiced, of the 100% claimed", grid=True),
        domain=(-0.02, 1.02),
        tooltips=tooltips(declared, rows[0]),
        lower="practice",
        upper=1.0,
        groups=in_order(distinct(drawn, "group")),
        faded=f"datum.n < {min_group}" if has_n else "false",
        beside="isValid(datum.failed) ? datum.failed : ''",
        beside_width=210,
        line=1,
    )
    left_out, silent = len(judged) - len(drawn), len(rows) - len(judged)
    fading = f" Faded: {NBSP_N}{min_group}." if has_n else ""
    return about.around(
        dots.draw(),
        rows,
        n=f"n = {counted(len(judged), 'row')} judged. To the right: what fails.{fading}",
        alt_text=_claims_alt(drawn, len(judged), min_group if has_n else None),
        caption=[
            f"Drawn: the {len(drawn)} widest gaps; {left_out} more are narrower." if left_out else "",
            f"Not judged, because the source says too little: {silent}." if silent else "",
            faded_caption(((row["item"], row["n"]) for row in drawn if has_n), min_group),
        ],
    )


def _claims_alt(drawn: list[Row], total: int, min_group: int | None) -> str:
    text = f"Dot chart of {number(len(drawn))} of {number(total)} claims."
    solid = drawn if min_group is None else enough(drawn, min_group)
    if not solid:
        return f"{text} Each rests on {too_few(min_group)}."
    spoken = [
        f"{row['item']} {percent(row['practice'])}" + (f", fails {row['failed']}" if row["failed"] else "")
        for row in solid[:_SPOKEN]
    ]
    text += f" Least practiced: {'; '.join(spoken)}."
    if len(solid) > _SPOKEN:
        text += f" Most practiced of those drawn: {solid[-1]['item']} {percent(solid[-1]['practice'])}."
    return text


@chart("Each published figure is set to 100%. The dot is what the data here, or the publisher's own numbers, give.")
def published_dumbbell(checks: IntoFrame, about: Words, *, most: int = 40) -> alt.VConcatChart:
    """Draw how far recomputed figures lie from published ones, the widest difference first.

    Parameters
    ----------
    checks
        One row a figure: ``figure_id``, ``claim``, ``publisher``, ``unit``, ``printed`` (as published), ``published``
        and ``recomputed`` (numbers; null where it cannot be recomputed) and ``verdict`` (``agrees``, ``differs`` or
        another word for figures that are not drawn).
    most
        Number of figures to draw, from 1 to 60; the caption says how many there are besides.
    """
    declared, rows = about.read(checks, _FIGURES, key=["figure_id"])
    # Of a published 0 nothing is a percentage. What tells dots apart is called group in every chart of rows.
    scaled = [
        row | {"percent": 100 * row["recomputed"] / row["published"], "group": row["verdict"]}
        for row in rows
        if row["recomputed"] is not None and row["published"] and row["verdict"] in _VERDICTS
    ]
    if not scaled:
        raise nothing_to_draw(about.name, "no figure was recomputed")
    ordered = sorted(scaled, key=lambda row: (-abs(row["percent"] - 100), row["figure_id"]))
    drawn = ordered[: min(max(most, 1), _MOST)]
    ends = [100, *(row["percent"] for row in drawn)]
    margin = max(1.0, (max(ends) - min(ends)) * 0.04)
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
        domain=(min(ends) - margin, max(ends) + margin),
        tooltips=tooltips(declared, number=",.2f"),
        lower="percent",
        upper=100.0,
        groups=in_order(distinct(drawn, "verdict"), tuple(_VERDICTS)),
        beside=_NUMBERS,
        beside_width=150,
        line=100,
        label_limit=360,
    )
    left_out = len(scaled) - len(drawn)
    counts = [f"{sum(row['verdict'] == verdict for row in scaled)} {words}" for verdict, words in _VERDICTS.items()]
    figures = counted(len(scaled), "recomputed figure")
    spoken = [
        f"{row['claim']}, {row['printed']} published and {row['recomputed']:.4g} recomputed" for row in drawn[:_SPOKEN]
    ]
    not_drawn = [counted(len(rows) - len(scaled), "figure")] if len(rows) > len(scaled) else []
    return about.around(
        dots.draw(),
        rows,
        n=f"n = {figures}: {listing(counts)}. To the right: both numbers.",
        alt_text=f"Dot chart of {len(drawn)} of {figures}: {listing(counts)}. Widest differences: {'; '.join(spoken)}.",
        caption=[
            f"Drawn: the {len(drawn)} that differ most; {left_out} more differ less or not." if left_out else "",
            some("Not drawn, because they cannot be recomputed", not_drawn),
            "A bound that was claimed, such as over 45, may agree though the number is another.",
        ],
        columns=[column for column in drawn[0] if column != "group"],
    )
