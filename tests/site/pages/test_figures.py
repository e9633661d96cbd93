from __future__ import annotations

import copy

from openness.site.pages import figures

MIME = "application/vnd.openness.chart+json"


def executed(*specs: dict) -> dict:
    outputs = [{"output_type": "display_data", "data": {MIME: spec}} for spec in specs]
    return {"cells": [{"cell_type": "code", "metadata": {}, "source": "", "outputs": outputs}]}


def collected(*specs: dict) -> list[figures.Figure]:
    return list(figures.collect(executed(*specs)).values())


def test_a_chart_says_what_it_is(spec) -> None:
    (figure,) = collected(spec)
    assert (figure.name, figure.title, figure.caption) == ("bars", "Bars & more", "A caption.")
    assert figure.alt == "One bar of 2 </script> high."


def test_a_chart_that_says_nothing_has_a_name_and_its_own_description() -> None:
    (figure,) = collected({"title": {"text": ["Two", "lines"]}, "description": "Told."})
    assert (figure.name, figure.title, figure.alt) == ("chart", "Two lines", "Told.")


def test_no_two_charts_of_a_report_share_their_files(spec) -> None:
    assert [figure.name for figure in collected(spec, spec, spec)] == ["bars", "bars-2", "bars-3"]


def test_a_name_cannot_leave_the_folder() -> None:
    (figure,) = collected({"usermeta": {"openness": {"name": "../../Etc/passwd"}}})
    assert figure.name == "etc-passwd"


def test_the_table_has_the_columns_of_the_chart_in_order(spec) -> None:
    (figure,) = collected(spec)
    assert figures.table(figure) == "year,count\n2020,2\n2021,\n"


def test_a_table_without_columns_has_all_and_named_data_are_found() -> None:
    rows = [{"a": True, "b": ["x", "y"]}, {"c": 0.5}]
    (figure,) = collected({"data": {"name": "d"}, "datasets": {"d": rows}})
    assert figures.table(figure) == "a,b,c\ntrue,x;y,\n,,0.5\n"


def test_of_several_tables_the_one_with_the_columns_is_taken(spec) -> None:
    spec = copy.deepcopy(spec)
    spec["vconcat"].insert(0, {"data": {"values": [{"year": "1900"}]}, "mark": "rule"})
    (figure,) = collected(spec)
    assert figures.table(figure).startswith("year,count\n2020,2\n")
