"""Changes of license: how many and which way by every way of counting, moves taken back, forks; and their backdrop.

The events were found because somebody wrote about them or because a repository was looked into. They are no sample of
all projects: there are counts of them and no shares with intervals, and no test of one list against another. A license
of the same work and that of the next generation are two lists, which are never added up. Several changes are often one
decision of one developer: counts of decisions stand beside counts of changes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from openness.statistics.periods import DAYS_PER_YEAR
from openness.studies.relicensing import results
from openness.studies.relicensing.names import LISTS, lane, place_of, place_of_list
from openness.tables.schema import CHANGE_DIRECTIONS

YEAR = 365
"""Days within which a fork counts as an answer to a change, by default."""

STYLES = ("permissive", "strong_copyleft", "network_copyleft")
"""Styles of license whose shares are told."""

HAS_DIRECTION = pl.col("direction").is_in(["looser", "tighter"])

_LIST = ["kind", "kind_of_change"]
_LINE = [*_LIST, "project_name"]
_DECISION = pl.concat_str(
    "developer_name",
    *_LIST,
    pl.col("change_date").dt.strftime("%Y-%m"),
    pl.col("to_ids").list.sort().list.join(","),
    separator="|",
).alias("decision")
"""Changes of one developer to the same licenses in one month are one decision."""


def events(changes: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.EVENTS`; a choice of licenses is joined by OR, a part that is not all is named."""
    part = pl.when(pl.col("part") == "all").then(pl.lit("")).otherwise(pl.format(" ({})", "part"))
    named = changes.with_columns(lane().alias("lane")).sort(place_of("lane"), "change_date", "project_name")
    return named.select(
        pl.col("change_date").dt.strftime("%Y-%m-%d").alias("date"),
        "lane",
        "direction",
        pl.concat_str("project_name", part).alias("name"),
        pl.col("developer_name").alias("developer"),
        pl.col("from_ids").list.join(" OR ").alias("from"),
        pl.col("to_ids").list.join(" OR ").alias("to"),
    )


def counts_by_year(changes: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.COUNTS_BY_YEAR`."""
    return _counted(changes.with_columns(pl.col("change_date").dt.strftime("%Y").alias("period")), ["period"])


def counts(changes: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.COUNTS`, over all years."""
    return _counted(changes, [])


def without_direction(counts: pl.DataFrame) -> list[dict[str, Any]]:
    """Return how many changes each list has, and how many of them are sideways or unknown, from :func:`counts`."""
    n = pl.col("n")
    own = (n.filter(direction=name).sum().alias(name) for name in ("sideways", "unknown"))
    return counts.group_by(lane().alias("lane")).agg(n.sum(), *own).sort(place_of("lane")).to_dicts()


def decisions(changes: pl.DataFrame) -> pl.DataFrame:
    """Return one change for each decision and direction, the first.

    A decision is what one developer did in one month toward the same licenses.
    """
    return changes.sort("change_date", "change_id").filter(
        pl.concat_str(_DECISION, "direction", separator="|").is_first_distinct()
    )


def return_moves(changes: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.RETURNS`: licenses that were tightened, and loosened by the next move on the same list."""
    date, direction = pl.col("change_date"), pl.col("direction")
    last_tightened = date.filter(direction == "tighter").max().over(_LINE)
    earlier = {name: pl.col(name).shift(1).over(_LINE) for name in ("direction", "change_date", "from_ids", "to_ids")}
    was_open = pl.col("from_tier").shift(1).over(_LINE) == "open"
    return (
        changes.filter(HAS_DIRECTION)
        .sort("change_date", maintain_order=True)
        .select(
            *_LINE,
            "developer_name",
            earlier["change_date"].alias("tightened_date"),
            earlier["from_ids"].alias("from_ids"),
            earlier["to_ids"].alias("tightened_ids"),
            date.alias("loosened_date"),
            "to_ids",
            "part",
            ((date - earlier["change_date"]).dt.total_days() / DAYS_PER_YEAR).alias("years"),
            (was_open & (pl.col("to_tier") == "open")).alias("is_back_to_open"),
            (last_tightened > date).alias("is_tightened_later"),
            ((direction == "looser") & (earlier["direction"] == "tighter")).alias("_is_return"),
        )
        .filter("_is_return")
        .drop("_is_return")
        .sort("loosened_date", "project_name")
    )


def returned(returns: pl.DataFrame, counts: pl.DataFrame) -> dict[str, Any]:
    """Return how many of the projects on each list that tightened loosened again, when at the median, and which."""
    later = pl.col("is_tightened_later")
    open_again, again = (
        returns.filter(which)["project_name"].unique(maintain_order=True).to_list()
        for which in (pl.col("is_back_to_open") & ~later, later)
    )
    by_list = returns.group_by(lane().alias("lane")).agg(
        pl.col("project_name").n_unique().alias("loosened"), pl.col("years").median()
    )
    tightened = counts.filter(direction="tighter").select(lane().alias("lane"), pl.col("project_count").alias("n"))
    lists = tightened.join(by_list, on="lane", how="left").with_columns(pl.col("loosened").fill_null(0))
    return {"lists": lists.sort(place_of("lane")).to_dicts(), "open_again": open_again, "tightened_again": again}


def forks_after(changes: pl.DataFrame, forks: pl.DataFrame, days: int = YEAR) -> pl.DataFrame:
    """Return :data:`results.ANSWERS`: the software that was tightened, and the fork that answered first."""
    first = forks.sort("fork_date", "fork_name").group_by("change_id", maintain_order=True).first()
    waited = (pl.col("fork_date") - pl.col("change_date")).dt.total_days()
    answered = waited.is_between(0, days).fill_null(value=False)
    return (
        changes.filter(kind="software", direction="tighter")
        .join(first.select("change_id", "fork_name", "fork_date"), on="change_id", how="left")
        .select(
            "change_id",
            _DECISION,
            "project_name",
            "developer_name",
            "change_date",
            pl.when(answered).then("fork_name").alias("fork_name"),
            pl.when(answered).then(waited).alias("days_to_fork"),
            answered.alias("is_forked"),
            ((pl.col("known_until_date") - pl.col("change_date")).dt.total_days() >= days).alias("is_followed"),
        )
        .sort("change_date", "project_name")
    )


def answered(answers: pl.DataFrame) -> dict[str, Any]:
    """Return how many tightened licenses are old enough to tell, by how many decisions, and how many were forked."""
    followed = answers.filter("is_followed")
    forks = followed.filter("is_forked")
    counts = {"answers": answers.height, "followed": followed.height, "decisions": followed["decision"].n_unique()}
    counts["young"] = answers.height - followed.height
    return counts | {"forks": forks.height, "wait": forks["days_to_fork"].median()}


def _counted(changes: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    order = {name: place for place, name in enumerate(CHANGE_DIRECTIONS)}
    return (
        changes.group_by(*by, *_LIST, "direction")
        .agg(
            pl.len().cast(pl.Int64).alias("n"),
            _DECISION.n_unique().cast(pl.Int64).alias("decision_count"),
            pl.col("project_name").n_unique().cast(pl.Int64).alias("project_count"),
        )
        .sort(*by, place_of_list(), pl.col("direction").replace_strict(order))
    )


MAIN = "Decisions"


@dataclass(frozen=True)
class Way:
    """A way of counting: its name, what it counts in words, and changes -> moves with the columns of changes."""

    name: str
    meaning: str
    moves: Callable[[pl.DataFrame], pl.DataFrame] = field(repr=False)


def _first_of_each(changes: pl.DataFrame) -> pl.DataFrame:
    moved = decisions(changes).filter(HAS_DIRECTION)
    return moved.unique([*_LIST, "developer_name"], keep="first", maintain_order=True)


def _with_copyleft(changes: pl.DataFrame) -> pl.DataFrame:
    grown = {"stronger": "tighter", "weaker": "looser"}
    moved = pl.col("copyleft_change").replace_strict(grown, default="sideways", return_dtype=pl.String)
    sideways = pl.col("direction") == "sideways"
    return decisions(changes.with_columns(pl.when(sideways).then(moved).otherwise("direction").alias("direction")))


WAYS = (
    Way(MAIN, "what one developer did in one month toward the same licenses counts once", decisions),
    Way("Each project counts", "a decision on eight projects counts eight times", lambda changes: changes),
    Way("First decision of each developer", "the first looser or tighter one; nobody counts twice", _first_of_each),
    Way(
        "Without what CHAOSS lists",
        "its list holds projects that left open licenses",
        lambda changes: decisions(changes.filter(~pl.col("is_carried_over"))),
    ),
    Way(
        "Seen in the license file",
        "the commit that changed the file was found",
        lambda changes: decisions(changes.filter(evidence="commit")),
    ),
    Way(
        "More copyleft is tighter",
        "a move between open licenses counts where it adds or drops a duty to share alike",
        _with_copyleft,
    ),
)


def ways_of_counting(changes: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.WAYS`: how many moves go which way under every way of counting, list by list."""
    lists = changes.select(lane().alias("lane")).unique().sort(place_of("lane"))
    parts = []
    for way in WAYS:
        counted = (
            way.moves(changes)
            .group_by(lane().alias("lane"))
            .agg((pl.col("direction") == name).sum().cast(pl.Int64).alias(name) for name in CHANGE_DIRECTIONS)
        )
        filled = lists.join(counted, on="lane", how="left", maintain_order="left")
        parts.append(filled.select("lane", pl.lit(way.name).alias("way"), pl.col(CHANGE_DIRECTIONS).fill_null(0)))
    return pl.concat(parts).sort(place_of("lane"), maintain_order=True).select(results.WAYS.names)


def told(counts: pl.DataFrame, ways: pl.DataFrame) -> list[dict[str, Any]]:
    """Return each list with what it is a list of, its changes, and its decisions by direction."""
    sizes = {row["lane"]: row["n"] for row in without_direction(counts)}
    return [
        row | {"of": LISTS[row["lane"]], "changes": sizes[row["lane"]]}
        for row in ways.filter(way=MAIN).iter_rows(named=True)
    ]


def ranges(ways: pl.DataFrame) -> list[dict[str, Any]]:
    """Return of each list the least and the most looser and tighter moves under ways of counting that have any."""
    looser, tighter = pl.col("looser"), pl.col("tighter")
    return (
        ways.filter(looser + tighter > 0)
        .group_by("lane")
        .agg(
            pl.len().alias("ways"),
            looser.min().alias("looser_least"),
            looser.max().alias("looser_most"),
            tighter.min().alias("tighter_least"),
            tighter.max().alias("tighter_most"),
            (looser > tighter).sum().alias("more"),
        )
        .sort(place_of("lane"))
        .to_dicts()
    )


def backdrop(styles: pl.DataFrame) -> dict[str, Any]:
    """Return the first and the last quarter of styles of license, and the shares that are told in both."""
    first, last = styles["period"].min(), styles["period"].max()
    shares = {(period, group): share for period, group, share in styles.select("period", "group", "share").iter_rows()}
    moved = [(style.replace("_", " "), shares.get((first, style), 0), shares.get((last, style), 0)) for style in STYLES]
    return {"first": first, "last": last, "moved": moved}


def style_shares(pushers: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.STYLES`: the share of pushers by style of license, of the licenses that are recognized.

    A developer who pushes under two licenses counts twice, so a share is one of developers and licenses together. Cells
    of fewer than 100 developers are not published: rare licenses and small economies are understated, the rarest most.
    """
    total = pl.col("pusher_count").sum().over("period")
    return (
        pushers.filter(~pl.col("is_aggregate"), pl.col("license_id") != "NOASSERTION")
        .group_by("period", pl.col("license_style").alias("group"))
        .agg(pl.col("pusher_count").sum())
        .with_columns(total.alias("n"), (pl.col("pusher_count") / total).alias("share"))
        .sort("period", "group")
    )
