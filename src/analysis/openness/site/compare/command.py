"""``openness compare``: two editions or two sites, whichever the arguments name."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from openness.measures import definitions
from openness.measures.ask import Question
from openness.project import paths
from openness.project.errors import BadValueError, MissingFileError
from openness.site.compare import sites
from openness.site.run.parameters import as_text
from openness.studies.vintages_and_composition.editions import change as vintages
from openness.studies.vintages_and_composition.editions import say as vintage_words
from openness.studies.vintages_and_composition.editions import vintage_names
from openness.studies.vintages_and_composition.editions import waves as vintage_waves

ONE_PERIOD = "all"
_OPTIONS = {"countries": "country", "listed_in": "list"}
"""Field of a question -> the option that sets it, where it has another name."""


@dataclass(frozen=True)
class Comparison:
    """A comparison in every form it can be printed in.

    Attributes
    ----------
    frame
        The table.
    sentences
        What it says in words.
    document
        Returns it as one JSON document.
    write_page
        Writes it as a page to a file.
    """

    frame: pl.DataFrame
    sentences: list[str]
    document: Callable[[], dict[str, Any]]
    write_page: Callable[[Path], None]


def compare(before: str, after: str, asked: Mapping[str, Any], *, by_release: bool = False) -> Comparison:
    """Compare two editions of a source, or two sites where either argument is a folder."""
    command = _command(before, after, asked)
    folders = [Path(before), Path(after)]
    if any(folder.is_dir() for folder in folders):
        if asked or by_release:
            raise BadValueError(f"--{_option(next(iter(asked), 'releases'))} is for editions, not for reports")
        for folder in folders:
            if not folder.is_dir():
                raise MissingFileError(f"{paths.shown(folder)} is no folder of a report, as the other argument is")
        return _of_sites(*folders, command)
    return _of_editions(before, after, dict(asked), command, by_release=by_release)


def _of_sites(before: Path, after: Path, command: str) -> Comparison:
    compared = sites.compare_sites(before, after)
    page = _later("of_sites", compared, command)
    sentences = [compared.finding(), *(one.sentence() for one in compared.reports)]
    return Comparison(compared.numbers, sentences, lambda: _page_module().site_document(compared), page)


def _of_editions(before: str, after: str, asked: dict[str, Any], command: str, *, by_release: bool) -> Comparison:
    source, *editions = vintage_names.parse((before, after), asked.pop("source", None))
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
    page_module = _page_module
    words = vintage_words.summary(change, page_module().MIN_GROUP)
    return Comparison(
        change.releases if by_release else vintages.table(change),
        words,
        lambda: page_module().vintage_document(change),
        _later("of_vintages", change, command),
    )


def _later(name: str, found: object, command: str) -> Callable[[Path], None]:
    """Return a function that makes and writes the page, when it is wanted."""

    def write(path: Path) -> None:
        if path.is_dir():
            raise BadValueError(f"{paths.shown(path)} is a folder; expected a file for the page")
        module = _page_module()
        module.write(getattr(module, name)(found, command), path)

    return write


def _page_module() -> Any:
    # Imported late: templates and charts are for pages alone.
    from openness.site.compare import page as comparison  # noqa: PLC0415

    return comparison


def _option(name: str) -> str:
    return _OPTIONS.get(name, name)


def _command(before: str, after: str, asked: Mapping[str, Any]) -> str:
    words = ["openness", "compare", before, after]
    for name, value in asked.items():
        for one in value if isinstance(value, tuple) else [value]:
            words += [f"--{_option(name)}", as_text(one)]
    return shlex.join(words)
