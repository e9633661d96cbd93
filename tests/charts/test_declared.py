"""A chart draws a result as that is declared: kinds, headings and columns."""

import datetime
import importlib
import json
import pkgutil
from dataclasses import replace

import pandas as pd
import polars as pl
import pytest

from openness import charts
from openness.charts import kinds
from openness.charts.frame import declared, tidy_rows
from openness.project.errors import BadValueError, UnknownNameError
from openness.words.frames import Column, Frame

WORDS = {"name": "a-chart", "title": "A title", "definition": "Open means this.", "source": "Somebody, 2030"}
CLAIMS = pl.DataFrame({"item": ["a", "b"], "group": ["x", "x"], "practice": [0.5, 0.25], "failed": ["code", None]})
RESULT = Frame(
    "claims",
    "A release that claims to be open.",
    (
        Column("item", "text", "Release", "name of the release"),
        Column("group", "text", "", "group of its developer"),
        Column("practice", "share", "", "what is met of the claim", "parts"),
        Column("failed", "note", "Not met", "criteria that fail"),
    ),
    ("item",),
)
OWN = (Column("item", "text", "Name"), Column("practice", "number", "Practiced"), Column("failed", "note"))


@pytest.fixture(autouse=True)
def _theme():
    charts.use_theme()


def with_kind(name, kind):
    return replace(RESULT, columns=tuple(replace(c, kind=kind) if c.name == name else c for c in RESULT.columns))


def tooltips(result):
    found = []

    def look(part):
        if isinstance(part, dict):
            found.extend(one["title"] for one in part.get("tooltip", []) if isinstance(part.get("tooltip"), list))
            part = list(part.values())
        if isinstance(part, list):
            for one in part:
                look(one)

    look(json.loads(charts.claims_gap(CLAIMS, result=result, **WORDS).to_json()))
    return list(dict.fromkeys(found))


def test_the_result_gives_kind_unit_and_meaning_and_the_chart_says_what_its_tooltips_name():
    assert declared(OWN, RESULT, "a-chart") == [
        Column("item", "text", "Release", "name of the release"),
        Column("practice", "share", "Practiced", "what is met of the claim", "parts"),
        Column("failed", "note", "", "criteria that fail"),
    ]
    assert declared(OWN, None, "a-chart") == list(OWN)


def test_tooltips_bear_the_headings_of_the_result():
    assert tooltips(None) == ["Name", "Developer group", "Practiced", "Fails"]
    assert tooltips(RESULT) == ["Release", "Developer group", "Practiced", "Not met"]


def test_a_kind_that_the_chart_cannot_draw_is_one_line_that_names_both():
    with pytest.raises(BadValueError) as error:
        charts.claims_gap(CLAIMS, result=with_kind("practice", "text"), **WORDS)
    assert str(error.value) == ("result 'claims' declares column 'practice' as a text; chart 'a-chart' needs a share")


@pytest.mark.parametrize(
    ("need", "fits"),
    [
        ("text", {"text", "count"}),
        ("note", {"note", "text"}),
        ("count", {"count"}),
        ("share", {"share"}),
        ("number", {"number", "share", "count"}),
        ("date", {"date"}),
        ("flag", {"flag"}),
    ],
)
def test_only_kinds_that_allow_no_more_than_the_chart_can_draw_fit(need, fits):
    found = set()
    for kind in ("text", "note", "count", "share", "number", "date", "flag", "list", "links"):
        result = Frame("one", "A row.", (Column("value", kind),))
        try:
            declared([Column("value", need)], result, "a-chart")
        except BadValueError:
            continue
        found.add(kind)
    assert found == fits


def test_a_column_that_the_result_does_not_declare_is_refused_or_left_out_where_it_is_optional():
    short = replace(RESULT, columns=tuple(column for column in RESULT.columns if column.name != "practice"))
    with pytest.raises(UnknownNameError, match="unknown column 'practice' in result 'claims'"):
        charts.claims_gap(CLAIMS, result=short, **WORDS)
    counted = charts.claims_gap(CLAIMS.with_columns(n=pl.lit(9)), result=RESULT, **WORDS).to_dict()
    assert counted["usermeta"]["openness"]["columns"] == ["item", "group", "practice", "failed"]


def test_a_frame_that_is_not_the_result_is_refused():
    wider = replace(RESULT, columns=(*RESULT.columns, Column("evidence", "links")))
    with pytest.raises(UnknownNameError, match="unknown column 'evidence' in result 'claims'"):
        charts.claims_gap(CLAIMS, result=wider, **WORDS)


def test_a_count_that_the_chart_needs_as_text_is_read_as_text():
    result = Frame("years", "A year.", (Column("year", "count"),))
    columns = declared([Column("year", "text")], result, "a-chart")
    rows = tidy_rows(pl.DataFrame({"year": [2024]}), columns, key=["year"], chart="a-chart")
    assert rows == [{"year": "2024"}]


@pytest.mark.parametrize("library", [pl, pd])
def test_dates_read_as_days_and_flags_as_they_are(library):
    frame = library.DataFrame({"day": [datetime.datetime(2024, 5, 6, 7), None], "is_it": [True, False]})
    columns = [Column("day", "date"), Column("is_it", "flag")]
    assert tidy_rows(frame, columns, key=["is_it"], chart="a-chart") == [
        {"day": "2024-05-06", "is_it": True},
        {"day": None, "is_it": False},
    ]
    for wrong in ({"day": ["soon"], "is_it": [True]}, {"day": [None], "is_it": ["yes"]}):
        with pytest.raises(BadValueError, match=r"expected (a date, or null|true or false)"):
            tidy_rows(library.DataFrame(wrong), columns, key=["is_it"], chart="a-chart")


def chart_functions():
    for module in pkgutil.iter_modules(kinds.__path__, f"{kinds.__name__}."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if name in charts.__all__ and hasattr(value, "__wrapped__"):
                yield pytest.param(value, id=name)


@pytest.mark.parametrize("function", list(chart_functions()))
def test_the_documentation_of_a_chart_names_every_column_that_it_needs(function):
    draw = function.__wrapped__
    lists = [draw.__globals__.get(name, ()) for name in draw.__code__.co_names]
    needed = [one for found in lists if isinstance(found, tuple) for one in found if isinstance(one, Column)]
    assert [one.name for one in needed if f"``{one.name}``" not in draw.__doc__] == []
