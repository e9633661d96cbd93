"""Two groups compared: as they are or at a common mix of kinds, with blanks left out, corrected or bounded.

Everything is a share of rows with an outcome, by group and cell (such as a modality), and hangs on counts by cluster.
All variances are those of the jackknife that leaves out one cluster at a time, from both groups, all cells and the
rates of filling in alike; intervals of levels are score intervals at the effective number of rows, and that of a
difference is made of the bounds of both levels, less what clusters that stand in both groups give them in common.

Sources of the formulas: Kitagawa, E. M. (1955), Journal of the American Statistical Association 50(272), 1168-1194,
https://doi.org/10.1080/01621459.1955.10501299, for the common mix; Manski, C. F. (1990), American Economic Review
80(2), 319-323, https://www.jstor.org/stable/2006592, for the bounds; Imbens, G. W. and Manski, C. F. (2004),
Econometrica 72(6), 1845-1857, https://doi.org/10.1111/j.1468-0262.2004.00555.x, for their sampling error; Zou, G. Y.
and Donner, A. (2008), Statistics in Medicine 27(10), 1693-1702, https://doi.org/10.1002/sim.3095, for the difference.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoFrameT

from openness.project.errors import BadValueError
from openness.statistics.clustered_shares import effective_rows, in_common, left_out, score_bounds
from openness.statistics.common_mix import at_common_mix, pooled, pooling
from openness.statistics.common_mix import mix as common_mix
from openness.statistics.differences import apart
from openness.statistics.door import eager, made, with_outcome
from openness.statistics.results import CONTRASTS
from openness.statistics.share_intervals import CONFIDENCE, count_clusters

KNOWN, CORRECTED, BOUNDS = "known", "corrected", "bounds"
BLANKS = (KNOWN, CORRECTED, BOUNDS)
"""What is done with rows of unknown outcome: left out; open as often as those that were filled in later; anything."""

PLAIN, STANDARDIZED = "plain", "standardized"
OTHER = "other"
MINIMUM = 5

_NORMAL = NormalDist()
_STEPS = 60
_LEAST_P = 1e-9
"""Chances of error below this are not told apart: rounding would."""


@dataclass(frozen=True)
class _Counts:
    """Counts by cluster, group (0 and 1) and cell, and of rows that were filled in, by cluster and group."""

    n: np.ndarray
    open: np.ndarray
    blank: np.ndarray
    filled: np.ndarray
    filled_open: np.ndarray


@dataclass(frozen=True)
class _Levels:
    """Level of each group under one treatment of blanks, with what its interval is made of."""

    share: np.ndarray
    rows: np.ndarray
    degrees: np.ndarray
    variance: np.ndarray
    moved: np.ndarray  # clusters x groups: the level without a cluster less that of all


def contrast(
    frame: IntoFrameT,
    *,
    groups: tuple[str, str] = ("corporate", "community"),
    by: str = "developer_group",
    cell: str | None = "modality",
    filled: Any = None,
    is_open: str = "is_open",
    cluster: str = "developer_id",
    minimum: int = MINIMUM,
    confidence: float = CONFIDENCE,
) -> IntoFrameT:
    """Return the share of one group less that of another, plain and standardized, under each treatment of blanks.

    Parameters
    ----------
    frame
        One row an observation, pandas, polars or lazy; rows of other groups are passed over.
    groups
        Values of ``by``: the first less the second.
    cell
        Column of kinds that the groups are brought to a common mix of: the mean of both groups' shares of rows.
        None: plain differences only.
    filled
        Rows whose outcome an earlier edition did not know and a later one does, with the columns of ``frame``; without
        them blanks are not corrected.
    is_open, cluster
        Columns of the outcome and of clusters, such as developers.
    minimum
        Cells in which a group has fewer rows of known outcome are put together as ``other``; if that has fewer too it
        is left out.
    confidence
        Level of the intervals.

    Returns
    -------
    frame of the caller's kind
        :data:`~openness.statistics.results.CONTRASTS`, a row a mix and treatment of blanks; none for a treatment
        that cannot be had.
    """
    if groups[0] == groups[1]:
        raise BadValueError(f"group {groups[0]!r} is compared with itself, expected two groups")
    if not 0 < confidence < 1:
        raise BadValueError(f"confidence is {confidence}, expected a number between 0 and 1")
    data = eager(frame, [by, is_open, cluster, *([cell] if cell else [])])
    one = "_cell"
    counted = _counted(data, by, cell, is_open, cluster, groups, one)
    later = (
        None
        if filled is None
        else _counted(eager(filled, [by, is_open, cluster]), by, None, is_open, cluster, groups, one)
    )
    cells = counted[one].unique().sort().to_list()
    always = cells.index(OTHER) if OTHER in cells else None
    counts, rows = _arrays(counted, later, groups, by, one, cells), []
    for mix in (PLAIN, STANDARDIZED) if cell else (PLAIN,):
        kept, left_out_share = _in_cells(counts, mix, minimum, always)
        rows += [
            {"mix": mix, "left_out": left_out_share, "group": groups[0], "other_group": groups[1]} | found
            for found in _treated(kept, confidence)
        ]
    return made(rows, CONTRASTS, data)


def _counted(
    data: Any, by: str, cell: str | None, is_open: str, cluster: str, groups: Sequence[str], one: str
) -> pl.DataFrame:
    kept = with_outcome(data, is_open).filter(nw.col(by).is_in(list(groups)))
    named = (
        nw.lit("") if cell is None else nw.when(~nw.col(cell).is_null()).then(nw.col(cell)).otherwise(nw.lit("unknown"))
    )
    return count_clusters(kept.with_columns(named.alias(one)), [by, one], cluster)


def _in_cells(counts: _Counts, mix: str, minimum: int, always: int | None) -> tuple[_Counts, float]:
    """Return counts by the cells of a mix, and which share of rows of known outcome its small cells leave out."""
    parts = (counts.n, counts.open, counts.blank)
    if mix == PLAIN:
        return replace(counts, **_named(part.sum(2, keepdims=True) for part in parts)), 0.0
    masks = pooling(counts.n.sum(0), minimum, always)
    kept = replace(counts, **_named(pooled(part, *masks) for part in parts))
    every = counts.n.sum()
    return kept, float(1 - kept.n.sum() / every) if every else 0.0


def _named(parts: Iterable[np.ndarray]) -> dict[str, np.ndarray]:
    return dict(zip(("n", "open", "blank"), parts, strict=True))


def _arrays(
    counted: pl.DataFrame, later: pl.DataFrame | None, groups: Sequence[str], by: str, one: str, names: Sequence[str]
) -> _Counts:
    tables = [counted] if later is None else [counted, later]
    clusters = {name: i for i, name in enumerate(pl.concat([t["_cluster"] for t in tables]).unique().sort())}
    cells = {name: i for i, name in enumerate(names)}
    sides = {name: i for i, name in enumerate(groups)}
    shape = (len(clusters), 2, max(len(cells), 1))
    found = {name: np.zeros(shape) for name in ("n", "open_count", "unknown_count")}
    for row in counted.iter_rows(named=True):
        place = (clusters[row["_cluster"]], sides[row[by]], cells[row[one]])
        for name, array in found.items():
            array[place] += row[name]
    filled, opened = np.zeros(shape[:2]), np.zeros(shape[:2])
    for row in () if later is None else later.iter_rows(named=True):
        place = (clusters[row["_cluster"]], sides[row[by]])
        filled[place] += row["n"]
        opened[place] += row["open_count"]
    return _Counts(found["n"], found["open_count"], found["unknown_count"], filled, opened)


def _treated(counts: _Counts, confidence: float) -> list[dict[str, Any]]:
    known = _levels(counts, None)
    ends = {KNOWN: (known, known), BOUNDS: (_levels(counts, 0.0), _levels(counts, 1.0))}
    if (counts.filled.sum(0) > 0).all():
        corrected = _levels(counts, "rate")
        ends[CORRECTED] = (corrected, corrected)
    return [{"blanks": name} | _row(counts, *ends[name], confidence) for name in BLANKS if name in ends]


def _levels(counts: _Counts, blanks: float | str | None) -> _Levels:
    """Return the level of each group: blanks left out (None), of one value, or open as often as those filled in."""
    parts = (counts.n, counts.open, counts.blank, counts.filled, counts.filled_open)
    totals = [part.sum(0, keepdims=True) for part in parts]
    share = _share(totals, blanks)[0]
    moved = _share([total - part for total, part in zip(totals, parts, strict=True)], blanks)
    sizes = counts.n if blanks is None else counts.n + counts.blank
    touches = (sizes.sum(2) > 0) | ((counts.filled > 0) if blanks == "rate" else False)
    with np.errstate(invalid="ignore", divide="ignore"):
        whole = sizes.sum(0)
        weight = (sizes * np.where(whole > 0, common_mix(whole) / whole, 0.0)).sum(2)
    found = left_out(share, moved, touches=touches, size=weight, rows=sizes.sum((0, 2)))
    change = np.where(touches, moved - share, 0.0)
    return _Levels(share, effective_rows(found), found.degrees, found.variance, change)


def _share(sums: Sequence[np.ndarray], blanks: float | str | None) -> np.ndarray:
    """Return the level of each group from the sums of counts, which may be many: sets x groups."""
    n, opened, blank, filled, filled_open = sums
    with np.errstate(invalid="ignore", divide="ignore"):
        if blanks is not None:
            rate = (filled_open / filled)[..., None] if blanks == "rate" else blanks
            n, opened = n + blank, opened + blank * rate
        return at_common_mix(n, opened)


def _row(counts: _Counts, least: _Levels, most: _Levels, confidence: float) -> dict[str, Any]:
    sizes = counts.n.sum((0, 2))
    levels = [_interval(least, most, side, confidence) for side in (0, 1)]
    difference = (least.share[0] - most.share[1], most.share[0] - least.share[1])
    bounds = _difference(least, most, confidence)
    blank = counts.blank.sum((0, 2))
    row = {
        "n": int(sizes[0]),
        "other_n": int(sizes[1]),
        "blank_count": int(blank[0]),
        "other_blank_count": int(blank[1]),
        "developers": int((counts.n[:, 0].sum(1) > 0).sum()),
        "other_developers": int((counts.n[:, 1].sum(1) > 0).sum()),
        "share_least": least.share[0],
        "share_most": most.share[0],
        "share_lower": levels[0][0],
        "share_upper": levels[0][1],
        "other_share_least": least.share[1],
        "other_share_most": most.share[1],
        "other_share_lower": levels[1][0],
        "other_share_upper": levels[1][1],
        "difference_least": difference[0],
        "difference_most": difference[1],
        "lower": bounds[0],
        "upper": bounds[1],
        "p_value": _p_value(least, most),
    }
    return {key: None if isinstance(value, float) and not np.isfinite(value) else value for key, value in row.items()}


def _interval(least: _Levels, most: _Levels, side: int, confidence: float) -> tuple[float, float]:
    width = most.share[side] - least.share[side]
    tail = covering_tail(width, max(least.variance[side], most.variance[side]) ** 0.5, confidence)
    return _score(least, side, tail)[0], _score(most, side, tail)[1]


def _difference(least: _Levels, most: _Levels, confidence: float) -> tuple[float, float]:
    """Return the bounds of the difference, whose ends are the least of one side less the most of the other."""
    ends = (least.share[0] - most.share[1], most.share[0] - least.share[1])
    common = [float(in_common(one.moved[:, 0], other.moved[:, 1])) for one, other in ((least, most), (most, least))]
    errors = [
        apart(one.variance[0] ** 0.5, other.variance[1] ** 0.5, shared)
        for (one, other), shared in zip(((least, most), (most, least)), common, strict=True)
    ]
    tail = covering_tail(ends[1] - ends[0], max(errors), confidence)
    (low_one, _), (_, high_one) = _score(least, 0, tail), _score(most, 0, tail)
    (low_other, _), (_, high_other) = _score(least, 1, tail), _score(most, 1, tail)
    down = apart(least.share[0] - low_one, high_other - most.share[1], common[0])
    up = apart(high_one - most.share[0], least.share[1] - low_other, common[1])
    return max(ends[0] - down, -1.0), min(ends[1] + up, 1.0)


def covering_tail(width: float, error: float, confidence: float) -> float:
    """Return the chance left on each side so that a true value anywhere between two ends is covered as often as said.

    It is half of what is left where the ends are one, and all of it where they are far apart.
    """
    if not np.isfinite(error) or not np.isfinite(width):
        return (1 - confidence) / 2
    if error == 0:
        return 1 - confidence if width > 0 else (1 - confidence) / 2
    low, high = 0.0, 10.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        covered = _NORMAL.cdf(middle + width / error) - _NORMAL.cdf(-middle)
        low, high = (middle, high) if covered < confidence else (low, middle)
    return _NORMAL.cdf(-high)


def _score(levels: _Levels, side: int, tail: float) -> tuple[float, float]:
    """Return the score bounds of a level with a chance left on each side, by Student's t."""
    from scipy.special import stdtrit  # noqa: PLC0415 - loads late: scipy takes as long as the rest together

    return score_bounds(levels.share[side], levels.rows[side], stdtrit(levels.degrees[side], 1 - tail))


def _p_value(least: _Levels, most: _Levels) -> float:
    """Return the smallest chance of error at which the interval of the difference leaves zero out."""
    low, high = _LEAST_P, 1.0
    if not np.isfinite(_difference(least, most, 0.5)[0]):
        return np.nan
    if least.share[0] - most.share[1] <= 0 <= most.share[0] - least.share[1]:
        return 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        lower, upper = _difference(least, most, 1 - middle)
        low, high = (low, middle) if lower > 0 or upper < 0 else (middle, high)
    return high
