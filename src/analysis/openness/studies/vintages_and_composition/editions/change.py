"""How a share differs between two editions of a source, and why: new releases, re-assessment, criteria or labels.

All editions here are cleaned by the same code and the same hand-kept tables, so a mere change of vocabulary ("Open
access" is "Open weights" now) moves nothing, and types given by hand move both editions alike. What they move within
one edition is what :func:`label_repair` returns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl

from openness.measures.ask import ALL, Question, check_together, resolve_vintage
from openness.measures.definitions import definition
from openness.measures.selection import CURATED, PUBLISHED, TYPED
from openness.metrics.osai import score as osai
from openness.metrics.osaid import score as osaid
from openness.project.errors import BadValueError
from openness.studies.vintages_and_composition.editions.editions import (
    Edition,
    common_list,
    edition,
    pair,
    replaced,
    shared_components,
)
from openness.studies.vintages_and_composition.editions.facts import changed_facts, movers, possible_renames
from openness.studies.vintages_and_composition.editions.moves import (
    CAUSES,
    KIND_OF,
    moves,
    numbers,
    parts,
    with_share_change,
)
from openness.studies.vintages_and_composition.results import STEPS
from openness.words.numbers import counted, plural

AS_PUBLISHED = "as published"
_METRIC_OF = {"osai_half": osai.NAME, "osaid": osaid.NAME}
"""Definition -> the metric whose score it reads."""


@dataclass(frozen=True)
class VintageChange:
    """The change of a set of shares between two editions of a source."""

    source: str
    before: str
    after: str
    title: str
    """What the share is of: ``Open weights``."""
    numbers: pl.DataFrame
    """:data:`~openness.studies.vintages_and_composition.results.CHANGES`; then ``PARTS``, ``MOVERS`` and ``FACTS``."""
    parts: pl.DataFrame
    releases: pl.DataFrame
    facts: pl.DataFrame
    notes: tuple[str, ...] = ()
    """What a reader should know before trusting the numbers."""
    unit: str = "releases"


def compare_vintages(question: Question, before: str, after: str, *, is_pooled: bool = False) -> VintageChange:
    """Split the change of shares between two editions of a source by its causes."""
    check_together({name: getattr(question, name) for name in Question.__dataclass_fields__ if name != "vintage"})
    names = [resolve_vintage(question.source, one) for one in (before, after)]
    if names[0] == names[1]:
        raise BadValueError(f"both editions of {question.source} are {names[0]}; expected two")
    both = (edition(question.source, one, question.typing) for one in names)
    return compare_editions(question, *both, is_pooled=is_pooled)


def compare_editions(question: Question, before: Edition, after: Edition, *, is_pooled: bool = False) -> VintageChange:
    """Split the change of shares between two editions that are at hand."""
    listed = common_list(before.lists, after.lists, question.listed_in)
    asked = replace(question, listed_in=listed)
    pairs = pair(asked, before, after, is_pooled=is_pooled)
    shares = numbers(pairs)
    moved = with_share_change(moves(pairs), shares)
    facts = changed_facts(before, after)
    return VintageChange(
        question.source,
        before.vintage,
        after.vintage,
        definition(question.definition, question.source).title,
        shares,
        parts(moved),
        movers(moved, pairs, facts, before, after, _METRIC_OF.get(question.definition)),
        facts,
        _notes(question.listed_in, listed, before, after),
    )


def label_repair(question: Question, *, is_pooled: bool = False) -> VintageChange:
    """Split what types given by hand change within one edition: the publisher's own categories against ours."""
    if question.by not in TYPED:
        raise BadValueError(
            f"by is {question.by!r}; types given by hand change developer_group and developer_type alone"
        )
    vintage = resolve_vintage(question.source, question.vintage)
    theirs, ours = (edition(question.source, vintage, typing) for typing in (PUBLISHED, CURATED))
    found = compare_editions(question, theirs, ours, is_pooled=is_pooled)
    return replace(found, before=f"{ours.vintage} {AS_PUBLISHED}")


def table(change: VintageChange, *, is_moved_only: bool = True) -> pl.DataFrame:
    """Return the change as one row per share, causes as columns."""
    shares = change.numbers.drop("open_before", "open_after", "lower_before", "upper_before")
    keys = ["period", "group"]
    wide = (
        change.parts.pivot("cause", index=keys, values="share_change") if change.parts.height else shares.select(keys)
    )
    causes = [cause for cause in CAUSES if cause in wide.columns]
    known = pl.col("share_change").is_not_null()
    filled = [pl.when(known).then(pl.col(cause).fill_null(0.0)).alias(cause) for cause in causes]
    joined = shares.join(wide, on=keys, how="left", maintain_order="left").with_columns(filled)
    if is_moved_only:
        joined = joined.join(change.parts, on=keys, how="semi", maintain_order="left")
    return joined.select(*shares.columns, *causes)


def waterfall(change: VintageChange, cells: Sequence[tuple[str, str]]) -> pl.DataFrame:
    """Return the way of some shares from the older edition to the newer, cause by cause."""
    rows = []
    for period, group in cells:
        found = change.numbers.filter(pl.col("share_change").is_not_null(), period=period, group=group)
        for one in found.iter_rows(named=True):
            reached = one["share_before"]
            rows.append((period, group, "before", reached, reached, one["n_before"]))
            for part in change.parts.filter(period=period, group=group).iter_rows(named=True):
                start, reached = reached, reached + part["share_change"]
                rows.append((period, group, part["cause"], start, reached, part["release_count"]))
            rows.append((period, group, "after", one["share_after"], one["share_after"], one["n_after"]))
    return pl.DataFrame(rows, schema=STEPS.schema, orient="row")


def comparable(change: VintageChange, min_group: int) -> pl.DataFrame:
    """Return the numbers that rest on ``min_group`` or more judged releases in both editions."""
    return change.numbers.filter(pl.min_horizontal("n_before", "n_after") >= max(min_group, 1))


def in_comparable(change: VintageChange, rows: pl.DataFrame, min_group: int) -> pl.DataFrame:
    """Return the parts or releases of a change that are of comparable shares."""
    cells = comparable(change, min_group).select("period", "group")
    return rows.join(cells, on=["period", "group"], how="semi", maintain_order="left")


def kind_sizes(change: VintageChange, min_group: int) -> dict[str, float]:
    """Return how much each kind of change moved comparable shares, up and down added without their signs."""
    own = in_comparable(change, change.parts, min_group)
    sizes = dict(own.group_by("kind").agg(pl.col("share_change").abs().sum()).iter_rows())
    return {kind: sizes[kind] for kind in dict.fromkeys(KIND_OF.values()) if sizes.get(kind)}


def newcomers(change: VintageChange, releases: pl.DataFrame, min_group: int) -> pl.DataFrame:
    """Return the dated releases that are new in comparable shares, and which are earlier than the older edition."""
    new = in_comparable(change, change.releases, min_group).filter(cause="new").select("release_id").unique()
    dates = releases.join(new, on="release_id", how="semi").drop_nulls("release_date")
    return dates.select("release_id", is_earlier=pl.col("release_date") < datetime.fromisoformat(change.before))


def largest(change: VintageChange, min_group: int, most: int = 4) -> list[tuple[str, str]]:
    """Return period and group of the shares that moved most, of those with ``min_group`` releases in both editions."""
    moved = comparable(change, min_group).filter(pl.col("share_change") != 0)
    ranked = moved.sort(pl.col("share_change").abs(), "period", "group", descending=[True, True, False])
    return ranked.select("period", "group").head(most).rows()


def _notes(wanted: str, listed: str, before: Edition, after: Edition) -> tuple[str, ...]:
    notes = []
    if listed != wanted:
        notes.append(
            f"One of the editions lacks the publisher's whole list, so only releases listed as {listed!r} are compared."
        )
    shared = set(shared_components(before, after))
    for one, what in ((before, "older"), (after, "newer")):
        if only := sorted(set(one.components["component"]) - shared):
            notes.append(f"Judged in the {what} edition alone: {', '.join(only)}.")
    if count := replaced(before, after).height:
        entries = f"{counted(count, 'entry', 'entries')} {plural(count, 'stands', 'stand')}"
        notes.append(
            f"{entries} for another model in the newer edition and {plural(count, 'is', 'are')} counted as replaced."
        )
    if (renames := possible_renames(before, after)).height and listed == ALL:
        notes.append(
            f"Up to {renames.height} of the removed releases may have been renamed only: a new one has the same "
            "developers, day and link."
        )
    return tuple(notes)
