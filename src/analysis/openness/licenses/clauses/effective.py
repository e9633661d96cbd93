"""A license read together with the use policy it refers to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openness.licenses.clauses.catalog import Clause, License

FROM_POLICY = (
    "behavioural_use_restrictions",
    "military_ban",
    "geo_exclusion",
    "output_training_restriction",
    "licensor_may_amend",
)
"""Clauses on which a use policy may add to its license."""

SETTLED_BY_POLICY = ("behavioural_use_restrictions", "military_ban", "geo_exclusion")
"""Clauses that the license leaves to its policy: a policy read in full that holds no such clause settles them."""


@dataclass(frozen=True)
class Effective:
    """A clause, and the id of the document that it stands in."""

    clause: Clause
    where: str


def effective(record: License, records: Mapping[str, License]) -> dict[str, Effective]:
    """Return every clause of a license as it holds together with its use policy, found in the catalog.

    What the license states stands, with two exceptions: regions excluded by the policy are added to those of the
    license, and a restriction that the policy states wins over a license that states its absence.
    """
    policy = records.get(record.use_policy) if record.use_policy else None
    found = {}
    for name, own in record.clauses.items():
        other = policy.clauses[name] if policy and name in FROM_POLICY else None
        found[name] = Effective(own, record.id)
        if policy is None or other is None:
            continue
        if other.state == "stated" and own.state != "stated":
            found[name] = Effective(other, policy.id)
        elif other.state == "stated" and name == "geo_exclusion":
            both = tuple(dict.fromkeys((*own.value, *other.value)))
            section = f"{own.section}; {policy.id}: {other.section}"
            found[name] = Effective(Clause(both, "stated", section), record.id)
        elif _wins(other, own) or (other.state == "absent" and _left_open(own, name)):
            found[name] = Effective(other, policy.id)
    return found


def _wins(policy: Clause, own: Clause) -> bool:
    return policy.state == "stated" and policy.value is True and own.value is False


def _left_open(own: Clause, name: str) -> bool:
    return own.state == "unverified" and name in SETTLED_BY_POLICY
