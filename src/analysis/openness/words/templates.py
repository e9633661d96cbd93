"""Prose in a template beside the module that says it: ``say.md.j2`` beside ``say.py``.

A sentence is a macro: its arguments are what it is made of, and how numbers read are filters. Lines may break anywhere,
since all white space in a sentence is one blank.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import jinja2

from openness.project.errors import UnknownNameError
from openness.words import numbers

ENDING = ".md.j2"

_FILTERS = (
    "capital",
    "counted",
    "listing",
    "lowered",
    "number",
    "percent",
    "plural",
    "points",
    "short_points",
    "signed",
)


def beside(module: str) -> Callable[..., str]:
    """Return what says a sentence of the template beside a module (its ``__file__``): name, then its values."""
    path = Path(module).with_suffix(ENDING)

    def say(sentence: str, /, **values: object) -> str:
        macros = _macros(path)
        if sentence not in macros:
            raise UnknownNameError("sentence", sentence, macros, where=path.name)
        return re.sub(r"[ \n]+", " ", macros[sentence](**values)).strip()

    return say


@cache
def _macros(path: Path) -> dict[str, Callable[..., str]]:
    return {
        name: one
        for name, one in vars(_environment(path.parent).get_template(path.name).module).items()
        if name[0] != "_"
    }


@cache
def _environment(folder: Path) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701  Markdown, made of our own numbers
    )
    environment.filters |= {name: getattr(numbers, name) for name in _FILTERS}
    environment.globals |= {"percents": numbers.percents}
    return environment
