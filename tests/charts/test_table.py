"""Tables: what a declared result says of its columns is how a page shows them."""

from datetime import datetime

import polars as pl
import pytest

from openness import charts
from openness.project.errors import UnknownNameError
from openness.words.frames import Column, Frame

DECLARED = Frame(
    "things",
    "One row a thing.",
    (
        Column("when", "date", "Day"),
        Column("share", "share", "Open"),
        Column("n", "count", "Releases"),
        Column("tags", "list", "Tags"),
        Column("links", "links", "See"),
        Column("access", "text", "Access"),
        Column("key", "text"),
        Column("remark", "note", "Remark", required=False),
    ),
)
ROWS = pl.DataFrame(
    {
        "key": ["a", "b"],
        "access": ["open_restricted", "qwen_moe"],
        "links": [[{"text": "p", "url": "https://example.org"}], None],
        "tags": [["x", "y"], None],
        "n": [1234, 5],
        "share": [0.1234, None],
        "when": [datetime(2024, 1, 31), datetime(2024, 2, 1)],
    },
    schema_overrides={"tags": pl.List(pl.String)},
)


@pytest.mark.parametrize("make", [lambda frame: frame, lambda frame: frame.lazy()])
def test_a_declared_result_is_shown_by_its_kinds(make):
    html = charts.show_table(make(ROWS), DECLARED, title="T").as_raw_html()
    places = [html.index(f">{heading}<") for heading in ("Day", "Open", "Releases", "Tags", "See", "Access")]
    assert places == sorted(places)
    for cell in ("2024-01-31<", ">12.3%<", ">1,234<", ">x, y<", '<a href="https://example.org">p</a>'):
        assert cell in html
    assert "Open weights, restricted" in html
    assert "qwen_moe" in html
    assert "Remark" not in html
    assert "00:00" not in html


def test_a_result_without_what_it_requires_is_refused():
    with pytest.raises(UnknownNameError, match="result 'things'"):
        charts.show_table(ROWS.drop("share"), DECLARED, title="T")


def test_folded_tables_take_a_declared_result_too():
    assert "12.3%" in charts.folded({"One": ROWS}, columns=DECLARED)._repr_html_()
