"""Published figures of our own making for tests."""

from openness.studies.published_results.check import check
from openness.studies.published_results.figures import Figure, Published, Work
from openness.studies.published_results.recipe import Inputs

WORK = Work(publisher="Somebody", title="A work", url="https://example.org/work", published="2030-01")
OLD = Work(publisher="Somebody", title="An old work", url="https://example.org/work", published="undated")

DATED = Work(
    publisher="Somebody", title="B work", url="https://example.org/b", published="2030", editions=("2030-02-01",)
)


def figure(value, **more):
    """A figure of the work; without a recipe nobody knows how to recompute it."""
    given = {"claim": "A claim", "unit": "count", "definition": "What is counted", "work": "work"} | more
    return Figure(value=value, **({} if "recipe" in more else {"reason": "Nobody knows."}) | given)


def checked(figures, tables=None):
    """Name -> figure, checked."""
    return check(Inputs(tables or {}, Published(works={"work": WORK, "old": OLD, "dated": DATED}, figures=figures)))
