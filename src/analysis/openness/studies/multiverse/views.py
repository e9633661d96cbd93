"""The multiverse as charts, tables and sentences take it."""

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from openness.sources import SOURCES, short_names
from openness.studies.multiverse import results
from openness.studies.multiverse.assumptions import Assumption
from openness.studies.multiverse.chance import ALL as EVERY
from openness.studies.multiverse.choices import CHOICES, ESTIMANDS, in_words, level_labels, titles
from openness.studies.multiverse.say import interval, points
from openness.studies.multiverse.summary import at_default, distinct, influence, summary, switches
from openness.words.numbers import NO_BREAK, capital, decimal, percents, short_points

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


def chosen(specs: pl.DataFrame, sources: Sequence[str] = (), definitions: Sequence[str] = ()) -> pl.DataFrame:
    """Return the specifications of some sources and definitions, of all where none is named."""
    wanted = {"source": sources, "definition": definitions}
    return specs.filter(
        pl.lit(value=True), *(pl.col(column).is_in(list(names)) for column, names in wanted.items() if names)
    )


def credit_line(specs: pl.DataFrame) -> str:
    """Return who is to be credited for all editions, as charts print it."""
    producers = [SOURCES[name].producer for name in specs["source"].unique().sort()]
    named = ", ".join(f"{one.producer} ({one.license_id})" for one in producers)
    return f"{named}; the editions are named under Data"


def labels(specs: pl.DataFrame) -> dict[str, str]:
    """Return what charts call levels and estimands; an edition by its day and its source, or sources."""
    sources = pl.col("source").replace(short_names()).unique().sort().str.join(", ")
    days = specs.group_by("vintage").agg(pl.format("{} ({})", pl.col("vintage").first(), sources).alias("words"))
    short = {name: one.short for name, one in ESTIMANDS.items()}
    return {**dict(days.sort("vintage").rows()), **level_labels(), **short}


def verdicts(specs: pl.DataFrame, estimand: str, by: Iterable[str] = ("source", "definition")) -> pl.DataFrame:
    """Return :data:`results.VERDICTS` of an estimand, of all specifications and by some choices."""
    own = distinct(specs, estimand).with_columns(_VERDICT.alias("verdict"), pl.lit(ALL).alias(ALL))
    order = pl.col("verdict").cast(pl.Enum(VERDICTS))
    parts = [
        own.with_columns(_ESTIMATE.median().over(column).alias("median"))
        .group_by(pl.lit(panel).alias("panel"), pl.col(column).alias("item"), "verdict", "median")
        .agg(pl.len().cast(pl.Int64).alias("n"))
        .sort("median", "item", order)
        .select(results.VERDICTS.names)
        for panel, column in ((ALL, ALL), *((f"by_{name}", name) for name in by))
    ]
    return pl.concat(parts)


def verdicts_by_estimand(specs: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.VERDICTS` of both differences, each a panel, of all specifications and by source."""
    return pl.concat(
        verdicts(specs, estimand, ["source"]).with_columns(pl.lit(estimand).alias("panel"))
        for estimand in ("share_difference", "slope_difference")
    )


def single_switches(specs: pl.DataFrame, estimand: str) -> pl.DataFrame:
    """Return :data:`results.SINGLE_SWITCHES`, without rows where the main chart has no estimate."""
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
            _switched(row, capital(f"{one.title}: {words.get(str(level := row[one.name][0]), level)}"))
            for row in rows.iter_slices(1)
        ]
    return pl.concat(parts)


def _switched(rows: pl.DataFrame, item: str) -> pl.DataFrame:
    smaller = pl.min_horizontal("n_corporate", "n_community")
    return rows.select(
        pl.lit(item).alias("item"), difference="estimate", lower="lower", upper="upper", n=smaller, note="reason"
    )


def shifts(specs: pl.DataFrame, estimand: str) -> pl.DataFrame:
    """Return :data:`results.SHIFTS` of the switches that move something, the most influential choice first."""
    rank = {name: i for i, name in enumerate(influence(specs, estimand)["choice"])}
    moving = (pl.col("median_absolute_shift") > 0) | (pl.col("verdict_flip_share") > 0)
    place = pl.col("choice").replace_strict(rank, return_dtype=pl.Int64)
    rows = switches(specs, estimand).filter(pl.col("pair_count") > 0, moving)
    title = pl.col("choice").replace_strict({name: capital(text) for name, text in titles().items()})
    return rows.sort(place, -pl.col("median_absolute_shift"), "level").select(
        pl.format("{}: {}", title, pl.col("level").replace(labels(specs))).alias("item"),
        shift="median_shift",
        lower="lower_quartile",
        upper="upper_quartile",
        n="pair_count",
        sign_share="sign_flip_share",
        verdict_share="verdict_flip_share",
    )


def influence_rows(ranked: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.INFLUENCE` of the choices that have levels to compare."""
    return ranked.filter(pl.col("set_count") > 0).select(
        pl.col("title").map_elements(capital, return_dtype=pl.String),
        "level_count",
        "set_count",
        range=(100 * pl.col("median_range")).round(1),
        explained="explained_share",
    )


def estimand_rows(specs: pl.DataFrame, modeled: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.ESTIMANDS` of every estimand; ``modeled`` are the slopes of the page on trends."""
    by_model = {row["estimand"]: row for row in modeled.drop_nulls().to_dicts()}
    rows = [_estimand_row(row, by_model.get(row["estimand"])) for row in summary(specs).to_dicts()]
    return pl.DataFrame(rows, schema=results.ESTIMANDS.schema)


def _estimand_row(row: dict[str, Any], modeled: dict[str, Any] | None) -> dict[str, Any]:
    has_both = modeled is not None and row["default_lower"] is not None
    main, ends = [row[f"default_{name}"] for name in ("estimate", "lower", "upper")], (row["lowest"], row["highest"])
    middle = row["median"]
    return {
        "what": ESTIMANDS[row["estimand"]].short,
        "n": row["distinct_count"],
        "main": None if row["default_lower"] is None else _unbroken(interval(*main)),
        "modeled": modeled and _unbroken(interval(*(modeled[name] for name in ("estimate", "lower", "upper")))),
        "apart": short_points(main[0] - modeled["estimate"]) if modeled and has_both else None,
        "median": None if middle is None else short_points(middle),
        "range": None if middle is None else _unbroken(" to ".join(map(short_points, ends))),
        "negative": row["negative_share"],
        "below": row["below_zero_share"],
        "above": row["above_zero_share"],
    }


def agreement_rows(by_chance: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.AGREEMENT` from :data:`results.CHANCE`."""
    rows = [
        {
            "what": ESTIMANDS[row["estimand"]].short,
            "of": "all sources" if row["choice"] == EVERY else in_words(row["level"]),
            "n": row["n"],
            "agreed": row["agreed"],
            "by_chance": row["chance_mean"],
            "middle": percents(row["chance_lower"], row["chance_upper"]),
            "p": decimal(row["p_value"], 3),
        }
        for row in by_chance.to_dicts()
    ]
    return pl.DataFrame(rows, schema=results.AGREEMENT.schema)


def reasons(specs: pl.DataFrame, estimand: str) -> pl.DataFrame:
    """Return :data:`results.REASONS`, the most frequent first."""
    own = specs.filter(estimand=estimand)
    counted = own.drop_nulls("reason").group_by("reason", "source").len()
    source = pl.col("source").map_elements(in_words, return_dtype=pl.String)
    return (
        counted.sort("len", "source", descending=[True, False])
        .with_columns(pl.format("{} {}", source, "len").alias("text"))
        .group_by("reason", maintain_order=True)
        .agg(pl.col("len").sum().cast(pl.Int64).alias("n"), pl.col("text").str.join(", ").alias("sources"))
        .sort("n", "reason", descending=[True, False])
        .select("reason", "n", (pl.col("n") / max(own.height, 1)).alias("share"), "sources")
    )


def assumption_rows(log: Iterable[Assumption], impacts: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.ASSUMPTIONS`, the one whose worst alternative changes most verdicts first."""
    worst = (
        impacts.drop_nulls("verdict_flip_share")
        .sort("verdict_flip_share", "sign_flip_share", "id", descending=[True, True, False], maintain_order=True)
        .unique("id", keep="first", maintain_order=True)
    )
    statements = {one.id: one.statement for one in log}
    rows = [
        {
            "assumption": [{"text": statements[row["id"]], "url": f"assumptions.html#{row['id']}"}],
            "instead": in_words(row["level"]),
            "pair_count": row["pair_count"],
            "shift": points(row["median_shift"]),
            "sign_share": row["sign_flip_share"],
            "verdict_share": row["verdict_flip_share"],
        }
        for row in worst.to_dicts()
    ]
    return pl.DataFrame(rows, schema=results.ASSUMPTIONS.schema)


def headline(specs: pl.DataFrame) -> pl.DataFrame:
    """Return the numbers of every estimand and source that the tests compare."""
    counts = ["specification_count", "distinct_count"]
    shares = ["negative_share", "below_zero_share", "above_zero_share"]
    return summary(specs, ["source"]).select("estimand", "source", *counts, "median", *shares, "default_estimate")


def _unbroken(text: str) -> str:
    return text.replace(" ", NO_BREAK)
