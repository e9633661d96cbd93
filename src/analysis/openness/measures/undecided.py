"""The queue of the license catalog: names that leave releases of the newest editions undecided, and why."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from openness.licenses.clauses import catalog, verdicts
from openness.licenses.clauses.declared import UNSPECIFIED
from openness.licenses.strings.match import match
from openness.licenses.strings.names import UNKNOWN
from openness.measures import results
from openness.project.errors import UnknownNameError
from openness.tables import schema
from openness.tables import store as tables

NO_NAME, SAYS_NOTHING, UNRESOLVED, UNREAD, OPEN_CLAUSE, FAMILY = (
    "no name is given",
    "the name says nothing",
    "no record and no rule has the name",
    "the record says why its text was not read",
    "a clause that decides is not verified",
    "its versions do not agree, or not all are read",
)
_COLUMNS = ("source", "vintage", "license_raw", "license_ids", "license_tier")
_VAGUE = ("LicenseRef-custom", "LicenseRef-various", "LicenseRef-modified-mit")


def queue(sources: Sequence[str] | None = None) -> pl.DataFrame:
    """Return :data:`results.UNDECIDED_NAMES`: names of undecided releases, most releases first.

    Parameters
    ----------
    sources
        Sources by name; None: all.
    """
    kept = _newest(sources)
    named = (
        kept.filter(license_tier=UNSPECIFIED)
        .group_by("license_raw", "license_ids")
        .agg(pl.len().cast(pl.Int64).alias("release_count"), pl.col("source").unique().sort().alias("sources"))
    )
    why = [reason(*row) for row in named.select("license_raw", "license_ids").iter_rows()]
    return (
        named.with_columns(reason=pl.Series(why, dtype=pl.String))
        .sort("release_count", "license_raw", descending=[True, False], nulls_last=True)
        .select(results.UNDECIDED_NAMES.names)
    )


def reason(raw: str | None, identifiers: Sequence[str]) -> str:
    """Return why releases under a name are undecided."""
    if raw is None:
        return NO_NAME
    open_ = [one for one in identifiers if verdicts.of_license(one).tier == UNSPECIFIED]
    if any(one in _VAGUE for one in open_):
        return SAYS_NOTHING
    if UNKNOWN in open_:
        return SAYS_NOTHING if _is_alias(raw) else UNRESOLVED
    if any(verdicts.versions_of(one) for one in open_):
        return FAMILY
    records = [catalog.find(one) for one in open_]
    if any(record and record.unread for record in records):
        return UNREAD
    return OPEN_CLAUSE if any(records) else UNRESOLVED


def _newest(sources: Sequence[str] | None) -> pl.DataFrame:
    """Return the releases of the newest edition of some sources, of all where none is named."""
    releases = tables.read(schema.RELEASES.name).select(_COLUMNS)
    known = releases["source"].unique().sort().to_list()
    for name in sources or ():
        if name not in known:
            raise UnknownNameError("source", name, known)
    newest = releases.group_by("source").agg(pl.col("vintage").max())
    kept = releases.join(newest, on=["source", "vintage"])
    return kept.filter(pl.col("source").is_in(list(sources))) if sources else kept


def _is_alias(raw: str) -> bool:
    """Say whether the table of names itself says that a name says nothing."""
    return match(raw).rule not in ("unmatched", "url")


def document(sources: Sequence[str] | None = None, at_least: int = 1) -> dict[str, Any]:
    """Return the queue for programs: undecided shares by source, and the names."""
    names = queue(sources).filter(pl.col("release_count") >= at_least)
    return {"shares": shares(sources).to_dicts(), "names": names.to_dicts()}


def shares(sources: Sequence[str] | None = None) -> pl.DataFrame:
    """Return :data:`results.UNDECIDED_SHARES`: how many releases of each newest edition have no decided tier."""
    kept = _newest(sources)
    is_open = pl.col("license_tier") == UNSPECIFIED
    raw = kept["license_raw"].unique().drop_nulls()
    silent = [one for one in raw if match(one).rule in ("alias", "blank") and match(one).ids == (UNKNOWN,)]
    is_unnamed = is_open & (pl.col("license_raw").is_null() | pl.col("license_raw").is_in(silent))
    return (
        kept.group_by("source", "vintage")
        .agg(
            pl.len().cast(pl.Int64).alias("n"),
            is_open.sum().cast(pl.Int64).alias("undecided_count"),
            is_unnamed.sum().cast(pl.Int64).alias("unnamed_count"),
            is_open.mean().alias("undecided_share"),
        )
        .with_columns(named=pl.col("n") - pl.col("unnamed_count"))
        .with_columns(
            named_undecided_share=pl.when(pl.col("named") > 0).then(
                (pl.col("undecided_count") - pl.col("unnamed_count")) / pl.col("named")
            )
        )
        .sort("source")
        .select(results.UNDECIDED_SHARES.names)
    )


def _among_named(row: dict[str, Any]) -> str:
    share = row["named_undecided_share"]
    return "" if share is None else f"; {share:.1%} of those that name one"


def text(found: dict[str, Any]) -> str:
    """Return :func:`document` in words."""
    lines = [
        f"{row['source']} {row['vintage']}: {row['undecided_count']:,} of {row['n']:,} releases undecided"
        f" ({row['undecided_share']:.1%}), {row['unnamed_count']:,} of them without a name{_among_named(row)}"
        for row in found["shares"]
    ]
    lines.append("")
    for row in found["names"]:
        name, where = row["license_raw"] or "(none)", ", ".join(row["sources"])
        lines.append(f"{row['release_count']:>6,}  {name}  [{where}]  {' '.join(row['license_ids'])}: {row['reason']}")
    return "\n".join(lines)
