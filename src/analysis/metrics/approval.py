"""How license identifiers stand to the Open Source Initiative's list, for gates that ask for approved licenses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis import paths
from analysis.licenses import rules, verdicts

APPROVED = "approved"
CONFORMING = "conforming"
RESTRICTED = "restricted"
NO_LICENSE = "no license"
UNKNOWN = "unknown"
STANDINGS = (APPROVED, CONFORMING, RESTRICTED, NO_LICENSE, UNKNOWN)

_STRICTEST_FIRST = (RESTRICTED, NO_LICENSE, UNKNOWN, CONFORMING)
_NAMES_NONE = ("NOASSERTION", "LicenseRef-various", "LicenseRef-public-domain")


def standing(identifiers: Sequence[str], raw: Path | None = None) -> str:
    """Return how licenses that hold together stand.

    Parameters
    ----------
    identifiers
        Identifiers as in ``license_ids``; several are taken to hold together, so the strictest decides.
    raw
        Folder of raw data with what is known about licenses, by default ``data/raw``.

    Returns
    -------
    str
        ``approved``: all are on the Initiative's list (a family is, where all its versions are). ``conforming``: all
        are approved or in the tier ``open``, which no clause of theirs forbids, but not all are approved.
        ``restricted``: one is in another tier. ``no license``: one is ``NONE``. ``unknown``: one is not named or not
        read, and none of the others decides.

    Examples
    --------
    >>> standing(["Apache-2.0", "MIT"]), standing(["CC-BY-4.0"]), standing(["Apache-2.0", "LicenseRef-llama-2"])
    ('approved', 'conforming', 'restricted')
    >>> standing(["NONE"]), standing(["NOASSERTION"])
    ('no license', 'unknown')
    """
    found = {_of_one(identifier, raw or paths.raw()) for identifier in identifiers}
    return next((one for one in _STRICTEST_FIRST if one in found), APPROVED if found else UNKNOWN)


def _of_one(identifier: str, raw: Path) -> str:
    if identifier in _NAMES_NONE:
        return UNKNOWN
    if identifier == "NONE":
        return NO_LICENSE
    versions = rules.read(raw).families.get(identifier.casefold(), (identifier,))
    if all(verdicts.is_osi_approved(version, raw) for version in versions):
        return APPROVED
    tier = verdicts.of_license(identifier, raw).tier
    return {"open": CONFORMING, "unspecified": UNKNOWN}.get(tier, RESTRICTED)
