"""Commands of ``openness license`` that ask the catalog: what one may do, and which license may follow another."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from openness.project.errors import BadValueError, UnknownNameError

if TYPE_CHECKING:
    from openness.licenses.clauses.listing import Wanted

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Clause = Annotated[
    list[str] | None,
    typer.Option(metavar="CLAUSE=VALUE", help="Such as outputs=covers_work, =given or =?; may be given several times."),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``openness license``."""
    app.command("may")(license_may)
    app.command("matrix")(license_matrix)
    app.command("scan")(license_scan)
    app.command("bom")(license_bom)
    app.command("crosswalk")(license_crosswalk)
    app.command("hash")(license_hash)
    app.command("list")(license_list)
    app.command("search")(license_search)
    app.command("diff")(license_diff)


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
    as_csv: AsCsv = False,
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

    if not rows:
        return ""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def license_scan(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH|-...", help="A file, a folder, a checkout; -: a text from stdin.")
    ],
) -> None:
    """Print one JSON line for each file or repository: what tag and files say, and what the base's license demands."""
    import sys

    from openness.licenses.scan import files, lines

    for path in paths:
        is_stdin = path == lines.STDIN
        found = [lines.of_text(sys.stdin.buffer.read(files.MOST + 1))] if is_stdin else lines.of_path(Path(path))
        is_empty = True
        for one in found:
            is_empty = False
            typer.echo(json.dumps(one, ensure_ascii=False))
        if is_empty:
            typer.echo(f"{path}: holds no text and no model card", err=True)


def license_bom(
    path: Annotated[Path, typer.Argument(help="A checkout, or a license file.")],
    form: Annotated[str, typer.Option(help="cyclonedx (1.6) or spdx (3.0.1).")] = "cyclonedx",
    name: Annotated[str | None, typer.Option(help="Of the model; by default the folder's.")] = None,
) -> None:
    """Print the license of a checkout as a fragment of a bill of materials, with the text of what is not listed."""
    from openness.licenses.scan import bom

    if form not in bom.FORMS:
        raise UnknownNameError("form", form, bom.FORMS)
    typer.echo(json.dumps(bom.of_path(path, form, name=name), indent=2, ensure_ascii=False))


def license_crosswalk(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Licenses, ScanCode keys or Hub tags; none: all.")
    ] = None,
    scheme: Annotated[str | None, typer.Option(help="Only scancode (LicenseDB keys) or hub (license tags).")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Print what ScanCode and the Hugging Face Hub call a license: scheme, name, SPDX id or LicenseRef."""
    from openness.licenses.strings import crosswalk

    rows = crosswalk.rows(scheme, names or ())
    if as_json:
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    elif as_csv:
        typer.echo(csv_text(rows), nl=False)
    else:
        for row in rows:
            typer.echo(f"{row['scheme']:<9} {row['name']:<40} {row['id']}")


def license_hash(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="License texts, or folders of them.")],
    identifier: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="The license that they are, where the reader names none.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Add those that are named to data/raw/licenses.")] = False,
) -> None:
    """Print the SHA-256 of the words of license texts, with the license that each is."""
    from openness.licenses.clauses import verdicts
    from openness.licenses.scan import hashes, lines
    from openness.project import paths as places

    given = verdicts.resolve(identifier) if identifier is not None else None
    texts = [one for path in paths for made in lines.of_path(path) for one in made["files"]]
    rows = [(one["sha256"], given or one["id"], one["path"]) for one in texts]
    for digest, name, shown in rows:
        typer.echo(f"{digest or 'too short':<64}  {name or '?'}  {shown}")
    if write:
        path = hashes.write((digest, name) for digest, name, _ in rows if digest and name)
        typer.echo(f"{places.shown(path)} written", err=True)


def license_list(
    family: Annotated[str | None, typer.Option(help="Only this family, such as llama.")] = None,
    steward: Annotated[str | None, typer.Option(help="Only of this steward, such as Meta.")] = None,
    kind: Annotated[str | None, typer.Option(help="license, use_policy or terms.")] = None,
    tier: Annotated[str | None, typer.Option(help="Only of this tier.")] = None,
    since: Annotated[str | None, typer.Option(help="In effect from this day on, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(help="In effect from this day at the latest.")] = None,
    clause: Clause = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Print the licenses of the catalog, by family, steward, date, tier or what a clause says."""
    from openness.licenses.clauses.listing import Wanted

    wanted = Wanted((), family, steward, kind, tier, _day(since), _day(until), tuple(clause or ()))
    _print_rows(wanted, as_json=as_json, as_csv=as_csv)


def license_search(
    words: Annotated[list[str], typer.Argument(metavar="WORD...", help="Words of the name; or the SHA-256 of a text.")],
    clause: Clause = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Print the licenses whose id, names, family, steward or address hold all words."""
    from openness.licenses.clauses.listing import Wanted
    from openness.licenses.scan import hashes

    named = tuple(hashes.known().get(word.casefold(), word) for word in words)
    _print_rows(Wanted(named, clauses=tuple(clause or ())), as_json=as_json, as_csv=as_csv)


def license_diff(
    before: Annotated[str, typer.Argument(metavar="A", help="SPDX id or LicenseRef-...")],
    after: Annotated[str, typer.Argument(metavar="B", help="SPDX id or LicenseRef-...")],
    as_json: AsJson = False,
) -> None:
    """Print the clauses in which two licenses differ, with their sections."""
    from openness.licenses.clauses import differences

    found = differences.document(before, after)
    typer.echo(json.dumps(found, indent=2, ensure_ascii=False) if as_json else differences.text(found))


def _print_rows(wanted: Wanted, *, as_json: bool, as_csv: bool) -> None:
    from openness.licenses.clauses import listing

    rows = listing.find(wanted)
    if as_json:
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    elif as_csv:
        typer.echo(csv_text(rows), nl=False)
    else:
        typer.echo(listing.table_text(rows))


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadValueError(f"{text!r} is no day; expected YYYY-MM-DD") from None
