"""The choices behind the contrast of companies and community: what could as well have been decided otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from openness.measures.definitions import DEFINITIONS
from openness.project.errors import UnknownNameError

NOT_APPLICABLE = "not_applicable"
"""Level of a choice that touches no release of the edition, or that another choice has settled."""

ESTIMANDS = {
    "share_difference": "the share of open releases of companies less that of community developers",
    "slope_corporate": "the yearly change of companies' share",
    "slope_community": "the yearly change of community developers' share",
    "slope_difference": "companies' yearly change less that of community developers",
}
"""What is estimated -> in words; shares and slopes are in units of 1, not in percentage points."""

SHORT = {
    "share_difference": "Difference in share",
    "slope_corporate": "Yearly change, companies",
    "slope_community": "Yearly change, community developers",
    "slope_difference": "Difference in yearly change",
}
"""What is estimated -> in few words, for tables and panels."""

SIDES = {
    "share_difference": (
        "companies release openly less often than community developers",
        "companies release openly more often than community developers",
    ),
    "slope_corporate": ("companies' share falls", "companies' share rises"),
    "slope_community": ("the share of community developers falls", "the share of community developers rises"),
    "slope_difference": (
        "companies' share rises less, or falls more, than that of community developers",
        "companies' share rises more, or falls less, than that of community developers",
    ),
}
"""What is estimated -> what an estimate below zero means, and one above."""

ENDS = {
    "share_difference": ("companies less", "companies more"),
    "slope_corporate": ("falls", "rises"),
    "slope_community": ("falls", "rises"),
    "slope_difference": ("companies less", "companies more"),
}
"""The same in two words, for the ends of an axis."""


@dataclass(frozen=True)
class Choice:
    """One decision of an analyst.

    Attributes
    ----------
    name
        Column of the specifications.
    title
        What is chosen, for charts and sentences.
    default
        Level that the main chart takes; None where that depends on the source.
    levels
        Level -> in words; empty where the levels are those of the data.
    settles
        Choices that have other levels, or none, once this one is switched: they stay at their defaults then.
    """

    name: str
    title: str
    default: str | None
    levels: Mapping[str, str] = field(default_factory=dict)
    settles: tuple[str, ...] = ()


SOURCES = {
    "epoch": "Epoch AI",
    "osai": "European Open Source AI Index",
    "hub": "Hugging Face Hub",
    "mteb": "MTEB",
    "models_dev": "models.dev",
}
"""Source that can answer a definition over time -> what it is called."""

_SINCE = (2018, 2020, 2022)
MINIMA = (5, 10, 20)

CHOICES = {
    choice.name: choice
    for choice in (
        Choice("source", "source", "epoch", SOURCES, settles=("vintage", "list")),
        Choice("vintage", "edition", None),
        Choice(
            "list",
            "list of releases",
            "all",
            {"all": "all releases", "notable": "notable ones only", "not_repackaged": "without copies"},
        ),
        Choice("definition", "definition of open", "open_weights"),
        Choice(
            "group_rule",
            "group rule",
            "every",
            {"every": "every developer named", "first": "the developer named first"},
            settles=("mixed",),
        ),
        Choice(
            "mixed",
            "teams of both",
            "left_out",
            {"left_out": "left out", "corporate": "counted as companies", "community": "counted as community"},
        ),
        Choice(
            "unknown_developer",
            "unknown developers",
            "left_out",
            {"left_out": "left out", "community": "counted as community"},
        ),
        Choice("every", "length of a period", "year", {"year": "years", "half": "halves of a year"}),
        Choice(
            "span",
            "periods",
            None,
            {
                "last": "the last full period",
                "three_years": "the last three years",
                **{f"since_{year}": f"since {year}" for year in _SINCE},
            },
        ),
        Choice(
            "blank",
            "releases not judged",
            "left_out",
            {"left_out": "left out", "closed": "counted as closed", "open": "counted as open"},
        ),
        Choice(
            "weighting",
            "weight",
            "release",
            {"release": "each release counts once", "developer": "each developer counts once"},
        ),
        Choice(
            "min_group",
            "minimum size",
            str(MINIMA[0]),
            {str(size): f"{size} judged releases" for size in MINIMA},
        ),
    )
}
"""Choices in the order in which they are shown."""

SHARE_SPANS = ("last", "three_years")
SLOPE_SPANS = {f"since_{year}": year for year in _SINCE}
_DEFAULT_SPAN = {"share": "last", "slope": "since_2018"}


def choice(name: str) -> Choice:
    """Return a choice, or raise ``UnknownNameError``."""
    if name not in CHOICES:
        raise UnknownNameError("choice", name, CHOICES)
    return CHOICES[name]


def titles() -> dict[str, str]:
    """Return the title of every choice."""
    return {name: one.title for name, one in CHOICES.items()}


def level_labels() -> dict[str, str]:
    """Return the words of every level that has some: of definitions their titles."""
    words = {level: text for one in CHOICES.values() for level, text in one.levels.items()}
    return {**words, **{name: one.title for name, one in DEFINITIONS.items()}}


def check_estimand(name: str) -> None:
    """Raise ``UnknownNameError`` where nothing of that name is estimated."""
    if name not in ESTIMANDS:
        raise UnknownNameError("estimand", name, ESTIMANDS)


def default_span(estimand: str) -> str:
    """Return the periods that an estimand looks at by default."""
    check_estimand(estimand)
    return _DEFAULT_SPAN[estimand.split("_", maxsplit=1)[0]]
