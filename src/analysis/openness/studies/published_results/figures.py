"""What a figure published by others is, as ``data/raw/published.yml`` has it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import field
from decimal import Decimal, InvalidOperation
from typing import Any, Literal
from urllib.parse import urlsplit

from openness.project.yaml_shape import shape

RELATIONS = {"equals": "{}", "at_least": "at least {}", "at_most": "at most {}"}
"""How a figure relates to what was counted -> how it reads: a bound may be claimed ("over 45")."""
UNITS = {
    "points": "{} points",
    "percent": "{}%",
    "count": "{}",
    "rank": "place {}",
    "times": "{} times",
    "months": "{} months",
}
"""Unit -> how a number of it reads."""
CAUSES = {
    "rounding": "decimals cut off instead of rounded",
    "own_numbers": "the publisher's own numbers give another one",
    "unsettled": "several reasons are possible and none is settled",
}
"""Why a figure and its recomputation can differ; which one it is, is judged by hand."""
LACKING = {
    "edition": "the edition that was counted is not here",
    "labels": "it was counted by other labels than those here",
    "data": "the data are not here",
}
"""What a figure without a verdict lacks."""
UNDATED = "undated"

_DATE = re.compile(rf"\d{{4}}(-\d{{2}}(-\d{{2}})?)?|{UNDATED}")
_EDITION = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_REFERENCES = ("figure", "whole", "percent", "printed")
"""Parameters of recipes that name another figure."""


@shape
class Work:
    """What somebody published."""

    publisher: str
    title: str
    url: str
    published: str | int
    """A year, a month, a day, or ``undated``."""
    editions: tuple[str, ...] = ()
    """Editions of the data that it says it counted, or days on which it took them; none where it says none."""

    def __post_init__(self) -> None:
        _check_editions(self.editions)
        address = urlsplit(self.url)
        if address.scheme not in ("http", "https") or not address.netloc or " " in self.url:
            raise ValueError(f"{self.url!r} is not a web address")
        # A report takes publishers as a list with commas between them.
        if "," in self.publisher:
            raise ValueError(f"the publisher {self.publisher!r} has a comma; expected one name without")
        if not _DATE.fullmatch(str(self.published)):
            raise ValueError(f"published is {self.published!r}; expected YYYY, YYYY-MM, YYYY-MM-DD or {UNDATED}")


@shape
class Figure:
    """A number that somebody published."""

    claim: str
    """What was said, in our words."""
    value: str
    """The number as printed, digits kept: ``"58"``, ``"40.69"``, ``"1.2e6"``."""
    unit: Literal[tuple(UNITS)]
    definition: str
    """What exactly is counted."""
    work: str
    """Name of the work that says so."""
    place: str | int | None = None
    """Where in the work."""
    relation: Literal[tuple(RELATIONS)] = "equals"
    recipe: str | None = None
    """Recipe that recomputes it, and what it is told."""
    parameters: dict[str, Any] = field(default_factory=dict)
    reason: str | None = None
    """Why no recipe does."""
    cause: Literal[tuple(CAUSES)] | None = None
    """Why the recomputed number is another one, and the same in words."""
    explanation: str | None = None
    remark: str | None = None
    """What to mind although the numbers agree."""
    editions: tuple[str, ...] | None = None
    """Editions that it was counted from, where they are not those of its work."""
    because: str | None = None
    """Why agreeing counts although the edition or the labels here are not known to be the publisher's."""
    leeway: float | None = None
    """Tolerance where the claim is vaguer than its digits ("nearly 90%")."""

    def __post_init__(self) -> None:
        if not _is_number(self.value):
            raise ValueError(f"value is {self.value!r}; expected a number in quotes, as printed")
        if (self.recipe is None) == (self.reason is None):
            raise ValueError("expected either a recipe or the reason why there is none")
        if (self.cause is None) != (self.explanation is None):
            raise ValueError("expected a cause and an explanation, or neither")
        _check_editions(self.editions or ())
        if self.because is not None and self.recipe is None:
            raise ValueError("because says why agreeing counts, and without a recipe nothing can agree")
        if self.leeway is not None and self.leeway <= 0:
            raise ValueError(f"leeway is {self.leeway:g}; expected a number above 0")

    @property
    def number(self) -> float:
        """The number printed."""
        return float(self.value)

    @property
    def tolerance(self) -> float:
        """How far a recomputed number may lie off and still be the one printed: half a unit of its last digit."""
        if self.relation != "equals":
            return 0.0
        half = Decimal(5).scaleb(int(Decimal(self.value).as_tuple().exponent) - 1)
        return float(half) if self.leeway is None else self.leeway

    @property
    def references(self) -> Iterator[str]:
        """Names of the figures that it is computed from."""
        yield from self.parameters.get("figures", ())
        yield from (self.parameters[key] for key in _REFERENCES if key in self.parameters)


@shape
class Published:
    """Works, and the figures in them, by name."""

    works: dict[str, Work]
    figures: dict[str, Figure]

    def publisher(self, figure: Figure) -> str:
        """Return who published a figure."""
        return self.works[figure.work].publisher

    def editions(self, figure: Figure) -> tuple[str, ...]:
        """Return the editions that a figure was counted from, as far as its publisher says so."""
        return self.works[figure.work].editions if figure.editions is None else figure.editions

    def of(self, publishers: Collection[str] = ()) -> dict[str, Figure]:
        """Return the figures of these publishers by name; of all publishers where none is given."""
        figures = self.figures.items()
        return {name: one for name, one in figures if not publishers or self.publisher(one) in publishers}


def _check_editions(editions: Collection[str]) -> None:
    for edition in editions:
        if not _EDITION.fullmatch(edition):
            raise ValueError(f"an edition is {edition!r}; expected YYYY, YYYY-MM or YYYY-MM-DD")


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
