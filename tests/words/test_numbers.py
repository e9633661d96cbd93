"""How numbers read, everywhere."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.words import numbers
from openness.words.numbers import DASH, MINUS, counted, listing, percent, percents, plural, points, signed


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(numbers).failed == 0


@given(st.floats(0, 1))
def test_a_percentage_says_none_or_all_only_where_it_is_so(share):
    said = percent(share)
    assert (said == "0%") == (share == 0)
    assert (said == "100%") == (share == 1)


@pytest.mark.parametrize(
    ("lower", "upper", "said"),
    [(0.46, 0.56, "46–56%"), (0, 1, "0–100%"), (0.001, 0.999, "<1–>99%"), (0.5, 0.5, "50–50%")],
)
def test_an_interval_of_shares_names_the_unit_once(lower, upper, said):
    assert percents(lower, upper) == said


@given(st.floats(-1e6, 1e6), st.integers(0, 3))
def test_a_signed_number_has_one_minus_and_zero_has_no_sign(value, digits):
    said = signed(value, digits)
    assert "-" not in said
    number = float(said.replace(MINUS, "-"))
    assert abs(number - value) <= 0.5 * 10**-digits + 1e-6
    assert said[0] in f"+{MINUS}" or number == 0


def test_points_are_hundredths_of_a_share():
    assert [points(0.123), points(-0.5), points(0.0), points(-0.0004, 1)] == ["+12", f"{MINUS}50", "0", "0.0"]


def test_a_count_stands_with_the_form_of_its_noun():
    assert [counted(n, "release") for n in (0, 1, 1234)] == ["0 releases", "1 release", "1,234 releases"]
    assert [counted(n, "study", "studies") for n in (1, 2)] == ["1 study", "2 studies"]
    assert plural(1, "is", "are") + plural(3, "is", "are") == "isare"


def test_a_list_reads_as_prose_and_counts_what_it_leaves_out():
    assert [listing(list("abc"[:n])) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert listing(list("abcdef"), at_most=2) == "a, b and 4 more"
    assert listing(list("abc"), at_most=2) == "a, b and c"


def test_the_dash_is_an_en_dash():
    assert DASH == "–"
