"""What can be asked of the laboratory, and how its values are read."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.metrics.registry import METRICS
from openness.project.errors import BadValueError, OpennessError, UnknownNameError
from openness.site.run.notebook import list_reports
from openness.sources.osai import CRITERIA
from openness.studies.metric_lab import parameters as laboratory
from openness.studies.metric_lab.parameters import PARAMETERS, check_values, find_release, fixed_weights, partial_value
from openness.studies.metric_lab.robustness import Drawing


@pytest.mark.parametrize(
    ("text", "value"),
    [("0-1", (0.0, 1.0)), (" 0.25 - 0.75 ", (0.25, 0.75)), ("0.5", 0.5), (".5-.5", 0.5), ("0", 0.0), ("1", 1.0)],
)
def test_partial_is_a_number_or_two_bounds(text, value):
    assert partial_value(text) == value


@pytest.mark.parametrize("text", ["", "half", "2", "0-2", "1-0", "-1", "0-1-2", "0..1", "1e-1", "٠-١", "nan"])
def test_any_other_partial_is_refused_in_one_line(text):
    with pytest.raises(BadValueError, match="expected a number from 0 to 1, or bounds such as 0-1") as error:
        partial_value(text)
    assert "\n" not in str(error.value)


@given(st.text(max_size=12))
def test_whatever_partial_is_it_is_read_or_refused(text):
    try:
        value = partial_value(text)
    except BadValueError:
        return
    low, high = (value, value) if isinstance(value, float) else value
    assert 0 <= low <= high <= 1


def test_a_criterion_that_is_not_named_weighs_one():
    assert fixed_weights(["b=3", "c = .5"], ["a", "b", "c"]) == {"a": 1.0, "b": 3.0, "c": 0.5}


def test_weights_are_of_the_twelve_criteria_of_today():
    found = fixed_weights(["trainingcode=2"])
    assert list(found) == [name for name in CRITERIA if name not in {"package", "api"}]
    assert len(found) == 12
    assert found["trainingcode"] == 2


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["trainingcod=2"], "did you mean 'trainingcode'"),
        (["api=2"], "unknown criterion 'api'"),
        (["trainingcode"], "not of the form criterion=number"),
        (["trainingcode=-1"], "not of the form criterion=number"),
        (["trainingcode=1e400"], "not of the form criterion=number"),
        (["trainingcode=1", "trainingcode=2"], "two weights"),
        ([f"{name}=0" for name in CRITERIA if name not in {"package", "api"}], "expected one above 0"),
    ],
)
def test_bad_weights_are_refused_in_one_line(texts, message):
    with pytest.raises(OpennessError, match=message):
        fixed_weights(texts)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"metrics": ["mofx"]}, "did you mean 'mof'"),
        ({"draws": 1}, "expected 100 or more"),
        ({"draws": 10**6}, "expected 50000 or less"),
        ({"seed": -1}, "expected 0 or more"),
        ({"most": 61}, "expected 60 or less"),
        ({"concentration": 0.0}, "expected 0.1 or more"),
        ({"concentration": 1e9}, "expected 1000 or less"),
        ({"partial": "x"}, "partial"),
        ({"weights": ["x=1"]}, "unknown criterion"),
    ],
)
def test_a_value_out_of_range_is_refused_before_anything_runs(values, message):
    with pytest.raises(OpennessError, match=message):
        check_values(values)
    with pytest.raises(OpennessError, match=message):
        laboratory.setting(**values)


def test_the_defaults_ask_for_everything(real):
    asked = laboratory.setting()
    assert (asked.release, asked.metrics) == (None, tuple(METRICS))
    assert asked.drawing == Drawing((0.0, 1.0), None, concentration=1.0, draws=4000, seed=1)


def test_metrics_keep_the_order_of_the_registry_whatever_the_order_asked(real):
    assert laboratory.setting(metrics=["fmti", "osai", "fmti"]).metrics == ("osai", "fmti")


def test_the_notebook_declares_these_parameters_with_values_that_are_allowed(real):
    (info,) = [one for one in list_reports() if one.name == "metric-lab"]
    assert {one.name for one in info.parameters} == set(PARAMETERS)
    assert info.values({})["release"] == "all"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"release": "osai:olmoo"}, UnknownNameError),
        ({"partial": "7"}, BadValueError),
        ({"weights": "trainingcode=x"}, BadValueError),
        ({"metrics": "mofx"}, UnknownNameError),
        ({"draws": "many"}, BadValueError),
    ],
)
def test_the_command_line_refuses_what_the_notebook_could_not_use(real, given, error):
    (info,) = [one for one in list_reports() if one.name == "metric-lab"]
    with pytest.raises(error):
        info.values(given)


def frames(rows):
    """Rows of release, name and vintage, every release in its publisher's whole list."""
    releases = pl.DataFrame(
        [(id_, id_.split(":")[0], vintage, name) for id_, name, vintage in rows],
        schema=["release_id", "source", "vintage", "release_name"],
        orient="row",
    )
    lists = releases.select("release_id", "source", "vintage", pl.lit("all").alias("list"))
    return releases, lists


TABLES = frames(
    [
        ("osai:olmo", "OLMo", "2030"),
        ("osai:t5", "T5", "2030"),
        ("mot:t5", "T5", "2030"),
        ("mot:heron-7b", "Heron 7B Chat", "2030"),
        ("osai:gone", "Gone", "2029"),
    ]
)


@pytest.mark.parametrize("name", ["osai:olmo", "OSAI:OLMO", "olmo", " OLMo "])
def test_an_id_with_or_without_its_source_or_a_name_is_found_in_any_case(name):
    assert find_release(name, *TABLES) == "osai:olmo"


def test_a_name_that_differs_from_the_id_is_found():
    assert find_release("heron 7b chat", *TABLES) == "mot:heron-7b"


def test_the_id_of_one_of_several_releases_of_a_name_is_exact():
    assert find_release("mot:t5", *TABLES) == "mot:t5"


def test_a_name_of_several_releases_lists_their_ids():
    with pytest.raises(BadValueError, match="2 releases: mot:t5, osai:t5; give one of these ids"):
        find_release("T5", *TABLES)


def test_many_releases_of_a_name_are_counted():
    many = frames([(f"mot:{i}", "Same", "2030") for i in range(7)])
    with pytest.raises(BadValueError, match="7 releases: mot:0, mot:1, mot:2, mot:3, mot:4 and 2 more"):
        find_release("same", *many)


def test_a_name_that_comes_near_is_proposed():
    with pytest.raises(UnknownNameError, match="unknown release 'osai:olmoo'; did you mean 'osai:olmo'"):
        find_release("osai:olmoo", *TABLES)


def test_a_name_like_none_says_so_without_a_list_of_thousands():
    with pytest.raises(BadValueError, match="none of the 4 has a name like it"):
        find_release("zzzqqq", *TABLES)


def test_a_release_of_an_older_edition_alone_is_not_there():
    with pytest.raises((BadValueError, UnknownNameError)):
        find_release("osai:gone", *TABLES)


def test_known_releases_of_the_real_data(real):
    from openness.tables import store as tables

    releases, lists = (tables.read(name) for name in ("releases", "release_lists"))
    assert find_release("BLOOMZ", releases, lists) == "osai:bloomz"
