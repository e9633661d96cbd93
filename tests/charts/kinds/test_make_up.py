"""Bars of parts: what the words say stands over a bar is drawn there."""

import json

import polars as pl
import pytest

from openness import charts

WORDS = {"name": "a-chart", "title": "A title", "definition": "Tiers.", "source": "Somebody, 2030"}


def drawn(count, groups, periods):
    rows = [
        (str(2000 + period), group, tier, count)
        for period in range(periods)
        for group in groups
        for tier in ("open", "closed")
    ]
    frame = pl.DataFrame(rows, schema=["period", "group", "tier", "n"], orient="row")
    return json.dumps(charts.tier_bars(frame, **WORDS).to_dict())


def is_n_drawn(spec):
    return '"dy": -7' in spec


@pytest.mark.parametrize(
    ("count", "groups", "periods", "size"),
    [
        (6, ["a"], 5, None),
        # 1,234 releases in each of five bars of three panels: smaller type.
        (617, ["a", "b", "c"], 5, 11),
        (61_700, ["a", "b", "c"], 5, 8),
        (617, ["a", "b", "c"], 40, 0),
    ],
)
def test_n_stands_over_the_bars_wherever_the_words_say_so(count, groups, periods, size):
    spec = drawn(count, groups, periods)
    assert is_n_drawn(spec) == ("Over each bar: n." in spec) == (size != 0)
    assert (f'"fontSize": {size}' in spec) == bool(size)
