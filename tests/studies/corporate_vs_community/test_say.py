"""Who opens what in words; pytest --inline-snapshot=fix writes it anew."""

from dataclasses import replace

import polars as pl
from inline_snapshot import snapshot
from tests.studies.prose import wrapped

from openness.measures.ask import Answer, LeftOut, Question
from openness.measures.results import BY_DEFINITION
from openness.statistics.shares import share_by_period
from openness.studies.corporate_vs_community import measure, say

CELLS = [
    # year, group, developers, releases of each, of which open
    (2020, "community", 10, 4, 1),
    (2020, "corporate", 10, 5, 1),
    (2021, "community", 12, 5, 4),
    (2021, "corporate", 18, 5, 2),
    (2021, "unknown", 9, 10, 9),
    (2022, "community", 1, 3, 3),
    (2022, "corporate", 16, 5, 3),
]


def answer(cells, vintage="2023-06-30", **asked):
    """Return an answer of developers, every other one of one year alone, that open as many releases, but for two."""
    rows = [
        (
            f"{group}{number}" if number % 2 else f"{group}{number}-{year}",
            group,
            f"{year}-05-01",
            one < opened + (number == 0) - (number == 1),
        )
        for year, group, developers, each, opened in cells
        for number in range(developers)
        for one in range(each)
    ]
    columns = ["developer_id", "developer_group", "release_date", "is_open"]
    releases = pl.DataFrame(rows, schema=columns, orient="row").with_columns(
        pl.col("release_date").str.to_date(), country=pl.col("developer_group")
    )
    question = replace(Question(vintage=vintage), **asked)
    shares = share_by_period(releases, by=question.by)
    return Answer(question, shares, releases, LeftOut(releases.height, 0, 0, 0))


def finding(cells, min_group, **asked):
    one = answer(cells, **asked)
    by = one.question.by
    kept = measure.comparable(measure.ended(one), by, min_group)
    return say.finding(measure.told(kept, measure.compared({"": kept}, {"": one}), by), by, "Open weights", min_group)


def movements(cells, min_group, most=4, **asked):
    one = answer(cells, **asked)
    ends = measure.moved(measure.ended(one), min_group, most)
    changes = measure.movements(ends, one)
    return [*say.movements(ends, changes, min_group), *say.tests(measure.tested(changes))]


def test_two_groups_are_compared_in_the_last_period_with_enough_of_both():
    assert wrapped(finding(CELLS, least) for least in (5, 1, 100)) == snapshot("""\
- Open weights in 2021: 40% of 90 (30–51%) releases by corporate developers and 80% of 60 (67–89%) by
  community developers; the difference is −40 points (−54 to −23), so the first share is lower.
- Open weights in 2022: 60% of 80 (48–71%) releases by corporate developers and 100% of 3 (no interval, one
  developer) by community developers; the difference is −40 points; with a single developer on a side nothing
  says how far off that is.
- No period has 100 or more judged releases from both corporate developers and community developers.\
""")


def test_a_running_year_bears_no_claim():
    assert wrapped([finding(CELLS, 1, vintage="2022-11-30")]) == snapshot("""\
- Open weights in 2021: 40% of 90 (30–51%) releases by corporate developers and 80% of 60 (67–89%) by
  community developers; the difference is −40 points (−54 to −23), so the first share is lower.\
""")


def test_intervals_that_overlap_do_not_keep_a_difference_from_being_one():
    cells = [(2021, "corporate", 40, 2, 1), (2021, "community", 14, 4, 3)]
    one = answer(cells)
    low, high = sorted(one.shares.to_dicts(), key=lambda row: row["open_share"])
    assert low["upper"] > high["lower"]
    assert wrapped([finding(cells, 5)]) == snapshot("""\
- Open weights in 2021: 50% of 80 (39–61%) releases by corporate developers and 75% of 56 (61–85%) by
  community developers; the difference is −25 points (−40 to −7), so the first share is lower.\
""")


def test_other_groupings_name_the_highest_and_the_lowest_and_allow_for_all_pairs():
    cells = [*CELLS, (2021, "mixed", 14, 4, 2)]
    assert wrapped(finding(one, 5, by="country") for one in (cells, CELLS[:1])) == snapshot("""\
- Open weights in 2021: highest for community developers, 80% of 60 (67–89%) releases, lowest for corporate
  developers, 40% of 90 (30–51%); the difference is +40 points (+23 to +54), so the first share is higher. Of
  3 pairs, tested together (Holm), 2 differ whatever the blanks are.
- No period has two groups with 5 or more judged releases.\
""")


def test_a_movement_is_a_rise_only_when_its_difference_is_one_among_all_groups():
    assert wrapped(movements(CELLS, 5)) == snapshot("""\
- Corporate developers: rose from 20% of 50 (10–35%) in 2020 to 60% of 80 (48–71%) in 2022: +40 points (+26 to
  +50).
- Community developers: rose from 25% of 40 (13–43%) in 2020 to 80% of 60 (67–89%) in 2021: +55 points (+39 to
  +66).
- A rise or fall is said where it remains with 2 groups tested together (Holm), and whatever the releases are
  of which the list does not say.\
""")
    assert wrapped(movements([one for one in CELLS if one[0] != 2020], 5)) == snapshot("""\
- Corporate developers: rose from 40% of 90 (30–51%) in 2021 to 60% of 80 (48–71%) in 2022: +20 points (+8 to
  +31).
- Community developers: 80% of 60 (67–89%) in 2021, the only period with enough releases.\
""")
    turned = [(4041 - year, *rest) for year, *rest in CELLS if year != 2022]
    assert wrapped(movements(turned, 5)) == snapshot("""\
- Corporate developers: fell from 40% of 90 (30–51%) in 2020 to 20% of 50 (10–35%) in 2021: −20 points (−30 to
  −7).
- Community developers: fell from 80% of 60 (67–89%) in 2020 to 25% of 40 (13–43%) in 2021: −55 points (−66 to
  −39).
- A rise or fall is said where it remains with 2 groups tested together (Holm), and whatever the releases are
  of which the list does not say.\
""")


def test_the_largest_groups_are_taken_and_one_too_small_says_so():
    assert wrapped(movements(CELLS, 85)) == snapshot("""\
- Corporate developers: 40% of 90 (30–51%) in 2021, the only period with enough releases.
- Community developers: no period has 85 or more judged releases.\
""")
    assert len(movements(CELLS, 5, most=1)) == 1


def test_the_finding_of_several_lists_stands_after_their_names_and_both_are_tested_together():
    lists = {"all": answer(CELLS), "notable": answer(CELLS[:4]), "small": answer(CELLS[:1])}
    cells = {name: measure.comparable(measure.ended(one), "developer_group", 5) for name, one in lists.items()}
    pairs = measure.compared(cells, lists)
    assert pairs.select("table", "period", "tests").rows() == [("all", "2021", 2), ("notable", "2021", 2)]
    told = measure.told_each(cells, pairs, "developer_group")
    assert wrapped(say.findings(told, "developer_group", "Open weights", 1)) == snapshot("""\
- **all**: Open weights in 2021: 40% of 90 (30–51%) releases by corporate developers and 80% of 60 (67–89%) by
  community developers; the difference is −40 points (−54 to −23), so the first share is lower.
- **notable**: Open weights in 2021: 40% of 90 (30–51%) releases by corporate developers and 80% of 60
  (67–89%) by community developers; the difference is −40 points (−54 to −23), so the first share is lower.
- **small**: No period has a judged release from both corporate developers and community developers.\
""")


def test_definitions_are_told_apart_by_the_test_of_all_of_them():
    columns = {
        "difference_least": -0.3,
        "lower": -0.4,
        "upper": -0.2,
        "tests": 2,
        "p_holm": 0.001,
        "is_different": True,
    }
    rows = [
        columns | {"definition": "one"},
        columns | {"definition": "two", "upper": -0.01, "p_holm": 0.06, "is_different": False},
        columns | {"definition": "none", "p_holm": None, "is_different": False},
    ]
    found = pl.DataFrame(rows).select(*columns, "definition")
    assert {*found.columns} <= {*BY_DEFINITION.names}
    titles = {"one": "Open weights", "two": "Open code"}
    assert wrapped([say.by_definition(one, titles, 2023, 2025) for one in (found, found.clear())]) == snapshot("""\
- Releases of 2023 to 2025, at the same mix of kinds of models, 2 definitions tested together (Holm):
  corporate developers and community developers differ under Open weights (−30, −40 to −20); not under Open
  code (−30, −40 to −1). In percentage points, corporate developers less community developers, with 95%
  intervals of each by itself.
- Under no definition do both sides have enough judged releases.\
""")


def test_the_number_of_stubs_is_said():
    assert wrapped(say.stub_words(*counts) for counts in ((2, 1), (1, 0), (1200, 1100))) == snapshot("""\
- Of 2 scored entries, 1 is left out of means as stubs, with every criterion blank.
- Of 1 scored entry, none is left out of means as stubs, with every criterion blank.
- Of 1,200 scored entries, 1,100 are left out of means as stubs, with every criterion blank.\
""")


def test_the_headline_claims_what_survives_the_blanks_and_nothing_without_enough_releases():
    row = {
        "share_least": 0.5, "share_lower": 0.4, "share_upper": 0.6, "n": 1148,
        "other_share_least": 0.8, "other_share_lower": 0.7, "other_share_upper": 0.9, "other_n": 231,
        "difference_least": -0.3, "lower": -0.42, "upper": -0.18,
    }  # fmt: skip
    said = [say.pooled(row, claim, (2023, 2025), "Open weights") for claim in ("certain", "conditional", "nothing")]
    assert wrapped(said) == snapshot("""\
- Open weights, 2023 to 2025, at the same mix of kinds of models: 50% of 1,148 (40–60%) releases by corporate
  developers and 80% of 231 (70–90%) by community developers, a difference of −30 points (−42 to −18). Which
  side is more open holds whatever the blank releases are.
- Open weights, 2023 to 2025, at the same mix of kinds of models: 50% of 1,148 (40–60%) releases by corporate
  developers and 80% of 231 (70–90%) by community developers, a difference of −30 points (−42 to −18). Which
  side is more open holds if blank releases turn out as earlier ones did.
- Open weights, 2023 to 2025, at the same mix of kinds of models: 50% of 1,148 (40–60%) releases by corporate
  developers and 80% of 231 (70–90%) by community developers, a difference of −30 points (−42 to −18). Which
  side is more open cannot be told.\
""")
    assert say.pooled(None, "nothing", (2023, 2025), "Open weights") is None
