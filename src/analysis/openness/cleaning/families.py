"""One family id across sources: exact keys, then the alias table, then nothing.

Two releases are of one family when their names reduce to the same key and a developer of the one is, or belongs to the
same house as, a developer of the other. No likeness is measured anywhere. How and why: ``docs/release-families.md``.
"""

from collections import Counter

import polars as pl

from openness.cleaning.family_aliases import Aliases, unknown_releases
from openness.cleaning.family_keys import family_key
from openness.cleaning.mass_series import common_name, mass_series
from openness.sources.common.published import slug
from openness.sources.common.registry import Registry
from openness.tables import schema
from openness.tables import store as tables
from openness.tables.cases import first_of
from openness.tables.schema import KEYS


def resolve(
    releases: pl.DataFrame, exact_names: pl.DataFrame, registry: Registry, aliases: Aliases | None = None
) -> pl.DataFrame:
    """Give every release a family."""
    aliases = aliases or Aliases()
    named = _with_keys(_with_houses(releases, aliases), exact_names, registry, aliases)
    named = _with_aliases(named, aliases)
    given = named.join(_families(named), on=["_houses", "family_key"], how="left", maintain_order="left")
    rules = {
        "alias": pl.col("_alias").is_not_null(),
        "ambiguous": pl.col("release_family_id").is_null(),
        "exact": pl.col("source").n_unique().over("release_family_id") > 1,
    }
    return (
        given.with_columns(release_family_id=pl.coalesce("_alias", "_family"))
        .with_columns(match_rule=first_of(rules, "single"))
        .select(schema.RELEASE_FAMILIES.column_names)
        .cast(tables.polars_schema(schema.RELEASE_FAMILIES))
    )


def across_sources(families: pl.DataFrame) -> pl.DataFrame:
    """Return how many releases of each source a family has."""
    sources = sorted(families["source"].unique())
    return (
        families.drop_nulls("release_family_id")
        .group_by("release_family_id", "source")
        .agg(pl.col("release_id").n_unique().cast(pl.Int64))
        .pivot("source", index="release_family_id", values="release_id", aggregate_function=None)
        .select("release_family_id", *sources)
        .with_columns(pl.sum_horizontal(pl.col(sources).is_not_null().cast(pl.Int64)).alias("source_count"))
        .sort("source_count", "release_family_id", descending=[True, False])
    )


def idle(aliases: Aliases, families: pl.DataFrame) -> list[str]:
    """Return the aliases that neither join nor part anything, a sentence each."""
    known = families.drop_nulls("release_family_id")
    sources_of = dict(known.group_by("release_family_id").agg(pl.col("source").unique()).iter_rows())
    keys_of = dict(known.group_by("release_id").agg(pl.col("family_key").unique()).iter_rows())
    led = set(known.filter(match_rule="alias").select("family_key", "release_family_id").iter_rows())
    found = unknown_releases(aliases, families)
    for row in aliases.rows:
        if row.release_id is None:
            if (row.key, row.family) not in led:
                found.append(f"{aliases.name}, line {row.line}: no release bears the name {row.subject!r}")
                continue
            parts = False
        elif row.release_id not in keys_of:
            continue
        else:
            house = row.family.partition("/")[0]
            parts = any(f"{house}/{key}" in sources_of for key in keys_of[row.release_id])
        if len(sources_of.get(row.family, [])) < 2 and not parts:
            found.append(f"{aliases.name}, line {row.line}: no release of another source is of {row.family!r}")
    return found


def _with_houses(releases: pl.DataFrame, aliases: Aliases) -> pl.DataFrame:
    """Add ``_houses``, sorted and joined by ``+``; one that no other source has where no developer is named."""
    houses = {
        developers: "+".join(sorted({aliases.house(one) for one in developers.split("+")}))
        for developers in releases["developer_id"].drop_nulls().unique()
    }
    return releases.with_columns(
        pl.coalesce(
            pl.col("developer_id").replace_strict(houses, default=None, return_dtype=pl.String),
            pl.format("unknown-{}", "source"),
        ).alias("_houses")
    )


def _with_keys(releases: pl.DataFrame, exact_names: pl.DataFrame, registry: Registry, aliases: Aliases) -> pl.DataFrame:
    """Add ``mass_series`` and ``family_key``: of what a series has in common, else of the exact name, if any."""
    exact = exact_names["exact_name"].unique()
    accounts = {name: name.partition("/")[0] for name in exact if "/" in name}
    house_of = {name: aliases.house(registry.ids.get(account, slug(account))) for name, account in accounts.items()}
    named = releases.join(exact_names, on=KEYS, how="left", maintain_order="left").with_columns(
        pl.col("exact_name").replace_strict(house_of, default=None, return_dtype=pl.String).alias("_house")
    )
    # A link may lead to the model that a release was made from, or simply to a wrong place.
    is_own = pl.col("_house").is_null() | pl.col("_houses").str.split("+").list.contains(pl.col("_house"))
    named = named.join(mass_series(releases), on=KEYS, how="left", maintain_order="left")
    common = {one: common_name(one) for one in named["mass_series"].drop_nulls().unique()}
    of_series = pl.col("mass_series").replace_strict(common, default=None, return_dtype=pl.String)
    named = named.with_columns(
        pl.coalesce(of_series, pl.when(is_own).then("exact_name"), "release_name").alias("_name")
    )
    names = named["_name"].unique()
    keys = dict(zip(names, map(family_key, names), strict=True))
    return named.with_columns(pl.col("_name").replace_strict(keys, return_dtype=pl.String).alias("family_key"))


def _with_aliases(named: pl.DataFrame, aliases: Aliases) -> pl.DataFrame:
    """Add ``_alias`` and ``evidence_url``: what the table says of this release, else of its name."""
    of_release = pl.DataFrame(
        [
            (row.release_id, vintage, row.family, row.evidence)
            for row in aliases.rows
            if row.release_id
            for vintage in row.vintages or (None,)
        ],
        schema=dict.fromkeys(["release_id", "_vintage", "_family", "_url"], pl.String),
        orient="row",
    )
    of_name = pl.DataFrame(
        [(row.house, row.key, row.family, row.evidence) for row in aliases.rows if row.key],
        schema=dict.fromkeys(["_house", "family_key", "_family", "_url"], pl.String),
        orient="row",
    )
    hits = named.join(of_release, on="release_id").filter(
        pl.col("_vintage").is_null() | (pl.col("_vintage") == pl.col("vintage"))
    )
    by_name = (
        named.select(*KEYS, "_houses", "family_key")
        .join(hits, on=KEYS, how="anti")
        .with_columns(pl.col("_houses").str.split("+"))
        .explode("_houses")
        .join(of_name, left_on=["_houses", "family_key"], right_on=["_house", "family_key"])
        # Two developers of one release may each have given the name to a family of their own.
        .filter(pl.col("_family").n_unique().over(KEYS) == 1)
        .unique(KEYS, keep="first", maintain_order=True)
    )
    led = pl.concat(
        frame.select(*KEYS, pl.col("_family").alias("_alias"), pl.col("_url").alias("evidence_url"))
        for frame in (hits, by_name)
    )
    return named.join(led, on=KEYS, how="left", maintain_order="left")


def _families(named: pl.DataFrame) -> pl.DataFrame:
    """Return ``_houses``, ``family_key`` and ``_family``, null where the key fits several families.

    Releases of one house found families. A release of several houses joins the only one of its houses that has a family
    of that key; where none has, releases that share a house found one together.
    """
    subjects = (
        named.filter(pl.col("_alias").is_null())
        .select("_houses", "family_key")
        .unique()
        .sort("family_key", "_houses")
        .with_columns(pl.format("{}/{}", "_houses", "family_key").alias("_family"))
    )
    is_team = pl.col("_houses").str.contains("+", literal=True)
    alone = subjects.filter(~is_team)
    founded = set(alone["_family"]) | set(named["_alias"].drop_nulls())
    found: list[tuple[str, str, str | None]] = []
    loose: dict[str, list[str]] = {}
    for team, key, _ in subjects.filter(is_team).iter_rows():
        fitting = [family for house in team.split("+") if (family := f"{house}/{key}") in founded]
        if fitting:
            found.append((team, key, fitting[0] if len(fitting) == 1 else None))
        else:
            loose.setdefault(key, []).append(team)
    for key, teams in loose.items():
        found += [(team, key, f"{leader}/{key}") for team, leader in _leaders(teams)]
    return pl.concat([alone, pl.DataFrame(found, schema=alone.schema, orient="row")])


def _leaders(teams: list[str]) -> list[tuple[str, str]]:
    """Return each team with the house that names the family of all teams it is linked to by common members."""
    linked: list[list[str]] = []
    for team in teams:
        members = set(team.split("+"))
        touching = [group for group in linked if any(members & set(other.split("+")) for other in group)]
        linked = [group for group in linked if group not in touching]
        linked.append([team, *(other for group in touching for other in group)])
    leaders = []
    for group in linked:
        counts = Counter(house for team in group for house in team.split("+"))
        leader = min(counts, key=lambda house: (-counts[house], house))
        leaders += [(team, leader) for team in group]
    return leaders
