"""Two licenses clause by clause: what changed from one to the other, with the sections that say so."""

from typing import Any

from openness.licenses.clauses import show, words
from openness.words.names import label

SAME, CHANGED, UNKNOWN = "same", "changed", "not known"


def document(before: str, after: str) -> dict[str, Any]:
    """Return what differs between two licenses, each read together with its use policy.

    Raises
    ------
    UnknownNameError
        Nothing is known by an identifier; the message names the nearest.
    """
    old, new = show.record(before), show.record(after)
    changes = []
    for clause in {**old["clauses"], **new["clauses"]}:
        one, other = _side(old, clause), _side(new, clause)
        if UNKNOWN in (one["state"], other["state"]):
            status = SAME if one["state"] == other["state"] else UNKNOWN
        else:
            status = SAME if one["value"] == other["value"] else CHANGED
        if status != SAME:
            changes.append({"clause": clause, "status": status, "before": one, "after": other})
    ends = ("id", "name", "effective_date", "tier", "osd_violations", "osd_arguable")
    return {
        "before": {key: old[key] for key in ends},
        "after": {key: new[key] for key in ends},
        "changes": changes,
    }


def text(found: dict[str, Any]) -> str:
    """Return the document of :func:`document` in words."""
    old, new = found["before"], found["after"]
    lines = [f"{old['id']} -> {new['id']}"]
    if old["tier"] != new["tier"]:
        lines.append(f"Tier: {label(old['tier'])} -> {label(new['tier'])}")
    lines += [f"{one['clause']}: {_shown(one['before'])} -> {_shown(one['after'])}" for one in found["changes"]]
    if not found["changes"]:
        lines.append("No clause that is known differs.")
    return "\n".join(lines)


def _side(record: dict[str, Any], clause: str) -> dict[str, Any]:
    if clause not in record["clauses"]:
        return {"value": None, "state": UNKNOWN, "section": None, "document": None}
    evidence = record["evidence"][clause]
    state = UNKNOWN if evidence["state"] == "unverified" else evidence["state"]
    return {
        "value": record["clauses"][clause],
        "state": state,
        "section": evidence["section"],
        "document": evidence["document"],
    }


def _shown(side: dict[str, Any]) -> str:
    if side["state"] == UNKNOWN:
        return UNKNOWN
    section = f" (section {side['section']})" if side["section"] else ""
    return f"{words.value(side['value'])}{section}"
