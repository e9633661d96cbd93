"""May they: the rules of ``table`` applied to one license, one relation and one who asks.

Everything that bears on the question is a point: it forbids, it is not known, or it is a duty or a condition. The
strongest decides; only where there is none is the answer yes.
"""

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from openness.licenses.clauses import verdicts
from openness.licenses.clauses.declared import CLAUSES
from openness.licenses.rights import sizes, special, table, terms, under
from openness.licenses.rights.asker import MILITARY, NAMED, SECTORS, Company
from openness.licenses.rights.places import is_within, may_be_within
from openness.licenses.rights.points import Point, rank, strongest
from openness.licenses.rights.table import IF, NO, UNKNOWN, YES
from openness.licenses.rights.terms import Said, Terms, point
from openness.licenses.strings import expression
from openness.licenses.strings.expression import Expression
from openness.licenses.strings.match import match
from openness.licenses.strings.names import UNKNOWN as UNKNOWN_ID
from openness.project.errors import BadValueError, UnknownNameError
from openness.words.names import label

ANYBODY = Company()
_MOST_CHOICES = 64
"""Alternatives that are looked at."""


@dataclass(frozen=True)
class Answer:
    """Whether somebody may, and what decides."""

    relation: str
    licenses: tuple[str, ...]
    to_be_under: str | None
    answer: str  # yes, if, no or unknown
    points: tuple[Point, ...]  # all that bears on it, the strongest first
    caveats: tuple[str, ...] = ()  # what may end the right later

    @property
    def deciding(self) -> tuple[Point, ...]:
        """The points that make the answer what it is."""
        return tuple(one for one in self.points if one.answer == self.answer)

    @property
    def because(self) -> str:
        """What decides, in one line."""
        return "; ".join(dict.fromkeys(one.words for one in self.deciding)) or "no clause limits it"

    @property
    def section(self) -> str:
        """The sections that decide."""
        return "; ".join(dict.fromkeys(one.place for one in self.deciding if one.place))


def may(
    relation: str, licenses: str | Sequence[str], company: Company = ANYBODY, *, to_be_under: str | None = None
) -> Answer:
    """Return whether somebody may do something with what is under a license.

    Parameters
    ----------
    relation
        One of ``table.RELATIONS``: use, host, fine-tune, merge, quantize, distill, train-on-outputs, embed,
        redistribute.
    licenses
        SPDX id or ``LicenseRef-...``, ``LicenseRef-`` may be left out, or an SPDX expression; several hold together, as
        of merged models. Of alternatives (OR) the one with the mildest answer is taken.
    company
        Who asks. What it leaves open, such as its country, the answer is made to depend on.
    to_be_under
        The license that a changed version shall bear.

    Returns
    -------
    Answer
        ``yes``: nothing limits it. ``if``: on the conditions in ``points``, with their sections. ``no``: a clause
        forbids it. ``unknown``: a clause that could forbid it is not known. No legal advice.

    Raises
    ------
    UnknownNameError
        No such relation or license; the message names the nearest.
    BadValueError
        `to_be_under` with a relation that makes no changed version.
    """
    relation = relation_named(relation)
    given = [licenses] if isinstance(licenses, str) else licenses
    if not given:
        raise BadValueError("no license is named; expected at least one")
    target = verdicts.resolve(to_be_under) if to_be_under is not None else None
    if target and (relation not in (*table.MAKES, "distill") or company.keeps_changes):
        raise BadValueError(
            f"{relation} makes no version to be published under {target}; expected {', '.join(table.MAKES)} or distill"
        )
    answers = [_answer(relation, names, company, target) for names in choices(given)]
    return min(answers, key=lambda one: rank(one.answer))


def choices(given: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the licenses that hold together, once for each alternative that SPDX expressions leave open.

    An expression without OR has one. A license that nobody knows is refused: ``UnknownNameError`` names the nearest.
    """
    found: list[tuple[str, ...]] = [()]
    for one in given:
        parts = _alternatives(_parsed(one)) if " " in one.strip() else [(one,)]
        found = [(*names, *part) for names in found for part in parts]
        if len(found) > _MOST_CHOICES:
            raise BadValueError(f"{one!r} leaves more than {_MOST_CHOICES} choices; expected fewer alternatives")
    return list(dict.fromkeys(tuple(dict.fromkeys(map(verdicts.resolve, names))) for names in found))


def _parsed(given: str) -> Expression:
    """Return an SPDX expression, or what a name of several words stands for."""
    words = given.split()
    if expression.AND in words or expression.OR in words or expression.WITH in words or "(" in given:
        return expression.parse(given)
    named = match(given)
    return given if UNKNOWN_ID in named.ids else expression.parse(named.expression)


def _alternatives(found: Expression) -> list[tuple[str, ...]]:
    if isinstance(found, str):
        return [(found,)]
    parts = [_alternatives(one) for one in found.parts]
    if found.operator == expression.OR:
        return [names for part in parts for names in part]
    count = math.prod(map(len, parts))
    if count > _MOST_CHOICES:
        raise BadValueError(f"an expression leaves {count} choices; expected no more than {_MOST_CHOICES}")
    return [tuple(name for names in each for name in names) for each in itertools.product(*parts)]


def _answer(relation: str, names: tuple[str, ...], company: Company, target: str | None) -> Answer:
    """Return the answer for licenses that hold together."""
    wholes = [[target]] if target else _merged_under(names) if relation == "merge" else [[]]
    each = [
        strongest(
            point
            for name in names
            for point in _of_name(name, relation, company, [one for one in targets if target or one != name])
        )
        for targets in wholes
    ]
    ranked = min(each, key=lambda points: rank(points[0].answer) if points else rank(YES))
    answer = ranked[0].answer if ranked else YES
    return Answer(relation, names, target, answer, ranked, tuple(_caveats(names)))


def _merged_under(names: Sequence[str]) -> list[list[str]]:
    """Return the licenses that a merge as a whole may have to be under: with copyleft among them, one of its parts'.

    Without, the terms of all parts hold side by side, and no license for the whole is looked for.
    """
    shares = [terms.of(one).said("share_alike") for one in names]
    return [[one] for one in names] if any(one.value for one in shares) else [[]]


def relation_named(text: str) -> str:
    """Return the relation that somebody wrote; ``UnknownNameError`` names the nearest."""
    given = "-".join(text.casefold().replace("_", " ").replace("-", " ").split())
    found = {"finetune": "fine-tune", "train": "train-on-outputs"}.get(given, given)
    if found not in table.RELATIONS:
        raise UnknownNameError("relation", text, table.RELATIONS)
    return found


def _of_name(name: str, relation: str, company: Company, targets: list[str]) -> Iterator[Point]:
    versions = verdicts.versions_of(name)
    if not versions:
        yield from _points(terms.of(name), relation, company, targets)
        return
    each = {one: strongest(_points(terms.of(one), relation, company, targets)) for one in versions}
    answers = {points[0].answer if points else YES for points in each.values()}
    if len(answers) > 1:
        said = ", ".join(f"{one} {points[0].answer if points else YES}" for one, points in each.items())
        yield Point(UNKNOWN, f"no version is named, and they do not agree: {said}", None, None, name)
        return
    for points in each.values():
        yield from points


def _points(found: Terms, relation: str, company: Company, targets: list[str]) -> Iterator[Point]:
    if found.is_closed:
        yield Point(NO, "all rights are reserved", None, None, found.id)
        return
    if not found.clauses:
        yield Point(
            UNKNOWN, f"of {found.id} nothing is known: {found.why_unread or 'it has no record'}", None, None, found.id
        )
        return
    thresholds = sizes.of(found)
    as_one = _as_changed(found, relation)
    yield from _undecided(found, relation, company, thresholds)
    for kind in dict.fromkeys((relation, *as_one)):
        yield from _ruled(found, kind, company, thresholds, has_target=bool(targets))
    yield from _sized(found, relation, company, thresholds or ())
    yield from _placed(found, company)
    yield from _of_sector(found, relation, company)
    yield from special.business(found, relation, company, thresholds or ())
    yield from special.further(found, relation)
    if (section := table.INTERNAL_ONLY.get(found.id)) and relation in table.RUNS:
        yield Point(IF, "only for internal business operations", "commercial_use", section, found.id)
    if relation == "host":
        yield from special.hosting(found)
    elif relation == "distill" and not as_one:
        yield from special.distilling(found)
    elif relation == "embed":
        yield from special.embedding(found)
    if relation in table.MAKES or as_one:
        for target in targets:
            yield from under.points(found, terms.of(target))


def _as_changed(found: Terms, relation: str) -> tuple[str, ...]:
    """Return the relation that a distilled model falls under where it counts as a changed version."""
    return ("fine-tune",) if relation == "distill" and found.id in table.DISTILLED else ()


def _undecided(
    found: Terms, relation: str, company: Company, thresholds: tuple[sizes.Size, ...] | None
) -> Iterator[Point]:
    for answer, clauses in ((UNKNOWN, table.FORBIDDING), (IF, table.BINDING)):
        for clause, relations in clauses.items():
            if relation not in relations or not _matters(found, clause, relation, company):
                continue
            said = found.said(clause)
            is_decided = thresholds is not None if clause == "thresholds" else said.is_decided
            if not is_decided:
                words = f"{label(clause).lower()} is not known"
                yield Point(answer, f"{words} ({said.reason})" if said.reason else words, clause, None, found.id)


def _matters(found: Terms, clause: str, relation: str, company: Company) -> bool:
    """Say whether an undecided clause bears on a question."""
    if company.keeps_changes and relation in table.MAKES:
        return clause not in table.OF_PUBLISHING
    if clause == "business_restriction" and relation == "host":
        is_read = any("host" in table.LIMITS[one.limit][0] for one in found.further if one.limit in table.LIMITS)
        return not is_read and found.id not in {**table.HOSTED, **table.NOT_HOSTED, **table.FORBIDS_HOSTING}
    if clause == "copy_of_terms":
        # Where notices have to go along, that is said already; a copy of the license is one of their forms.
        return clause in CLAUSES and not found.said("attribution_notice").value
    if clause == "outputs":
        return found.said("output_training_restriction").value == "ban_other_models"
    return True


def _ruled(
    found: Terms, relation: str, company: Company, thresholds: tuple[sizes.Size, ...] | None, *, has_target: bool
) -> Iterator[Point]:
    is_published = not company.keeps_changes
    display = [one for one in thresholds or () if one.effect == sizes.DISPLAY]
    for rule in table.RULES:
        if relation not in rule.relations or rule.commercial not in (None, company.is_commercial):
            continue
        if rule.published not in (None, is_published):
            continue
        if rule.clause == "branding_required" and display:
            continue
        if rule.clause == "share_alike" and has_target:
            continue
        said = found.said(rule.clause)
        if not said.is_decided or not rule.applies(said.value):
            continue
        if rule.clause == "derivatives" and relation == "quantize" and found.id.startswith("CC-BY"):
            words = "whether a quantized copy is a changed version or the same in another format is not settled"
            yield point(UNKNOWN, words, rule.clause, said, found)
        else:
            yield point(rule.answer, rule.words.format(said.value), rule.clause, said, found)


def _sized(found: Terms, relation: str, company: Company, thresholds: Sequence[sizes.Size]) -> Iterator[Point]:
    brand = found.said("branding_required").value
    shown = relation in table.SHOWN and not (company.keeps_changes and relation in table.MAKES)
    for one in thresholds:
        side = sizes.compare(one, company)
        if side == sizes.UNDER:
            continue
        is_elsewhere = one.only_for == "hosting" and relation != "host"
        if one.effect == sizes.DISPLAY and not shown:
            continue
        effect = {
            "forbids": "it may not be used",
            "needs_license": "another license is required",
            "needs_review": "the licensor has to agree first",
            "needs_registration": "registration is required",
            sizes.DISPLAY: f"“{brand}” must be displayed" if brand else "the name must be displayed",
        }.get(one.effect, "something else holds that is not recorded")
        line = {"hosting": ", for who offers models as a service"} if is_elsewhere else {}
        line |= {
            "competing": ", for what competes with the licensor",
            "sector": ", in a line of business that it names",
        }
        answer = IF
        if one.effect == "not_recorded":
            answer = UNKNOWN
        elif (
            side == sizes.ABOVE and one.effect in sizes.ENDS and one.only_for in (None, "hosting") and not is_elsewhere
        ):
            answer = NO
        said = Said(None, section=one.section, document=found.id)
        words = f"above {one.words}{line.get(one.only_for or '', '')} {effect}"
        yield point(answer, words, "thresholds", said, found)


def _placed(found: Terms, company: Company) -> Iterator[Point]:
    said = found.said("geo_exclusion")
    for region in said.value or () if said.is_decided else ():
        if company.country is None:
            words = f"not in {region}, which is excluded"
            answer = IF
        elif is_within(company.country, region):
            words, answer = f"{region} is excluded", NO
        elif may_be_within(company.country, region):
            words, answer = f"whether {company.country} lies in {region}, which is excluded, is not known", UNKNOWN
        else:
            continue
        if said.limited_to:
            words, answer = f"{words} from the {said.limited_to}", IF if answer == NO else answer
        yield point(answer, words, "geo_exclusion", said, found)


def _of_sector(found: Terms, relation: str, company: Company) -> Iterator[Point]:
    if company.sector is None or relation not in table.RUNS:
        return
    kind, restricted = SECTORS[company.sector], found.said("behavioural_use_restrictions")
    military = found.said("military_ban")
    if kind == MILITARY and not military.is_decided:
        yield point(UNKNOWN, "whether military use is forbidden is not known", "military_ban", military, found)
    elif kind == MILITARY and military.value:
        yield point(NO, "military use is forbidden by name", "military_ban", military, found)
    elif kind != MILITARY and kind == NAMED and restricted.is_decided and restricted.value:
        words = f"whether the forbidden purposes reach {company.sector} is not recorded; the list has to be read"
        yield point(UNKNOWN, words, "behavioural_use_restrictions", restricted, found)


def _caveats(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        found = terms.of(name)
        for clause, words in (
            ("revocable", "the licensor may end the license without a breach"),
            ("licensor_may_amend", "the licensor may change the license or its use policy"),
        ):
            said = found.said(clause)
            if said.value is True:
                place = Point(IF, "", clause, said.section, said.document or name).place
                yield f"{words} ({place})" if place else words
