import polars as pl
import pytest

from openness.measures.ask import Question
from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.trend_inference.ask import study
from openness.studies.trend_inference.parameters import check

DEFAULTS = {"margin": 2.0, "teams": "first", "draws": 999, "seed": 1, "many": "country"}


@pytest.mark.parametrize("change", [{}, {"draws": 0}, {"draws": 100}, {"teams": "team"}, {"many": "modality"}])
def test_parameters_that_mean_something_pass(change):
    check(DEFAULTS | change)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"margin": 0.0}, BadValueError, "parameter 'margin' is 0.0, expected 0.1 or more"),
        ({"margin": 101}, BadValueError, "parameter 'margin' is 101, expected 100 or less"),
        ({"teams": "frist"}, UnknownNameError, "unknown value of parameter 'teams': 'frist'; did you mean 'first'?"),
        ({"draws": 99}, BadValueError, "parameter 'draws' is 99, expected 0 or 100 to 9,999"),
        ({"draws": 10_000}, BadValueError, "parameter 'draws' is 10000, expected 9999 or less"),
        ({"seed": -1}, BadValueError, "parameter 'seed' is -1, expected 0 or more"),
        ({"many": "countries"}, UnknownNameError, "did you mean 'country'?"),
    ],
)
def test_what_means_nothing_is_refused_in_one_line(change, error, message):
    with pytest.raises(error) as caught:
        check(DEFAULTS | change)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_study_asks_by_year_and_by_the_period_and_keeps_dates_of_a_year_for_the_first(real):
    found = study(Question("epoch", every="quarter"))
    assert (found.dated.question.every, found.by_period.question.every) == ("year", "quarter")
    assert found.dated.releases.height >= found.by_period.releases.height
    assert set(found.by_period.releases["date_precision"]) <= {"day", "month"}
    assert set(found.by_period.shares["period"].str.len_chars()) == {len("2024-Q1")}
    assert found.dated.releases.filter(pl.col("is_open")).height > 0
