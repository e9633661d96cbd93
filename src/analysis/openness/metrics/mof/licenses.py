"""Which licenses the Model Openness Tool takes for open, and for which type of component it finds them right.

Facts of the tool's own lists and code (``LicenseImporter.php`` and ``LicenseHandler.php`` of
https://github.com/lfai/model_openness_tool, commit 8b5d30e). The tool reads its copy of the SPDX list first and its
list by type second; an entry of the second replaces one of the first, and of two entries with one id the later counts.
Ids are compared letter by letter: "Apache 2.0" and "BSD-3" are no ids.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polars as pl

from openness.project import paths
from openness.project.errors import MissingFileError
from openness.sources import facts
from openness.sources.mot import SOURCE
from openness.sources.mot.read import COMPONENTS

OPEN_DATA = (
    "CC0-1.0", "CC-BY-1.0", "CC-BY-2.0", "CC-BY-2.5", "CC-BY-2.5-AU", "CC-BY-3.0", "CC-BY-3.0-AT",
    "CC-BY-3.0-AU", "CC-BY-3.0-DE", "CC-BY-3.0-IGO", "CC-BY-3.0-NL", "CC-BY-3.0-US", "CC-BY-4.0",
    "CC-BY-SA-1.0", "CC-BY-SA-2.0", "CC-BY-SA-2.0-UK", "CC-BY-SA-2.1-JP", "CC-BY-SA-2.5", "CC-BY-SA-3.0",
    "CC-BY-SA-3.0-AT", "CC-BY-SA-4.0", "CDLA-Permissive-1.0", "CDLA-Permissive-2.0", "CDLA-Sharing-1.0",
    "ODC-PDDL-1.0", "ODC-By-1.0", "ODbL-1.0", "GFDL-1.3", "OGL-Canada-2.0", "OGL-UK-2.0", "OGL-UK-3.0",
)  # fmt: skip
"""Ids open by the tool's code, whatever its lists say. Its list by type has 31 rows too and shares 6 ids with these."""

OPEN = ("OpenMDW-1.0",)
_LISTS = ("spdx", "licenses")


@dataclass(frozen=True)
class ToolLicenses:
    """The tool's licenses."""

    open_ids: frozenset[str]  # ids that the tool's code takes for open
    listed_ids: frozenset[str]  # ids of the tool's list by type, five of which its code does not take for open
    by_type: Mapping[str, frozenset[str]]  # type of component -> ids that are right for it


def tool_licenses() -> ToolLicenses:
    """Return the tool's licenses as of the newest edition at hand that has its lists, else of the project's."""
    own = paths.raw() / SOURCE.name
    return _read(own) if _editions_with_lists(own) else _read(paths.root() / "data" / "raw" / SOURCE.name)


@lru_cache(maxsize=4)
def _read(folder: Path) -> ToolLicenses:
    having = _editions_with_lists(folder)
    if not having:
        raise MissingFileError(f"{paths.shown(folder)} has no edition with the license lists of the tool")
    return from_lists(*(facts.read_extra(folder, max(having), name) for name in _LISTS))


def _editions_with_lists(folder: Path) -> list[str]:
    vintages = facts.read_source(folder)["vintages"]
    return [vintage for vintage, stated in vintages.items() if set(_LISTS) <= set(stated.get("extra") or ())]


def from_lists(spdx: pl.DataFrame, by_type: pl.DataFrame) -> ToolLicenses:
    """Return the tool's licenses from its two lists, as ``openness.sources.mot.read`` reads them."""
    is_approved = {
        row["licenseId"]: "true" in (row["isOsiApproved"], row["isFsfLibre"])
        for frame in (spdx, by_type)
        for row in frame.iter_rows(named=True)
    }
    types = {row["licenseId"]: (row["ContentType"] or "").split("|") for row in by_type.iter_rows(named=True)}
    approved = {id_ for id_, is_open in is_approved.items() if is_open}
    return ToolLicenses(
        open_ids=frozenset({*approved, *OPEN_DATA, *OPEN}),
        listed_ids=frozenset(types),
        by_type={
            kind: frozenset(id_ for id_, kinds in types.items() if kind in kinds)
            for kind in sorted(set(COMPONENTS.values()))
        },
    )
