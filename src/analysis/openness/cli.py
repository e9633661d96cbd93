"""The command ``openness``: options in, one call, result out."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openness import cli_about, cli_ending, cli_examples, cli_licenses, cli_releases, cli_trend
from openness.cli_printing import Form, lines, print_frame
from openness.project.commands import App
from openness.project.errors import BadValueError

if TYPE_CHECKING:
    from collections.abc import Callable

app = App(
    name="openness",
    help="Measure how open AI releases are, by whose definition, and which way it is going.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

license_app = App(help="What licenses allow, and what that is worth.", no_args_is_help=True)
app.add_typer(license_app, name="license")
cli_licenses.add_to(license_app)
cli_trend.add_to(app)
cli_releases.add_to(app)
cli_about.add_to(app)


def _print_version(asked: bool) -> None:
    if asked:
        import openness

        typer.echo(openness.__version__)
        raise typer.Exit


@app.callback()
def everywhere(
    root: Annotated[
        Path | None, typer.Option(help="Project folder with data/ and notebooks/; else $OPENNESS_ROOT, or our own.")
    ] = None,
    _version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Measure how open AI releases are, by whose definition, and which way it is going."""
    import os

    from openness.project import paths

    if root is not None:
        os.environ[paths.ROOT_VARIABLE] = str(root)
    if os.environ.get(paths.ROOT_VARIABLE) and not paths.root().is_dir():
        named = "--root" if root is not None else paths.ROOT_VARIABLE
        raise BadValueError(f"{named} names {paths.root()}, which is no folder")


@app.command()
def build(
    source: Annotated[list[str] | None, typer.Option(help="Only this source; may be given several times.")] = None,
    raw: Annotated[Path | None, typer.Option(help="Folder of raw data.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder to write the processed tables to.")] = None,
) -> None:
    """Clean the raw data into data/processed."""
    from openness import build as builder
    from openness.project import paths

    rows = builder.build(source, raw, out)
    typer.echo(f"{paths.shown(out or paths.processed())}: " + ", ".join(f"{n:,} {name}" for name, n in rows.items()))
    for line in [] if source else builder.idle_aliases(raw, out):
        typer.echo(line, err=True)


@app.command()
def report(
    only: Annotated[list[str] | None, typer.Option(help="Only this report; may be given several times.")] = None,
    parameter: Annotated[
        list[str] | None, typer.Option("-p", metavar="KEY=VALUE", help="Set a parameter; may be given several times.")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Notebooks run at a time; by default one a processor.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder to write the site to.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write into a folder that holds something else too.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="Show the reports and their parameters.")] = False,
    sweep: Annotated[
        bool,
        typer.Option("--sweep", help="One report for every value: -p definition=a,b,c (lists: -p countries=DE;US)."),
    ] = False,
    grid: Annotated[
        Path | None, typer.Option(help="Sweep over the values in this YAML file: lines such as 'since: [2018, 2021]'.")
    ] = None,
) -> None:
    """Run the notebooks and render them as a site that works offline."""
    from openness.site import report as reporter

    if list_:
        typer.echo(reporter.describe_reports())
        return
    settings = reporter.parse_settings(parameter or [])
    if sweep or grid is not None:
        from openness.site.sweep import command as sweeping

        swept = sweeping.sweep(only or [], settings, grid, jobs, out, force=force, say=partial(typer.echo, err=True))
        typer.echo(swept.summary())
        if swept.failed:
            raise typer.Exit(1)
        return
    result = reporter.make_report(only or [], settings, jobs=jobs, out=out, force=force)
    typer.echo(result.summary())
    if result.failures:
        raise typer.Exit(1)


@app.command("import")
def import_(
    source: Annotated[str, typer.Argument(help="Name of the source.")],
    path: Annotated[Path, typer.Argument(help="The publisher's files: a folder, a zip or one file.")],
    vintage: Annotated[str | None, typer.Option(help="Date of the edition, YYYY-MM-DD.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder to write to, by default data/raw/SOURCE.")] = None,
    version: Annotated[str | None, typer.Option(help="Commit or version of the publisher's files.")] = None,
    accessed: Annotated[str | None, typer.Option(help="Day the files were fetched, by default today.")] = None,
    origin: Annotated[
        str | None, typer.Option(help="Where they were found, if not at the publisher's address.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over this edition where it is there with other content.")
    ] = False,
) -> None:
    """Turn a publisher's files into a raw facts table with its provenance."""
    from openness.project import paths
    from openness.sources import importing

    written = importing.import_source(
        source, path, vintage=vintage, out=out, version=version, accessed=accessed, origin=origin, replace=replace
    )
    typer.echo(f"{paths.shown(written)} written")


@app.command()
def export(
    release_id: Annotated[str, typer.Argument(metavar="RELEASE_ID", help="Such as osai:olmo.")],
    badge: Annotated[str | None, typer.Option(metavar="METRIC", help="The badge for this metric, as SVG.")] = None,
    bom: Annotated[
        str | None, typer.Option(metavar="FORM", help="Its license as a bill of materials: cyclonedx or spdx.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder to write the record and all badges to.")] = None,
) -> None:
    """Print one release as JSON: its license, scores, and components with their evidence."""
    from openness.project import paths
    from openness.site.releases.exports import files

    if bom is not None:
        typer.echo(files.bill(release_id, bom), nl=False)
        return
    if out is None:
        typer.echo(files.text(release_id, badge), nl=False)
        return
    for path in files.write(release_id, out, badge):
        typer.echo(f"{paths.shown(path)} written")


@app.command()
def score(
    metric: Annotated[str, typer.Argument(help="Name of a metric.")],
    path: Annotated[
        Path | None, typer.Argument(help="A publisher's own file, folder or zip; none: the processed data.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Whose data; by default all, or what the file looks like.")] = None,
    vintage: Annotated[str, typer.Option(help="Edition: latest, all or a date; of a file, its date.")] = "latest",
    release: Annotated[list[str] | None, typer.Option(help="Only this release; may be given several times.")] = None,
    all_versions: Annotated[bool, typer.Option(help="Our own versions of the metric, too.")] = False,
    what_if: Annotated[bool, typer.Option(help="The cheapest changes that reach the metric's next goal.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Print the score of releases under a published metric, with the first criterion that fails.

    One file with one release gives one JSON document, all else a list. A release that is not known is named on standard
    error, and the exit status is 1 where others are scored.
    """
    from openness.measures import scoreboard

    if what_if and path is None and not release:
        raise BadValueError("--what-if is for single releases: name them with --release, or give a file")
    wanted = {"source": source, "vintage": vintage, "releases": tuple(release or ()), "all_versions": all_versions}
    found = scoreboard.scoreboard(metric, **wanted) if path is None else scoreboard.of_files(metric, path, **wanted)
    plans = scoreboard.plans(found, metric) if what_if else None
    if as_json:
        documents = scoreboard.documents(found, plans)
        one = path is not None and len(documents) == 1
        typer.echo(json.dumps(documents[0] if one else documents, indent=2, ensure_ascii=False))
        _name_unknown(found.unknown)
        return
    print_frame(found.rows if as_csv else found.table, Form.CSV if as_csv else Form.TEXT)
    if plans is not None:
        typer.echo(scoreboard.plans_text(plans), err=as_csv)
    _name_unknown(found.unknown)


def _name_unknown(said: tuple[str, ...]) -> None:
    for line in said:
        typer.echo(f"openness: {line}", err=True)
    if said:
        raise typer.Exit(1)


@app.command()
def compare(
    before: Annotated[
        str, typer.Argument(metavar="BEFORE", help="An edition (epoch@2025-04-23) or a report's folder.")
    ],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="The edition or folder to compare it with.")],
    source: Annotated[str | None, typer.Option(help="Whose editions, where they are bare dates.")] = None,
    definition: Annotated[str | None, typer.Option(help="What counts as open; by default open_weights.")] = None,
    by: Annotated[str | None, typer.Option(help="developer_group, developer_type, country or modality.")] = None,
    every: Annotated[str | None, typer.Option(help="year, half, quarter, or all: one period.")] = None,
    since: Annotated[int | None, typer.Option(help="First year.")] = None,
    until: Annotated[int | None, typer.Option(help="Last year.")] = None,
    modality: Annotated[str | None, typer.Option(help="Only releases of this modality.")] = None,
    country: Annotated[
        list[str] | None, typer.Option(help="Only from this country (name or ISO code); may be given several times.")
    ] = None,
    list_: Annotated[str | None, typer.Option("--list", help="Only releases of this list of the publisher's.")] = None,
    releases: Annotated[bool, typer.Option("--releases", help="The releases that moved the shares.")] = False,
    html: Annotated[Path | None, typer.Option(help="File to write a page to.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Print which numbers differ between two editions of a source, or two reports, by how much, and why."""
    from openness.site.compare import command as comparing

    asked = {"source": source, "definition": definition, "by": by, "every": every, "since": since, "until": until}
    asked |= {"modality": modality, "countries": tuple(country or ()) or None, "listed_in": list_}
    given = {name: value for name, value in asked.items() if value is not None}
    found = comparing.compare(before, after, given, by_release=releases)
    if html is not None:
        found.write_page(html)
    if as_json:
        typer.echo(json.dumps(found.document(), indent=2, ensure_ascii=False))
        return
    print_frame(found.frame, Form.CSV if as_csv else Form.TEXT)
    for line in found.sentences:
        typer.echo(line, err=as_csv)


@license_app.command("match")
def license_match(
    strings: Annotated[
        list[str] | None, typer.Argument(metavar="[STRING]...", help="License strings; none: one a line from stdin.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    as_lines: Annotated[bool, typer.Option("--jsonl", help="Print one JSON answer a line.")] = False,
) -> None:
    """Print the identifiers that license strings stand for, and the rule that says so; nothing is guessed."""
    from openness.licenses.strings.match import match_all

    # An argument that is no UTF-8 holds surrogates, which cannot be printed.
    given = [string.encode(errors="surrogateescape").decode(errors="replace") for string in strings or ()]
    answers = match_all(given or lines("license string"))
    documents = [answer.document() for answer in answers]
    if as_json:
        typer.echo(json.dumps(documents, indent=2, ensure_ascii=False))
    elif as_lines:
        sys.stdout.writelines(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
    else:
        for answer in answers:
            parts = "".join(f"; {part}: {' '.join(ids)}" for part, ids in answer.scope.items())
            typer.echo(f"{answer.raw!r}: {' '.join(answer.ids)} ({answer.kind}, by {answer.rule}{parts})")


@license_app.command("read")
def license_read(
    file: Annotated[Path, typer.Argument(help="A license text: plain, Markdown or HTML.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print what a license text says, clause by clause, with the words and the line that say so."""
    from openness.licenses.clauses import show as shower

    document = shower.reading_document(shower.contents(file))
    typer.echo(json.dumps(document, indent=2, ensure_ascii=False) if as_json else shower.reading_text(document))


@license_app.command()
def show(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="SPDX id or LicenseRef-...")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print what a license says, clause by clause, each with the section that says so."""
    from openness.licenses.clauses import show as shower

    _print_document(shower.record(identifier), shower.record_text, as_json=as_json)


@license_app.command()
def explain(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="SPDX id or LicenseRef-...")],
    part: Annotated[
        str | None, typer.Option("--on", metavar="PART", help="What it stands on: weights, code, data or documents.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print which clauses of a license fail which criteria of the Open Source Definition, and why."""
    from openness.licenses.clauses import show as shower

    _print_document(shower.explanation(identifier, part), shower.explanation_text, as_json=as_json)


@license_app.command()
def unknown(
    source: Annotated[list[str] | None, typer.Option("--source", help="Of this source; may be repeated.")] = None,
    at_least: Annotated[int, typer.Option(min=1, help="Names of so many releases or more.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print the license names that leave releases undecided in the newest editions, most releases first, and why."""
    from openness.measures import undecided

    document = undecided.document(tuple(source or ()) or None, at_least)
    typer.echo(json.dumps(document, indent=2, ensure_ascii=False) if as_json else undecided.text(document))


def _print_document(document: dict, as_text: Callable[[dict], str], *, as_json: bool) -> None:
    typer.echo(json.dumps(document, indent=2, ensure_ascii=False) if as_json else as_text(document))


cli_examples.add_to(app)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; bad input is one line on standard error and exit status 2."""
    cli_ending.run(app, arguments)
