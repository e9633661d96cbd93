import polars as pl
import pytest

from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.openwashing.ask import editions, newest, releases_of, rule
from openness.studies.openwashing.parameters import check
from openness.studies.openwashing.practice import SOURCES
from openness.studies.openwashing.rule import Rule

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


def test_the_parameters_without_a_change_ask_for_the_default_rule():
    assert rule() == Rule()
    assert rule(practice=["data_closed", "below_half"], data="both", below=0.25) == Rule(
        practice=("data_closed", "below_half"), least=2, data="both", below=0.25
    )


@pytest.mark.parametrize(("tests", "least"), [(1, 1), (2, 2), (3, 2), (4, 3)])
def test_more_than_half_of_the_tests_must_fail_where_no_number_is_given(tests, least):
    names = ["data_closed", "license_not_open", "below_half", "fails_osaid"][:tests]
    assert rule(practice=names).least == least
    assert rule(practice=names, least=1).least == 1


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


def test_years_leave_out_what_has_no_date_and_no_years_leave_out_nothing(real):
    assert releases_of("osai", "2026-06-12").height == 193
    dated = releases_of("osai", "2026-06-12", 2023, 2024)
    assert dated["release_date"].dt.year().unique().sort().to_list() == [2023, 2024]
    every, since = releases_of("hub"), releases_of("hub", since=1990)
    assert every.height - since.height == every["release_date"].null_count() > 0


def test_the_newest_editions_state_licenses_and_hold_no_copies(real):
    found = newest()
    assert editions(found) == [
        "epoch 2026-03-30",
        "hub 2026-10-05",
        "models_dev 2026-07-02",
        "mot 2026-05-11",
        "mteb 2026-10-26",
        "osai 2026-06-12",
    ]
    assert set(found["source"]) == set(SOURCES)
    assert found.filter(source="hub").height == 12239
    assert found.filter(pl.struct("source", "release_id").is_duplicated()).is_empty()
