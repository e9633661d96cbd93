"""The shape of a file that people write by hand, declared as a class; a wrong shape is one line: where and what.

A shape is a frozen dataclass. pydantic holds the file to its annotations and converts nothing; what one field alone
cannot say stands in ``__post_init__``, as a ValueError. A name that is a word of Python's has an underscore behind it
here and none in the file: ``from_``. pydantic is loaded when the first file does not fit by its annotations alone.
"""

from __future__ import annotations

import dataclasses
import json
import keyword
import math
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

import yaml

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError, did_you_mean
from openness.project.files import LOADER, read_yaml
from openness.project.shape_building import UnfitError, builder

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")
_MOST_SAID = 5  # faults in one message
_LONGEST = 80  # characters of a value in a message
_WORDS = {
    str: "text (quote it)",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    date: "YYYY-MM-DD",
    tuple: "a list",
}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def shape(cls: type[T]) -> type[T]:
    """Make a class of annotations a shape: a frozen dataclass, and a mapping with a field more is refused."""
    cls.__pydantic_config__ = {"extra": "forbid", "strict": True, "alias_generator": _in_file}  # type: ignore[attr-defined]
    return dataclasses.dataclass(frozen=True, kw_only=True)(cls)


def read_shape(kind: type[T], path: Path, *, exact: bool = False) -> T:
    """Read a YAML file as a shape, or as a type made of shapes such as ``dict[str, Work]``.

    Texts lose line breaks and doubled spaces, unless they are to be `exact`; a blank text is null. Lists are annotated
    as tuples.
    """
    if not path.is_file():
        raise MissingFileError(f"{paths.shown(path)} is not there")
    text = path.read_bytes().decode("utf-8", errors="replace")
    return shaped(kind, read_yaml(text, paths.shown(path), unique_keys=True), paths.shown(path), text=text, exact=exact)


def shaped(kind: type[T], data: Any, where: str, *, text: str = "", exact: bool = False) -> T:
    """Return what was read of YAML as a shape; `where` begins a message, `text` is what its lines are counted in."""
    try:
        plain = _plain(data, exact)
        try:
            return builder(kind, _in_file)(plain)
        except UnfitError:
            import pydantic  # noqa: PLC0415 - a tenth of a second, for what a broken file needs explained

        try:
            return _adapter(kind).validate_json(json.dumps(plain))
        except pydantic.ValidationError as error:
            root = yaml.compose(text, Loader=LOADER)
            found = dict.fromkeys(_fault(kind, one, root) for one in error.errors(include_url=False))
    except RecursionError as error:
        raise BadFileError(f"{where}: an entry holds itself, or too many others") from error
    (place, said), *others = found
    more = [f"and {len(others) - _MOST_SAID} more"] if len(others) > _MOST_SAID else []
    faults = [f"{', '.join((where, *place))}: {said}"]
    faults += [f"{', '.join(place)}: {said}" if place else said for place, said in others[:_MOST_SAID]]
    raise BadFileError("; ".join(faults + more))


def _in_file(name: str) -> str:
    """Return the name that a field has in a file."""
    plain = name.removesuffix("_")
    return plain if keyword.iskeyword(plain) else name


@lru_cache
def _adapter(kind: type[T]) -> TypeAdapter[T]:
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(kind)


def _plain(data: Any, exact: bool) -> Any:
    """Return data of YAML as JSON has them, in which pydantic's strict mode still reads a list as a tuple."""
    if isinstance(data, Mapping):
        return {str(key): _plain(value, exact) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value, exact) for value in data]
    if data is None or isinstance(data, (bool, int)) or (isinstance(data, float) and math.isfinite(data)):
        return data
    text = str(data) if exact else " ".join(str(data).split())
    return text or None


def _fault(kind: Any, error: Mapping[str, Any], root: yaml.Node | None) -> tuple[tuple[str, ...], str]:
    """Return the place of a fault, such as ``("line 31", "events 3")``, and what is wrong there."""
    loc, given = error["loc"], error["input"]
    if error["type"] == "value_error":
        parent, said = loc, str(error["ctx"]["error"])
    elif loc[-1:] == ("[key]",):
        parent, name = loc[:-2], str(loc[-2])
        said = f"unknown name {name!r}{did_you_mean(name, list(get_args(get_args(_inside(kind, parent))[0])))}"
    elif error["type"] == "unexpected_keyword_argument":
        parent, name = loc[:-1], str(loc[-1])
        known = [_in_file(field.name) for field in dataclasses.fields(_inside(kind, parent))]
        said = f"unknown field {name!r}{did_you_mean(name, known)}"
    elif loc and isinstance(loc[-1], str) and (error["type"] == "missing" or given is None):
        parent, said = loc[:-1], f"lacks {loc[-1]!r}"
    else:
        *names, name = _names(kind, loc) or ["it"]
        return (*_line(root, loc), *names), f"{name} is {_shown(given)}{_expected(_inside(kind, loc), given)}"
    return (*_line(root, loc), *_names(kind, parent)), said


def _step(kind: Any, part: str | int) -> Any:
    """Return the type of what a name or a number stands for in a shape, a mapping or a list; None in anything else."""
    if dataclasses.is_dataclass(kind):
        inside = {_in_file(name): one for name, one in get_type_hints(kind).items()}.get(str(part))
        named = [one for one in get_args(inside) if one is not NoneType] if _is_union(inside) else []
        return named[0] if len(named) == 1 else inside
    of = get_args(kind)
    return of[0] if isinstance(part, int) and of else of[1] if len(of) > 1 and not _is_union(kind) else None


def _inside(kind: Any, loc: tuple[str | int, ...]) -> Any:
    """Return the type at a place, or of the union of types that it lies in."""
    for part in loc:
        if _is_union(kind):
            break
        kind = _step(kind, part)
    return kind


def _is_union(kind: Any) -> bool:
    return get_origin(kind) in (Union, UnionType)


def _names(kind: Any, loc: tuple[str | int, ...]) -> list[str]:
    """Return a place in words: ``("figures", "mof", "lists", 0)`` -> ``["figures 'mof'", "lists 1"]``."""
    names: list[str] = []
    for part in loc:
        if kind is None or _is_union(kind):
            break
        if dataclasses.is_dataclass(kind):
            names.append(str(part))
        else:
            before = names.pop() if names else "entry"
            names.append(f"{before} {part + 1 if isinstance(part, int) else repr(part)}")
        kind = _step(kind, part)
    return names


def _shown(given: Any) -> str:
    words = repr(given)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]} ..."


def _expected(kind: Any, given: Any) -> str:
    if get_origin(kind) is Literal:
        return did_you_mean(str(given), [str(one) for one in get_args(kind)])
    kinds = get_args(kind) if _is_union(kind) else (kind,)
    return "; expected " + " or ".join(
        "a mapping" if dataclasses.is_dataclass(one) else _WORDS.get(get_origin(one) or one, "a mapping")
        for one in kinds
        if one is not NoneType
    )


def _line(root: yaml.Node | None, loc: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return the line of the deepest part of a place that the file has."""
    found, mark = root, None
    for part in loc:
        if isinstance(found, yaml.SequenceNode) and isinstance(part, int):
            found = found.value[part]
            mark = found.start_mark
        elif isinstance(found, yaml.MappingNode):
            pairs = [(key, value) for key, value in found.value if key.value == part]
            if not pairs:
                break
            key, found = pairs[0]
            mark = key.start_mark
        else:
            break
    return (f"line {mark.line + 1}",) if mark else ()
