import pytest
from tests.studies.components.small_parts import COMPONENTS, RELEASES, releases_of

from openness.measures.concepts import AREAS
from openness.project.errors import BadValueError
from openness.studies.components import openings
from openness.studies.components.ladder import data_rungs, ladder
from openness.tables import store as tables

COUNTS = ["concept", "area", "period", "group", "n", "open_count", "unknown_count"]


def test_shares_count_open_parts_and_leave_out_what_is_missing_or_has_no_date():
    assert openings.concept_shares(COMPONENTS, RELEASES).select(COUNTS).rows() == [
        ("weights", "weights", "2024", "corporate", 2, 1, 0),
        ("weights", "weights", "2025", "community", 1, 0, 0),
        ("weights", "weights", "2025", "corporate", 1, 0, 0),
        ("training_code", "code", "2024", "corporate", 1, 0, 1),
    ]


def test_partial_counts_as_open_only_when_asked():
    found = openings.concept_shares(COMPONENTS, RELEASES, counted=("open", "partial"))
    assert found.select("n", "open_count").rows() == [(2, 2), (1, 0), (1, 0), (1, 1)]


def test_groups_may_hold_any_text_and_null_is_unknown():
    named = openings.concept_shares(COMPONENTS, RELEASES, by="developer_name")
    assert set(named["group"]) == {"Example Labs", "unknown"}


def test_a_source_that_judges_no_parts_is_refused_by_name():
    with pytest.raises(BadValueError, match="source 'hub' judges no parts of a release"):
        openings.concept_shares(COMPONENTS, releases_of([("a", 2024, "corporate", "X")], source="hub"))


@pytest.mark.parametrize(
    "function",
    [openings.concept_shares, openings.area_means, openings.status_counts, openings.area_scores, data_rungs, ladder],
)
def test_no_releases_give_an_empty_table(function):
    assert function(COMPONENTS, RELEASES.clear()).height == 0


def test_an_area_is_the_mean_of_its_judged_parts_and_a_developer_that_of_itsreleases_of():
    found = openings.area_means(COMPONENTS, RELEASES, min_group=1)
    assert found.rows() == [
        ("Nobody", "weights", 1, 1, 1.0),
        ("Nobody", "code", 1, 0, None),
        ("Example Labs", "weights", 3, 3, 0.5),
        ("Example Labs", "code", 3, 1, 0.5),
    ]
    assert set(openings.area_means(COMPONENTS, RELEASES, min_group=3)["developer"]) == {"Example Labs"}
    assert openings.area_means(COMPONENTS, RELEASES, min_group=1, most=1)["developer"].unique().to_list() == [
        "Example Labs"
    ]
    assert openings.area_means(COMPONENTS, RELEASES, min_group=9).height == 0


def test_statuses_that_say_nothing_are_counted_too():
    assert openings.status_counts(COMPONENTS, RELEASES).rows() == [
        ("weights", "closed", 1),
        ("weights", "open", 2),
        ("weights", "partial", 1),
        ("weights", "unlicensed", 1),
        ("training_code", "missing", 1),
        ("training_code", "partial", 1),
    ]


@pytest.fixture(scope="module")
def index(real):
    releases = tables.read("releases").filter(source="osai", vintage="2026-06-12")
    return tables.read("components"), releases


def test_the_means_of_the_index_by_developer_are_the_same_whatever_the_order_of_rows(index):
    components, releases = index
    first = openings.area_means(components, releases, min_group=3)
    shuffled = openings.area_means(components.sample(fraction=1, shuffle=True, seed=1), releases.reverse(), min_group=3)
    assert first.select("developer", "area", "n").equals(shuffled.select("developer", "area", "n"))
    assert first["area"].head(5).to_list() == list(AREAS)
