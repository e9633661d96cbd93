"""The three clauses of the Open Source AI Definition 1.0, judged for one release, from what two sources say.

The definition (https://opensource.org/ai/open-source-ai-definition) asks for information on all training data, detailed
enough to build an equivalent system; for the complete code that trains and runs the system, under approved licenses;
for the parameters, under approved terms. Nothing passes by default: what a source does not judge is ``unknown``.

====================  =================================================  ==============================================
clause                European Open Source AI Index                      Model Openness Tool
====================  =================================================  ==============================================
data information      pass: data of base and end model are open. fail:   pass: the datasets are listed under an open
                      one of them is closed and there is no datasheet.   license. unknown: all else, since a record that
                      unknown: partial data, or closed data with a       lists no dataset may still describe it.
                      datasheet, which may or may not be enough.
code                  pass: training code is open and its license is     pass: training and inference code are listed
                      approved: as stated for the code, else because     under approved licenses. fail: one of them is
                      the index judges all of the project to be under    listed under another license, or without any.
                      such licenses. fail: it is closed, or under        unknown: one is not listed.
                      another license, or none. unknown: all else.
parameters            pass: the end model's weights are open under       pass: the final parameters are listed under
                      approved licenses. fail: they are closed, or       approved licenses. fail: under a restricted
                      under a restricted license, or none. unknown:      one, or none. unknown: all else.
                      all else, partial weights among it.
====================  =================================================  ==============================================

The index's criterion ``code`` is documentation of the code, and the code is ``trainingcode``; it judges no inference
code apart. A component that a record of the tool does not list is unknown here, not absent: the record of T5, which the
Initiative validated, lists neither code nor license. "Approved terms" for parameters are not a list yet, so a license
without a clause that fails the Open Source Definition, but not approved (CC-BY-4.0), leaves them undecided; for code,
where the list exists, it fails.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from openness.licenses.clauses import verdict_rules, verdicts
from openness.licenses.strings import expression
from openness.sources import mot, osai

PASS, FAIL, UNKNOWN = "pass", "fail", "unknown"
CLAUSES = ("data_information", "code", "parameters")
"""Clauses in the order of the definition."""


# How licenses stand to the list of the Open Source Initiative.
APPROVED, CONFORMING, RESTRICTED, NO_LICENSE = "approved", "conforming", "restricted", "no license"

_ORDER = (APPROVED, CONFORMING, UNKNOWN, NO_LICENSE, RESTRICTED)
"""From the mildest to the strictest."""
_NAMES_NONE = ("NOASSERTION", "LicenseRef-various", "LicenseRef-public-domain")


@dataclass(frozen=True)
class Part:
    """A component of one release: its status, license and link."""

    status: str = "missing"
    license: str = "NOASSERTION"  # an SPDX expression
    evidence_url: str | None = None

    @property
    def is_judged(self) -> bool:
        """Whether the source says anything of it."""
        return self.status not in {"missing", "not_applicable"}


Parts = Mapping[str, Part]
ABSENT = Part()


@dataclass(frozen=True)
class Finding:
    """The verdict on one clause."""

    clause: str  # one of :data:`CLAUSES`
    verdict: str  # ``pass``, ``fail`` or ``unknown``
    because: str  # what in the source decides, as a sentence without a full stop
    components: tuple[str, ...]  # the components of the source that decide, the first being the one to change
    evidence_url: str | None = None  # link that the source gives for the first of them that has one


def judge(source: str, parts: Parts) -> tuple[Finding, ...]:
    """Return the verdicts on the three clauses for one release."""
    return tuple(rule(parts) for rule in RULES[source])


def _finding(clause: str, verdict: str, because: str, parts: Parts, *components: str) -> Finding:
    links = (parts[name].evidence_url for name in components if name in parts)
    return Finding(clause, verdict, because, components, next(filter(None, links), None))


_NOT_APPROVED = (RESTRICTED, CONFORMING, NO_LICENSE)
_DATA = {"datasources_basemodel": "the base model's data", "datasources_endmodel": "the end model's data"}


def _osai_data(parts: Parts) -> Finding:
    status = {name: parts.get(name, ABSENT).status for name in _DATA}
    sheet = parts.get("datasheet", ABSENT)
    listed = [name for name in (*_DATA, "datasheet") if name in parts] or list(_DATA)
    closed = [name for name, found in status.items() if found == "closed"]
    if all(found == "open" for found in status.values()):
        return _finding("data_information", PASS, "the data of base and end model are open", parts, *_DATA)
    if closed and sheet.status == "closed":
        because = f"{' and '.join(_DATA[name] for name in closed)} are closed and there is no datasheet"
        return _finding("data_information", FAIL, because, parts, "datasheet", *closed)
    if any(found in {"missing", "not_applicable"} for found in status.values()):
        because = "the index does not judge the data of base and end model both"
    elif closed:
        because = "data are closed; whether the datasheet says enough of them is not judged"
    else:
        because = "some of the data are open; whether the rest is described well enough is not judged"
    return _finding("data_information", UNKNOWN, because, parts, *listed)


def _osai_code(parts: Parts) -> Finding:
    code, name = parts.get("trainingcode", ABSENT), "trainingcode"
    stands = standing(code.license)
    if code.status == "closed":
        return _finding("code", FAIL, "the training code is closed", parts, name)
    if stands in _NOT_APPROVED:
        return _finding("code", FAIL, _why_not_approved("the training code", code, stands), parts, name)
    if code.status == "open" and stands == APPROVED:
        return _finding("code", PASS, f"the training code is open under {_named(code)}", parts, name)
    if code.status == "open" and parts.get("licenses", ABSENT).status == "open":
        because = "the training code is open, and all of the project under approved licenses by the index's judgment"
        return _finding("code", PASS, because, parts, name, "licenses")
    because = {
        "open": "the training code is open; its license is not known",
        "partial": "the training code is published in part",
    }.get(code.status, "the index does not judge the training code")
    return _finding("code", UNKNOWN, because, parts, name)


def _osai_parameters(parts: Parts) -> Finding:
    weights, name = parts.get("weights_endmodel", ABSENT), "weights_endmodel"
    if weights.status == "closed":
        return _finding("parameters", FAIL, "the weights of the end model are closed", parts, name)
    if found := _bad_terms(weights, standing(weights.license), parts, name):
        return found
    if weights.status == "partial":
        because = "the weights can be had in part only, as a difference or after a form"
        return _finding("parameters", UNKNOWN, because, parts, name)
    if weights.status != "open":
        return _finding("parameters", UNKNOWN, "the index does not judge the weights of the end model", parts, name)
    return _finding("parameters", PASS, f"the weights are open under {_named(weights)}", parts, name)


def _mot_data(parts: Parts) -> Finding:
    data = parts.get("Datasets", ABSENT)
    if data.status == "open":
        return _finding("data_information", PASS, f"the datasets are listed under {_named(data)}", parts, "Datasets")
    because = {
        "missing": "no dataset is listed",
        "closed": "the datasets are listed under a license that is not open",
        "unlicensed": "the datasets are listed without a license",
    }.get(data.status, "the tool does not judge the datasets")
    card = ", and what the data card says is not judged" if parts.get("Data card", ABSENT).is_judged else ""
    return _finding("data_information", UNKNOWN, because + card, parts, "Datasets", "Data card")


_CODE = ("Training code", "Inference code")


def _mot_code(parts: Parts) -> Finding:
    judged = {name: parts[name] for name in _CODE if name in parts and parts[name].is_judged}
    stands = {name: _listed_standing(part) for name, part in judged.items()}
    failing = [name for name, found in stands.items() if found in _NOT_APPROVED]
    unread = [name for name, found in stands.items() if found not in {APPROVED, *_NOT_APPROVED}]
    absent = [name for name in _CODE if name not in judged]
    if failing:
        because = " and ".join(_why_not_approved(name.lower(), judged[name], stands[name]) for name in failing)
        return _finding("code", FAIL, because, parts, *failing)
    if absent:
        because = f"the record does not list {' and '.join(map(str.lower, absent))}"
        return _finding("code", UNKNOWN, because, parts, *absent)
    if unread:
        because = f"the license of {' and '.join(map(str.lower, unread))} is not known"
        return _finding("code", UNKNOWN, because, parts, *unread)
    return _finding("code", PASS, "training and inference code are listed under approved licenses", parts, *_CODE)


def _mot_parameters(parts: Parts) -> Finding:
    name = "Model parameters (Final)"
    weights = parts.get(name, ABSENT)
    if not weights.is_judged:
        return _finding("parameters", UNKNOWN, "the record does not list the final parameters", parts, name)
    if found := _bad_terms(weights, _listed_standing(weights), parts, name):
        return found
    return _finding("parameters", PASS, f"the final parameters are listed under {_named(weights)}", parts, name)


def _bad_terms(weights: Part, stands: str, parts: Parts, name: str) -> Finding | None:
    """Return why the terms of the parameters do not pass; None where they are approved."""
    if stands == APPROVED:
        return None
    verdict, because = {
        NO_LICENSE: (FAIL, "the weights have no license"),
        RESTRICTED: (FAIL, f"{_named(weights)} of the weights restricts users or uses"),
        CONFORMING: (UNKNOWN, f"{_named(weights)} of the weights restricts nobody, but is not approved"),
    }.get(stands, (UNKNOWN, "the license of the weights is not known"))
    return _finding("parameters", verdict, because, parts, name)


def standing(licenses: str | Sequence[str]) -> str:
    """Return how licenses stand: those of an SPDX expression, or some that hold together.

    Of licenses that hold together the strictest counts, of alternatives the mildest.

    Examples
    --------
    >>> standing(["Apache-2.0", "MIT"]), standing(["CC-BY-4.0"]), standing(["Apache-2.0", "LicenseRef-llama-2"])
    ('approved', 'conforming', 'restricted')
    >>> standing(["NONE"]), standing(["NOASSERTION"]), standing("MIT OR LicenseRef-llama-2")
    ('no license', 'unknown', 'approved')
    """
    given = [licenses] if isinstance(licenses, str) else licenses
    found = expression.together(map(expression.parse, given))
    return UNKNOWN if found is None else _ORDER[expression.rank(found, lambda name: _ORDER.index(_of_one(name)))]


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


def _listed_standing(part: Part) -> str:
    return NO_LICENSE if part.status == "unlicensed" else standing(part.license)


def _why_not_approved(what: str, part: Part, stands: str) -> str:
    return f"{what} has no license" if stands == NO_LICENSE else f"{_named(part)} of {what} is not approved"


def _named(part: Part) -> str:
    return part.license.replace(" AND ", " and ").replace(" OR ", " or ")


RULES: Mapping[str, Sequence[Callable[[Parts], Finding]]] = {
    osai.SOURCE.name: (_osai_data, _osai_code, _osai_parameters),
    mot.SOURCE.name: (_mot_data, _mot_code, _mot_parameters),
}
"""Source -> a rule for each clause, in the order of the definition."""

COMPONENTS: Mapping[str, tuple[str, ...]] = {
    osai.SOURCE.name: (*_DATA, "datasheet", "trainingcode", "licenses", "weights_endmodel"),
    mot.SOURCE.name: ("Datasets", "Data card", *_CODE, "Model parameters (Final)"),
}
"""Source -> the components that its rules look at."""
