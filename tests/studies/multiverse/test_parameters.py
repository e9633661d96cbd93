"""What can be asked of the multiverse, and what is refused before anything runs."""

import pytest

from openness.measures.definitions import DEFINITIONS
from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.multiverse.choices import SOURCES
from openness.studies.multiverse.parameters import check

DEFAULTS = {"estimand": "share_difference", "sources": [], "definitions": [], "most": 240}


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"estimand": "share_diference"}, UnknownNameError, "did you mean 'share_difference'?"),
        ({"estimand": ["slope_corporate"]}, BadValueError, "expected a value of type string"),
        ({"sources": ["epcoh"]}, UnknownNameError, "did you mean 'epoch'?"),
        ({"sources": ["mot"]}, BadValueError, "source 'mot' has no specification: its only date is the day of"),
        ({"definitions": ["open_weight"]}, UnknownNameError, "did you mean 'open_weights'?"),
        (
            {"sources": ["hub"], "definitions": ["osaid"]},
            BadValueError,
            "source 'hub' answers none of the definitions osaid; it answers open_unrestricted, osi_license, tier_open",
        ),
        (
            {"sources": ["hub"], "definitions": ["osaid", "tier_open"]},
            BadValueError,
            "definition 'osaid' is answered by none of the sources hub; it is answered by osai",
        ),
        ({"most": 2}, BadValueError, "parameter 'most' is 2, expected 3 or more"),
        ({"most": 401}, BadValueError, "parameter 'most' is 401, expected 400 or less"),
        ({"most": True}, BadValueError, "expected a value of type integer"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(change, error, message):
    with pytest.raises(error) as caught:
        check({**DEFAULTS, **change})
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_can_be_asked_passes():
    check(DEFAULTS)
    check({**DEFAULTS, "sources": ["models_dev"], "most": 3})
    check(
        {**DEFAULTS, "sources": ["hub", "osai"], "definitions": ["osaid", "tier_open"], "estimand": "slope_corporate"}
    )


def test_every_source_that_answers_a_definition_has_a_name():
    assert set(SOURCES) == {source for one in DEFINITIONS.values() for source in one.sources}
