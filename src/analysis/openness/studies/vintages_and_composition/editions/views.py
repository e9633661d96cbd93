"""Changes between editions as tables take them: causes with what they mean, and releases with what was said of them."""

from collections.abc import Sequence

import polars as pl

from openness.measures.ask import ALL, Question
from openness.measures.records import links
from openness.studies.vintages_and_composition import results
from openness.studies.vintages_and_composition.editions.change import VintageChange, in_comparable
from openness.studies.vintages_and_composition.editions.editions import POOLED
from openness.studies.vintages_and_composition.editions.moves import CAUSE_TEXT, CAUSES
from openness.studies.vintages_and_composition.editions.say import CAUSE_NAMES
from openness.studies.vintages_and_composition.editions.tallies import LEAST
from openness.words.frames import Frame
from openness.words.names import label
from openness.words.numbers import capital, number

_FACT = r"(^|; )(?:component: |score: )?"
_DERIVED = r"; component: weights \w+"
_SEVERAL = 3


def cause_rows(change: VintageChange, min_group: int) -> pl.DataFrame:
    """Return what each cause did to the shares that rest on enough releases in both editions."""
    own, by_cell = (in_comparable(change, rows, min_group) for rows in (change.releases, change.parts))
    points = 100 * pl.col("share_change")
    total = by_cell["share_change"].abs().sum()
    counted = own.group_by("cause").agg(pl.col("release_id").n_unique().cast(pl.Int64).alias("release_count"))
    moved = by_cell.group_by("cause").agg(
        (pl.col("share_change").abs() >= LEAST).sum().cast(pl.Int64).alias("share_count"),
        (pl.col("share_change").abs().sum() / total).alias("part"),
        points.filter(points > 0).sum().alias("up"),
        points.filter(points < 0).sum().alias("down"),
    )
    cause, names = pl.col("cause"), _cause_names(change)
    meanings = {name: capital(text.replace("releases", change.unit)) for name, text in CAUSE_TEXT.items()}
    return (
        moved.join(counted, on="cause")
        .sort(pl.col("cause").cast(pl.Enum(CAUSES)))
        .with_columns(cause=cause.replace_strict(names), meaning=cause.replace_strict(meanings))
        .select(results.CAUSES.names)
    )


def release_rows(change: VintageChange, kinds: Sequence[str], min_group: int, most: int) -> pl.DataFrame:
    """Return the releases that moved shares most, each once, with what the editions said of them."""
    rows = _movers(change, kinds, min_group)
    return rows.head(most).select(
        links("evidence_url", "release_name").alias("release"),
        _place().alias("share"),
        pl.col("cause").replace_strict(_cause_names(change), return_dtype=pl.String),
        _said("before", absent="new").alias("before"),
        _said("after", absent="removed").alias("after"),
        (100 * pl.col("share_change")).round(1).alias("points"),
    )


def columns(change: VintageChange) -> Frame:
    """Return the columns of :func:`release_rows`; dates do not break at their hyphens."""
    before, after = (f"In {one}".replace("-", "\N{NON-BREAKING HYPHEN}") for one in (change.before, change.after))
    return results.RELEASES.with_headings(before=before, after=after)


def not_shown(change: VintageChange, question: Question, kinds: Sequence[str], min_group: int, most: int) -> str:
    """Return a sentence on the releases that :func:`release_rows` leaves out, and the command that prints all."""
    rest = _movers(change, kinds, min_group).height - most
    options = [f"--by {question.by}", f"--definition {question.definition}", f"--every {question.every}"]
    options += [f"--since {question.since}"] if question.since is not None else []
    options += [f"--modality {question.modality}"] if question.modality != ALL else []
    editions = f"{change.source}@{change.before} {change.source}@{change.after}"
    more = (
        f"{number(rest)} more {change.unit[:-1] if rest == 1 else change.unit} moved a share less. " if rest > 0 else ""
    )
    return f"{more}All of them: openness compare {editions} {' '.join(options)} --releases"


def label_rows(change: VintageChange) -> pl.DataFrame:
    """Return what types given by hand change in each group."""
    moved = change.releases.group_by("period", "group").agg(release_count=pl.col("release_id").n_unique())
    joined = change.numbers.join(moved, on=["period", "group"], how="left", maintain_order="left")
    return joined.with_columns(
        points=(100 * pl.col("share_change")).round(1), release_count=pl.col("release_count").fill_null(0)
    ).select(results.LABELS.names)


def _movers(change: VintageChange, kinds: Sequence[str], min_group: int) -> pl.DataFrame:
    """Return the row of each release in which it moved a share most."""
    own = change.releases.filter(pl.col("kind").is_in(list(kinds)), pl.col("share_change").abs() > 0)
    return (
        in_comparable(change, own, min_group)
        .sort(pl.col("share_change").abs(), "release_id", "cause", descending=[True, False, False])
        .unique("release_id", keep="first", maintain_order=True)
    )


def _cause_names(change: VintageChange) -> dict[str, str]:
    return {cause: capital(text.format(unit=change.unit)) for cause, text in CAUSE_NAMES.items()}


def _place() -> pl.Expr:
    group = pl.col("group").map_elements(label, return_dtype=pl.String)
    return pl.when(pl.col("period") == POOLED).then(group).otherwise(pl.format("{}, {}", group, "period"))


def _said(side: str, absent: str) -> pl.Expr:
    value = pl.col(f"value_{side}")
    word = (
        pl.when(pl.col("cause") == absent)
        .then(pl.lit("Not listed"))
        .when(value.is_null())
        .then(pl.lit("Not known"))
        .when(value == 1)
        .then(pl.lit("Open"))
        .otherwise(pl.lit("Not open"))
    )
    # What access follows from, or what follows from it, is the same fact once more.
    told = pl.when(pl.col(side).str.starts_with("access")).then(pl.col(side).str.replace(_DERIVED, "")).otherwise(side)
    facts = told.str.replace_all(_FACT, "${1}").str.replace_all("_", " ").str.split("; ")
    more = pl.when(facts.list.len() > _SEVERAL).then(pl.format("; {} more", facts.list.len() - _SEVERAL))
    listed = pl.concat_str(facts.list.head(_SEVERAL).list.join("; "), more.otherwise(pl.lit("")))
    return pl.when(pl.col(side).is_null()).then(word).otherwise(pl.format("{}: {}", word, listed))
