"""Which shares are compared and how they differ, and how open the components of indexed releases are."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from typing import Any

import narwhals as nw
import polars as pl

from openness.measures.ask import Answer
from openness.measures.large_developers import large_developers
from openness.measures.results import LARGE_DEVELOPERS
from openness.metrics import registry
from openness.metrics.osai.score import POINTS
from openness.statistics.pairs import pair_differences, with_tests
from openness.statistics.periods import last_ended
from openness.statistics.shares import with_period
from openness.studies.corporate_vs_community import results
from openness.tables.schema import KEYS

GROUPS = ("corporate", "community")


def ended(answer: Answer) -> pl.DataFrame:
    """Return the shares of the periods that had ended when the edition was made; a running one bears no claim."""
    question = answer.question
    return answer.shares.filter(pl.col("period") <= last_ended(date.fromisoformat(question.vintage), question.every))


def comparable(shares: pl.DataFrame, by: str, min_group: int) -> pl.DataFrame:
    """Return the last period in which two groups have enough judged releases: corporate and community, or any two."""
    known = pl.col("group").is_in(list(GROUPS)) if by == "developer_group" else pl.col("group") != "unknown"
    enough = shares.filter(known, pl.col("n") >= max(min_group, 1))
    common = enough.filter(pl.len().over("period") > 1)
    return common.filter(pl.col("period") == pl.col("period").max())


def compared(cells: Mapping[str, pl.DataFrame], answers: Mapping[str, Answer]) -> pl.DataFrame:
    """Return :data:`results.COMPARED`: the difference of any two groups, in several tables of one period each.

    ``cells`` are those of :func:`comparable`, and ``answers`` what they are from, both by what they are called. All
    differences are tested together, by Holm's rule; corporate stands before community.
    """
    parts = []
    for name, one in cells.items():
        if one.is_empty():
            continue
        groups = [*filter(set(one["group"]).__contains__, GROUPS), *sorted({*one["group"]} - {*GROUPS})]
        columns = dict.fromkeys(("period", "group", "other_group"), pl.String)
        asked = [(one["period"][0], *pair) for pair in combinations(groups, 2)]
        pairs = pl.DataFrame(asked, schema=columns, orient="row")
        placed, kind = _placed(answers[name]), answers[name].question.interval
        found = pair_differences(placed, pairs, by="group", within=["period"], interval=kind)
        parts.append(found.select(pl.lit(name).alias("table"), pl.all()))
    if not parts:
        return pl.DataFrame(schema=results.COMPARED.schema)
    return with_tests(pl.concat(parts)).select(results.COMPARED.names)


def told(cells: pl.DataFrame, pairs: pl.DataFrame, by: str) -> dict[str, Any] | None:
    """Return what is said of one table: corporate and community, or the groups with the highest and the lowest share.

    ``one`` and ``other`` are their rows, ``pair`` is the first less the second, ``pairs`` are those tested and
    ``different`` those that differ. None where no two groups can be compared.
    """
    if cells.is_empty():
        return None
    rows = {row["group"]: row for row in cells.sort("open_share", "group", descending=[True, False]).to_dicts()}
    names = list(GROUPS if by == "developer_group" else rows)
    both = [pl.col(column).is_in([names[0], names[-1]]) for column in ("group", "other_group")]
    pair = pairs.filter(*both).row(0, named=True)
    if pair["group"] != names[0]:
        pair = _turned(pair)
    return {"one": rows[names[0]], "other": rows[names[-1]], "pair": pair, **tested(pairs)}


def told_each(cells: Mapping[str, pl.DataFrame], pairs: pl.DataFrame, by: str) -> dict[str, dict[str, Any] | None]:
    """Return what is said of each of several tables that :func:`compared` has."""
    return {name: told(one, pairs.filter(table=name), by) for name, one in cells.items()}


def _turned(pair: dict[str, Any]) -> dict[str, Any]:
    """Return a difference the other way round."""
    ends = {"difference": "difference", "lower": "upper", "upper": "lower"}
    return pair | {name: None if pair[other] is None else -pair[other] for name, other in ends.items()}


def moved(shares: pl.DataFrame, min_group: int, most: int = 4) -> dict[str, pl.DataFrame]:
    """Return the first and the last period with enough judged releases, of the groups with most of them."""
    sizes = shares.group_by("group").agg(pl.col("n").sum()).sort("n", "group", descending=[True, False])
    groups = sizes.filter(pl.col("n") > 0, pl.col("group") != "unknown")["group"].head(most)
    enough = shares.filter(pl.col("n") >= max(min_group, 1)).sort("period")
    own = {group: enough.filter(group=group) for group in groups}
    return {group: pl.concat([rows.head(1), rows[1:].tail(1)]) for group, rows in own.items()}


def movements(ends: Mapping[str, pl.DataFrame], answer: Answer) -> pl.DataFrame:
    """Return :data:`results.MOVEMENTS` of the periods of :func:`moved`: the last less the first, tested together.

    What developers of both periods have in common drops out of the difference.
    """
    known = [(group, rows["period"][-1], rows["period"][0]) for group, rows in ends.items() if rows.height > 1]
    columns = dict.fromkeys(("of", "group", "other_group"), pl.String)
    placed = _placed(answer).select(pl.col("group").alias("of"), "period", "is_open", "developer_id")
    pairs = pl.DataFrame(known, schema=columns, orient="row")
    return pair_differences(placed, pairs, by="period", within=["of"], interval=answer.question.interval)


def tested(pairs: pl.DataFrame) -> dict[str, int]:
    """Return how many pairs are tested together, and how many differ whatever the blanks are."""
    return {"pairs": pairs["p_value"].count(), "different": pairs.filter("survives_blanks").height}


def _placed(answer: Answer) -> pl.DataFrame:
    """Return the releases behind an answer with their period and group."""
    question = answer.question
    return with_period(nw.from_native(answer.releases), question.by, "release_date", question.every).to_native()


def large_in_any(answers: Iterable[Answer], **options: Any) -> pl.DataFrame:
    """Return who is more than a quarter of a point of the shares of any of several answers."""
    found = [large_developers(answer.releases, **options) for answer in answers]
    return pl.concat(found) if found else pl.DataFrame(schema=LARGE_DEVELOPERS.schema)


def component_means(components: pl.DataFrame, releases: pl.DataFrame, by: str = "developer_group") -> pl.DataFrame:
    """Return :data:`results.COMPONENTS`."""
    judged = components.filter(pl.col("status").is_in(list(POINTS))).with_columns(
        pl.col("status").replace_strict(POINTS, return_dtype=pl.Float64).alias("_points")
    )
    order = {name: place for place, name in enumerate(components["component"].unique(maintain_order=True))}
    return (
        judged.join(releases.select(*KEYS, pl.col(by).alias("group")), on=KEYS)
        .group_by("component", "group")
        .agg(
            pl.len().cast(pl.Int64).alias("n"),
            pl.col("_points").mean().alias("score"),
            (pl.col("status") == "open").mean().alias("open_share"),
        )
        .select(results.COMPONENTS.names)
        .sort(pl.col("component").replace_strict(order, return_dtype=pl.Int64), "group")
    )


def score_shares(scores: pl.DataFrame, metric: str) -> pl.DataFrame:
    """Return one metric's scores as shares of the highest, stubs left out: ``KEYS``, ``score_share`` (0..1)."""
    own = registry.published(scores).filter(pl.col("metric") == metric, ~pl.col("is_stub"))
    return own.select(*KEYS, (pl.col("score") / pl.col("score_max")).alias("score_share"))


def stubs(scores: pl.DataFrame, metric: str) -> tuple[int, int]:
    """Return how many entries one metric scores, and how many of them are stubs."""
    own = registry.published(scores).filter(pl.col("metric") == metric)
    return own.height, int(own["is_stub"].sum())
