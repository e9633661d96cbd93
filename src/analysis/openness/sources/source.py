"""What a source is: who publishes it, how it is called, and what it can answer.

It names no module that reads or cleans: those lie in the source's folder and are imported when they are asked for.
What it lists, and what one must know of that, is kept beside its data (:mod:`openness.sources.kept`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType

from openness.project.errors import BadValueError, MissingFileError, UnknownNameError
from openness.sources.kept import WHEN, Caveat, kept


@dataclass(frozen=True)
class Producer:
    """Who publishes a source and on what terms: the part of ``source.yml`` that no vintage changes."""

    producer: str
    title: str
    url: str
    license_id: str
    license_url: str
    citation: str
    dating: str | None = None
    """How an edition got its date, where the publisher gives it none."""


@dataclass(frozen=True)
class Answers:
    """Which questions of one kind a source answers, and why not others, where that is not plain."""

    given: tuple[str, ...] = ()
    why_not: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if isinstance(self.given, str):
            raise BadValueError(f"answers are {self.given!r}; expected a tuple of names")


ACCESS, LICENSE = "access", "license"


@dataclass(frozen=True, kw_only=True, eq=False)
class Source:
    """A source."""

    name: str  # name of its folder, in the column ``source`` and on the command line
    # what readers call it, in full and in a word
    title: str
    short: str
    producer: Producer
    place: int = 1000  # where it stands among the sources
    # whether it lists releases: then the folder's ``clean.py`` has ``clean(facts) -> Pieces``. Else it has
    # ``frames()``, whole tables of its own
    has_releases: bool = True
    required: tuple[str, ...] = ()  # columns without which an edition cannot be cleaned
    may_lack: tuple[str, ...] = ()  # columns that every edition has beside those, and that a single file may leave out
    # its category of a developer -> ours; empty where it gives none
    types: Mapping[str, str] = field(default_factory=dict)
    lists: tuple[str, ...] = ("all",)  # lists of releases that it keeps; each has ``all``
    # its name of a component -> what part of a release that is, as all sources say
    concepts: Mapping[str, str] = field(default_factory=dict)
    # what the status of a component is about: ``access``, whether it can be had, or ``license``, under which terms it
    # is listed; a part that such a source does not list is not there
    judges: str = ACCESS
    # whether the grade of access is its own judgment, and not worked out from weights and license
    grades_access: bool = False
    # what it answers of each kind
    definitions: Answers = Answers()
    metrics: Answers = Answers()
    claims: Answers = Answers()
    practices: Answers = Answers()
    # whether its date is that of the release, and not that of the day on which a repository was made
    dates_releases: bool = True
    no_trend: str | None = None  # why it can answer no definition over time, if so
    page: str | None = None  # address to which the name of a release is added, where it has a page of its own
    has_records: bool = False  # whether ``records.py`` has ``links(releases)``, to the source's own record of each

    def part(self, name: str) -> ModuleType:
        """Return a module of the source's folder: ``read``, ``clean`` or ``records``."""
        module = f"{__package__}.{self.name}.{name}"
        try:
            return import_module(module)
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
            raise MissingFileError(f"source {self.name!r} has no {name}.py in its folder") from None

    @property
    def population(self) -> str:
        """What it lists, in words that fit after "of": for captions; its producer and title where nobody wrote any."""
        return kept(self.name).population or f"records of {self.producer.producer}: {self.producer.title}"

    @property
    def caveats(self) -> tuple[Caveat, ...]:
        """What to mind before a number of it is quoted."""
        return kept(self.name).caveats

    def caveats_when(self, *uses: str) -> tuple[str, ...]:
        """Return the caveats that are to be said always, and those for some uses (see :data:`kept.WHEN`)."""
        for use in uses:
            if use not in WHEN:
                raise UnknownNameError("use of a source", use, WHEN)
        return tuple(one.text for one in self.caveats if one.when in {"always", *uses})

    def components(self, *concepts: str) -> tuple[str, ...]:
        """Return its components that are one of these parts of a release."""
        return tuple(component for component, concept in self.concepts.items() if concept in concepts)

    @property
    def there(self) -> tuple[str, ...]:
        """Statuses of a component that can be had, under whatever license."""
        return ("open", "closed", "unlicensed") if self.judges == LICENSE else ("open", "partial")
