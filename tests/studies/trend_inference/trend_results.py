"""Small results of trend models, as the functions that shape and word them get them."""

import polars as pl

from openness.statistics.results import SLOPES

_ROW = dict.fromkeys(SLOPES.names) | {"open_count": 50, "period": "2018-01 to 2025-12", "verdict": "cannot tell"}
_SLOPE = {"odds_ratio": 1.2, "odds_lower": 1.05, "odds_upper": 1.37, "p_value": 0.004, "flat_p_value": 0.9, "df": 20.0}


def slope(group, n, points=None, half=1.0, verdict="rises", **more):
    """One row of a trend model: a slope with its interval, or none with its reason."""
    row = _ROW | {"group": group, "n": n, "developers": max(1, n // 10)}
    if points is None:
        return row | {"verdict": "not estimable", "reason": f"{group}: fewer than 10 developers"} | more
    bounds = {"points_per_year": points, "points_lower": points - half, "points_upper": points + half}
    boots = {"boot_lower": points - half / 2, "boot_upper": points + half / 2}
    return row | _SLOPE | bounds | boots | {"verdict": verdict} | more


def trends(*rows):
    return pl.DataFrame(rows, schema=SLOPES.schema)


THREE = trends(
    slope("community", 400, 8.0),
    slope("corporate", 1400, 2.5, half=5.0, verdict="cannot tell", p_value=0.28),
    slope("unknown", 16),
)
