"""One question asked of every edition of a source, and how far the answers lie apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from openness.measures.ask import ALL, Question, ask
from openness.project.errors import BadValueError
from openness.tables import store as tables
from openness.words.sentences import NAMES, percent

_CELL = ["listed_in", "period", "group"]


def ask_editions(question: Question) -> tuple[pl.DataFrame, list[str]]:
    """Ask a question of every edition of its source.

    An edition that lacks the publisher's whole list answers for the largest list that it has; the others are then
    asked for that list too, so that it has something to be compared with.
    """
    lists = tables.read("release_lists").filter(source=question.source)
    pairs = _asked(lists)
    is_one = len({name for name, _ in pairs}) == 1
    found, reasons = [], []
    for name, vintage in pairs:
        label = vintage if is_one else f"{vintage} ({name})"
        try:
            answer = ask(replace(question, vintage=vintage, listed_in=name))
        except BadValueError as error:
            reasons.append(f"Edition {label}: {error}.")
        else:
            columns = [
                pl.lit(vintage).alias("vintage"),
                pl.lit(name).alias("listed_in"),
                pl.lit(label).alias("edition"),
            ]
            found.append(answer.shares.with_columns(columns))
    if not found:
        raise BadValueError(f"no edition of {question.source} has an answer: {' '.join(reasons)}")
    return pl.concat(found), reasons


def main_groups(shares: pl.DataFrame, most: int = 3) -> list[str]:
    """Return the groups with most judged releases, over all editions; ``unknown`` is no group."""
    sizes = shares.filter(pl.col("group") != "unknown").group_by("group").agg(pl.col("n").sum())
    return sizes.filter(pl.col("n") > 0).sort("n", "group", descending=[True, False])["group"].head(most).to_list()


def spread(shares: pl.DataFrame, min_group: int) -> pl.DataFrame:
    """Return how far the editions lie apart in each share."""
    enough = shares.filter(pl.col("n") >= max(min_group, 1)).sort("vintage")
    share = pl.col("open_share")
    ends = [
        pl.col(column).first().alias(name)
        for column, name in (("open_share", "first"), ("vintage", "first_vintage"), ("n", "n_first"))
    ] + [
        pl.col(column).last().alias(name)
        for column, name in (("open_share", "last"), ("vintage", "last_vintage"), ("n", "n_last"))
    ]
    inside = share.last().is_between(pl.col("lower").first(), pl.col("upper").first())
    return (
        enough.group_by(_CELL, maintain_order=True)
        .agg(pl.len().cast(pl.Int64).alias("editions"), (share.max() - share.min()).alias("spread"), *ends, ~inside)
        .rename({"open_share": "is_beyond"})
        .filter(pl.col("editions") > 1)
        .sort("spread", *_CELL, descending=[True, False, False, False])
    )


def spread_words(spreads: pl.DataFrame) -> list[str]:
    """Return a sentence per list on how far the editions lie apart, and where they do most."""
    if spreads.is_empty():
        return ["No share rests on enough releases in two editions, so nothing can be compared."]
    return [_list_words(spreads.filter(listed_in=name)) for name in spreads["listed_in"].unique(maintain_order=True)]


def left_out_words(shares: pl.DataFrame, groups: Sequence[str]) -> list[str]:
    """Return a sentence on the groups that a chart of some leaves out, none where there is none."""
    rest = sorted(set(shares.filter(pl.col("n") > 0)["group"]) - set(groups))
    if not rest:
        return []
    return [f"Not drawn: {', '.join(NAMES.get(one, one.replace('_', ' ')) for one in rest)}."]


def named(source: str, shares: pl.DataFrame) -> list[str]:
    """Return the editions behind shares, each as source and vintage."""
    return [f"{source} {one}" for one in shares["vintage"].unique().sort()]


def share_table(shares: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """Return shares as text, editions side by side: ``period``, ``group``, one column per edition (``51% of 417``)."""
    own = shares.filter(pl.col("group").is_in(list(groups)), pl.col("n") > 0)
    said = [f"{percent(share)} of {n:,}" for share, n in own.select("open_share", "n").iter_rows()]
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


def _list_words(own: pl.DataFrame) -> str:
    top = own.row(0, named=True)
    which = "the publisher's whole list" if top["listed_in"] == ALL else f"the list {top['listed_in']!r}"
    name = NAMES.get(top["group"], top["group"].replace("_", " "))
    shares = "the one share" if own.height == 1 else f"{own.height:,} shares"
    beyond = int(own["is_beyond"].sum())
    return (
        f"Of {which}, two or more editions have enough releases for {shares}; the editions lie "
        f"{100 * own['spread'].median():.1f} points apart in the median one, and in {beyond or 'none'} the newest "
        f"share is outside the 95% interval of the oldest. Furthest apart: {name} in {top['period']}, "
        f"{percent(top['first'])} of {top['n_first']:,} in the edition of {top['first_vintage']}, "
        f"{percent(top['last'])} of {top['n_last']:,} in that of {top['last_vintage']}."
    )
