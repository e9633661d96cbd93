"""Slopes where outcomes are blank: worked by hand, against every line that blanks allow, and with known truths."""

from datetime import datetime
from itertools import product

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.statistics.sums import slopes_of_sums

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.clustered_shares import slope_intervals
from openness.statistics.trend.slope_bounds import Rows, slope_bounds, treated

COLUMNS = {"developer_group": pl.String, "developer_id": pl.String, "release_date": pl.Datetime, "is_open": pl.Boolean}


def releases(group, years, outcomes, developers=None):
    """One release a year given, in its middle, each of a developer of its own unless told otherwise."""
    names = developers or [f"{group}{i}" for i in range(len(years))]
    rows = zip([group] * len(years), names, (datetime(y, 1, 1) for y in years), outcomes, strict=True)
    return pl.DataFrame(list(rows), schema=COLUMNS, orient="row").with_columns(date_precision=pl.lit("year"))


# Ten known releases of 2018 to 2022, two a year: one more is open each second year. And one blank at each end.
YEARS = [2018, 2018, 2019, 2019, 2020, 2020, 2021, 2021, 2022, 2022]
OUTCOMES = [False, False, False, True, False, True, False, True, True, True]
KNOWN = releases("corporate", YEARS, OUTCOMES)
BLANK = releases("corporate", [2018, 2022], [None, None], ["corporate0", "corporate9"])
FRAME = pl.concat([KNOWN, BLANK])
FILLED = releases("corporate", [2020] * 4, [True, False, False, False], [f"corporate{i}" for i in (0, 0, 1, 2)])


def by_blanks(frame, **asked):
    table = slope_bounds(frame, [], **asked)
    return {row["blanks"]: row for row in table.iter_rows(named=True)}


def test_slopes_are_those_worked_by_hand():
    found = by_blanks(FRAME, filled=FILLED)
    assert {name: (row["n"], row["blank_count"], row["filled_count"]) for name, row in found.items()} == dict.fromkeys(
        ("known", "corrected", "bounds"), (10, 2, 4)
    )
    # Distances from 2020: sum of distance times outcome is -1 + 0 + 1 + 2 + 2 = 4, of squares 20; with blanks 28.
    ends = {name: (row["points_least"], row["points_most"]) for name, row in found.items()}
    assert ends["known"] == pytest.approx((20, 20))
    # Both blanks a quarter open: -2 / 4 + 2 / 4 = 0 is added.
    assert ends["corrected"] == pytest.approx((400 / 28, 400 / 28))
    # The blank of 2018 open and that of 2022 closed, and the other way round: 2 less, 2 more.
    assert ends["bounds"] == pytest.approx((200 / 28, 600 / 28))


def test_without_blanks_the_interval_is_that_of_the_clustered_slope():
    developers = np.arange(10)
    x, y = np.array(YEARS) - 2020.0, np.array(OUTCOMES, dtype=float)
    sums = [np.bincount(developers, weights=part)[:, None] for part in (np.ones(10), x, x**2, y, x * y)]
    expected = [100 * float(bound[0]) for bound in slope_intervals(slopes_of_sums(sums))]
    for blanks, row in by_blanks(KNOWN).items():
        assert (row["points_lower"], row["points_upper"]) == pytest.approx(expected), blanks


def test_a_difference_takes_the_least_of_one_from_the_greatest_of_the_other():
    other = pl.concat(
        [releases("community", YEARS, [True] * 5 + [False] * 5), releases("community", [2021], [None], ["community3"])]
    )
    table = slope_bounds(pl.concat([FRAME, other]), filled=FILLED)
    rows = {(row["group"], row["other_group"], row["blanks"]): row for row in table.iter_rows(named=True)}
    # Nobody filled in a blank of the community, so its slope is not corrected and the difference is not either.
    assert set(rows) == {
        *(("corporate", None, blanks) for blanks in ("known", "corrected", "bounds")),
        *(
            (group, name, blanks)
            for group, name in (("community", None), ("corporate", "community"))
            for blanks in ("known", "bounds")
        ),
    }
    one, two = rows["corporate", None, "bounds"], rows["community", None, "bounds"]
    both = rows["corporate", "community", "bounds"]
    assert both["points_least"] == pytest.approx(one["points_least"] - two["points_most"])
    assert both["points_most"] == pytest.approx(one["points_most"] - two["points_least"])
    assert (both["n"], both["blank_count"], both["developers"]) == (20, 3, 20)
    assert both["points_lower"] < both["points_least"] < both["points_most"] < both["points_upper"]


def test_developers_on_both_sides_take_what_they_have_in_common_out_of_the_difference():
    names = [f"d{i}" for i in range(10)]
    one, other = (releases(group, YEARS, OUTCOMES, names) for group in ("corporate", "community"))
    row = slope_bounds(pl.concat([one, other])).filter(other_group="community", blanks="known").row(0, named=True)
    assert (row["points_lower"], row["points_upper"]) == pytest.approx((0, 0), abs=1e-9)
    apart = slope_bounds(pl.concat([one, releases("community", YEARS, OUTCOMES)]))
    row = apart.filter(other_group="community", blanks="known").row(0, named=True)
    assert row["points_upper"] - row["points_lower"] > 20


def test_a_team_belongs_to_the_developer_named_first_unless_teams_are_asked_for():
    teams = KNOWN.with_columns(pl.concat_str("developer_id", pl.lit("+z")).alias("developer_id"))
    frame = pl.concat([KNOWN, teams])
    assert by_blanks(frame)["known"]["developers"] == 10
    assert by_blanks(frame, teams="team")["known"]["developers"] == 20


def test_what_has_no_slope_says_why():
    few = releases("corporate", YEARS[:8], OUTCOMES[:8])
    table = slope_bounds(pl.concat([few, releases("community", YEARS, [None] * 10)]))
    assert table.select("group", "other_group", "points_least", "reason").rows() == [
        ("community", None, None, "no release of known openness and date"),
        ("corporate", None, None, "fewer than 10 developers"),
        (
            "corporate",
            "community",
            None,
            "corporate: fewer than 10 developers; community: no release of known openness and date",
        ),
    ]
    alone = releases("corporate", YEARS, OUTCOMES, ["one"] * 10)
    assert by_blanks(alone)["known"]["reason"] == "all releases are by one developer"
    assert by_blanks(releases("corporate", [2020] * 10, OUTCOMES))["known"]["reason"] == "all releases are of one year"


def test_pandas_gets_pandas_and_what_cannot_be_is_refused_in_a_line():
    found = slope_bounds(FRAME.to_pandas(), [], filled=FILLED.to_pandas())
    assert isinstance(found, pd.DataFrame)
    assert found["points_least"].tolist() == pytest.approx([20, 400 / 28, 200 / 28])
    with pytest.raises(BadValueError, match="compared with itself"):
        slope_bounds(FRAME, [("corporate", "corporate")])
    with pytest.raises(UnknownNameError, match="unknown column 'opn'"):
        slope_bounds(FRAME, is_open="opn")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(2015, 2025), st.sampled_from([True, False]), st.integers(0, 11)), min_size=12, max_size=30
    ),
    st.lists(st.tuples(st.integers(2015, 2025), st.integers(0, 11)), max_size=6),
)
def test_no_way_to_fill_in_blanks_leads_out_of_the_bounds_and_two_ways_lead_to_them(known, blanks):
    years = np.array([year for year, *_ in known] + [year for year, _ in blanks], dtype=float)
    outcomes = np.array([one for _, one, _ in known] + [False] * len(blanks), dtype=float)
    is_blank = np.arange(len(years)) >= len(known)
    clusters = np.array([one for *_, one in known] + [one for _, one in blanks])
    ends = treated(Rows(years, outcomes, is_blank, clusters, np.zeros(12), np.zeros(12)))["bounds"]
    away = years - years.mean()
    if (away**2).sum() < 1:
        return
    every = []
    for way in product([0.0, 1.0], repeat=len(blanks)):
        outcomes[is_blank] = way
        every.append(100 * (away * outcomes).sum() / (away**2).sum())
    assert ends.value == pytest.approx((min(every), max(every)), abs=1e-6)
    lower, upper = ends.interval(0.95)
    if np.isfinite([lower, upper]).all():
        assert lower <= ends.value[0] + 1e-9
        assert upper >= ends.value[1] - 1e-9
        assert (ends.p_value() < 0.05) == (lower > 0 or upper < 0)


SIZES = np.array([20, 15, 10, 10, 8, *[5] * 30, *[2] * 30])
"""Releases by developer."""


def drawn(rng, share, blank, share_of_blank, filled=200):
    """One list: shares of known and of blank releases, and how many are blank, are functions of time from 0 to 1."""
    clusters = np.repeat(np.arange(len(SIZES)), SIZES)
    start = rng.uniform(0, 0.6, len(SIZES))
    time = start[clusters] + rng.uniform(0, 0.4, len(clusters))
    # A developer's habit moves all its releases alike.
    habit = rng.normal(0, 0.08, len(SIZES))[clusters]
    is_blank = rng.uniform(size=len(time)) < blank(time)
    chance = np.where(is_blank, share_of_blank(time), share(time)) + habit
    is_open = (rng.uniform(size=len(time)) < chance).astype(float)
    counts = rng.multinomial(filled, SIZES / SIZES.sum())
    later = rng.binomial(counts, np.clip(np.full(len(SIZES), share_of_blank(np.array(0.5))), 0, 1))
    return Rows(8 * time, is_open, is_blank, clusters, counts.astype(float), later.astype(float))


def population_slope(share, blank, share_of_blank):
    """The slope of all releases, blank or not, in points a year, from very many of them."""
    rng = np.random.default_rng(1)
    start = rng.choice(rng.uniform(0, 0.6, 4000), size=400_000)
    time = start + rng.uniform(0, 0.4, len(start))
    chance = (1 - blank(time)) * share(time) + blank(time) * share_of_blank(time)
    return 100 * np.polyfit(8 * time, chance, 1)[0]


def coverage(rng, model, draws=300):
    truth = population_slope(*model)
    held, values = {}, {}
    for _ in range(draws):
        for name, ends in treated(drawn(rng, *model)).items():
            lower, upper = ends.interval(0.95)
            held.setdefault(name, []).append(lower <= truth <= upper)
            values.setdefault(name, []).append(ends.value.mean())
    return truth, {name: np.mean(one) for name, one in held.items()}, {n: np.mean(one) for n, one in values.items()}


def constant(value):
    return lambda time: np.full_like(time, value)


def test_without_blanks_the_interval_holds_the_slope_as_often_as_it_says():
    model = (lambda time: 0.3 + 0.4 * time, constant(0.0), constant(0.5))
    truth, held, values = coverage(np.random.default_rng(31), model)
    assert values["known"] == pytest.approx(truth, abs=0.3)
    assert all(0.92 <= one <= 0.985 for one in held.values())


def test_where_late_blanks_are_closed_the_known_slope_misleads_and_the_correction_and_the_bounds_do_not():
    # The list fills in old releases; of the blank ones, at any time, a fifth is open.
    model = (constant(0.7), lambda time: 0.5 * time, constant(0.2))
    truth, held, values = coverage(np.random.default_rng(32), model)
    assert truth == pytest.approx(-3.1, abs=0.1)
    assert values["known"] == pytest.approx(0, abs=0.3)
    assert values["corrected"] == pytest.approx(truth, abs=0.3)
    assert held["known"] < 0.7
    assert 0.92 <= held["corrected"] <= 0.985
    assert held["bounds"] >= 0.95


def test_where_blanks_turn_around_over_time_only_the_bounds_hold():
    # Early blanks are open and late ones closed: one rate for all of them cannot know.
    model = (constant(0.5), constant(0.5), lambda time: 0.95 - 0.9 * time)
    _, held, _ = coverage(np.random.default_rng(33), model)
    assert held["known"] < 0.6
    assert held["corrected"] < 0.6
    assert held["bounds"] >= 0.95


def test_at_the_end_of_the_bounds_the_truth_is_held_in_95_of_100_lists():
    # Early blanks are all open and late ones all closed: the truth is the lower end itself.
    model = (constant(0.5), constant(0.3), lambda time: (time < 0.5).astype(float))
    _, held, _ = coverage(np.random.default_rng(34), model, draws=400)
    assert 0.92 <= held["bounds"] <= 0.985
