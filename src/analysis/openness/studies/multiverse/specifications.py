"""Corporate against community releases under every combination of choices: how much of the contrast is the analyst's.

Source of the method: Steegen, S., Tuerlinckx, F., Gelman, A. and Vanpaemel, W. (2016), Perspectives on Psychological
Science 11(5), 702-712, https://doi.org/10.1177/1745691616658637. Specifications are not draws from anything: what
share of them agrees says how robust a finding is to the choices listed, not how probable it is.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import polars as pl

from openness.measures.units import SERIES
from openness.statistics import clustered_shares
from openness.statistics.clustered_shares import Estimates
from openness.statistics.periods import per_year
from openness.statistics.share_intervals import LEAST_EFFECTIVE
from openness.studies.multiverse import results
from openness.studies.multiverse.blocks import STARTS, Block, blocks
from openness.studies.multiverse.cells import DATA, Counted, of_tables
from openness.studies.multiverse.choices import CHOICES, ESTIMANDS, MINIMA, NOT_APPLICABLE, SIDES, SLOPE_SPANS
from openness.studies.multiverse.estimates import MIN_PERIODS, NUMBERS, OF_SLOPE, Estimator
from openness.studies.multiverse.grid import RULES, Rule, rules_of, samples_of, share_rows, slope_rows
from openness.tables.kept import kept
from openness.words.names import group_name

COLUMNS = results.SPECIFICATIONS.names
MIN_DEVELOPERS = 5
"""Fewer developers on a side allow no interval, and so no estimate: too few to say how much they differ."""

_NO_VARIANCE = 1e-18
_KEPT = COLUMNS[: COLUMNS.index("is_latest")]
_OF_SIDES = [*(f"{name}_{side}" for side in SIDES for name in OF_SLOPE), "common"]


def multiverse() -> pl.DataFrame:
    """Return :data:`results.SPECIFICATIONS` of the processed tables, worked out once for all pages of a site."""
    return kept("multiverse", lambda: specifications(of_tables()))


def specifications(counted: Counted) -> pl.DataFrame:
    """Return :data:`results.SPECIFICATIONS` of what was counted."""
    if counted.cells.is_empty():
        return pl.DataFrame(schema=results.SPECIFICATIONS.schema)
    labels, numbers = ([], []), ([], [])
    for block, rules in with_rules(counted):
        estimator = Estimator(block)
        pairs = [samples_of(rule) for rule in rules]
        slopes = {sample: estimator.slopes(sample) for sample in dict.fromkeys(one for both in pairs for one in both)}
        labels[0].append(share_rows(block, rules))
        numbers[0].extend(estimator.differences(*both) for both in pairs)
        labels[1].append(slope_rows(block, rules))
        numbers[1].extend(
            np.hstack([*(slopes[one] for one in both), estimator.in_common(*both)[:, None]]) for both in pairs
        )
    shares, slopes = (
        pl.concat(named).hstack(pl.DataFrame(np.concatenate(found), schema=names))
        for named, found, names in zip(labels, numbers, (list(NUMBERS), _OF_SIDES), strict=True)
    )
    sloped = _with_slope_reasons(slopes.filter(_is_usual_size()))
    kept = pl.concat([_differences(shares), _slope_differences(sloped), *(_alone(sloped, side) for side in SIDES)])
    return _marked(_applicable(kept, counted.cells), counted.latest)


def with_rules(counted: Counted) -> Iterator[tuple[Block, list[Rule]]]:
    """Yield every block with the rules of who stands on which side that make a difference there."""
    rules = rules_of(counted.cells)
    for block in blocks(counted.cells, counted.filled):
        yield block, rules[tuple(block.data[name] for name in DATA)]


def _is_usual_size() -> pl.Expr:
    return (pl.col("unit") == SERIES) | (pl.col("min_group") == MINIMA[0])


def _differences(shares: pl.DataFrame) -> pl.DataFrame:
    minima = pl.DataFrame({"min_group": MINIMA}, schema={"min_group": pl.Int64})
    rows = shares.join(minima, how="cross").filter(_is_usual_size())
    reason = pl.coalesce(_too_few(side, pl.col(f"n_{side}") < pl.col("min_group")) for side in SIDES)
    return _finished(rows.with_columns(reason.alias("reason"), pl.lit("share_difference").alias("estimand")))


def _slope_differences(slopes: pl.DataFrame) -> pl.DataFrame:
    sides = [{name: slopes[f"{name}_{side}"].to_numpy() for name in OF_SLOPE} for side in SIDES]
    one, other = (Estimates(s["value"], s["variance"], s["degrees"], s["n"], s["developers"]) for s in sides)
    found = clustered_shares.difference(one, other, slopes["common"].to_numpy())
    numbers = [found.value, *clustered_shares.slope_intervals(found)]
    return _finished(
        slopes.with_columns(
            *(pl.Series(name, values) for name, values in zip(("estimate", "lower", "upper"), numbers, strict=True)),
            pl.coalesce(f"reason_{side}" for side in SIDES).alias("reason"),
            pl.lit("slope_difference").alias("estimand"),
        )
    )


def _alone(slopes: pl.DataFrame, side: str) -> pl.DataFrame:
    """Return the slopes of one side; choices about the other side do not apply to it."""
    other = next(name for name in SIDES if name != side)
    own = slopes.filter(pl.col("mixed") != other)
    if side == "corporate":
        own = own.with_columns(pl.lit(NOT_APPLICABLE).alias("unknown_developer"))
        own = own.unique([*DATA, "every", *RULES, "span", "blank", "weighting", "min_group"], keep="first")
    nothing = [pl.lit(None, pl.Float64).alias(f"{name}_{other}") for name in ("n", "developers")]
    numbers = [pl.col(f"{name}_{side}").alias(alias) for name, alias in (("value", "estimate"), ("lower", "lower"))]
    return _finished(
        own.with_columns(
            *numbers,
            pl.col(f"upper_{side}").alias("upper"),
            pl.col(f"reason_{side}").alias("reason"),
            pl.lit(f"slope_{side}").alias("estimand"),
            *nothing,
        )
    )


def _finished(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows as they are kept: numbers only where nothing speaks against them."""
    counts_of = {f"n_{side}": f"n_{side}" for side in SIDES} | {f"{s}_developers": f"developers_{s}" for s in SIDES}
    return rows.with_columns(
        *(pl.col(column).cast(pl.Int64).alias(name) for name, column in counts_of.items()),
        *(
            # Rounded, so that an estimate of zero has no sign.
            pl.when(pl.col("reason").is_null()).then(pl.col(name).fill_nan(None).round(12)).alias(name)
            for name in ("estimate", "lower", "upper")
        ),
    ).select(_KEPT)


def _too_few(side: str, small: pl.Expr) -> pl.Expr:
    """Return why a side is too small for an estimate, with a reason that sizes alone may give first."""
    who = group_name(side)
    return (
        pl.when(small)
        .then(pl.format("fewer than {} judged releases by {}", "min_group", pl.lit(who)))
        .otherwise(_few_developers(side))
    )


def _few_developers(side: str) -> pl.Expr:
    who = group_name(side)
    loaded = (pl.col("weighting") == "downloads") & (pl.col(f"effective_{side}") < LEAST_EFFECTIVE)
    return (
        pl.when(pl.col(f"developers_{side}") < MIN_DEVELOPERS)
        .then(pl.lit(f"fewer than {MIN_DEVELOPERS} {who}"))
        .when(loaded)
        .then(pl.lit(f"downloads are those of fewer than {LEAST_EFFECTIVE} {who} in effect"))
    )


def _with_slope_reasons(slopes: pl.DataFrame) -> pl.DataFrame:
    parts = []
    for side in SIDES:
        who, variance = group_name(side), pl.col(f"variance_{side}")
        few = pl.format(f"fewer than {MIN_PERIODS} periods with {{}} judged releases by {who}", "min_group")
        parts.append(
            pl.when(pl.col(f"few_{side}") > 0)
            .then(few)
            .when(_few_developers(side).is_not_null())
            .then(_few_developers(side))
            .when(~variance.is_finite())
            .then(pl.lit(f"the slope of {who} rests on one developer"))
            .when(variance < _NO_VARIANCE)
            .then(pl.lit(f"releases by {who} are all open, or none is, so no slope is off by chance"))
            .alias(f"reason_{side}")
        )
    return slopes.with_columns(parts)


def _applicable(specs: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Leave out trends that differ from another in name only: there are no earlier releases."""
    years = pl.col("period") // pl.col("every").replace_strict({"year": 1, "half": per_year("half")})
    known = cells.group_by(DATA).agg(years.min().alias("_first"))
    spans = [(year, span) for year in known["_first"].unique() for span in since_levels(year)]
    differs = pl.DataFrame(spans, schema={"_first": known.schema["_first"], "span": pl.String}, orient="row")
    return (
        specs.join(known, on=DATA, how="left", maintain_order="left")
        .join(
            differs.with_columns(pl.lit(value=True).alias("_differs")),
            on=["_first", "span"],
            how="left",
            maintain_order="left",
        )
        .filter(pl.col("_differs") | ~pl.col("span").is_in(list(SLOPE_SPANS)))
        .select(_KEPT)
    )


def since_levels(first_year: int) -> list[str]:
    """Return the starts of a slope that differ, where the first release is of that year."""
    following: Sequence[float] = [*STARTS[1:], np.inf]
    return [name for name, after in zip(SLOPE_SPANS, following, strict=True) if first_year < after]


def _marked(specs: pl.DataFrame, latest: Mapping[str, str]) -> pl.DataFrame:
    newest = pl.col("source").replace_strict(dict(latest), default=None, return_dtype=pl.String)
    spans = {name: one.span for name, one in ESTIMANDS.items()}
    defaults = {choice.name: [choice.default, NOT_APPLICABLE] for choice in CHOICES.values() if choice.default}
    at_default = [
        *(pl.col(name).cast(pl.String).is_in(levels) for name, levels in defaults.items()),
        pl.col("is_latest"),
        pl.col("span") == pl.col("estimand").replace_strict(spans),
    ]
    rounded = [pl.col(name).round(9) for name in ("estimate", "lower", "upper")]
    data = [name for name in DATA if name not in ("typing", "unit")]
    same = ["estimand", *data, *rounded, "n_corporate", "n_community"]
    number = pl.col("_number")
    return (
        specs.with_columns((pl.col("vintage") == newest).fill_null(value=False).alias("is_latest"))
        .with_columns(pl.sum_horizontal(~one for one in at_default).alias("_switched"))
        # Of rows with the same estimate the one nearest to the default is no repeat.
        .sort("estimand", "_switched", *CHOICES)
        .with_row_index("_number")
        .with_columns(
            (pl.col("_switched") == 0).alias("is_default"),
            (pl.col("estimate").is_not_null() & (number > number.min().over(same))).alias("is_repeat"),
        )
        .select(COLUMNS)
    )
