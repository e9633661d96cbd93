"""The panel of numbers: escaped, linked to pages of the site only."""

import pandas as pd
import polars as pl
import pytest

from openness import charts
from openness.project.errors import BadValueError, UnknownNameError


def numbers(make=pl.DataFrame, url="openwashing.html", **changed):
    row = {
        "title": "A <title>",
        "value": "51% & more",
        "unit": "of releases",
        "text": "Of 4.",
        "basis": "Us.",
        "links": [{"text": "page & more", "url": url}],
        **changed,
    }
    return make({name: [value] for name, value in row.items()})


@pytest.mark.parametrize("make", [pl.DataFrame, pd.DataFrame, pl.LazyFrame], ids=["polars", "pandas", "lazy"])
def test_a_number_is_a_card_of_a_list_with_its_link(make):
    shown = charts.number_panel(numbers(make))._repr_html_()
    assert shown.startswith('<ol class="numbers">')
    assert shown.count("<li>") == shown.count("</li>") == 1
    assert "<h3>A &lt;title&gt;</h3>" in shown
    assert "<strong>51% &amp; more</strong> <span>of releases</span>" in shown
    assert 'Us. More: <a href="openwashing.html">page &amp; more</a>.' in shown


def test_a_number_without_links_has_none():
    shown = charts.number_panel(numbers().with_columns(links=pl.lit([], pl.List(pl.Struct({"text": pl.String})))))
    assert "More:" not in shown._repr_html_()


@pytest.mark.parametrize(
    "url", ["https://example.org/a.html", "javascript:alert(1)", "../a.html", "a.html#a b", "A.html"]
)
def test_a_link_that_leads_out_of_the_site_is_refused(url):
    with pytest.raises(BadValueError, match="is no page of the site"):
        charts.number_panel(numbers(url=url))


def test_nothing_to_show_and_a_missing_column_are_said():
    with pytest.raises(BadValueError, match="no number to show"):
        charts.number_panel(numbers().clear())
    with pytest.raises(UnknownNameError, match="unknown column 'basis' in the panel of numbers"):
        charts.number_panel(numbers().drop("basis"))
