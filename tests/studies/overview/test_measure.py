"""What the overview looks at: the last full year, the contrast by source, claims and licenses."""

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from tests.studies.multiverse.small_multiverse import specs_of, two_sides
from tests.studies.overview.small_overview import headline, sides

from openness.measures import ask as question
from openness.measures.definitions import Tables
from openness.measures.headline_views import row
from openness.studies.overview import measure
from openness.studies.overview.measure import share_by_definition, share_by_group
from openness.tables import store as tables


def test_the_last_full_year_is_the_one_before_the_edition_s():
    assert measure.last_year("2031-02-15") == "2030"
    assert measure.last_year("2030-12-31") == "2029"


@pytest.mark.parametrize("asked", [sides([True] * 4, [False] * 9), sides([], [False] * 9)])
def test_a_side_below_the_minimum_is_not_compared(asked):
    assert row(headline(asked)) is None
    assert set(headline(asked).contrast["difference_least"]) == {None}


@pytest.fixture(scope="module")
def seen(real):
    return measure.contrast(5)


def test_the_headline_is_the_main_specification_of_the_multiverse(seen):
    default = seen.specs.filter("is_default", estimand="share_difference").row(0, named=True)
    found = row(seen.headline)
    assert (found["n"], found["other_n"]) == (default["n_corporate"], default["n_community"])
    for mine, other in (("difference", "estimate"), ("lower", "lower"), ("upper", "upper")):
        assert found[mine] == pytest.approx(default[other], abs=1e-9)


def test_what_chance_would_give_stands_beside_both_differences(seen):
    assert set(seen.by_chance) == {"share_difference", "slope_difference"}
    for estimand, chance in seen.by_chance.items():
        assert chance["n"] == seen.agreed[estimand]["distinct_count"]
        assert chance["dealing_count"] >= 200


def test_years_that_had_not_ended_are_left_out(seen):
    shown = measure.full_years(seen)
    assert shown["period"].max() == str(seen.headline.years[1])
    assert set(shown["group"]) == set(measure.GROUPS)
    later = replace(seen, headline=replace(seen.headline, years=(2018, 2020)))
    assert measure.full_years(later)["period"].max() == "2020"


def test_the_contrast_by_source_has_the_main_source_and_only_choices_at_their_defaults():
    specs = specs_of(two_sides())
    found = measure.contrast_by_source(specs)
    titles = ["Open weights", "Unrestricted weights", "Open training code"]
    assert [item.partition(": ")[2] for item in found["item"]] == titles
    reason = "fewer than 5 judged releases by corporate developers"
    assert found.filter(pl.col("difference").is_null())["note"].to_list() == [reason]
    main = specs.filter("is_default", estimand="share_difference").row(0, named=True)
    assert found["difference"][0] == main["estimate"]


def test_sources_stand_from_the_least_known_down():
    rows = [("hub", "unknown")] * 2 + [("hub", "corporate")] * 2 + [("osai", "community")] * 3
    releases = pl.DataFrame(rows, schema=["source", "developer_group"], orient="row")
    assert measure.unknown_developers(releases).rows() == [("Hub", 0.5, 4), ("OSAI", 0.0, 3)]


def test_licenses_are_those_of_the_last_full_year_of_the_hub_without_copies(real):
    terms = measure.license_terms()
    originals = tables.read("release_lists").filter(source="hub", vintage=terms.vintage, list="not_repackaged")
    own = tables.read("releases").filter(
        pl.col("release_id").is_in(originals["release_id"].implode()),
        pl.col("release_date").dt.year() == int(terms.year),
        source="hub",
        vintage=terms.vintage,
    )
    assert (terms.shares["n"] + terms.shares["unknown_count"] == own.height).all()


def test_claims_count_every_entry_of_the_index_under_every_definition_but_the_twin(real):
    every = measure.claims(5).shares.filter(group="all")
    assert measure.TWIN not in every["definition_name"].to_list()
    assert (every["n"] + every["unknown_count"]).n_unique() == 1


GROUPS = ("corporate", "community", None)


def frame(*rows):
    """Rows of group, developer and whether open."""
    schema = {"developer_group": pl.String, "developer_id": pl.String, "is_open": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_counts_are_those_of_releases_and_developers_and_the_unknown_stand_in_no_share():
    found = share_by_group(
        frame(
            ("corporate", "a", True),
            ("corporate", "a", False),
            ("corporate", "b+c", True),
            ("corporate", "b", None),
            ("community", "d", None),
            (None, None, False),
        )
    )
    expected = pl.DataFrame(
        {
            "group": ["all", "community", "corporate", "unknown"],
            "n": [4, 0, 3, 1],
            "open_count": [2, 0, 2, 0],
            "unknown_count": [2, 1, 1, 0],
            "developers": [3, 0, 2, 1],
            "share": [0.5, None, 2 / 3, 0.0],
        }
    )
    assert_frame_equal(found.drop("lower", "upper"), expected)
    assert found.filter(group="corporate")["lower"][0] < 2 / 3 < found.filter(group="corporate")["upper"][0]


def test_one_developer_alone_has_a_share_and_no_interval():
    found = share_by_group(frame(*[("corporate", "a", number < 3) for number in range(8)]))
    assert found.select("share", "lower", "upper").rows() == [(0.375, None, None)] * 2


def test_forty_releases_of_a_few_developers_have_a_wider_interval_than_forty_of_as_many():
    def width(developers):
        rows = [("corporate", f"d{i % developers}", i % developers < developers // 2) for i in range(40)]
        row = share_by_group(frame(*rows)).row(0, named=True)
        assert row["share"] == 0.5
        return row["upper"] - row["lower"]

    assert width(4) > 1.5 * width(40)


def test_nothing_has_a_row_without_a_share():
    assert share_by_group(frame()).rows() == [("all", 0, 0, 0, 0, None, None, None)]


@given(st.lists(st.tuples(st.sampled_from(GROUPS), st.sampled_from("abcdef"), st.sampled_from([True, False, None]))))
def test_groups_add_up_to_all_and_shares_lie_in_their_intervals(rows):
    found = share_by_group(frame(*rows))
    every, parts = found.head(1), found.slice(1)
    for column in ("n", "open_count", "unknown_count"):
        assert parts[column].sum() == every[column][0]
    known = found.filter(pl.col("lower").is_not_null())
    inside = known.select((pl.col("lower") <= pl.col("share")) & (pl.col("share") <= pl.col("upper")))
    assert inside.to_series().all()
    assert known.select((pl.col("lower") >= 0) & (pl.col("upper") <= 1)).to_series().all()


def test_definitions_stand_from_the_most_met_down(real):
    vintage = question.resolve_vintage("osai", "latest")
    frames = [tables.read(name).filter(source="osai", vintage=vintage) for name in ("releases", "components", "scores")]
    found = share_by_definition(Tables(*frames), ["osaid", "open_weights", "training_data_open"]).filter(group="all")
    assert found["definition_name"].to_list() == ["open_weights", "training_data_open", "osaid"]
    assert found["share"].is_sorted(descending=True)


def test_signs_are_counted_where_both_sides_are_large_enough_and_certain_ones_apart():
    rows = [(-0.4, -0.6, -0.2, 9), (-0.1, -0.3, 0.1, 9), (0.2, 0.1, 0.3, 6), (0.3, 0.1, 0.5, 2), (None, None, None, 9)]
    found = measure.signs(pl.DataFrame(rows, schema=["difference", "lower", "upper", "n"], orient="row"), 3)
    assert found == {"least": 3, "n": 3, "below": 2, "surely_below": 1, "above": 1, "surely_above": 1}


def test_definitions_are_apart_where_all_tested_together_and_all_blanks_leave_zero_out():
    rows = [("a", -0.2, False, False), ("b", 0.1, True, True), ("c", -0.2, True, False), ("d", None, False, False)]
    columns = ["definition", "lower", "is_different", "survives_blanks"]
    found = measure.apart(pl.DataFrame(rows, schema=columns, orient="row"), 0)
    assert (found["least"], found["n"], found["apart_count"]) == (1, 3, 1)
    assert [row["definition"] for row in found["apart"]] == ["b"]
    assert found["depends"] == ["c"]
