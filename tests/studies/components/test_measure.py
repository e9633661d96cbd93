import polars as pl
from inline_snapshot import snapshot
from tests.studies.prose import wrapped

from openness.studies.components import say
from openness.studies.components.measure import as_differences, concept_changes


def test_a_change_is_from_the_first_period_with_enough_releases_to_the_last():
    shares = pl.DataFrame(
        [
            ("weights", "weights", "2022", "corporate", 4, 4, 1.0),
            ("weights", "weights", "2023", "corporate", 40, 10, 0.25),
            ("weights", "weights", "2024", "corporate", 40, 12, 0.3),
            ("weights", "weights", "2025", "corporate", 40, 30, 0.75),
            ("license", "license", "2023", "corporate", 40, 20, 0.5),
            ("license", "license", "2024", "corporate", 40, 5, 0.125),
            ("report", "documents", "2023", "corporate", 40, 20, 0.5),
            ("report", "documents", "2024", "corporate", 40, 21, 0.525),
            ("paper", "documents", "2024", "corporate", 40, 21, 0.525),
        ],
        schema=["concept", "area", "period", "group", "n", "open_count", "open_share"],
        orient="row",
    )
    found = concept_changes(shares, 5)
    columns = ["concept", "first_period", "last_period", "first_n", "last_n", "verdict"]
    assert found.select(columns).rows() == [
        ("weights", "2023", "2025", 40, 40, "opens"),
        ("report", "2023", "2024", 40, 40, "no clear change"),
        ("license", "2023", "2024", 40, 40, "closes"),
    ]
    assert found["difference"].round(3).to_list() == [0.5, 0.025, -0.375]
    assert as_differences(found).select("item", "n", "note").row(0) == (
        "weights",
        40,
        "25% of 40 in 2023, 75% of 40 in 2025",
    )
    assert concept_changes(shares, 50).height == 0
    assert wrapped([say.movements(found, group) for group in ("corporate", "mixed")]) == snapshot("""\
- Corporate developers, more open: the weights (25% of 40 in 2023, 75% of 40 in 2025; +50 points, 95% interval
  +29 to +65). Corporate developers, less open: the license (50% of 40 in 2023, 12% of 40 in 2024; −38 points,
  95% interval −54 to −17). No clear change in 1 of 3 parts.
- Mixed teams: no part has two periods with enough releases to compare.\
""")
