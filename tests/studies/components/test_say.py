import polars as pl
from inline_snapshot import snapshot
from tests.studies.components.small_parts import COMPONENTS, RELEASES
from tests.studies.prose import wrapped

from openness.studies.components import changes, measure, results, say

ROW = {
    "concept": "training_data",
    "area": "data",
    "group": "corporate",
    "first_period": "2023",
    "last_period": "2025",
    "first_n": 40,
    "last_n": 40,
    "first_share": 0.75,
    "last_share": 0.25,
    "difference": -0.5,
    "lower": -0.65,
    "upper": -0.29,
    "p_value": 0.001,
    "tests": 2,
    "p_holm": 0.002,
    "is_different": True,
    "verdict": "closes",
}


def test_the_ladder_finding_compares_both_ends_and_says_when_it_cannot():
    unclear = ROW | {"verdict": "no clear change", "is_different": False}
    rows = [ROW, unclear | {"group": "mixed", "upper": 0.02}]
    rows += [unclear | {"group": "community"}, ROW | {"group": "mixed teams of 2", "verdict": "no clear change"}]
    found = pl.DataFrame([*rows, unclear | {"group": "unknown", "lower": None, "upper": None}])
    assert found.columns == results.CHANGES.names
    groups = ["corporate", "mixed", "unknown", "community", "mixed teams of 2", "other"]
    assert wrapped(say.ladder_finding(found, groups, 5)) == snapshot("""\
- Corporate developers: training data are shared, all or some, by 75% of 40 in 2023 and by 25% of 40 in 2025;
  −50 points, 95% interval −65 to −29.
- Mixed teams: training data are shared, all or some, by 75% of 40 in 2023 and by 25% of 40 in 2025; −50
  points, 95% interval −65 to +2, so the two may not differ.
- Unknown: training data are shared, all or some, by 75% of 40 in 2023 and by 25% of 40 in 2025; −50 points,
  no interval, one developer, so the two may not differ.
- Community developers: training data are shared, all or some, by 75% of 40 in 2023 and by 25% of 40 in 2025;
  −50 points, 95% interval −65 to −29, so with 2 groups tested together (Holm) the two may not differ.
- Mixed teams of 2: training data are shared, all or some, by 75% of 40 in 2023 and by 25% of 40 in 2025; −50
  points, 95% interval −65 to −29, so the releases of which the source does not say may turn that around.
- Other: fewer than two periods have 5 or more releases judged on training data.\
""")
    assert say.ladder_finding(found.clear(), [], 5) == []


def test_a_finding_of_nothing_says_so():
    shares = measure.concept_shares(COMPONENTS, RELEASES.clear())
    moves = changes.concept_changes(changes.judged_parts(COMPONENTS, RELEASES.clear()), 5)
    assert say.finding(changes.movements(moves, measure.told_groups(shares))) == "No release could be judged."
