"""One question asked of every edition of a source, and how far the answers lie apart."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from openness.measures.ask import ALL, Question, ask
from openness.measures.large_developers import large_developers
from openness.project.errors import BadValueError
from openness.studies.vintages_and_composition.results import SPREADS
from openness.tables import store as tables
from openness.words.numbers import number, percent

_CELL = ["listed_in", "period", "group"]


def ask_editions(question: Question, min_group: int = 1) -> tuple[pl.DataFrame, list[str], pl.DataFrame]:
    """Ask a question of every edition of its source.

    Returned are the shares, why an edition has no answer, and who is more than a quarter of a point of any edition.

    An edition that lacks the publisher's whole list answers for the largest list that it has; the others are then
    asked for that list too, so that it has something to be compared with.
    """
    lists = tables.read("release_lists").filter(source=question.source)
    pairs = _asked(lists)
    is_one = len({name for name, _ in pairs}) == 1
    found, reasons, large = [], [], []
    points = {"by": question.by, "every": question.every, "min_group": min_group}
    for name, vintage in pairs:
        label = vintage if is_one else f"{vintage} ({name})"
        try:
            answer = ask(replace(question, vintage=vintage, listed_in=name))
        except BadValueError as error:
            reasons.append(f"Edition {label}: {error}.")
        else:
            large.append(large_developers(answer.releases, tables.read("developers"), **points))
            about = {"vintage": vintage, "listed_in": name, "edition": label}
            found.append(answer.shares.with_columns(pl.lit(text).alias(column) for column, text in about.items()))
    if not found:
        raise BadValueError(f"no edition of {question.source} has an answer: {' '.join(reasons)}")
    return pl.concat(found), reasons, pl.concat(large)


def main_groups(shares: pl.DataFrame, most: int = 3) -> list[str]:
    """Return the groups with most judged releases, over all editions; ``unknown`` is no group."""
    sizes = shares.filter(pl.col("group") != "unknown").group_by("group").agg(pl.col("n").sum())
    return sizes.filter(pl.col("n") > 0).sort("n", "group", descending=[True, False])["group"].head(most).to_list()


def spread(shares: pl.DataFrame, min_group: int) -> pl.DataFrame:
    """Return how far the editions lie apart in each share."""
    enough = shares.filter(pl.col("n") >= max(min_group, 1)).sort("vintage")
    share = pl.col("open_share")
    vintage, n = pl.col("vintage"), pl.col("n")
    inside = share.last().is_between(pl.col("lower").first(), pl.col("upper").first())
    return (
        enough.group_by(_CELL, maintain_order=True)
        .agg(
            editions=pl.len().cast(pl.Int64),
            spread=share.max() - share.min(),
            first=share.first(),
            first_vintage=vintage.first(),
            n_first=n.first(),
            last=share.last(),
            last_vintage=vintage.last(),
            n_last=n.last(),
            is_beyond=(~inside).fill_null(value=False),
        )
        .filter(pl.col("editions") > 1)
        .sort("spread", *_CELL, descending=[True, False, False, False])
        .select(SPREADS.names)
    )


def named(source: str, shares: pl.DataFrame) -> list[str]:
    """Return the editions behind shares, each as source and vintage."""
    return [f"{source} {one}" for one in shares["vintage"].unique().sort()]


def left_out(shares: pl.DataFrame, groups: Sequence[str]) -> list[str]:
    """Return the groups with judged releases that a chart of some groups leaves out, by name."""
    return sorted(set(shares.filter(pl.col("n") > 0)["group"]) - set(groups))


def share_table(shares: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """Return shares as text, editions side by side: ``period``, ``group``, one column per edition (``51% of 417``)."""
    own = shares.filter(pl.col("group").is_in(list(groups)), pl.col("n") > 0)
    said = [f"{percent(share)} of {number(n)}" for share, n in own.select("open_share", "n").iter_rows()]
    wide = own.with_columns(pl.Series("said", said, dtype=pl.String)).pivot(
        "edition", index=["period", "group"], values="said"
    )
    return wide.sort("period", "group", descending=[True, False])


def _asked(lists: pl.DataFrame) -> list[tuple[str, str]]:
    """Return list and vintage of every answer."""
    sizes = lists.group_by("vintage", "list").len().sort("vintage", "len", "list", descending=[False, True, False])
    whole = sizes.filter(list=ALL)["vintage"].to_list()
    partial = sizes.filter(~pl.col("vintage").is_in(whole)).group_by("vintage", maintain_order=True).first()
    names = partial["list"].unique(maintain_order=True).to_list()
    return [(ALL, one) for one in whole] + [
        (name, vintage) for name in names for vintage in sizes.filter(list=name)["vintage"].sort()
    ]
