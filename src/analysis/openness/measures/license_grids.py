"""Licenses side by side: clause by clause, against the Open Source Definition, and under definitions of open."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import polars as pl

from openness.licenses.clauses import catalog, verdicts
from openness.licenses.clauses.effective import effective
from openness.licenses.clauses.permits import Company, permits
from openness.licenses.clauses.words import value
from openness.measures import definitions
from openness.tables import schema
from openness.words.sentences import counted

CLAUSE_STATES = ("fails the OSD", "arguable", "duty or grant", "no such clause", "unverified")
CRITERION_STATES = ("violated", "arguable", "no conflict found", "undecided")
UNKNOWN = "unknown"
_SHORT_CRITERIA = {
    1: "free redistribution",
    2: "source code",
    3: "derived works",
    4: "author's source",
    5: "persons or groups",
    6: "fields of endeavor",
    7: "distribution of license",
    8: "not for one product",
    9: "other software",
    10: "technology-neutral",
}
"""The criteria of the Open Source Definition, in words that fit the head of a column."""

_LONGEST_NAME = 40


def names(ids: Sequence[str]) -> dict[str, str]:
    """Return license id -> a short name for charts: family and version where that is plain, else the slug."""
    known = catalog.records()
    return {name: _short(name, known.get(name)) for name in ids}


def clause_states(ids: Sequence[str]) -> pl.DataFrame:
    """Return what every license says on every clause, read together with its use policy."""
    rows = []
    known = catalog.records()
    for name in ids:
        clauses = effective(catalog.get(name), known)
        fails = {finding.clause: finding.rule.verdict for finding in reversed(verdicts.of_license(name).findings)}
        for clause, one in clauses.items():
            rows.append(
                (
                    name,
                    clause,
                    _state(one.clause, fails.get(clause)),
                    value(one.clause.value),
                    one.clause.section,
                    one.where,
                )
            )
    columns = ("license", "clause", "status", "said", "section", "document")
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def criterion_states(ids: Sequence[str]) -> pl.DataFrame:
    """Return how every license fares under every criterion of the Open Source Definition."""
    rows = []
    for name in ids:
        verdict = verdicts.of_license(name)
        for number, title in _SHORT_CRITERIA.items():
            found = [finding for finding in verdict.findings if finding.rule.criterion == number]
            state = (
                "violated"
                if number in verdict.osd_violations
                else "arguable"
                if number in verdict.osd_arguable
                else "no conflict found"
                if verdict.is_judged or verdicts.is_osi_approved(name)
                else "undecided"
            )
            because = "; ".join(f"{one.clause.replace('_', ' ')} ({one.section or one.where})" for one in found)
            rows.append((name, f"{number} {title}", state, because if state in ("violated", "arguable") else ""))
    return pl.DataFrame(
        rows, schema=dict.fromkeys(("license", "criterion", "status", "because"), pl.String), orient="row"
    )


def summary(ids: Sequence[str]) -> pl.DataFrame:
    """Return one row a license: on the OSI's list or not, criteria failed, tier."""
    rows = []
    for name in ids:
        record, verdict = catalog.get(name), verdicts.of_license(name)
        rows.append(
            (
                name,
                record.effective_date.isoformat() if record.effective_date else None,
                "yes" if verdicts.is_osi_approved(name) else "no",
                _numbers(verdict.osd_violations),
                _numbers(verdict.osd_arguable),
                verdict.tier,
            )
        )
    columns = ("license", "effective_date", "osi", "violated", "arguable", "tier")
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def permitted(ids: Sequence[str], company: Company) -> pl.DataFrame:
    """Return what a company may do under several licenses: one row a license and action, as ``permits`` has it."""
    found = [permits(name, company).with_columns(license=pl.lit(name)) for name in ids]
    columns = ["license", "action", "answer", "because", "section"]
    return pl.concat(found).select(columns) if found else pl.DataFrame(schema=dict.fromkeys(columns, pl.String))


def answers(tables: definitions.Tables, releases: Sequence[str]) -> pl.DataFrame:
    """Return whether releases are open, under every definition that their source can answer."""
    chosen = tables.releases.filter(pl.col("release_name").is_in(list(releases)))
    own = definitions.Tables(chosen, tables.components, tables.scores)
    sources = chosen["source"].unique().to_list()
    parts = [
        definitions.judge(own, name).select(
            release="release_name",
            definition=pl.lit(definitions.DEFINITIONS[name].title),
            answer=pl.when(pl.col("is_open").is_null())
            .then(pl.lit(UNKNOWN))
            .when("is_open")
            .then(pl.lit("yes"))
            .otherwise(pl.lit("no")),
        )
        for name in (definitions.answered_by(sources[0]) if len(sources) == 1 else [])
    ]
    if not parts:
        return pl.DataFrame(schema=dict.fromkeys(("release", "definition", "answer"), pl.String))
    order = pl.DataFrame({"release": list(dict.fromkeys(releases))}).with_row_index("_place")
    return (
        pl.concat(parts)
        .join(order, on="release", maintain_order="left")
        .sort("_place", maintain_order=True)
        .drop("_place")
    )


def finding(ids: Sequence[str], found: pl.DataFrame) -> str:
    """Return in one paragraph whether the licenses are open source, and by how many definitions releases are open."""
    judged = {name: verdicts.of_license(name) for name in ids}
    approved = [name for name in ids if verdicts.is_osi_approved(name)]
    failing = [name for name, one in judged.items() if one.osd_violations]
    criteria = sorted({number for one in judged.values() for number in one.osd_violations})
    said = [
        f"Of {counted(len(ids), 'license version')}, "
        f"the Open Source Initiative has approved {len(approved) or 'none'}; "
        f"{len(failing)} {'violates' if len(failing) == 1 else 'violate'} the Open Source Definition"
        + (f", criteria {', '.join(map(str, criteria))} among them." if criteria else ".")
    ]
    if found.height:
        yes = found.filter(answer="yes")
        no = found.filter(answer="no")
        said.append(
            f"Under {counted(found['definition'].n_unique(), 'definition')} of open, the answers for "
            f"{counted(found['release'].n_unique(), 'release')} are {yes.height} yes, {no.height} no and "
            f"{found.height - yes.height - no.height} unknown."
        )
        always = [
            title
            for (title,), part in found.group_by("definition", maintain_order=True)
            if set(part["answer"]) == {"yes"}
        ]
        said.append(
            f"All of them are open by: {', '.join(always)}." if always else "No definition calls all of them open."
        )
    return " ".join(said)


def _state(clause: catalog.Clause, verdict: str | None) -> str:
    if clause.state == "unverified":
        return "unverified"
    if verdict is not None:
        return "fails the OSD" if verdict == "violated" else "arguable"
    return "duty or grant" if clause.state == "stated" and clause.value not in (False, "none", ()) else "no such clause"


def _numbers(found: Sequence[int]) -> str | None:
    return ", ".join(map(str, found)) or None


def _short(name: str, record: catalog.License | None) -> str:
    if record is None or not name.startswith("LicenseRef-"):
        return name
    if record.version and record.family in ("llama", "gemma", "yi"):
        return f"{record.family.capitalize()} {record.version}"
    short = re.sub(r"(?i)\s+(?:community )?licen[cs]e(?: agreement)?$", "", record.name)
    return (
        short.title() if short.isupper() else short if len(short) <= _LONGEST_NAME else name.removeprefix("LicenseRef-")
    )


CLAUSE_ORDER = tuple(column.name for column in schema.CLAUSES)


def clause_table(ids: Sequence[str]) -> pl.DataFrame:
    """Return the clauses that fail the Open Source Definition or arguably do, with what they say and where."""
    found = clause_states(ids).filter(pl.col("status").is_in(list(CLAUSE_STATES[:2])))
    return found.with_columns(
        pl.col("clause").str.replace_all("_", " "), pl.col("document").str.strip_prefix("LicenseRef-")
    )


def relabel(column: str, labels: Mapping[str, str]) -> pl.Expr:
    """Return an expression that puts short names in place of license ids."""
    return pl.col(column).replace(dict(labels))
