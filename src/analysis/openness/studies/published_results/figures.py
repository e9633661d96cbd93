"""Read ``data/raw/published.yml``: what others published, entry by entry, each checked.

The file has ``works`` (publisher, title, url, published) by name, and ``figures`` by name that refer to one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, field
from decimal import Decimal, InvalidOperation
from typing import Any, Literal
from urllib.parse import urlsplit

from openness.project import paths
from openness.project.errors import UnknownNameError, did_you_mean
from openness.project.once import once
from openness.project.yaml_shape import read_shape, shape
from openness.studies.published_results.base import CAUSES, RELATIONS, UNITS, Figure
from openness.studies.published_results.recipes import recipe_named

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?|undated")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@shape
class _Work:
    publisher: str
    title: str
    url: str
    published: str | int  # a year, a month or a day

    def __post_init__(self) -> None:
        address = urlsplit(self.url)
        if address.scheme not in ("http", "https") or not address.netloc or " " in self.url:
            raise ValueError(f"{self.url!r} is not a web address")
        # A report takes publishers as a list with commas between them.
        if "," in self.publisher:
            raise ValueError(f"the publisher {self.publisher!r} has a comma; expected one name without")
        if not _DATE.fullmatch(str(self.published)):
            raise ValueError(f"published is {self.published!r}; expected YYYY, YYYY-MM, YYYY-MM-DD or undated")


@shape
class _Entry:
    claim: str
    value: str  # text, or the zeros that say how exact a number is meant would be lost
    unit: Literal[UNITS]
    definition: str
    work: str
    place: str | int | None = None
    relation: Literal[RELATIONS] = "equals"
    recipe: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None
    cause: Literal[tuple(CAUSES)] | None = None
    explanation: str | None = None
    remark: str | None = None
    leeway: float | None = None

    def __post_init__(self) -> None:
        if not _is_number(self.value):
            raise ValueError(f"value is {self.value!r}; expected a number in quotes, as printed")
        if (self.recipe is None) == (self.reason is None):
            raise ValueError("expected either a recipe or the reason why there is none")
        if (self.cause is None) != (self.explanation is None):
            raise ValueError("expected a cause and an explanation, or neither")
        if self.leeway is not None and self.leeway <= 0:
            raise ValueError(f"leeway is {self.leeway:g}; expected a number above 0")
        if self.recipe is not None:
            try:
                problem = recipe_named(self.recipe).problem(self.parameters)
            except UnknownNameError as error:
                raise ValueError(str(error)) from None
            if problem:
                raise ValueError(problem)

    def named(self) -> Iterator[str]:
        """Yield the other figures that this one is computed from."""
        yield from self.parameters.get("figures", ())
        for key in ("figure", "whole", "percent", "printed"):
            if key in self.parameters:
                yield self.parameters[key]


@shape
class _File:
    works: Mapping[str, _Work]
    figures: Mapping[str, _Entry]

    def __post_init__(self) -> None:
        for name, entry in self.figures.items():
            where = f"figure {name!r}"
            if not _ID.fullmatch(name):
                raise ValueError(f"{where}: the name is not in kebab case")
            if entry.work not in self.works:
                raise ValueError(f"{where}: unknown work {entry.work!r}{did_you_mean(entry.work, list(self.works))}")
            for other in entry.named():
                if other not in self.figures:
                    raise ValueError(f"{where}: unknown figure {other!r}{did_you_mean(other, list(self.figures))}")


@once()
def read_figures() -> dict[str, Figure]:
    """Return the figures by id, in the order of the file."""
    file = read_shape(_File, paths.raw() / "published.yml")
    return {name: _figure(name, entry, file.works[entry.work]) for name, entry in file.figures.items()}


def _figure(name: str, entry: _Entry, work: _Work) -> Figure:
    fields = asdict(entry) | asdict(work) | {"published": str(work.published)}
    del fields["work"]
    place = fields.pop("place")
    return Figure(figure_id=name, printed=fields.pop("value"), place=None if place is None else str(place), **fields)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
