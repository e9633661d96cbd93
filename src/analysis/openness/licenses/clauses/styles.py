"""What an open license asks of those who pass the work on: nothing but a notice, or the same terms."""

from __future__ import annotations

from collections.abc import Sequence

from openness.tables import schema

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


def style(identifier: str) -> str:
    """Return the style of an open license, whatever follows its version; ``unknown`` if it is not listed here."""
    name = identifier.strip().casefold().removesuffix("-only").removesuffix("-or-later")
    return _STYLE.get(name, UNKNOWN)


def style_of_choice(choice: Sequence[Sequence[str]]) -> str:
    """Return the style of the alternative that asks least; ``unknown`` where that of any license is.

    Of licenses that hold together the one that asks most counts.
    """
    ranks = [max(STYLES.index(style(identifier)) for identifier in together) for together in choice]
    return UNKNOWN if STYLES.index(UNKNOWN) in ranks else STYLES[min(ranks)]
