"""A set of clauses against the table of rules: which criteria they violate, and which tier that makes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from openness.licenses.clauses import verdict_rules
from openness.licenses.clauses.declared import CLAUSES, NULL_IS_ABSENT, ORDER, UNSPECIFIED
from openness.licenses.clauses.verdict_rules import Limit, Rule, Rules


@dataclass(frozen=True)
class Finding:
    """A rule that a license sets off."""

    rule: Rule | Limit  # with criterion, verdict, tier and reasoning
    value: Any  # what the clause says
    # id of the document and section of it that says so; None where not known
    where: str | None = None
    section: str | None = None
    # the words and their line in a text that was read; None where a record was
    quote: str | None = None
    line: int | None = None

    @property
    def clause(self) -> str:
        """Name of the clause."""
        return self.rule.clause


@dataclass(frozen=True)
class Verdict:
    """What a license is worth."""

    # criteria of the Open Source Definition that its clauses violate; that they arguably violate, without those
    # violated anyway. Of clauses that were not decided nothing is said: see `undecided`
    osd_violations: tuple[int, ...] = ()
    osd_arguable: tuple[int, ...] = ()
    tier: str = UNSPECIFIED  # one of the tiers of ``tables.schema``
    at_least: str | None = (
        None  # tier that the decided clauses set, whatever the others say; None where none is decided
    )
    findings: tuple[Finding, ...] = ()  # the rules that led there
    undecided: tuple[str, ...] = ()  # clauses not decided that could change the verdict
    # why the tier is not the one that the findings set, or how the license was judged; None where findings say it
    because: str | None = None
    source: str | None = None
    is_judged: bool = False  # whether clauses were judged; if not, that no criterion is violated says nothing

    @property
    def set_by(self) -> tuple[str, ...]:
        """Names of the clauses and limits that set the tier."""
        return tuple(dict.fromkeys(one.clause for one in self.findings if one.rule.tier == self.tier))


@dataclass(frozen=True)
class Said:
    """A decided clause, and what is known of where it stands (fields of :class:`Finding`)."""

    value: Any
    place: Mapping[str, Any] = field(default_factory=dict)


def judge(clauses: Mapping[str, Any], table: Rules | None = None, further: tuple[Finding, ...] = ()) -> Verdict:
    """Return the verdict on a set of clauses, and on limits that stand in none; the rules are those of ``data/raw``.

    A clause that is not there is undecided, and so is null in a clause for which null is no value (for a threshold or a
    name, null says that there is none). Undecided is never taken for the default. The tier is the strictest that a
    clause sets; where an undecided clause of ``deciding`` (``rules.yml``) could make it stricter, the tier is
    ``unspecified`` and `at_least` says what is certain.
    """
    said = {name: Said(value) for name, value in clauses.items() if value is not None or name in NULL_IS_ABSENT}
    return judge_said(with_parts(said), table or verdict_rules.read(), further)


def with_parts(said: Mapping[str, Said]) -> dict[str, Said]:
    """Return decided clauses with what they settle of each other.

    Without any limit on outputs there is none on the work. A threshold without a known effect leaves that undecided.
    """
    found = dict(said)
    summary = said.get("output_training_restriction")
    if "outputs" not in said and summary is not None and summary.value == "none":
        found["outputs"] = Said(())
    given = any(name in said and said[name].value is not None for name in ("user_threshold", "revenue_threshold"))
    if given and "threshold_effect" in said and said["threshold_effect"].value is None:
        del found["threshold_effect"]
    return found


def judge_said(
    said: Mapping[str, Said], table: Rules, further: tuple[Finding, ...] = (), doubted: Collection[str] = ()
) -> Verdict:
    """Return the verdict on decided clauses, and on limits that stand in no clause; see :func:`judge`.

    Undecided clauses that a sentence speaks of (`doubted`) decide as those of ``deciding`` do.
    """
    findings = further + tuple(
        Finding(rule, said[rule.clause].value, **said[rule.clause].place)
        for rule in table.rules
        if rule.clause in said and rule.applies(said[rule.clause].value)
    )
    violated = {one.rule.criterion for one in findings if one.rule.verdict == "violated"}
    arguable = {one.rule.criterion for one in findings if one.rule.verdict == "arguable"} - violated
    at_least = strictest({one.rule.tier for one in findings if one.rule.tier}) or ("open" if said else None)
    rank = ORDER.index(at_least or "open")

    def stricter(rule: Rule) -> bool:
        return rule.tier is not None and ORDER.index(rule.tier) > rank

    def new(rule: Rule) -> bool:
        return rule.criterion not in violated and (rule.verdict == "violated" or rule.criterion not in arguable)

    unknown = [rule for rule in table.rules if rule.clause not in said]
    changing = {rule.clause for rule in unknown if stricter(rule) or new(rule)}
    raising = {rule.clause for rule in unknown if stricter(rule)}
    return Verdict(
        osd_violations=tuple(sorted(violated)),
        osd_arguable=tuple(sorted(arguable)),
        tier=UNSPECIFIED if at_least is None or raising & {*table.deciding, *doubted} else at_least,
        at_least=at_least,
        findings=findings,
        undecided=tuple(name for name in CLAUSES if name in changing),
        is_judged=bool(said),
    )


def strictest(tiers: Collection[str]) -> str | None:
    """Return the strictest of some tiers, ``unspecified`` not among them; None of none."""
    return max(tiers, key=ORDER.index, default=None)
