"""What licenses say, clause by clause, and under which short names they stand in charts."""

import re
from collections.abc import Sequence

import polars as pl

from openness.charts.theme import State
from openness.licenses.clauses import catalog, verdicts
from openness.licenses.clauses.catalog import effective
from openness.licenses.clauses.words import value
from openness.measures import results

CLAUSE_LOOK = {
    "fails the OSD": State("vermilion", "V"),
    "arguable": State("orange", "A"),
    "duty or grant": State("sky", "+"),
    "no such clause": State("pale", "\u00b7"),
    "unverified": State("grey", "?"),
}
"""State of a clause -> how it looks in a grid."""

_LONGEST_NAME = 40


def names(ids: Sequence[str]) -> dict[str, str]:
    """Return license id -> a short name for charts: family and version where that is plain, else the slug."""
    known = catalog.records()
    return {name: _short(name, known.get(name)) for name in ids}


def clause_states(ids: Sequence[str]) -> pl.DataFrame:
    """Return :data:`results.CLAUSES` of some licenses."""
    rows = []
    known = catalog.records()
    for name in ids:
        clauses = effective(catalog.get(name), known)
        fails = {finding.clause: finding.rule.verdict for finding in reversed(verdicts.of_license(name).findings)}
        for clause, one in clauses.items():
            state = _state(one.clause, fails.get(clause))
            rows.append((name, clause, state, value(one.clause.value), one.clause.section, one.where))
    return pl.DataFrame(rows, schema=results.CLAUSES.schema, orient="row")


def _state(clause: catalog.Clause, verdict: str | None) -> str:
    if clause.state == "unverified":
        return "unverified"
    if verdict is not None:
        return "fails the OSD" if verdict == "violated" else "arguable"
    return "duty or grant" if clause.state == "stated" and clause.value not in (False, "none", ()) else "no such clause"


def _short(name: str, record: catalog.License | None) -> str:
    if record is None or not name.startswith("LicenseRef-"):
        return name
    if record.version and record.family in ("llama", "gemma", "yi"):
        return f"{record.family.capitalize()} {record.version}"
    short = re.sub(r"(?i)\s+(?:community )?licen[cs]e(?: agreement)?$", "", record.name)
    return (
        short.title() if short.isupper() else short if len(short) <= _LONGEST_NAME else name.removeprefix("LicenseRef-")
    )
