"""How license identifiers stand to the Open Source Initiative's list, for gates that ask for approved licenses."""

from __future__ import annotations

from collections.abc import Sequence

from openness.licenses.clauses import verdict_rules, verdicts

APPROVED = "approved"
CONFORMING = "conforming"
RESTRICTED = "restricted"
NO_LICENSE = "no license"
UNKNOWN = "unknown"

_STRICTEST_FIRST = (RESTRICTED, NO_LICENSE, UNKNOWN, CONFORMING)
_NAMES_NONE = ("NOASSERTION", "LicenseRef-various", "LicenseRef-public-domain")


def standing(identifiers: Sequence[str]) -> str:
    """Return how licenses that hold together stand.

    Examples
    --------
    >>> standing(["Apache-2.0", "MIT"]), standing(["CC-BY-4.0"]), standing(["Apache-2.0", "LicenseRef-llama-2"])
    ('approved', 'conforming', 'restricted')
    >>> standing(["NONE"]), standing(["NOASSERTION"])
    ('no license', 'unknown')
    """
    found = {_of_one(identifier) for identifier in identifiers}
    return next((one for one in _STRICTEST_FIRST if one in found), APPROVED if found else UNKNOWN)


def _of_one(identifier: str) -> str:
    if identifier in _NAMES_NONE:
        return UNKNOWN
    if identifier == "NONE":
        return NO_LICENSE
    versions = verdict_rules.read().members.get(identifier.casefold(), (identifier,))
    if all(verdicts.is_osi_approved(version) for version in versions):
        return APPROVED
    tier = verdicts.of_license(identifier).tier
    return {"open": CONFORMING, "unspecified": UNKNOWN}.get(tier, RESTRICTED)
