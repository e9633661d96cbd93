"""Parameters of a notebook: what its ``parameters`` cell declares, and what ``-p key=value`` asks for instead."""

import ast
import io
import math
import re
import tokenize
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from openness.project.errors import BadFileError, BadValueError, UnknownNameError

Value = str | int | float | bool | list[str] | None

NONE = "none"
"""How ``-p until=none`` says that a value is not set."""


@dataclass(frozen=True)
class Declared:
    """One parameter as a notebook declares it."""

    name: str  # variable name
    type: str  # ``string``, ``integer``, ``number``, ``boolean`` or ``list`` (of strings)
    default: Value  # value the notebook has by itself
    help: str  # the comment on the parameter's line
    is_optional: bool  # whether None is a value


_TYPE_COMMENT = re.compile(r"type:\s*(?P<type>\S+)\s*(?P<help>.*)")
_TYPES = {"str": "string", "int": "integer", "float": "number", "bool": "boolean", "list": "list", "list[str]": "list"}
_PYTHON = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "list": list}
_BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def declared(source: str, where: str) -> list[Declared]:
    """Read a ``parameters`` cell.

    Papermill's own inspection gives every default as source text; values are needed here, so the cell is parsed as
    Python. Papermill does not see ``int | None``, and warns of a parameter that it does not see: what may be None is
    therefore declared by a comment that both read, ``since = 2018  # type: Optional[int] first year``.
    """
    try:
        body = ast.parse(source).body
    except SyntaxError as error:
        raise BadFileError(f"{where}: line {error.lineno} of the parameters cell is not Python") from error
    comments = _comments(source)
    found = []
    for node in body:
        if isinstance(node, ast.AnnAssign):
            target, annotation = node.target, ast.unparse(node.annotation)
        elif isinstance(node, ast.Assign):
            target, annotation = node.targets[0], None
        else:
            continue
        if not isinstance(target, ast.Name):
            continue
        place = f"{where}: parameter {target.id!r}"
        try:
            default = ast.literal_eval(node.value)  # type: ignore[arg-type]
        except ValueError as error:
            raise BadFileError(f"{place} has a default that is not a literal") from error
        help_text = comments.get(node.end_lineno or node.lineno, "")
        if annotation is None and (typed := _TYPE_COMMENT.fullmatch(help_text)):
            annotation, help_text = typed["type"], typed["help"]
        kind, is_optional = _kind(annotation, default, place)
        found.append(Declared(target.id, kind, default, help_text, is_optional))
    return found


def parse_settings(texts: Iterable[str]) -> dict[str, str]:
    """Split ``key=value`` texts, as ``-p`` takes them."""
    found: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        key = key.strip()
        if not equals or not key:
            raise BadValueError(f"parameter {text!r} is not of the form key=value")
        if key in found:
            raise BadValueError(f"parameter {key!r} is given twice")
        found[key] = value
    return found


def parse(text: str, parameter: Declared) -> Value:
    """Return the value that a text stands for."""
    text = text.strip()
    if parameter.is_optional and text.casefold() in {"", NONE}:
        return None
    value = _PARSERS[parameter.type](text)
    if value is None:
        expected = parameter.type + (f" or {NONE!r}" if parameter.is_optional else "")
        raise BadValueError(f"parameter {parameter.name!r} expects {expected}, found {text!r}")
    return value


def as_text(value: object) -> str:
    """Return a value as ``-p key=value`` writes it; ``parse`` gives the value back."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return ",".join(str(item) for item in value)
    return str(value)


def check_names(given: Iterable[str], known: Iterable[str]) -> None:
    """Raise ``UnknownNameError`` for the first name that no notebook at hand declares."""
    names = sorted(set(known))
    for name in given:
        if name not in names:
            raise UnknownNameError("parameter", name, names)


def resolve(parameters: Iterable[Declared], given: Mapping[str, object]) -> dict[str, Value]:
    """Return the value of every parameter of a notebook."""
    return {
        parameter.name: parse(as_text(given[parameter.name]), parameter)
        if parameter.name in given
        else parameter.default
        for parameter in parameters
    }


def _kind(annotation: str | None, default: object, place: str) -> tuple[str, bool]:
    is_optional = default is None
    if annotation is None:
        for name, python in _PYTHON.items():
            if isinstance(default, python) and (name == "boolean") == isinstance(default, bool):
                return name, is_optional
        if default is None:
            return "string", is_optional
        raise BadFileError(f"{place} is a {type(default).__name__}; expected one of {', '.join(_TYPES)}")
    if match := re.fullmatch(r"(?:Optional\[(?P<inner>.+)\]|(?P<left>.+?)\s*\|\s*None)", annotation):
        annotation, is_optional = match["inner"] or match["left"], True
    if annotation not in _TYPES:
        raise BadFileError(f"{place} is declared {annotation}; expected one of {', '.join(_TYPES)}")
    kind = _TYPES[annotation]
    is_truth = isinstance(default, bool) and kind != "boolean"
    if default is not None and (is_truth or not isinstance(default, _PYTHON[kind])):
        raise BadFileError(f"{place} is declared {annotation} but its default is {default!r}")
    return kind, is_optional


def _comments(source: str) -> dict[int, str]:
    """Return line number -> the comment on it."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT}


def _integer(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[+-]?\d+", text, re.ASCII) else None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _list(text: str) -> list[str]:
    if text.casefold() == NONE:
        return []
    return [item for part in text.split(",") if (item := part.strip())]


_PARSERS: dict[str, Callable[[str], Value]] = {
    "string": str,
    "integer": _integer,
    "number": _number,
    "boolean": lambda text: _BOOLEANS.get(text.casefold()),
    "list": _list,
}
