"""The table of rules from clauses to verdicts: ``data/raw/licenses/rules.yml``, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from openness.licenses.clauses import limits
from openness.licenses.clauses.limits import VERDICTS, Limit
from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError, did_you_mean
from openness.project.files import read_yaml
from openness.project.once import once
from openness.tables import schema

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

_CLAUSES = {column.name: column for column in schema.CLAUSES}
_RULE_FIELDS = ("id", "clause", "when", "criterion", "verdict", "tier", "because", "source")
_KNOWN_FIELDS = ("ids", "versions_of", "tier", "clauses", "further", "because", "source")


@dataclass(frozen=True)
class Rule:
    """What follows from one value of one clause.

    Attributes
    ----------
    id, clause
        Name of the rule; the clause it looks at.
    when
        The value that sets it off; ``given``: any value but null and an empty list.
    criterion, verdict
        Number of the criterion of the Open Source Definition; ``violated`` or ``arguable``.
    tier
        The license is in this tier at least; None where the rule says nothing of it.
    because, source
        Reasoning and link.
    """

    id: str
    clause: str
    when: Any
    criterion: int
    verdict: str
    because: str
    source: str
    tier: str | None = None

    def applies(self, value: Any) -> bool:
        """Return whether a clause of this value sets the rule off; null never does."""
        if value is None:
            return False
        return value not in ((), []) if self.when == GIVEN else value == self.when


@dataclass(frozen=True)
class Known:
    """What the name of an identifier without a record settles: a tier, or clauses and limits to be judged."""

    because: str
    tier: str | None = None
    clauses: Mapping[str, Any] | None = None
    source: str | None = None
    further: tuple[Limit, ...] = ()


@dataclass(frozen=True)
class Rules:
    """All of ``rules.yml``; see there for what each part means.

    The keys of `ids`, `versions_of` and `families` are case-folded; `names` are the identifiers they answer to, as
    spelled.
    """

    rules: tuple[Rule, ...]
    no_rule: Mapping[str, str]
    deciding: tuple[str, ...]
    ids: Mapping[str, Known]
    versions_of: Mapping[str, Known]
    families: Mapping[str, tuple[str, ...]]
    names: tuple[str, ...]


@once()
def read() -> Rules:
    """Return the rules of a raw folder, by default ``data/raw``.

    Raises
    ------
    MissingFileError, BadFileError
        The file is not there; it does not parse; a rule names a clause, a value, a criterion, a verdict or a tier that
        does not exist; a clause has neither a rule nor a reason for having none.
    """
    path = paths.raw() / "licenses" / "rules.yml"
    name = paths.shown(path)
    if not path.is_file():
        raise MissingFileError(f"{name} is not there")
    return parse(read_yaml(path.read_bytes(), name), name)


def parse(document: Any, name: str) -> Rules:
    """Return the rules a YAML document holds; `name` is the file's, for messages."""
    parts = {"rules": list, "no_rule": dict, "deciding": list, "known": list, "families": dict}
    if not isinstance(document, dict):
        raise BadFileError(f"{name} is not a mapping")
    for part, kind in parts.items():
        if not isinstance(document.get(part), kind):
            raise BadFileError(f"{name}: {part!r} is not a {'list' if kind is list else 'mapping'}")
    for part in document:
        _one_of(part, tuple(parts), "part", name)
    rules = tuple(_rule(entry, number, name) for number, entry in enumerate(document["rules"], start=1))
    ids = [rule.id for rule in rules]
    if doubled := sorted({one for one in ids if ids.count(one) > 1}):
        raise BadFileError(f"{name}: more than one rule is called {', '.join(doubled)}")
    judged = {rule.clause for rule in rules}
    for clause in (*document["no_rule"], *document["deciding"]):
        _one_of(clause, tuple(_CLAUSES), "clause", name)
    if lacking := [clause for clause in _CLAUSES if (clause in judged) == (clause in document["no_rule"])]:
        raise BadFileError(f"{name}: either a rule or an entry of no_rule is needed for {', '.join(lacking)}")
    exact, versions = {}, {}
    names = list(document["families"])
    for number, entry in enumerate(document["known"], start=1):
        known = _known(entry, f"{name}, known {number}")
        for key, found in (("ids", exact), ("versions_of", versions)):
            for identifier in entry.get(key, ()):
                if found.setdefault(identifier.casefold(), known) is not known:
                    raise BadFileError(f"{name}: {identifier} stands twice under known")
        names += [*entry.get("ids", ()), *(f"LicenseRef-{one}-unspecified" for one in entry.get("versions_of", ()))]
    families = {key.casefold(): _family(key, entry, name) for key, entry in document["families"].items()}
    return Rules(
        rules,
        MappingProxyType(document["no_rule"]),
        tuple(document["deciding"]),
        MappingProxyType(exact),
        MappingProxyType(versions),
        MappingProxyType(families),
        tuple(names),
    )


def _rule(entry: Any, number: int, name: str) -> Rule:
    where = f"{name}, rule {number}"
    _fields(entry, _RULE_FIELDS, where)
    for key in _RULE_FIELDS:
        if key != "tier" and entry.get(key) is None:
            raise BadFileError(f"{where} lacks {key!r}")
    _one_of(entry["clause"], tuple(_CLAUSES), "clause", where)
    _value(entry["clause"], entry["when"], where)
    _one_of(entry["criterion"], tuple(CRITERIA), "criterion", where)
    _one_of(entry["verdict"], VERDICTS, "verdict", where)
    _tier(entry, where)
    _link(entry, where)
    return Rule(**entry)


def _known(entry: Any, where: str) -> Known:
    _fields(entry, _KNOWN_FIELDS, where)
    if not (entry.get("ids") or entry.get("versions_of")) or not entry.get("because"):
        raise BadFileError(f"{where} lacks 'because', or 'ids' and 'versions_of'")
    if ("tier" in entry) == ("clauses" in entry):
        raise BadFileError(f"{where} needs either a tier or clauses")
    _tier(entry, where)
    _link(entry, where)
    clauses = entry.get("clauses")
    if clauses is not None:
        for clause, value in clauses.items():
            _one_of(clause, tuple(_CLAUSES), "clause", where)
            if value is not None:
                _value(clause, value, where)
        clauses = MappingProxyType({key: tuple(v) if isinstance(v, list) else v for key, v in clauses.items()})
    return Known(
        entry["because"], entry.get("tier"), clauses, entry.get("source"), limits.parse(entry.get("further"), where)
    )


def _family(key: str, members: Any, name: str) -> tuple[str, ...]:
    if not isinstance(members, list) or not members or not all(isinstance(one, str) for one in members):
        raise BadFileError(f"{name}: the family {key} is {members!r}; expected a list of identifiers")
    return tuple(members)


def _fields(entry: Any, known: tuple[str, ...], where: str) -> None:
    if not isinstance(entry, dict):
        raise BadFileError(f"{where} is not a mapping")
    for key in entry:
        _one_of(key, known, "field", where)


def _value(clause: str, value: Any, where: str) -> None:
    column = _CLAUSES[clause]
    if column.type == "boolean":
        fits = isinstance(value, bool)
    elif column.values:
        fits = value in column.values
    else:
        fits = value == GIVEN or (column.type == "list" and isinstance(value, list))
    if not fits:
        expected = ", ".join(column.values or (("true", "false") if column.type == "boolean" else (GIVEN,)))
        raise BadFileError(f"{where}: {clause} is {value!r}; expected one of {expected}")


def _tier(entry: dict, where: str) -> None:
    if entry.get("tier") is not None:
        _one_of(entry["tier"], schema.LICENSE_TIERS, "tier", where)


def _link(entry: dict, where: str) -> None:
    source = entry.get("source")
    if source is not None and not str(source).startswith("https://"):
        raise BadFileError(f"{where}: source is {source!r}; expected a link")


def _one_of(value: Any, known: tuple, key: str, where: str) -> None:
    if value not in known or isinstance(value, bool):
        raise BadFileError(f"{where}: unknown {key} {value!r}{did_you_mean(str(value), [str(one) for one in known])}")
