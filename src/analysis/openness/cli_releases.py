"""Commands about single releases: find one by its name, set several side by side."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openness.cli_printing import Form, print_frame
from openness.project.errors import BadValueError

if TYPE_CHECKING:
    from openness.measures.finding import Found
    from openness.measures.side_by_side import SideBySide


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``openness``."""
    app.command("find")(find)
    app.command("compare-releases")(compare_releases)


def find(
    name: Annotated[str, typer.Argument(help='Of a release, family, developer or license, such as "Qwen2.5 72B".')],
    most: Annotated[int, typer.Option(min=1, help="Releases and families shown.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print what a name may mean in the newest editions of all sources; official releases stand before remixes."""
    from openness.measures import finding

    found = finding.find(name)
    if as_json:
        typer.echo(json.dumps(found.document(most), indent=2, ensure_ascii=False))
        return
    if found.releases.is_empty() and not found.developers and not found.license_ids:
        raise BadValueError(f"nothing here is called {name!r}")
    _print_found(found, most)


def _print_found(found: Found, most: int) -> None:
    import polars as pl

    if found.read_as:
        typer.echo(f"No release has a name with every word of {found.asked!r}; looked for {found.read_as!r}.", err=True)
    for one in found.developers:
        typer.echo(f"developer  {one['id']} ({one['name']}, {one['type']}, {one['country']})")
    for one in found.license_ids:
        typer.echo(f"license    {one}; openness license show {one}")
    for row in found.families.head(most).iter_rows(named=True):
        count = row["release_count"]
        typer.echo(f"family     {row['release_family_id']} ({count} of {', '.join(row['sources'])})")
    if found.releases.height:
        columns = ["release_id", "release_name", "source", "developer_name", "license_tier", "access"]
        shown = found.releases.head(most).with_columns(pl.col("release_name").str.slice(0, 60))
        print_frame(shown.select(columns), Form.TEXT)
        if found.releases.height > most:
            typer.echo(f"{found.releases.height - most:,} more; --most shows more", err=True)


def compare_releases(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Releases or families, two or more.")],
    html: Annotated[Path | None, typer.Option(help="File to write a page to.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Print releases side by side: facts, license, every metric, and where sources contradict each other."""
    from openness.measures.side_by_side import side_by_side

    found = side_by_side(names)
    if html is not None:
        _write_page(found, html)
    if as_json:
        typer.echo(json.dumps(found.document(), indent=2, ensure_ascii=False))
        return
    print_frame(found.frame, Form.chosen(as_json=False, as_csv=as_csv))


def _write_page(found: SideBySide, path: Path) -> None:
    from openness.site.compare.command import ComparisonPage, Section, write

    rows = tuple(tuple("–" if cell is None else cell for cell in row) for row in found.frame.rows())
    table = Section("Side by side", columns=tuple((name, False) for name in found.frame.columns), rows=rows)
    lead = "Newest whole edition of each source; – where it does not say."
    command = shlex.join(["openness", "compare-releases", *found.asked])
    write(ComparisonPage(" · ".join(found.asked), lead, command, (table,)), path)
