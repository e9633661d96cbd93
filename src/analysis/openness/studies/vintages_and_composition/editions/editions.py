"""Editions of a source, side by side: what each says of every release, under its own criteria and the common ones."""

from dataclasses import dataclass, replace

import narwhals as nw
import polars as pl

from openness.measures.ask import ALL, FIRST_YEAR, LAST_YEAR, Question
from openness.measures.definitions import Tables, judge
from openness.measures.selection import CURATED, with_groups, with_typing
from openness.measures.units import as_units
from openness.measures.where import check, fitting
from openness.metrics import registry
from openness.metrics.base import Records
from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.shares import with_period
from openness.studies.vintages_and_composition.editions.moves import paired
from openness.tables import store as tables
from openness.tables.schema import KEYS

POOLED = "all periods"
_TABLES = (
    *("releases", "components", "scores", "release_lists"),
    *("release_developers", "release_families", "cleaning_log"),
)


@dataclass(frozen=True)
class Edition:
    """One edition of a source: its rows of the tables of ``_TABLES``."""

    source: str
    vintage: str
    releases: pl.DataFrame
    components: pl.DataFrame
    scores: pl.DataFrame
    lists: pl.DataFrame
    named: pl.DataFrame
    families: pl.DataFrame
    log: pl.DataFrame


def edition(source: str, vintage: str, typing: str = CURATED) -> Edition:
    """Read one edition from the processed tables, its developers typed by hand first or by the source alone."""
    whole = tables.read("releases").select("source", "vintage").unique().sort("source", "vintage")
    if source not in whole["source"]:
        raise UnknownNameError("source", source, whole["source"].unique().sort())
    own = whole.filter(source=source)["vintage"].to_list()
    if vintage not in own:
        raise UnknownNameError("vintage", vintage, own, where=f"source {source}")
    releases, *frames = (tables.read(name).filter(source=source, vintage=vintage) for name in _TABLES)
    return Edition(source, vintage, with_typing(releases, typing), *frames)


def common_list(before: pl.DataFrame, after: pl.DataFrame, wanted: str = ALL) -> str:
    """Return the publisher's list to compare two editions on, from the rows of each in ``release_lists``."""
    names = [set(one["list"]) for one in (before, after)]
    if wanted != ALL:
        for one, known in zip((before, after), names, strict=True):
            if wanted not in known:
                raise UnknownNameError(
                    "list", wanted, sorted(known), where=" ".join(one.select("source", "vintage").row(0))
                )
        return wanted
    # Of a source that never says "all" every edition is what the publisher has.
    if all(ALL in known for known in names) or not any(ALL in known for known in names):
        return ALL
    if not (shared := names[0] & names[1]):
        (source, older), newer = before.select("source", "vintage").row(0), after["vintage"][0]
        raise BadValueError(f"{source} {older} and {newer} have no list in common")
    sizes = after.filter(pl.col("list").is_in(sorted(shared))).group_by("list").len().sort("len", "list")
    return sizes["list"][-1]


def shared_components(before: Edition, after: Edition) -> list[str]:
    """Return the criteria that both editions judge, sorted."""
    return sorted(set(before.components["component"]) & set(after.components["component"]))


def pair(question: Question, before: Edition, after: Edition, *, is_pooled: bool = False) -> pl.DataFrame:
    """Return what two editions say of every release, as the question asks it."""
    shared = shared_components(before, after)
    sides = []
    for one, side in ((before, "before"), (after, "after")):
        placed = _placed(question, one, is_pooled=is_pooled)
        common = one if set(one.components["component"]) == set(shared) else _restricted(one, shared)
        own, limited = (_values(question, edition_) for edition_ in (one, common))
        sides.append(
            _as_units(
                placed.join(own, on="release_id", how="left", maintain_order="left").join(
                    limited, on="release_id", how="left", maintain_order="left", suffix="_shared"
                ),
                question.unit,
                one,
            ).select(
                "release_id",
                pl.lit(value=True).alias(f"is_{side}"),
                pl.col("is_asked", "period", "group", "value").name.suffix(f"_{side}"),
                pl.col("value_shared").alias(f"value_{side}_shared"),
                *([pl.col("developer_id").alias("developer_before")] if side == "before" else []),
            )
        )
    return paired(*sides, replaced(before, after)["release_id"].to_list())


def replaced(before: Edition, after: Edition) -> pl.DataFrame:
    """Return the entries that stand for another model in the newer edition.

    The European Open Source AI Index has one entry a family and overwrites it when a version comes out. An entry counts
    as another model where the source's exact name leads to another key, and not to the same release family.
    """
    both = before.families.join(after.families, on="release_id", suffix="_after", maintain_order="left")
    family = pl.col("release_family_id")
    is_same_family = (family == pl.col("release_family_id_after")).fill_null(value=False)
    is_same = (pl.col("family_key") == pl.col("family_key_after")) | is_same_family
    return both.filter(~is_same).select("release_id", "family_key", "family_key_after")


def _as_units(placed: pl.DataFrame, unit: str, one: Edition) -> pl.DataFrame:
    """Return units of the releases that are asked for in the place of these; a unit bears its own id."""
    values = ["value", "value_shared"]
    dated = placed.join(one.releases.select(*KEYS, "release_date"), on="release_id", how="left", maintain_order="left")
    judged = dated.with_columns(pl.col(values).cast(pl.Boolean))
    units = as_units(judged.filter("is_asked"), one.families, unit, outcomes=values)
    together = units.with_columns(pl.col("unit_id").alias("release_id"), pl.col(values).cast(pl.Float64))
    return pl.concat([together.select(placed.columns), placed.filter(~pl.col("is_asked"))])


def _placed(question: Question, one: Edition, *, is_pooled: bool) -> pl.DataFrame:
    """Return ``release_id``, ``is_asked``, ``period`` (null where in none asked for), ``group`` and its developer."""
    listed = pl.lit(value=True)
    if question.listed_in != ALL:
        listed = pl.col("release_id").is_in(one.lists.filter(list=question.listed_in)["release_id"].to_list())
    modality = pl.lit(value=True) if question.modality == ALL else pl.col("modality") == question.modality
    country = pl.col("country").is_in(list(question.countries)) if question.countries else pl.lit(value=True)
    releases = with_groups(one.releases, question.by)
    fits = pl.lit(value=True)
    if question.where:
        names = (tables.read(name).filter(source=one.source) for name in ("releases", "release_lists"))
        kept, _ = fitting(releases, check(question.where, *names), one.lists)
        fits = pl.col("release_id").is_in(kept["release_id"].to_list())
    dated = with_period(nw.from_native(releases), question.by, "release_date", question.every).to_native()
    year = pl.col("release_date").dt.year()
    asked = dated.filter(year.is_between(question.since or FIRST_YEAR, question.until or LAST_YEAR))
    period = pl.lit(POOLED).alias("period") if is_pooled else pl.col("period")
    return releases.select(
        "release_id",
        (listed & modality & country & fits).alias("is_asked"),
        pl.col(question.by).fill_null("unknown").alias("group"),
        "developer_id",
    ).join(asked.select("release_id", period), on="release_id", how="left", maintain_order="left")


def _values(question: Question, one: Edition) -> pl.DataFrame:
    judged = judge(Tables(one.releases, one.components, one.scores), question.definition)
    return judged.select("release_id", pl.col("is_open").cast(pl.Float64).alias("value"))


def _restricted(one: Edition, components: list[str]) -> Edition:
    """Return an edition as if it judged these components alone, scored again."""
    kept = one.components.filter(pl.col("component").is_in(components))
    scored = one.scores["metric"].unique(maintain_order=True).to_list()
    scores = registry.score_all(Records(one.releases, kept), scored) if scored else one.scores
    return replace(one, components=kept, scores=scores)
