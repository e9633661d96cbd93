"""What-if: for each metric that has a goal, the planner of the cheapest way there."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import polars as pl

from openness.metrics.changes import COSTS, Plan
from openness.metrics.mof import plan as mof_plan
from openness.metrics.mof import score as mof
from openness.metrics.osai import plan as osai_plan
from openness.metrics.osai import score as osai
from openness.metrics.osaid import score as osaid
from openness.project.errors import UnknownNameError

Planner = Callable[[pl.DataFrame, Mapping[str, float]], Plan | None]

PLANNERS: dict[str, Planner] = {
    mof.NAME: mof_plan.to_next_class,
    osai.NAME: osai_plan.to_half,
    osaid.NAME: osaid.what_if,
}
"""Metric -> planner: ``components`` rows of one release and costs -> plan, or None where too little is known."""


def what_if(metric: str, components: pl.DataFrame, costs: Mapping[str, float] = COSTS) -> Plan | None:
    """Return the cheapest plan by which a release reaches the goal of a metric."""
    return planner(metric)(components, costs)


def planner(metric: str) -> Planner:
    """Return the planner of a metric, or raise ``UnknownNameError``."""
    if metric not in PLANNERS:
        raise UnknownNameError("metric with a what-if", metric, PLANNERS)
    return PLANNERS[metric]


def document(found: Plan | None) -> dict[str, Any] | None:
    """Return a plan as it is printed in JSON."""
    return None if found is None else asdict(found)


def text(found: Plan | None) -> str:
    """Return a plan as plain text, one change a line."""
    if found is None:
        return "What if: too little is known of it for a plan."
    if not found.changes and found.unknown:
        open_ = ", ".join(found.unknown)
        return f"What if: no change is known to be needed ({found.goal}); the source does not say: {open_}."
    if not found.changes:
        return f"What if: {found.goal} is reached."
    count = f"{len(found.changes)} change{'s' if len(found.changes) != 1 else ''}"
    lines = [f"What if: {found.goal}, by {count} of cost {found.cost:g}:"]
    lines += [f"  {one.action} ({one.now} -> {one.then})" for one in found.changes]
    if found.unknown:
        lines.append(f"  Holds only if also met, which the source does not say: {', '.join(found.unknown)}")
    return "\n".join(lines)
