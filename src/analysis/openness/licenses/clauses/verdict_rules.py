"""The table of rules from clauses to verdicts: ``data/raw/licenses/rules.yml``, read and checked."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from openness.licenses.clauses import limits
from openness.licenses.clauses.declared import CLAUSES, ClauseName, Tier
from openness.project import paths
from openness.project.once import once
from openness.project.yaml_shape import read_shape, shape

GIVEN = "given"
FURTHER = "further"
"""Id of a rule that stands in one license's record, for a limit that no clause covers."""

CRITERIA = MappingProxyType(
    {
        1: "free redistribution",
        2: "source code",
        3: "derived works",
        4: "integrity of the author's source code",
        5: "no discrimination against persons or groups",
        6: "no discrimination against fields of endeavor",
        7: "distribution of license",
        8: "license must not be specific to a product",
        9: "license must not restrict other software",
        10: "license must be technology-neutral",
    }
)
"""The ten criteria of the Open Source Definition, https://opensource.org/osd."""

PARTS = ("weights", "code", "data", "documents")
"""What a license may stand on."""
Part = Literal[PARTS]

VERDICTS = ("violated", "arguable")
Severity = Literal[VERDICTS]


@shape
class Limit:
    """A limit that no clause of ours covers, such as a ban on offering the software as a service; else as a rule."""

    limit: str  # what is limited, in a few words
    section: str | None  # of the license that says so; None where the text was not read
    criterion: int
    verdict: Severity
    tier: Tier
    because: str
    source: str

    def __post_init__(self) -> None:
        _check_criterion(self.criterion)

    @property
    def id(self) -> str:
        """As of a rule: always :data:`FURTHER`."""
        return FURTHER

    @property
    def clause(self) -> str:
        """As of a rule: what is limited."""
        return self.limit


@shape
class Rule:
    """What follows from one value of one clause."""

    id: str
    clause: ClauseName
    when: Any  # the value that sets it off; "given": any value but null and an empty list
    criterion: int  # of the Open Source Definition
    verdict: Severity
    because: str
    source: str
    tier: Tier | None = None  # the license is in this tier at least

    def __post_init__(self) -> None:
        _check_value(self.clause, self.when)
        _check_criterion(self.criterion)
        _check_link(self.source)

    def applies(self, value: Any) -> bool:
        """Return whether a clause of this value sets the rule off; null never does."""
        if value is None:
            return False
        if self.when == GIVEN:
            return value not in ((), [])
        return value == self.when or (isinstance(value, (tuple, list)) and self.when in value)


@shape
class Known:
    """What the name of an identifier without a record settles: a tier, or clauses and limits to be judged."""

    because: str
    ids: tuple[str, ...] = ()
    versions_of: tuple[str, ...] = ()
    tier: Tier | None = None
    clauses: Mapping[ClauseName, Any] | None = None
    source: str | None = None
    further: tuple[Limit, ...] = ()

    def __post_init__(self) -> None:
        if not (self.ids or self.versions_of):
            raise ValueError("lacks 'ids' and 'versions_of'")
        if (self.tier is None) == (self.clauses is None):
            raise ValueError("needs either a tier or clauses")
        for clause, value in (self.clauses or {}).items():
            if value is not None:
                _check_value(clause, value)
        if self.source is not None:
            _check_link(self.source)


@shape
class Dated:
    """A version that a name without one stands for, on works released in some time or called so."""

    name: str
    version: str
    because: str
    since: date | None = None  # first day; None: from the first
    until: date | None = None  # last day; None: to the last
    work: str | None = None  # pattern in the name of the work, case aside; None: whatever it is called
    source: str | None = None

    def __post_init__(self) -> None:
        if self.since is None and self.until is None and self.work is None:
            raise ValueError("needs 'since', 'until' or 'work'")
        if self.work is not None:
            re.compile(self.work)
        if self.source is not None:
            _check_link(self.source)


@shape
class Scoped(Limit):
    """What a license amounts to on some parts of a release alone, such as on code; else as a limit of a record."""

    ids: tuple[str, ...] = ()
    parts: tuple[Part, ...] = PARTS
    tier: Tier | None = None


@shape
class Rules:
    """All of ``rules.yml``; see there for what each part means."""

    rules: tuple[Rule, ...]
    no_rule: Mapping[ClauseName, str]
    deciding: tuple[ClauseName, ...]
    known: tuple[Known, ...]
    families: Mapping[str, tuple[str, ...]]
    dated: tuple[Dated, ...] = ()
    scoped: tuple[Scoped, ...] = ()

    def __post_init__(self) -> None:
        ids = [rule.id for rule in self.rules]
        if doubled := sorted({one for one in ids if ids.count(one) > 1}):
            raise ValueError(f"more than one rule is called {', '.join(doubled)}")
        judged = {rule.clause for rule in self.rules}
        if lacking := [clause for clause in CLAUSES if (clause in judged) == (clause in self.no_rule)]:
            raise ValueError(f"either a rule or an entry of no_rule is needed for {', '.join(lacking)}")
        for names in ([one for known in self.known for one in known.ids], [*self._of_versions]):
            if doubled := sorted({one for one in names if names.count(one) > 1}):
                raise ValueError(f"{', '.join(doubled)} stands twice under known")

    @property
    def _of_versions(self) -> list[str]:
        return [one for known in self.known for one in known.versions_of]

    @cached_property
    def ids(self) -> Mapping[str, Known]:
        """Identifier, case-folded -> what is known of it."""
        return {one.casefold(): known for known in self.known for one in known.ids}

    def on(self, identifier: str, part: str | None) -> tuple[Scoped, ...]:
        """Return what a license amounts to on a part; of no part, what holds on all."""
        asked = set(PARTS) if part is None else {part}
        folded = identifier.casefold()
        return tuple(
            one for one in self.scoped if asked <= set(one.parts) and folded in {name.casefold() for name in one.ids}
        )

    @cached_property
    def versions_of(self) -> Mapping[str, Known]:
        """Name of a license without its version, case-folded -> what is known of all versions."""
        return {one.casefold(): known for known in self.known for one in known.versions_of}

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """Family that no version is named of, case-folded -> its versions."""
        return {name.casefold(): versions for name, versions in self.families.items()}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every identifier that the table answers to, as spelled."""
        unversioned = (f"LicenseRef-{one}-unspecified" for one in self._of_versions)
        return (*self.families, *(one for known in self.known for one in known.ids), *unversioned)


@once()
def read() -> Rules:
    """Return the rules of the raw data at hand."""
    return read_shape(Rules, paths.raw() / "licenses" / "rules.yml")


def _check_value(clause: str, value: Any) -> None:
    column = CLAUSES[clause]
    if column.type == "boolean":
        fits = isinstance(value, bool)
    elif column.type == "list" and isinstance(value, list):
        fits = set(value) <= set(limits.MEMBERS.get(clause, value))
    elif clause in limits.MEMBERS:
        fits = value in limits.MEMBERS[clause]
    elif column.values:
        fits = value in column.values
    else:
        fits = value == GIVEN
    if not fits:
        expected = ", ".join(column.values or (("true", "false") if column.type == "boolean" else (GIVEN,)))
        raise ValueError(f"{clause} is {value!r}; expected one of {expected}")


def _check_criterion(criterion: int) -> None:
    if criterion not in CRITERIA:
        raise ValueError(f"criterion is {criterion}; expected a number from 1 to {len(CRITERIA)}")


def _check_link(source: str) -> None:
    if not source.startswith("https://"):
        raise ValueError(f"source is {source!r}; expected a link")
