"""Who made a release: names, aliases, types and countries.

``data/raw/developers.yml`` (by hand) speaks first, then the source's own category, else the type is unknown. What the
source's category alone would say is kept beside it, as ``published_developer_type`` and ``published_developer_group``.
"""

from collections.abc import Iterable, Mapping

import polars as pl

from openness.sources.common.published import slug
from openness.sources.common.registry import Registry
from openness.tables import schema
from openness.tables.cases import first_of

UNKNOWN = "unknown"
MULTINATIONAL = "Multinational"


def resolve(named: pl.DataFrame, registry: Registry, type_names: Mapping[str, Mapping[str, str]]) -> pl.DataFrame:
    """Give every named developer an id, a type and a country."""
    mapped = [
        {"source": source, "published_type": published, "published_developer_type": type_}
        for source, types in type_names.items()
        for published, type_ in types.items()
    ]
    columns = ["source", "published_type", "published_developer_type"]
    types = pl.DataFrame(mapped, schema=dict.fromkeys(columns, pl.String))
    known = pl.DataFrame(
        [
            {"published_name": name, "_members": registry.joint.get(name) or [registry.ids[name]]}
            for name in (*registry.ids, *registry.joint)
        ],
        schema={"published_name": pl.String, "_members": pl.List(pl.String)},
    )
    hand = pl.DataFrame(
        [
            {"developer_id": id_, "_name": one.name, "_hand_type": one.type, "_hand_country": one.country}
            for id_, one in registry.records.items()
        ],
        schema=dict.fromkeys(["developer_id", "_name", "_hand_type", "_hand_country"], pl.String),
    )
    countries = pl.DataFrame(
        [{"published_country": published, "_country": name} for published, name in registry.countries.items()],
        schema={"published_country": pl.String, "_country": pl.String},
    )
    is_joint = pl.col("published_name").is_in(list(registry.joint))
    slugs = {name: slug(name) for name in named["published_name"].unique()}
    each = (
        named.join(types, on=["source", "published_type"], how="left", maintain_order="left")
        .join(countries, on="published_country", how="left", maintain_order="left")
        # A category or country given to a joint string belongs to none of its members alone.
        .with_columns(
            pl.when(~is_joint).then("published_developer_type").alias("_type"),
            pl.when(~is_joint).then(pl.coalesce("_country", "published_country")).alias("_country"),
        )
        .join(known, on="published_name", how="left", maintain_order="left")
        .with_columns(
            pl.coalesce(
                "_members", pl.concat_list(pl.col("published_name").replace_strict(slugs, return_dtype=pl.String))
            ).alias("developer_id")
        )
        .explode("developer_id")
        .join(hand, on="developer_id", how="left", maintain_order="left")
    )
    # Where a row does not pair names with categories, the same name in another row of the source does.
    learned = [
        pl.col(column).drop_nulls().mode().sort().first().over("source", "developer_id").alias(f"_learned{column}")
        for column in ("_type", "_country")
    ]
    by_source = pl.coalesce("_type", "_learned_type")
    return (
        each.with_columns(learned)
        .with_columns(
            pl.coalesce("_name", "published_name").alias("developer_name"),
            pl.coalesce("_hand_type", by_source, pl.lit(UNKNOWN)).alias("developer_type"),
            type_basis=first_of(
                {"hand": pl.col("_hand_type").is_not_null(), "source": by_source.is_not_null()}, "none"
            ),
            country=pl.coalesce("_hand_country", "_country", "_learned_country", pl.lit(UNKNOWN)),
        )
        .unique(["source", "vintage", "release_id", "developer_id"], keep="first", maintain_order=True)
        .with_columns(pl.int_range(1, pl.len() + 1).over("source", "vintage", "release_id").alias("position"))
        .drop(pl.selectors.starts_with("_"), "published_country")
    )


def summarize(resolved: pl.DataFrame) -> pl.DataFrame:
    """Return what a release's developers are together."""
    type_, published = pl.col("developer_type"), pl.col("published_developer_type")
    countries = pl.col("country").filter(pl.col("country") != UNKNOWN)
    several = first_of({MULTINATIONAL: countries.n_unique() > 1})
    return resolved.group_by("source", "vintage", "release_id", maintain_order=True).agg(
        pl.col("developer_id").str.join("+"),
        pl.col("developer_name").str.join(", "),
        type_.first(),
        _group(type_, type_ == UNKNOWN).alias("developer_group"),
        published.first(),
        # A source that has categories for companies and took another one said that it is none.
        _group(published, published.is_null()).alias("published_developer_group"),
        pl.coalesce(several, countries.first(), pl.lit(UNKNOWN)).alias("country"),
    )


def group_of(types: Iterable[str]) -> str:
    """Return the group of a release by the types of all its developers; :func:`_group` says the same of columns."""
    kinds = set(types)
    companies = kinds & set(schema.COMPANY_TYPES)
    if companies and kinds - companies - {UNKNOWN}:
        return "mixed"
    if not kinds or UNKNOWN in kinds:
        return UNKNOWN
    return "corporate" if companies else "community"


def _group(type_: pl.Expr, unknown: pl.Expr) -> pl.Expr:
    company = type_.is_in(list(schema.COMPANY_TYPES)) & ~unknown
    groups = {
        "mixed": company.any() & (~company & ~unknown).any(),
        "unknown": unknown.any(),
        "corporate": company.all(),
    }
    return first_of(groups, "community")


def table(resolved: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Return the ``developers`` table: one row per developer that some release names."""
    releases = (
        resolved.group_by("developer_id", "source", "vintage")
        .len()
        .group_by("developer_id")
        .agg(pl.col("len").max().cast(pl.Int64).alias("release_count"))
    )
    codes = pl.DataFrame(
        {"country": list(registry.codes), "country_code": list(registry.codes.values())},
        schema={"country": pl.String, "country_code": pl.String},
    )
    return (
        # Where two sources or editions call one developer different things, the newest that knows its type speaks.
        resolved.sort(pl.col("developer_type") != UNKNOWN, "vintage", descending=True, maintain_order=True)
        .group_by("developer_id", maintain_order=True)
        .agg(
            pl.col("developer_name", "developer_type", "country", "type_basis").first(),
            pl.col("published_name").unique().sort().alias("aliases"),
        )
        .with_columns(pl.col("aliases").list.set_difference(pl.concat_list("developer_name")).list.sort())
        .join(codes, on="country", how="left")
        .join(releases, on="developer_id")
        .sort("developer_id")
    )
