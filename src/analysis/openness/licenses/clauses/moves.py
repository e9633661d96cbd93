"""From one license to another: looser, tighter, sideways, or not known. Computed from the tiers and never set by hand.

A tier that is unspecified still has a floor, the tier that the clauses which were read set. So a move is between two
ranges of tiers, and has a direction where these do not overlap. Beside it stands the style of open licenses: whether
they ask of those who pass the work on nothing but a notice, or the same terms.
"""

from collections.abc import Sequence

from openness.licenses.clauses import verdicts
from openness.licenses.clauses.declared import ORDER, UNSPECIFIED
from openness.licenses.strings import expression
from openness.tables import schema

LOOSER, TIGHTER, SIDEWAYS, _ = schema.CHANGE_DIRECTIONS

STYLES = schema.LICENSE_STYLES
"""From the fewest duties to the most. Public domain dedications are permissive. Weak: the same terms for the files or
the library itself; strong: for the whole program; network: also for whoever runs it as a service.
Source: https://www.gnu.org/licenses/license-list.html and https://choosealicense.com/appendix/
"""

PERMISSIVE, WEAK, STRONG, NETWORK, UNKNOWN = STYLES

_IDS = {
    PERMISSIVE: (
        "0BSD", "Apache-2.0", "Artistic-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD-3-Clause-Clear", "BSL-1.0",
        "CC-BY-4.0", "CC0-1.0", "ISC", "MIT", "MIT-0", "MulanPSL-2.0", "UPL-1.0", "Unlicense", "WTFPL", "Zlib",
    ),
    WEAK: ("EPL-1.0", "EPL-2.0", "LGPL-2.1", "LGPL-3.0", "MPL-1.1", "MPL-2.0", "OFL-1.1"),
    STRONG: ("CC-BY-SA-4.0", "GPL-2.0", "GPL-3.0"),
    NETWORK: ("AGPL-3.0", "EUPL-1.2", "OSL-3.0", "RPL-1.5"),
}  # fmt: skip
_STYLE = {identifier.casefold(): style for style, identifiers in _IDS.items() for identifier in identifiers}

AND = " AND "
Choice = list[list[str]]


_LEFT_TO_LICENSOR = {"busl-1.1": ("restricted_commercial", "noncommercial")}
"""Licenses whose text leaves a blank that decides: the Business Source License grants no use in production unless the
licensor adds a grant, which ranges from none to all but a competing service. Source: https://mariadb.com/bsl11/"""


def parse_choice(licenses: Sequence[str]) -> Choice:
    """Return alternatives, each the identifiers that hold together: ``["MIT AND X", "Y"]`` -> ``[[MIT, X], [Y]]``."""
    return [one.split(AND) for one in licenses]


def _expression(choice: Sequence[Sequence[str]]) -> expression.Expression:
    return expression.either(filter(None, map(expression.together, choice))) or UNKNOWN


def tier_range(choice: Choice) -> tuple[str, str]:
    """Return the mildest and the strictest tier that a choice of licenses can have.

    Both are the same where the tier is certain. Which license counts, :func:`openness.licenses.strings.expression.rank`
    says.
    """
    found = _expression(choice)
    low, high = (expression.rank(found, lambda name, end=end: _range(name)[end]) for end in (0, 1))
    return ORDER[low], ORDER[high]


def tier_of_choice(choice: Choice) -> str:
    """Return the tier of a choice of licenses; ``unspecified`` where it is not certain."""
    low, high = tier_range(choice)
    return low if low == high else UNSPECIFIED


def direction(before: Choice, after: Choice) -> str:
    """Return the direction of a move, one of ``schema.CHANGE_DIRECTIONS``.

    ``sideways`` where both tiers are certain and the same, ``unknown`` where the ranges of tiers overlap.
    """
    (old_low, old_high), (new_low, new_high) = (
        (ORDER.index(low), ORDER.index(high)) for low, high in (tier_range(one) for one in (before, after))
    )
    if new_low > old_high:
        return TIGHTER
    if new_high < old_low:
        return LOOSER
    return SIDEWAYS if old_low == old_high == new_low == new_high else UNKNOWN


def copyleft_change(before: Choice, after: Choice) -> str:
    """Return whether the duty to pass on the same terms grew: one of ``schema.COPYLEFT_CHANGES``."""
    old, new = style_of_choice(before), style_of_choice(after)
    if UNKNOWN in (old, new):
        return UNKNOWN
    if old == new:
        return "same"
    return "stronger" if STYLES.index(new) > STYLES.index(old) else "weaker"


def _range(identifier: str) -> tuple[int, int]:
    if identifier.casefold() in _LEFT_TO_LICENSOR:
        low, high = _LEFT_TO_LICENSOR[identifier.casefold()]
        return ORDER.index(low), ORDER.index(high)
    verdict = verdicts.of_license(identifier)
    low = ORDER.index(verdict.at_least or ORDER[0])
    if verdict.tier == UNSPECIFIED:
        return low, len(ORDER) - 1
    return ORDER.index(verdict.tier), ORDER.index(verdict.tier)


def style(identifier: str) -> str:
    """Return the style of an open license, whatever follows its version; ``unknown`` if it is not listed here."""
    name = identifier.strip().casefold().removesuffix("-only").removesuffix("-or-later")
    return _STYLE.get(name, UNKNOWN)


def style_of_choice(choice: Sequence[Sequence[str]]) -> str:
    """Return the style of the alternative that asks least; ``unknown`` where that of any license is.

    Of licenses that hold together the one that asks most counts.
    """
    # Of each alternative what it asks is needed: an unknown one may ask less than the others.
    ranks = [
        expression.rank(one, lambda name: STYLES.index(style(name)))
        for one in filter(None, map(expression.together, choice))
    ]
    return UNKNOWN if not ranks or STYLES.index(UNKNOWN) in ranks else STYLES[min(ranks)]
