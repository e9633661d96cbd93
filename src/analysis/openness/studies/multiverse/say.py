"""What the multiverse shows, in sentences made from its numbers."""

from openness.studies.multiverse.choices import CHOICES, ESTIMANDS, in_words
from openness.studies.multiverse.summary import LEVELS, Told
from openness.words import templates
from openness.words.numbers import short_points

_say = templates.beside(__file__)


def finding(told: Told) -> str:
    """Return whether the headline survives other choices, in two or three sentences."""
    if not told.whole.get("distinct_count"):
        return sentences(told)[0]
    unit = "percentage points a year" if told.estimand.startswith("slope") else "percentage points"
    return _say("finding", row=told.whole, what=ESTIMANDS[told.estimand], unit=unit, levels=LEVELS, chance=told.chance)


def sentences(told: Told) -> list[str]:
    """Return what all specifications of an estimand say."""
    row, what = told.whole, ESTIMANDS[told.estimand]
    reason = row.get("main_reason") or "no source here answers a definition of open over time"
    if not row.get("distinct_count"):
        return [_say("nothing", what=what, reason=reason)]
    sources = [one | {"name": in_words(one["source"])} for one in told.by_source.to_dicts()]
    known, silent = ([one for one in sources if bool(one["distinct_count"]) is has] for has in (True, False))
    worst = told.worst and {
        **told.worst,
        "title": CHOICES[told.worst["choice"]].title,
        "words": in_words(told.worst["level"]),
    }
    said = [
        _say("agreement", row=row, what=what, levels=LEVELS, chance=told.chance),
        _say("main_chart", row=row),
        _say("by_source", known=known, silent=silent),
        _say("movers", ranked=told.movers, worst=worst),
        _say("lost", row=row, lost=told.lost, reason=reason),
    ]
    return [one for one in said if one]


def points(value: float) -> str:
    """Return a difference of shares in percentage points: ``−45 points``; one digit where it is below 10."""
    return f"{short_points(value)} points"


def interval(estimate: float, lower: float, upper: float) -> str:
    """Return an estimate in percentage points with its interval: ``−45 (−59 to −21)``."""
    return f"{short_points(estimate)} ({short_points(lower)} to {short_points(upper)})"
