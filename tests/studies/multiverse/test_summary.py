"""What specifications say together, on a literal table of them."""

import polars as pl
import pytest

from openness.project.errors import UnknownNameError
from openness.studies.multiverse.choices import CHOICES, NOT_APPLICABLE, level_labels, titles
from openness.studies.multiverse.say import finding, interval, points, sentences
from openness.studies.multiverse.specifications import COLUMNS, SCHEMA
from openness.studies.multiverse.summary import by_level, influence, summary, switches

BASE = {
    "estimand": "share_difference",
    "source": "epoch",
    "vintage": "2031-01-01",
    "list": "all",
    "definition": "open_weights",
    "group_rule": "every",
    "mixed": "left_out",
    "unknown_developer": NOT_APPLICABLE,
    "every": "year",
    "span": "last",
    "blank": "left_out",
    "weighting": "release",
    "min_group": 5,
    "n_corporate": 10,
    "n_community": 10,
    "corporate_developers": 5,
    "community_developers": 5,
    "reason": None,
    "is_latest": True,
    "is_default": False,
    "is_repeat": False,
}


def spec(estimate, lower=None, upper=None, **changed):
    bounds = (None, None) if estimate is None else (lower, upper)
    reason = "fewer than 10 judged releases by companies" if estimate is None else None
    row = {**BASE, "reason": reason, "estimate": estimate, "lower": bounds[0], "upper": bounds[1], **changed}
    return {name: row[name] for name in COLUMNS}


def table(*rows):
    return pl.DataFrame(rows, schema=SCHEMA)


SPECS = table(
    spec(-0.4, -0.6, -0.2, is_default=True),
    spec(-0.1, -0.3, 0.1, blank="closed"),
    spec(-0.3, -0.5, -0.1, weighting="developer"),
    spec(0.1, -0.1, 0.3, blank="closed", weighting="developer"),
    spec(0.2, 0.1, 0.3, source="osai", vintage="2031-02-01", mixed=NOT_APPLICABLE),
    spec(0.2, 0.1, 0.3, source="osai", vintage="2031-02-01", mixed=NOT_APPLICABLE, span="three_years", is_repeat=True),
    spec(-0.5, -0.7, -0.3, vintage="2029-01-01", is_latest=False),
    spec(-0.4, -0.6, -0.2, min_group=10, is_repeat=True),
    spec(None, min_group=20),
    spec(None, source="hub", vintage="2031-03-01"),
)


def row_of(frame, **where):
    (row,) = frame.filter(**where).to_dicts()
    return row


def test_the_summary_counts_each_estimate_once():
    row = row_of(summary(SPECS))
    assert (row["specification_count"], row["estimable_count"], row["distinct_count"]) == (10, 8, 6)
    assert (row["lowest"], row["highest"]) == (-0.5, 0.2)
    assert row["median"] == pytest.approx(-0.2)
    assert row["negative_share"] == pytest.approx(4 / 6)
    assert row["agreeing_share"] == pytest.approx(4 / 6)
    assert (row["below_zero_share"], row["above_zero_share"]) == (pytest.approx(3 / 6), pytest.approx(1 / 6))
    assert (row["default_estimate"], row["default_lower"], row["default_upper"]) == (-0.4, -0.6, -0.2)


def test_the_summary_tells_sources_apart_and_keeps_one_without_an_estimate():
    rows = {row["source"]: row for row in summary(SPECS, ["source"]).to_dicts()}
    assert {name: row["distinct_count"] for name, row in rows.items()} == {"epoch": 5, "hub": 0, "osai": 1}
    assert rows["osai"]["agreeing_share"] == 0
    assert rows["hub"]["median"] is None


def test_a_switch_compares_specifications_that_differ_in_nothing_else():
    closed = row_of(switches(SPECS), choice="blank", level="closed")
    assert (closed["pair_count"], closed["lost_count"]) == (2, 0)
    assert closed["median_shift"] == pytest.approx(0.35)
    assert (closed["lower_quartile"], closed["upper_quartile"]) == (pytest.approx(0.325), pytest.approx(0.375))
    assert closed["sign_flip_share"] == 0.5
    assert closed["verdict_flip_share"] == 1.0


def test_a_choice_that_does_not_apply_counts_as_its_default_and_a_source_keeps_its_own_edition():
    osai = row_of(switches(SPECS), choice="source", level="osai")
    assert osai["pair_count"] == 1
    assert osai["median_shift"] == pytest.approx(0.6)
    assert osai["verdict_flip_share"] == 1.0


def test_a_switch_that_leaves_no_estimate_is_counted_as_lost():
    rows = switches(SPECS)
    assert row_of(rows, choice="min_group", level="20")["lost_count"] == 1
    assert row_of(rows, choice="source", level="hub")["lost_count"] == 1
    assert row_of(rows, choice="min_group", level="10")["median_shift"] == 0


def test_an_earlier_edition_is_compared_with_the_latest_of_its_source():
    assert row_of(switches(SPECS), choice="vintage", level="2029-01-01")["median_shift"] == pytest.approx(-0.1)


def test_influence_is_the_spread_of_sets_that_differ_in_one_choice():
    ranked = influence(SPECS)
    assert ranked["choice"].to_list()[:3] == ["source", "blank", "weighting"]
    blank = row_of(ranked, choice="blank")
    assert (blank["set_count"], blank["median_range"]) == (2, pytest.approx(0.35))
    assert row_of(ranked, choice="definition")["median_range"] is None
    # Between the means of 0.2 (osai, 1) and -0.24 (epoch, 5) around -1/6.
    assert row_of(ranked, choice="source")["explained_share"] == pytest.approx(
        ((0.2 + 1 / 6) ** 2 + 5 * (0.24 - 1 / 6) ** 2)
        / sum((x + 1 / 6) ** 2 for x in (-0.4, -0.1, -0.3, 0.1, 0.2, -0.5))
    )


def test_levels_are_summed_up_as_they_are():
    rows = by_level(SPECS)
    closed = row_of(rows, choice="blank", level="closed")
    assert (closed["distinct_count"], closed["positive_share"], closed["excludes_zero_share"]) == (2, 0.5, 0)
    assert row_of(rows, choice="mixed", level=NOT_APPLICABLE)["is_default"]


def test_sentences_say_what_the_numbers_say():
    agreement, default, sources, movers, lost = sentences(SPECS)
    assert "Of 6 specifications" in agreement
    assert "67% are negative: they do not agree in sign" in agreement
    assert "below zero in 50% and on the other side in 17%" in agreement
    assert "-40 points (-60 to -20); 17% of the specifications lie below it" in default
    assert "Epoch AI -30 points (5), European Open Source AI Index +20 points (1)" in sources
    assert "No estimate from Hugging Face Hub: fewer than 10 judged releases by companies" in sources
    assert "The estimate moves most with the source" in movers
    assert "2 of 10 combinations of choices allow no estimate" in lost


def test_where_nearly_all_agree_the_sentence_says_so():
    alike = table(*(spec(-0.1 - i / 100, -0.3, -0.01, weighting=f"w{i}") for i in range(10)))
    assert "100% are negative: nearly all agree in sign" in sentences(alike)[0]


def test_the_finding_says_whether_the_direction_of_the_main_chart_survives():
    many = [spec(-0.1 - i / 1000, -0.3, -0.01, weighting=f"w{i}") for i in range(20)]
    few = [spec(0.1 + i / 1000, 0.05, 0.3, blank=f"b{i}") for i in range(10)]
    against = [spec(0.1, 0.05, 0.3, blank=f"b{i}") for i in range(60)]
    main = spec(-0.4, -0.6, -0.2, is_default=True)
    said = "companies release openly less often than community developers in"
    assert finding(table(main, *many, *few)) == (
        f"The direction survives most choices, not all: {said} 68% of 31 ways to compute it. In 68% the whole 95% "
        "interval says so, in 32% it says the reverse. In percentage points, the choices of the main chart give "
        "-40 (-60 to -20); the estimates go from -40 to +11, the middle one is -11."
    )
    assert finding(table(main, *many)).startswith(f"The direction survives nearly every choice: {said} 100% of 21")
    assert finding(table(main, *many, *against)).startswith(f"The direction does not survive other choices: {said} 26%")
    assert finding(table(main, *many, *against[:20])).startswith(f"The direction hangs on the choices: {said} 51%")
    assert finding(table(main, *few)).startswith(f"Few specifications differ in their estimate: {said} 9% of 11 ways")


def test_without_the_main_chart_the_finding_takes_the_direction_of_most_and_trends_are_a_year():
    some = [spec(0.1, 0.05, 0.3, blank=f"b{i}", estimand="slope_corporate") for i in range(20)]
    text = finding(table(*some), "slope_corporate")
    assert text.startswith("The direction survives nearly every choice: companies' share rises in 100% of 20 ways")
    assert text.endswith("In percentage points a year, the estimates go from +10 to +10, the middle one is +10.")


def test_an_interval_is_written_after_its_estimate():
    assert interval(-0.452, -0.594, -0.214) == "-45 (-59 to -21)"
    assert interval(0.1, None, None) is None


def test_without_any_estimate_there_is_one_sentence():
    assert sentences(table(spec(None))) == [
        "No specification allows an estimate of the share of open releases of companies less that of community "
        "developers: fewer than 10 judged releases by companies."
    ]
    assert finding(table(spec(None))) == sentences(table(spec(None)))[0]
    assert finding(table()) == sentences(table())[0]
    assert "no source here answers" in sentences(table())[0]


@pytest.mark.parametrize(
    ("value", "text"), [(-0.452, "-45 points"), (0.0313, "+3.1 points"), (0.0001, "0 points"), (0.0996, "+10 points")]
)
def test_points_have_a_digit_where_they_are_few(value, text):
    assert points(value) == text


def test_unknown_names_are_refused():
    for ask in (lambda: switches(SPECS, "slope"), lambda: summary(SPECS, ["sorce"]), lambda: sentences(SPECS, "x")):
        with pytest.raises(UnknownNameError):
            ask()


def test_every_choice_has_words():
    assert set(titles()) == set(CHOICES)
    words = level_labels()
    assert words["closed"] == "counted as closed"
    assert words["osai_half"] == "At least half of OSAI"
