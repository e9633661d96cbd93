"""A comparison of two editions or of two sites as one page in the site's look, and as a document."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from markupsafe import Markup

import openness
from openness.project import paths
from openness.site.compare import chart_tables
from openness.site.compare.sites import SiteComparison
from openness.site.pages import site
from openness.studies.vintages_and_composition.editions import say as vintage_words
from openness.studies.vintages_and_composition.editions.change import VintageChange, largest, table, waterfall
from openness.tables import store as tables
from openness.words.names import label

MIN_GROUP = 5
_MOST_ROWS = 2000
_SCALE = 2
_OURS = ("group", "cause", "kind")
"""Columns whose values are names of ours, not somebody's wording."""


@dataclass(frozen=True)
class Picture:
    """A drawn chart: an address that holds the picture itself, what a reader hears, and the caption."""

    address: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Section:
    """One part of a page.

    Attributes
    ----------
    heading, sentences
        What it says.
    columns
        Heading of each column, and whether it holds numbers.
    rows
        The cells as text.
    figure
        A chart above the table.
    """

    heading: str
    sentences: tuple[str, ...] = ()
    columns: tuple[tuple[str, bool], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    figure: Picture | None = None


@dataclass(frozen=True)
class ComparisonPage:
    """What a page says: title, first sentence, the command that makes it again, its sections."""

    title: str
    lead: str
    command: str
    sections: tuple[Section, ...]


def of_vintages(change: VintageChange, command: str, min_group: int = MIN_GROUP) -> ComparisonPage:
    """Return the page on a change between two editions."""
    summary = vintage_words.summary(change, min_group)
    shares = table(change)
    columns = ["release_name", "period", "group", "cause", "share_change", "value_before", "value_after"]
    moved = change.releases.select(*columns, "before", "after", "evidence_url")
    cells = largest(change, min_group)
    return ComparisonPage(
        f"{change.title}: from {change.before} to {change.after}",
        summary[0],
        command,
        (
            _section("Why", tuple(summary[1:]), figure=_waterfall(change, cells, min_group) if cells else None),
            _section("Shares that moved", ("Changes and their causes in percentage points.",), shares),
            _section(f"Which {change.unit} moved them", _cut(moved), moved.head(_MOST_ROWS)),
        ),
    )


def of_sites(compared: SiteComparison, command: str) -> ComparisonPage:
    """Return the page on two sites."""
    by_report = [(one, compared.numbers.filter(report=one.name).drop("report")) for one in compared.reports]
    return ComparisonPage(
        f"From {paths.shown(compared.before)} to {paths.shown(compared.after)}",
        compared.finding(),
        command,
        (
            _section("Reports", tuple(one.sentence() for one in compared.reports)),
            *(_section(one.title, _cut(own), own.head(_MOST_ROWS)) for one, own in by_report if own.height),
        ),
    )


def write(page: ComparisonPage, path: Path) -> None:
    """Write a page as one file that needs no other."""
    tables.make_folder(path.parent)
    style = Markup((site.TEMPLATES / "site.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
    html = site.templates().get_template("comparison.html").render(page=page, style=style, version=openness.__version__)
    tables.replace_file(path, lambda temporary: temporary.write_text(html, encoding="utf-8"))


def vintage_document(change: VintageChange, min_group: int = MIN_GROUP) -> dict[str, Any]:
    """Return a change between two editions as a JSON document."""
    return {
        "source": change.source,
        "before": change.before,
        "after": change.after,
        "title": change.title,
        "finding": vintage_words.finding(change, min_group),
        "numbers": change.numbers.to_dicts(),
        "parts": change.parts.to_dicts(),
        "releases": change.releases.to_dicts(),
        "facts": change.facts.to_dicts(),
        "notes": list(change.notes),
    }


def site_document(compared: SiteComparison) -> dict[str, Any]:
    """Return a comparison of two sites as a JSON document."""
    return {
        "before": paths.shown(compared.before),
        "after": paths.shown(compared.after),
        "finding": compared.finding(),
        "reports": [
            {**one.__dict__, **{name: list(getattr(one, name)) for name in ("reasons", "only_before", "only_after")}}
            for one in compared.reports
        ],
        "numbers": compared.numbers.to_dicts(),
    }


def _cut(frame: pl.DataFrame) -> tuple[str, ...]:
    return (f"The first {_MOST_ROWS:,} of {frame.height:,} rows.",) if frame.height > _MOST_ROWS else ()


def _section(
    heading: str, sentences: tuple[str, ...], frame: pl.DataFrame | None = None, figure: Picture | None = None
) -> Section:
    if frame is None:
        return Section(heading, sentences, figure=figure)
    columns = tuple((label(name), dtype.is_numeric()) for name, dtype in frame.schema.items())
    rows = tuple(
        tuple(_cell(name, value) for name, value in zip(frame.columns, row, strict=True)) for row in frame.rows()
    )
    return Section(heading, sentences, columns, rows, figure)


def _cell(column: str, value: object) -> str:
    if value is None:
        return "-"
    if column in ("before", "after") and "." in str(value) and (number := chart_tables.number(str(value))) is not None:
        return f"{number:.4g}"
    if not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) else label(value) if column in _OURS else str(value)
    if column in ("share_before", "share_after"):
        return f"{100 * value:.1f}%"
    if column in ("change", "value_before", "value_after"):
        return f"{value:.4g}"
    return f"{100 * value:+.1f}"


def _waterfall(change: VintageChange, cells: Sequence[tuple[str, str]], min_group: int) -> Picture:
    import vl_convert  # noqa: PLC0415

    from openness import charts  # noqa: PLC0415

    charts.use_theme()
    drawn = charts.change_waterfall(
        waterfall(change, cells),
        name="waterfall",
        title=f"{change.title}: the shares that moved most",
        definition=f"Share of {change.unit}, of those that could be judged.",
        source=f"{change.source}, editions of {change.before} and {change.after}",
        before=change.before,
        after=change.after,
        min_group=min_group,
        unit=change.unit,
    ).to_dict()
    about = drawn["usermeta"]["openness"]
    # As pixels: text of an SVG is cut off where the reader's fonts are wider than those it was laid out with.
    pixels = base64.b64encode(vl_convert.vegalite_to_png(drawn, scale=_SCALE)).decode()
    return Picture(f"data:image/png;base64,{pixels}", about["alt"], about["caption"])
