"""Tables under folds: closed, named, offline, their links safe."""

import pandas as pd
import polars as pl
import pytest

from openness import charts
from openness.project.errors import BadValueError, UnknownNameError

LINKS = [[{"text": "a <b>", "url": "https://example.org/?a=1&b=2"}], [{"text": "c", "url": "pkg:pypi/c"}], None]


@pytest.mark.parametrize("make", [pl.DataFrame, pd.DataFrame], ids=["polars", "pandas"])
def test_each_table_lies_under_its_own_closed_fold(make):
    frame = make({"claim": ["One", "Two", "Three"], "where": LINKS})
    shown = charts.folded(
        {"First & best": frame, "Second": frame}, columns={"claim": "Claim", "where": "Where"}, links=["where"]
    )._repr_html_()
    assert shown.count('<details class="fold"><summary>') == shown.count("</details>") == 2
    assert "<summary>First &amp; best</summary>" in shown
    assert "open>" not in shown
    assert shown.count('<a href="https://example.org/?a=1&amp;b=2">a &lt;b&gt;</a>') == 2
    assert "pkg:pypi" not in shown
    for identifier in ("table-first-best", "table-second"):
        assert shown.count(f'<div id="{identifier}"') == 1
    assert "@import" not in shown


def test_nothing_to_fold_and_a_missing_column_are_said():
    with pytest.raises(BadValueError, match="no table to fold"):
        charts.folded({})
    with pytest.raises(UnknownNameError, match="unknown column 'clam' in table 'First'"):
        charts.folded({"First": pl.DataFrame({"claim": ["a"]})}, columns={"clam": "Claim"})
