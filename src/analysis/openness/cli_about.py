"""Commands about the suite itself: how to cite it, and whether all is there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from openness.project.commands import App


def add_to(app: App) -> None:
    """Add the commands to ``openness``."""
    app.command("cite")(cite)
    app.command("doctor")(doctor)


def cite(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[FIGURE|REPORT|SOURCE]",
            help="A source (osai, osai@2026-06-12), a report, REPORT/FIGURE or a figure's file; none: the suite.",
        ),
    ] = None,
    bibtex: Annotated[bool, typer.Option("--bibtex", help="Print BibTeX alone.")] = False,
    apa: Annotated[bool, typer.Option("--apa", help="Print APA alone.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print how to cite the suite, a report, a figure or a source, as BibTeX and APA.

    A report or figure brings the editions along that it was made from; these are to be cited too.
    """
    from openness.project.errors import BadValueError
    from openness.site import citing

    if bibtex + apa + as_json > 1:
        raise BadValueError("several of --bibtex, --apa and --json are given, expected one of them")
    found = citing.cite(what)
    if as_json:
        typer.echo(json.dumps([one.document() for one in found], indent=2, ensure_ascii=False))
        return
    for number, one in enumerate(found):
        typer.echo("\n" * bool(number) + (one.bibtex() if bibtex else one.apa() if apa else one.text()))


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print what is there and what is missing: Python, packages, tables, editions, Chromium, and how to get it.

    The exit status is 1 where something is missing that commands need.
    """
    from openness.site import doctor as looking

    checks = looking.examine()
    if as_json:
        typer.echo(json.dumps(looking.documents(checks), indent=2, ensure_ascii=False))
    else:
        for one in checks:
            typer.echo(one.line())
    if not looking.is_well(checks):
        raise typer.Exit(1)
