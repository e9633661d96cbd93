import pytest

from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.relicensing import parameters

DEFAULTS = {"kind": "all", "since": None, "until": None, "days": 365, "carried": True, "most": 100}


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"kind": "models"}, UnknownNameError, "unknown value of parameter 'kind': 'models'; did you mean 'model'"),
        ({"days": 0}, BadValueError, "parameter 'days' is 0, expected 1 or more"),
        ({"days": 4000}, BadValueError, "parameter 'days' is 4000, expected 3650 or less"),
        ({"most": 0}, BadValueError, "parameter 'most' is 0, expected 1 or more"),
        ({"carried": "yes"}, BadValueError, "parameter 'carried' is 'yes', expected a value of type boolean"),
        (
            {"kind": "software", "since": 2026},
            BadValueError,
            "no change of license is left: kind 'software', since 2026, until None, carried true; the changes are of "
            "2013 to 2026",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_runs(real, change, error, message):
    with pytest.raises(error) as caught:
        parameters.check({**DEFAULTS, **change})
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_what_can_be_asked_passes(real):
    parameters.check(DEFAULTS)
