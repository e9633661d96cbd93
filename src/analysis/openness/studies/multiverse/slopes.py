"""The slopes of the page on trends, to stand beside those of the specifications.

A specification's slope is the straight line of least squares through whole years: thousands of them are estimated at
once. The page on trends fits a logistic model to dates. Both look at the same releases from the same year on, so what
lies between the two numbers is the estimator.
"""

import polars as pl

from openness.measures.ask import Question, ask, in_full_years
from openness.statistics.trend import model
from openness.studies.multiverse.choices import ESTIMANDS, SLOPE_SPANS

_GROUPS = {"slope_corporate": "corporate", "slope_community": "community"}
_NUMBERS = ("points_per_year", "points_lower", "points_upper")
SCHEMA = dict.fromkeys(("estimand",), pl.String) | dict.fromkeys(("estimate", "lower", "upper"), pl.Float64)


def modeled() -> pl.DataFrame:
    """Return ``estimand``, and the model's yearly change (share, not points) with its interval; a row a slope."""
    releases = ask(in_full_years(Question(since=SLOPE_SPANS[ESTIMANDS["slope_difference"].span]))).releases
    by_group = {row["group"]: row for row in model.trend_model(releases, draws=0).to_dicts()}
    found = {name: by_group.get(group) for name, group in _GROUPS.items()}
    found["slope_difference"] = model.slope_differences(releases).row(0, named=True)
    rows = [
        (name, *(None if row is None or row[one] is None else row[one] / 100 for one in _NUMBERS))
        for name, row in found.items()
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
