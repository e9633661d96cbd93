"""Who asks: size, country, sector, and whether for a commercial purpose."""

import difflib
import re
from dataclasses import dataclass

from openness.licenses.rights.places import seat
from openness.project.errors import BadValueError, UnknownNameError

_CODE = re.compile("[A-Z]{3}")
ORDINARY, NAMED, MILITARY = "ordinary", "named", "military"
SECTORS = {
    **dict.fromkeys(("military", "weapons", "defense"), MILITARY),
    **dict.fromkeys(
        (
            "adult content", "biometrics", "critical infrastructure", "elections", "employment", "finance",
            "gambling", "health", "immigration", "insurance", "law enforcement", "legal", "nuclear", "politics",
            "surveillance", "transport",
        ),
        NAMED,
    ),
    **dict.fromkeys(
        (
            "agriculture", "construction", "consulting", "education", "energy", "games", "hospitality",
            "manufacturing", "media", "public administration", "research", "retail", "science", "software",
            "telecommunications",
        ),
        ORDINARY,
    ),
}  # fmt: skip
"""Sector -> whether military bans are about it, use policies often name it, or neither."""
_SAME = {
    "armed forces": "military",
    "defence": "defense",
    "banking": "finance",
    "healthcare": "health",
    "medical": "health",
    "medicine": "health",
    "law": "legal",
    "police": "law enforcement",
    "gaming": "games",
    "hr": "employment",
    "recruiting": "employment",
    "telecoms": "telecommunications",
    "government": "public administration",
}


@dataclass(frozen=True)
class Company:
    """Who asks; what is not given is not known, and an answer then says what it depends on."""

    country: str | None = None  # of the headquarters: name, ISO code or common spelling; kept is the English name
    monthly_active_users: float | None = None  # of all its products together
    yearly_revenue: float | None = None
    currency: str | None = None  # of the revenue, ISO 4217; None: that of the license's threshold
    sector: str | None = None  # one of SECTORS
    is_commercial: bool = True  # whether it asks for a commercial purpose
    keeps_changes: bool = False  # whether what it makes stays with it

    def __post_init__(self) -> None:
        """Name country and sector as the project does; ``BadValueError`` where there is none."""
        for name in ("monthly_active_users", "yearly_revenue"):
            value = getattr(self, name)
            if value is not None and not 0 <= value < float("inf"):
                raise BadValueError(f"{name} is {value}; a company has no fewer than 0 users and 0 revenue")
        if self.country is not None:
            object.__setattr__(self, "country", seat(self.country))
        if self.sector is not None:
            object.__setattr__(self, "sector", sector(self.sector))
        if self.currency is not None:
            code = self.currency.strip().upper()
            if not _CODE.fullmatch(code):
                raise BadValueError(f"currency is {self.currency!r}; expected three letters, such as USD or EUR")
            object.__setattr__(self, "currency", code)


def sector(text: str) -> str:
    """Return the sector that somebody wrote; ``UnknownNameError`` names the nearest."""
    given = " ".join(text.casefold().replace("-", " ").replace("_", " ").split())
    found = _SAME.get(given, given)
    if found in SECTORS:
        return found
    near = difflib.get_close_matches(given, [*SECTORS, *_SAME], n=1)
    raise UnknownNameError("sector", text, [_SAME.get(near[0], near[0])] if near else SECTORS)
