"""The difference of two groups: worked by hand, against known truths, and with blanks that are not random."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.statistics.simulated import HEADLINE

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.contrast import _Counts, _treated, contrast, covering_tail
from openness.statistics.differences import from_bounds
from openness.statistics.share_intervals import shares_by

COLUMNS = ["developer_id", "developer_group", "modality", "is_open"]


def rows(developer, group, modality, opened, closed, blank=0):
    outcomes = [True] * opened + [False] * closed + [None] * blank
    return [(f"{developer}{i}", group, modality, one) for i, one in enumerate(outcomes)]


# Corporate: 6 of 10 language, 1 of 10 speech; community: 18 of 20 language, 1 of 2 speech, 3 of 3 of a rare kind.
FRAME = pl.DataFrame(
    [
        *rows("a", "corporate", "language", 6, 4, 5),
        *rows("b", "corporate", "speech", 1, 9),
        *rows("c", "community", "language", 18, 2),
        *rows("d", "community", "speech", 4, 4, 10),
        *rows("e", "community", "biology", 3, 0),
        *rows("f", "mixed", "language", 5, 0),
    ],
    schema=COLUMNS,
    orient="row",
)
FILLED = pl.DataFrame(
    [*rows("g", "corporate", "language", 1, 3), *rows("h", "community", "speech", 3, 1)], schema=COLUMNS, orient="row"
)


def found(mix, blanks, **asked):
    return contrast(FRAME, **asked).row(by_predicate=(pl.col("mix") == mix) & (pl.col("blanks") == blanks), named=True)


def test_plain_and_known_is_the_difference_of_both_shares_by_the_bounds_of_each():
    row = found("plain", "known")
    assert (row["n"], row["other_n"], row["blank_count"], row["other_blank_count"]) == (20, 31, 5, 10)
    assert (row["share_least"], row["other_share_least"]) == (7 / 20, 25 / 31)
    shares = shares_by(FRAME, ["developer_group"]).rows_by_key("developer_group", named=True, unique=True)
    sides = [shares[name][key] for name in ("corporate", "community") for key in ("open_share", "lower", "upper")]
    expected = from_bounds(*sides)
    assert (row["difference_least"], row["lower"], row["upper"]) == pytest.approx(expected, abs=1e-6)
    assert row["p_value"] < 0.01


def test_at_a_common_mix_small_kinds_are_put_together_or_left_out():
    # Biology has three community releases and none by companies: with nothing to join it is left out.
    row = found("standardized", "known")
    assert row["left_out"] == pytest.approx(3 / 51)
    language, speech = (10 / 20 + 20 / 28) / 2, (10 / 20 + 8 / 28) / 2
    assert row["share_least"] == pytest.approx(language * 0.6 + speech * 0.1)
    assert row["other_share_least"] == pytest.approx(language * 0.9 + speech * 0.5)


def test_bounds_take_all_blanks_as_closed_and_as_open():
    row = found("plain", "bounds")
    assert (row["share_least"], row["share_most"]) == (7 / 25, 12 / 25)
    assert (row["other_share_least"], row["other_share_most"]) == (25 / 41, 35 / 41)
    assert row["difference_least"] == pytest.approx(7 / 25 - 35 / 41)
    assert row["difference_most"] == pytest.approx(12 / 25 - 25 / 41)
    assert row["lower"] < row["difference_least"] < row["difference_most"] < row["upper"]


def test_corrected_blanks_are_open_as_often_as_those_filled_in_later():
    row = found("plain", "corrected", filled=FILLED)
    assert row["share_least"] == row["share_most"] == pytest.approx((7 + 5 * 1 / 4) / 25)
    assert row["other_share_least"] == pytest.approx((25 + 10 * 3 / 4) / 41)


def test_without_rows_filled_in_there_is_no_correction_and_without_cells_no_common_mix():
    assert contrast(FRAME)["blanks"].to_list() == ["known", "bounds"] * 2
    assert contrast(FRAME, cell=None, filled=FILLED).select("mix", "blanks").rows() == [
        ("plain", "known"),
        ("plain", "corrected"),
        ("plain", "bounds"),
    ]


def test_the_same_in_pandas():
    pandas = contrast(FRAME.to_pandas(), filled=FILLED.to_pandas())
    polars = contrast(FRAME, filled=FILLED)
    assert pl.from_pandas(pandas).cast(polars.schema).equals(polars, null_equal=True)


def test_a_group_without_rows_has_no_difference():
    row = contrast(FRAME.filter(pl.col("developer_group") != "community"), cell=None).row(0, named=True)
    assert (row["other_n"], row["other_share_least"], row["difference_least"], row["lower"]) == (0, None, None, None)


def test_what_cannot_be_is_refused_in_a_line():
    with pytest.raises(BadValueError, match="compared with itself"):
        contrast(FRAME, groups=("corporate", "corporate"))
    with pytest.raises(UnknownNameError, match="unknown column 'modalty'; did you mean 'modality'"):
        contrast(FRAME, cell="modalty")
    with pytest.raises(BadValueError, match="confidence is 0, expected"):
        contrast(FRAME, confidence=0)


@pytest.mark.parametrize(
    ("width", "error", "tail"),
    [(0, 1, 0.025), (100, 1, 0.05), (1, 1, 0.0463), (0.1, 1, 0.0279), (1, 0, 0.05), (0, 0, 0.025)],
)
def test_the_critical_value_of_imbens_and_manski_runs_from_two_sides_to_one(width, error, tail):
    from scipy.stats import norm

    assert covering_tail(width, error, 0.95) == pytest.approx(tail, abs=5e-4)
    z = norm.ppf(1 - covering_tail(width, error, 0.95))
    if error:
        assert norm.cdf(z + width / error) - norm.cdf(-z) == pytest.approx(0.95)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcdefgh"),
            st.sampled_from(["corporate", "community", "mixed"]),
            st.sampled_from(["x", "y", None]),
            st.sampled_from([True, False, None]),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_intervals_hold_their_estimates_and_bounds_hold_what_is_known(drawn):
    table = contrast(pl.DataFrame(drawn, schema=COLUMNS, orient="row"), minimum=1)
    for row in table.filter(pl.col("lower").is_not_null()).iter_rows(named=True):
        assert -1 <= row["lower"] <= row["difference_least"] + 1e-9
        assert row["difference_least"] <= row["difference_most"] + 1e-9
        assert row["difference_most"] - 1e-9 <= row["upper"] <= 1
        assert (row["p_value"] < 0.05) == (row["lower"] > 0 or row["upper"] < 0)
    plain = {row["blanks"]: row for row in table.filter(mix="plain").iter_rows(named=True)}
    if plain["known"]["share_least"] is not None:
        assert plain["bounds"]["share_least"] - 1e-9 <= plain["known"]["share_least"]
        assert plain["known"]["share_least"] <= plain["bounds"]["share_most"] + 1e-9


def drawn_counts(rng, sizes, truths, likeness, blank=(0.0, 0.0), filled=40):
    """Return one draw: rows whose outcome is blank with one chance where they are open and another where they are not.

    ``truths`` is group x cell; a developer makes rows of one group, in cells at random.
    """
    number = [len(one) for one in sizes]
    shape = (sum(number), 2, truths.shape[1])
    n, opened, blanks = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    later, later_open = np.zeros(shape[:2]), np.zeros(shape[:2])
    place = 0
    for side, own in enumerate(sizes):
        for size in own:
            cells = rng.multinomial(size, np.full(truths.shape[1], 1 / truths.shape[1]))
            luck = rng.beta(*(share * (1 - likeness) / likeness for share in (0.5, 0.5)))
            for cell, count in enumerate(cells):
                chance = truths[side, cell]
                # A developer's habit moves its chance around the truth, as far as the truth allows.
                chance = chance + (luck - 0.5) * min(chance, 1 - chance)
                hits = rng.binomial(count, chance)
                hidden = rng.binomial(hits, blank[0]), rng.binomial(count - hits, blank[1])
                n[place, side, cell] = count - sum(hidden)
                opened[place, side, cell] = hits - hidden[0]
                blanks[place, side, cell] = sum(hidden)
            share = truths[side].mean() * blank[0]
            rate = share / (share + (1 - truths[side].mean()) * blank[1]) if any(blank) else 0.5
            later[place, side] = rng.poisson(filled / len(own))
            later_open[place, side] = rng.binomial(int(later[place, side]), rate)
            place += 1
    return _Counts(n, opened, blanks, later, later_open)


def coverage(draws, truth, blanks):
    held = []
    for one in draws:
        row = next(row for row in _treated(one, 0.95) if row["blanks"] == blanks)
        held.append(row["lower"] <= truth <= row["upper"])
    return np.mean(held)


EVEN = [8] * 30
UNEVEN = [60, 40, 30, 20, 10, *[3] * 40]


@pytest.mark.slow
@pytest.mark.parametrize(("one", "other"), [(EVEN, EVEN), (UNEVEN, HEADLINE)], ids=["even", "as the thin side"])
def test_the_difference_at_a_common_mix_holds_the_truth(one, other):
    rng = np.random.default_rng(21)
    truths = np.array([[0.6, 0.4], [0.96, 0.9]])
    draws = [drawn_counts(rng, (one, other), truths, 0.2) for _ in range(400)]
    assert 0.93 <= coverage(draws, (truths[0] - truths[1]).mean(), "known") <= 1


@pytest.mark.slow
def test_blanks_that_are_not_random_mislead_and_the_correction_and_the_bounds_do_not():
    rng = np.random.default_rng(22)
    truths = np.array([[0.5, 0.5], [0.7, 0.7]])
    # Closed releases are blank three times as often as open ones.
    draws = [drawn_counts(rng, (EVEN, EVEN), truths, 0.1, blank=(0.15, 0.45), filled=120) for _ in range(300)]
    assert coverage(draws, -0.2, "bounds") >= 0.95
    assert 0.92 <= coverage(draws, -0.2, "corrected") <= 0.99
    levels = [[row["share_least"] for row in _treated(one, 0.95)] for one in draws]
    known, corrected, _ = np.mean(levels, axis=0)
    assert known == pytest.approx(0.61, abs=0.015)
    assert corrected == pytest.approx(0.5, abs=0.015)
