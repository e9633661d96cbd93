"""Who opens what in words; pytest --inline-snapshot=fix writes it anew."""

import polars as pl
from inline_snapshot import snapshot
from tests.studies.prose import wrapped

from openness.studies.corporate_vs_community import measure, say

COLUMNS = ["period", "group", "n", "open_count", "unknown_count", "open_share", "lower", "upper", "rolling_share"]


def shares(*rows):
    full = [(p, g, n, round(n * s), 0, s if n else None, low, high, None) for p, g, n, s, low, high in rows]
    return pl.DataFrame(full, schema=COLUMNS, orient="row")


TABLE = shares(
    ("2020", "community", 40, 0.25, 0.14, 0.40),
    ("2020", "corporate", 50, 0.20, 0.11, 0.33),
    ("2021", "community", 60, 0.80, 0.68, 0.88),
    ("2021", "corporate", 90, 0.40, 0.30, 0.50),
    ("2021", "unknown", 90, 0.99, 0.90, 1.00),
    ("2022", "community", 3, 1.0, 0.44, 1.0),
    ("2022", "corporate", 80, 0.5, 0.39, 0.61),
)


def finding(table, min_group, by="developer_group"):
    return say.finding(measure.comparable(table, by, min_group), by, "Open weights", min_group)


def movements(table, min_group, most=4):
    return say.movements(measure.moved(table, min_group, most), min_group)


def test_two_groups_are_compared_in_the_last_period_with_enough_of_both():
    assert wrapped(finding(TABLE, least) for least in (5, 1, 100)) == snapshot("""\
- Open weights in 2021: 40% of 90 (30–50%) releases by corporate developers and 80% of 60 (68–88%) by
  community developers; the intervals do not overlap.
- Open weights in 2022: 50% of 80 (39–61%) releases by corporate developers and 100% of 3 (44–100%) by
  community developers; the intervals overlap, so the two may not differ.
- No period has 100 or more judged releases from both corporate developers and community developers.\
""")


def test_other_groupings_name_the_highest_and_the_lowest():
    assert wrapped(finding(table, 5, "country") for table in (TABLE, TABLE.clear())) == snapshot("""\
- Open weights in 2021: highest for community developers, 80% of 60 (68–88%) releases, lowest for corporate
  developers, 40% of 90 (30–50%); the intervals do not overlap.
- No period has two groups with 5 or more judged releases.\
""")


def test_a_movement_is_a_rise_only_when_the_intervals_part():
    assert wrapped(movements(TABLE, 5)) == snapshot("""\
- Corporate developers: rose from 20% of 50 (11–33%) in 2020 to 50% of 80 (39–61%) in 2022.
- Community developers: rose from 25% of 40 (14–40%) in 2020 to 80% of 60 (68–88%) in 2021.\
""")
    assert wrapped(movements(TABLE.filter(pl.col("period") != "2020"), 5)) == snapshot("""\
- Corporate developers: went, within the uncertainty of both, from 40% of 90 (30–50%) in 2021 to 50% of 80
  (39–61%) in 2022.
- Community developers: 80% of 60 (68–88%) in 2021, the only period with enough releases.\
""")
    assert wrapped(movements(TABLE.reverse().with_columns(period=pl.col("period").reverse()), 5)) == snapshot("""\
- Corporate developers: fell from 50% of 80 (39–61%) in 2020 to 20% of 50 (11–33%) in 2022.
- Community developers: fell from 80% of 60 (68–88%) in 2021 to 25% of 40 (14–40%) in 2022.\
""")


def test_the_largest_groups_are_taken_and_one_too_small_says_so():
    assert wrapped(movements(TABLE, 85)) == snapshot("""\
- Corporate developers: 40% of 90 (30–50%) in 2021, the only period with enough releases.
- Community developers: no period has 85 or more judged releases.\
""")
    assert len(movements(TABLE, 5, most=1)) == 1
    assert movements(TABLE.clear(), 5) == []


def test_the_finding_of_several_lists_stands_after_their_names():
    cells = {"all": measure.comparable(TABLE, "developer_group", 5), "notable": TABLE.clear()}
    assert wrapped(say.findings(cells, "developer_group", "Open weights", 1)) == snapshot("""\
- **all**: Open weights in 2021: 40% of 90 (30–50%) releases by corporate developers and 80% of 60 (68–88%) by
  community developers; the intervals do not overlap.
- **notable**: No period has a judged release from both corporate developers and community developers.\
""")


def test_the_number_of_stubs_is_said():
    assert wrapped(say.stub_words(*counts) for counts in ((2, 1), (1, 0), (1200, 1100))) == snapshot("""\
- Of 2 scored entries, 1 is left out of means as stubs, with every criterion blank.
- Of 1 scored entry, none is left out of means as stubs, with every criterion blank.
- Of 1,200 scored entries, 1,100 are left out of means as stubs, with every criterion blank.\
""")
