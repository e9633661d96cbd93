"""Commands of ``openness license`` that ask the catalog: what one may do, and which license may follow another."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from openness.project.errors import BadValueError

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
AsLines = Annotated[bool, typer.Option("--jsonl", help="Print one JSON document a line.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``openness license``."""
    app.command("may")(license_may)
    app.command("matrix")(license_matrix)


def license_may(
    relations: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RELATION]...",
            help="use, host, fine-tune, merge, quantize, distill, train-on-outputs, embed or redistribute; none: all.",
        ),
    ] = None,
    licenses: Annotated[
        list[str] | None,
        typer.Option("--license", metavar="ID", help="SPDX id or LicenseRef-...; several hold together."),
    ] = None,
    as_: Annotated[
        str | None, typer.Option("--as", metavar="ID", help="License that the changed version shall bear.")
    ] = None,
    users: Annotated[float | None, typer.Option(help="Monthly users of all products together, such as 5e6.")] = None,
    revenue: Annotated[float | None, typer.Option(help="Revenue of a year.")] = None,
    currency: Annotated[str | None, typer.Option(help="Of the revenue, such as EUR; by default the license's.")] = None,
    country: Annotated[str | None, typer.Option(help="Country of the headquarters, by name or ISO code.")] = None,
    sector: Annotated[str | None, typer.Option(help="Sector, such as health or military.")] = None,
    noncommercial: Annotated[bool, typer.Option("--noncommercial", help="The purpose is not commercial.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Changed versions are kept, not published.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print whether one may do something under a license: yes, if, no or unknown, with sections. No legal advice."""
    from openness.licenses.rights import show, table
    from openness.licenses.rights.answer import may, relation_named
    from openness.licenses.rights.asker import Company

    if not licenses:
        raise BadValueError("no license is named: give one with --license, such as --license llama-3.1")
    company = Company(country, users, revenue, currency, sector, not noncommercial, keep)
    asked = [relation_named(one) for one in relations or ()]
    if not asked:
        asked = [*table.MAKES, "distill"] if as_ is not None else [*table.RELATIONS]
    answers = [may(one, licenses, company, to_be_under=as_) for one in dict.fromkeys(asked)]
    if as_json:
        documents = [show.document(one, company) for one in answers]
        typer.echo(json.dumps(documents[0] if len(relations or ()) == 1 else documents, indent=2, ensure_ascii=False))
        return
    typer.echo("\n".join([*map(show.text, answers), show.NOTE]))


def license_matrix(
    licenses: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Licenses; none: the usual ones.")
    ] = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Print whether a fine-tuned version of what is under one license may be published under another."""
    from openness.licenses.clauses import verdicts
    from openness.licenses.rights import show
    from openness.licenses.rights.matrix import USUAL, matrix

    names = list(dict.fromkeys(map(verdicts.resolve, licenses or USUAL)))
    rows = matrix(names)
    if as_json:
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    elif as_csv:
        typer.echo(csv_text(rows), nl=False)
    else:
        typer.echo(show.grid_text(rows, names))


def csv_text(rows: list[dict[str, Any]]) -> str:
    """Return rows as CSV with their keys as head."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
