"""Rows that come in clusters, drawn with a truth that is known."""

import numpy as np

HEADLINE = [4, 3, 3, 2, 2, *[1] * 11]
"""Releases by developer on the community side of Epoch AI's list in 2025."""


def beta_binomial(sizes, truth, likeness, tables, seed):
    """Return open rows of clusters, clusters x tables; ``likeness`` is the correlation of two rows of one cluster."""
    rng = np.random.default_rng(seed)
    sizes = np.asarray(sizes)[:, None]
    if likeness == 0:
        return rng.binomial(sizes, truth, size=(len(sizes), tables))
    spread = (1 - likeness) / likeness
    return rng.binomial(sizes, rng.beta(truth * spread, (1 - truth) * spread, size=(len(sizes), tables)))
