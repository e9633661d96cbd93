"""The clauses and tiers that ``tables.schema`` declares, and what a text says that holds no such clause."""

from types import MappingProxyType
from typing import Any, Literal

from openness.tables import schema

CLAUSES = MappingProxyType({column.name: column for column in schema.CLAUSES})
ClauseName = Literal[tuple(CLAUSES)]

OF_2026 = ("thresholds", "business_restriction", "outputs", "must_bind", "copy_of_terms")
"""Clauses that were added in 2026, of which some are the parts of older ones."""
OF_TEXTS = tuple(name for name in CLAUSES if name not in OF_2026)
"""Clauses that the reader of texts has looked for from the first."""

UNSPECIFIED = "unspecified"
ORDER = tuple(tier for tier in schema.LICENSE_TIERS if tier != UNSPECIFIED)
"""Tiers from the mildest to the strictest."""
Tier = Literal[schema.LICENSE_TIERS]

NO_DEFAULT = ("commercial_use", "redistribution", "derivatives")
"""Clauses on which a text that was read in full always says something, or is unverified."""


def default(clause: str) -> Any:
    """Return what a text that was read in full says on a clause it does not hold."""
    column = CLAUSES[clause]
    if column.type == "boolean":
        return False
    if column.type == "list":
        return ()
    return "none" if "none" in (column.values or ()) else None


NULL_IS_ABSENT = frozenset(name for name in CLAUSES if name not in NO_DEFAULT and default(name) is None)
"""Clauses in which null is a value: there is no such number or word."""
