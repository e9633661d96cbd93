"""Licenses side by side: clause by clause, against the Open Source Definition, and under definitions of open."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from openness.charts.theme import State
from openness.licenses.clauses import catalog, verdicts
from openness.licenses.rights.asker import Company
from openness.licenses.rights.matrix import matrix
from openness.licenses.rights.show import permits
from openness.measures import definitions
from openness.measures.license_clauses import CLAUSE_LOOK, clause_states
from openness.studies.llama_case import results

UNKNOWN = "unknown"
ON_CONDITIONS = "on conditions"
"""How a page says the answer "if"."""
_IN_WORDS = pl.col("answer").replace("if", ON_CONDITIONS)
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


def criterion_states(ids: Sequence[str]) -> pl.DataFrame:
    """Return :data:`results.CRITERIA`: every license under every criterion of the Open Source Definition."""
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
    return pl.DataFrame(rows, schema=results.CRITERIA.schema, orient="row")


def summary(ids: Sequence[str]) -> pl.DataFrame:
    """Return :data:`results.VERDICTS`."""
    rows = []
    for name in ids:
        record, verdict = catalog.get(name), verdicts.of_license(name)
        day = record.effective_date.isoformat() if record.effective_date else None
        criteria = (", ".join(map(str, found)) or None for found in (verdict.osd_violations, verdict.osd_arguable))
        rows.append((name, day, "yes" if verdicts.is_osi_approved(name) else "no", *criteria, verdict.tier))
    return pl.DataFrame(rows, schema=results.VERDICTS.schema, orient="row")


def permitted(ids: Sequence[str], company: Company) -> pl.DataFrame:
    """Return :data:`results.PERMITS` of a company under several licenses."""
    found = [permits(name, company).with_columns(license=pl.lit(name)) for name in ids]
    empty = pl.DataFrame(schema=results.PERMITS.schema)
    return pl.concat(found).select(results.PERMITS.names).with_columns(_IN_WORDS) if found else empty


def compatible(ids: Sequence[str]) -> pl.DataFrame:
    """Return :data:`results.COMPATIBLE`: whether a version of what is under one license may be under another."""
    return pl.DataFrame(matrix(ids), schema=results.COMPATIBLE.schema).with_columns(_IN_WORDS)


def answers(tables: definitions.Tables, releases: Sequence[str]) -> pl.DataFrame:
    """Return :data:`results.ANSWERS` of every definition that the releases' source can answer."""
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
        return pl.DataFrame(schema=results.ANSWERS.schema)
    order = pl.DataFrame({"release": list(dict.fromkeys(releases))}).with_row_index("_place")
    return (
        pl.concat(parts)
        .join(order, on="release", maintain_order="left")
        .sort("_place", maintain_order=True)
        .drop("_place")
    )


def tally(licenses: pl.DataFrame, answers: pl.DataFrame) -> dict[str, Any]:
    """Return what is said of licenses and releases: approvals, violations, answers by definition."""
    failing = licenses["violated"].drop_nulls().to_list()
    given = {one: answers.filter(answer=one).height for one in ANSWER_LOOK}
    by_definition = answers.group_by("definition", maintain_order=True)
    return {
        "licenses": licenses.height,
        "approved": licenses.filter(osi="yes").height,
        "failing": len(failing),
        "criteria": sorted({int(number) for one in failing for number in one.split(", ")}),
        "definitions": answers["definition"].n_unique(),
        "releases": answers["release"].n_unique(),
        "answers": given,
        "always": [title for (title,), part in by_definition if set(part["answer"]) == {"yes"}],
    }


CRITERION_LOOK = {
    "violated": State("vermilion", "V"),
    "arguable": State("orange", "A"),
    "no conflict found": State("sky", "\u00b7"),
    "undecided": State("pale", "?"),
}
PERMIT_LOOK = {
    "yes": State("blue", "Y"),
    ON_CONDITIONS: State("orange", "C"),
    "no": State("vermilion", "N"),
    "unknown": State("pale", "?"),
}
ANSWER_LOOK = {"yes": State("blue", "Y"), "no": State("vermilion", "N"), "unknown": State("pale", "?")}


def clause_table(ids: Sequence[str]) -> pl.DataFrame:
    """Return :data:`results.RESTRICTIONS`."""
    found = clause_states(ids).filter(pl.col("status").is_in(list(CLAUSE_LOOK)[:2]))
    return found.with_columns(
        pl.col("clause").str.replace_all("_", " "), pl.col("document").str.strip_prefix("LicenseRef-")
    )
