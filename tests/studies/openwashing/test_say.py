"""Sentences on open-washing; pytest --inline-snapshot=fix writes them anew."""

from datetime import datetime

import polars as pl
from inline_snapshot import snapshot
from tests.studies.openwashing.washing import DATA, components, empty, releases, scores, statuses
from tests.studies.prose import wrapped

from openness.studies.openwashing import say
from openness.studies.openwashing.evidence import rated, rates_by_developer
from openness.studies.openwashing.grid import over_rules, sensitivity
from openness.studies.openwashing.license_names import license_names, tally
from openness.studies.openwashing.rule import Rule, judge
from openness.studies.openwashing.shares import compared, contrast, failures, shares_by, shares_over_time
from openness.studies.openwashing.views import differences_by_test, most_and_least, not_drawn, undated
from openness.tables import schema

CLOSED = statuses(closed=10, **dict.fromkeys(DATA, "closed"))
OPEN = statuses(open_=10, **dict.fromkeys(DATA, "open"))
UNSURE = statuses(open_=9, **dict.fromkeys(DATA, "closed"))


def frames(corporate, community, *, unsure=0, stubs=0):
    """Frames with (closed, open) releases of each group, and more by companies."""
    kinds = [("corporate", CLOSED, ["MIT"])] * corporate[0] + [("corporate", OPEN, ["MIT"])] * corporate[1]
    kinds += [("community", CLOSED, ["MIT"])] * community[0] + [("community", OPEN, ["MIT"])] * community[1]
    kinds += [("corporate", UNSURE, ["NOASSERTION"])] * unsure
    kinds += [("corporate", dict.fromkeys(OPEN, "missing"), ["MIT"])] * stubs
    parts = components({str(place): one for place, (_, one, _) in enumerate(kinds)})
    rows = [
        (str(place), ids, {"developer_group": group, "developer_id": f"{group}{place}"})
        for place, (group, _, ids) in enumerate(kinds)
    ]
    return releases(*rows), parts, scores(parts)


def counted(own, by="developer_group"):
    """Shares, failures, and the contrast of the two groups that are compared."""
    judged = judge(Rule(), *own)
    shares = shares_by(judged, by)
    return shares, failures(judged, Rule().practice, by), contrast(judged, compared(shares, by), by)


def said(own, by="developer_group"):
    shares, failed, apart = counted(own, by)
    return say.shares_and_tests(shares, failed, apart, not_drawn(shares))


def test_a_difference_is_told_with_its_interval():
    assert wrapped(said(frames((18, 2), (2, 18), unsure=1, stubs=1))) == snapshot("""\
- By this rule 50% of 40 (35–65%) judged claims are open-washed. 2 more cannot be judged, 1 stub among them;
  whatever they are, the share is 48–52%.
- Failures by test: training data closed 21 of 41, license not open 0 of 40 (1 unknown), few criteria met 20
  of 41.
- Corporate developers: 90% of 20 (68–97%) judged claims are open-washed; community developers: 10% of 20
  (3–32%). The difference is +80 points (+48 to +91), so the first share is higher.\
""")


def test_how_much_the_rule_decides_is_told():
    own = frames((18, 2), (2, 18))
    rules = over_rules(sensitivity(*own, below=[0.5]), Rule(), ("corporate", "community"))
    # Licenses are open here: the 16 rules that ask for a license that is not find nothing in either group.
    assert wrapped([say.over_rules(rules), say.over_rules(rules.clear())]) == snapshot("""\
- The level depends on the rule: over 46 rules it runs from 0% to 50%. The higher share is that of corporate
  developers under 30 of 46 rules (65%) and that of community developers under 0. Of these, the interval of
  the difference leaves zero out under 30 and 0.
- No rule can be applied.\
""")
    shares, _, apart = counted(own)
    assert wrapped([say.finding(shares, apart, rules)]) == snapshot("""\
- By this rule 50% of 40 (35–65%) judged claims are open-washed. Corporate developers: 90% of 20 (68–97%)
  judged claims are open-washed; community developers: 10% of 20 (3–32%). The difference is +80 points (+48 to
  +91), so the first share is higher. The level depends on the rule: over 46 rules it runs from 0% to 50%. The
  higher share is that of corporate developers under 30 of 46 rules (65%) and that of community developers
  under 0.\
""")


def test_groups_that_are_no_kinds_of_developers_are_compared_by_their_names():
    corporate, parts, scored = frames((9, 1), (1, 9))
    named = corporate.with_columns(pl.col("developer_group").replace({"corporate": "Peru", "community": "Chile"}))
    own = named.with_columns(country=pl.col("developer_group")), parts, scored
    assert wrapped(said(own, "country")[2:]) == snapshot("""\
- Chile: 10% of 10 (1–48%) judged claims are open-washed; Peru: 90% of 10 (52–99%). The difference is −80
  points (−92 to −27), so the first share is lower.\
""")
    assert wrapped(said(frames((9, 1), (0, 0)), "modality")[2:]) == snapshot("- There are no two groups to compare.")


def test_no_difference_is_claimed_where_the_interval_holds_zero_or_groups_are_small():
    shown = [said(frames(*sizes))[2] for sizes in (((5, 5), (4, 6)), ((1, 19), (18, 2)), ((4, 0), (5, 5)))]
    assert wrapped(shown) == snapshot("""\
- Corporate developers: 50% of 10 (20–80%) judged claims are open-washed; community developers: 40% of 10
  (14–73%). The difference is +10 points (−35 to +50), so the two may not differ.
- Corporate developers: 5% of 20 (1–26%) judged claims are open-washed; community developers: 90% of 20
  (68–97%). The difference is −85 points (−94 to −54), so the first share is lower.
- There are fewer than 5 judged claims by corporate developers or by community developers: no comparison.\
""")


def test_nothing_is_said_where_nothing_is_known():
    none = releases(("x", ["MIT"], {}), source="hub"), empty(schema.COMPONENTS), empty(schema.SCORES)
    assert wrapped([*said(frames((0, 0), (0, 0), stubs=2)), *said(none)]) == snapshot("""\
- No claim can be judged by this rule. 2 cannot be judged, 2 stubs among them.
- No release is known to make the claim.\
""")


def test_groups_that_are_not_drawn_are_counted():
    countries = pl.Series("country", ["Chile"] * 3 + ["Peru"] * 2 + ["Fiji", None, "Togo", "Oman"])
    closed, parts, scored = frames((9, 0), (0, 0))
    assert wrapped(said((closed.with_columns(countries), parts, scored), "country")[3:]) == snapshot(
        "- The 4 groups with most claims are drawn; 2 more groups have 2 claims together."
    )


def test_the_tests_in_which_two_groups_differ_most_and_least_are_named():
    groups = ("corporate", "community")
    tested = differences_by_test(judge(Rule(), *frames((9, 1), (0, 6))), Rule(), groups)
    assert wrapped([say.differences(most_and_least(tested), groups)]) == snapshot("""\
- Between corporate developers and community developers the tests differ most in training data closed (+90
  points, +25 to +99) and least in license not open (0 points, −52 to +34).\
""")
    assert say.differences(most_and_least(tested.head(2)), groups) == ""


def test_claims_without_a_date_exact_enough_are_counted():
    dates = pl.Series("release_date", [datetime(2024, 5, 1), None, datetime(2025, 5, 1), None], pl.Datetime("us"))
    judged = judge(Rule(), *frames((2, 0), (1, 1))).with_columns(dates)
    shares, periods = shares_by(judged), shares_over_time(judged)
    assert wrapped(say.dates(undated(shares, periods), source, "year") for source in ("osai", "mteb")) == snapshot("""\
- A year's share is that of the entries whose latest version came out in it: the index overwrites an entry
  when its family gets a new version, so it is no record of what was released in that year. 2 of 4 claims
  stand in no year, because their date is not exact enough.
- 2 of 4 claims stand in no year, because their date is not exact enough.\
""")


def test_developers_without_a_rate_are_counted():
    judged = judge(Rule(), *frames((2, 0), (1, 1)))
    judged = judged.with_columns(developer_id=pl.lit("maker"))
    developers = pl.DataFrame({"developer_id": ["maker"], "developer_name": ["Maker"]})
    assert wrapped([say.developers(rated(rates_by_developer(judged, developers)))]) == snapshot("""\
- 0 of 1 developers have 5 or more judged claims. The others get no rate, because a share of so few releases
  would say little.\
""")


def test_licenses_called_open_are_counted_by_word():
    names = license_names(releases(("a", ["LicenseRef-llama-3.1"], {})))
    chosen = ["LicenseRef-llama-3.1", "LicenseRef-stability-nc-research", "LicenseRef-lfm-open-1.0", "ODbL-1.0", "MIT"]
    few = names.filter(pl.col("license_id").is_in([*chosen, "LicenseRef-jamba-open-model"]))
    assert wrapped([*say.licenses(tally(few)), *say.licenses(tally(few.clear()))]) == snapshot("""\
- Of 5 licenses whose name says open, 3 are not: 2 by the word community, 1 by the word open. 1 cannot be
  told, because it has not been read; of 0 it can be argued.
- 1 license is open without saying so in its name.
- 1 of those that are not open names a limit as well, such as non-commercial.
- The most used of those that are not open is Llama 3.1 Community License Agreement (OSAI 1).
- No license of the catalog has a word for open in its name.\
""")
