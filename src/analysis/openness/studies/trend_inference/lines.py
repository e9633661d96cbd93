"""Lines of openness over time: one definition or part on one list, with its releases, and what the list is made of."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import polars as pl

from openness.measures.ask import ALL, Question, asked_about, in_full_years, resolve_vintage
from openness.measures.blanks import filled_between, whole_editions
from openness.measures.concepts import with_concepts
from openness.measures.definitions import Tables, answered_by, definition, judge
from openness.measures.factors import with_developer_status
from openness.measures.headline import GROUPS, POOLED_YEARS
from openness.measures.selection import with_typing, within
from openness.measures.units import as_units
from openness.project.errors import BadValueError
from openness.sources import SOURCES, of_releases
from openness.tables import store as tables
from openness.tables.schema import KEYS
from openness.words.names import label

DEFINITION, PART = "definition", "part"
NOTABLE = "notable"

FACTORS = ("modality", "developer_size", "developer_status", "listing")
"""What the make-up of a list is told by: kind of model, releases and newness of its developer, publisher's own list."""

_NAMES = ("releases", "components", "scores")
_SILENT = ("missing", "not_applicable")
_SIZES = {2: "1 release", 10: "2 to 9"}
_MOST = "10 or more"


@dataclass(frozen=True)
class Line:
    """One definition or part on one list, with the releases that it is said of."""

    question: Question
    outcome: str
    kind: str
    title: str
    releases: pl.DataFrame  # with is_open; of all years

    @property
    def years(self) -> pl.DataFrame:
        """The releases of the years asked for."""
        return within(self.releases, self.question.since, self.question.until)


def questions(asked: Question) -> list[Question]:
    """Return the question of each list with dates that can be asked like this one, its own edition among them."""
    shared = {"since": asked.since, "until": asked.until, "modality": asked.modality, "unit": asked.unit}
    found = []
    for name in of_releases():
        if not answered_by(name):
            continue
        own = asked if name == asked.source else Question(name, **shared, typing=asked.typing)
        one = replace(own, by="developer_group", every="year", vintage=resolve_vintage(name, own.vintage))
        try:
            if not within(asked_about(one), asked.since, asked.until).is_empty():
                found.append(in_full_years(one))
        except BadValueError:
            # Nothing of that list fits the question, or it has no categories of developers.
            continue
    return found


def lines_of(question: Question) -> list[Line]:
    """Return the definitions that a list answers, then the parts that it judges; each that judges alike once."""
    frames = Tables(asked_about(question), tables.read("components"), tables.read("scores"))
    seen, found = set(), []
    for outcome, kind, title, judged in _judged(frames, question.source):
        units = as_units(judged, tables.read("release_families"), question.unit)
        key = tuple(units["is_open"].to_list())
        if key not in seen and units["is_open"].count():
            seen.add(key)
            found.append(Line(question, outcome, kind, title, units))
    return found


def with_factors(line: Line) -> pl.DataFrame:
    """Return the releases of a line in its years with the columns of :data:`FACTORS`."""
    # Who is new is told from all years of a list.
    dated = with_developer_status(line.releases)
    own = within(dated, line.question.since, line.question.until)
    lead = pl.col("developer_id").str.split("+").list.first()
    count = pl.len().over(lead)
    size = pl.lit(_MOST)
    for cut, name in sorted(_SIZES.items(), reverse=True):
        size = pl.when(count < cut).then(pl.lit(name)).otherwise(size)
    lists = tables.read("release_lists").filter(
        source=line.question.source, vintage=line.question.vintage, list=NOTABLE
    )
    listing = pl.when(pl.col("release_id").is_in(lists["release_id"].implode())).then(pl.lit(NOTABLE))
    return own.with_columns(
        developer_size=size,
        listing=listing.otherwise(pl.lit("other")),
        modality=pl.col("modality").fill_null("unknown"),
    )


def spans(line: Line) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Return the first and the last pooled years of a line; None where they would overlap."""
    years = line.years["release_date"].dt.year()
    first, last = max(line.question.since or 0, years.min()), line.question.until or years.max()
    if last - first + 1 < 2 * POOLED_YEARS:
        return None, None
    return (first, first + POOLED_YEARS - 1), (last - POOLED_YEARS + 1, last)


def _judged(frames: Tables, source: str) -> Iterator[tuple[str, str, str, pl.DataFrame]]:
    for name in answered_by(source):
        yield name, DEFINITION, definition(name).title, judge(frames, name)
    for concept in dict.fromkeys(SOURCES[source].concepts.values()):
        yield concept, PART, f"Part: {label(concept).lower()}", judge_part(frames, concept)


def judge_part(frames: Tables, concept: str) -> pl.DataFrame:
    """Return the releases with ``is_open`` by whether one part is open; null where nothing is said of it."""
    status = pl.col("status")
    own = with_concepts(frames.components).filter(concept=concept).join(frames.releases, on=KEYS, how="semi")
    is_open = pl.when(~status.is_in(_SILENT)).then(status == "open").alias("is_open")
    return frames.releases.join(own.select(*KEYS, is_open), on=KEYS, how="left", maintain_order="left")


def filled_of(line: Line) -> pl.DataFrame:
    """Return the releases of a line's list that an earlier edition left blank and a later one filled in."""
    question, judged = line.question, []
    for vintage in whole_editions(question.source, question.vintage):
        frames = Tables(*(tables.read(name).filter(source=question.source, vintage=vintage) for name in _NAMES))
        judged.append(judge(frames, line.outcome) if line.kind == DEFINITION else judge_part(frames, line.outcome))
    if len(judged) < 2:
        return line.releases.clear()
    own = asked_about(question).select("release_id")
    return with_typing(filled_between(judged).join(own, on="release_id", how="semi"), question.typing)


def groups_of(releases: pl.DataFrame) -> pl.DataFrame:
    """Return the releases of both sides, and those of everybody once more."""
    sides = releases.filter(pl.col("developer_group").is_in(list(GROUPS)))
    return pl.concat([sides, releases.with_columns(developer_group=pl.lit(ALL))])


def of_group(releases: pl.DataFrame, group: str) -> pl.DataFrame:
    """Return the releases of one group, or of everybody as one group."""
    named = releases.with_columns(developer_group=pl.lit(ALL))
    return named if group == ALL else releases.filter(developer_group=group)
