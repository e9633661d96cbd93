"""Limits with parts of their own: thresholds, barred lines of business; and the summaries of clauses that have parts.

A record gives either form: the clause with its parts, or the older fields that are its summary. Each is computed from
the other, as far as it goes: a summary holds one threshold and neither its period nor who is counted.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from openness.project.yaml_shape import shape

ENDS = ("forbids", "needs_license", "needs_review")
"""Effects of a threshold above which the license itself no longer is enough."""

_OUTPUTS = ("ban_other_models", "ban_competing", "noncommercial_only", "branding_only")
"""Limits on outputs that the summary names, the strictest first."""

MEMBERS = {"outputs": (*_OUTPUTS, "covers_work")}
"""Clause -> the words that its list is made of."""

_UNITS = {("users", "month"): "monthly_active_users", ("users", "day"): "daily_active_users"}
_MEASURES = {
    "monthly_active_users": ("users", "month"),
    "daily_active_users": ("users", "day"),
    "visits": ("visits", "not_recorded"),
}


@shape
class Threshold:
    """A size above which something else holds."""

    measure: Literal["users", "visits", "revenue", "employees"]
    amount: int | float
    period: Literal["day", "month", "year", "none_stated", "not_recorded"]
    counted: Literal["licensee", "affiliates", "product", "not_stated", "not_recorded"]
    """Whose: the licensee's alone, with its affiliates, of a product or service with the work in it."""
    effect: Literal["forbids", "needs_license", "needs_review", "needs_registration", "asks_for_display"]
    currency: str | None = None  # ISO 4217, of revenue
    only_for: Literal["hosting", "competing", "sector"] | None = None  # the one line of business it is for
    section: str | None = None

    def __post_init__(self) -> None:
        if (self.measure == "revenue") != (self.currency is not None):
            raise ValueError(f"measure is {self.measure!r}; expected a currency with revenue, and with nothing else")
        if self.amount <= 0:
            raise ValueError(f"amount is {self.amount!r}; expected a number above 0")

    def __str__(self) -> str:
        unit = f" {self.currency}" if self.currency else ""
        parts = [f"{self.measure} > {self.amount:.15g}{unit}", self.period, self.counted, self.effect]
        return "; ".join(parts + ([f"only for {self.only_for}"] if self.only_for else []))


@shape
class Business:
    """A line of business that the license bars, or makes ask first."""

    what: Literal["hosting", "competing", "sector"]
    effect: Literal["forbidden", "needs_license", "needs_review"]
    sector: str | None = None  # which, in a few words
    above: str | None = None  # the size from which on, in words; None: of any size
    section: str | None = None

    def __post_init__(self) -> None:
        if (self.what == "sector") != (self.sector is not None):
            raise ValueError("expected the sector named where what is 'sector', and nowhere else")

    def __str__(self) -> str:
        what = f"{self.what} ({self.sector})" if self.sector else self.what
        return f"{what}: {self.effect}" + (f", above {self.above}" if self.above else "")


PARTS = {"thresholds": Threshold, "business_restriction": Business}
"""Clause -> what its list is made of."""

SUMMARIES = {
    "thresholds": (
        "user_threshold",
        "user_threshold_unit",
        "revenue_threshold",
        "revenue_currency",
        "threshold_effect",
    ),
    "outputs": ("output_training_restriction",),
    "must_bind": ("use_restrictions_flow_down",),
}
"""Clause with parts -> the older fields that are its summary."""


def summary(clause: str, value: Any) -> dict[str, Any]:
    """Return the older fields that a value of a clause with parts comes to: the strictest of each kind."""
    if clause == "must_bind":
        return {"use_restrictions_flow_down": value}
    if clause == "outputs":
        return {"output_training_restriction": next((one for one in _OUTPUTS if one in value), "none")}
    users = _lowest(value, ("users", "visits"))
    revenue = _lowest(value, ("revenue",))
    effects = {one.effect for one in value}
    return {
        "user_threshold": users and users.amount,
        "user_threshold_unit": users and _UNITS.get((users.measure, users.period), "visits"),
        "revenue_threshold": revenue and revenue.amount,
        "revenue_currency": revenue and revenue.currency,
        "threshold_effect": "licence_required"
        if effects & {*ENDS}
        else "branding_required"
        if "asks_for_display" in effects
        else None,
    }


def parts(clause: str, found: Mapping[str, Any]) -> Any:
    """Return the value of a clause with parts, of its older fields; what they do not say is ``not_recorded``."""
    if clause == "must_bind":
        return found["use_restrictions_flow_down"]
    if clause == "outputs":
        said = found["output_training_restriction"]
        return () if said == "none" else (said,)
    effect = "asks_for_display" if found["threshold_effect"] == "branding_required" else "needs_license"
    made = []
    if found["user_threshold"] is not None:
        measure, period = _MEASURES[found["user_threshold_unit"] or "visits"]
        made.append(
            Threshold(
                measure=measure, amount=found["user_threshold"], period=period, counted="not_recorded", effect=effect
            )
        )
    if found["revenue_threshold"] is not None:
        made.append(
            Threshold(
                measure="revenue",
                amount=found["revenue_threshold"],
                currency=found["revenue_currency"] or "XXX",
                period="not_recorded",
                counted="not_recorded",
                effect=effect,
            )
        )
    return tuple(made)


def _lowest(found: Sequence[Threshold], measures: tuple[str, ...]) -> Threshold | None:
    return min((one for one in found if one.measure in measures), key=lambda one: one.amount, default=None)
