"""Kinds, licenses, tiers and evidence of changes of license in words."""

from collections.abc import Sequence

from openness.licenses.clauses import moves
from openness.licenses.clauses.judge import ORDER
from openness.sources import epoch, hub, models_dev, relicensing
from openness.words.names import label
from openness.words.numbers import lowered

ARROW = "\u2192"

KIND_NAMES = {"software": "software", "model": "models"}
"""How the kinds of change are called where they are groups."""

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
