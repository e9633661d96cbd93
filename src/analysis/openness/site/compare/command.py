"""``openness compare``: two editions or two sites, as a table, in words, as a document and as a page."""

import base64
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from openness.measures import definitions
from openness.measures.ask import Question
from openness.project import paths, writing
from openness.project.errors import BadValueError, MissingFileError
from openness.site.compare.sites import SiteComparison, compare_sites, number
from openness.site.run.parameters import as_text
from openness.studies.vintages_and_composition.editions import ask as named_editions
from openness.studies.vintages_and_composition.editions import change as vintages
from openness.studies.vintages_and_composition.editions import say as vintage_words
from openness.studies.vintages_and_composition.editions import tallies as vintage_tallies
from openness.studies.vintages_and_composition.editions import waves as vintage_waves
from openness.studies.vintages_and_composition.editions.change import VintageChange
from openness.words.names import label
from openness.words.numbers import DASH, MINUS, points

ONE_PERIOD = "all"
MIN_GROUP = 5
_OPTIONS = {"countries": "country", "listed_in": "list"}
"""Field of a question -> the option that sets it, where it has another name."""
_MOST_ROWS = 2000
_SCALE = 2
_OURS = ("group", "cause", "kind")
"""Columns whose values are names of ours, not somebody's wording."""
_MOVED = ("release_name", "period", "group", "cause", "share_change", "value_before", "value_after")


@dataclass(frozen=True)
class Picture:
    """A drawn chart: an address that holds the picture itself, what a reader hears, and the caption."""

    address: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Section:
    """One part of a page: sentences, a chart, and a table of text; a column has a heading and may hold numbers."""

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


@dataclass(frozen=True)
class Comparison:
    """A comparison in every form it can be printed in; document and page are made when they are asked for."""

    frame: pl.DataFrame
    sentences: list[str]
    document: Callable[[], dict[str, Any]]
    page: Callable[[], ComparisonPage]

    def write_page(self, path: Path) -> None:
        """Write the page as one file that needs no other."""
        write(self.page(), path)


def write(page: ComparisonPage, path: Path) -> None:
    """Write a page as one file that needs no other."""
    # Imported late: templates are for pages alone.
    from openness.site.pages import site  # noqa: PLC0415

    if path.is_dir():
        raise BadValueError(f"{paths.shown(path)} is a folder; expected a file for the page")
    html = site.standalone("comparison.html", page=page)
    writing.make_folder(path.parent)
    writing.replace_file(path, lambda temporary: temporary.write_text(html, encoding="utf-8"))


def compare(before: str, after: str, asked: Mapping[str, Any], *, by_release: bool = False) -> Comparison:
    """Compare two editions of a source, or two sites where either argument is a folder."""
    command = _command(before, after, asked)
    folders = [Path(before), Path(after)]
    if not any(folder.is_dir() for folder in folders):
        return _of_editions(before, after, dict(asked), command, by_release=by_release)
    if asked or by_release:
        raise BadValueError(f"--{_option(next(iter(asked), 'releases'))} is for editions, not for reports")
    for folder in folders:
        if not folder.is_dir():
            raise MissingFileError(f"{paths.shown(folder)} is no folder of a report, as the other argument is")
    return _of_sites(*folders, command)


def _of_sites(before: Path, after: Path, command: str) -> Comparison:
    compared = compare_sites(before, after)
    return Comparison(
        compared.numbers,
        [compared.finding(), *(one.sentence() for one in compared.reports)],
        lambda: _site_document(compared),
        lambda: _site_page(compared, command),
    )


def _of_editions(before: str, after: str, asked: dict[str, Any], command: str, *, by_release: bool) -> Comparison:
    source, *editions = named_editions.parse((before, after), asked.pop("source", None))
    if source == vintage_waves.SOURCE:
        if asked:
            raise BadValueError(f"--{_option(next(iter(asked)))} is for shares of releases; {source} scores developers")
        change = vintage_waves.compare_waves(*editions)
    else:
        is_pooled = asked.get("every") == ONE_PERIOD
        if is_pooled:
            del asked["every"]
        asked.setdefault("definition", definitions.answerable(Question.definition, source))
        change = vintages.compare_vintages(Question(source, **asked), *editions, is_pooled=is_pooled)
    return Comparison(
        change.releases if by_release else vintages.table(change),
        vintage_words.summary(vintage_tallies.moved(change, MIN_GROUP)),
        lambda: _vintage_document(change),
        lambda: _vintage_page(change, command),
    )


def _site_document(compared: SiteComparison) -> dict[str, Any]:
    return {
        "before": paths.shown(compared.before),
        "after": paths.shown(compared.after),
        "finding": compared.finding(),
        "reports": [asdict(one) for one in compared.reports],
        "numbers": compared.numbers.to_dicts(),
    }


def _vintage_document(change: VintageChange) -> dict[str, Any]:
    return {
        "source": change.source,
        "before": change.before,
        "after": change.after,
        "title": change.title,
        "finding": vintage_words.finding(vintage_tallies.moved(change, MIN_GROUP)),
        "numbers": change.numbers.to_dicts(),
        "parts": change.parts.to_dicts(),
        "releases": change.releases.to_dicts(),
        "facts": change.facts.to_dicts(),
        "notes": list(change.notes),
    }


def _site_page(compared: SiteComparison, command: str) -> ComparisonPage:
    by_report = [(one, compared.numbers.filter(report=one.name).drop("report")) for one in compared.reports]
    return ComparisonPage(
        f"From {paths.shown(compared.before)} to {paths.shown(compared.after)}",
        compared.finding(),
        command,
        (
            Section("Reports", tuple(one.sentence() for one in compared.reports)),
            *(_section(one.title, own) for one, own in by_report if own.height),
        ),
    )


def _vintage_page(change: VintageChange, command: str) -> ComparisonPage:
    lead, *why = vintage_words.summary(vintage_tallies.moved(change, MIN_GROUP))
    cells = vintages.largest(change, MIN_GROUP)
    moved = change.releases.select(*_MOVED, "before", "after", "evidence_url")
    return ComparisonPage(
        f"{change.title}: from {change.before} to {change.after}",
        lead,
        command,
        (
            Section("Why", tuple(why), figure=_waterfall(change, cells) if cells else None),
            _section("Shares that moved", vintages.table(change), "Changes and their causes in percentage points."),
            _section(f"Which {change.unit} moved them", moved),
        ),
    )


def _section(heading: str, frame: pl.DataFrame, *sentences: str) -> Section:
    cut = (f"The first {_MOST_ROWS:,} of {frame.height:,} rows.",) if frame.height > _MOST_ROWS else ()
    columns = tuple((label(name), dtype.is_numeric()) for name, dtype in frame.schema.items())
    return Section(heading, (*sentences, *cut), columns, tuple(_cells(frame.head(_MOST_ROWS))))


def _cells(frame: pl.DataFrame) -> Iterable[tuple[str, ...]]:
    for row in frame.iter_rows():
        yield tuple(_cell(name, value) for name, value in zip(frame.columns, row, strict=True))


def _cell(column: str, value: object) -> str:
    if value is None:
        return DASH
    if column in ("before", "after") and "." in str(value) and (found := number(str(value))) is not None:
        return f"{found:.4g}".replace("-", MINUS)
    if not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) else label(value) if column in _OURS else str(value)
    if column in ("share_before", "share_after"):
        return f"{100 * value:.1f}%"
    if column in ("change", "value_before", "value_after"):
        return f"{value:.4g}".replace("-", MINUS)
    return points(value, 1)


def _waterfall(change: VintageChange, cells: Sequence[tuple[str, str]]) -> Picture:
    import vl_convert  # noqa: PLC0415

    from openness import charts  # noqa: PLC0415

    charts.use_theme()
    drawn = charts.change_waterfall(
        vintages.waterfall(change, cells),
        name="waterfall",
        title=f"{change.title}: the shares that moved most",
        definition=f"Share of {change.unit}, of those that could be judged.",
        source=f"{change.source}, editions of {change.before} and {change.after}",
        before=change.before,
        after=change.after,
        min_group=MIN_GROUP,
        unit=change.unit,
    ).to_dict()
    about = drawn["usermeta"]["openness"]
    # As pixels: text of an SVG is cut off where the reader's fonts are wider than those it was laid out with.
    pixels = base64.b64encode(vl_convert.vegalite_to_png(drawn, scale=_SCALE)).decode()
    return Picture(f"data:image/png;base64,{pixels}", about["alt"], about["caption"])


def _option(name: str) -> str:
    return _OPTIONS.get(name, name)


def _command(before: str, after: str, asked: Mapping[str, Any]) -> str:
    words = ["openness", "compare", before, after]
    for name, value in asked.items():
        for one in value if isinstance(value, tuple) else [value]:
            words += [f"--{_option(name)}", as_text(one)]
    return shlex.join(words)
