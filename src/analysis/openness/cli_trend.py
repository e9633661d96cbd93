"""The command ``openness trend``."""

from __future__ import annotations

from typing import Annotated

import typer

from openness.cli_printing import Form, print_frame
from openness.sources import DEFAULT


def add_to(app: typer.Typer) -> None:
    """Add the command to ``openness``."""
    app.command("trend")(trend)


def trend(
    source: Annotated[str, typer.Option(help="Whose data.")] = DEFAULT,
    vintage: Annotated[str, typer.Option(help="Edition; latest: the newest that holds the whole list.")] = "latest",
    by: Annotated[
        str, typer.Option(help="developer_group, developer_type, country or modality; or two, with a comma.")
    ] = "developer_group",
    every: Annotated[str, typer.Option(help="year, half or quarter.")] = "year",
    definition: Annotated[str, typer.Option(help="What counts as open.")] = "open_weights",
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
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Print the share of open releases by period and group, with 95% intervals by developer.

    Beside a share stand its number of developers and its design effect: how many times fewer independent releases would
    be as certain. What stands in no share is counted on standard error.
    """
    from openness.measures.ask import FIRST_YEAR, Question, ask, in_recent_years

    listed = {"countries": tuple(country or ()), "where": tuple(where or ())}
    rules = {"unit": unit, "typing": typing, "weight": weight, "interval": interval}
    question = in_recent_years(
        Question(source, vintage, by, every, definition, since, until, modality, **listed, **rules)
    )
    answer = ask(question)
    print_frame(answer.shares, Form.chosen(as_json=as_json, as_csv=as_csv))
    said = answer.left_out.sentence()
    if since is None:
        said += f" Shown from {question.since} on; --since {FIRST_YEAR} shows all."
    typer.echo(said, err=True)
