"""The multiverse as charts and tables take it: verdicts, single switches, shifts, and what allows no estimate."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from analysis.trends.assumptions import Assumption
from analysis.trends.multiverse_choices import CHOICES, SHORT, level_labels, titles
from analysis.trends.multiverse_summary import at_default, distinct, influence, summary, switches
from analysis.trends.multiverse_words import interval, named, points, signed

ALL = "all_specifications"
VERDICTS = ("below", "negative", "zero", "positive", "above")
"""What an estimate says, from the whole interval below zero to the whole above; of ``zero`` both sides are alike."""

_ESTIMATE = pl.col("estimate")
_VERDICT = (
    pl.when(pl.col("upper") < 0)
    .then(pl.lit("below"))
    .when(pl.col("lower") > 0)
    .then(pl.lit("above"))
    .when(_ESTIMATE < 0)
    .then(pl.lit("negative"))
    .when(_ESTIMATE > 0)
    .then(pl.lit("positive"))
    .otherwise(pl.lit("zero"))
)


def verdicts(specs: pl.DataFrame, estimand: str, by: Iterable[str] = ("source", "definition")) -> pl.DataFrame:
    """Return how many specifications of an estimand say what, all together and by some choices.

    Parameters
    ----------
    specs
        Result of :func:`analysis.trends.multiverse.specifications`.
    estimand
        What is estimated.
    by
        Choices, each a panel.

    Returns
    -------
    polars.DataFrame
        ``panel`` and ``item`` (both ``ALL``, then ``by_`` and the choice, and the level, the lowest median first),
        ``verdict`` (of ``VERDICTS``), ``n`` (specifications that differ in their estimate; no row where there is none),
        ``median``.
    """
    own = distinct(specs, estimand).with_columns(_VERDICT.alias("verdict"), pl.lit(ALL).alias(ALL))
    order = pl.col("verdict").cast(pl.Enum(VERDICTS))
    parts = [
        own.with_columns(_ESTIMATE.median().over(column).alias("median"))
        .group_by(pl.lit(panel).alias("panel"), pl.col(column).alias("item"), "verdict", "median")
        .agg(pl.len().cast(pl.Int64).alias("n"))
        .sort("median", "item", order)
        .select("panel", "item", "verdict", "n", "median")
        for panel, column in ((ALL, ALL), *((f"by_{name}", name) for name in by))
    ]
    return pl.concat(parts)


def verdicts_by_estimand(specs: pl.DataFrame) -> pl.DataFrame:
    """Return the verdicts of both differences, each a panel, all together and by source; as :func:`verdicts`."""
    return pl.concat(
        verdicts(specs, estimand, ["source"]).with_columns(pl.lit(estimand).alias("panel"))
        for estimand in ("share_difference", "slope_difference")
    )


def single_switches(specs: pl.DataFrame, estimand: str) -> pl.DataFrame:
    """Return the specification of the main chart, and those that differ from it in one choice.

    Parameters
    ----------
    specs
        Result of :func:`analysis.trends.multiverse.specifications`.
    estimand
        What is estimated.

    Returns
    -------
    polars.DataFrame
        ``item`` (in words), ``difference``, ``lower``, ``upper`` (null without an estimate), ``n`` (judged releases of
        the smaller side), ``note`` (why there is no estimate). In the order of the choices; no row where the main
        chart's own specification is not there or has no estimate.
    """
    own = specs.filter(estimand=estimand)
    default = own.filter("is_default")
    if not default["estimate"].count():
        return _switched(default.clear(), "")
    words = labels(own)
    parts = [_switched(default, "Main chart")]
    for one in CHOICES.values():
        held = [at_default(other, estimand) for other in CHOICES.values() if other is not one]
        rows = own.filter(~at_default(one, estimand), *held).sort(pl.col(one.name).cast(pl.String))
        parts += [
            _switched(row, f"{one.title}: {words.get(str(level := row[one.name][0]), level)}")
            for row in rows.iter_slices(1)
        ]
    return pl.concat(parts)


def _switched(rows: pl.DataFrame, item: str) -> pl.DataFrame:
    return rows.select(
        pl.lit(f"{item[:1].upper()}{item[1:]}").alias("item"),
        _ESTIMATE.alias("difference"),
        "lower",
        "upper",
        pl.min_horizontal("n_corporate", "n_community").alias("n"),
        pl.col("reason").alias("note"),
    )


def shifts(specs: pl.DataFrame, estimand: str) -> pl.DataFrame:
    """Return what switching one choice does to the estimate, the choice that moves it most first.

    Parameters
    ----------
    specs
        Result of :func:`analysis.trends.multiverse.specifications`.
    estimand
        What is estimated.

    Returns
    -------
    polars.DataFrame
        ``item`` (choice and level in words), ``shift`` (median), ``lower``, ``upper`` (quartiles), ``n`` (pairs),
        ``sign_share`` and ``verdict_share`` (of the pairs in which sign or verdict turn). A switch that never moves
        anything has no row.
    """
    rank = {name: i for i, name in enumerate(influence(specs, estimand)["choice"])}
    moving = (pl.col("median_absolute_shift") > 0) | (pl.col("verdict_flip_share") > 0)
    rows = switches(specs, estimand).filter(pl.col("pair_count") > 0, moving)
    title = _capital(pl.col("choice").replace_strict(titles()))
    return rows.sort(
        pl.col("choice").replace_strict(rank, return_dtype=pl.Int64), -pl.col("median_absolute_shift"), "level"
    ).select(
        pl.format("{}: {}", title, pl.col("level").replace(labels(specs))).alias("item"),
        pl.col("median_shift").alias("shift"),
        pl.col("lower_quartile").alias("lower"),
        pl.col("upper_quartile").alias("upper"),
        pl.col("pair_count").alias("n"),
        pl.col("sign_flip_share").alias("sign_share"),
        pl.col("verdict_flip_share").alias("verdict_share"),
    )  # fmt: skip


def influence_rows(specs: pl.DataFrame, estimand: str) -> pl.DataFrame:
    """Return how much each choice that has levels to compare moves the estimate.

    Returns
    -------
    polars.DataFrame
        ``title``, ``level_count``, ``set_count`` and ``explained`` (a share) of
        :func:`analysis.trends.multiverse_summary.influence`; ``range``, its median in percentage points.
    """
    return (
        influence(specs, estimand)
        .filter(pl.col("set_count") > 0)
        .select(
            _capital(pl.col("title")),
            "level_count",
            "set_count",
            (100 * pl.col("median_range")).round(1).alias("range"),
            pl.col("explained_share").alias("explained"),
        )
    )


def labels(specs: pl.DataFrame) -> dict[str, str]:
    """Return what charts call levels and estimands; an edition by its day and source."""
    editions = specs.select("vintage", "source").unique().sort("vintage", "source")
    days = {vintage: f"{vintage} ({source})" for vintage, source in editions.rows()}
    return {**days, **level_labels(), **SHORT}


def estimand_rows(specs: pl.DataFrame) -> pl.DataFrame:
    """Return what the specifications of each estimand say; estimates are texts, in percentage points.

    Returns
    -------
    polars.DataFrame
        ``what``, ``n`` (specifications that differ in their estimate), ``main`` (the main chart's estimate and
        interval), ``median``, ``range`` (lowest to highest), ``negative``, ``below``, ``above`` (shares).
    """
    rows = [
        {
            "what": SHORT[row["estimand"]],
            "n": row["distinct_count"],
            "main": _unbroken(interval(row["default_estimate"], row["default_lower"], row["default_upper"])),
            "median": None if row["median"] is None else signed(row["median"]),
            "range": None
            if row["median"] is None
            else _unbroken(f"{signed(row['lowest'])} to {signed(row['highest'])}"),
            "negative": row["negative_share"],
            "below": row["below_zero_share"],
            "above": row["above_zero_share"],
        }
        for row in summary(specs).to_dicts()
    ]
    numbers = dict.fromkeys(["negative", "below", "above"], pl.Float64)
    return pl.DataFrame(rows, schema={**_texts("what"), "n": pl.Int64, **_texts("main", "median", "range"), **numbers})


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
    """Return the assumptions that a choice tests, the one whose worst alternative changes most verdicts first.

    Parameters
    ----------
    log
        The assumptions.
    impacts
        Result of :func:`analysis.trends.assumptions.impact` for one estimand.

    Returns
    -------
    polars.DataFrame
        ``assumption`` (a link to its entry on the site), ``instead``, ``pair_count``, ``shift`` (in words),
        ``sign_share``, ``verdict_share``.
    """
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


def _capital(text: pl.Expr) -> pl.Expr:
    return text.str.slice(0, 1).str.to_uppercase() + text.str.slice(1)
