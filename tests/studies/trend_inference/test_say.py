import polars as pl
from inline_snapshot import snapshot
from tests.statistics.trend.simulated import EVEN_20, EVEN_40, UNEVEN_30, frame
from tests.statistics.trend.test_breaks import ONE_JUMP, jumping
from tests.studies.prose import wrapped
from tests.studies.trend_inference.trend_results import THREE, slope, trends

from openness.statistics.results import SLOPE_DIFFERENCES
from openness.statistics.trend.breaks import breaks_by_penalty
from openness.statistics.trend.model import many_groups, slope_differences, trend_model
from openness.statistics.trend.trend_tests import plain_trends
from openness.studies.trend_inference.say import (
    break_words,
    difference_sentences,
    finding,
    independence_words,
    many_sentence,
    slope_note,
)
from openness.studies.trend_inference.tallies import by_verdict, lasting_breaks, surviving
from openness.studies.trend_inference.views import independence

NONE = pl.DataFrame(schema=SLOPE_DIFFERENCES.schema)


def test_the_finding_sorts_groups_by_what_can_be_said_of_them():
    assert wrapped([finding(by_verdict(THREE), NONE, "Open weights")]) == snapshot("""\
- Open weights, change of the share a year in percentage points (95% interval). Rising: community developers
  +8.0 (+7.0 to +9.0); cannot be told: corporate developers +2.5 (−2.5 to +7.5); no slope: 1 group with too
  little to go by. Rising and falling are said where they remain with 2 groups tested together (Holm).\
""")


def test_a_group_that_moves_by_itself_alone_is_named_as_such():
    rows = [slope(f"group_{i}", 100 - i, 2.0, p_value=p) for i, p in enumerate((0.001, 0.04, 0.04))]
    assert wrapped([finding(by_verdict(trends(*rows)), NONE, "Open weights")]) == snapshot("""\
- Open weights, change of the share a year in percentage points (95% interval). Rising: group 0 +2.0 (+1.0 to
  +3.0); cannot be told: group 1 +2.0 (+1.0 to +3.0) and group 2 +2.0 (+1.0 to +3.0). Rising and falling are
  said where they remain with 3 groups tested together (Holm); tested by themselves, group 1 and group 2 would
  move too.\
""")


def test_of_many_groups_three_are_named_and_the_rest_counted():
    many = trends(*(slope(f"group_{i}", 100 - i, float(i), verdict="flat") for i in range(1, 7)))
    assert "Flat: group 1 +1.0 (0.0 to +2.0), group 2 +2.0 (+1.0 to +3.0), group 3 +3.0 (+2.0 to +4.0) and 3 more." in (
        finding(by_verdict(many), NONE, "Open weights")
    )


def test_where_no_group_bears_a_slope_nothing_is_said_of_a_trend():
    said = finding(by_verdict(trends(slope("a", 9), slope("b", 3))), NONE, "Open weights")
    assert said == "Open weights: none of 2 groups can bear a slope, so nothing is said of a trend."


def test_a_difference_that_cannot_be_estimated_is_no_part_of_the_finding():
    both = pl.concat([frame(EVEN_40), frame([5], group="community", prefix="c")])
    differences = slope_differences(both)
    assert differences["reason"].item() is not None
    assert "slopes differ" not in finding(by_verdict(THREE), differences, "Open weights")
    sure = slope_differences(
        pl.concat([frame(EVEN_40, slope=1.2), frame(EVEN_40, slope=-0.5, group="community", prefix="c", seed=2)])
    )
    assert "The share of open releases grows faster among corporate developers" in finding(
        by_verdict(THREE), sure, "Open weights"
    )


def test_the_note_names_the_bootstrap_and_groups_whose_interval_says_more_than_the_verdict():
    assert slope_note(THREE, 999, 1) == "Bootstrap: 999 draws of developers, seed 1."
    assert slope_note(THREE, 0, 1) == ""
    apart = trends(
        slope("corporate", 90, 5.0, verdict="cannot tell"),
        slope("community", 80, 5.0, boot_reason="no interval: 9% of the resampled data allow no estimate"),
    )
    assert wrapped([slope_note(apart, 100, 7)]) == snapshot("""\
- Bootstrap: 100 draws of developers, seed 7. No bootstrap interval: community developers. Corporate
  developers: the interval in points leaves zero out and the test of the odds ratio does not bear it out. A
  change is claimed only where both do; they part where a few developers bend the curve.\
""")


def test_releases_that_are_alike_show_a_trend_only_if_they_are_taken_for_independent():
    found = []
    for seed in range(1, 12):
        alike = frame(UNEVEN_30, slope=0.0, likeness=0.6, seed=seed)
        alone = trend_model(alike.with_row_index("release_id"), cluster="release_id", draws=0)
        found += independence_words(independence(trend_model(alike, draws=0), alone, plain_trends(alike)))
    assert any("shown only if a developer's releases have nothing in common" in one for one in found)
    assert all(one.startswith("Corporate developers: ") and one.endswith(" times as wide.") for one in found)


def test_a_steep_trend_of_many_developers_is_there_either_way():
    steep = frame(EVEN_40, slope=1.2, likeness=0.0)
    alone = trend_model(steep.with_row_index("release_id"), cluster="release_id", draws=0)
    (said,) = independence_words(independence(trend_model(steep, draws=0), alone, plain_trends(steep)))
    assert said.startswith(
        "Corporate developers: a trend either way (Cochran-Armitage: p < 0.001 if releases are independent, "
    )


def test_a_group_without_both_tests_gets_no_sentence():
    few = frame([9, 8, 7])
    assert independence(trend_model(few, draws=0), trend_model(few, draws=0), plain_trends(few)).is_empty()


def test_breaks_are_told_by_how_many_penalties_find_them():
    releases = pl.concat(
        [ONE_JUMP, jumping([0.5] * 12, group="community"), jumping([1.0], each=1, developers=1, group="mixed")]
    )
    community, companies, mixed = break_words(lasting_breaks(breaks_by_penalty(releases)))
    assert companies.startswith(
        "Corporate developers: at the criterion's penalty 2021-Q3; of 8 penalties, 2021-Q3 at 8"
    )
    assert companies.endswith("(240 releases by 40 developers in 12 periods).")
    assert wrapped([community]) == snapshot("""\
- Community developers: none of 8 penalties lets a break through (240 releases by 40 developers in 12
  periods).\
""")
    assert wrapped([mixed]) == snapshot(
        "- Mixed teams: no breaks are looked for: fewer than 5 releases (1 release by 1 developer in 1 period)."
    )


def difference(verdict, **numbers):
    row = dict.fromkeys(SLOPE_DIFFERENCES.names) | {
        "group": "corporate",
        "other_group": "community",
        "verdict": verdict,
        "points_per_year": 3.21,
        "points_lower": 1.04,
        "points_upper": 5.38,
        "odds_ratio": 1.2,
        "odds_lower": 1.05,
        "odds_upper": 1.37,
        "p_value": 0.004,
        "n": 1200,
        "developers": 80,
        "period": "2018-01 to 2025-12",
    }
    return pl.DataFrame([row | numbers], schema=SLOPE_DIFFERENCES.schema)


def test_a_difference_in_words():
    falling = {"points_per_year": -3.21, "points_lower": -5.38, "points_upper": -1.04}
    none = {"reason": "academic: fewer than 10 developers"}
    said = [
        *difference_sentences(difference("rises"), "open weights"),
        *difference_sentences(difference("falls", **falling)),
        *difference_sentences(difference("flat", points_lower=-1.04)),
        *difference_sentences(difference("cannot tell", points_lower=-1.04)),
        *difference_sentences(difference("not estimable", **none)),
    ]
    assert wrapped(said) == snapshot("""\
- The share of open weights grows faster among corporate developers than among community developers, by 3.2
  percentage points a year (1.0 to 5.4), ratio of odds ratios 1.20 (1.05 to 1.37), p = 0.004; 1,200 releases
  by 80 developers, 2018-01 to 2025-12.
- The share of open releases grows more slowly among corporate developers than among community developers, by
  3.2 percentage points a year (1.0 to 5.4), ratio of odds ratios 1.20 (1.05 to 1.37), p = 0.004; 1,200
  releases by 80 developers, 2018-01 to 2025-12.
- The share of open releases moves alike among corporate developers and community developers: the slopes
  differ by +3.2 percentage points a year (−1.0 to +5.4), ratio of odds ratios 1.20 (1.05 to 1.37), p = 0.004;
  1,200 releases by 80 developers, 2018-01 to 2025-12.
- The share of open releases may move alike or not among corporate developers and community developers: the
  slopes differ by +3.2 percentage points a year (−1.0 to +5.4), ratio of odds ratios 1.20 (1.05 to 1.37), p =
  0.004; 1,200 releases by 80 developers, 2018-01 to 2025-12.
- Corporate developers against community developers: no difference of slopes: academic: fewer than 10
  developers (1,200 releases by 80 developers, 2018-01 to 2025-12).\
""")


def test_many_groups_in_words_count_what_survives():
    countries = pl.concat(
        [
            frame(EVEN_40, slope=0.9, seed=3, likeness=0.0, group="France", prefix="f"),
            frame(EVEN_20, slope=0.0, seed=6, group="Japan", prefix="j"),
            frame(EVEN_20, seed=4, group="Peru", prefix="p").head(3),
        ]
    ).rename({"developer_group": "country"})
    found = many_groups(countries)
    assert wrapped([many_sentence(surviving(found), "countries")]) == snapshot("""\
- Of 3 countries 2 can bear a slope. Unlike zero, each tested by itself: 1; with the share of false findings
  held at 5% (Benjamini-Hochberg): 1; with the chance of any held there (Holm): 1, France (up).\
""")
    assert (
        many_sentence(surviving(many_groups(countries.tail(3))), "countries") == "None of 1 countries can bear a slope."
    )
