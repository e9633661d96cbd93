import polars as pl

from openness.studies.corporate_vs_community import say

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


def test_two_groups_are_compared_in_the_last_period_with_enough_of_both():
    assert say.finding(TABLE, "developer_group", "Open weights", 5) == (
        "Open weights in 2021: 40% of 90 (30-50%) releases by companies and 80% of 60 (68-88%) by community "
        "developers; the intervals do not overlap."
    )


def test_overlapping_intervals_are_not_called_a_difference():
    assert say.finding(TABLE, "developer_group", "Open weights", 1) == (
        "Open weights in 2022: 50% of 80 (39-61%) releases by companies and 100% of 3 (44-100%) by community "
        "developers; the intervals overlap, so the two may not differ."
    )


def test_other_groupings_name_the_highest_and_the_lowest():
    assert say.finding(TABLE, "country", "Open weights", 5) == (
        "Open weights in 2021: highest for community developers, 80% of 60 (68-88%) releases, lowest for companies, "
        "40% of 90 (30-50%); the intervals do not overlap."
    )


def test_nothing_is_claimed_where_groups_are_too_small():
    assert say.finding(TABLE, "developer_group", "Open weights", 100) == (
        "No period has 100 or more judged releases from both companies and community developers."
    )
    assert say.movement(TABLE, "community", 100) == ("Community developers: no period has 100 or more judged releases.")


def test_a_movement_is_a_rise_only_when_the_intervals_part():
    assert say.movement(TABLE, "corporate", 5) == (
        "Companies: rose from 20% of 50 (11-33%) in 2020 to 50% of 80 (39-61%) in 2022."
    )
    assert say.movement(TABLE.filter(pl.col("period") != "2020"), "corporate", 5) == (
        "Companies: went, within the uncertainty of both, from 40% of 90 (30-50%) in 2021 to 50% of 80 (39-61%) "
        "in 2022."
    )


def test_a_single_period_is_no_movement():
    assert say.movement(TABLE, "unknown", 5) == (
        "Unknown: 99% of 90 (90-100%) in 2021, the only period with enough releases."
    )


def test_the_summary_starts_with_the_finding_and_takes_the_largest_groups():
    sentences = say.summary(TABLE, "developer_group", "Open weights", 5, most=1)
    assert [sentence.split(":")[0] for sentence in sentences] == ["Open weights in 2021", "Companies"]


def test_an_empty_table_makes_no_claim():
    assert say.summary(TABLE.clear(), "country", "Open weights", 5) == [
        "No period has two groups with 5 or more judged releases."
    ]


def test_the_number_of_stubs_is_said():
    assert say.stub_words(2, 1) == ("Of 2 scored entries, 1 is left out of means as stubs, with every criterion blank.")
    assert say.stub_words(1, 0) == (
        "Of 1 scored entries, none is left out of means as stubs, with every criterion blank."
    )
