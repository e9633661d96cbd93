"""What sentences tell of slopes, breaks and events: counts, and which rows stand where."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import polars as pl

from openness.measures.headline import NOTHING
from openness.statistics.multiplicity import with_adjusted_p
from openness.statistics.trend.samples import ALL
from openness.studies.trend_inference.results import SIGNIFICANT

Tally = dict[str, Any]


def by_verdict(trends: pl.DataFrame, level: float = SIGNIFICANT) -> Tally:
    """Return how many groups there are, how many without a slope, and the others by size under claim and verdict.

    ``trends`` have the ``claim`` of :data:`~openness.studies.trend_inference.results.CLAIMS`. A slope that rises or
    falls by itself, and not with all groups tested together (Holm), cannot be told; ``alone`` are these.
    """
    sloped = with_adjusted_p(trends.filter(pl.col("reason").is_null())).sort("n", "group", descending=[True, False])
    is_alone = pl.col("verdict").is_in(["rises", "falls"]) & (pl.col("p_holm") >= level)
    said = sloped.with_columns(
        pl.when(is_alone).then(pl.lit("cannot tell")).otherwise("verdict").alias("verdict"),
        pl.when(is_alone | (pl.col("verdict") == "cannot tell"))
        .then(pl.lit(NOTHING))
        .otherwise("claim")
        .alias("claim"),
    )
    rows = {key: own.to_dicts() for key, own in said.group_by("claim", "verdict", maintain_order=True)}
    sizes = {"groups": trends.height, "sloped": sloped.height, "silent": trends.height - sloped.height}
    return {**sizes, "rows": rows, "alone": sloped.filter(is_alone)["group"].to_list()}


def surviving(trends: pl.DataFrame, level: float = SIGNIFICANT) -> Tally:
    """Return how many of many groups have a slope, and how many slopes are unlike zero by which allowance."""
    tested = trends.drop_nulls("p_value")
    return {
        "groups": trends.height,
        "tested": tested.height,
        "level": level,
        "alone": tested.filter(pl.col("p_value") < level).height,
        "by_share": tested.filter(pl.col("p_bh") < level).height,
        "lasting_count": tested.filter(pl.col("p_holm") < level).height,
        "lasting": tested.filter(pl.col("p_holm") < level).to_dicts(),
    }


def lasting_breaks(breaks: pl.DataFrame) -> list[Tally]:
    """Return of each group the breaks at the criterion's penalty, and at how many of all penalties each is found."""
    return [_lasting(own) for _, own in breaks.group_by("group", maintain_order=True)]


def _lasting(own: pl.DataFrame) -> Tally:
    told = {"row": own.row(0, named=True), "penalties": own.height}
    if told["row"]["reason"] is not None:
        return told
    found = Counter(period for periods in own["break_periods"] for period in periods.split(", ") if period)
    at = own.filter("is_bic")["break_periods"].item()
    return told | {"at": at, "found": sorted(found.items(), key=lambda one: (-one[1], one[0]))}


def of_moves(moves: pl.DataFrame, composed: pl.DataFrame) -> Tally:
    """Return how many slopes were looked at, on how many lists, and the rows of those that are found.

    Each of these has what is left of its change among releases that are alike in one factor (``alike``) and in all
    (``together``), whether that is unlike zero on the same side (``remains``), and the row of developers with releases
    in both spans (``stable``).
    """
    found = []
    for row in moves.filter("is_found").iter_rows(named=True):
        own = composed.filter(source=row["source"], outcome=row["outcome"], group=row["group"]).drop_nulls("within")
        every, stable = own.filter(panel=ALL), own.filter(panel="stable")
        together = next(every.filter(factor=ALL).drop_nulls("within_lower").iter_rows(named=True), None)
        found.append(
            row
            | {
                "alike": every.filter(pl.col("factor") != ALL).to_dicts(),
                "together": together,
                "remains": together is not None and _same_side(together),
                "stable": next(stable.iter_rows(named=True), None),
            }
        )
    return {
        "lines": moves.select("source", "outcome").n_unique(),
        "lists": moves["source"].n_unique(),
        "tests": moves["p_value"].count(),
        "silent": moves["p_value"].null_count(),
        "level": SIGNIFICANT,
        "found_count": len(found),
        "found": found,
    }


def _same_side(row: Mapping[str, Any]) -> bool:
    return row["within_lower"] > 0 if row["change"] > 0 else row["within_upper"] < 0


def at_events(effects: pl.DataFrame, ranked: pl.DataFrame, level: float = SIGNIFICANT) -> Tally:
    """Return how many places events give to look at, how many of them rank high, and what Holm leaves."""
    places, high = effects.filter(pl.col("mark").is_not_null()), ranked.filter("is_high")
    told = {
        "level": level,
        "least_dates": round(1 / level),
        "groups": places["group"].n_unique(),
        "periods": places["period"].n_unique(),
        "places": places.height,
        "fitted": places["points"].count(),
        "ranked": ranked.height,
        "high_count": high.height,
        "high": high.to_dicts(),
        "chance": ranked["chance"].sum(),
        "sure": high["is_sure"].sum(),
        "lasting": ranked.filter(pl.col("p_holm") < level).height,
    }
    most = ranked["dates"].max()
    if most is None:
        return told
    # The first of so many dates has the smallest p that there is; Holm's rule asks the level over all tests of it.
    return told | {"most_dates": most, "least_p": 1 / most, "asked_p": level / ranked.height}
