"""The headline: corporate less community releases of the last three full years, by the rules of docs/protocol.md."""

from dataclasses import dataclass, replace

import polars as pl

from openness.measures import results
from openness.measures.ask import ALL, Answer, Question, ask, asked_about, resolve_vintage
from openness.measures.blanks import filled_in, whole_editions
from openness.measures.definitions import answered_by
from openness.measures.selection import with_typing
from openness.project.errors import BadValueError
from openness.statistics.contrast import BOUNDS, CORRECTED, KNOWN, STANDARDIZED, contrast
from openness.statistics.multiplicity import with_adjusted_p
from openness.statistics.shares import share_by_period

GROUPS = ("corporate", "community")
POOLED_YEARS = 3
LARGEST = "language"
"""The kind of models that is largest on every list; it stands beside the mixture."""

CERTAIN, CONDITIONAL, NOTHING = "certain", "conditional", "nothing"
"""What may be claimed: the sign whatever blanks are, the sign if blanks turn out as earlier ones did, or no sign."""

ALPHA = 0.05


@dataclass(frozen=True)
class Headline:
    """One question answered for the pooled years, and what stands beside it."""

    answer: Answer
    years: tuple[int, int]
    contrast: pl.DataFrame  # results.HEADLINE
    filled: pl.DataFrame  # the releases that were filled in
    claim: str  # of the standardized contrast
    single: pl.DataFrame  # results.SINGLE_YEARS
    editions: pl.DataFrame  # results.YEAR_BY_EDITION
    kinds: pl.DataFrame  # results.KINDS


def pooled_years(vintage: str) -> tuple[int, int]:
    """Return the first and the last of the full years that had ended when an edition was made."""
    last = int(vintage[:4]) - 1
    return last - POOLED_YEARS + 1, last


def headline(question: Question, min_group: int = 5) -> Headline:
    """Answer a question for the last three full years of its edition.

    ``since``, ``until``, ``every`` and ``by`` of the question do not count: the protocol says them.
    """
    first, last = pooled_years(resolve_vintage(question.source, question.vintage))
    asked = replace(question, by="developer_group", every="year", since=first, until=last)
    answer = ask(asked)
    filled = filled_for(answer.question)
    found = compared(answer.releases, filled, min_group)
    years = [
        contrast(own, filled=filled, cell=None).with_columns(pl.lit(str(own["_year"][0])).alias("period"))
        for own in answer.releases.with_columns(_year=pl.col("release_date").dt.year())
        .sort("_year")
        .partition_by("_year")
    ]
    return Headline(
        answer,
        (first, last),
        found,
        filled,
        claim(found),
        large_alone(pl.concat(years), min_group).select(results.SINGLE_YEARS.names),
        by_edition(asked, answer.question.vintage),
        kinds(answer.releases),
    )


def filled_for(question: Question) -> pl.DataFrame:
    """Return the releases filled in between editions that a question is about, of whatever year."""
    found = filled_in(question.source, question.definition, resolve_vintage(question.source, question.vintage))
    own = asked_about(question).select("release_id")
    return with_typing(found.join(own, on="release_id", how="semi", maintain_order="left"), question.typing)


def compared(releases: pl.DataFrame, filled: pl.DataFrame, min_group: int) -> pl.DataFrame:
    """Return :data:`results.HEADLINE`: all kinds of models plain and at a common mix, then the largest kind alone."""
    own = releases.filter(modality=LARGEST)
    parts = {ALL: contrast(releases, filled=filled, minimum=min_group)}
    if own.height and own.height < releases.height:
        parts[LARGEST] = contrast(own, filled=filled.filter(modality=LARGEST), cell=None)
    stacked = pl.concat(part.select(pl.lit(kind).alias("kind"), pl.all()) for kind, part in parts.items())
    return large_alone(stacked, min_group).select(results.HEADLINE.names)


def claim(found: pl.DataFrame, kind: str = ALL, mix: str = STANDARDIZED) -> str:
    """Return what may be claimed of the sign of a contrast."""
    signs = {
        row["blanks"]: _sign(row["lower"], row["upper"])
        for row in found.filter(kind=kind, mix=mix).iter_rows(named=True)
    }
    if signs.get(BOUNDS):
        return CERTAIN
    known, corrected = signs.get(KNOWN), signs.get(CORRECTED)
    return CONDITIONAL if known and known == corrected else NOTHING


def by_definition(question: Question, min_group: int = 5) -> pl.DataFrame:
    """Return :data:`results.BY_DEFINITION`: the contrast of the pooled years by every definition, with Holm's rule."""
    rows = []
    for name in answered_by(question.source):
        one = headline_rows(replace(question, definition=name), min_group)
        rows.append(one.select(pl.lit(name).alias("definition"), pl.all()))
    if not rows:
        return pl.DataFrame(schema=results.BY_DEFINITION.schema)
    adjusted = with_adjusted_p(pl.concat(rows))
    differs = (pl.col("p_holm") < ALPHA).fill_null(value=False)
    return adjusted.with_columns(is_different=differs).select(results.BY_DEFINITION.names)


def headline_rows(question: Question, min_group: int) -> pl.DataFrame:
    """Return the standardized contrast with blanks left out, one row; null where a side is too small."""
    first, last = pooled_years(resolve_vintage(question.source, question.vintage))
    releases = ask(replace(question, by="developer_group", every="year", since=first, until=last)).releases
    return large_alone(contrast(releases, minimum=min_group).filter(mix=STANDARDIZED, blanks=KNOWN), min_group)


def large_alone(found: pl.DataFrame, min_group: int) -> pl.DataFrame:
    """Return contrasts with null for every number of those in which a side has too few judged releases."""
    small = pl.min_horizontal("n", "other_n") < max(min_group, 1)
    numbers = [name for name, kind in found.schema.items() if kind == pl.Float64 and name != "left_out"]
    return found.with_columns(pl.when(~small).then(pl.col(numbers)))


def by_edition(question: Question, vintage: str) -> pl.DataFrame:
    """Return :data:`results.YEAR_BY_EDITION`: the share of each year as each whole edition of the list had it."""
    parts = []
    for edition in whole_editions(question.source, vintage):
        first, last = question.since, min(question.until, pooled_years(edition)[1] + 1)
        if last < first:
            continue
        try:
            answer = ask(replace(question, vintage=edition, since=first, until=last))
        except BadValueError:
            # Nothing of that edition fits the filters of the question, or it has no categories of developers.
            continue
        shares = share_by_period(answer.releases, by="developer_group")
        parts.append(shares.filter(pl.col("group").is_in(list(GROUPS))).with_columns(vintage=pl.lit(edition)))
    if not parts:
        return pl.DataFrame(schema=results.YEAR_BY_EDITION.schema)
    return pl.concat(parts).select(results.YEAR_BY_EDITION.names).sort("period", "group", "vintage")


def kinds(releases: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.KINDS`: how many releases of each side and year there are, by kind, blanks included."""
    return (
        releases.filter(pl.col("developer_group").is_in(list(GROUPS)))
        .group_by(
            pl.col("release_date").dt.year().cast(pl.String).alias("period"),
            pl.col("developer_group").alias("group"),
            pl.col("modality").fill_null("unknown"),
        )
        .agg(
            pl.len().cast(pl.Int64).alias("release_count"),
            pl.col("is_open").null_count().cast(pl.Int64).alias("unknown_count"),
        )
        .sort("period", "group", "release_count", "modality", descending=[False, False, True, False])
        .select(results.KINDS.names)
    )


def _sign(lower: float | None, upper: float | None) -> int:
    if lower is None or upper is None:
        return 0
    return 1 if lower > 0 else -1 if upper < 0 else 0
