"""Read ``data/raw/published.yml``: what others published, entry by entry, each checked.

The file has ``works`` (publisher, title, url, published) by name, and ``figures`` by name that refer to one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from openness.project import paths
from openness.project.errors import BadValueError, MissingFileError, UnknownNameError
from openness.project.files import read_yaml
from openness.studies.published_results.base import CAUSES, RELATIONS, UNITS, Figure
from openness.studies.published_results.recipes import recipe_named

FILE_NAME = "published.yml"
_WORK = ("publisher", "title", "url", "published")
_REQUIRED = ("claim", "value", "unit", "definition", "work")
_OPTIONAL = (
    "place",
    "relation",
    "recipe",
    "parameters",
    "reason",
    "cause",
    "explanation",
    "remark",
    "leeway",
)
_TEXTS = (
    "claim",
    "unit",
    "definition",
    "place",
    "relation",
    "recipe",
    "reason",
    "cause",
    "explanation",
    "remark",
)
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?|undated")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_figures(path: Path | None = None) -> dict[str, Figure]:
    """Return the figures by id, in the order of the file."""
    path = path or paths.raw() / FILE_NAME
    if not path.is_file():
        raise MissingFileError(f"{paths.shown(path)} is not there")
    where = paths.shown(path)
    content = _mapping(read_yaml(path.read_bytes(), where), where)
    works = {name: _work(work, f"{where}, work {name!r}") for name, work in _part(content, "works", where).items()}
    entries = _part(content, "figures", where)
    figures = {name: _figure(name, entry, works, f"{where}, figure {name!r}") for name, entry in entries.items()}
    for figure in figures.values():
        _check_references(figure, figures, f"{where}, figure {figure.figure_id!r}")
    return figures


def _work(work: Any, where: str) -> dict[str, str]:
    found = {key: _text(value, f"{where}, {key}") for key, value in _mapping(work, where).items()}
    _check_keys(found, _WORK, (), where)
    address = urlsplit(found["url"])
    if address.scheme not in ("http", "https") or not address.netloc or " " in found["url"]:
        raise BadValueError(f"{where}: {found['url']!r} is not a web address")
    # A report takes publishers as a list with commas between them.
    if "," in found["publisher"]:
        raise BadValueError(f"{where}: the publisher {found['publisher']!r} has a comma, expected one name without")
    if not _DATE.fullmatch(found["published"]):
        raise BadValueError(
            f"{where}: published is {found['published']!r}, expected YYYY, YYYY-MM, YYYY-MM-DD or undated"
        )
    return found


def _figure(name: Any, entry: Any, works: Mapping[str, dict[str, str]], where: str) -> Figure:
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise BadValueError(f"{where}: the name is not in kebab case")
    given = _mapping(entry, where)
    _check_keys(given, _REQUIRED, _OPTIONAL, where)
    if given["work"] not in works:
        raise UnknownNameError("work", given["work"], works, where=where)
    for key, allowed in (("unit", UNITS), ("relation", RELATIONS), ("cause", tuple(CAUSES))):
        if given.get(key, allowed[0]) not in allowed:
            raise UnknownNameError(key, given[key], allowed, where=where)
    if ("recipe" in given) == ("reason" in given):
        raise BadValueError(f"{where}: expected either a recipe or the reason why there is none")
    if ("cause" in given) != ("explanation" in given):
        raise BadValueError(f"{where}: expected a cause and an explanation, or neither")
    texts = {key: _text(given[key], f"{where}, {key}") for key in _TEXTS if key in given}
    parameters = _plain(_mapping(given.get("parameters", {}), f"{where}, parameters"))
    if "recipe" in texts and (problem := recipe_named(texts["recipe"], where).problem(parameters)):
        raise BadValueError(f"{where}: {problem}")
    return Figure(
        figure_id=name,
        printed=_number(given["value"], where),
        parameters=parameters,
        leeway=_leeway(given.get("leeway"), where),
        **texts,
        **works[given["work"]],
    )


def _check_references(figure: Figure, figures: Mapping[str, Figure], where: str) -> None:
    """Check that a figure that is computed from others names ones that are there, and not itself."""
    names = figure.parameters.get("figures", [])
    single = [figure.parameters[key] for key in ("figure", "whole", "percent", "printed") if key in figure.parameters]
    for name in [*names, *single]:
        if name not in figures:
            raise UnknownNameError("figure", name, figures, where=where)


def _check_keys(given: Mapping[str, Any], required: tuple[str, ...], optional: tuple[str, ...], where: str) -> None:
    for key in given:
        if key not in required + optional:
            raise UnknownNameError("key", key, required + optional, where=where)
    if missing := [key for key in required if key not in given]:
        raise BadValueError(f"{where} lacks {', '.join(missing)}")


def _part(content: Mapping[str, Any], key: str, where: str) -> dict[str, Any]:
    if key not in content:
        raise BadValueError(f"{where} lacks {key!r}")
    return _mapping(content[key], f"{where}, {key}")


def _mapping(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadValueError(f"{where} is {type(value).__name__}, expected names and values")
    return value


def _text(value: Any, where: str) -> str:
    plain = _plain(value)
    if isinstance(plain, int) and not isinstance(plain, bool):
        plain = str(plain)
    if not isinstance(plain, str) or not plain.strip():
        raise BadValueError(f"{where} is {value!r}, expected text")
    return " ".join(plain.split())


def _number(value: Any, where: str) -> str:
    # Text, or the zeros that say how exact a number is meant would be lost.
    try:
        if isinstance(value, str) and Decimal(value).is_finite():
            return value
    except InvalidOperation:
        pass
    raise BadValueError(f"{where}: value is {value!r}, expected a number in quotes, as printed")


def _leeway(value: Any, where: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise BadValueError(f"{where}: leeway is {value!r}, expected a number above 0")
    return float(value)


def _plain(value: Any) -> Any:
    """Return a value of YAML with dates as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value
