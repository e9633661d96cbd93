"""The gate of the Open Source AI Definition 1.0: pass, fail or unknown.

Source of the rule: Open Source Initiative, October 2024, https://opensource.org/ai/open-source-ai-definition. How each
clause is judged from each source is written out in :mod:`openness.metrics.osaid.clauses`. A release passes when all
three clauses do, fails when one does, and else is unknown.
"""

from collections.abc import Iterator, Mapping

import polars as pl

from openness.metrics.base import NOT_JUDGED, Metric, Records, finish
from openness.metrics.changes import COSTS, LICENSING, Change, Plan, plan
from openness.metrics.osaid.clauses import CLAUSES, COMPONENTS, FAIL, PASS, UNKNOWN, Finding, Part, Parts, judge
from openness.sources import SOURCES
from openness.sources.common.licensed import expression_of
from openness.sources.source import LICENSE
from openness.tables.cases import first_of
from openness.tables.schema import KEYS

NAME = "osaid"
VERSION = "1.0"
GOAL = "a pass under the Open Source AI Definition 1.0"

_CLAUSE_COLUMNS = {**dict.fromkeys(KEYS, pl.String), "clause": pl.String, "verdict": pl.String, "because": pl.String}


def clauses(records: Records) -> pl.DataFrame:
    """Return the verdict on every clause of every release, and why."""
    rows = [
        (*keys, one.clause, one.verdict, one.because, one.evidence_url)
        for keys, parts in _releases(records.components)
        for one in judge(keys[1], parts)
    ]
    return pl.DataFrame(rows, schema={**_CLAUSE_COLUMNS, "evidence_url": pl.String}, orient="row")


def score(records: Records) -> pl.DataFrame:
    """Score releases."""
    found = clauses(records)
    verdict, clause = pl.col("verdict"), pl.col("clause")
    failed, undecided = clause.filter(verdict == FAIL).first(), clause.filter(verdict == UNKNOWN).first()
    decided = (verdict != UNKNOWN).sum().cast(pl.Int64)
    in_words = pl.col("_clause").str.replace("_", " ")
    return finish(
        found.group_by(KEYS, maintain_order=True)
        .agg(
            first_of({FAIL: (verdict == FAIL).any(), PASS: (verdict == PASS).all()}, UNKNOWN).alias("_verdict"),
            pl.coalesce(failed, undecided).alias("_clause"),
            failed.alias("first_failure"),
            decided.alias("judged_count"),
            pl.coalesce(failed, clause.filter(verdict == PASS).first()).alias("weakest_component"),
        )
        .with_columns(
            pl.col("_verdict").replace_strict({PASS: 1.0, FAIL: 0.0}, default=None).alias("score"),
            pl.when(pl.col("_clause").is_null())
            .then("_verdict")
            .otherwise(pl.format("{}: {}", "_verdict", in_words))
            .alias("label"),
        )
        .join(stubs(records.components), on=KEYS, how="left", maintain_order="left"),
        metric=NAME,
        metric_version=VERSION,
        score_max=1,
        criterion_count=len(CLAUSES),
    )


def stubs(components: pl.DataFrame) -> pl.DataFrame:
    """Return ``KEYS`` and ``is_stub``: whether the source leaves every component of a release blank."""
    is_blank = pl.col("status").is_in(list(NOT_JUDGED)).all()
    return components.group_by(KEYS).agg(is_blank.alias("is_stub"))


def what_if(components: pl.DataFrame, costs: Mapping[str, float] = COSTS) -> Plan | None:
    """Return the cheapest set of changes after which no clause fails."""
    releases = list(_releases(components))
    if len(releases) != 1:
        return None
    (_, source, _), parts = releases[0]
    if not any(part.is_judged for part in parts.values()):
        return None
    failing = [one for one in judge(source, parts) if one.verdict == FAIL]
    changes = tuple(change for one in failing for change in _changes(one, source, parts))
    after = dict(parts) | {change.component: _changed(change, parts) for change in changes}
    unknown = tuple(one.clause for one in judge(source, after) if one.verdict == UNKNOWN)
    return plan(GOAL, changes, unknown, costs)


_KIND = {"code": "code", "parameters": "weights"}
_ANY_APPROVED = "Apache-2.0"
"""Stands for whatever approved license is chosen."""


def _changes(finding: Finding, source: str, parts: Parts) -> list[Change]:
    if finding.clause == "data_information":
        now = parts["datasheet"].status
        return [Change("datasheet", now, "open", "document", "publish a datasheet that describes all training data")]
    what, changes = _KIND[finding.clause], []
    for name in finding.components:
        now = parts[name].status
        # Closed means withheld in the index, and listed under a license that is not open in the tool.
        if now == "closed" and now not in SOURCES[source].there:
            changes.append(Change(name, now, "open", what, f"publish the {what} under an approved license"))
        else:
            then = "open" if SOURCES[source].judges == LICENSE else now
            changes.append(Change(name, now, then, LICENSING, f"put the {what} under an approved license"))
    return changes


def _changed(change: Change, parts: Parts) -> Part:
    is_document = change.kind == "document"
    return Part(change.then, parts[change.component].license if is_document else _ANY_APPROVED)


def _releases(components: pl.DataFrame) -> Iterator[tuple[tuple[str, str, str], Parts]]:
    """Yield the keys of each release whose source has rules, and the components that these look at."""
    wanted = [
        (pl.col("source") == source) & pl.col("component").is_in(list(names)) for source, names in COMPONENTS.items()
    ]
    license_ = expression_of(components.columns).fill_null("NOASSERTION")
    columns = [*KEYS, "component", "status", license_.alias("license"), "evidence_url"]
    found: dict[tuple[str, str, str], dict[str, Part]] = {}
    for *keys, component, status, named, url in (
        components.filter(pl.any_horizontal(wanted)).select(columns).iter_rows()
    ):
        found.setdefault(tuple(keys), {})[component] = Part(status, named, url)
    yield from found.items()


METRIC = Metric(
    name=NAME,
    place=40,
    title="Open Source AI Definition 1.0",
    short="OSAID",
    text="Whether information on the data, the code and the parameters all meet the definition of the OSI.",
    url="https://opensource.org/ai/open-source-ai-definition",
    score=score,
)
