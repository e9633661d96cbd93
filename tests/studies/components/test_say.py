import polars as pl
from inline_snapshot import snapshot
from tests.studies.components.small_parts import COMPONENTS, RELEASES
from tests.studies.prose import wrapped

from openness.studies.components import measure, say
from openness.studies.components.measure import concept_changes, ladder_changes, movements, told_groups


def test_the_ladder_finding_compares_both_ends_and_says_when_it_cannot():
    counted = pl.DataFrame(
        [
            ("2023", "corporate", "all_shared", 5),
            ("2023", "corporate", "partly_shared", 25),
            ("2023", "corporate", "not_shared", 10),
            ("2025", "corporate", "documented_only", 30),
            ("2025", "corporate", "all_shared", 10),
            ("2025", "corporate", "not_judged", 50),
            ("2025", "community", "all_shared", 9),
        ],
        schema=["period", "group", "rung", "n"],
        orient="row",
    )
    assert wrapped(say.ladder_finding(ladder_changes(counted, 5), told_groups(counted), 5)) == snapshot("""\
- Corporate developers: training data are shared, all or some, by 75% of 40 in 2023 and by 25% of 40 in 2025;
  −50 points, 95% interval −65 to −29.
- Community developers: fewer than two periods have 5 or more releases judged on training data.\
""")
    assert say.ladder_finding(ladder_changes(counted.clear(), 5), told_groups(counted.clear()), 5) == []


def test_a_finding_of_nothing_says_so():
    shares = measure.concept_shares(COMPONENTS, RELEASES.clear())
    assert say.finding(movements(concept_changes(shares, 5), told_groups(shares))) == "No release could be judged."
