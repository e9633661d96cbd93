"""Ask the suite's tables, or a table of one's own: ``openness.ask``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import polars as pl

from openness.measures import ask as asked
from openness.measures import where as filters
from openness.measures.ask import PARAMETERS, Answer, Question
from openness.measures.left_out import LeftOut
from openness.measures.own import definitions
from openness.measures.own.prepare import Prepared, prepare
from openness.measures.selection import parts_of, with_groups
from openness.measures.units import REPOSITORY
from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.door import given_back
from openness.statistics.periods import precise_enough
from openness.statistics.share_intervals import DEVELOPER
from openness.statistics.shares import share_by_period

EVERYBODY = "all"
"""The one group where nobody says how to group, and no column tells of developers."""

_OWN = ("every", "since", "until", "interval", "weight", "where")


@dataclass(frozen=True)
class OwnAnswer:
    """What a table of one's own says to a question; frames are of the caller's kind."""

    definition: str  # which meaning of open was asked for
    shares: Any  # as of openness.statistics.shares.share_by_period
    releases: Any  # the table as it was read, with is_open, the releases that stand in a period
    left_out: LeftOut
    answered: tuple[str, ...]  # definitions that the table can answer
    why_not: Mapping[str, str]  # the other definitions -> why not
    notes: tuple[str, ...]  # what was taken for granted or not read, in sentences


def ask(
    question: Question | None = None,
    *,
    frame: Any = None,
    columns: str | Sequence[str] | Mapping[str, str] | None = None,
    day_first: bool | None = None,
    **how: Any,
) -> Answer | OwnAnswer:
    """Return the share of open releases by period and group, of the suite's data or of a table of one's own.

    Parameters
    ----------
    question
        A question to the suite's tables; its fields may be given by name instead.
    frame
        A table of one's own, one row a release: pandas, polars, pyarrow or a DuckDB relation.
    columns, day_first
        Which column of it means what; see :func:`~openness.measures.own.prepare.prepare`.
    **how
        Of the suite's tables any field of :class:`~openness.measures.ask.Question`; of a table of one's own
        ``definition`` (by default the first that it answers), ``by`` (by default ``developer_group``; any column will
        do), ``every``, ``since``, ``until``, ``interval``, ``weight="downloads"`` and ``where``.

    Returns
    -------
    Answer or OwnAnswer
        ``shares``, ``releases`` and ``left_out``; of a table of one's own ``notes``, too, on what was not read.

    Raises
    ------
    OpennessError
        A value or column is not known or not allowed, or no release is left; the message says what would do.
    """
    if frame is None:
        if columns is not None or day_first is not None:
            raise BadValueError("columns and day_first are about a table of your own: give it as frame=")
        if question is not None and how:
            raise BadValueError(f"a whole question is given, and {', '.join(how)} beside it")
        return asked.ask(question or Question(**_fields(how, Question.__dataclass_fields__)))
    if question is not None:
        raise BadValueError("a question to the suite's tables is given, and a frame beside it")
    return of_prepared(prepare(frame, columns, day_first=day_first), frame, **how)


def of_prepared(
    prepared: Prepared, frame: Any, *, definition: str | None = None, by: str | None = None, **how: Any
) -> OwnAnswer:
    """Return the answer of a table that has been prepared; ``frame`` says of which kind frames are given back."""
    how = {name: PARAMETERS[name].check(value) for name, value in _fields(how, (*_OWN, "definition", "by")).items()}
    since, until, weight = how.get("since"), how.get("until"), how.get("weight")
    asked.check_together(how)
    every = how.get("every", "year")
    if "date" not in prepared.columns:
        raise BadValueError("a trend needs dates: name the column that holds them, date=COLUMN")
    name = definitions.chosen(definition, prepared.answered, prepared.why_not)
    table = prepared.table.with_columns(is_open=f"is_open_{name}")
    group = by or ("developer_group" if "developer_group" in table.columns else EVERYBODY)
    table, lacking = _fitting(_grouped(table, group), how.get("where") or ())
    if weight and weight not in table.columns:
        raise BadValueError(f"weight is {weight!r}: name the column that holds them, {weight}=COLUMN")
    is_exact = precise_enough(nw.col("date_precision"), every)
    dated = nw.from_native(table).filter(~nw.col("release_date").is_null() & is_exact).to_native()
    years = pl.col("release_date").dt.year()
    inside = dated.filter(years.is_between(since or 0, until or 9999))
    if inside.is_empty():
        raise BadValueError(
            f"no release of the table is left: {table.height - dated.height} have no date exact enough for every="
            f"{every}, {dated.height} are outside {since or 'the first year'} to {until or 'the last'}"
        )
    weighed = inside if weight is None else inside.drop_nulls(weight)
    if weighed.is_empty():
        raise BadValueError(f"weight is {weight!r}, and no release of these years has a number of them")
    left_out = LeftOut(
        asked=table.height,
        no_period=table.height - dated.height,
        outside=dated.height - inside.height,
        unknown=weighed["is_open"].null_count(),
        unit=REPOSITORY,
        weight=weight,
        unweighted=inside.height - weighed.height,
        not_filtered=lacking,
    )
    shares = share_by_period(
        dated, by=group, every=every, weight=weight, interval=how.get("interval", DEVELOPER)
    ).filter(pl.col("period").str.head(4).cast(pl.Int64).is_between(since or 0, until or 9999))
    return OwnAnswer(
        name,
        given_back(shares, frame),
        given_back(inside, frame),
        left_out,
        prepared.answered,
        prepared.why_not,
        prepared.notes,
    )


def _fields(how: Mapping[str, Any], known: Any) -> dict[str, Any]:
    for name in how:
        if name not in known:
            raise UnknownNameError("part of a question", name, known)
    return dict(how)


def _grouped(table: pl.DataFrame, by: str) -> pl.DataFrame:
    if by == EVERYBODY:
        return table.with_columns(pl.lit("all releases").alias(EVERYBODY))
    if by in table.columns:
        return table.with_columns(pl.col(by).cast(pl.String, strict=False))
    for part in parts_of(by):
        if part not in table.columns:
            raise UnknownNameError("column to group by", part, [*table.columns, EVERYBODY], where="the table")
    return with_groups(table, by)


def _fitting(table: pl.DataFrame, texts: Sequence[str]) -> tuple[pl.DataFrame, int]:
    """Return the releases that fit all filters, and how many lack a number that one is about."""
    read = [filters.parse(text) for text in texts]
    for one in read:
        needed = filters.NUMBERS.get(one.column) or filters.OF_SEVERAL.get(one.column, (one.column, None))[0]
        if needed not in table.columns:
            raise BadValueError(f"a filter is about {one.column!r}, which no column of the table tells")
    kept, lacking = filters.fitting(table, read, pl.DataFrame(schema={"list": pl.String}))
    if kept.is_empty():
        raise BadValueError(f"no release of the table fits {' and '.join(texts)}")
    return kept, lacking
