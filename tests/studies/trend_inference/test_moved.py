"""Lines of openness ranked by change: of literal releases, and of the repository's lists."""

from datetime import datetime

import polars as pl
import pytest

from openness.measures.ask import Question
from openness.studies.trend_inference import moved
from openness.studies.trend_inference.lines import (
    DEFINITION,
    FACTORS,
    Line,
    groups_of,
    lines_of,
    questions,
    spans,
    with_factors,
)
from openness.studies.trend_inference.results import COMPOSED, MOVES


def line(years, shares, per_year=20, group="corporate", **asked):
    """One release of each of so many developers a year, a share of them open."""
    rows = [
        (
            f"r{year}-{place}",
            "epoch",
            "2026-03-30",
            group,
            f"{group}{place}",
            "language",
            datetime(year, 6, 1),
            place < share * per_year,
        )
        for year, share in zip(years, shares, strict=True)
        for place in range(per_year)
    ]
    columns = [
        "release_id",
        "source",
        "vintage",
        "developer_group",
        "developer_id",
        "modality",
        "release_date",
        "is_open",
    ]
    kinds = dict.fromkeys(columns, pl.String) | {"release_date": pl.Datetime, "is_open": pl.Boolean}
    question = Question(vintage="2026-03-30", **asked)
    return Line(question, "open_weights", DEFINITION, "Open weights", pl.DataFrame(rows, schema=kinds, orient="row"))


EIGHT = range(2018, 2026)


def test_spans_are_three_years_at_each_end_and_none_where_they_would_overlap():
    assert spans(line(EIGHT, [0.5] * 8)) == ((2018, 2020), (2023, 2025))
    assert spans(line(range(2010, 2026), [0.5] * 16, since=2018, until=2025)) == ((2018, 2020), (2023, 2025))
    assert spans(line(range(2021, 2026), [0.5] * 5)) == (None, None)


def test_a_move_has_its_slope_and_both_ends_with_their_difference():
    found = moved._moves(line(EIGHT, [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2]), 2.0, {"min_group": 5, "teams": "first"})
    corporate, every = found.iter_rows(named=True)
    assert (corporate["group"], every["group"]) == ("corporate", "all")
    assert corporate["verdict"] == "falls"
    assert corporate["points_per_year"] == pytest.approx(-9.1, abs=0.1)
    names = ("first_years", "first_n", "first_share", "last_years", "last_n", "last_share")
    assert [corporate[name] for name in names] == ["2018 to 2020", 60, 0.8, "2023 to 2025", 60, pytest.approx(0.3)]
    assert corporate["difference"] == pytest.approx(-0.5)
    assert corporate["difference_lower"] < -0.5 < corporate["difference_upper"] < 0


def test_lines_are_ranked_by_what_survives_and_then_by_how_steep_they_are():
    rows = [
        dict.fromkeys(MOVES.names)
        | {"source": "epoch", "outcome": name, "group": "all", "points_per_year": points, "p_value": p}
        for name, points, p in (("a", 2.0, 0.0001), ("b", -9.0, 0.0002), ("c", 30.0, 0.03), ("d", None, None))
    ]
    ranked = moved.rank(pl.DataFrame(rows, schema=MOVES.schema))
    assert ranked.select("outcome", "is_found", "tests").rows() == [
        ("b", True, 3),
        ("a", True, 3),
        ("c", False, 3),
        ("d", False, 3),
    ]
    # 3 tests: times 1 + 1/2 + 1/3 = 11/6; that of a is 3 * 0.0001 * 11/6, or what b has if that is less.
    assert ranked["p_by"].to_list() == pytest.approx([0.00055, 0.00055, 0.055, None])


def test_the_surest_is_the_first_that_holds_whatever_blanks_are_and_has_both_ends():
    rows = [
        dict.fromkeys(MOVES.names) | {"outcome": name, "is_found": found, "claim": claim, "difference": difference}
        for name, found, claim, difference in (
            ("a", True, "certain", None),
            ("b", True, "conditional", 0.4),
            ("c", True, "certain", -0.3),
            ("d", True, "certain", 0.2),
        )
    ]
    table = pl.DataFrame(rows, schema=MOVES.schema)
    assert moved.surest(table)["outcome"] == "c"
    assert moved.surest(table.head(2)) is None


def test_a_change_that_is_all_make_up_leaves_nothing_among_releases_that_are_alike(real):
    old, new = line(EIGHT[:3], [0.9] * 3), line(EIGHT[5:], [0.1] * 3)
    speech = new.releases.with_columns(modality=pl.lit("speech"))
    both = Line(old.question, old.outcome, old.kind, old.title, pl.concat([old.releases, speech, new.releases.head(0)]))
    # A few of each kind on the other side, as open as their kind is.
    mixed = [
        old.releases.head(20).with_columns(
            release_date=datetime(2024, 6, 1), release_id=pl.format("x{}", "release_id")
        ),
        speech.head(20).with_columns(release_date=datetime(2019, 6, 1), release_id=pl.format("y{}", "release_id")),
    ]
    both = Line(both.question, both.outcome, both.kind, both.title, pl.concat([both.releases, *mixed]))
    rows = {(row["panel"], row["factor"]): row for row in moved.composed(both, "corporate", 5)}
    found = rows["all", "modality"]
    assert found["change"] == pytest.approx(-40)
    assert found["within"] == pytest.approx(0, abs=1e-6)


def test_releases_are_told_apart_by_size_newness_and_list_of_their_developer(real):
    one = line([2016, *EIGHT], [0.5] * 9, per_year=2, since=2018)
    found = with_factors(one)
    assert found.height == 16
    assert set(found["developer_size"]) == {"2 to 9"}
    # The first release of 2016 is on the list, so nobody is new in 2018.
    assert set(found["developer_status"]) == {"established"}
    assert set(found["listing"]) == {"other"}
    assert set(FACTORS) <= set(found.columns)


def test_every_developer_stands_once_on_a_side_and_once_among_all():
    both = pl.concat([line([2020], [0.5]).releases, line([2020], [0.5], group="mixed").releases])
    assert groups_of(both)["developer_group"].value_counts().sort("developer_group").rows() == [
        ("all", 40),
        ("corporate", 20),
    ]


@pytest.fixture(scope="module")
def found(real):
    return moved.moved(Question(since=2018))


def test_each_list_with_dates_is_asked_up_to_its_last_full_year(real):
    asked = {one.source: (one.since, one.until) for one in questions(Question(since=2018))}
    assert asked == dict.fromkeys(("epoch", "osai", "hub", "mteb", "models_dev"), (2018, 2025))


def test_a_part_that_judges_as_a_definition_does_is_no_line_of_its_own(real):
    (epoch,) = (one for one in questions(Question(since=2018)) if one.source == "epoch")
    assert [one.outcome for one in lines_of(epoch)] == [
        "open_weights",
        "open_unrestricted",
        "training_code_open",
        "inference_code",
    ]


def test_companies_training_code_falls_whatever_blanks_are_and_is_not_make_up(found):
    MOVES.checked(found.moves)
    sure = moved.surest(found.moves)
    assert (sure["source"], sure["outcome"], sure["group"]) == ("epoch", "training_code_open", "corporate")
    assert sure["points_upper"] < 0
    assert sure["bounds_upper"] < 0
    assert sure["p_by"] < 0.05
    assert sure["last_share"] < 0.1
    assert sure["first_share"] > 0.3
    composed = COMPOSED.checked(moved.composition(found))
    own = composed.filter(outcome="training_code_open", group="corporate", panel="all", factor="all").row(0, named=True)
    assert own["within_upper"] < 0
