import pytest

from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.openwashing.parameters import check

DEFAULTS = {
    "source": "osai",
    "vintage": "2026-06-12",
    "claim": "listed",
    "practice": ["data_closed", "license_not_open", "below_half"],
    "least": None,
    "data": "end_model",
    "license": "tier",
    "below": 0.5,
    "since": None,
    "until": None,
    "gaps": 20,
}


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"claim": "list"}, UnknownNameError, "unknown value of parameter 'claim': 'list'; did you mean 'listed'"),
        ({"practice": ["data"]}, UnknownNameError, "unknown value of parameter 'practice': 'data'"),
        ({"practice": []}, BadValueError, "practice is empty, expected one or more tests, each once"),
        ({"least": 4}, BadValueError, "least is 4, expected 1 to 3, the number of tests"),
        ({"below": 0}, BadValueError, "below is 0, expected a share above 0 and up to 1"),
        ({"below": 50}, BadValueError, "parameter 'below' is 50, expected 1 or less"),
        (
            {"license": "mit"},
            UnknownNameError,
            "unknown value of parameter 'license': 'mit'",
        ),
        ({"gaps": 0}, BadValueError, "parameter 'gaps' is 0, expected 1 or more"),
        ({"claim": "open_weights"}, BadValueError, "source 'osai' cannot answer the claim 'open_weights': it judges"),
        (
            {"source": "mteb", "vintage": "latest", "claim": "license_name"},
            BadValueError,
            "source 'mteb' cannot answer the test 'below_half': it does not judge the index's criteria",
        ),
        ({"since": 2040}, BadValueError, "no release of osai 2026-06-12 is left: "),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_runs(real, change, error, message):
    with pytest.raises(error) as caught:
        check({**DEFAULTS, **change})
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_what_can_be_asked_passes(real):
    check(DEFAULTS)
    check({**DEFAULTS, "practice": ["fails_osaid"], "claim": "license_name"})
