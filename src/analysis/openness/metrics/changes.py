"""What would have to change in a release for it to reach a goal, and what is cheapest."""

from collections.abc import Mapping
from dataclasses import dataclass

LICENSING = "license"
"""Kind of a change that puts an open license on what is published already."""

COSTS: Mapping[str, float] = {LICENSING: 1.0, "document": 2.0, "code": 3.0, "weights": 4.0, "data": 5.0}
"""Kind of a change -> effort, in units of one change of a license.

An ordering of ours, not a measurement: a license is a decision, a document has to be written, code to be cleaned up,
weights and data have to be cleared. Other costs can be given; a plan names those it was made with.
"""


@dataclass(frozen=True)
class Change:
    """One change."""

    component: str  # component as the source names it
    # its status before and after
    now: str
    then: str
    kind: str  # key of the costs: ``license``, or what is to be published
    action: str  # what to do, as a short imperative sentence without a full stop


@dataclass(frozen=True)
class Plan:
    """The cheapest set of changes that reaches a goal."""

    goal: str  # what is reached, in the framework's words
    changes: tuple[Change, ...]  # what has to change, in the framework's order; empty where the goal is reached already
    cost: float  # sum of the costs of the changes
    # criteria that the source does not judge and that the goal depends on: the plan holds only if they are met
    unknown: tuple[str, ...] = ()


def plan(
    goal: str, changes: tuple[Change, ...], unknown: tuple[str, ...] = (), costs: Mapping[str, float] = COSTS
) -> Plan:
    """Return a plan with its cost."""
    return Plan(goal, changes, sum(costs[change.kind] for change in changes), unknown)
