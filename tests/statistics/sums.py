"""Slopes from the sums that they hang on, with the variance of leaving out one cluster at a time."""

from openness.statistics.clustered_shares import left_out, slope


def slopes_of_sums(sums, *, weights=None):
    """Return slopes; sums are of rows, times, their squares, open rows and their times, clusters x specifications."""
    count = sums[0]
    parts = [part if weights is None else part * weights for part in sums]
    totals = [part.sum(0) for part in parts]
    mean = totals[1] / totals[0]
    return left_out(
        slope(*totals),
        slope(*(total - part for total, part in zip(totals, parts, strict=True))),
        touches=count > 0,
        size=parts[2] - 2 * mean * parts[1] + mean**2 * parts[0],
        rows=count.sum(0),
    )
