"""A trend question: which releases, which definition of open, which periods and groups; and its answer.

The parameters of the command line and of the notebooks are described here once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw
import polars as pl

from openness.measures import where as filters
from openness.measures.definitions import DEFINITIONS, Tables, answerable, answered_by, definition, judge
from openness.measures.left_out import LeftOut
from openness.measures.selection import CURATED, TYPINGS, check_typing, parts_of, with_groups, with_typing
from openness.measures.units import SERIES, UNITS, as_units
from openness.project.errors import BadValueError, UnknownNameError
from openness.sources import DEFAULT
from openness.statistics.periods import PER_YEAR, precise_enough
from openness.statistics.share_intervals import DEVELOPER, INTERVALS, WILSON
from openness.statistics.shares import share_by_period
from openness.tables import schema
from openness.tables import store as tables
from openness.tables.schema import KEYS
from openness.words.countries import country

LATEST = "latest"
ALL = "all"
BY = ("developer_group", "developer_type", "country", "modality")
WEIGHTS = ("downloads",)
FIRST_YEAR, LAST_YEAR = 1950, 2100
RECENT_YEARS = 10
"""Years that a trend shows where nobody says its first: the last, that of the edition, is one of them."""

_PYTHON_TYPES = {"string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,), "list": (list, tuple)}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a trend question."""

    name: str  # on the command line and in notebooks
    type: str  # string, integer, number, boolean, or list (of strings)
    help: str  # one line, for ``openness report --list`` and for pages
    choices: Callable[[], list[str]] | None = None  # called for the values allowed, where not all of the type are
    minimum: float | None = None  # bounds of a number, inclusive
    maximum: float | None = None
    optional: bool = False  # whether None is allowed
    read: Callable[[str], str] | None = None  # what names a text or an item of a list; it refuses what is no such thing
    parts: Callable[[str], Sequence[str]] = lambda value: (value,)  # of a string that joins several choices

    def check(self, value: Any) -> Any:
        """Return the value if it is of the type, one of the choices and within the bounds; refuse it else."""
        if value is None and self.optional:
            return None
        wrong_bool = isinstance(value, bool) and self.type != "boolean"
        if wrong_bool or not isinstance(value, _PYTHON_TYPES[self.type]):
            raise BadValueError(f"parameter {self.name!r} is {value!r}, expected a value of type {self.type}")
        if self.read is not None:
            for item in value if self.type == "list" else [value]:
                self.read(item)
        if self.choices is not None:
            known = self.choices()
            for item in value if self.type == "list" else self.parts(value):
                if item not in known:
                    raise UnknownNameError(f"value of parameter {self.name!r}:", item, known)
        if self.minimum is not None and value < self.minimum:
            raise BadValueError(f"parameter {self.name!r} is {value}, expected {self.minimum} or more")
        if self.maximum is not None and value > self.maximum:
            raise BadValueError(f"parameter {self.name!r} is {value}, expected {self.maximum} or less")
        return value


def _in_releases(column: str) -> Callable[[], list[str]]:
    return lambda: tables.read("releases")[column].unique().sort().to_list()


def by_name(*parameters: Parameter) -> dict[str, Parameter]:
    """Return parameters under their names."""
    return {parameter.name: parameter for parameter in parameters}


PARAMETERS = by_name(
    Parameter("source", "string", "whose data", _in_releases("source")),
    Parameter(
        "vintage",
        "string",
        "which edition of it; latest: the newest that holds the publisher's whole list",
        lambda: [LATEST, *_in_releases("vintage")()],
    ),
    Parameter("since", "integer", "first year", None, FIRST_YEAR, LAST_YEAR, optional=True),
    Parameter("until", "integer", "last year", None, FIRST_YEAR, LAST_YEAR, optional=True),
    Parameter("every", "string", "length of a period", lambda: list(PER_YEAR)),
    Parameter(
        "by",
        "string",
        "what groups are made of; of two with a comma, such as country,modality",
        lambda: list(BY),
        parts=parts_of,
    ),
    Parameter("definition", "string", "what counts as open", lambda: list(DEFINITIONS)),
    Parameter("min_group", "integer", "fewer releases than this are drawn faded and named", None, 1, 1000),
    Parameter("modality", "string", "only releases of this modality", lambda: [ALL, *schema.MODALITIES]),
    Parameter(
        "countries", "list", "only releases from these countries, by name or ISO code; none: from all", read=country
    ),
    Parameter(
        "unit",
        "string",
        "what counts once: a repository, a family, or a repository where it is in no mass series (series)",
        lambda: list(UNITS),
    ),
    Parameter(
        "typing",
        "string",
        "who says which developers are companies: data/raw/developers.yml first (curated), or the source's own "
        "categories alone (published)",
        lambda: list(TYPINGS),
    ),
    Parameter(
        "interval",
        "string",
        "95% intervals of shares: by developer, or Wilson's, as if releases were independent of each other (wilson)",
        lambda: list(INTERVALS),
    ),
    Parameter(
        "weight",
        "string",
        "downloads: releases count as often as they were downloaded",
        lambda: list(WEIGHTS),
        optional=True,
    ),
    Parameter("where", "list", "only releases that fit every filter, such as downloads>1000 or list=notable"),
)


def shared(*names: str) -> dict[str, Parameter]:
    """Return some of ``PARAMETERS``, for a report that has them beside its own."""
    return {name: PARAMETERS[name] for name in names}


@dataclass(frozen=True)
class Question:
    """Which releases to look at and how; see ``PARAMETERS`` for the meaning of each field.

    ``listed_in`` names one of the publisher's lists (``notable``); ``all`` stands for every release of the vintage,
    whichever list it is in.
    """

    source: str = DEFAULT
    vintage: str = LATEST
    by: str = "developer_group"
    every: str = "year"
    definition: str = "open_weights"
    since: int | None = None
    until: int | None = None
    modality: str = ALL
    countries: tuple[str, ...] = ()
    listed_in: str = ALL
    unit: str = SERIES
    typing: str = CURATED
    weight: str | None = None
    interval: str = DEVELOPER
    where: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Name the countries as the tables do; ``BadValueError`` for what is none."""
        object.__setattr__(self, "countries", tuple(dict.fromkeys(map(country, self.countries))))


@dataclass(frozen=True)
class Answer:
    """The shares that answer a question, the releases behind them, and what was left out."""

    question: Question
    shares: pl.DataFrame
    releases: pl.DataFrame
    left_out: LeftOut


def ask(question: Question) -> Answer:
    """Answer a question from the processed tables.

    Parameters
    ----------
    question
        The question; ``vintage`` may be ``latest``.

    Returns
    -------
    Answer
        ``shares`` is the result of :func:`~openness.statistics.shares.share_by_period`; ``releases`` has one row for
        each unit that is in a period, that of its first release, with ``is_open``, ``unit_id`` and ``unit_size``.

    Raises
    ------
    OpennessError
        A value is not known or not allowed, or no release is left.
    """
    check_question(question)
    vintage = resolve_vintage(question.source, question.vintage)
    own, not_filtered = _asked_about(question, vintage)
    judged = judge(Tables(own, tables.read("components"), tables.read("scores")), question.definition)
    units = as_units(judged, tables.read("release_families"), question.unit)
    dated, inside = _in_period(units, question, vintage)
    left_out = LeftOut(
        asked=units.height,
        no_period=units.height - dated.height,
        outside=dated.height - inside.height,
        releases=own.height,
        unit=question.unit,
        weight=question.weight,
        not_filtered=not_filtered,
        **_not_counted(inside, question, vintage),
    )
    # The rolling share of the first period shown pools the periods before it too, so the years are cut last.
    how = {"weight": question.weight, "interval": question.interval}
    shares = share_by_period(dated, by=question.by, every=question.every, **how).filter(
        pl.col("period").str.head(4).cast(pl.Int64).is_between(*_years(question))
    )
    return Answer(replace(question, vintage=vintage), shares, inside, left_out)


def asked_about(question: Question) -> pl.DataFrame:
    """Return the releases that a question is about, those of other years among them, for what else counts them."""
    return _asked_about(question, resolve_vintage(question.source, question.vintage))[0]


def ask_each(question: Question) -> list[Answer]:
    """Answer a question once for each definition that its source can answer."""
    return [ask(replace(question, definition=name)) for name in answered_by(question.source)]


def ask_lists(question: Question) -> tuple[dict[str, Answer], list[str]]:
    """Answer a question for all and for the notable releases, the two lists that every edition of its publisher keeps.

    Return label of the list -> answer, and why a list that is not among them has none.
    """
    answers, reasons = {}, []
    for name in (ALL, "notable"):
        try:
            answers[f"{name} releases"] = ask(replace(question, listed_in=name))
        except BadValueError as error:
            reasons.append(f"{name} releases: {error}")
    return answers, reasons


def stack_shares(answers: Sequence[Answer], labels: Sequence[str], column: str) -> pl.DataFrame:
    """Return the shares of several answers as one table, with a column that tells them apart."""
    return pl.concat(
        answer.shares.with_columns(pl.lit(label).alias(column)) for answer, label in zip(answers, labels, strict=True)
    )


def resolve_vintage(source: str, vintage: str) -> str:
    """Return the edition meant by ``latest``, or the vintage itself if the source has it.

    ``latest`` is the newest edition that holds the publisher's whole list: an edition of notable models alone
    answers other questions.
    """
    lists = tables.read("release_lists").select("source", "vintage", "list").unique()
    if source not in (sources := sorted(set(lists["source"]))):
        raise UnknownNameError("source", source, sources)
    own = lists.filter(source=source)
    if vintage == LATEST:
        whole = own.filter(list=ALL)
        return (whole if whole.height else own)["vintage"].max()
    if vintage not in (vintages := sorted(set(own["vintage"]))):
        raise UnknownNameError("vintage", vintage, vintages, where=f"source {source}")
    return vintage


def in_full_years(question: Question) -> Question:
    """Return a question that ends with the last year that had ended when the edition was made, unless it says its end.

    A year that is not over bears no trend: its first releases are not like the others.
    """
    last = int(resolve_vintage(question.source, question.vintage)[:4]) - 1
    if question.until is not None or (question.since or FIRST_YEAR) > last:
        return question
    return replace(question, until=last)


def in_recent_years(question: Question) -> Question:
    """Return a question that starts ``RECENT_YEARS`` before its end, unless it says its first year.

    Before, most sources list a handful of releases a year, and a page of zeros hides what follows.
    """
    if question.since is not None:
        return question
    check_question(question)
    last = question.until or int(resolve_vintage(question.source, question.vintage)[:4])
    return replace(question, since=max(FIRST_YEAR, last - RECENT_YEARS + 1))


def check_report(values: Mapping[str, Any], parameters: Mapping[str, Parameter]) -> None:
    """Check the parameters of a report one by one, against each other, and that they leave a release to look at."""
    for name, parameter in parameters.items():
        if name in values:
            parameter.check(values[name])
    check_together(values)
    check_data(values)


def check_question(question: Question) -> None:
    """Check a question's values one by one and against each other."""
    check_together({name: getattr(question, name) for name in Question.__dataclass_fields__})


def check_together(values: Mapping[str, Any]) -> None:
    """Check parameters one by one and against each other; those not in ``PARAMETERS`` are passed over."""
    for name, parameter in PARAMETERS.items():
        if name in values:
            parameter.check(values[name])
    since, until = values.get("since"), values.get("until")
    if since is not None and until is not None and since > until:
        raise BadValueError(f"since ({since}) is after until ({until})")
    if source := values.get("source"):
        resolve_vintage(source, values.get("vintage", LATEST))
        if "definition" in values:
            definition(values["definition"], source)
    if values.get("weight") and values.get("interval") == WILSON:
        raise BadValueError(
            "a Wilson interval counts releases, so it cannot be weighted; expected interval 'developer'"
        )
    for text in values.get("where") or ():
        filters.parse(text)


def check_data(values: Mapping[str, Any]) -> None:
    """Raise ``BadValueError`` where the parameters leave no release to look at; none is judged for that."""
    known = {name: values[name] for name in values.keys() & Question.__dataclass_fields__.keys()}
    if source := known.get("source"):
        # A report without that parameter asks for what the source can answer.
        definition(known.get("definition", answerable(Question.definition, source)), source)
        lists = {name: tuple(known.get(name) or ()) for name in ("countries", "where")}
        question = Question(**{**known, **lists})
        vintage = resolve_vintage(source, question.vintage)
        _not_counted(_in_period(_asked_about(question, vintage)[0], question, vintage)[1], question, vintage)


def _asked_about(question: Question, vintage: str) -> tuple[pl.DataFrame, int]:
    """Return the releases of an edition that a question is about, those of other years among them.

    Return too how many lack a number that a filter is about.
    """
    own = tables.read("releases").filter(source=question.source, vintage=vintage)
    check_typing(own, question.typing, question.by)
    if question.listed_in != ALL:
        own = own.join(_members(question.source, vintage, question.listed_in), on=KEYS, how="semi")
    if question.modality != ALL:
        own = own.filter(modality=question.modality)
    if question.countries:
        own = own.filter(pl.col("country").is_in(list(question.countries)))
    # A name that another edition of the source has is no mistake: nothing of this one fits it.
    lists = tables.read("release_lists").filter(source=question.source)
    known = filters.check(question.where, tables.read("releases").filter(source=question.source), lists)
    own, not_filtered = filters.fitting(with_typing(own, question.typing), known, lists)
    if own.is_empty():
        raise BadValueError(
            f"no release of {question.source} {vintage} has modality {question.modality!r}"
            + (f" and country {', '.join(question.countries)}" if question.countries else "")
            + (f" and fits {' and '.join(question.where)}" if question.where else "")
        )
    return with_groups(own, question.by), not_filtered


def _not_counted(inside: pl.DataFrame, question: Question, vintage: str) -> dict[str, int]:
    """Return how many units of the years asked for have no weight, and how many others are blank."""
    if question.weight is None:
        return {"unknown": inside["is_open"].null_count() if "is_open" in inside.columns else 0}
    weighed = inside.drop_nulls(question.weight)
    if weighed.is_empty():
        raise BadValueError(
            f"weight is {question.weight!r}, and {question.source} {vintage} has no {question.weight} of these releases"
        )
    unknown = weighed["is_open"].null_count() if "is_open" in inside.columns else 0
    return {"unknown": unknown, "unweighted": inside.height - weighed.height}


def _in_period(releases: pl.DataFrame, question: Question, vintage: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the releases with a date exact enough for the question, and those of them in its years."""
    is_exact = precise_enough(nw.col("date_precision"), question.every)
    dated = nw.from_native(releases).filter(~nw.col("release_date").is_null() & is_exact).to_native()
    inside = dated.filter(pl.col("release_date").dt.year().is_between(*_years(question)))
    if inside.is_empty():
        raise BadValueError(
            f"no release of {question.source} {vintage} is left: {releases.height - dated.height} have no date exact "
            f"enough, {dated.height} are outside {question.since or 'the first year'} to "
            f"{question.until or 'the last'}"
        )
    return dated, inside


def _years(question: Question) -> tuple[int, int]:
    return question.since or FIRST_YEAR, question.until or LAST_YEAR


def _members(source: str, vintage: str, name: str) -> pl.DataFrame:
    own = tables.read("release_lists").filter(source=source, vintage=vintage)
    if name not in (names := own["list"].unique().sort().to_list()):
        raise UnknownNameError("list", name, names, where=f"{source} {vintage}")
    return own.filter(list=name)
