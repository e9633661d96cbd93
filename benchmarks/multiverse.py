"""How long the multiverse takes on the tables of this repository, how many specifications it has, its chart's size.

Run with ``make bench``, after ``openness build``.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

from openness import charts
from openness.studies.multiverse import (
    assumptions,
)
from openness.studies.multiverse import (
    choices as multiverse_choices,
)
from openness.studies.multiverse import (
    say as multiverse_words,
)
from openness.studies.multiverse import (
    summary as multiverse_summary,
)
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
    for row in multiverse_summary.summary(specs).to_dicts():
        print(f"  {row['estimand']}: {row['estimable_count']:,} estimates, {row['distinct_count']:,} of them distinct")
    timed("summary of all", lambda: multiverse_summary.summary(specs, ["source"]))
    timed("switches of all choices", lambda: multiverse_summary.switches(specs))
    timed("sentences on one estimand", lambda: multiverse_words.sentences(specs))
    log = assumptions.read()
    timed(f"impact of {len(log)} assumptions", lambda: assumptions.impact(log, specs))

    def draw() -> dict:
        return charts.specification_curve(
            multiverse_summary.distinct(specs, "slope_difference"),
            name="curve",
            title="Slopes",
            definition="Difference of slopes.",
            source="the tables",
            choices=multiverse_choices.titles(),
            labels=multiverse_choices.level_labels(),
        ).to_dict()

    spec = timed("specification curve", draw)
    print(f"its specification: {len(json.dumps(spec)) / 1000:.0f} kB (limit 300 kB)")


if __name__ == "__main__":
    main()
