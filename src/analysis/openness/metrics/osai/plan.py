"""The cheapest way of a system to half of the points of the European Open Source AI Index.

A criterion can be opened in full (from closed, 1 point, from partial, 0.5) or, where it is closed, in part (0.5). A
full point costs what its kind costs, half a point half of that: effort is taken to grow with what is opened. A blank
counts like closed, because the index gives it no points. What does not exist for a release cannot be opened.
"""

from collections.abc import Iterator, Mapping

import polars as pl

from openness.metrics.base import as_judged
from openness.metrics.changes import COSTS, LICENSING, Change, Plan
from openness.metrics.osai.score import POINTS
from openness.sources.osai import CRITERIA

KIND_OF = {
    "datasources_basemodel": "data",
    "datasources_endmodel": "data",
    "weights_basemodel": "weights",
    "weights_endmodel": "weights",
    "trainingcode": "code",
    "code": "document",
    "hardware_architecture": "document",
    "preprint": "document",
    "paper": "document",
    "modelcard": "document",
    "datasheet": "document",
    "package": "code",
    "api": "code",
    "licenses": LICENSING,
}
"""Criterion -> kind of the costs. The index's "code" is documentation of the code."""


def to_half(components: pl.DataFrame, costs: Mapping[str, float] = COSTS) -> Plan | None:
    """Return the cheapest plan that lifts a system to half of the points."""
    found = dict(
        as_judged(components)
        .filter(pl.col("component").is_in(list(CRITERIA)))
        .select("component", "status")
        .iter_rows()
    )
    statuses = {name: found[name] for name in CRITERIA if name in found}
    if not any(status in POINTS for status in statuses.values()):
        return None
    halves = sum(round(2 * POINTS.get(status, 0.0)) for status in statuses.values())
    goal = f"half of the points of the index ({len(statuses) / 2:g} of {len(statuses)})"
    # Half points gained -> the cheapest changes that gain as much: cost, number of changes, changes.
    best: dict[int, tuple[float, int, tuple[Change, ...]]] = {0: (0.0, 0, ())}
    for name, status in statuses.items():
        grown = dict(best)
        for gain, change in _steps(name, status):
            effort = costs[change.kind] * gain / 2
            for so_far, (cost, number, changes) in best.items():
                tried = (cost + effort, number + 1, (*changes, change))
                if so_far + gain not in grown or tried[:2] < grown[so_far + gain][:2]:
                    grown[so_far + gain] = tried
        best = grown
    # All criteria but those that do not exist can be opened; too many of the latter leave no way to half.
    enough = [one for gained, one in best.items() if halves + gained >= len(statuses)]
    if not enough:
        return None
    cost, _, changes = min(enough, key=lambda one: one[:2])
    return Plan(goal, changes, cost)


def _steps(name: str, status: str) -> Iterator[tuple[int, Change]]:
    """Yield the half points that a change of a criterion gains, and the change."""
    kind = KIND_OF[name]
    if status in {"closed", "missing"}:
        yield 2, Change(name, status, "open", kind, f"Open {name} in full")
        yield 1, Change(name, status, "partial", kind, f"Open {name} in part")
    elif status == "partial":
        yield 1, Change(name, status, "open", kind, f"Open {name} in full")
