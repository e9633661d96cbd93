"""How long the multiverse takes on the tables of this repository, how many specifications it has, its chart's size.

Run with ``make bench``, after ``openness build``.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

from openness import charts
from openness.studies.multiverse import assumptions, choices, say, summary
from openness.studies.multiverse.specifications import TABLES, specifications
from openness.tables import store as tables

RUNS = 5


def timed(what: str, work: Callable[[], object], limit: str = "") -> object:
    """Print the median time of a piece of work, fastest to slowest; the first run is not counted."""
    seconds, result = [], None
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    runs = seconds[1:]
    print(f"{what:<58} {statistics.median(runs):6.3f} s  ({min(runs):.3f} to {max(runs):.3f})  {limit}", flush=True)
    return result


def main() -> None:
    frames = {name: tables.read(name) for name in TABLES}
    specs = timed("all specifications", lambda: specifications(frames), "limit 5 s")
    print(f"rows: {specs.height:,}; with an estimate: {specs['estimate'].count():,}")
    for row in summary.summary(specs).to_dicts():
        print(f"  {row['estimand']}: {row['estimable_count']:,} estimates, {row['distinct_count']:,} of them distinct")
    timed("summary of all", lambda: summary.summary(specs, ["source"]))
    timed("switches of all choices", lambda: summary.switches(specs))
    timed("sentences on one estimand", lambda: say.sentences(summary.told(specs, "share_difference")))
    log = assumptions.read()
    timed(f"impact of {len(log)} assumptions", lambda: assumptions.impact(log, specs))

    def draw() -> dict:
        return charts.specification_curve(
            summary.distinct(specs, "slope_difference"),
            name="curve",
            title="Slopes",
            definition="Difference of slopes.",
            source="the tables",
            choices=choices.titles(),
            labels=choices.level_labels(),
        ).to_dict()

    spec = timed("specification curve", draw)
    print(f"its specification: {len(json.dumps(spec)) / 1000:.0f} kB (limit 300 kB)")


if __name__ == "__main__":
    main()
