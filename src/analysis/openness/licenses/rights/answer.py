"""May they: the rules of ``table`` applied to one license, one relation and one who asks.

Everything that bears on the question is a point: it forbids, it is not known, or it is a duty or a condition. The
strongest decides; only where there is none is the answer yes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from openness.licenses.clauses import moves, verdicts
from openness.licenses.clauses.declared import CLAUSES
from openness.licenses.rights import sizes, table, terms, under
from openness.licenses.rights.asker import MILITARY, NAMED, SECTORS, Company
from openness.licenses.rights.places import is_within, may_be_within
from openness.licenses.rights.points import Point, rank, strongest
from openness.licenses.rights.table import IF, NO, UNKNOWN, YES
from openness.licenses.rights.terms import Said, Terms
from openness.project.errors import BadValueError, UnknownNameError
from openness.words.names import label

ANYBODY = Company()
_EFFECTS = {"forbidden": "is forbidden", "needs_license": "needs another license", "needs_review": "needs a review"}


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
        SPDX id or ``LicenseRef-...``, ``LicenseRef-`` may be left out; several hold together, as of merged models.
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
    names = tuple(
        dict.fromkeys(verdicts.resolve(one) for one in ([licenses] if isinstance(licenses, str) else licenses))
    )
    if not names:
        raise BadValueError("no license is named; expected at least one")
    target = verdicts.resolve(to_be_under) if to_be_under is not None else None
    if target and (relation not in (*table.MAKES, "distill") or company.keeps_changes):
        raise BadValueError(
            f"{relation} makes no version to be published under {target}; expected {', '.join(table.MAKES)} or distill"
        )
    choices = [[target]] if target else _merged_under(names) if relation == "merge" else [[]]
    each = [
        strongest(
            point
            for name in names
            for point in _of_name(name, relation, company, [one for one in targets if target or one != name])
        )
        for targets in choices
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
    yield from _of_business(found, relation, company, thresholds or ())
    yield from _further(found, relation)
    if relation == "host":
        yield from _hosting(found)
    elif relation == "distill" and not as_one:
        yield from _distilling(found)
    elif relation == "embed":
        yield from _embedding(found)
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
                words = f"not known: {label(clause).lower()}"
                yield Point(answer, f"{words} ({said.reason})" if said.reason else words, clause, None, found.id)


def _matters(found: Terms, clause: str, relation: str, company: Company) -> bool:
    """Say whether an undecided clause bears on a question."""
    if company.keeps_changes and relation in table.MAKES:
        return clause not in table.OF_PUBLISHING
    if clause == "business_restriction" and relation == "host":
        is_read = any("host" in table.LIMITS[one.limit][0] for one in found.further if one.limit in table.LIMITS)
        return not is_read and found.id not in {**table.HOSTED, **table.NOT_HOSTED, **table.FORBIDS_HOSTING}
    if clause == "copy_of_terms":
        return clause in CLAUSES
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
            yield _point(UNKNOWN, words, rule.clause, said, found)
        else:
            yield _point(rule.answer, rule.words.format(said.value), rule.clause, said, found)


def _sized(found: Terms, relation: str, company: Company, thresholds: Sequence[sizes.Size]) -> Iterator[Point]:
    brand = found.said("branding_required").value
    shown = relation in table.SHOWN and not (company.keeps_changes and relation in table.MAKES)
    for one in thresholds:
        side = sizes.compare(one, company)
        if side == sizes.UNDER or (one.only_for == "hosting" and relation != "host"):
            continue
        if one.effect == sizes.DISPLAY and not shown:
            continue
        effect = {
            "forbids": "it may not be used",
            "needs_license": "another license is required",
            "needs_review": "the licensor has to agree first",
            "needs_registration": "registration is required",
            sizes.DISPLAY: f"“{brand}” must be displayed" if brand else "the name must be displayed",
        }.get(one.effect, "something else holds that is not recorded")
        line = {"competing": ", for what competes with the licensor", "sector": ", in a line of business that it names"}
        answer = IF
        if one.effect == "not_recorded":
            answer = UNKNOWN
        elif side == sizes.ABOVE and one.effect in sizes.ENDS and one.only_for in (None, "hosting"):
            answer = NO
        said = Said(None, section=one.section, document=found.id)
        words = f"above {one.words}{line.get(one.only_for or '', '')} {effect}"
        yield _point(answer, words, "thresholds", said, found)


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
        yield _point(answer, words, "geo_exclusion", said, found)


def _of_sector(found: Terms, relation: str, company: Company) -> Iterator[Point]:
    if company.sector is None or relation not in table.RUNS:
        return
    kind, restricted = SECTORS[company.sector], found.said("behavioural_use_restrictions")
    military = found.said("military_ban")
    if kind == MILITARY and not military.is_decided:
        yield _point(UNKNOWN, "whether military use is forbidden is not known", "military_ban", military, found)
    elif kind == MILITARY and military.value:
        yield _point(NO, "military use is forbidden by name", "military_ban", military, found)
    elif kind != MILITARY and kind == NAMED and restricted.is_decided and restricted.value:
        words = f"whether the forbidden purposes reach {company.sector} is not recorded; the list has to be read"
        yield _point(UNKNOWN, words, "behavioural_use_restrictions", restricted, found)


def _of_business(found: Terms, relation: str, company: Company, thresholds: Sequence[sizes.Size]) -> Iterator[Point]:
    said = found.said("business_restriction")
    for one in said.value or () if said.is_decided else ():
        if any(size.only_for == one.what for size in thresholds):
            continue
        place = Said(None, section=one.section or said.section, document=said.document)
        forbids = {
            "forbidden": "is forbidden",
            "needs_license": "needs another license",
            "needs_review": "needs a review",
        }
        effect = forbids[one.effect] + (f" above {one.above}" if one.above else "")
        if one.what == "hosting" and relation == "host":
            duty = table.DUTIES_OF_HOSTS.get(found.key)
            if duty:
                yield Point(IF, duty[1], "business_restriction", duty[0], found.id)
                continue
            certain = one.effect != "needs_review" and not one.above
            yield _point(
                NO if certain else IF, f"offering it as a service {effect}", "business_restriction", place, found
            )
        elif one.what == "competing":
            yield _point(IF, f"what competes with the licensor {effect}", "business_restriction", place, found)
        elif one.what == "sector":
            hit = company.sector is not None and company.sector in (one.sector or "").casefold()
            certain = hit and one.effect != "needs_review" and not one.above
            yield _point(NO if certain else IF, f"{one.sector} {effect}", "business_restriction", place, found)


def _further(found: Terms, relation: str) -> Iterator[Point]:
    listed = found.said("business_restriction")
    has_hosting = listed.is_decided and any(one.what == "hosting" for one in listed.value or ())
    for limit in found.further:
        place = Said(None, section=limit.section, document=found.id)
        if limit.limit not in table.LIMITS:
            yield _point(UNKNOWN, f"a limit of its own: {limit.limit}", "further", place, found)
            continue
        relations, answer, words = table.LIMITS[limit.limit]
        if relation in relations and not (has_hosting and relation == "host"):
            yield _point(answer, words, "further", place, found)


def _hosting(found: Terms) -> Iterator[Point]:
    if section := table.FORBIDS_HOSTING.get(found.id):
        yield Point(NO, "it may not be offered as a service", "business_restriction", section, found.id)
    bound, copies = found.said("use_restrictions_flow_down"), found.said("redistribution")
    if section := table.HOSTED.get(found.id):
        if copies.value is False:
            yield _point(
                NO, "offering it as a service passes it on, which is not allowed", "redistribution", copies, found
            )
        elif bound.value:
            words = "whoever is served must be bound to the use restrictions"
            yield Point(IF, words, "use_restrictions_flow_down", f"{section}; {bound.section}", found.id)
    elif found.id not in table.NOT_HOSTED and (bound.value or not bound.is_decided):
        words = "whether whoever is served must be bound to the use restrictions is not recorded"
        yield _point(IF, words, "use_restrictions_flow_down", bound, found)
    shares = found.said("share_alike")
    if section := table.NETWORK.get(found.key):
        words = "users of a changed version over the network must be offered its source"
        yield Point(IF, words, "share_alike", section, found.id)
    elif found.key not in table.DUTIES_OF_HOSTS and (
        not shares.is_decided or (shares.value and moves.style(found.id) == moves.UNKNOWN)
    ):
        words = "whether users of a changed version over the network must be offered its source is not recorded"
        yield _point(IF, words, "share_alike", shares, found)


def _distilling(found: Terms) -> Iterator[Point]:
    if found.id in table.NOT_DISTILLED or verdicts.is_osi_approved(found.id) or table.is_plain(found.id):
        return
    changed = ("derivatives", "share_alike", "use_restrictions_flow_down", "model_name_prefix", "redistribution")
    plain = {"derivatives": True, "redistribution": True}
    if any(found.said(one).value not in (plain.get(one, False), plain.get(one)) for one in changed):
        words = "whether a model trained to perform like it counts as a changed version is not recorded"
        yield Point(UNKNOWN, words, "derivatives", None, found.id)


def _embedding(found: Terms) -> Iterator[Point]:
    said = found.said("share_alike")
    if not said.is_decided or not said.value:
        return
    style = moves.STRONG if found.key in table.STRONG else moves.style(found.id)
    if style in (moves.STRONG, moves.NETWORK) and not found.id.startswith("CC"):
        yield _point(IF, "a program that contains it must be under the same license", "share_alike", said, found)
    elif style == moves.UNKNOWN and not found.id.startswith("CC"):
        words = "whether what contains it must be under the same license is not recorded"
        yield _point(UNKNOWN, words, "share_alike", said, found)


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


def _point(answer: str, words: str, clause: str, said: Said, found: Terms) -> Point:
    return Point(answer, words, clause, said.section, said.document or found.id)
