"""Filters of releases in words: ``downloads>1000``, ``list=notable``, ``country=France|Germany``.

A filter is a column, a comparison and a value. ``=`` and ``!=`` take several values with ``|`` between them; ``>``,
``>=``, ``<`` and ``<=`` take a number, which may end in k, M, B or T. A release without a number fits no filter of it.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from openness.project.errors import BadValueError, UnknownNameError
from openness.tables import schema
from openness.tables.schema import KEYS
from openness.words.countries import country

LIST, COUNTRY = "list", "country"
TEXTS = ("developer_group", "developer_type", COUNTRY, "modality", "license_tier", "access")
OF_SEVERAL = {"developer": ("developer_id", "+"), "license": ("license_ids", None)}
"""Filter -> the column that holds several values, and what joins them where it is text."""
NUMBERS = {"downloads": "downloads", "likes": "likes", "parameters": "parameter_count", "compute": "training_compute"}
"""Filter -> column."""
COLUMNS = (*TEXTS, LIST, *OF_SEVERAL, *NUMBERS)
"""What a filter can be of."""

_FORM = re.compile(r"\s*(?P<column>[^=!<>]*?)\s*(?P<how>>=|<=|!=|=|>|<)\s*(?P<value>.*?)\s*", re.DOTALL)
_NUMBER = re.compile(r"(?P<digits>\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)\s*(?P<times>[kmbt]?)", re.IGNORECASE | re.ASCII)
_TIMES = {"": 1.0, "k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
_SEVERAL = "|"
_COMPARED: Mapping[str, Callable[[pl.Expr, float], pl.Expr]] = {
    ">": lambda column, value: column > value,
    ">=": lambda column, value: column >= value,
    "<": lambda column, value: column < value,
    "<=": lambda column, value: column <= value,
    "=": lambda column, value: column == value,
    "!=": lambda column, value: column != value,
}


@dataclass(frozen=True)
class Filter:
    """One filter."""

    column: str  # one of COLUMNS
    how: str  # the comparison
    values: tuple[str, ...] = ()  # of a column of text
    number: float = 0.0  # of a column of numbers


def parse(text: str) -> Filter:
    """Return the filter that a text stands for; names of columns are checked, those of values are not yet."""
    found = _FORM.fullmatch(text) if isinstance(text, str) else None
    if found is None or not found["column"] or not found["value"]:
        raise BadValueError(f"filter {text!r} is not of the form COLUMN=VALUE or COLUMN>NUMBER")
    column, how, value = found["column"], found["how"], found["value"]
    if column not in COLUMNS:
        raise UnknownNameError("column", column, COLUMNS, where=f"filter {text!r}")
    if column in NUMBERS:
        return Filter(column, how, number=_number(value, text))
    if how not in ("=", "!="):
        numbers = ", ".join(NUMBERS)
        raise BadValueError(f"filter {text!r} compares {column} by {how!r}; expected = or !=, or one of {numbers}")
    values = tuple(one.strip() for one in value.split(_SEVERAL))
    if not all(values):
        raise BadValueError(f"filter {text!r} has an empty value; expected values with {_SEVERAL!r} between them")
    if column == COUNTRY:
        values = tuple(country(one) for one in values)
    return Filter(column, how, values)


def check(texts: Sequence[str], releases: pl.DataFrame, lists: pl.DataFrame) -> list[Filter]:
    """Return the filters that texts stand for; refuse names of values that neither releases nor lists have."""
    filters = [parse(text) for text in texts]
    for one in filters:
        known = _known(one, releases, lists)
        for value in one.values:
            if value not in known:
                raise UnknownNameError(one.column, value, known, where="a filter")
    return filters


def fitting(releases: pl.DataFrame, filters: Iterable[Filter], lists: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Return the releases that fit all filters, and how many fit all but lack a number that one of them is about."""
    asked, fits, lacks = list(filters), pl.lit(value=True), pl.lit(value=False)
    for one in asked:
        if one.column in NUMBERS:
            column = pl.col(NUMBERS[one.column])
            fits &= _COMPARED[one.how](column, one.number).fill_null(value=True)
            lacks |= column.is_null()
        else:
            is_one = _is_one(one, lists)
            fits &= is_one if one.how == "=" else ~is_one
    kept = releases.filter(fits)
    whole = kept.filter(~lacks)
    return whole, kept.height - whole.height


def _is_one(one: Filter, lists: pl.DataFrame) -> pl.Expr:
    values = list(one.values)
    if one.column == LIST:
        named = lists.filter(pl.col("list").is_in(values)).select(pl.struct(KEYS).alias("key"))["key"]
        return pl.struct(KEYS).is_in(named.unique().implode())
    if one.column in OF_SEVERAL:
        name, sign = OF_SEVERAL[one.column]
        several = pl.col(name) if sign is None else pl.col(name).str.split(sign)
        return several.list.eval(pl.element().is_in(values)).list.any().fill_null(value=False)
    return pl.col(one.column).is_in(values).fill_null(value=False)


def _known(one: Filter, releases: pl.DataFrame, lists: pl.DataFrame) -> list[str]:
    if one.column in NUMBERS:
        return []
    if one.column == LIST:
        return sorted(lists["list"].unique())
    if one.column in OF_SEVERAL:
        name, sign = OF_SEVERAL[one.column]
        several = releases[name] if sign is None else releases[name].str.split(sign)
        return sorted(several.explode().drop_nulls().unique())
    if one.column == COUNTRY:
        return list(one.values)
    declared = next(column.values for column in schema.RELEASES.columns if column.name == one.column)
    return list(declared or sorted(releases[one.column].unique()))


def _number(value: str, text: str) -> float:
    found = _NUMBER.fullmatch(value)
    number = float(found["digits"].replace("_", "")) * _TIMES[found["times"].casefold()] if found else math.nan
    if not math.isfinite(number):
        raise BadValueError(f"filter {text!r} needs a number, such as 1000, 7B or 1e24; found {value!r}")
    return number
