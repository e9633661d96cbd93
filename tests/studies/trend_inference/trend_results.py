"""Small results of trend models, as the functions that shape and word them get them."""

import polars as pl

from openness.statistics.results import SLOPE_DIFFERENCES, SLOPES
from openness.studies.trend_inference.results import CLAIMS

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


def claimed(frame, claim="certain", blanks=12):
    """The same slopes, all with one claim."""
    return frame.with_columns(claim=pl.lit(claim), blank_count=pl.lit(blanks, pl.Int64))


_CLAIM = dict.fromkeys(CLAIMS.names) | {"n": 400, "developers": 40, "blank_count": 30, "filled_count": 20}


def claim_row(group, verdict, claim, points, *, other=None, half=1.0, bounds=(0.0, 6.0), **more):
    """One row of claims: a model's slope, the same by a straight line, and what blanks can do to it."""
    row = _CLAIM | {"group": group, "other_group": other, "verdict": verdict, "claim": claim, "p_value": 0.01}
    row |= {"points_per_year": points, "points_lower": points - half, "points_upper": points + half}
    for blanks, shift in (("known", 0.5), ("corrected", -0.5)):
        value = points + shift
        row |= {f"{blanks}_least": value, f"{blanks}_most": value}
        row |= {f"{blanks}_lower": value - half, f"{blanks}_upper": value + half}
    row |= {"bounds_least": bounds[0] + 1, "bounds_most": bounds[1] - 1}
    return row | {"bounds_lower": bounds[0], "bounds_upper": bounds[1]} | more


def claim_rows(*rows):
    return pl.DataFrame(rows, schema=CLAIMS.schema)


NO_PAIR = pl.DataFrame(schema=SLOPE_DIFFERENCES.schema)

THREE = trends(
    slope("community", 400, 8.0),
    slope("corporate", 1400, 2.5, half=5.0, verdict="cannot tell", p_value=0.28),
    slope("unknown", 16),
)
