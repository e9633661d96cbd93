"""The choices behind the contrast of corporate and community: what could as well have been decided otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from openness.measures.definitions import DEFINITIONS
from openness.measures.selection import CURATED, PUBLISHED
from openness.measures.units import FAMILY, REPOSITORY, SERIES
from openness.sources import DEFAULT, of_releases
from openness.statistics.contrast import PLAIN, STANDARDIZED
from openness.words.names import group_name

NOT_APPLICABLE = "not_applicable"
"""Level of a choice that touches no release of the edition, or that another choice has settled."""

SIDES = ("corporate", "community")


@dataclass(frozen=True)
class Estimand:
    """What is estimated; shares and slopes are in units of 1, not in percentage points."""

    text: str
    short: str  # for tables and panels
    below: str  # what an estimate below zero means
    above: str
    ends: tuple[str, str]  # the same in two words, for the ends of an axis
    span: str  # periods looked at by default


_ONE, _OTHER = group_name("corporate"), group_name("community")
_DIRECTION = ("falls", "rises")
_ORDER = ("corporate less", "corporate more")
ESTIMANDS = {
    "share_difference": Estimand(
        f"the share of open releases of {_ONE} less that of {_OTHER}",
        "Difference in share",
        f"{_ONE} release openly less often than {_OTHER}",
        f"{_ONE} release openly more often than {_OTHER}",
        _ORDER,
        "three_years",
    ),
    "slope_corporate": Estimand(
        f"the yearly change of the share of {_ONE}",
        "Yearly change, corporate",
        f"the share of {_ONE} falls",
        f"the share of {_ONE} rises",
        _DIRECTION,
        "since_2018",
    ),
    "slope_community": Estimand(
        f"the yearly change of the share of {_OTHER}",
        "Yearly change, community",
        f"the share of {_OTHER} falls",
        f"the share of {_OTHER} rises",
        _DIRECTION,
        "since_2018",
    ),
    "slope_difference": Estimand(
        f"the yearly change of the share of {_ONE} less that of {_OTHER}",
        "Difference in yearly change",
        f"the share of {_ONE} rises less, or falls more, than that of {_OTHER}",
        f"the share of {_ONE} rises more, or falls less, than that of {_OTHER}",
        _ORDER,
        "since_2018",
    ),
}


@dataclass(frozen=True)
class Choice:
    """One decision of an analyst, a column of the specifications."""

    name: str
    title: str
    default: str | None  # level that the main chart takes; None where that depends on the source
    levels: Mapping[str, str] = field(default_factory=dict)  # in words; empty where they are those of the data
    settles: tuple[str, ...] = ()  # choices that stay at their defaults once this one is switched


SOURCES = {name: source.short for name, source in of_releases().items() if source.definitions.given}
"""Source that can answer a definition over time -> what it is called."""

MINIMA = (5, 10, 20)
SHARE_SPANS = {"last": "the last full period", "three_years": "the last three years"}
SLOPE_SPANS = {f"since_{year}": year for year in (2018, 2020, 2022)}

_LEFT_OUT = {"left_out": "left out"}
_LISTS = {"all": "all releases", "notable": "notable ones only", "not_repackaged": "without copies"}
_TYPINGS = {CURATED: "types by hand first", PUBLISHED: "the source's own categories"}
_RULES = {"every": "every developer named", "first": "the developer named first"}
_COMMUNITY = {"community": "counted as community"}
_SPANS = SHARE_SPANS | {name: f"since {year}" for name, year in SLOPE_SPANS.items()}
_BLANKS = {
    "closed": "counted as closed",
    "open": "counted as open",
    "as_filled": "as open as those filled in later",
}
_WEIGHTS = {
    "release": "each release counts once",
    "developer": "each developer counts once",
    "downloads": "each release counts as often as it is downloaded",
}
_UNITS = {SERIES: "a repository, a mass series being one", REPOSITORY: "a repository", FAMILY: "a family of models"}
_MIXES = {STANDARDIZED: "both sides at the same mix of kinds", PLAIN: "as listed"}
_SIZES = {str(size): f"{size} judged releases" for size in MINIMA}

CHOICES = {
    choice.name: choice
    for choice in (
        Choice("source", "source", DEFAULT, SOURCES, settles=("vintage", "list")),
        Choice("vintage", "edition", None),
        Choice("list", "list of releases", "all", _LISTS),
        Choice("definition", "definition of open", "open_weights"),
        Choice("typing", "who says who is a company", CURATED, _TYPINGS),
        Choice(
            "unit",
            "what counts once",
            SERIES,
            _UNITS,
            settles=("typing", "group_rule", "mixed", "unknown_developer", "every", "min_group"),
        ),
        Choice("group_rule", "group rule", "every", _RULES, settles=("mixed",)),
        Choice("mixed", "teams of both", "left_out", _LEFT_OUT | {"corporate": "counted as corporate"} | _COMMUNITY),
        Choice("unknown_developer", "unknown developers", "left_out", _LEFT_OUT | _COMMUNITY),
        Choice(
            "every", "length of a period", "year", {"year": "years", "half": "halves of a year"}, settles=("typing",)
        ),
        Choice("span", "periods", None, _SPANS),
        Choice("blank", "releases not judged", "left_out", _LEFT_OUT | _BLANKS),
        Choice("weighting", "weight", "release", _WEIGHTS),
        Choice("mix", "mix of kinds", STANDARDIZED, _MIXES),
        Choice("min_group", "minimum size", str(MINIMA[0]), _SIZES),
    )
}
"""Choices in the order in which they are shown."""


def titles() -> dict[str, str]:
    """Return the title of every choice."""
    return {name: one.title for name, one in CHOICES.items()}


def level_labels() -> dict[str, str]:
    """Return the words of every level that has some: of definitions their titles."""
    words = {level: text for one in CHOICES.values() for level, text in one.levels.items()}
    return {**words, **{name: one.title for name, one in DEFINITIONS.items()}}


def in_words(level: str) -> str:
    """Return a level of a choice in words."""
    return level_labels().get(level, level)
