"""Releases with known truth: marginal probabilities that follow a line, alike within a developer."""

from datetime import datetime, timedelta

import numpy as np
import polars as pl

from openness.statistics.trend.samples import Sample

EVEN_20 = np.full(20, 8)
EVEN_40 = np.full(40, 6)
UNEVEN_30 = np.array([60, 40, 30, *[4] * 27])
LIKE_EPOCH = np.array([90, 80, 60, 50, 40, *[8] * 45, *[2] * 200])
"""Releases a developer has: few even ones, more, a few large ones, and as companies have in Epoch AI's list."""


def years_of(sizes, rng):
    """Dates of releases, in years: each developer is active for three of six years."""
    developer = np.repeat(np.arange(len(sizes)), sizes)
    return developer, rng.uniform(0, 3, len(sizes))[developer] + rng.uniform(0, 3, len(developer))


def probabilities(years, level, slope):
    return 1 / (1 + np.exp(-(level + slope * (years - years.mean()))))


def outcomes(developer, chance, likeness, tables, rng):
    """Zeros and ones with the chances given, correlated within a developer by a Gaussian copula."""
    # Thresholds of a normal variable: its quantile function, by scipy and not by the code under test.
    from scipy.stats import norm

    shared = rng.standard_normal((tables, developer.max() + 1))[:, developer]
    own = rng.standard_normal((tables, len(developer)))
    return (norm.cdf(np.sqrt(likeness) * shared + np.sqrt(1 - likeness) * own) < chance).astype(float)


def sample(sizes, *, level=0.0, slope=0.3, likeness=0.2, tables=1, seed=1, group="g"):
    """A sample with many outcomes, and its true average marginal change in points."""
    rng = np.random.default_rng(seed)
    developer, years = years_of(sizes, rng)
    chance = probabilities(years, level, slope)
    found = outcomes(developer, chance, likeness, tables, rng)
    truth = 100 * slope * (chance * (1 - chance)).mean()
    return Sample(group, years, found[0] if tables == 1 else found, developer), truth


def frame(sizes, *, group="corporate", prefix="d", **options):
    """The same as a frame of releases, from 2018 on."""
    drawn, _ = sample(sizes, **options)
    start = datetime(2018, 1, 1)
    return pl.DataFrame(
        {
            "developer_group": [group] * drawn.n,
            "developer_id": [f"{prefix}{one}" for one in drawn.developers],
            "release_date": [start + timedelta(days=int(365.25 * year)) for year in drawn.years],
            "is_open": drawn.is_open == 1,
        }
    )
