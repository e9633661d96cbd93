"""The short answer: its six numbers, the contrast by source, and what is not known."""

from datetime import datetime

import polars as pl
import pytest
from tests.studies.multiverse.small_multiverse import frames as multiverse_frames
from tests.studies.multiverse.small_multiverse import release, two_sides

from openness.measures import ask as question
from openness.measures.ask import Answer, LeftOut, Question
from openness.statistics.trend import model as inference
from openness.studies.multiverse import summary as multiverse_summary
from openness.studies.multiverse.specifications import specifications
from openness.studies.overview import (
    contrast as overview_contrast,
)
from openness.studies.overview import (
    measure as overview,
)
from openness.studies.overview import (
    numbers as overview_numbers,
)
from openness.studies.overview import (
    say as overview_unknowns,
)
from openness.studies.overview import (
    text as overview_text,
)
from openness.studies.overview.measure import GROUPS, LicenseTerms, Number
from openness.tables import store as tables
from openness.words.sentences import percent

VINTAGE = "2031-02-15"
NOTHING = specifications(multiverse_frames([release(1, [("firm", "corporate")], 2031, "o")]))


def answer(*rows):
    """Rows of group, developer, year and whether open."""
    releases = pl.DataFrame(
        [(group, developer, datetime(year, 3, 1), "day", opened) for group, developer, year, opened in rows],
        schema={
            "developer_group": pl.String,
            "developer_id": pl.String,
            "release_date": pl.Datetime,
            "date_precision": pl.String,
            "is_open": pl.Boolean,
        },
        orient="row",
    )
    shares = pl.DataFrame({"period": ["2029", "2030", "2031"], "group": ["corporate", "mixed", "community"]})
    return Answer(Question(vintage=VINTAGE, since=2018), shares, releases, LeftOut(20, 1, 2, 4))


def sides(corporate, community, year=2030):
    """An answer from the openness of one release of each of so many developers."""
    rows = [
        (group, f"{group}-{i}", year, opened)
        for group, all_ in zip(GROUPS, (corporate, community), strict=True)
        for i, opened in enumerate(all_)
    ]
    return answer(*rows)


def level(asked, min_group=5, specs=NOTHING):
    return overview_contrast.level(asked, overview.shares_of_year(asked), specs, min_group)


def test_the_last_full_year_is_the_one_before_the_edition_s():
    assert overview.last_year("2031-02-15") == "2030"
    assert overview.last_year("2030-12-31") == "2029"


def test_the_level_says_both_shares_their_n_and_the_difference():
    number = level(sides([True] * 3 + [False] * 7 + [None], [True] * 9 + [False]))
    assert number.value == "30% against 90%"
    assert "in 2030" in number.unit
    assert "30% of 10 (" in number.text
    assert "90% of 10 (" in number.text
    assert "The difference is -60 points (" in number.text
    assert "No other source or definition gives an estimate." in number.text
    assert [row[:2] for row in number.estimates] == [("corporate", 10), ("community", 10), ("difference", 10)]
    assert number.estimates[2][2] == pytest.approx(-0.6)


@pytest.mark.parametrize("asked", [sides([True] * 4, [False] * 9), sides([], [False] * 9), sides([True], [True], 2029)])
def test_a_side_below_the_minimum_is_not_compared_and_gives_no_estimate(asked):
    number = level(asked)
    assert number.value == "not estimable"
    assert "fewer than 5 judged releases" in number.text
    assert number.estimates[2][2:] == (None, None, None)
    assert "cannot be compared" in number.short


def test_the_level_says_how_many_specifications_agree():
    specs = specifications(two_sides())
    number = level(sides([True] * 3 + [False] * 7, [True] * 9 + [False]), specs=specs)
    row = multiverse_summary.summary(specs).row(0, named=True)
    assert 0 < row["negative_share"] < 1
    assert (
        f"Over {row['distinct_count']} combinations of source, definition and other choices, companies have the lower "
        f"share in {percent(row['negative_share'])}; the whole interval says so in {percent(row['below_zero_share'])} "
        "and the opposite in 0%."
    ) in number.text


def slopes(verdict, reason=None, group="corporate"):
    return {
        "group": group,
        "other_group": "community",
        "points_per_year": 2.04,
        "points_lower": -1.0,
        "points_upper": 5.0,
        "verdict": verdict,
        "reason": reason,
        "n": 1200,
        "developers": 80,
        "period": "2018-01 to 2030-12",
    }


def trend(corporate, community, difference):
    both = pl.DataFrame([slopes(*corporate), slopes(*community, group="community")], infer_schema_length=None)
    return overview_contrast.trend(answer(), both, pl.DataFrame([slopes(*difference)]), NOTHING)


def test_a_slope_that_cannot_be_told_is_no_number_in_large_print():
    number = trend(("cannot tell", None), ("rises", None), ("falls", None))
    assert number.value == "unclear against +2.0"
    data = "(-1.0 to +5.0; 1,200 releases by 80 developers, 2018-01 to 2030-12)"
    assert (
        f"Companies: the data cannot tell whether the share rises or falls, +2.0 points a year {data}." in number.text
    )
    assert "The share grows more slowly among companies than among community developers" in number.text
    assert number.short == (
        "Since 2018 the data cannot tell whether companies' share rises or falls; community developers' share rises."
    )


def test_a_group_that_bears_no_slope_says_why():
    none = ("not estimable", "corporate: fewer than 5 releases")
    number = trend(none, none, none)
    assert number.value == "not estimable"
    assert "Companies: no slope, fewer than 5 releases (1,200 releases" in number.text
    assert "The slopes cannot be compared: corporate: fewer than 5 releases." in number.text


def test_the_trend_of_a_frame_without_one_group_says_so():
    asked = sides([True, False] * 3, [])
    trends = inference.trend_model(asked.releases, draws=0)
    number = overview_contrast.trend(asked, trends, inference.slope_differences(asked.releases), NOTHING)
    assert "Community developers: no release." in number.text
    assert number.estimates[1] == ("community", 0, None, None, None)


def test_the_contrast_by_source_has_the_main_source_and_only_choices_at_their_defaults():
    specs = specifications(two_sides())
    found = overview.contrast_by_source(specs)
    titles = ["Open weights", "Unrestricted weights", "Open training code"]
    assert found["item"].to_list() == [f"Epoch AI: {title}" for title in titles]
    assert found.filter(pl.col("difference").is_null())["note"].to_list() == [
        "fewer than 5 judged releases by companies"
    ]
    main = specs.filter("is_default", estimand="share_difference").row(0, named=True)
    assert found.filter(item="Epoch AI: Open weights")["difference"][0] == main["estimate"]
    assert overview_contrast.source_words(found, 5) == (
        "Of 2 estimates from 5 or more releases on each side, 2 say that companies are less open, "
        f"{(found['upper'] < 0).sum()} of them with the whole interval; none says that they are more open."
    )
    assert overview_contrast.source_words(found, 50) == (
        "No source allows an estimate from 50 or more releases on each side."
    )


def claim_shares(*rows):
    columns = ("definition", "group", "n", "share", "lower", "upper")
    return pl.DataFrame(rows, schema=columns, orient="row")


def test_definitions_under_which_the_two_sides_differ_are_named_and_small_ones_are_not():
    shares = claim_shares(
        ("Strict", "corporate", 50, 0.1, 0.05, 0.2),
        ("Strict", "community", 50, 0.5, 0.4, 0.6),
        ("Lax", "corporate", 50, 0.9, 0.8, 0.95),
        ("Lax", "community", 50, 0.9, 0.8, 0.95),
        ("Rare", "corporate", 50, 0.1, 0.05, 0.2),
        ("Rare", "community", 4, 0.9, 0.8, 0.95),
    )
    assert overview_contrast.definition_words(shares, 5).startswith(
        "Under 1 of 2 definitions the interval of the difference, companies less community developers, leaves zero "
        "out: Strict (-40 points, "
    )
    assert overview_contrast.definition_words(shares, 51) == (
        "Under no definition do both sides have 51 or more judged releases."
    )


def wave(vintage, indicators, mean, group="all", n=10, bounds=(30.0, 50.0)):
    return {
        "vintage": vintage,
        "indicator_set": indicators,
        "group": group,
        "n": n,
        "indicator_count": 100,
        "mean": mean,
        "lower": bounds[0],
        "upper": bounds[1],
    }


def test_transparency_says_that_levels_across_sets_do_not_compare():
    waves = pl.DataFrame([wave("2023-10-18", "2023", 37.0), wave("2025-12-09", "2025", 40.7, n=13)])
    number = overview_numbers.transparent(waves, waves.with_columns(group=pl.lit("weights given out")))
    assert number.value == "41 of 100"
    assert number.text.startswith("The mean of 13 developers is 40.7 (30 to 50): 41 for the 13 with weights given out.")
    assert "By other indicators it was 37 in October 2023 (10 developers): levels" in number.text
    assert "neither a rise nor a fall" in number.text


def test_transparency_of_one_developer_in_one_wave_has_no_interval_and_no_past():
    waves = pl.DataFrame([wave("2025-12-09", "2025", 40.0, n=1, bounds=(None, None))])
    number = overview_numbers.transparent(waves, waves)
    assert number.text == "The mean of 1 developers is 40.0: 40 for the 1 with all."
    assert number.estimates == (("2025-12-09", 1, 40.0, None, None),)


def test_unknown_access_that_cannot_turn_the_order_is_told_from_one_that_can():
    def said(corporate, community):
        asked = sides(corporate, community)
        return overview_unknowns._access(asked, overview.shares_of_year(asked))

    sure = said([True] + [False] * 8 + [None], [True] * 9 + [None])
    assert sure.startswith("Of 17 releases since 2018, the source does not say it of 4 (24%).")
    assert "Even if all of the former were open and none of the latter, the share of companies would be lower" in sure
    assert sure.endswith("companies 10% to 20%, community developers 90% to 100%.")
    assert "They could turn the order of the two" in said([True] * 4 + [None] * 4, [True] * 5 + [False] * 3)
    higher = said([True] * 9, [False] * 8 + [None])
    assert (
        "Even if none of the former were open and all of the latter, the share of companies would be higher" in higher
    )


def test_sources_are_named_from_the_least_known_down_and_few_are_no_zero():
    rows = [("hub", "unknown")] * 2 + [("hub", "corporate")] * 2 + [("osai", "community")] * 3
    releases = pl.DataFrame(rows, schema=["source", "developer_group"], orient="row")
    assert overview_unknowns._developers(releases) == (
        "Of so many releases it is not known whether companies made them: Hub 50% of 4; OSAI less than 1%."
    )


def test_shares_without_an_interval_or_a_value_say_so():
    row = {"share": 0.25, "n": 4, "lower": None, "upper": None}
    assert overview_text.share(row) == "25% of 4 (no interval)"
    assert overview_text.share(row | {"share": None}) == "none that can be judged"
    assert overview_text.percent_or_none(None) == "not estimable"


def test_cards_and_estimates_have_a_row_a_number_and_a_row_an_estimate():
    one = Number("T", "1%", "of x", "text", "short", "basis", {"page": "page.html"}, (("a", 3, 0.1, 0.0, 0.2),) * 2)
    assert overview.cards([one]).rows() == [
        ("T", "1%", "of x", "text", "basis", [{"text": "page", "url": "page.html"}])
    ]
    assert overview.estimates([one]).rows() == [("T", "a", 3, 0.1, 0.0, 0.2)] * 2
    assert overview.estimates([]).columns == ["number", "what", "n", "estimate", "lower", "upper"]


def test_licenses_are_those_of_the_last_full_year_of_the_hub_without_copies(real):
    terms = overview.license_terms()
    originals = tables.read("release_lists").filter(source="hub", vintage=terms.vintage, list="not_repackaged")
    own = tables.read("releases").filter(
        pl.col("release_id").is_in(originals["release_id"].implode()),
        pl.col("release_date").dt.year() == int(terms.year),
        source="hub",
        vintage=terms.vintage,
    )
    assert (terms.shares["n"] + terms.shares["unknown_count"] == own.height).all()
    assert isinstance(terms, LicenseTerms)
    assert "Of those whose clauses are known" in overview_numbers.licenses(terms).text


def test_claims_count_every_entry_of_the_index_under_every_definition_but_the_twin(real):
    shares = overview.claims()
    every = shares.filter(group="all")
    assert overview.TWIN not in every["definition_name"].to_list()
    assert (every["n"] + every["unknown_count"]).n_unique() == 1
    vintage = question.resolve_vintage("osai", "latest")
    assert overview_numbers.claimed(shares, vintage).value.endswith(f"{100 * every['share'][-1]:.0f}%")
