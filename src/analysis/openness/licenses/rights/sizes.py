"""A threshold against the size of who asks: under, above, or open, because something about who asks is not known.

Users are monthly users of all products together, revenue is a year's. So a threshold on a day's users is not passed by
fewer monthly users, one on visits is by more users than visits, and one of a month is passed where the year's revenue
is more than twelve times as much. What does not follow is open: the answer then depends on it, and says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from openness.licenses.rights.asker import Company
from openness.licenses.rights.terms import Terms

UNDER, ABOVE, OPEN = "under", "above", "open"
_MONTHS = 12
_UNITS = {"monthly_active_users": ("users", "month"), "daily_active_users": ("users", "day"), "visits": ("visits", "")}
ENDS = ("forbids", "needs_license")
DISPLAY = "asks_for_display"


@dataclass(frozen=True)
class Size:
    """A threshold: above it something else holds."""

    measure: str  # users, visits, revenue or employees
    amount: float
    period: str  # day, month, year, none_stated or not_recorded
    counted: str  # licensee, affiliates, product, not_stated or not_recorded
    effect: str  # forbids, needs_license, needs_review, needs_registration, asks_for_display, or not_recorded
    currency: str | None = None
    only_for: str | None = None  # hosting, competing or sector
    section: str | None = None

    @property
    def words(self) -> str:
        """As "700,000,000 users a month"."""
        unit = f" {self.currency}" if self.measure == "revenue" else f" {self.measure}"
        of = " of revenue" if self.measure == "revenue" else ""
        time = f" a {self.period}" if self.period in ("day", "month", "year") else ""
        whose = ", of one product" if self.counted == "product" else ""
        return f"{self.amount:,.15g}{unit}{of}{time}{whose}"


def of(terms: Terms) -> tuple[Size, ...] | None:
    """Return the thresholds of a license; None where it is not known whether it has any."""
    listed = terms.said("thresholds")
    if listed.is_decided:
        return tuple(_listed(one, listed.section) for one in listed.value or ())
    if not all(terms.said(name).is_decided for name in ("user_threshold", "revenue_threshold", "threshold_effect")):
        return None
    return tuple(_summed(terms))


def _listed(one: object, section: str | None) -> Size:
    names = ("measure", "amount", "period", "counted", "effect", "currency", "only_for")
    return Size(**{name: getattr(one, name) for name in names}, section=getattr(one, "section", None) or section)


def _summed(terms: Terms) -> Iterator[Size]:
    effects = {"licence_required": "needs_license", "branding_required": DISPLAY}
    effect = effects.get(terms.said("threshold_effect").value, "not_recorded")
    users, revenue = terms.said("user_threshold"), terms.said("revenue_threshold")
    if users.value is not None:
        measure, period = _UNITS.get(terms.said("user_threshold_unit").value, ("users", "not_recorded"))
        yield Size(measure, users.value, period or "not_recorded", "not_recorded", effect, section=users.section)
    if revenue.value is not None:
        currency = terms.said("revenue_currency").value
        period = "not_recorded"
        yield Size("revenue", revenue.value, period, "not_recorded", effect, currency, section=revenue.section)


def compare(size: Size, company: Company) -> str:
    """Return on which side of a threshold a company is."""
    measured = _revenue(size, company) if size.measure == "revenue" else _users(size, company)
    # A total above the threshold does not say that one product is.
    return OPEN if measured == ABOVE and size.counted == "product" else measured


def _users(size: Size, company: Company) -> str:
    users = company.monthly_active_users
    if users is None or size.measure == "employees":
        return OPEN
    if size.measure == "visits":
        return ABOVE if users > size.amount and size.period in ("month", "year", "not_recorded") else OPEN
    if users <= size.amount and size.period in ("day", "month", "not_recorded", "none_stated"):
        return UNDER
    return ABOVE if users > size.amount and size.period != "day" else OPEN


def _revenue(size: Size, company: Company) -> str:
    revenue = company.yearly_revenue
    if revenue == 0:
        return UNDER
    if revenue is None or (company.currency or size.currency) != size.currency:
        return OPEN
    if revenue <= size.amount and size.period in ("day", "month", "year", "not_recorded"):
        return UNDER
    if size.period == "year":
        return ABOVE
    # Of an unknown period the shorter would be passed first, so passed for certain is a month's.
    times = _MONTHS if size.period in ("month", "not_recorded") else None
    return ABOVE if times and revenue > times * size.amount else OPEN
