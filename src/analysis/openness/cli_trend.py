"""The command ``openness trend``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from openness.cli_printing import Form, lines, print_frame
from openness.project.commands import App
from openness.project.errors import BadValueError
from openness.sources import DEFAULT

if TYPE_CHECKING:
    import polars as pl

    from openness.measures.ask import Answer

_ONLY_OURS = {"source": DEFAULT, "vintage": "latest", "unit": "series", "typing": "curated"}
"""Options that are about the suite's data alone, with their defaults."""


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``openness``."""
    app.command("trend")(trend)
    developers = App(help="Who makes AI releases.", no_args_is_help=True)
    developers.command("match")(developer_match)
    app.add_typer(developers, name="developer")


def trend(
    source: Annotated[str, typer.Option(help="Whose data.")] = DEFAULT,
    vintage: Annotated[str, typer.Option(help="Edition; latest: the newest that holds the whole list.")] = "latest",
    by: Annotated[
        str | None,
        typer.Option(help="developer_group (default), developer_type, country or modality; or two, with a comma."),
    ] = None,
    every: Annotated[str, typer.Option(help="year, half or quarter.")] = "year",
    definition: Annotated[
        str | None,
        typer.Option(help="What counts as open, by default open_weights; all: each that can be answered."),
    ] = None,
    since: Annotated[
        int | None, typer.Option(help="First year; by default that of the last ten years, 1950 for all.")
    ] = None,
    until: Annotated[int | None, typer.Option(help="Last year.")] = None,
    modality: Annotated[str, typer.Option(help="Only releases of this modality.")] = "all",
    country: Annotated[
        list[str] | None, typer.Option(help="Only from this country (name or ISO code); may be given several times.")
    ] = None,
    unit: Annotated[str, typer.Option(help="What counts once: series, repository or family.")] = "series",
    typing: Annotated[
        str, typer.Option(help="Who says which developers are companies: curated (by hand first) or published.")
    ] = "curated",
    interval: Annotated[
        str, typer.Option(help="95% intervals: developer, or wilson, as if releases were independent.")
    ] = "developer",
    weight: Annotated[str | None, typer.Option(help="downloads: releases count as often as downloaded.")] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(metavar="FILTER", help="Such as 'downloads>1000' or list=notable; may be given several times."),
    ] = None,
    data: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A table of your own: CSV, TSV, parquet or a DuckDB file.")
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ROLE=COLUMN,...",
            help="Which column of it is what: date, precision, developer, type, country, license, weights, data, code, "
            "name, modality, downloads, parameters.",
        ),
    ] = None,
    table: Annotated[str | None, typer.Option(help="Its table, in a DuckDB file of several.")] = None,
    day_first: Annotated[
        bool | None, typer.Option("--day-first/--month-first", help="How its dates such as 3/4/2024 are meant.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Print the share of open releases by period and group, with 95% intervals by developer.

    Beside a share stand its number of developers and its design effect: how many times fewer independent releases would
    be as certain. What stands in no share is counted on standard error.
    """
    form = Form.chosen(as_json=as_json, as_csv=as_csv)
    filters = tuple(where or ())
    rules = {"unit": unit, "typing": typing, "weight": weight, "interval": interval}
    if data is not None:
        given = {"source": source, "vintage": vintage, "unit": unit, "typing": typing}
        for name, value in given.items():
            if value != _ONLY_OURS[name]:
                raise BadValueError(f"--{name} is about the suite's own data, and --data is given")
        # The same filters by another way.
        filters += (f"country={'|'.join(country)}",) if country else ()
        filters += (f"modality={modality}",) if modality != "all" else ()
        how = {"every": every, "since": since, "until": until, "where": filters, "weight": weight, "interval": interval}
        _own_trend(data, table, columns, day_first, definition, by, how, form)
        return
    for name, value in {"columns": columns, "table": table, "day-first": day_first}.items():
        if value is not None:
            raise BadValueError(f"--{name} is about a table of your own: give it with --data")
    from openness.measures.ask import FIRST_YEAR, Question, answered_by, ask, in_recent_years, stack_shares

    listed = {"countries": tuple(country or ()), "where": filters}
    group = by or "developer_group"
    first = definition or "open_weights"
    if definition == "all":
        first = (answered_by(source) or ["open_weights"])[0]
    question = in_recent_years(
        Question(source, vintage, group, every, first, since, until, modality, **listed, **rules)
    )
    answer = ask(question)
    shares = answer.shares
    if definition == "all":
        from dataclasses import replace

        names = answered_by(source)
        answers = [answer, *(ask(replace(question, definition=name)) for name in names[1:])]
        shares = stack_shares(answers, names, "definition")
    print_frame(shares, form, _asked(answer, definition))
    said = answer.left_out.sentence()
    if definition == "all":
        said = f"Of {first}: {said}"
    if since is None:
        said += f" Shown from {question.since} on; --since {FIRST_YEAR} shows all."
    typer.echo(said, err=True)


def _asked(answer: Answer, definition: str | None) -> dict[str, Any]:
    """Return what was asked and of what: every part of the question, the edition by its date, and whom to credit."""
    from dataclasses import asdict

    from openness.sources import credit_line

    said = asdict(answer.question)
    # Of several definitions each row names its own.
    said |= {"definition": "all"} if definition == "all" else {}
    return {**said, "credit": credit_line(said["source"], said["vintage"])}


def _own_trend(
    data: Path,
    table: str | None,
    columns: list[str] | None,
    day_first: bool | None,
    definition: str | None,
    by: str | None,
    how: dict[str, Any],
    form: Form,
) -> None:
    from openness.measures.own.asking import of_prepared
    from openness.measures.own.files import read_table
    from openness.measures.own.prepare import prepare

    frame, said = read_table(data, table)
    prepared = prepare(frame, columns, day_first=day_first)
    names = prepared.answered if definition == "all" and prepared.answered else (definition,)
    answers = [of_prepared(prepared, frame, definition=name, by=by, **how) for name in names]
    print_frame(_stacked(answers) if definition == "all" else answers[0].shares, form)
    said += [*prepared.notes]
    for answer in answers:
        said.append(f"{answer.definition}: {answer.left_out.sentence()}")
    if definition is None:
        others = [name for name in prepared.answered if name != answers[0].definition]
        more = f"; it answers {', '.join(others)} as well" if others else ""
        said.append(f"Open is {answers[0].definition}, since nobody says another{more}.")
    if definition == "all":
        said += [f"{name} is not answered: {why}." for name, why in prepared.why_not.items()]
    for line in said:
        typer.echo(line, err=True)


def _stacked(answers: list[Any]) -> pl.DataFrame:
    import polars as pl

    return pl.concat(one.shares.with_columns(pl.lit(one.definition).alias("definition")) for one in answers)


def developer_match(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Names of developers; none: one a line from stdin.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    as_lines: Annotated[bool, typer.Option("--jsonl", help="Print one JSON answer a line.")] = False,
) -> None:
    """Print who is meant by names of developers; nobody is guessed: the nearest stand beside what is unknown."""
    from openness.cleaning.developer_names import match_developers, with_nearest

    given = [name.encode(errors="surrogateescape").decode(errors="replace") for name in names or ()]
    answers = [with_nearest(one) for one in match_developers(given or lines("name of a developer"))]
    if as_json:
        typer.echo(json.dumps([one.document() for one in answers], indent=2, ensure_ascii=False))
    elif as_lines:
        sys.stdout.writelines(json.dumps(one.document(), ensure_ascii=False) + "\n" for one in answers)
    else:
        for one in answers:
            typer.echo(one.text())
