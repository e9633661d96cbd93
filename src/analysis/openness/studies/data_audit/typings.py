"""Who is a company: who was typed otherwise than by the source, what two coders agree on, and families on two sides."""

import numpy as np
import polars as pl

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError
from openness.sources.common.registry import QUESTIONS, read_registry
from openness.statistics import alpha, kappa
from openness.studies.data_audit import results
from openness.tables import schema
from openness.tables.cases import first_of
from openness.tables.schema import KEYS

FILE = "developer_codings.csv"
COLUMNS = (
    "developer_id",
    *(f"{who}_{what}" for who in ("first", "second") for what in ("type", "question", "evidence")),
)
_COMPANY = "company"
_SIDES = {"side": "company or not", "type": "type"}


def side(type_: str) -> pl.Expr:
    """Return the side of a column of types: ``company``, ``no company`` or ``unknown``."""
    known = pl.col(type_)
    return first_of({_COMPANY: known.is_in(list(schema.COMPANY_TYPES)), "unknown": known == "unknown"}, "no company")


def overrides(named: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.OVERRIDES`, those with most releases first."""
    known = pl.DataFrame(
        [
            (
                id_,
                one.name,
                one.question,
                one.reason,
                [{"text": "evidence", "url": one.evidence}] if one.evidence else [],
            )
            for id_, one in read_registry().records.items()
        ],
        schema={
            "developer_id": pl.String,
            "developer_name": pl.String,
            "question": pl.String,
            "reason": pl.String,
            "link": results.OVERRIDES.schema["link"],
        },
        orient="row",
    )
    is_company = pl.col("published_developer_type").is_in(list(schema.COMPANY_TYPES))
    said = pl.when(is_company).then(pl.lit(_COMPANY)).otherwise(pl.lit("no company"))
    keys = ["source", "developer_id", "published_name", "published_type", "developer_type"]
    return (
        named.filter(pl.col("published_developer_type").is_not_null(), said != side("developer_type"))
        .group_by(*keys, "vintage")
        .agg(pl.col("release_id").n_unique().alias("release_count"))
        .group_by(keys)
        .agg(pl.col("release_count").max())
        .join(known, on="developer_id", how="left")
        .with_columns(pl.coalesce("developer_name", "published_name").alias("developer_name"))
        # One name can stand in two rows: the whole row decides, or equals would swap places from run to run.
        .sort(
            -pl.col("release_count").cast(pl.Int64),
            "published_name",
            "source",
            "developer_name",
            "published_type",
            "developer_type",
        )
        .select(results.OVERRIDES.names)
    )


def codings() -> pl.DataFrame:
    """Read both codings of developers: ``COLUMNS``, blanks as null."""
    path = paths.raw() / FILE
    if not path.is_file():
        raise MissingFileError(f"{paths.shown(path)} is not there")
    found = pl.read_csv(path, schema_overrides=dict.fromkeys(COLUMNS, pl.String))
    if found.columns != list(COLUMNS):
        raise BadFileError(
            f"{paths.shown(path)} has the columns {', '.join(found.columns)}; expected {', '.join(COLUMNS)}"
        )
    for who in ("first", "second"):
        for column, allowed in ((f"{who}_type", schema.DEVELOPER_TYPES), (f"{who}_question", (*QUESTIONS, None))):
            wrong = found.filter(~pl.col(column).is_in(list(allowed), nulls_equal=True))
            if wrong.height:
                name, value = wrong.select("developer_id", column).row(0)
                expected = ", ".join(one for one in allowed if one)
                raise BadFileError(f"{paths.shown(path)}: {column} of {name} is {value!r}; expected one of {expected}")
    if found["developer_id"].is_duplicated().any():
        raise BadFileError(f"{paths.shown(path)} has a developer twice")
    return found


def agreement(coded: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.AGREEMENT`: how far the two codings agree, as they were before either was seen."""
    both = coded.select(
        *(side(f"{who}_type").alias(f"{who}_side") for who in ("first", "second")), "first_type", "second_type"
    )
    rows = []
    for what, words in _SIDES.items():
        first, second = both[f"first_{what}"].to_list(), both[f"second_{what}"].to_list()
        cohen = kappa.cohen(first, second)
        units = np.tile(np.arange(len(first)), 2)
        krippendorff = alpha.estimate(units, [*first, *second], level="nominal")
        rows.append(
            {
                "what": words,
                "n": cohen.n,
                "agreed": cohen.agreed,
                "agreed_share": cohen.agreed / cohen.n,
                "kappa": cohen.kappa,
                "kappa_lower": cohen.lower,
                "kappa_upper": cohen.upper,
                "alpha": krippendorff.alpha,
                "alpha_lower": krippendorff.lower,
                "alpha_upper": krippendorff.upper,
            }
        )
    return pl.DataFrame(rows, schema=results.AGREEMENT.schema)


def disagreements(coded: pl.DataFrame, developers: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.DISAGREEMENTS`, those on the side first, each with what it was settled to be and why."""
    settled = pl.DataFrame(
        [(id_, one.reason) for id_, one in read_registry().records.items()],
        schema=["developer_id", "reason"],
        orient="row",
    )
    sides = side("first_type") != side("second_type")
    return (
        coded.filter(pl.col("first_type") != pl.col("second_type"))
        .join(developers.select("developer_id", "developer_name", "developer_type"), on="developer_id", how="left")
        .join(settled, on="developer_id", how="left")
        .with_columns(sides.alias("is_side"), pl.coalesce("developer_name", "developer_id").alias("developer_name"))
        .sort(~pl.col("is_side"), pl.col("developer_name").str.to_lowercase())
        .with_columns(pl.when("is_side").then(pl.lit("side")).otherwise(pl.lit("type")).alias("differs_in"))
        .with_columns(pl.col("developer_type").fill_null("unknown"))
        .select(results.DISAGREEMENTS.names)
    )


def two_sided_families(releases: pl.DataFrame, families: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.TWO_SIDED`: families of several sources whose releases stand in more than one group.

    One developer has one type everywhere: where sources put a family on two sides, they name other developers.
    """
    group = pl.col("developer_group")
    known = releases.join(families.select(*KEYS, "release_family_id"), on=KEYS).drop_nulls("release_family_id")
    shared = known.filter(pl.col("source").n_unique().over("release_family_id") > 1, group != "unknown")
    two = shared.filter(group.n_unique().over("release_family_id") > 1)
    said = pl.format("{} ({})", pl.col("developer_name").fill_null("nobody"), "source")
    return (
        two.unique(["release_family_id", "developer_group", "developer_name", "source"])
        .sort("release_family_id", "developer_group", "source", "developer_name")
        .group_by("release_family_id", maintain_order=True)
        .agg(
            group.unique(maintain_order=True).str.join(", ").alias("groups"),
            pl.format("{}: {}", group, said).str.join("; ").alias("named"),
        )
        .rename({"release_family_id": "family"})
        .select(results.TWO_SIDED.names)
    )
