"""The cheapest way of a release to the next class of the Model Openness Framework.

What can be changed, and what it costs:

- A component that is not there, or is said not to be included, can be published under an open license, at the cost of
  its kind; the license comes with it.
- A license that is stated somewhere can be exchanged, or stated where there is none, at the cost of one change of a
  license, however many components it covers: a component's own license; that for all code, data or documents, which
  covers the components of the type without an own one; that of the distribution, which covers those that have
  neither. A license that is open already but not written as an identifier of the tool costs the same to rewrite.
- For classes III and II either the technical report or the research paper will do; class I asks for the paper.

The minimum is exact: every set of the four shared licenses is tried with the report and with the paper, and what a
set does not cover is changed one by one. Of plans that cost the same the one with fewer changes, then with fewer
shared licenses, then with the report is taken.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from openness.metrics.changes import COSTS, LICENSING, Change, Plan, plan
from openness.metrics.mof.licenses import tool_licenses
from openness.metrics.mof.score import (
    CLASS_OF,
    LABELS,
    MATCHED,
    PAPER,
    PUBLISHED,
    REPORT,
    evaluate,
    required,
    with_mof_status,
)
from openness.sources.mot.read import COMPONENTS, LICENSE_SCOPES
from openness.words.numbers import listing

_WEIGHTS = ("Model parameters (Final)", "Model parameters (Intermediate)")


@dataclass(frozen=True)
class _Part:
    """One required component: its status for the tool, whether it is there, where its license stands.

    ``spelling`` is the identifier that a license which is open already should be written as.
    """

    name: str
    status: str
    is_there: bool
    license_from: str | None
    spelling: str | None

    @property
    def is_included(self) -> bool:
        return self.is_there and self.status == "included"

    @property
    def scopes(self) -> tuple[str, ...]:
        """The shared licenses that cover it, or would if there were one."""
        kind = COMPONENTS[self.name]
        if not self.is_there or self.is_included or self.license_from == "own":
            return ()
        return (kind,) if self.license_from == kind else (kind, "distribution")


def to_next_class(components: pl.DataFrame, costs: Mapping[str, float] = COSTS) -> Plan | None:
    """Return the cheapest plan that lifts a release to the next class."""
    if components.is_empty():
        return None
    class_ = evaluate(components)["class"].item()
    if class_ == 1:
        return plan(f"MOF {LABELS[3]}", (), costs=costs)
    goal = 3 if class_ == 0 else class_ - 1
    parts = _parts(components)
    options = [
        _changes([parts[name] for name in names], shared, order)
        for order, names in enumerate(_enough(goal))
        for shared in _subsets(LICENSE_SCOPES)
    ]
    best = min(options, key=lambda option: (sum(costs[one.kind] for one in option[0]), len(option[0]), option[1]))
    return plan(f"MOF {LABELS[4 - goal]}", best[0], costs=costs)


def _enough(class_: int) -> list[list[str]]:
    """Return the sets of components any of which makes a class."""
    names = required(class_)
    if class_ == 1:
        return [[name for name in names if name != REPORT]]
    with_paper = [PAPER if name == REPORT else name for name in names]
    return [names, with_paper]


def _subsets(scopes: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    return (chosen for size in range(len(scopes) + 1) for chosen in combinations(scopes, size))


def _parts(components: pl.DataFrame) -> dict[str, _Part]:
    known = tool_licenses()
    read = with_mof_status(components, MATCHED, known)["mof_status"].alias("_read")
    judged = with_mof_status(components, PUBLISHED, known).with_columns(read)
    if "license_from" not in judged.columns:
        judged = judged.with_columns(license_from=pl.lit("own"))
    rows = {row["component"]: row for row in judged.iter_rows(named=True)}
    return {name: _part(name, rows.get(name)) for name in CLASS_OF}


def _part(name: str, row: dict | None) -> _Part:
    if row is None or row["status"] == "missing":
        return _Part(name, "missing", is_there=False, license_from=None, spelling=None)
    is_misspelled = row["mof_status"] == "invalid" and row["_read"] == "included"
    spelling = row["license_ids"][0] if is_misspelled and len(row["license_ids"]) == 1 else None
    return _Part(name, row["mof_status"], is_there=True, license_from=row["license_from"], spelling=spelling)


def _changes(parts: list[_Part], shared: tuple[str, ...], order: int) -> tuple[tuple[Change, ...], tuple[int, int]]:
    """Return the changes that make all parts count when some shared licenses are exchanged, and what breaks ties."""
    changes = []
    for scope in shared:
        covered = [part for part in parts if scope in part.scopes]
        changes.append(_shared_change(scope, covered))
    for part in parts:
        if part.is_included or set(part.scopes) & set(shared):
            continue
        changes.append(_own_change(part) if part.is_there else _publication(part))
    return tuple(changes), (len(shared), order)


def _shared_change(scope: str, covered: list[_Part]) -> Change:
    what = "the license of the distribution" if scope == "distribution" else f"the license for {scope}"
    status = covered[0].status if covered else "missing"
    spelling = covered[0].spelling if covered else None
    action = _licensing(
        f"{what}, which covers {listing([part.name for part in covered], at_most=len(CLASS_OF))},", spelling
    )
    return Change(what.removeprefix("the ").capitalize(), status, "included", LICENSING, action)


def _own_change(part: _Part) -> Change:
    return Change(
        part.name, part.status, "included", LICENSING, _licensing(f"the license of {part.name}", part.spelling)
    )


def _licensing(what: str, spelling: str | None) -> str:
    if spelling:
        return f"Write {what} as {spelling}, the identifier that the tool knows"
    return f"Make {what} an open one"


def _publication(part: _Part) -> Change:
    kind = "weights" if part.name in _WEIGHTS else COMPONENTS[part.name]
    return Change(part.name, "missing", "included", kind, f"Publish {part.name} under an open license")
