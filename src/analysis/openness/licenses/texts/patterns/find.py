"""The rules in their order, and what they find in a document."""

from collections.abc import Callable, Iterator

from openness.licenses.texts.document import Document
from openness.licenses.texts.patterns.business import business_restriction
from openness.licenses.texts.patterns.commercial import commercial_use, registration_required
from openness.licenses.texts.patterns.copies import derivatives, redistribution
from openness.licenses.texts.patterns.ending import licensor_may_amend, revocable, terminates_on_breach
from openness.licenses.texts.patterns.found import Finding, Reader
from openness.licenses.texts.patterns.notices import attribution_notice, branding_required, model_name_prefix
from openness.licenses.texts.patterns.outputs import output_training_restriction, outputs
from openness.licenses.texts.patterns.passed_on import copy_of_terms, must_bind, share_alike, use_restrictions_flow_down
from openness.licenses.texts.patterns.patents import litigation_termination, patent
from openness.licenses.texts.patterns.regions import geo_exclusion
from openness.licenses.texts.patterns.sizes import revenue_threshold, threshold_effect, user_threshold
from openness.licenses.texts.patterns.thresholds import thresholds
from openness.licenses.texts.patterns.uses import behavioural_use_restrictions, military_ban, use_policy_form

Rule = Callable[[Reader], Finding | None]

ORDER: tuple[tuple[str, Rule], ...] = (
    ("user_threshold", user_threshold),
    ("revenue_threshold", revenue_threshold),
    ("threshold_effect", threshold_effect),
    ("registration_required", registration_required),
    ("commercial_use", commercial_use),
    ("behavioural_use_restrictions", behavioural_use_restrictions),
    ("use_policy_form", use_policy_form),
    ("military_ban", military_ban),
    ("geo_exclusion", geo_exclusion),
    ("redistribution", redistribution),
    ("derivatives", derivatives),
    ("attribution_notice", attribution_notice),
    ("branding_required", branding_required),
    ("model_name_prefix", model_name_prefix),
    ("output_training_restriction", output_training_restriction),
    ("share_alike", share_alike),
    ("use_restrictions_flow_down", use_restrictions_flow_down),
    ("patent", patent),
    ("litigation_termination", litigation_termination),
    ("terminates_on_breach", terminates_on_breach),
    ("revocable", revocable),
    ("licensor_may_amend", licensor_may_amend),
    ("thresholds", thresholds),
    ("business_restriction", business_restriction),
    ("outputs", outputs),
    ("must_bind", must_bind),
    ("copy_of_terms", copy_of_terms),
)
"""Rules in the order in which they may look at what was found before."""


def find(document: Document) -> dict[str, Finding]:
    """Return what the rules find in a document: clause -> finding."""
    reader = Reader(document)
    for name, rule in ORDER:
        if (found := rule(reader)) is not None:
            reader.found[name] = found
    return dict(_split(reader.found))


def _split(found: dict[str, Finding]) -> Iterator[tuple[str, Finding]]:
    """Part numbers from their units."""
    for name, finding in found.items():
        if name in ("user_threshold", "revenue_threshold"):
            number, unit = finding.value
            yield name, Finding(number, finding.start, finding.end)
            of_unit = "user_threshold_unit" if name == "user_threshold" else "revenue_currency"
            yield of_unit, Finding(unit, finding.start, finding.end)
        else:
            yield name, finding
