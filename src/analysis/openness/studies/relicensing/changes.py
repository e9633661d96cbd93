"""Changes of license: how many and which way by every way of counting, moves taken back, forks; and their backdrop.

The events were found because somebody wrote about them or because a repository was looked into. They are no sample of
all projects, and no share of them says how likely a project is to change its license. Several are often one decision of
one developer: counts of decisions stand beside counts of events, and a share that turns with how decisions are counted
says little.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw
import polars as pl

from openness.statistics.periods import DAYS_PER_YEAR
from openness.statistics.shares import wilson
from openness.studies.relicensing.names import KIND_NAMES
from openness.tables.schema import CHANGE_DIRECTIONS, CHANGE_KINDS

YEAR = 365
"""Days within which a fork counts as an answer to a change, by default."""

MIN_GROUP = 5
"""Moves that a share in words rests on at least."""

STYLES = ("permissive", "strong_copyleft", "network_copyleft")
"""Styles of license whose shares are told."""

HAS_DIRECTION = pl.col("direction").is_in(["looser", "tighter"])

_PROJECT = ["kind", "project_name"]
_DECISION = pl.concat_str(
    "developer_name",
    "kind",
    pl.col("change_date").dt.strftime("%Y-%m"),
    pl.col("to_ids").list.sort().list.join(","),
    separator="|",
).alias("decision")
"""Changes of one developer to the same licenses in one month are one decision."""


def events(changes: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.EVENTS`; a choice of licenses is joined by OR, a part that is not all is named."""
    part = pl.when(pl.col("part") == "all").then(pl.lit("")).otherwise(pl.format(" ({})", "part"))
    return changes.sort("kind", "change_date", "project_name", descending=[True, False, False]).select(
        pl.col("change_date").dt.strftime("%Y-%m-%d").alias("date"),
        pl.col("kind").replace(KIND_NAMES).alias("lane"),
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


def decisions(changes: pl.DataFrame) -> pl.DataFrame:
    """Return one change for each decision and direction, the first.

    A decision is what one developer did in one month toward the same licenses.
    """
    return changes.sort("change_date", "change_id").filter(
        pl.concat_str(_DECISION, "direction", separator="|").is_first_distinct()
    )


def basis(changes: pl.DataFrame) -> dict[str, int | None]:
    """Return how many decisions with a direction there are, by how many developers, the first and the last year."""
    moves = decisions(changes).filter(HAS_DIRECTION)
    years, developers = moves["change_date"].dt.year(), moves["developer_name"].n_unique()
    return {"decisions": moves.height, "developers": developers, "first": years.min(), "last": years.max()}


def without_direction(counts: pl.DataFrame) -> dict[str, int]:
    """Return how many changes there are, and how many of them are sideways or unknown, from :func:`counts`."""
    own = {name: counts.filter(direction=name)["n"].sum() for name in ("sideways", "unknown")}
    return {"changes": counts["n"].sum()} | own


def looser_shares(moves: pl.DataFrame) -> pl.DataFrame:
    """Return the part of looser moves among those that are looser or tighter, by kind, with its Wilson interval."""
    counted = (
        moves.filter(HAS_DIRECTION)
        .group_by("kind")
        .agg(
            pl.len().cast(pl.Int64).alias("n"),
            (pl.col("direction") == "looser").sum().cast(pl.Int64).alias("looser_count"),
        )
    )
    lower, upper = wilson(nw.col("looser_count"), nw.col("n"))
    shares = (
        pl.DataFrame({"kind": CHANGE_KINDS})
        .join(counted, on="kind", how="left", maintain_order="left")
        .with_columns(pl.col("n", "looser_count").fill_null(0))
        .with_columns(pl.when(pl.col("n") > 0).then(pl.col("looser_count") / pl.col("n")).alias("share"))
    )
    return nw.from_native(shares).with_columns(lower=lower, upper=upper).to_native()


def return_moves(changes: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.RETURNS`: licenses that were tightened, and loosened by the next move."""
    date, direction = pl.col("change_date"), pl.col("direction")
    last_tightened = date.filter(direction == "tighter").max().over(_PROJECT)
    earlier = {
        name: pl.col(name).shift(1).over(_PROJECT) for name in ("direction", "change_date", "from_ids", "to_ids")
    }
    was_open = pl.col("from_tier").shift(1).over(_PROJECT) == "open"
    return (
        changes.filter(HAS_DIRECTION)
        .sort("change_date", maintain_order=True)
        .select(
            *_PROJECT,
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
    """Return how many of the projects that tightened loosened again, after how many years at the median, and which."""
    later = pl.col("is_tightened_later")
    open_again, again = (
        returns.filter(which)["project_name"].unique(maintain_order=True).to_list()
        for which in (pl.col("is_back_to_open") & ~later, later)
    )
    told = {"loosened": returns["project_name"].n_unique(), "moves": returns.height}
    told["tightened"] = counts.filter(direction="tighter")["project_count"].sum()
    return told | {"years": returns["years"].median(), "open_again": open_again, "tightened_again": again}


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
        changes.group_by(*by, "kind", "direction")
        .agg(
            pl.len().cast(pl.Int64).alias("n"),
            _DECISION.n_unique().cast(pl.Int64).alias("decision_count"),
            pl.col("project_name").n_unique().cast(pl.Int64).alias("project_count"),
        )
        .sort(*by, "kind", pl.col("direction").replace_strict(order), descending=[*[False] * len(by), True, False])
    )


MAIN = "Decisions"


@dataclass(frozen=True)
class Way:
    """A way of counting: its name, what it counts in words, and changes -> moves with ``kind`` and ``direction``."""

    name: str
    meaning: str
    moves: Callable[[pl.DataFrame], pl.DataFrame] = field(repr=False)


def _first_of_each(changes: pl.DataFrame) -> pl.DataFrame:
    moved = decisions(changes).filter(HAS_DIRECTION)
    return moved.unique(["kind", "developer_name"], keep="first", maintain_order=True)


def _unknown_is(direction: str) -> Callable[[pl.DataFrame], pl.DataFrame]:
    return lambda changes: decisions(changes).with_columns(pl.col("direction").replace("unknown", direction))


def _with_copyleft(changes: pl.DataFrame) -> pl.DataFrame:
    grown = {"stronger": "tighter", "weaker": "looser"}
    moved = pl.col("copyleft_change").replace_strict(grown, default="sideways", return_dtype=pl.String)
    sideways = pl.col("direction") == "sideways"
    return decisions(changes.with_columns(pl.when(sideways).then(moved).otherwise("direction").alias("direction")))


WAYS = (
    Way(MAIN, "what one developer did in one month toward the same licenses counts once", decisions),
    Way("Each project counts", "a decision on eight projects counts eight times", lambda changes: changes),
    Way("First decision of each developer", "nobody counts twice", _first_of_each),
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
        "Not from release to release",
        "the same software or model, not the next release of a family",
        lambda changes: decisions(changes.filter(pl.col("scope") != "family")),
    ),
    Way(
        "Unknown: all looser",
        "what the share would be if every unknown direction were looser",
        _unknown_is("looser"),
    ),
    Way("Unknown: all tighter", "the same with every unknown direction tighter", _unknown_is("tighter")),
    Way(
        "More copyleft is tighter",
        "a move between open licenses counts where it adds or drops a duty to share alike",
        _with_copyleft,
    ),
)


def direction_variants(changes: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.WAYS`: the part of looser moves under every way of counting."""
    parts = [looser_shares(way.moves(changes)).select(pl.lit(way.name).alias("definition"), pl.all()) for way in WAYS]
    return (
        pl.concat(parts)
        .filter(pl.col("kind").is_in(changes["kind"].unique().to_list()))
        .with_columns(pl.col("kind").replace_strict(KIND_NAMES, return_dtype=pl.String).alias("group"))
        .select("definition", "group", "n", "looser_count", "share", "lower", "upper")
    )


def ranges(ways: pl.DataFrame) -> list[dict[str, Any]]:
    """Return of each kind the ways of counting with the lowest and the highest share, and the main one where it counts.

    Shares of fewer than :data:`MIN_GROUP` moves are left out; a kind without others is not named.
    """
    enough = ways.filter(pl.col("n") >= MIN_GROUP).sort("share", "definition")
    parts = {name: enough.filter(group=name).to_dicts() for name in KIND_NAMES.values()}
    return [
        {
            "kind": name,
            "low": rows[0],
            "high": rows[-1],
            "main": next((row for row in rows if row["definition"] == MAIN), None),
        }
        for name, rows in parts.items()
        if rows
    ]


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
