from datetime import datetime

import polars as pl
import pytest

from openness.measures import openings
from openness.measures.concepts import AREAS
from openness.measures.data_ladder import RUNG_TEXT, RUNGS, can_judge, data_rungs, ladder
from openness.project.errors import BadValueError
from openness.studies.components import say as opening_words
from openness.studies.components.measure import as_differences, concept_changes
from openness.tables import store as tables


def _releases(rows, source="osai"):
    """Rows of (id, year or None, group, developer)."""
    return pl.DataFrame(
        {
            "release_id": [id_ for id_, *_ in rows],
            "source": source,
            "vintage": "2030-01-01",
            "release_date": [None if year is None else datetime(year, 5, 1) for _, year, *_ in rows],
            "date_precision": ["none" if year is None else "day" for _, year, *_ in rows],
            "developer_group": [group for _, _, group, _ in rows],
            "developer_name": [developer for *_, developer in rows],
        },
        schema_overrides={"release_date": pl.Datetime("us"), "developer_name": pl.String},
    )


def _components(rows, source="osai"):
    """Rows of (id, component, status)."""
    frame = pl.DataFrame(rows, schema=["release_id", "component", "status"], orient="row")
    return frame.with_columns(source=pl.lit(source), vintage=pl.lit("2030-01-01"))


RELEASES = _releases(
    [
        ("a", 2024, "corporate", "Example Labs"),
        ("b", 2024, "corporate", "Example Labs"),
        ("c", 2025, "corporate", "Example Labs"),
        ("d", 2025, "community", None),
        ("e", None, "community", "Nobody"),
    ]
)
COMPONENTS = _components(
    [
        ("a", "weights_endmodel", "open"),
        ("a", "trainingcode", "partial"),
        ("b", "weights_endmodel", "partial"),
        ("b", "trainingcode", "missing"),
        ("c", "weights_endmodel", "closed"),
        ("d", "weights_endmodel", "unlicensed"),
        ("d", "package", "open"),
        ("e", "weights_endmodel", "open"),
    ]
)
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
        openings.concept_shares(COMPONENTS, _releases([("a", 2024, "corporate", "X")], source="hub"))


@pytest.mark.parametrize(
    "function",
    [openings.concept_shares, openings.area_means, openings.status_counts, openings.area_scores, data_rungs, ladder],
)
def test_no_releases_give_an_empty_table(function):
    assert function(COMPONENTS, RELEASES.clear()).height == 0


def test_a_change_is_from_the_first_period_with_enough_releases_to_the_last():
    shares = pl.DataFrame(
        [
            ("weights", "weights", "2022", "corporate", 4, 4, 1.0),
            ("weights", "weights", "2023", "corporate", 40, 10, 0.25),
            ("weights", "weights", "2024", "corporate", 40, 12, 0.3),
            ("weights", "weights", "2025", "corporate", 40, 30, 0.75),
            ("license", "license", "2023", "corporate", 40, 20, 0.5),
            ("license", "license", "2024", "corporate", 40, 5, 0.125),
            ("report", "documents", "2023", "corporate", 40, 20, 0.5),
            ("report", "documents", "2024", "corporate", 40, 21, 0.525),
            ("paper", "documents", "2024", "corporate", 40, 21, 0.525),
        ],
        schema=["concept", "area", "period", "group", "n", "open_count", "open_share"],
        orient="row",
    )
    found = concept_changes(shares, 5)
    columns = ["concept", "first_period", "last_period", "first_n", "last_n", "verdict"]
    assert found.select(columns).rows() == [
        ("weights", "2023", "2025", 40, 40, "opens"),
        ("report", "2023", "2024", 40, 40, "no clear change"),
        ("license", "2023", "2024", 40, 40, "closes"),
    ]
    assert found["difference"].round(3).to_list() == [0.5, 0.025, -0.375]
    assert as_differences(found).select("item", "n", "note").row(0) == (
        "weights",
        40,
        "25% of 40 in 2023, 75% of 40 in 2025",
    )
    assert opening_words.movements(found, "corporate") == (
        "Companies, more open: the weights (25% of 40 in 2023, 75% of 40 in 2025; +50 points, 95% interval +29 to "
        "+65). Companies, less open: the license (50% of 40 in 2023, 12% of 40 in 2024; -38 points, 95% interval "
        "-54 to -17). No clear change in 1 of 3 parts."
    )
    assert concept_changes(shares, 50).height == 0
    assert (
        opening_words.movements(found, "mixed")
        == "Mixed teams: no part has two periods with enough releases to compare."
    )


def test_an_area_is_the_mean_of_its_judged_parts_and_a_developer_that_of_its_releases():
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


def test_the_groups_left_out_are_counted():
    frame = pl.DataFrame({"group": ["a", "b", "c", "a"], "n": [1, 5, 2, 3]})
    kept, said = openings.largest(frame, 2)
    assert (set(kept["group"]), said) == ({"a", "b"}, "Not drawn: 1 more group, with fewer releases.")
    assert openings.largest(frame, 3)[1] == ""


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
    components = _components(
        [("a", "datasources_basemodel", base), ("a", "datasources_endmodel", end), ("a", "datasheet", card)]
    )
    found = data_rungs(components, RELEASES.head(2))
    assert found.select("release_id", "rung").rows() == [("a", rung)]
    assert rung in RUNG_TEXT


def test_a_source_that_judges_no_training_data_has_no_ladder():
    releases = _releases([("a", 2024, "corporate", "X")], source="epoch")
    assert ladder(_components([("a", "weights", "open")], source="epoch"), releases).height == 0
    assert [can_judge(name) for name in ("osai", "mteb", "mot", "epoch", "hub")] == [True, True, True, False, False]


def test_the_ladder_finding_compares_both_ends_and_says_when_it_cannot():
    counted = pl.DataFrame(
        [
            ("2023", "corporate", "all_shared", 5),
            ("2023", "corporate", "partly_shared", 25),
            ("2023", "corporate", "not_shared", 10),
            ("2025", "corporate", "documented_only", 30),
            ("2025", "corporate", "all_shared", 10),
            ("2025", "corporate", "not_judged", 50),
            ("2025", "community", "all_shared", 9),
        ],
        schema=["period", "group", "rung", "n"],
        orient="row",
    )
    assert opening_words.ladder_finding(counted, 5) == [
        "Companies: training data are shared, all or some, by 75% of 40 in 2023 and by 25% of 40 in 2025; -50 points, "
        "95% interval -65 to -29.",
        "Community developers: fewer than two periods have 5 or more releases judged on training data.",
    ]
    assert opening_words.ladder_finding(counted.clear(), 5) == []


def test_a_finding_of_nothing_says_so():
    shares = openings.concept_shares(COMPONENTS, RELEASES.clear())
    assert opening_words.finding(shares, concept_changes(shares, 5)) == "No release could be judged."


@pytest.fixture(scope="module")
def index(real):
    releases = tables.read("releases").filter(source="osai", vintage="2026-06-12")
    return tables.read("components"), releases


def test_the_index_has_every_release_on_one_rung(index):
    components, releases = index
    found = data_rungs(components, releases)
    assert found.height == releases.height == 193
    assert set(found["rung"]) <= set(RUNGS)
    assert found.filter(pl.col("release_id").str.contains("olmo"))["rung"].unique().to_list() == ["all_shared"]


def test_the_means_of_the_index_by_developer_are_the_same_whatever_the_order_of_rows(index):
    components, releases = index
    first = openings.area_means(components, releases, min_group=3)
    shuffled = openings.area_means(components.sample(fraction=1, shuffle=True, seed=1), releases.reverse(), min_group=3)
    assert first.select("developer", "area", "n").equals(shuffled.select("developer", "area", "n"))
    assert first["area"].head(5).to_list() == list(AREAS)
