import pytest

from openness.project.errors import BadValueError, UnknownNameError
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
