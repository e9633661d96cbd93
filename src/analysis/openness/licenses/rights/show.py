"""Answers as the command line and a report show them: documents for programs, words for people, a frame for charts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from openness.licenses.rights import table
from openness.licenses.rights.answer import Answer, may
from openness.licenses.rights.asker import Company
from openness.licenses.rights.table import IF, NO, UNKNOWN

if TYPE_CHECKING:
    import polars as pl

NOTE = "A reading of the texts, no legal advice."
_CORNER = "of, under"
_HEADS = {NO: "not allowed", UNKNOWN: "not known", IF: "if"}


def document(answer: Answer, company: Company) -> dict[str, Any]:
    """Return an answer for programs."""
    listed = {
        key: [
            {"words": one.words, "clause": one.clause, "section": one.section, "document": one.document}
            for one in answer.points
            if one.answer == kind
        ]
        for key, kind in (("forbidden_by", NO), ("not_known", UNKNOWN), ("conditions", IF))
    }
    return {
        "relation": answer.relation,
        "licenses": list(answer.licenses),
        "to_be_under": answer.to_be_under,
        "asker": asdict(company),
        "answer": answer.answer,
        "because": answer.because,
        **listed,
        "caveats": list(answer.caveats),
        "note": NOTE,
    }


def text(answer: Answer) -> str:
    """Return an answer in words."""
    what = table.RELATIONS[answer.relation]
    under = f", under {answer.to_be_under}" if answer.to_be_under else ""
    lines = [f"{' and '.join(answer.licenses)}: {what}{under}: {answer.answer}"]
    for one in answer.points:
        place = f"  ({one.place})" if one.place else ""
        lines.append(f"  {_HEADS[one.answer]}: {one.words}{place}")
    lines += [f"  note: {one}" for one in answer.caveats]
    return "\n".join(lines)


def permits(identifier: str, company: Company | None = None) -> pl.DataFrame:
    """Return what a company may do under a license, read together with its use policy.

    Parameters
    ----------
    identifier
        Id of a license, as ``may`` takes it.
    company
        Who asks; by default somebody of whom nothing is known.

    Returns
    -------
    polars.DataFrame
        One row per relation: ``action``, ``answer`` (yes, if, no, unknown), ``because`` and ``section`` (of the license
        or its policy).

    Raises
    ------
    UnknownNameError
        Nothing is known by that identifier.
    """
    import polars as pl  # noqa: PLC0415  # only who asks for a frame needs it

    answers = [may(relation, identifier, company or Company()) for relation in table.RELATIONS]
    rows = [(table.RELATIONS[one.relation], one.answer, one.because, one.section) for one in answers]
    return pl.DataFrame(rows, schema=dict.fromkeys(("action", "answer", "because", "section"), pl.String), orient="row")


def grid_text(rows: Sequence[dict[str, Any]], names: Iterable[str]) -> str:
    """Return a matrix in words: a row each license, a column each license that its versions would be under."""
    names = list(names)
    short = {name: name.removeprefix("LicenseRef-") for name in names}
    first = max(map(len, short.values()), default=0)
    by_pair = {(row["license"], row["to_be_under"]): row["answer"] for row in rows}
    widths = {name: max(len(short[name]), len(UNKNOWN)) for name in names}
    lines = [f"{_CORNER:<{first}}  " + "  ".join(f"{short[name]:<{widths[name]}}" for name in names)]
    lines += [
        f"{short[one]:<{first}}  " + "  ".join(f"{by_pair[one, other]:<{widths[other]}}" for other in names)
        for one in names
    ]
    return "\n".join(line.rstrip() for line in lines)
