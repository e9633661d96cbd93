"""The releases of one question, by year and by the period asked for."""

from dataclasses import dataclass, replace

from openness.measures.ask import Answer, Question, ask, in_full_years


@dataclass(frozen=True)
class Study:
    """The releases of one question, twice."""

    dated: Answer
    """By year, so that releases of which only the year is known are among them; for models of the date."""
    by_period: Answer
    """By the period asked for, with releases whose date is exact enough for it; for series of shares."""


def study(asked: Question) -> Study:
    """Ask a question by year, and by its own period, up to the last full year if it does not say its end."""
    asked = in_full_years(asked)
    return Study(ask(replace(asked, every="year")), ask(asked))
