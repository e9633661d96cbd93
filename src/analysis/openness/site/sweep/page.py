"""The page and the table of a sweep: findings of its members, then every chart's values, a column a member."""

import base64
import csv
import html
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openness.site.pages import site
from openness.site.sweep import picture
from openness.site.sweep.grid import Member
from openness.site.sweep.tables import Table
from openness.words.names import label
from openness.words.numbers import DASH, MINUS

MOST_ROWS = 200
"""Rows of a table on the page; the CSV beside it has all."""

PAGE, TABLE = "index.html", "sweep.csv"

_FINDING = re.compile(r'<section class="finding"[^>]*>(.*?)</section>', re.DOTALL)
_SCALE = 2


@dataclass(frozen=True)
class Result:
    """A member that has been run."""

    member: Member
    folder: str  # name of its site's folder beside the page
    finding: str  # its sentence, or what stopped it
    has_failed: bool


@dataclass(frozen=True)
class Part:
    """One chart of the members, on the page."""

    table: Table
    heading: str
    picture: str  # address that holds the picture itself, empty without one
    alt: str
    key: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int


def finding(page: str) -> str:
    """Return the finding on a report's page as plain text."""
    found = _FINDING.search(page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", found[1])).split()) if found else ""


def render(title: str, report: str, results: Sequence[Result], tables: Sequence[Table], command: str) -> bytes:
    """Return the page, one file that needs no other but the members' sites that it links to."""
    titles = [one.member.title for one in results]
    differing = [one for one in tables if one.differs]
    text = site.standalone(
        "sweep.html",
        title=title,
        report=report,
        results=results,
        titles=titles,
        parameters=[*results[0].member.swept],
        parts=[_part(one, titles) for one in differing],
        same=[_heading(one) for one in tables if not one.differs],
        command=command,
        table_file=TABLE,
    )
    return text.encode()


def as_csv(results: Sequence[Result], tables: Sequence[Table]) -> bytes:
    """Return all values, one a line, with the parameters of the member that it is of."""
    parameters = [*results[0].member.swept]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["folder", *parameters, "chart", "row", "column", "value"])
    for table in tables:
        for name, values in table.rows.items():
            for one, value in zip(results, values, strict=True):
                if value is not None:
                    told = [one.member.swept[parameter] for parameter in parameters]
                    writer.writerow([one.folder, *told, table.chart, ", ".join(name), table.value, value])
    return text.getvalue().encode()


def _part(table: Table, titles: list[str]) -> Part:
    drawn = picture.spec(table, titles)
    rows = [(*map(label, name), *map(_shown, values)) for name, values in table.rows.items()]
    return Part(
        table,
        _heading(table),
        _address(drawn) if drawn else "",
        drawn["description"] if drawn else "",
        tuple(map(label, table.key)),
        tuple(rows[:MOST_ROWS]),
        max(0, len(rows) - MOST_ROWS),
    )


def _heading(table: Table) -> str:
    return f"{label(table.chart.replace('-', '_'))}: {label(table.value).lower()}"


def _shown(value: float | None) -> str:
    if value is None:
        return DASH
    shown = f"{value:,.0f}" if value.is_integer() else f"{value:.4g}"
    return shown.replace("-", MINUS)


def _address(spec: Mapping[str, object]) -> str:
    import vl_convert  # noqa: PLC0415 - starts a JavaScript engine

    # As pixels: text of an SVG is cut off where the reader's fonts are wider than those it was laid out with.
    pixels = vl_convert.vegalite_to_png(json.dumps(spec), scale=_SCALE, allowed_base_urls=[])
    return f"data:image/png;base64,{base64.b64encode(pixels).decode()}"
