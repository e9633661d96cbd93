"""Results of trend models, tests and breaks in sentences made from the numbers, with their uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from narwhals.typing import IntoDataFrame

from openness.statistics.door import checked
from openness.words.sentences import capital, group_name

SIGNIFICANT = 0.05

_WHOLE = ("n", "developers", "periods", "breaks", "placebos", "periods_before", "periods_after")


def trend_sentences(trends: IntoDataFrame, what: str = "open releases") -> list[str]:
    """Return one sentence a group on a result of :func:`openness.statistics.trend.model.trend_model`."""
    rows = _rows(trends, ("group", "verdict", "points_per_year", "n", "developers", "period", "reason"))
    return [_trend(row, what) for row in rows]


def difference_sentences(differences: IntoDataFrame, what: str = "open releases") -> list[str]:
    """Return one sentence a pair on a result of :func:`openness.statistics.trend.model.slope_differences`."""
    rows = _rows(differences, ("group", "other_group", "verdict", "points_per_year", "reason"))
    return [_difference(row, what) for row in rows]


def many_sentence(trends: IntoDataFrame, kind: str = "groups", level: float = SIGNIFICANT) -> str:
    """Return one sentence on a result of :func:`openness.statistics.trend.model.many_groups`: which slopes survive."""
    rows = _rows(trends, ("group", "p_value", "p_holm", "p_bh", "verdict"))
    tested = [row for row in rows if row["p_value"] is not None]
    if not tested:
        return f"None of {len(rows)} {kind} can bear a slope."
    lasting = [f"{group_name(row['group'])} ({_direction(row)})" for row in tested if row["p_holm"] < level]
    alone = sum(row["p_value"] < level for row in tested)
    by_share = sum(row["p_bh"] < level for row in tested)
    kept = ", " + ", ".join(lasting) if lasting else ""
    return (
        f"Of {len(rows)} {kind} {len(tested)} can bear a slope. Unlike zero, each tested by itself: {alone}; "
        f"with the share of false findings held at {level:.0%} (Benjamini-Hochberg): {by_share}; "
        f"with the chance of any held there (Holm): {len(lasting)}{kept}."
    )


def break_sentences(breaks: IntoDataFrame) -> list[str]:
    """Return one sentence a group on a result of :func:`openness.statistics.trend.breaks.breaks_by_penalty`."""
    rows = _rows(breaks, ("group", "penalty", "is_bic", "breaks", "break_periods", "reason"))
    groups = dict.fromkeys(row["group"] for row in rows)
    return [_breaks([row for row in rows if row["group"] == group]) for group in groups]


def event_sentences(effects: IntoDataFrame, level: float = SIGNIFICANT) -> list[str]:
    """Return one sentence a group and event on a result of ``interrupted_series``."""
    rows = _rows(effects, ("group", "event_title", "event_period", "level_points", "level_placebo_p", "reason"))
    return [_event(row, level) for row in rows]


def p_text(p: float) -> str:
    """Return ``p < 0.001`` or ``p = 0.03``."""
    if p < 0.001:
        return "p < 0.001"
    return f"p = {p:.3f}" if p < 0.01 else f"p = {p:.2f}"


def _trend(row: dict[str, Any], what: str) -> str:
    group = capital(group_name(row["group"]))
    if row["reason"] is not None:
        return f"{group}: no slope: {_reason(row)} ({_data(row)})."
    size = f"{_points(row)}, odds ratio {_odds(row)} a year, {p_text(row['p_value'])}; {_data(row)}"
    said = {
        "rises": f"the share of {what} rises by {size}",
        "falls": f"the share of {what} falls by {size}",
        "flat": f"the share of {what} is flat: it changes by {size}",
        "cannot tell": f"the data cannot tell whether the share of {what} rises or falls: it changes by {size}",
    }
    return f"{group}: {said[row['verdict']]}."


def _difference(row: dict[str, Any], what: str) -> str:
    one, other = group_name(row["group"]), group_name(row["other_group"])
    if row["reason"] is not None:
        return f"{capital(one)} against {other}: no difference of slopes: {row['reason']} ({_data(row)})."
    size = f"{_points(row)}, ratio of odds ratios {_odds(row)}, {p_text(row['p_value'])}; {_data(row)}"
    said = {
        "rises": f"grows faster among {one} than among {other}, by {size}",
        "falls": f"grows more slowly among {one} than among {other}, by {size}",
        "flat": f"moves alike among {one} and {other}: the slopes differ by {size}",
        "cannot tell": f"may move alike or not among {one} and {other}: the slopes differ by {size}",
    }
    return f"The share of {what} {said[row['verdict']]}."


def _breaks(rows: Sequence[dict[str, Any]]) -> str:
    first = rows[0]
    group = capital(group_name(first["group"]))
    if first["reason"] is not None:
        return f"{group}: no breaks are looked for: {first['reason']} ({_data(first)})."
    bic = next(row for row in rows if row["is_bic"])
    low, high = (_count(row) for row in (rows[0], rows[-1]))
    times = [f"{row['penalty'] / bic['penalty']:g}" for row in (rows[0], rows[-1])]
    return (
        f"{group}: {_count(bic)} at the penalty of the Bayesian information criterion; {low} at {times[0]} times and "
        f"{high} at {times[1]} times that penalty ({_data(bic)}, {bic['periods']} periods)."
    )


def _event(row: dict[str, Any], level: float) -> str:
    head = f"{capital(group_name(row['group']))}, {row['event_title']} ({row['event_period']})"
    if row["reason"] is not None:
        return f"{head}: not estimable: {row['reason']} ({_data(row)})."
    effect = (
        f"the level changes by {row['level_points']:+.1f} percentage points ({row['level_points_lower']:+.1f} to "
        f"{row['level_points_upper']:+.1f}, {p_text(row['level_p'])})"
    )
    dates = row["placebos"] + 1
    rank = round(row["level_placebo_p"] * dates) if row["placebos"] else 1
    if row["placebos"] < 1 / level - 1:
        special = f"only {row['placebos']} other dates can be compared, too few to call it special"
    elif row["level_placebo_p"] > level:
        special = f"as large at {rank} of {dates} dates, so nothing sets this one apart"
    elif row["level_p"] < level:
        special = f"as large at {rank} of {dates} dates, so it is special to this one"
    else:
        special = f"as large at {rank} of {dates} dates, but the model itself cannot tell it from none"
    return (
        f"{head}: {effect}; {special} ({_data(row)}; {row['periods_before']} periods before, "
        f"{row['periods_after']} after)."
    )


def _points(row: dict[str, Any]) -> str:
    # "falls by 2 points (1 to 3)": the verb has the sign.
    turn = -1 if row["verdict"] == "falls" else 1
    bounds = sorted(turn * row[name] for name in ("points_lower", "points_upper"))
    value = turn * row["points_per_year"]
    sign = "" if row["verdict"] in ("rises", "falls") else "+"
    return f"{value:{sign}.1f} percentage points a year ({bounds[0]:{sign}.1f} to {bounds[1]:{sign}.1f})"


def _odds(row: dict[str, Any]) -> str:
    return f"{row['odds_ratio']:.2f} ({row['odds_lower']:.2f} to {row['odds_upper']:.2f})"


def _data(row: dict[str, Any]) -> str:
    period = f", {row['period']}" if row["period"] else ""
    return f"{row['n']:,} releases by {row['developers']:,} developers{period}"


def _reason(row: dict[str, Any]) -> str:
    return str(row["reason"]).removeprefix(f"{row['group']}: ")


def _count(row: dict[str, Any]) -> str:
    if not row["breaks"]:
        return "no break"
    return f"{row['breaks']} break{'s' if row['breaks'] > 1 else ''} ({row['break_periods']})"


def _direction(row: dict[str, Any]) -> str:
    return "up" if row["points_per_year"] > 0 else "down"


def _rows(frame: IntoDataFrame, columns: Sequence[str]) -> list[dict[str, Any]]:
    data = checked(frame, columns)
    return [{name: _plain(name, value) for name, value in row.items()} for row in data.iter_rows(named=True)]


def _plain(name: str, value: Any) -> Any:
    # pandas holds a missing string as NaN, and whole numbers beside a missing one as floats.
    if not isinstance(value, float | np.floating):
        return value
    if np.isnan(value):
        return None
    return int(value) if name in _WHOLE else float(value)
