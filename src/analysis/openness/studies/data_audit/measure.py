"""What the data can bear: coverage, missing values, what cleaning did, and how editions disagree."""

import polars as pl

from openness.licenses.strings.match import RULES, match_all
from openness.measures.large_developers import large_developers
from openness.measures.selection import year_before
from openness.sources import short_names
from openness.statistics.shares import count_by_period, share_by_period
from openness.studies.data_audit import results
from openness.tables import schema
from openness.tables import store as tables
from openness.words.numbers import counted

FIELDS = {
    "release_date": pl.col("release_date").is_null(),
    "developer": pl.col("developer_id").is_null(),
    "developer_group": pl.col("developer_group") == "unknown",
    "country": pl.col("country") == "unknown",
    "modality": pl.col("modality") == "unknown",
    "parameter_count": pl.col("parameter_count").is_null(),
    "license": pl.col("license_ids").list.contains("NOASSERTION"),
    "access": pl.col("access") == "unknown",
}
"""Field of a release -> whether it is missing."""


def coverage(releases: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.COVERAGE`."""
    group = pl.col("developer_group")
    return (
        releases.group_by("source", "vintage")
        .agg(
            pl.len().alias("release_count"),
            pl.col("developer_id").drop_nulls().n_unique().alias("developer_count"),
            pl.col("release_date").min().dt.year().alias("first_year"),
            pl.col("release_date").max().dt.year().alias("last_year"),
            *[(group == name).mean().alias(name) for name in schema.DEVELOPER_GROUPS],
        )
        .sort("source", "vintage")
    )


def missing_values(releases: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.MISSING`."""
    return (
        releases.group_by("source", "vintage")
        .agg(condition.mean().alias(field) for field, condition in FIELDS.items())
        .sort("source", "vintage")
    )


def cleaning_summary(log: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.CLEANING`."""
    return (
        log.group_by("source", "vintage", "kind", "field", maintain_order=True)
        .agg(pl.len().alias("row_count"), pl.coalesce("release_name", pl.lit("(no name)")).first().alias("example"))
        .sort("source", "vintage", "kind", "field")
    )


def typed_by_hand(named: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return every developer whose type here is not what its source says, or of whom it says none, a heading a source.

    Each frame is :data:`results.RETYPED`. Where a source says the type in one record, others of its records that leave
    it out take it from there, and are not listed.
    """
    said, here = pl.col("published_developer_type"), pl.col("developer_type")
    is_said = said.is_not_null() & (said != "unknown")
    is_said_elsewhere = (said == here).fill_null(value=False).any().over("source", "developer_id")
    found = (
        named.filter(here != "unknown")
        .filter(pl.when(is_said).then(said != here).otherwise(~is_said_elsewhere))
        .group_by("source", "published_name", "published_type", "developer_type")
        .agg(pl.col("release_id").n_unique().cast(pl.Int64).alias("release_count"))
        .sort("source", -pl.col("release_count"), "published_name", "published_type", "developer_type")
    )
    names = short_names()
    return {
        f"{names.get(source, source)}: {counted(own['published_name'].n_unique(), 'developer')}": own
        for (source,), own in found.partition_by("source", as_dict=True, maintain_order=True).items()
    }


def editions_to_compare(releases: pl.DataFrame, source: str, vintage: str) -> tuple[str, str]:
    """Return two editions of a source, the older first: a vintage and the one about a year older.

    Where there is none, the newest edition before the vintage, else the oldest after it, else the vintage itself.
    """
    editions = releases.filter(source=source)["vintage"].unique().sort().to_list()
    earlier = [edition for edition in editions if edition < vintage]
    later = [edition for edition in editions if edition > vintage]
    if earlier:
        return year_before(earlier, vintage) or earlier[-1], vintage
    return vintage, (later[0] if later else vintage)


def grade_changes(releases: pl.DataFrame, source: str, before: str, after: str) -> pl.DataFrame:
    """Return the access grades of every release that two editions share."""
    rank = {grade: rank for rank, grade in enumerate(schema.ACCESS_GRADES)}
    old, new = (
        releases.filter(source=source, vintage=vintage).select("release_id", pl.col("access").alias(name))
        for vintage, name in ((before, "access_before"), (after, "access_after"))
    )
    both = new.join(old, on="release_id", maintain_order="left")
    was, now = pl.col("access_before"), pl.col("access_after")
    change = (
        pl.when(was == now)
        .then(pl.lit("same"))
        .when(was == "unknown")
        .then(pl.lit("filled in"))
        .when(now == "unknown")
        .then(pl.lit("blanked"))
        .when(now.replace_strict(rank) < was.replace_strict(rank))
        .then(pl.lit("more open"))
        .otherwise(pl.lit("less open"))
    )
    return both.with_columns(change.alias("change"))


def count_changes(changes: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.CHANGES`."""
    kinds = ["same", "filled in", "blanked", "more open", "less open"]
    counts = dict(changes.group_by("change").len().iter_rows())
    total = changes.height
    rows = [(kind, count := counts.get(kind, 0), count / total if total else None) for kind in kinds]
    return pl.DataFrame(rows, schema=results.CHANGES.schema, orient="row")


def regraded(counts: pl.DataFrame) -> dict[str, int]:
    """Return how many releases two editions share, and how many were regraded, from :func:`count_changes`."""
    own = dict(counts.select("change", "release_count").rows())
    moved = own["more open"] + own["less open"]
    return {"both": sum(own.values()), "moved": moved, "filled": own["filled in"], "blanked": own["blanked"]}


def grade_flows(changes: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.FLOWS`, most first."""
    return (
        changes.filter(pl.col("change") != "same")
        .group_by("access_before", "access_after")
        .agg(pl.len().alias("release_count"))
        .sort("release_count", "access_before", "access_after", descending=[True, False, False])
    )


def access_by_period(releases: pl.DataFrame, every: str) -> pl.DataFrame:
    """Return :data:`results.ACCESS`."""
    return count_by_period(releases, by="access", every=every).rename({"group": "access"})


def unknown_shares(releases: pl.DataFrame, by: str, every: str) -> pl.DataFrame:
    """Return the share of releases whose access is unknown, as a table of shares with intervals."""
    marked = releases.with_columns((pl.col("access") == "unknown").alias("is_unknown"))
    return share_by_period(marked, by=by, is_open="is_unknown", every=every)


def large(releases: pl.DataFrame, by: str, every: str, min_group: int) -> pl.DataFrame:
    """Return who is more than a quarter of a point of :func:`unknown_shares`."""
    marked = releases.with_columns((pl.col("access") == "unknown").alias("is_unknown"))
    point = {"by": by, "every": every, "is_open": "is_unknown", "min_group": min_group}
    return large_developers(marked, tables.read("developers"), **point)


def license_rules(releases: pl.DataFrame, components: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.LICENSE_RULES`."""
    strings = pl.concat([releases["license_raw"], components["license_raw"]]).drop_nulls().rename("license_raw")
    counted = strings.value_counts(name="mentions").sort(["mentions", "license_raw"], descending=[True, False])
    read = counted.with_columns(
        pl.Series("rule", [one.rule for one in match_all(counted["license_raw"].to_list())], dtype=pl.String)
    )
    found = read.group_by("rule").agg(
        string_count=pl.len(),
        mention_count=pl.col("mentions").sum(),
        examples=pl.col("license_raw").head(3).str.head(40).str.join("; "),
    )
    order = pl.DataFrame({"rule": RULES}).with_row_index("_place")
    return order.join(found, on="rule").sort("_place").drop("_place")


def with_short_names(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table with its sources under the names that pages give them."""
    return frame.with_columns(pl.col("source").replace(short_names()))
