"""What a sweep goes through: the values of each parameter, and the members, one for every combination of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from openness.project import paths
from openness.project.errors import BadFileError, BadValueError, MissingFileError
from openness.project.files import read_yaml
from openness.site.run.parameters import Declared, as_text, check_names
from openness.words.names import label

MOST = 64
"""Members that one sweep may have; each is a run of a notebook and a site."""

_SEPARATORS = {"list": ";"}
"""Type of a parameter -> what stands between two of its values, where that is no comma."""


@dataclass(frozen=True)
class Member:
    """One combination of values."""

    given: Mapping[str, str]  # parameter -> value as ``-p`` writes it, those that stay the same among them
    swept: Mapping[str, str]  # those of them that differ between members
    title: str  # what tells it from the others, in words


def axes(texts: Mapping[str, str], parameters: Iterable[Declared]) -> dict[str, list[str]]:
    """Return parameter -> values, from ``key=a,b`` as ``-p`` takes them; values of a list are parted by semicolons."""
    known = {one.name: one for one in parameters}
    check_names(texts, known)
    found = {}
    for name, text in texts.items():
        values = [one.strip() for one in text.split(_SEPARATORS.get(known[name].type, ","))]
        if len(values) > 1 and not all(values):
            raise BadValueError(f"parameter {name!r} has an empty value among those to sweep: {text!r}")
        found[name] = values
    return found


def read_axes(path: Path, parameters: Iterable[Declared]) -> dict[str, list[str]]:
    """Return parameter -> values from a YAML file: ``since: [2018, 2021]``; a list's values are lists."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MissingFileError(f"{paths.shown(path)} cannot be read: {error.strerror}") from error
    found = read_yaml(content, paths.shown(path), unique_keys=True)
    if not isinstance(found, dict) or not found or not all(isinstance(name, str) for name in found):
        raise BadFileError(f"{paths.shown(path)} is no grid; expected lines such as 'since: [2018, 2021]'")
    known = {one.name: one for one in parameters}
    check_names(found, known)
    return {name: _values(value, known[name], paths.shown(path)) for name, value in found.items()}


def members(values: Mapping[str, list[str]]) -> list[Member]:
    """Return every combination, the first parameter changing slowest."""
    swept = [name for name, own in values.items() if len(own) > 1]
    if not swept:
        raise BadValueError("nothing to sweep: give a parameter several values, such as -p definition=a,b,c")
    for name in swept:
        if len(set(values[name])) < len(values[name]):
            raise BadValueError(f"parameter {name!r} has a value twice: {', '.join(values[name])}")
    if (count := prod(map(len, values.values()))) > MOST:
        raise BadValueError(f"a sweep of {count:,} reports is too many; expected at most {MOST}")
    found = []
    for combination in product(*values.values()):
        given = dict(zip(values, combination, strict=True))
        own = {name: given[name] for name in swept}
        found.append(Member(given, own, ", ".join(f"{label(name)}: {value}" for name, value in own.items())))
    return found


def _values(value: Any, parameter: Declared, where: str) -> list[str]:
    is_list = parameter.type == "list"
    if isinstance(value, list) and not (is_list and not any(isinstance(one, list) for one in value)):
        found = value
    else:
        found = [value]
    for one in found:
        if isinstance(one, dict) or (isinstance(one, list) and not is_list):
            raise BadFileError(f"{where}: parameter {parameter.name!r} expects {parameter.type}s, found {one!r}")
    if not found:
        raise BadFileError(f"{where}: parameter {parameter.name!r} has no value")
    return [as_text(one) for one in found]
