"""What a company of a given size in a given country may do under a license."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from openness.licenses.clauses import catalog
from openness.licenses.clauses.catalog import Effective, effective
from openness.project.errors import BadValueError
from openness.words.countries import country, is_country
from openness.words.names import label

# https://european-union.europa.eu/principles-countries-history/eu-countries_en
_EU = frozenset((
    "Austria", "Belgium", "Bulgaria", "Croatia", "Cyprus", "Czechia", "Denmark", "Estonia", "Finland", "France",
    "Germany", "Greece", "Hungary", "Ireland", "Italy", "Latvia", "Lithuania", "Luxembourg", "Malta", "Netherlands",
    "Poland", "Portugal", "Romania", "Slovakia", "Slovenia", "Spain", "Sweden",
))  # fmt: skip
_ELSEWHERE_IN_EEA = frozenset({"Iceland", "Liechtenstein", "Norway"})
_UNIONS = {
    **dict.fromkeys(("EU", "European Union"), "European Union"),
    **dict.fromkeys(("EEA", "European Economic Area"), "European Economic Area"),
}
"""What a company may give in place of a country, where that decides."""
ANSWERS = ("yes", "on conditions", "no", "unknown")


@dataclass(frozen=True)
class Company:
    """Who asks."""

    country: str  # of the headquarters: name, ISO code or common spelling; kept is the English name
    monthly_active_users: int  # of all its products together
    yearly_revenue: float | None = None  # in the currency of the license's threshold; None: not known

    def __post_init__(self) -> None:
        """Name the country as the project does; ``BadValueError`` where it is none."""
        object.__setattr__(self, "country", seat(self.country))


def seat(text: str) -> str:
    """Return the name of the country that somebody wrote, or of the union that decides as well."""
    return _UNIONS.get(text.strip()) or country(text, is_place=True)


def permits(identifier: str, company: Company) -> pl.DataFrame:
    """Return what a company may do under a license, read together with its use policy.

    Parameters
    ----------
    identifier
        Id in the catalog.
    company
        Who asks.

    Returns
    -------
    polars.DataFrame
        One row per action: ``action``, ``answer`` (yes, on conditions, no, unknown), ``because`` and ``section`` (of
        the license or its policy). Unknown where a clause that decides was not verified. No legal advice.

    Raises
    ------
    UnknownNameError
        The catalog has no such license.
    BadValueError
        Users or revenue are negative.
    """
    if company.monthly_active_users < 0 or (company.yearly_revenue or 0) < 0:
        raise BadValueError("a company has no fewer than 0 users and 0 revenue")
    known = catalog.records()
    clauses = effective(catalog.get(identifier), known)
    barred = list(_barred(clauses, company))
    rows = [(action, *_answer(action, clauses, company, barred)) for action in _ACTIONS]
    return pl.DataFrame(rows, schema=dict.fromkeys(("action", "answer", "because", "section"), pl.String), orient="row")


_USE = "use it in a commercial product"
_COPY = "pass copies on"
_CHANGE = "publish a fine-tuned version"
_TRAIN = "train another model with its outputs"
_ANY = "use it for any lawful purpose"
_ACTIONS = (_USE, _COPY, _CHANGE, _TRAIN, _ANY)

Reason = tuple[str, str, str]
"""Answer, because, section."""


def _barred(clauses: Mapping[str, Effective], company: Company) -> Iterator[Reason]:
    """Yield what shuts the company out, whatever it wants to do."""
    regions = _said(clauses, "geo_exclusion")
    if regions is None:
        yield "unknown", "whether regions are excluded was not verified", ""
    for region in regions or ():
        if is_within(company.country, region):
            part = clauses["geo_exclusion"].clause.limited_to
            said = f"{region} is excluded from the {part}" if part else f"{region} is excluded"
            yield _IF if part else _NO, said, _section(clauses, "geo_exclusion")
    ends = _said(clauses, "threshold_effect") == "licence_required"
    users = _said(clauses, "user_threshold")
    if ends and users is not None and company.monthly_active_users > users:
        yield "no", f"above {users:,} users another license is required", _section(clauses, "user_threshold")
    revenue = _said(clauses, "revenue_threshold")
    if ends and revenue is not None:
        limit = f"{revenue:,.0f} {_said(clauses, 'revenue_currency') or ''}".strip()
        if company.yearly_revenue is None:
            why = f"depends on the revenue: above {limit} another license is required"
            yield "unknown", why, _section(clauses, "revenue_threshold")
        elif company.yearly_revenue > revenue:
            yield "no", f"above {limit} a year another license is required", _section(clauses, "revenue_threshold")


def _answer(action: str, clauses: Mapping[str, Effective], company: Company, barred: list[Reason]) -> Reason:
    reasons = barred + list(_reasons(action, clauses, company))
    for answer in ("no", "unknown", "on conditions"):
        found = [reason for reason in reasons if reason[0] == answer]
        if found:
            sections = dict.fromkeys(section for *_, section in found if section)
            return answer, "; ".join(dict.fromkeys(because for _, because, _ in found)), "; ".join(sections)
    return "yes", "no clause limits it", ""


def _reasons(action: str, clauses: Mapping[str, Effective], company: Company) -> Iterator[Reason]:
    for rule in _RULES:
        if rule.clause == "branding_required" and _is_too_small_for_a_name(clauses, company):
            continue
        value = _said(clauses, rule.clause)
        if action in rule.actions and (bool(value) if rule.when == "given" else value == rule.when):
            yield rule.answer, rule.because.format(value), _section(clauses, rule.clause)
    for name in _DECISIVE[action]:
        if clauses[name].clause.state == "unverified":
            yield "unknown", f"on {label(name).lower()} nothing was verified", ""


def _is_too_small_for_a_name(clauses: Mapping[str, Effective], company: Company) -> bool:
    """Say whether the name must be displayed only above a threshold that the company is known to be under."""
    if _said(clauses, "threshold_effect") != "branding_required":
        return False
    users, revenue = _said(clauses, "user_threshold"), _said(clauses, "revenue_threshold")
    has_few_users = users is None or company.monthly_active_users <= users
    has_little_revenue = revenue is None or (company.yearly_revenue is not None and company.yearly_revenue <= revenue)
    return has_few_users and has_little_revenue


@dataclass(frozen=True)
class _Rule:
    actions: tuple[str, ...]
    clause: str
    when: Any
    answer: str
    because: str


_DECISIVE = {
    _USE: ("commercial_use", "registration_required"),
    _COPY: ("redistribution",),
    _CHANGE: ("redistribution", "derivatives"),
    _TRAIN: ("output_training_restriction",),
    _ANY: ("commercial_use", "behavioural_use_restrictions"),
}
"""Clauses without which an action cannot be judged."""

_IF, _NO = "on conditions", "no"
_RULES = (
    _Rule((_USE,), "commercial_use", "no", _NO, "commercial use is not allowed"),
    _Rule((_USE,), "commercial_use", "registration", _IF, "only after registration"),
    _Rule((_USE,), "registration_required", True, _IF, "only after registration"),
    _Rule((_COPY, _CHANGE), "redistribution", False, _NO, "copies may not be passed on"),
    _Rule((_CHANGE,), "derivatives", False, _NO, "modified versions may not be passed on"),
    _Rule((_COPY, _CHANGE), "attribution_notice", True, _IF, "notices or the license must go along"),
    _Rule((_COPY, _CHANGE), "use_restrictions_flow_down", True, _IF, "whoever receives it must be bound likewise"),
    _Rule((_COPY, _CHANGE), "branding_required", "given", _IF, "“{}” must be displayed"),
    _Rule((_CHANGE,), "model_name_prefix", "given", _IF, "its name must contain “{}”"),
    _Rule((_CHANGE,), "share_alike", True, _IF, "only under the same license"),
    _Rule((_TRAIN,), "output_training_restriction", "ban_other_models", _NO, "outputs may not improve other models"),
    _Rule((_TRAIN,), "output_training_restriction", "ban_competing", _IF, "not for a model that competes"),
    _Rule((_TRAIN,), "output_training_restriction", "noncommercial_only", _IF, "only non-commercially"),
    _Rule((_TRAIN,), "output_training_restriction", "branding_only", _IF, "the model must bear the licensor's name"),
    _Rule((_ANY,), "behavioural_use_restrictions", True, _NO, "purposes are forbidden"),
    _Rule((_ANY,), "military_ban", True, _NO, "military use is forbidden by name"),
    _Rule((_ANY,), "commercial_use", "no", _NO, "commercial purposes are not allowed"),
)


def is_within(place: str, region: str) -> bool:
    """Return whether a country, by its English name, lies in a region as the catalog writes it."""
    if region == "EU":
        return place in _EU or place == _UNIONS["EU"]
    if region == "EEA":
        return place in _EU | _ELSEWHERE_IN_EEA or place in _UNIONS.values()
    return place == (country(region) if is_country(region) else region)


def _said(clauses: Mapping[str, Effective], name: str) -> Any:
    return clauses[name].clause.value


def _section(clauses: Mapping[str, Effective], name: str) -> str:
    found = clauses[name]
    if found.clause.section is None:
        return ""
    return f"{found.where.removeprefix('LicenseRef-')} {found.clause.section}"
