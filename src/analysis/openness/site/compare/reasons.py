"""Why a report of two sites may differ: what their manifests record differently of its making."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from openness.measures import definitions
from openness.site.pages import manifest
from openness.site.run.parameters import as_text

NOTHING = "nothing that the manifests record differs"
NOT_RECORDED = "a manifest of an older version does not record all that it was made from"
_ASKED = ("definition", "by", "every", "since", "until", "modality")


def reasons(
    before: Mapping[str, Any], after: Mapping[str, Any], old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> list[str]:
    """Return what differs in the making of a report, a clause each; never empty."""
    found = _parameters(before.get("parameters", {}), after.get("parameters", {}))
    recorded = all("vintages" in one and "notebook" in one for one in (before, after)) and None not in (old, new)
    if recorded:
        editions = _editions(before["vintages"], after["vintages"])
        found += editions
        if before["notebook"] != after["notebook"]:
            found.append("the notebook is another")
        if before.get("code", old["code"]) != after.get("code", new["code"]):
            found.append("the package's code is another")
        if old["data"] != new["data"] and not editions:
            found.append("the processed tables are others, of the same editions")
        found += _packages(old["packages"], new["packages"])
    for one, side in ((before, "before"), (after, "after")):
        if one.get("status") == manifest.FAILED:
            found.append(f"the report {side} failed in cell {one['failure']['cell']}")
    if not recorded:
        found.append(NOT_RECORDED)
    return found or [NOTHING]


def split_command(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Return the command that splits the change between two reports by its causes."""
    different = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    if different != {"vintage"} or "source" not in before or before["source"] in definitions.NO_TREND:
        return ""
    words = ["openness", "compare", *(f"{side['source']}@{side['vintage']}" for side in (before, after))]
    asked = {name: before[name] for name in _ASKED if before.get(name) not in (None, "all")}
    for name, value in asked.items():
        words += [f"--{name}", as_text(value)]
    for country in before.get("countries") or ():
        words += ["--country", country]
    return shlex.join(words)


def _parameters(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    found = []
    for name in dict.fromkeys([*before, *after]):
        values = [as_text(one[name]) if name in one else "not a parameter" for one in (before, after)]
        if values[0] != values[1]:
            found.append(f"parameter {name}: {values[0]} -> {values[1]}")
    return found


def _editions(before: list[dict], after: list[dict]) -> list[str]:
    """Return which editions of the data were used in one report alone, or hold other facts."""
    used = [{(one["source"], one["vintage"]): one["sha256"] for one in side} for side in (before, after)]
    found = []
    for source in sorted({source for side in used for source, _ in side}):
        old, new = (sorted(vintage for name, vintage in side if name == source) for side in used)
        if old != new:
            found.append(f"data of {source}: edition {', '.join(old) or 'none'} -> {', '.join(new) or 'none'}")
        found += [
            f"the raw facts of {source} {vintage} are others"
            for vintage in old
            if vintage in new and used[0][source, vintage] != used[1][source, vintage]
        ]
    return found


def _packages(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    return [
        f"{name} {before.get(name, 'none')} -> {after.get(name, 'none')}"
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]
