import polars as pl
from inline_snapshot import snapshot
from tests.statistics.trend.simulated import EVEN_20, EVEN_40, UNEVEN_30, frame
from tests.statistics.trend.test_breaks import ONE_JUMP, jumping
from tests.studies.prose import wrapped
from tests.studies.trend_inference.trend_results import THREE, claim_row, claim_rows, claimed, slope, trends

from openness.statistics.results import SLOPE_DIFFERENCES
from openness.statistics.trend.breaks import breaks_by_penalty
from openness.statistics.trend.model import many_groups, slope_differences, trend_model
from openness.statistics.trend.trend_tests import plain_trends
from openness.studies.trend_inference.results import MOVES
from openness.studies.trend_inference.say import (
    alone_words,
    blank_words,
    break_words,
    composition_words,
    difference_sentences,
    finding,
    independence_words,
    many_sentence,
    moved_words,
    slope_note,
    steepest,
)
from openness.studies.trend_inference.tallies import by_verdict, lasting_breaks, surviving
from openness.studies.trend_inference.views import independence

NONE = pl.DataFrame(schema=SLOPE_DIFFERENCES.schema)


def test_the_finding_sorts_groups_by_what_can_be_said_of_them():
    assert wrapped([finding(by_verdict(claimed(THREE)), NONE, "Open weights")]) == snapshot("""\
- Open weights, change of the share a year in percentage points (95% interval). Rising whatever the blanks
  are: community developers +8.0 (+7.0 to +9.0); cannot be told: corporate developers +2.5 (−2.5 to +7.5); no
  slope: 1 group with too little to go by. Rising and falling are said where they remain with 2 groups tested
  together (Holm).\
""")


def test_a_group_that_moves_by_itself_alone_is_named_as_such():
    rows = [slope(f"group_{i}", 100 - i, 2.0, p_value=p) for i, p in enumerate((0.001, 0.04, 0.04))]
    assert wrapped([finding(by_verdict(claimed(trends(*rows))), NONE, "Open weights")]) == snapshot("""\
- Open weights, change of the share a year in percentage points (95% interval). Rising whatever the blanks
  are: group 0 +2.0 (+1.0 to +3.0); cannot be told: group 1 +2.0 (+1.0 to +3.0) and group 2 +2.0 (+1.0 to
  +3.0). Rising and falling are said where they remain with 3 groups tested together (Holm); tested by
  themselves, group 1 and group 2 would move too.\
""")


def test_of_many_groups_three_are_named_and_the_rest_counted():
    many = trends(*(slope(f"group_{i}", 100 - i, float(i), verdict="flat") for i in range(1, 7)))
    said = finding(by_verdict(claimed(many)), NONE, "Open weights")
    assert "Flat whatever the blanks are: group 1 +1.0 (0.0 to +2.0), group 2 +2.0 (+1.0 to +3.0), group 3 " in said
    assert "+3.0 (+2.0 to +4.0) and 3 more." in said


def test_where_no_group_bears_a_slope_nothing_is_said_of_a_trend():
    said = finding(by_verdict(claimed(trends(slope("a", 9), slope("b", 3)))), NONE, "Open weights")
    assert said == "Open weights: none of 2 groups can bear a slope, so nothing is said of a trend."


def test_a_difference_that_cannot_be_estimated_is_no_part_of_the_finding():
    both = pl.concat([frame(EVEN_40), frame([5], group="community", prefix="c")])
    differences = slope_differences(both)
    assert differences["reason"].item() is not None
    assert "slopes differ" not in finding(by_verdict(claimed(THREE)), claimed(differences), "Open weights")
    sure = slope_differences(
        pl.concat([frame(EVEN_40, slope=1.2), frame(EVEN_40, slope=-0.5, group="community", prefix="c", seed=2)])
    )
    assert "the share of open releases grows faster among corporate developers" in finding(
        by_verdict(claimed(THREE)), claimed(sure), "Open weights"
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


def difference(verdict, claim="certain", **numbers):
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
    return claimed(pl.DataFrame([row | numbers], schema=SLOPE_DIFFERENCES.schema), claim)


def test_a_difference_in_words():
    falling = {"points_per_year": -3.21, "points_lower": -5.38, "points_upper": -1.04}
    none = {"reason": "academic: fewer than 10 developers"}
    said = [
        *difference_sentences(difference("rises"), "open weights"),
        *difference_sentences(difference("falls", **falling)),
        *difference_sentences(difference("rises", "conditional")),
        *difference_sentences(difference("falls", "nothing", **falling)),
        *difference_sentences(difference("flat", points_lower=-1.04)),
        *difference_sentences(difference("cannot tell", points_lower=-1.04)),
        *difference_sentences(difference("not estimable", **none)),
    ]
    assert wrapped(said) == snapshot("""\
- Whatever the blanks are, the share of open weights grows faster among corporate developers than among
  community developers, by 3.2 percentage points a year (1.0 to 5.4), ratio of odds ratios 1.20 (1.05 to
  1.37), p = 0.004; 1,200 releases by 80 developers, 2018-01 to 2025-12.
- Whatever the blanks are, the share of open releases grows more slowly among corporate developers than among
  community developers, by 3.2 percentage points a year (1.0 to 5.4), ratio of odds ratios 1.20 (1.05 to
  1.37), p = 0.004; 1,200 releases by 80 developers, 2018-01 to 2025-12.
- If blanks turn out as earlier ones did, the share of open releases grows faster among corporate developers
  than among community developers, by 3.2 percentage points a year (1.0 to 5.4), ratio of odds ratios 1.20
  (1.05 to 1.37), p = 0.004; 1,200 releases by 80 developers, 2018-01 to 2025-12.
- With blanks left out, the share of open releases grows more slowly among corporate developers than among
  community developers, by 3.2 percentage points a year (1.0 to 5.4), ratio of odds ratios 1.20 (1.05 to
  1.37), p = 0.004; 1,200 releases by 80 developers, 2018-01 to 2025-12. What the blanks are may turn that
  around, so it is not claimed.
- Whatever the blanks are, the share of open releases moves alike among corporate developers and community
  developers: the slopes differ by +3.2 percentage points a year (−1.0 to +5.4), ratio of odds ratios 1.20
  (1.05 to 1.37), p = 0.004; 1,200 releases by 80 developers, 2018-01 to 2025-12.
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


def test_the_finding_says_under_which_condition_a_share_rises():
    parts = [
        claimed(trends(slope("a", 90, 3.0, p_value=0.001)), "conditional"),
        claimed(trends(slope("b", 80, 2.0, p_value=0.001)), "nothing"),
    ]
    assert wrapped([finding(by_verdict(pl.concat(parts)), NONE, "Open weights")]) == snapshot("""\
- Open weights, change of the share a year in percentage points (95% interval). Rising if blanks turn out as
  earlier ones did: a +3.0 (+2.0 to +4.0); rising with blanks left out, which may turn it around: b +2.0 (+1.0
  to +3.0). Rising and falling are said where they remain with 2 groups tested together (Holm).\
""")


def test_what_blanks_do_to_a_slope_is_told_by_each_claim():
    rows = claim_rows(
        claim_row("corporate", "falls", "certain", -4.0, bounds=(-8.0, -1.0)),
        claim_row("community", "rises", "conditional", 4.0, bounds=(-1.0, 9.0)),
        claim_row("mixed", "rises", "nothing", 2.0, corrected_lower=None),
        claim_row("unknown", "cannot tell", "nothing", 0.5, known_lower=None),
        claim_row("none", "cannot tell", "nothing", 0.5, blank_count=0),
        claim_row("few", "not estimable", "nothing", 0.0, reason="few: fewer than 5 releases"),
        claim_row("corporate", "falls", "certain", -8.0, other="community", bounds=(-12.0, -2.0)),
    )
    assert wrapped(blank_words(rows)) == snapshot("""\
- Corporate developers: the share falls, whatever the blanks are. By the model −4.0 (−5.0 to −3.0) points a
  year from 400 judged releases. A straight line changes by −3.5 (−4.5 to −2.5) with blanks left out, −4.5
  (−5.5 to −3.5) if 30 blanks are as 20 that were filled in later; whatever they are, −8.0 to −1.0.
- Community developers: the share rises, if blanks turn out as earlier ones did. By the model +4.0 (+3.0 to
  +5.0) points a year from 400 judged releases. A straight line changes by +4.5 (+3.5 to +5.5) with blanks
  left out, +3.5 (+2.5 to +4.5) if 30 blanks are as 20 that were filled in later; whatever they are, −1.0 to
  +9.0.
- Mixed teams: with blanks left out the share rises, and what they are may turn that around, so it is not
  claimed. By the model +2.0 (+1.0 to +3.0) points a year from 400 judged releases. A straight line changes by
  +2.5 (+1.5 to +3.5) with blanks left out; no earlier blank was filled in that could tell what these are;
  whatever they are, 0.0 to +6.0.
- Unknown: it cannot be told which way the share goes. By the model +0.5 (−0.5 to +1.5) points a year from 400
  judged releases. A straight line has no interval.
- None: it cannot be told which way the share goes. By the model +0.5 (−0.5 to +1.5) points a year from 400
  judged releases. A straight line changes by +1.0 (0.0 to +2.0), and nothing is blank.
- Corporate developers less community developers: the former move less toward open, whatever the blanks are.
  By the model −8.0 (−9.0 to −7.0) points a year from 400 judged releases. A straight line changes by −7.5
  (−8.5 to −6.5) with blanks left out, −8.5 (−9.5 to −7.5) if 30 blanks are as 20 that were filled in later;
  whatever they are, −12.0 to −2.0.\
""")


def test_one_kind_of_models_alone_is_told_beside_the_mixture():
    every = claim_rows(
        claim_row("corporate", "cannot tell", "nothing", 0.5), claim_row("mixed", "rises", "certain", 2.0)
    )
    alone = claim_rows(
        claim_row("corporate", "rises", "conditional", 6.0),
        claim_row("mixed", "not estimable", "nothing", 0.0, reason="mixed: fewer than 10 developers"),
        claim_row("community", "rises", "certain", 6.0),
    )
    assert wrapped(alone_words(alone, every, "language")) == snapshot("""\
- Corporate developers, language models alone: the share rises, if blanks turn out as earlier ones did, +6.0
  (+5.0 to +7.0) points a year; all kinds together: it cannot be told which way the share goes, +0.5 (−0.5 to
  +1.5). A straight line changes by +6.5 (+5.5 to +7.5) with blanks left out, +5.5 (+4.5 to +6.5) if 30 blanks
  are as 20 that were filled in later; whatever they are, 0.0 to +6.0.\
""")


def move(**more):
    row = dict.fromkeys(MOVES.names) | {
        "list": "Epoch AI",
        "title": "Open training code",
        "group": "corporate",
        "period": "2018-01 to 2025-12",
        "points_per_year": -4.4,
        "points_lower": -5.9,
        "points_upper": -3.0,
        "verdict": "falls",
        "claim": "certain",
        "first_years": "2018 to 2020",
        "first_n": 114.0,
        "first_share": 0.4,
        "last_years": "2023 to 2025",
        "last_n": 1062.0,
        "last_share": 0.06,
        "difference": -0.34,
        "difference_lower": -0.47,
        "difference_upper": -0.23,
    }
    return row | more


def looked(*found):
    return {"lines": 32, "lists": 5, "tests": 88, "silent": 7, "level": 0.05, "found_count": len(found), "found": found}


def test_what_moved_is_told_with_both_ends_and_what_may_be_claimed():
    two = move(), move(group="all", claim="nothing", difference=None)
    assert wrapped(moved_words(looked(*two))) == snapshot("""\
- Looked at are 32 definitions and parts on 5 lists, each among companies, among community developers and
  among all: 88 slopes, and 7 more that cannot be estimated. With the share of false findings held at 5%,
  however the slopes depend on each other (Benjamini and Yekutieli), 2 are unlike zero.
- Open training code by corporate developers on Epoch AI's list: −4.4 (−5.9 to −3.0) points a year, 2018-01 to
  2025-12; the share falls, whatever the blanks are. From 40% of 114 releases of 2018 to 2020 to 6% of 1,062
  of 2023 to 2025, −34 points (−47 to −23).
- Open training code by all developers on Epoch AI's list: −4.4 (−5.9 to −3.0) points a year, 2018-01 to
  2025-12; with blanks left out the share falls, and what they are may turn that around, so it is not claimed.\
""")
    assert moved_words(looked())[0].endswith("(Benjamini and Yekutieli), none is unlike zero.")


def test_the_make_up_of_a_list_is_said_to_account_for_a_change_or_not():
    one = {"factor": "modality", "change": -34.2, "within": -27.0}
    every = {"within": -21.5, "within_lower": -36.0, "within_upper": -7.0}
    rows = [
        move(alike=[one], together=every, remains=True, stable={"developers": 14, "change": -33.8}),
        move(alike=[one], together=every | {"within_upper": 2.0}, remains=False, stable=None),
        move(alike=[one, one | {"factor": "listing"}], together=None, remains=False, stable=None),
        move(alike=[]),
    ]
    assert wrapped(composition_words(looked(*rows))) == snapshot("""\
- Open training code by corporate developers on Epoch AI's list: −34 points in all. Among releases that are
  alike −27 in kind of model; in all of these at once −22 (−36 to −7), so what the list is made of cannot
  account for all of it. Among the 14 developers with releases in both spans: −34 points.
- Open training code by corporate developers on Epoch AI's list: −34 points in all. Among releases that are
  alike −27 in kind of model; in all of these at once −22 (−36 to +2), so what the list is made of may account
  for it.
- Open training code by corporate developers on Epoch AI's list: −34 points in all. Among releases that are
  alike −27 in kind of model and −27 in whether they are on the publisher's list of notable models.\
""")


def test_the_steepest_slope_is_one_sentence_and_none_is_none():
    assert wrapped([steepest(move(), 88)]) == snapshot("""\
- Of 88 slopes the steepest that holds whatever the blanks are, among lines with releases at both ends, is
  that of Open training code by corporate developers on Epoch AI's list: from 40% of 114 releases of 2018 to
  2020 to 6% of 1,062 of 2023 to 2025.\
""")
    assert steepest(None, 88) == ""
