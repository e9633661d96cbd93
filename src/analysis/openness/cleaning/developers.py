"""Who made a release: names, aliases, types and countries.

``data/raw/developers.yml`` (by hand) speaks first, then the source's own category, else the type is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from openness.project import paths
from openness.project.errors import BadFileError, CheckError, MissingFileError
from openness.project.files import read_yaml
from openness.sources.common.names import slug
from openness.tables import schema

UNKNOWN = "unknown"
MULTINATIONAL = "Multinational"


@dataclass(frozen=True)
class Registry:
    """The hand-kept knowledge about developers and countries.

    Attributes
    ----------
    records
        Developer id -> ``name``, ``type``, ``country``, ``aliases``.
    ids
        Name or alias -> developer id.
    joint
        Published string that names several developers -> their ids.
    countries
        Name or alias of a country -> its name here.
    codes
        Name of a country -> ISO 3166-1 alpha-2 code, None for Multinational and unknown.
    """

    records: dict[str, dict]
    ids: dict[str, str]
    joint: dict[str, list[str]]
    countries: dict[str, str]
    codes: dict[str, str | None]

    def country(self, published: str | None) -> str:
        """Return the name of a country used here; ``unknown`` for blank; an unlisted country keeps its spelling."""
        return self.countries.get(published, published) if published else UNKNOWN


def read_registry(folder: Path) -> Registry:
    """Read ``developers.yml`` and ``countries.yml``."""
    countries_file = _mapping(folder / "countries.yml", "countries")["countries"]
    countries, codes = {}, {}
    for name, entry in countries_file.items():
        codes[name] = entry.get("code")
        countries |= dict.fromkeys([name, *(entry.get("aliases") or [])], name)
    document = _mapping(folder / "developers.yml", "developers")
    records: dict[str, dict] = document["developers"]
    joint: dict[str, list[str]] = document.get("joint") or {}
    ids: dict[str, str] = {}
    bad = []
    for id_, entry in records.items():
        if not isinstance(entry, dict) or not entry.get("name"):
            bad.append(f"{id_} has no name")
            continue
        if entry.get("type") not in schema.DEVELOPER_TYPES:
            bad.append(f"{id_} has the type {entry.get('type')!r}")
        if entry.get("country") not in codes:
            bad.append(f"{id_} has the country {entry.get('country')!r}, which is not in countries.yml")
        if bool(entry.get("reason")) != bool(entry.get("evidence")):
            bad.append(f"{id_} has a reason or evidence without the other")
        spellings = (entry["name"], *(entry.get("aliases") or []))
        bad += [
            f"{spelling!r} is used twice"
            for spelling in spellings
            if ids.setdefault(spelling, id_) != id_ or spelling in joint
        ]
    bad += [
        f"joint {name!r} names {id_!r}, which is no developer"
        for name, members in joint.items()
        for id_ in members
        if id_ not in records
    ]
    if bad:
        raise CheckError(paths.shown(folder / "developers.yml"), bad)
    return Registry(records, ids, joint, countries, codes)


def resolve(named: pl.DataFrame, registry: Registry, type_names: dict[str, dict[str, str]]) -> pl.DataFrame:
    """Give every named developer an id, a type and a country."""
    mapped = [
        {"source": source, "published_type": published, "_type": type_}
        for source, types in type_names.items()
        for published, type_ in types.items()
    ]
    types = pl.DataFrame(mapped, schema={"source": pl.String, "published_type": pl.String, "_type": pl.String})
    known = pl.DataFrame(
        [
            {"published_name": name, "_members": registry.joint.get(name) or [registry.ids[name]]}
            for name in (*registry.ids, *registry.joint)
        ],
        schema={"published_name": pl.String, "_members": pl.List(pl.String)},
    )
    hand = pl.DataFrame(
        [
            {
                "developer_id": id_,
                "_name": entry["name"],
                "_hand_type": entry["type"],
                "_hand_country": entry["country"],
            }
            for id_, entry in registry.records.items()
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
            pl.when(~is_joint).then("_type"),
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
            pl.when(pl.col("_hand_type").is_not_null())
            .then(pl.lit("hand"))
            .when(by_source.is_not_null())
            .then(pl.lit("source"))
            .otherwise(pl.lit("none"))
            .alias("type_basis"),
            pl.coalesce("_hand_country", "_country", "_learned_country", pl.lit(UNKNOWN)).alias("country"),
        )
        .unique(["source", "vintage", "release_id", "developer_id"], keep="first", maintain_order=True)
        .with_columns(pl.int_range(1, pl.len() + 1).over("source", "vintage", "release_id").alias("position"))
        .drop(pl.selectors.starts_with("_"), "published_country")
    )


def summarize(resolved: pl.DataFrame) -> pl.DataFrame:
    """Return what a release's developers are together."""
    type_ = pl.col("developer_type")
    company, unknown = type_.is_in(list(schema.COMPANY_TYPES)), type_ == UNKNOWN
    countries = pl.col("country").filter(pl.col("country") != UNKNOWN)
    return resolved.group_by("source", "vintage", "release_id", maintain_order=True).agg(
        pl.col("developer_id").str.join("+"),
        pl.col("developer_name").str.join(", "),
        type_.first(),
        pl.when(company.any() & (~company & ~unknown).any())
        .then(pl.lit("mixed"))
        .when(unknown.any())
        .then(pl.lit("unknown"))
        .when(company.all())
        .then(pl.lit("corporate"))
        .otherwise(pl.lit("community"))
        .alias("developer_group"),
        pl.when(countries.n_unique() > 1)
        .then(pl.lit(MULTINATIONAL))
        .otherwise(countries.first())
        .fill_null(UNKNOWN)
        .alias("country"),
    )


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
        .with_columns(
            pl.col("aliases").list.set_difference(pl.concat_list("developer_name")).list.sort(),
        )
        .join(codes, on="country", how="left")
        .join(releases, on="developer_id")
        .sort("developer_id")
    )


def _mapping(path: Path, key: str) -> dict[str, Any]:
    name = paths.shown(path)
    if not path.is_file():
        raise MissingFileError(f"{name} is not there")
    document = read_yaml(path.read_bytes(), name)
    if not isinstance(document, dict) or not isinstance(document.get(key), dict):
        raise BadFileError(f"{name} has no map {key!r}")
    return document
