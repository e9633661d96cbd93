"""A license as the command line shows it: one document for programs, the same in words for people."""

import dataclasses
from pathlib import Path
from typing import Any

from openness.licenses.clauses import catalog, verdict_rules, verdicts, words
from openness.licenses.clauses.catalog import effective
from openness.licenses.clauses.declared import UNSPECIFIED
from openness.licenses.clauses.judge import Finding, Verdict
from openness.licenses.scan import hashes
from openness.licenses.strings import crosswalk, spdx
from openness.licenses.texts.read import Evidence, Reading, read_text
from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError, UnknownNameError
from openness.words.names import label


def record(identifier: str) -> dict[str, Any]:
    """Return what is known of a license, by an identifier that ``verdicts.resolve`` takes.

    Fields of the record, ``clauses`` (clause -> value) and ``evidence`` (clause -> state, section, document and reason)
    as they hold together with the use policy, and the verdict. A license without a record has no clauses.
    """
    name = verdicts.resolve(identifier)
    records = catalog.records()
    found = records.get(name)
    listed = spdx.find(name)
    day = found.effective_date if found else None
    clauses = effective(found, records) if found else {}
    return {
        "id": name,
        "name": found.name if found else listed.name if listed else None,
        **{key: getattr(found, key, None) for key in ("kind", "family", "version", "steward")},
        "effective_date": day.isoformat() if day else None,
        "url": found.url if found else f"https://spdx.org/licenses/{listed.id}.html" if listed else None,
        **{key: getattr(found, key, None) for key in ("hugging_face_tag", "predecessor", "use_policy")},
        "also_called": crosswalk.names(name),
        "record": found.id if found else None,
        "note": found.note if found else None,
        "clauses": {key: _plain(one.clause.value) for key, one in clauses.items()},
        "evidence": {
            key: {
                "state": one.clause.state,
                "section": one.clause.section,
                "document": one.where,
                "reason": one.clause.reason,
            }
            for key, one in clauses.items()
        },
    } | _verdict(name, verdicts.of_license(name))


def record_text(document: dict[str, Any]) -> str:
    """Return the document of :func:`record` in words."""
    lines = [document["id"]]
    if document["name"]:
        lines.append(document["name"])
    facts = (
        ("steward", "steward"),
        ("version", "version"),
        ("in effect from", "effective_date"),
        ("kind", "kind"),
        ("family", "family"),
        ("predecessor", "predecessor"),
        ("use policy", "use_policy"),
        ("read at", "url"),
        ("note", "note"),
    )
    lines += [f"  {fact}: {document[key]}" for fact, key in facts if document[key]]
    schemes = {"scancode": "ScanCode key", "hub": "Hub tag"}
    lines += [f"  {schemes[key]}: {', '.join(called)}" for key, called in document["also_called"].items() if called]
    if document["record"] not in (None, document["id"]):
        lines.append(f"  record: {document['record']}, which has the same clauses")
    verdict = verdicts.of_license(document["id"])
    lines += ["", *words.conclusions(document["id"], verdict, is_approved=document["is_osi_approved"])]
    if document["clauses"]:
        rows = [(key, *_row(document, key)) for key in document["clauses"]]
        widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
        lines += ["", *(f"{row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]}".rstrip() for row in rows)]
    return "\n".join(lines)


def explanation(identifier: str, part: str | None = None) -> dict[str, Any]:
    """Return how the verdict on a license, on a part of a release, comes about: findings, and ``steps`` in words."""
    if part is not None and part not in verdict_rules.PARTS:
        raise UnknownNameError("part", part, verdict_rules.PARTS)
    name = verdicts.resolve(identifier)
    verdict = verdicts.of_license(name, part)
    findings = [_finding(one) for one in verdict.findings]
    steps = verdicts.explain(name, part)
    return {"id": name, "part": part, **_verdict(name, verdict), "findings": findings, "steps": steps}


def explanation_text(document: dict[str, Any]) -> str:
    """Return the document of :func:`explanation` in words, a step a paragraph."""
    return "\n\n".join([document["id"], *document["steps"]])


def _verdict(name: str, verdict: Verdict) -> dict[str, Any]:
    return {
        "is_osi_approved": verdicts.is_osi_approved(name),
        "osd_violations": list(verdict.osd_violations),
        "osd_arguable": list(verdict.osd_arguable),
        "is_judged": verdict.is_judged,
        "tier": verdict.tier,
        "tier_at_least": verdict.at_least,
        "tier_set_by": list(verdict.set_by),
        "undecided": list(verdict.undecided),
        "because": verdict.because,
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "rule": one.rule.id,
        "clause": one.clause,
        "value": _plain(one.value),
        "document": one.where,
        "section": one.section,
        "criterion": one.rule.criterion,
        "verdict": one.rule.verdict,
        "tier": one.rule.tier,
        "because": one.rule.because,
        "source": one.rule.source,
    }


def _row(document: dict[str, Any], clause: str) -> tuple[str, str]:
    evidence = document["evidence"][clause]
    if evidence["state"] == "unverified":
        return "?", f"unverified: {evidence['reason']}"
    elsewhere = f"{evidence['document']}, " if evidence["document"] != document["record"] else ""
    place = f"section {evidence['section']}" if evidence["state"] == "stated" else "absent"
    return words.value(document["clauses"][clause]), elsewhere + place


def _plain(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    return [dataclasses.asdict(one) if dataclasses.is_dataclass(one) else one for one in value]


_MOST = 50_000_000
"""Bytes of a file that is read as one license; what is larger is none."""


def contents(path: Path) -> bytes:
    """Return the bytes of a license file; raises ``MissingFileError``, ``BadFileError`` where it is too large."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise BadFileError(f"{paths.shown(path)} is no file; expected a license text (a pipe goes to 'license scan -')")
    try:
        with path.open("rb") as file:
            data = file.read(_MOST + 1)
    except IsADirectoryError as error:
        raise MissingFileError(f"{paths.shown(path)} is a folder; expected the file of a license text") from error
    except OSError as error:
        raise MissingFileError(f"{paths.shown(path)} cannot be read: {error.strerror or error}") from error
    if len(data) > _MOST:
        raise BadFileError(f"{paths.shown(path)} has more than {_MOST:,} bytes; expected the file of a license text")
    return data


def reading_document(text: str | bytes) -> dict[str, Any]:
    """Return what a license text says, with the verdict on it: clauses, evidence, and why the others are undecided."""
    found = read_text(text)
    verdict = verdicts.of_reading(found)
    return {
        "id": found.id,
        "family": found.family,
        "sha256": hashes.of(text),
        "is_known_text": found.identity.is_whole,
        "language": found.language,
        "clauses": {name: _plain(value) for name, value in found.clauses.items()},
        "evidence": {name: {"quote": one.quote, "line": one.line} for name, one in found.evidence.items()},
        "undecided": {name: _unread(why, found.doubts.get(name)) for name, why in found.undecided.items()},
        "work_list": _work(found),
        "osd_violations": list(verdict.osd_violations),
        "osd_arguable": list(verdict.osd_arguable),
        "tier": verdict.tier,
        "tier_at_least": verdict.at_least,
        "because": found.identity.because,
        "notes": list(found.notes),
    }


def _unread(why: str, doubt: Evidence | None) -> dict[str, Any]:
    """Return why a clause is undecided, and the sentence that makes it so; null where it is no sentence."""
    return {"why": why, "quote": doubt.quote if doubt else None, "line": doubt.line if doubt else None}


def _work(found: Reading) -> list[dict[str, Any]]:
    """Return the sentences that somebody has to read, in the order of the text, each with the clauses it decides."""
    clauses: dict[Evidence, list[str]] = {}
    for name, doubt in found.doubts.items():
        clauses.setdefault(doubt, []).append(name)
    return [
        {"line": one.line, "quote": one.quote, "clauses": names}
        for one, names in sorted(clauses.items(), key=lambda pair: pair[0].line)
    ]


def reading_text(document: dict[str, Any]) -> str:
    """Return the document of :func:`reading_document` in words."""
    head = document["id"] or f"No license is named: {document['because']}"
    if not document["id"] and document["family"]:
        head += f" (family {document['family']})"
    lines = [head, *(f"  note: {note}" for note in document["notes"])]
    if document["sha256"]:
        known = "the text of that license, word for word" if document["is_known_text"] else "not a text that is known"
        lines.append(f"  SHA-256 of its words: {document['sha256']} ({known})")
    lines.append("")
    least = document["tier_at_least"]
    floor = f", “{label(least)}” at least" if document["tier"] == UNSPECIFIED and least else ""
    lines.append(f"Tier: {label(document['tier'])}{floor}")
    for key, how in (("osd_violations", "violated"), ("osd_arguable", "arguably violated")):
        if document[key]:
            lines.append(f"Open Source Definition, {how}: {', '.join(map(str, document[key]))}")
    lines.append("")
    width = max(map(len, document["clauses"]))
    for name, value in document["clauses"].items():
        if name in document["undecided"]:
            one = document["undecided"][name]
            said = f"undecided: {one['why']}" + (f"  (line {one['line']}: “{one['quote']}”)" if one["line"] else "")
        elif name in document["evidence"]:
            one = document["evidence"][name]
            said = f"{words.value(value)}  (line {one['line']}: “{one['quote']}”)"
        else:
            said = f"{words.value(value)}  (no such clause)"
        lines.append(f"{name:<{width}}  {said}")
    return "\n".join(lines)
