"""What moved most: every definition and part of every list with dates, ranked by its slope, with allowance for looking.

Definitions and parts that judge each release of a list alike are one line. A slope is claimed to be found where its p
survives Benjamini and Yekutieli's rule over all that were looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from openness.measures.ask import ALL, Question
from openness.measures.headline import CERTAIN, GROUPS
from openness.measures.selection import editions
from openness.statistics.decomposition.split import kitagawa, main_effects
from openness.statistics.multiplicity import with_adjusted_p
from openness.statistics.pairs import pair_differences
from openness.statistics.results import SLOPE_DIFFERENCES, SLOPES
from openness.statistics.trend import model
from openness.statistics.trend.slope_bounds import slope_bounds
from openness.studies.trend_inference import claims
from openness.studies.trend_inference.lines import (
    FACTORS,
    Line,
    filled_of,
    groups_of,
    lines_of,
    of_group,
    questions,
    spans,
    with_factors,
)
from openness.studies.trend_inference.results import COMPOSED, MOVES, SIGNIFICANT

_FIRST, _LAST = "first", "last"


@dataclass(frozen=True)
class Moved:
    """Every slope that was looked at, the lines they are of, and the editions of these."""

    lines: list[Line]
    moves: pl.DataFrame  # results.MOVES
    editions: list[str]


def moved(asked: Question, min_group: int = 5, margin: float = model.MARGIN, teams: str = "first") -> Moved:
    """Return what moved on every list that answers over time, in the years that a question begins and ends with."""
    found = [line for question in questions(asked) for line in lines_of(question)]
    options = {"min_group": min_group, "teams": teams}
    ranked = rank(pl.concat([_moves(line, margin, options) for line in found], how="vertical_relaxed"))
    told = _with_claims(ranked, _by_name(found), margin, options)
    seen = pl.concat(line.releases.select("source", "vintage").unique() for line in found).unique()
    return Moved(found, told, editions(seen))


def composition(seen: Moved, min_group: int = 5) -> pl.DataFrame:
    """Return :data:`COMPOSED` of the slopes that are found: what is left of a change among like releases."""
    lines = _by_name(seen.lines)
    rows = []
    for row in seen.moves.filter("is_found").iter_rows(named=True):
        rows += composed(lines[row["source"], row["outcome"]], row["group"], min_group)
    return pl.DataFrame(rows, schema=COMPOSED.schema)


def surest(moves: pl.DataFrame) -> dict | None:
    """Return the steepest slope that is found, holds whatever blanks are and has both spans; None if none."""
    sure = moves.filter("is_found", claim=CERTAIN).drop_nulls("difference")
    return sure.row(0, named=True) if sure.height else None


def rank(moves: pl.DataFrame) -> pl.DataFrame:
    """Return moves with the p that allows for all of them, those that are found first, the steepest of them first."""
    adjusted = with_adjusted_p(moves.drop("tests", "p_by", "is_found"))
    is_found = (pl.col("p_by") < SIGNIFICANT).fill_null(value=False)
    steep = pl.col("points_per_year").abs()
    return (
        adjusted.with_columns(is_found=is_found, tests=pl.col("tests").cast(pl.Int64))
        .sort(
            ~is_found,
            steep,
            "source",
            "outcome",
            "group",
            descending=[False, True, False, False, False],
            nulls_last=True,
        )
        .select(MOVES.names)
    )


def composed(line: Line, group: str, min_group: int) -> list[dict]:
    """Return rows of :data:`COMPOSED`: the change between both spans, split by what the list is made of."""
    before, after = spans(line)
    if before is None:
        return []
    releases = of_group(with_factors(line), group)
    options = {"before": tuple(map(str, before)), "after": tuple(map(str, after)), "min_group": min_group}
    factors = [name for name in FACTORS if releases[name].n_unique() > 1]
    rows = []
    for factor in factors:
        split = kitagawa(releases, factor=factor, **options).filter(category=ALL)
        rows += _split_rows(line, group, factor, split)
    if len(factors) > 1:
        split = main_effects(releases, factors=factors, **options)
        parts = split.filter(pl.col("part") != "composition")
        rows += _split_rows(line, group, ALL, parts)
    return rows


def _by_name(lines: Sequence[Line]) -> dict[tuple[str, str], Line]:
    return {(line.question.source, line.outcome): line for line in lines}


def _moves(line: Line, margin: float, options: dict) -> pl.DataFrame:
    groups = groups_of(line.years)
    found = model.trend_model(groups, margin=margin, draws=0, **options)
    slopes = {row["group"]: row for row in found.iter_rows(named=True)}
    before, after = spans(line)
    ends = {} if before is None else _ends(groups, before, after, options["min_group"])
    head = {
        "source": line.question.source,
        "vintage": line.question.vintage,
        "outcome": line.outcome,
        "kind": line.kind,
        "title": line.title,
        "first_years": None if before is None else f"{before[0]} to {before[1]}",
        "last_years": None if after is None else f"{after[0]} to {after[1]}",
    }
    rows = [
        dict.fromkeys(MOVES.names)
        | {name: value for name, value in slopes[group].items() if name in MOVES.names}
        | head
        | {"group": group}
        | ends.get(group, {})
        for group in (*GROUPS, ALL)
        if group in slopes
    ]
    return pl.DataFrame(rows, schema=MOVES.schema)


def _ends(groups: pl.DataFrame, before: tuple[int, int], after: tuple[int, int], min_group: int) -> dict[str, dict]:
    """Return the shares of both spans of each group, and their difference."""
    year = pl.col("release_date").dt.year()
    span = pl.when(year.is_between(*before)).then(pl.lit(_FIRST)).when(year.is_between(*after)).then(pl.lit(_LAST))
    spanned = groups.with_columns(_span=span).drop_nulls("_span")
    pairs = pl.DataFrame(
        [(group, _LAST, _FIRST) for group in groups["developer_group"].unique().sort()],
        schema=["developer_group", "group", "other_group"],
        orient="row",
    )
    found = pair_differences(spanned, pairs, by="_span", within=["developer_group"], minimum=min_group)
    return {
        row["developer_group"]: {
            "first_n": row["other_n"],
            "first_share": row["other_share"],
            "last_n": row["n"],
            "last_share": row["share"],
            "difference": row["difference"],
            "difference_lower": row["lower"],
            "difference_upper": row["upper"],
        }
        for row in found.iter_rows(named=True)
    }


def _with_claims(moves: pl.DataFrame, lines: dict[tuple[str, str], Line], margin: float, options: dict) -> pl.DataFrame:
    """Return moves with what may be claimed of those that are found."""
    told, no_pair = [], pl.DataFrame(schema=SLOPE_DIFFERENCES.schema)
    for row in moves.iter_rows(named=True):
        if not row["is_found"]:
            told.append({})
            continue
        line = lines[row["source"], row["outcome"]]
        own, filled = (of_group(one, row["group"]) for one in (line.years, filled_of(line)))
        single = pl.DataFrame([{name: row.get(name) for name in SLOPES.names}], schema=SLOPES.schema)
        bounds = slope_bounds(own, [], filled=filled, **options)
        told.append(claims.told(single, no_pair, bounds, margin).row(0, named=True))
    ends = [f"{blanks}_{end}" for blanks in ("corrected", "bounds") for end in ("lower", "upper")]
    names = ("blank_count", "claim", *ends)
    return moves.with_columns(
        pl.Series(name, [one.get(name) for one in told], dtype=MOVES.schema[name]) for name in names
    ).select(MOVES.names)


def _split_rows(line: Line, group: str, factor: str, split: pl.DataFrame) -> list[dict]:
    found = []
    for panel in split["panel"].unique(maintain_order=True):
        own = {row["part"]: row for row in split.filter(panel=panel).iter_rows(named=True)}
        change, within_ = own["change"], own["within"]
        found.append(
            {"source": line.question.source, "outcome": line.outcome, "title": line.title, "group": group}
            | {"panel": panel, "factor": factor}
            | {name: change[name] for name in ("n_a", "n_b", "share_a", "share_b", "developers")}
            | {"change": change["contribution"], "within": within_["contribution"]}
            | {"within_lower": within_["lower"], "within_upper": within_["upper"]}
            | {"reason": within_["reason"]}
        )
    return found
