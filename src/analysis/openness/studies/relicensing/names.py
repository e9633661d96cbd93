"""Lists, licenses, tiers, gates and evidence of changes of license in words."""

from collections.abc import Sequence

import polars as pl

from openness.licenses.clauses import moves
from openness.licenses.clauses.judge import ORDER
from openness.sources import epoch, hub, models_dev, relicensing
from openness.words.names import label
from openness.words.numbers import lowered

ARROW = "\u2192"

LANES = {
    ("software", "same_work"): "Software",
    ("software", "next_generation"): "Software, next generation",
    ("model", "same_work"): "Models, same work",
    ("model", "next_generation"): "Models, next generation",
}
"""Kind and kind of change -> how the list of them is called. Lists are shown side by side and never added up."""

LISTS = {
    "Software": "software projects that changed their license",
    "Software, next generation": "software whose next generation came under another license",
    "Models, same work": "AI models of which the same weights or code got another license",
    "Models, next generation": "AI models whose next generation came under another license",
}
"""Name of a list -> what it is a list of."""

_RECORDING = (hub.SOURCE, epoch.SOURCE, models_dev.SOURCE)
"""Sources whose records of two releases may be all the evidence there is."""

EVIDENCE = {
    "commit": "commit",
    "announcement": "announcement",
    "license_text": "license text",
    "publisher": relicensing.SOURCE.short,
} | {source.name: source.short for source in _RECORDING}
"""What a link to the evidence is called: what it shows, or whose data say so."""

GRADES = {
    "commit": "the commit that changed the license file",
    "announcement": "the developer's own words",
    "license_text": "the dates that the texts bear",
    "publisher": "the list of CHAOSS, and a link to where it can be looked up",
    hub.SOURCE.name: "the license tags of two releases on the Hub",
    epoch.SOURCE.name: "what Epoch AI notes on two releases",
    models_dev.SOURCE.name: "what models.dev records of two releases",
}
"""What each grade of evidence is, for readers; the strongest first."""

_PREFIX = "LicenseRef-"


def licenses_text(licenses: Sequence[str]) -> str:
    """Return a choice of licenses in words: ``Elastic-2.0 or SSPL-1.0``, ``MIT and Elastic-2.0``."""
    return " or ".join(one.replace(moves.AND, " and ") for one in licenses).replace(_PREFIX, "")


def tier_text(licenses: Sequence[str]) -> str:
    """Return the tier of a choice of licenses, or those that it can have: ``restricted commercial use or stricter``."""
    low, high = moves.tier_range(moves.parse_choice(licenses))
    words = [lowered(label(tier)) for tier in (low, high)]
    if low == high:
        return words[0]
    if high != ORDER[-1]:
        return " to ".join(words)
    return "not known" if low == ORDER[0] else f"{words[0]} or stricter"


def tiers_text(before: Sequence[str], after: Sequence[str]) -> str:
    """Return the tiers before and after a change, one where they are certain and the same."""
    old, new = tier_text(before), tier_text(after)
    is_certain = old in {lowered(label(tier)) for tier in ORDER}
    return old if is_certain and old == new else f"{old} {ARROW} {new}"


_PLACES = {name: place for place, name in enumerate(LANES.values())}


def lane() -> pl.Expr:
    """Return the name of the list that a change is on."""
    names = {f"{kind}:{kind_of_change}": name for (kind, kind_of_change), name in LANES.items()}
    return pl.concat_str("kind", "kind_of_change", separator=":").replace_strict(names, return_dtype=pl.String)


def place_of(name: str) -> pl.Expr:
    """Return the place of a list among lists, for sorting by a column of their names."""
    return pl.col(name).replace_strict(_PLACES, return_dtype=pl.Int64)


def place_of_list() -> pl.Expr:
    """Return the place of the list that a change is on."""
    return lane().replace_strict(_PLACES, return_dtype=pl.Int64)


_PERIODS = {"month": "a month", "year": "any twelve months"}
_OF = {"licensee": "the licensee and its affiliates", "product": "one product or service"}
WHOM = {
    "any": "everybody",
    "maas": "who offers the model as a service",
    "assistant": "who offers the model as a service, or an assistant for coding or office work",
}
"""Business that a gate holds for -> whom it holds for."""

DEMANDS = {
    "agreement": "another agreement with the licensor first",
    "authorization": "written leave of the licensor first",
    "review": "to pass a security review of the licensor first",
    "display": "to show the name of the model",
}
"""What a gate asks, in words."""

_MILLION, _BILLION = 10**6, 10**9
_WHOLE = [(_BILLION, "billion"), (_MILLION, "million")]


def gate_text(amount: int, currency: str, period: str, revenue_of: str) -> str:
    """Return a gate in words: ``more than 20 million USD in any twelve months, of the licensee and its affiliates``."""
    figure = next((f"{amount // unit} {word}" for unit, word in _WHOLE if amount % unit == 0), f"{amount:,}")
    return f"more than {figure} {currency} in {_PERIODS[period]}, of {_OF[revenue_of]}"
