"""Corporate against community releases under every combination of choices: how much of the contrast is the analyst's.

Source of the method: Steegen, S., Tuerlinckx, F., Gelman, A. and Vanpaemel, W. (2016), Perspectives on Psychological
Science 11(5), 702-712, https://doi.org/10.1177/1745691616658637. Specifications are not draws from anything: what
share of them agrees says how robust a finding is to the choices listed, not how probable it is.
"""

from collections.abc import Mapping

import numpy as np
import polars as pl

from openness.statistics import clustered_shares
from openness.statistics.clustered_shares import Estimates
from openness.statistics.differences import from_bounds
from openness.statistics.periods import per_year
from openness.studies.multiverse import results, sides
from openness.studies.multiverse.choices import CHOICES, ESTIMANDS, NOT_APPLICABLE
from openness.studies.multiverse.sides import DATA, SETTING, counts, latest_whole
from openness.tables import store as tables

TABLES = ("releases", "components", "scores", "release_lists", "release_developers")
COLUMNS = results.SPECIFICATIONS.names
_RULES = ["group_rule", "mixed", "unknown_developer"]
_ESTIMATED = ["value", "variance", "degrees", "n", "developers", "lower", "upper"]


def multiverse() -> pl.DataFrame:
    """Return :data:`results.SPECIFICATIONS` of the processed tables."""
    return specifications({name: tables.read(name) for name in TABLES})


def specifications(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return :data:`results.SPECIFICATIONS` of some tables."""
    cells = counts(frames)
    if cells.is_empty():
        return pl.DataFrame(schema=results.SPECIFICATIONS.schema)
    rules = _rules(cells)
    found = sides.estimates(cells, _samples(rules))
    corporate, community = (found.filter(side=side).drop("side") for side in sides.SIDES)
    kept = pl.concat(
        [
            _differences(rules, corporate, community),
            _alone(rules, corporate, "corporate", "community"),
            _alone(rules, community, "community", "corporate"),
        ]
    )
    return _marked(_applicable(kept, cells), latest_whole(frames["release_lists"]))


def _rules(cells: pl.DataFrame) -> pl.DataFrame:
    """Return, for all data, the rules of who stands on which side that make a difference there."""
    group, first = pl.col("group"), pl.col("first_group")
    touched = cells.group_by(DATA, maintain_order=True).agg(
        (group == "mixed").any().alias("mixed"),
        (group == "unknown").any().alias("every"),
        (first == "unknown").any().alias("first"),
        (group != first).any().alias("differs"),
    )
    rows = []
    for *data, has_mixed, every_unknown, first_unknown, differs in touched.rows():
        for rule, unknown in (("every", every_unknown), ("first", first_unknown))[: 2 if differs else 1]:
            mixed = list(CHOICES["mixed"].levels) if rule == "every" and has_mixed else [NOT_APPLICABLE]
            unknowns = list(CHOICES["unknown_developer"].levels) if unknown else [NOT_APPLICABLE]
            rows += [(*data, rule, one, other) for one in mixed for other in unknowns]
    mixed, unknown = pl.col("mixed"), pl.col("unknown_developer")
    with_mixed = {side: pl.when(mixed == side).then(pl.lit("+mixed")).otherwise(pl.lit("")) for side in sides.SIDES}
    with_unknown = pl.when(unknown == "community").then(pl.lit("+unknown")).otherwise(pl.lit(""))
    return pl.DataFrame(rows, schema=[*DATA, *_RULES], orient="row").with_columns(
        pl.concat_str("group_rule", pl.lit(":corporate"), with_mixed["corporate"]).alias("corporate"),
        pl.concat_str("group_rule", pl.lit(":community"), with_mixed["community"], with_unknown).alias("community"),
    )


def _samples(rules: pl.DataFrame) -> pl.DataFrame:
    return pl.concat(
        rules.select(*DATA, pl.lit(side).alias("side"), pl.col(side).alias("sample")).unique(maintain_order=True)
        for side in sides.SIDES
    ).with_columns(
        pl.when(pl.col("sample").str.starts_with("first"))
        .then(pl.lit("first_group"))
        .otherwise(pl.lit("group"))
        .alias("group_column"),
        pl.col("sample").str.split(":").list.last().str.split("+").alias("groups"),
    )


def _differences(rules: pl.DataFrame, corporate: pl.DataFrame, community: pl.DataFrame) -> pl.DataFrame:
    paired = (
        rules.join(corporate, left_on=[*DATA, "corporate"], right_on=[*DATA, "sample"])
        .join(
            community, left_on=[*SETTING, "kind", "community"], right_on=[*SETTING, "kind", "sample"], suffix="_other"
        )
        .with_columns(pl.coalesce("reason", "reason_other").alias("reason"))
    )
    one, other = ({name: paired[f"{name}{suffix}"].to_numpy() for name in _ESTIMATED} for suffix in ("", "_other"))
    bounds = (side[name] for side in (one, other) for name in ("value", "lower", "upper"))
    share = np.column_stack(from_bounds(*bounds))
    slopes = (Estimates(s["value"], s["variance"], s["degrees"], s["n"], s["developers"]) for s in (one, other))
    found = clustered_shares.difference(*slopes)
    slope = np.column_stack([found.value, *clustered_shares.slope_intervals(found)])
    is_share = (paired["kind"] == "share").to_numpy()
    chosen = np.where(is_share[:, None], share, slope)
    return paired.with_columns(
        pl.concat_str("kind", pl.lit("_difference")).alias("estimand"),
        *(pl.Series(name, chosen[:, i]).fill_nan(None) for i, name in enumerate(("estimate", "lower", "upper"))),
        n_corporate="n",
        n_community="n_other",
        corporate_developers="developers",
        community_developers="developers_other",
    ).select(_KEPT)


def _alone(rules: pl.DataFrame, found: pl.DataFrame, side: str, other: str) -> pl.DataFrame:
    """Return the slopes of one side; choices about the other side do not apply to it."""
    own = rules.filter(pl.col("mixed") != other)
    if side == "corporate":
        own = own.with_columns(pl.lit(NOT_APPLICABLE).alias("unknown_developer"))
        own = own.unique([*DATA, *_RULES], keep="first", maintain_order=True)
    nothing = pl.lit(None, pl.Int64)
    return (
        own.join(found.filter(kind="slope"), left_on=[*DATA, side], right_on=[*DATA, "sample"])
        .with_columns(
            pl.lit(f"slope_{side}").alias("estimand"),
            pl.col("value").alias("estimate"),
            pl.col("n").alias(f"n_{side}"),
            nothing.alias(f"n_{other}"),
            pl.col("developers").alias(f"{side}_developers"),
            nothing.alias(f"{other}_developers"),
        )
        .select(_KEPT)
    )


_KEPT = COLUMNS[: COLUMNS.index("is_latest")]


def _applicable(specs: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Leave out what differs from another specification in name only: no blanks to treat, no earlier releases."""
    years = pl.col("period") // pl.col("every").replace_strict({"year": 1, "half": per_year("half")})
    known = cells.group_by(DATA).agg((pl.col("blank") > 0).any().alias("_blank"), years.min().alias("_first"))
    spans = pl.DataFrame(
        [(year, span) for year in known["_first"].unique() for span in sides.since_levels(year)],
        schema={"_first": known.schema["_first"], "span": pl.String},
        orient="row",
    ).with_columns(pl.lit(value=True).alias("_differs"))
    return (
        specs.join(known, on=DATA, how="left", maintain_order="left")
        .join(spans, on=["_first", "span"], how="left", maintain_order="left")
        .filter(
            pl.col("_blank") | (pl.col("blank") == "left_out"),
            pl.col("_differs") | ~pl.col("span").str.starts_with("since"),
        )
        .with_columns(pl.when("_blank").then(pl.col("blank")).otherwise(pl.lit(NOT_APPLICABLE)).alias("blank"))
        .select(_KEPT)
    )


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
    data = [name for name in DATA if name != "typing"]
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
