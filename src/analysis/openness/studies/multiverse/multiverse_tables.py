"""The multiverse as tables show it: every estimand, influence, what allows no estimate, assumptions."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from openness.studies.multiverse.assumptions import Assumption
from openness.studies.multiverse.choices import SHORT
from openness.studies.multiverse.say import interval, named, points, signed
from openness.studies.multiverse.summary import influence, summary
from openness.studies.multiverse.views import capital


def influence_rows(specs: pl.DataFrame, estimand: str) -> pl.DataFrame:
    """Return how much each choice that has levels to compare moves the estimate."""
    return (
        influence(specs, estimand)
        .filter(pl.col("set_count") > 0)
        .select(
            capital(pl.col("title")),
            "level_count",
            "set_count",
            (100 * pl.col("median_range")).round(1).alias("range"),
            pl.col("explained_share").alias("explained"),
        )
    )


def estimand_rows(specs: pl.DataFrame) -> pl.DataFrame:
    """Return what the specifications of each estimand say; estimates are texts, in percentage points."""
    rows = [_estimand_row(row) for row in summary(specs).to_dicts()]
    numbers = dict.fromkeys(["negative", "below", "above"], pl.Float64)
    return pl.DataFrame(rows, schema={**_texts("what"), "n": pl.Int64, **_texts("main", "median", "range"), **numbers})


def _estimand_row(row: dict) -> dict:
    is_known = row["median"] is not None
    return {
        "what": SHORT[row["estimand"]],
        "n": row["distinct_count"],
        "main": _unbroken(interval(row["default_estimate"], row["default_lower"], row["default_upper"])),
        "median": signed(row["median"]) if is_known else None,
        "range": _unbroken(f"{signed(row['lowest'])} to {signed(row['highest'])}") if is_known else None,
        "negative": row["negative_share"],
        "below": row["below_zero_share"],
        "above": row["above_zero_share"],
    }


def reasons(specs: pl.DataFrame, estimand: str) -> pl.DataFrame:
    """Return why specifications of an estimand have no estimate: ``reason``, ``n``, ``share`` (of all), ``sources``."""
    own = specs.filter(estimand=estimand)
    counted = own.filter(pl.col("reason").is_not_null()).group_by("reason", "source").len()
    source = pl.col("source").map_elements(named, return_dtype=pl.String)
    return (
        counted.sort("len", "source", descending=[True, False])
        .with_columns(pl.format("{} {}", source, "len").alias("text"))
        .group_by("reason", maintain_order=True)
        .agg(pl.col("len").sum().cast(pl.Int64).alias("n"), pl.col("text").str.join(", ").alias("sources"))
        .sort("n", "reason", descending=[True, False])
        .select("reason", "n", (pl.col("n") / max(own.height, 1)).alias("share"), "sources")
    )


def assumption_rows(log: Iterable[Assumption], impacts: pl.DataFrame) -> pl.DataFrame:
    """Return the assumptions that a choice tests, the one whose worst alternative changes most verdicts first."""
    worst = (
        impacts.filter(pl.col("verdict_flip_share").is_not_null())
        .sort("verdict_flip_share", "sign_flip_share", "id", descending=[True, True, False])
        .unique("id", keep="first", maintain_order=True)
    )
    statements = {one.id: one.statement for one in log}
    rows = [
        {
            "assumption": [{"text": statements[row["id"]], "url": f"assumptions.html#{row['id']}"}],
            "instead": named(row["level"]),
            "pair_count": row["pair_count"],
            "shift": points(row["median_shift"]),
            "sign_share": row["sign_flip_share"],
            "verdict_share": row["verdict_flip_share"],
        }
        for row in worst.to_dicts()
    ]
    link = pl.List(pl.Struct({"text": pl.String, "url": pl.String}))
    shares = dict.fromkeys(["sign_share", "verdict_share"], pl.Float64)
    schema = {"assumption": link, **_texts("instead"), "pair_count": pl.Int64, **_texts("shift"), **shares}
    return pl.DataFrame(rows, schema=schema)


def headline(specs: pl.DataFrame) -> pl.DataFrame:
    """Return the numbers of every estimand and source that the tests compare."""
    return summary(specs, ["source"]).select(
        "estimand",
        "source",
        "specification_count",
        "distinct_count",
        "median",
        "negative_share",
        "below_zero_share",
        "above_zero_share",
        "default_estimate",
    )


def _texts(*names: str) -> dict[str, type[pl.DataType]]:
    return dict.fromkeys(names, pl.String)


def _unbroken(text: str | None) -> str | None:
    return text and text.replace(" ", "\u00a0")
