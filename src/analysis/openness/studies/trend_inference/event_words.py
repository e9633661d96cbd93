"""What the events of an interrupted series come to, in sentences: how many stand out, and how many would by chance."""

from __future__ import annotations

import polars as pl

from openness.statistics.multiplicity import with_adjusted_p
from openness.words.sentences import group_name

SIGNIFICANT = 0.05
_ROUNDING = 1e-9


def event_words(effects: pl.DataFrame, level: float = SIGNIFICANT) -> list[str]:
    """Return how many events can be tested, how many stand out among other dates, and how many would by chance."""
    at_events = effects.filter(pl.col("mark").is_not_null())
    fitted = at_events.filter(pl.col("points").is_not_null())
    groups, periods = at_events["group"].n_unique(), at_events["period"].n_unique()
    enough = fitted.height or "none"
    words = [
        f"The events fall into {_plural(periods, 'period')}; with {_plural(groups, 'group')} these are "
        f"{_plural(at_events.height, 'place')} to look at, of which {enough} have enough periods with releases on both "
        "sides for the model."
    ]
    comparable = fitted.filter(pl.col("dates") >= 1 / level)
    if comparable.is_empty():
        return [*words, "Nowhere are there enough other dates to say whether an event stands out."]
    return [*words, *_high(comparable, level), _allowed(comparable, level)]


def _high(comparable: pl.DataFrame, level: float) -> list[str]:
    high = comparable.filter(pl.col("placebo_p") <= level + _ROUNDING).sort("group", "period")
    chance = sum(int(level * dates + _ROUNDING) / dates for dates in comparable["dates"])
    all_places = _plural(comparable.height, "place")
    words = [
        f"Of {all_places} that can be ranked among {1 / level:.0f} or more dates, {high.height} "
        f"{'ranks' if high.height == 1 else 'rank'} among the first {level:.0%}, where {chance:.1f} would be expected "
        f"if no event did anything{': ' if high.height else ''}{_places(high)}."
    ]
    if high.height:
        sure = high.filter(pl.col("p") < level).height
        words.append(f"The model alone tells {sure or 'none'} of these from no change (p under {level:.0%}).")
    return words


def _allowed(comparable: pl.DataFrame, level: float) -> str:
    tests, most = comparable.height, comparable["dates"].max()
    lasting = with_adjusted_p(comparable, "placebo_p").filter(pl.col("p_holm") < level).height
    said = f"With an allowance for {_plural(tests, 'test')} (Holm), {lasting or 'none'} is left"
    if lasting or tests / most < level:
        return f"{said}."
    return (
        f"{said}, and none could be: the first of {most} dates has a p of {1 / most:.2f}, and so many tests ask for "
        f"less than {level / tests:.3f}."
    )


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"


def _places(high: pl.DataFrame) -> str:
    return "; ".join(
        f"{group_name(group)} in {period}, {points:+.0f} points ({events})"
        for group, period, points, events in high.select("group", "period", "points", "events").rows()
    )
