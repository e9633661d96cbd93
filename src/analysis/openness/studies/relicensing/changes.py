"""Changes of license: how many and which way, which moves were taken back, forks that followed.

The events were found because somebody wrote about them or because a repository was looked into. They are no sample of
all projects, and no share of them says how likely a project is to change its license. Several are often one decision of
one developer: counts of decisions stand beside counts of events.
"""

from __future__ import annotations

import narwhals as nw
import polars as pl

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.shares import CONFIDENCE, wilson
from openness.studies.relicensing.spells import DAYS_PER_YEAR, KIND_NAMES
from openness.tables.schema import CHANGE_DIRECTIONS, CHANGE_KINDS

YEAR = 365
"""Days within which a fork counts as an answer to a change, by default."""

_DECISION = pl.concat_str(
    "developer_name",
    "kind",
    pl.col("change_date").dt.strftime("%Y-%m"),
    pl.col("to_ids").list.sort().list.join(","),
    separator="|",
)
"""Changes of one developer to the same licenses in one month are one decision."""


def events(changes: pl.DataFrame) -> pl.DataFrame:
    """Return what a timeline needs: ``date``, ``lane``, ``direction``, ``name``, ``developer``, ``from``, ``to``.

    A choice of licenses is joined by OR. A part that is not all stands behind the name.
    """
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


def of_kind(changes: pl.DataFrame, kind: str | None) -> pl.DataFrame:
    """Return the changes of one kind, ``software`` or ``model``; of both for None."""
    if kind is None:
        return changes
    if kind not in CHANGE_KINDS:
        raise UnknownNameError("kind of change", kind, CHANGE_KINDS)
    return changes.filter(kind=kind)


def counts_by_year(changes: pl.DataFrame) -> pl.DataFrame:
    """Return how many changes there are by year, kind and direction."""
    return _counted(changes.with_columns(pl.col("change_date").dt.strftime("%Y").alias("period")), ["period"])


def counts(changes: pl.DataFrame) -> pl.DataFrame:
    """Return how many changes there are by kind and direction, over all years; columns as in ``counts_by_year``."""
    return _counted(changes, [])


def decisions(changes: pl.DataFrame) -> pl.DataFrame:
    """Return one change for each decision and direction, the first.

    A decision is what one developer did in one month towards the same licenses.
    """
    return changes.sort("change_date", "change_id").filter(
        pl.concat_str(_DECISION, "direction", separator="|").is_first_distinct()
    )


def direction_shares(changes: pl.DataFrame, confidence: float = CONFIDENCE) -> pl.DataFrame:
    """Return the part of looser moves among decisions that are looser or tighter, with its interval."""
    return looser_shares(decisions(changes), confidence)


def looser_shares(moves: pl.DataFrame, confidence: float = CONFIDENCE) -> pl.DataFrame:
    """Return the part of looser moves among those that are looser or tighter, each row of a frame one move."""
    if not 0 < confidence < 1:
        raise BadValueError(f"confidence is {confidence}, expected a number between 0 and 1")
    moved = moves.filter(pl.col("direction").is_in(["looser", "tighter"]))
    counted = pl.DataFrame(
        [
            (kind, own.height, own.filter(direction="looser").height)
            for kind in CHANGE_KINDS
            for own in [moved.filter(kind=kind)]
        ],
        schema={"kind": pl.String, "n": pl.Int64, "looser_count": pl.Int64},
        orient="row",
    )
    lower, upper = wilson(nw.col("looser_count"), nw.col("n"), confidence)
    share = pl.when(pl.col("n") > 0).then(pl.col("looser_count") / pl.col("n")).alias("looser_share")
    return nw.from_native(counted.with_columns(share)).with_columns(lower=lower, upper=upper).to_native()


def return_moves(changes: pl.DataFrame) -> pl.DataFrame:
    """Return the projects that tightened their license and loosened it later."""
    rows = []
    for (kind, project), own in changes.sort("change_date").group_by(["kind", "project_name"], maintain_order=True):
        tightened = None
        for change in own.iter_rows(named=True):
            if change["direction"] == "tighter":
                tightened = change
            elif change["direction"] == "looser" and tightened is not None:
                is_back = change["to_tier"] == tightened["from_tier"] == "open"
                rows.append(
                    (
                        kind, project, change["developer_name"], tightened["change_date"], tightened["from_ids"],
                        change["change_date"], change["to_ids"], change["part"],
                        (change["change_date"] - tightened["change_date"]).days / DAYS_PER_YEAR, is_back,
                        tightened["to_ids"],
                    )
                )  # fmt: skip
                tightened = None
    last = (
        changes.filter(direction="tighter").group_by("kind", "project_name").agg(pl.max("change_date").alias("_last"))
    )
    return (
        pl.DataFrame(rows, schema=_RETURNS, orient="row")
        .join(last, on=["kind", "project_name"], how="left")
        .with_columns((pl.col("_last") > pl.col("loosened_date")).alias("is_tightened_later"))
        .drop("_last")
        .sort("loosened_date", "project_name")
    )


def forks_after(changes: pl.DataFrame, forks: pl.DataFrame, days: int = YEAR) -> pl.DataFrame:
    """Return the changes of license that tightened a software project, and the fork that answered first."""
    if days < 0:
        raise BadValueError(f"days is {days}, expected 0 or more")
    tightened = of_kind(changes, "software").filter(direction="tighter")
    first = forks.sort("fork_date", "fork_name").group_by("change_id", maintain_order=True).first()
    waited = (pl.col("fork_date") - pl.col("change_date")).dt.total_days()
    answered = waited.is_between(0, days).fill_null(value=False)
    return (
        tightened.join(first.select("change_id", "fork_name", "fork_date"), on="change_id", how="left")
        .with_columns(
            pl.when(answered).then("fork_name").alias("fork_name"),
            pl.when(answered).then(waited).alias("days_to_fork"),
            answered.alias("is_forked"),
            ((pl.col("known_until_date") - pl.col("change_date")).dt.total_days() >= days).alias("is_followed"),
        )
        .select(
            "change_id",
            "project_name",
            "developer_name",
            "change_date",
            "fork_name",
            "days_to_fork",
            "is_forked",
            "is_followed",
        )
        .sort("change_date", "project_name")
    )


def _counted(changes: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    keys = [*by, "kind", "direction"]
    order = {name: place for place, name in enumerate(CHANGE_DIRECTIONS)}
    return (
        changes.with_columns(_DECISION.alias("_decision"))
        .group_by(keys)
        .agg(
            pl.len().cast(pl.Int64).alias("n"),
            pl.col("_decision").n_unique().cast(pl.Int64).alias("decision_count"),
            pl.col("project_name").n_unique().cast(pl.Int64).alias("project_count"),
        )
        .sort(
            *by, pl.col("kind"), pl.col("direction").replace_strict(order), descending=[*[False] * len(by), True, False]
        )
    )


_RETURNS = {
    "kind": pl.String,
    "project_name": pl.String,
    "developer_name": pl.String,
    "tightened_date": pl.Datetime("us"),
    "from_ids": pl.List(pl.String),
    "loosened_date": pl.Datetime("us"),
    "to_ids": pl.List(pl.String),
    "part": pl.String,
    "years": pl.Float64,
    "is_back_to_open": pl.Boolean,
    "tightened_ids": pl.List(pl.String),
}
