"""How far rankings and raters agree."""

from collections.abc import Callable, Mapping

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts import encode
from openness.charts.around import Words, chart
from openness.charts.captions import faded_caption, some, span
from openness.charts.frame import Row, distinct, nothing_to_draw, of
from openness.charts.marks.cells import Cells
from openness.charts.marks.rows import Dots, top_axis
from openness.charts.spoken import enough, ranges, signless, too_few
from openness.project.errors import BadValueError
from openness.words.frames import Column
from openness.words.names import in_order, label
from openness.words.numbers import counted, listing, number

_ALPHAS = (
    Column("pair", "text", "Sources"),
    Column("reading", "text", "Reading"),
    Column("n", "count", "Parts that both judge"),
    Column("alpha", "number", "Alpha"),
    *encode.NUMBER_ENDS,
    Column("reason", "note", "Reason", required=False),
)
_RANKS = (
    Column("release", "text", "Release"),
    Column("group", "text", "Developer group"),
    Column("rank", "number", "Median rank"),
    *encode.NUMBER_ENDS,
    Column("base_rank", "number", "Rank at equal weights"),
    Column("score", "share", "Score", required=False),
)
_PAIRS = (
    Column("one", "text", "Metric"),
    Column("other", "text", "And"),
    Column("n", "count", "Releases"),
    Column("tau", "number", "Tau"),
    Column("lower", "number", "Interval from", required=False),
    Column("upper", "number", "Interval to", required=False),
    Column("reason", "note", "Reason", required=False),
)
_MOST_RANKS = 60
_FORMATS = {"alpha": ".3f", "lower": ".2f", "upper": ".2f"}
_WIDE_COLUMNS = 5
_WIDE = "(isValid(datum.tau) ? format(datum.tau, '.2f') : 'no estimate') + ' (n = ' + format(datum.n, ',') + ')'"
_NARROW = "[isValid(datum.tau) ? format(datum.tau, '.2f') : '\u2013', format(datum.n, ',')]"


@chart("Kendall's tau-b: 1 for the same order of releases, 0 for unrelated ones, -1 for the reverse.")
def agreement_matrix(
    table: IntoFrame, about: Words, *, min_group: int = 5, labels: Mapping[str, str] | None = None
) -> alt.VConcatChart:
    """Draw the agreement of each pair of metrics, with tau and n in every cell.

    Parameters
    ----------
    table
        One row a pair: ``one``, ``other``, ``n`` (releases that both score), ``tau`` (-1 to 1, null where it cannot
        be estimated) and optionally ``lower``, ``upper`` and ``reason``. Each pair once, so that one triangle
        is drawn; both axes are in the order in which values first appear.
    """
    declared, rows = about.read(table, _PAIRS, key=["one", "other"], interval="tau")
    _check_pairs(rows, about.name)
    _check_correlation(rows, "tau", about.name)
    words = {metric: label(metric) for key in ("one", "other") for metric in distinct(rows, key)} | dict(labels or {})
    down, across = ({metric: words[metric] for metric in distinct(rows, key)} for key in ("one", "other"))
    known = [row for row in rows if row["tau"] is not None]
    # Of many metrics the cells hold two short lines, and the subtitle says what they are.
    is_narrow = len(across) > _WIDE_COLUMNS
    cells = Cells(
        row="one",
        column="other",
        value="tau",
        text=_NARROW if is_narrow else _WIDE,
        down=down,
        across=across,
        legend="Tau (below 0 as 0)",
        legend_format=".1f",
        tooltips=encode.tooltips(
            declared,
            rows[0],
            "one other tau n lower upper reason",
            fields={"one": "row_label", "other": "column_label"},
            number=".2f",
            formats={"tau": ".3f"},
        ),
        faded=f"datum.n < {min_group}",
        row_height=34,
        lines=2 if is_narrow else 1,
    )

    def pair(row: Row) -> str:
        return f"{words[row['one']]} and {words[row['other']]}"

    reading = "In a cell: tau over n. " if is_narrow else ""
    return about.around(
        cells.draw(rows),
        rows,
        n=f"n = {span(row['n'] for row in rows)} releases that both score. {reading}"
        f"Faded: {encode.NBSP_N}{min_group}. Dashed: it cannot be estimated.",
        alt_text=_pairs_alt(rows, pair, min_group),
        caption=[
            some("Not estimated", [f"{pair(row)} ({row['n']})" for row in rows if row["tau"] is None]),
            faded_caption(((pair(row), row["n"]) for row in known), min_group),
        ],
    )


def _check_pairs(rows: list[Row], chart: str) -> None:
    seen = set()
    for row in rows:
        pair = frozenset((row["one"], row["other"]))
        if pair in seen:
            raise BadValueError(
                f"chart {chart!r} has the pair {row['one']!r} and {row['other']!r} twice; expected once"
            )
        seen.add(pair)


def _pairs_alt(rows: list[Row], pair: Callable[[Row], str], min_group: int) -> str:
    known = [row for row in rows if row["tau"] is not None]
    solid = sorted(enough(known, min_group), key=lambda row: -row["tau"])
    text = f"Matrix of rank correlations, {len(rows)} pairs of metrics."
    if not known:
        return f"{text} None can be estimated."
    for what, ends in (("Closest", solid[:1]), ("Furthest apart", solid[1:][-1:])):
        text += "".join(f" {what}: {pair(one)}, tau {signless(one['tau'])} (n = {number(one['n'])})." for one in ends)
    if len(solid) < len(known):
        text += f" Resting on {too_few(min_group)}: {len(known) - len(solid)}."
    return text + (f" Not estimated: {len(rows) - len(known)}." if len(known) < len(rows) else "")


def _check_correlation(rows: list[Row], value: str, chart: str) -> None:
    """Raise ``BadValueError`` where a value is neither null nor from -1 to 1."""
    for row in rows:
        if row[value] is not None and not -1 <= row[value] <= 1:
            raise BadValueError(f"column {value!r} of chart {chart!r} holds {row[value]}; expected -1 to 1, or null")


@chart("Krippendorff's alpha: 1 for agreement throughout, 0 for what chance gives, below 0 for less.")
def alpha_intervals(table: IntoFrame, about: Words, *, labels: Mapping[str, str] | None = None) -> alt.VConcatChart:
    """Draw the agreement of each pair of raters under each reading, with its interval and n.

    Parameters
    ----------
    table
        One row a pair and reading: ``pair``, ``reading``, ``n`` (things that both judge), ``alpha`` (at most 1, null
        where it cannot be estimated), ``lower`` and ``upper`` (95%, null where there is no interval) and optionally
        ``reason``. Both are in the order in which values first appear; pairs without any estimate are not drawn.
    """
    declared, rows = about.read(table, _ALPHAS, key=["pair", "reading"], interval="alpha")
    _check_correlation(rows, "alpha", about.name)
    estimated = {row["pair"] for row in rows if row["alpha"] is not None}
    if not estimated:
        raise nothing_to_draw(about.name, "no agreement can be estimated")
    # The field that Dots tells groups by.
    drawn = [{**row, "group": row["reading"]} for row in rows if row["pair"] in estimated]
    words = {value: label(value) for key in ("pair", "reading") for value in distinct(rows, key)} | dict(labels or {})
    silent = {pair: max(row["n"] for row in of(rows, pair=pair)) for pair in distinct(rows, "pair")}
    lowest = min(0.0, *(row[key] for row in drawn for key in ("alpha", "lower") if row[key] is not None))
    dots = Dots(
        rows=drawn,
        item="pair",
        value="alpha",
        words={pair: words[pair] for pair in distinct(drawn, "pair")},
        axis=top_axis("Alpha", format=".1f", tickCount=6),
        domain=(lowest, 1.0),
        tooltips=encode.tooltips(declared, rows[0], "pair reading alpha lower upper n reason", formats=_FORMATS),
        groups=distinct(drawn, "group"),
        dodged=True,
        beside="(isValid(datum.alpha) ? format(datum.alpha, '.2f') : 'not estimable') "
        "+ ' (n = ' + format(datum.n, ',') + ')'",
        beside_width=140,
        line=0,
    )
    unknown = [f"{words[pair]} ({n})" for pair, n in silent.items() if pair not in estimated]
    return about.around(
        dots.draw(),
        rows,
        n=f"n = {span(row['n'] for row in drawn)} parts that both judge. Bars: 95% intervals.",
        alt_text=_alphas_alt(drawn, words),
        caption=[some("Not estimable under any reading", unknown)],
    )


def _alphas_alt(rows: list[Row], words: Mapping[str, str]) -> str:
    def said(row: Row) -> str:
        return f"{signless(row['alpha'])} ({words[row['pair']]})"

    named = {words[reading]: of(rows, reading=reading) for reading in distinct(rows, "reading")}
    pairs = counted(len(distinct(rows, "pair")), "pair")
    return " ".join([f"Dot chart of {pairs} of sources.", *ranges(named, "alpha", said)])


@chart("Median rank and 95% of the ranks that a release has when the weights of the criteria are drawn at random.")
def rank_intervals(ranks: IntoFrame, about: Words, *, most: int = 40, bottom: bool = False) -> alt.VConcatChart:
    """Draw the rank of each release with its interval, the best first.

    Parameters
    ----------
    ranks
        One row a release: ``release``, ``group``, ``rank`` (median, 1 is best), ``lower`` and ``upper`` (95%),
        ``base_rank`` (at equal weights) and optionally ``score`` (0 to 1, for the tooltip).
    most
        Number of releases to draw, from 1 to 60; the caption says how many there are besides.
    bottom
        Whether these are the last rather than the first.
    """
    declared, rows = about.read(ranks, _RANKS, key=["release"], interval="rank")
    known = [row for row in rows if row["rank"] is not None]
    ordered = sorted(known, key=lambda row: (row["rank"], row["base_rank"] or 0, row["release"]))
    kept = min(max(most, 1), _MOST_RANKS)
    drawn = (ordered[-kept:] if bottom else ordered[:kept]) or rows[:kept]
    ends = [value for row in drawn for value in (row["lower"], row["upper"], row["base_rank"]) if value is not None]
    low, high = (min(ends), max(ends)) if ends else (1.0, 1.0)
    dots = Dots(
        rows=drawn,
        item="release",
        value="rank",
        words={row["release"]: row["release"] for row in drawn},
        axis=top_axis("Rank (1: most open)", format="d", tickMinStep=1),
        domain=(low - 0.5, high + 0.5),
        tooltips=encode.tooltips(declared, rows[0], number=".1f"),
        groups=in_order(distinct(drawn, "group")),
        second="base_rank",
    )
    left_out = len(known) - len(drawn)
    cut = f"Drawn: the {'last' if bottom else 'first'} {number(len(drawn))}; {number(left_out)} more are in no row."
    unranked = f"No rank for {counted(len(rows) - len(known), 'release')}."
    return about.around(
        dots.draw(),
        rows,
        n=f"n = {counted(len(known), 'ranked release')}. Dot: median; bar: 95%; stroke: rank at equal weights.",
        alt_text=_ranks_alt(drawn, len(known)),
        caption=[
            cut if left_out > 0 else "",
            unranked if len(known) < len(rows) else "",
            "An interval says how far the rank hangs on the weights, not how sure the judgments are.",
        ],
    )


def _ranks_alt(drawn: list[Row], total: int) -> str:
    text = f"Dot chart of the ranks of {number(len(drawn))} of {counted(total, 'release')}."
    ranked = [row for row in drawn if row["rank"] is not None]
    if not ranked:
        return f"{text} None can be ranked."

    def interval(row: Row) -> str:
        return f"{round(row['lower'], 1):g} to {round(row['upper'], 1):g}"

    spoken = [f"{row['release']} {round(row['rank'], 1):g} ({interval(row)})" for row in ranked[:3]]
    widest = max(ranked, key=lambda row: row["upper"] - row["lower"])
    return (
        f"{text} From the top, median rank and 95% interval: {listing(spoken)}. "
        f"Widest interval: {widest['release']}, {interval(widest)}."
    )
