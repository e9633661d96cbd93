"""The contrast by every definition, once by types given by hand and once by the source's own categories."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import polars as pl

from openness.measures.ask import Question, resolve_vintage
from openness.measures.definitions import DEFINITIONS
from openness.measures.headline import by_definition
from openness.measures.selection import CURATED, TYPINGS, has_categories
from openness.sources import osai, short_names
from openness.studies.corporate_vs_community import results
from openness.tables import store as tables

INDEX = osai.SOURCE.name
"""The list that most definitions can be asked of."""

_CLEAR = ((pl.col("lower") > 0) | (pl.col("upper") < 0)).fill_null(value=False)


def questions(question: Question) -> list[Question]:
    """Return the question, and the same of the index, of those whose edition puts developers into categories."""
    asked = [replace(question, by="developer_group", typing=CURATED)]
    if question.source != INDEX:
        asked.append(Question(INDEX, unit=question.unit))
    return [one for one in asked if _has_categories(one)]


def contrasts(asked: Iterable[Question], min_group: int) -> pl.DataFrame:
    """Return :data:`results.TYPINGS`: the contrast of the pooled years by typing, source and definition."""
    parts = [
        by_definition(replace(one, typing=typing), min_group).select(
            pl.lit(one.source).alias("source"), pl.lit(typing).alias("typing"), pl.all()
        )
        for one in asked
        for typing in TYPINGS
    ]
    if not parts:
        return pl.DataFrame(schema=results.TYPINGS.schema)
    found = pl.concat(parts).rename({"difference_least": "difference"})
    return found.with_columns(_CLEAR.alias("is_clear")).select(results.TYPINGS.names)


def tallies(found: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.TALLIES`: in how many definitions the sides differ, by source and typing."""
    compared = pl.col("difference").is_not_null()
    order = pl.col("typing").cast(pl.Enum(TYPINGS))
    return (
        found.group_by("source", "typing", maintain_order=True)
        .agg(
            compared.sum().cast(pl.Int64).alias("definitions"),
            pl.col("is_different").sum().cast(pl.Int64).alias("differing"),
            pl.col("is_clear").sum().cast(pl.Int64).alias("clear"),
        )
        .sort("source", order)
        .select(results.TALLIES.names)
    )


def changed(found: pl.DataFrame) -> dict[str, list[str]]:
    """Return the definitions whose answer, whether the sides differ and in which direction, hangs on the typing."""
    answer = pl.when("is_different").then(pl.col("difference").sign()).otherwise(0.0)
    own = found.with_columns(answer.alias("_answer"))
    hanging = own.filter(pl.col("_answer").n_unique().over("source", "definition") > 1)
    sources = found["source"].unique(maintain_order=True)
    return {name: hanging.filter(source=name)["definition"].unique(maintain_order=True).to_list() for name in sources}


def shown(found: pl.DataFrame) -> pl.DataFrame:
    """Return contrasts as a page tables them: sources and definitions by their titles, differences in points."""
    titles = {name: one.title for name, one in DEFINITIONS.items()}
    return found.with_columns(
        pl.col("source").replace(short_names()),
        pl.col("definition").replace(titles),
        *((pl.col(name) * 100).round(1) for name in ("difference", "lower", "upper")),
        pl.col("p_holm").round(3),
    )


def titled(changed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return definitions by their titles."""
    return {source: [DEFINITIONS[name].title for name in names] for source, names in changed.items()}


def _has_categories(question: Question) -> bool:
    vintage = resolve_vintage(question.source, question.vintage)
    return has_categories(tables.read("releases").filter(source=question.source, vintage=vintage))
