"""How long scores, families, agreement and robustness take on the tables of this repository: medians of several runs.

Run with ``make bench``, after ``openness build``.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import polars as pl

from openness.cleaning import families, family_aliases
from openness.measures.selection import latest_editions
from openness.metrics import registry
from openness.metrics.base import Records
from openness.sources.common.registry import read_registry
from openness.statistics.ranks import correlate
from openness.studies.metric_lab.agreement import source_agreement
from openness.studies.metric_lab.gates import closed_behind, gates
from openness.studies.metric_lab.robustness import Drawing, probability_group_lower, rank_intervals
from openness.tables import store as tables
from openness.tables.schema import KEYS

RUNS = 5


def timed(what: str, work: Callable[[], object], limit: str = "") -> None:
    """Print the median time of a piece of work, fastest to slowest; the first run is not counted."""
    seconds = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    runs = seconds[1:]
    print(f"{what:<58} {statistics.median(runs):6.3f} s  ({min(runs):.3f} to {max(runs):.3f})  {limit}", flush=True)


def built() -> None:
    """Time what ``openness build`` computes: all scores, and the families of all releases."""
    every = Records(tables.read("releases"), tables.read("components"), transparency=tables.read("transparency"))
    timed("scores of all releases under all metrics", lambda: registry.score_all(every), "limit 2 s")
    timed(
        "scores of the Model Openness Tool's records",
        lambda: registry.score_all(every.of("mot"), ["mof"]),
        "limit 0.3 s",
    )
    known, aliases = read_registry(), family_aliases.read()
    no_names = pl.DataFrame(schema=dict.fromkeys((*KEYS, "exact_name"), pl.String))

    def resolve() -> None:
        families.family_key.cache_clear()
        families.resolve(every.releases, no_names, known, aliases)

    timed(f"families of {every.releases.height:,} releases", resolve)


def main() -> None:
    built()
    lists = tables.read("release_lists")
    releases, components, scores = (
        latest_editions(tables.read(name), lists) for name in ("releases", "components", "scores")
    )
    index = components.filter(source="osai")
    count = index["release_id"].n_unique()
    for draws in (2000, 4000, 10_000):
        timed(
            f"ranks of {count} releases, {draws:,} draws",
            lambda n=draws: rank_intervals(index, Drawing(draws=n)),
            "limit 1 s",
        )
        timed(
            f"companies against community, {draws:,} draws",
            lambda n=draws: probability_group_lower(index, releases, Drawing(draws=n)),
            "limit 1 s",
        )
    timed(
        "the same, releases resampled",
        lambda: probability_group_lower(index, releases, Drawing(draws=10_000), resample=True),
    )
    mot = components.filter(source="mot")
    timed(
        f"ranks of {mot['release_id'].n_unique()} releases, 4,000 draws",
        lambda: rank_intervals(mot, Drawing(draws=4000)),
    )
    by_name = releases.select(
        "release_id", "source", "vintage", pl.col("release_name").str.to_lowercase().alias("release_family_id")
    )
    timed("alpha of all pairs of sources and parts, 2,000 draws", lambda: source_agreement(components, by_name))
    score = scores.filter(metric="osai")["score"].to_numpy()
    timed(f"rank correlation of {len(score)} scores", lambda: correlate(score, score[::-1]))
    timed("gates", lambda: closed_behind(gates(components, scores)))


if __name__ == "__main__":
    main()
