import polars as pl
import pytest
from tests.studies.components.small_parts import COMPONENTS, RELEASES, components_of, releases_of

from openness.measures.concepts import AREAS
from openness.project.errors import BadValueError
from openness.studies.components import measure
from openness.studies.components.measure import RUNG_TEXT, RUNGS, data_rungs, ladder
from openness.tables import store as tables

COUNTS = ["concept", "area", "period", "group", "n", "open_count", "unknown_count"]


def test_shares_count_open_parts_and_leave_out_what_is_missing_or_has_no_date():
    assert measure.concept_shares(COMPONENTS, RELEASES).select(COUNTS).rows() == [
        ("weights", "weights", "2024", "corporate", 2, 1, 0),
        ("weights", "weights", "2025", "community", 1, 0, 0),
        ("weights", "weights", "2025", "corporate", 1, 0, 0),
        ("training_code", "code", "2024", "corporate", 1, 0, 1),
    ]


def test_shares_have_intervals_by_developer_and_say_so():
    found = measure.concept_shares(COMPONENTS, RELEASES).row(0, named=True)
    assert (found["developers"], found["lower"], found["interval"]) == (1, None, "developer")
    asked = measure.concept_shares(COMPONENTS, RELEASES, interval="wilson").row(0, named=True)
    assert (round(asked["lower"], 3), asked["interval"]) == (0.095, "wilson")


def test_groups_may_hold_any_text_and_null_is_unknown():
    named = measure.concept_shares(COMPONENTS, RELEASES, by="developer_name")
    assert set(named["group"]) == {"Example Labs", "unknown"}


def test_a_source_that_judges_no_parts_is_refused_by_name():
    with pytest.raises(BadValueError, match="source 'hub' judges no parts of a release"):
        measure.concept_shares(COMPONENTS, releases_of([("a", 2024, "corporate", "X")], source="hub"))


@pytest.mark.parametrize(
    "function",
    [measure.concept_shares, measure.area_means, measure.status_counts, data_rungs, ladder],
)
def test_no_releases_give_an_empty_table(function):
    assert function(COMPONENTS, RELEASES.clear()).height == 0


def test_an_area_is_the_mean_of_its_judged_parts_and_a_developer_that_of_itsreleases_of():
    found = measure.area_means(COMPONENTS, RELEASES, min_group=1)
    assert found.rows() == [
        ("Nobody", "weights", 1, 1, 1.0),
        ("Nobody", "code", 1, 0, None),
        ("Example Labs", "weights", 3, 3, 0.5),
        ("Example Labs", "code", 3, 1, 0.5),
    ]
    assert set(measure.area_means(COMPONENTS, RELEASES, min_group=3)["developer"]) == {"Example Labs"}
    assert measure.area_means(COMPONENTS, RELEASES, min_group=1, most=1)["developer"].unique().to_list() == [
        "Example Labs"
    ]
    assert measure.area_means(COMPONENTS, RELEASES, min_group=9).height == 0


def test_statuses_that_say_nothing_are_counted_too():
    assert measure.status_counts(COMPONENTS, RELEASES).rows() == [
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
    first = measure.area_means(components, releases, min_group=3)
    shuffled = measure.area_means(components.sample(fraction=1, shuffle=True, seed=1), releases.reverse(), min_group=3)
    assert first.select("developer", "area", "n").equals(shuffled.select("developer", "area", "n"))
    assert first["area"].head(5).to_list() == list(AREAS)


@pytest.mark.parametrize(
    ("base", "end", "card", "rung"),
    [
        ("open", "open", "closed", "all_shared"),
        ("open", "closed", "closed", "partly_shared"),
        ("closed", "partial", "closed", "partly_shared"),
        ("missing", "partial", "open", "partly_shared"),
        ("closed", "closed", "partial", "documented_only"),
        ("closed", "closed", "closed", "not_shared"),
        ("closed", "closed", "missing", "not_shared"),
        ("open", "missing", "open", "not_judged"),
        ("missing", "missing", "open", "not_judged"),
        ("closed", "missing", "closed", "not_judged"),
        ("unlicensed", "closed", "open", "unlicensed"),
    ],
)
def test_a_release_stands_on_one_rung(base, end, card, rung):
    components = components_of(
        [("a", "datasources_basemodel", base), ("a", "datasources_endmodel", end), ("a", "datasheet", card)]
    )
    found = data_rungs(components, RELEASES.head(2))
    assert found.select("release_id", "rung").rows() == [("a", rung)]
    assert rung in RUNG_TEXT


def test_a_source_that_judges_no_training_data_has_no_ladder():
    releases = releases_of([("a", 2024, "corporate", "X")], source="epoch")
    assert ladder(components_of([("a", "weights", "open")], source="epoch"), releases).height == 0


def test_the_index_has_every_release_on_one_rung(index):
    components, releases = index
    found = data_rungs(components, releases)
    assert found.height == releases.height == 193
    assert set(found["rung"]) <= set(RUNGS)
    assert found.filter(pl.col("release_id").str.contains("olmo"))["rung"].unique().to_list() == ["all_shared"]


def test_groups_told_of_are_the_two_sides_or_else_the_largest_known():
    columns = ["group", "n", "rung"]
    rows = [("corporate", 1, "not_shared"), ("mixed", 9, "not_shared"), ("unknown", 30, "not_shared")]
    rows += [("mixed", 2, "all_shared"), ("Peru", 9, "all_shared"), ("community", 5, "not_judged")]
    sizes = pl.DataFrame(rows, schema=columns, orient="row")
    assert measure.told_groups(sizes) == ["mixed", "Peru"]
    assert measure.told_groups(sizes.drop("rung")) == ["corporate", "community"]
    assert measure.told_groups(sizes.clear()) == []
