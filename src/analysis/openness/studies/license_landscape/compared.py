"""How the licenses of two groups differ: term by term, in the last period that had ended, all tested together."""

from itertools import combinations

import narwhals as nw
import polars as pl

from openness.statistics.pairs import pair_differences, with_tests
from openness.statistics.share_intervals import DEVELOPER
from openness.statistics.shares import with_period
from openness.studies.license_landscape import results
from openness.studies.license_landscape.measure import TERMS, with_terms

SIDES = ("corporate", "community")


def compared(
    terms: pl.DataFrame,
    releases: pl.DataFrame,
    *,
    last: str,
    by: str = "developer_group",
    every: str = "year",
    min_group: int = 5,
    interval: str = DEVELOPER,
) -> pl.DataFrame:
    """Return :data:`results.COMPARED`: corporate less community, or any two groups where they are others.

    ``terms`` are the shares of the same releases, and ``last`` is the last period that had ended: a later one bears no
    claim. Differences of all terms are tested together, by Holm's rule.
    """
    known = pl.col("group").is_in(list(SIDES)) if by == "developer_group" else pl.col("group") != "unknown"
    enough = terms.filter(known, pl.col("n") >= max(min_group, 1), pl.col("period") <= last)
    judged = with_terms(releases)
    parts = [_of_term(enough, judged, name, by, every, interval) for name in TERMS]
    return with_tests(pl.concat(parts)).select(results.COMPARED.names)


def _of_term(enough: pl.DataFrame, judged: pl.DataFrame, name: str, by: str, every: str, interval: str) -> pl.DataFrame:
    common = enough.filter(term=TERMS[name].title).filter(pl.len().over("period") > 1)
    own = common.filter(pl.col("period") == pl.col("period").max())
    groups = sorted(own["group"], key=lambda group: (SIDES.index(group) if group in SIDES else len(SIDES), group))
    columns = dict.fromkeys(("period", "group", "other_group"), pl.String)
    asked = [(own["period"][0], *pair) for pair in combinations(groups, 2)]
    pairs = pl.DataFrame(asked, schema=columns, orient="row")
    placed = with_period(nw.from_native(judged), by, "release_date", every).to_native()
    found = pair_differences(placed, pairs, by="group", within=["period"], is_open=name, interval=interval)
    return found.with_columns(term=pl.lit(TERMS[name].title))
