"""What relations ask beyond the table of rules: lines of business, services, distilled models, products around it."""

from collections.abc import Iterator, Sequence

from openness.licenses.clauses import moves, verdicts
from openness.licenses.rights import sizes, table
from openness.licenses.rights.asker import Company
from openness.licenses.rights.points import Point
from openness.licenses.rights.table import IF, NO, UNKNOWN
from openness.licenses.rights.terms import Said, Terms, point

_EFFECTS = {"forbidden": "is forbidden", "needs_license": "needs another license", "needs_review": "needs a review"}


def business(found: Terms, relation: str, company: Company, thresholds: Sequence[sizes.Size]) -> Iterator[Point]:
    """Yield what is said of lines of business: hosting, competing, sectors."""
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
            yield point(
                NO if certain else IF, f"offering it as a service {effect}", "business_restriction", place, found
            )
        elif one.what == "competing":
            yield point(IF, f"what competes with the licensor {effect}", "business_restriction", place, found)
        elif one.what == "sector":
            hit = company.sector is not None and company.sector in (one.sector or "").casefold()
            certain = hit and one.effect != "needs_review" and not one.above
            yield point(NO if certain else IF, f"{one.sector} {effect}", "business_restriction", place, found)


def further(found: Terms, relation: str) -> Iterator[Point]:
    """Yield limits that stand in no clause."""
    listed = found.said("business_restriction")
    has_hosting = listed.is_decided and any(one.what == "hosting" for one in listed.value or ())
    for limit in found.further:
        place = Said(None, section=limit.section, document=found.id)
        if limit.limit not in table.LIMITS:
            yield point(UNKNOWN, f"a limit of its own: {limit.limit}", "further", place, found)
            continue
        relations, answer, words = table.LIMITS[limit.limit]
        if relation in relations and not (has_hosting and relation == "host"):
            yield point(answer, words, "further", place, found)


def hosting(found: Terms) -> Iterator[Point]:
    """Yield what is asked of who offers it as a service."""
    if section := table.FORBIDS_HOSTING.get(found.id):
        yield Point(NO, "it may not be offered as a service", "business_restriction", section, found.id)
    bound, copies = found.said("use_restrictions_flow_down"), found.said("redistribution")
    if section := table.HOSTED.get(found.id):
        if copies.value is False:
            yield point(
                NO, "offering it as a service passes it on, which is not allowed", "redistribution", copies, found
            )
        elif bound.value:
            words = "whoever is served must be bound to the use restrictions"
            yield Point(IF, words, "use_restrictions_flow_down", f"{section}; {bound.section}", found.id)
    elif found.id not in table.NOT_HOSTED and (bound.value or not bound.is_decided):
        words = "whether whoever is served must be bound to the use restrictions is not recorded"
        yield point(IF, words, "use_restrictions_flow_down", bound, found)
    shares = found.said("share_alike")
    if section := table.NETWORK.get(found.key):
        words = "users of a changed version over the network must be offered its source"
        yield Point(IF, words, "share_alike", section, found.id)
    elif found.key not in table.DUTIES_OF_HOSTS and (
        not shares.is_decided or (shares.value and moves.style(found.id) == moves.UNKNOWN)
    ):
        words = "whether users of a changed version over the network must be offered its source is not recorded"
        yield point(IF, words, "share_alike", shares, found)


def distilling(found: Terms) -> Iterator[Point]:
    """Yield whether a model trained to perform like it may count as a changed version."""
    if found.id in table.NOT_DISTILLED or verdicts.is_osi_approved(found.id) or table.is_plain(found.id):
        return
    changed = ("derivatives", "share_alike", "use_restrictions_flow_down", "model_name_prefix", "redistribution")
    plain = {"derivatives": True, "redistribution": True}
    if any(found.said(one).value not in (plain.get(one, False), plain.get(one)) for one in changed):
        words = "whether a model trained to perform like it counts as a changed version is not recorded"
        yield Point(UNKNOWN, words, "derivatives", None, found.id)


def embedding(found: Terms) -> Iterator[Point]:
    """Yield whether what contains it must be under the same license."""
    said = found.said("share_alike")
    if not said.is_decided or not said.value:
        return
    style = moves.STRONG if found.key in table.STRONG else moves.style(found.id)
    if style in (moves.STRONG, moves.NETWORK) and not found.id.startswith("CC"):
        yield point(IF, "a program that contains it must be under the same license", "share_alike", said, found)
    elif style == moves.UNKNOWN and not found.id.startswith("CC"):
        words = "whether what contains it must be under the same license is not recorded"
        yield point(UNKNOWN, words, "share_alike", said, found)
