import polars as pl
from inline_snapshot import snapshot
from tests.studies.components.small_parts import RELEASES, components_of, releases_of
from tests.studies.prose import wrapped

from openness.studies.components import changes, results, say
from openness.studies.components.changes import concept_changes

SCHEMA = {
    **dict.fromkeys(("concept", "area", "of", "period"), pl.String),
    "is_open": pl.Boolean,
    "developer_id": pl.String,
}


def judged(*cells):
    """Return judged parts: so many, of which so many are open, by developers with two each, half of them new."""
    rows = [
        (concept, area, group, period, number < opened, f"{number // 2}" + period * (number // 2 % 2))
        for concept, area, period, group, n, opened in cells
        for number in range(n)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


PARTS = judged(
    ("weights", "weights", "2022", "corporate", 4, 4),
    ("weights", "weights", "2023", "corporate", 40, 10),
    ("weights", "weights", "2024", "corporate", 40, 12),
    ("weights", "weights", "2025", "corporate", 40, 30),
    ("license", "license", "2023", "corporate", 40, 20),
    ("license", "license", "2024", "corporate", 40, 5),
    ("report", "documents", "2023", "corporate", 40, 20),
    ("report", "documents", "2024", "corporate", 40, 21),
    ("paper", "documents", "2024", "corporate", 40, 21),
)


def test_a_change_is_from_the_first_period_with_enough_releases_to_the_last():
    found = concept_changes(PARTS, 5)
    columns = ["concept", "first_period", "last_period", "first_n", "last_n", "verdict", "tests"]
    assert found.columns == results.CHANGES.names
    assert found.select(columns).rows() == [
        ("weights", "2023", "2025", 40, 40, "opens", 3),
        ("report", "2023", "2024", 40, 40, "no clear change", 3),
        ("license", "2023", "2024", 40, 40, "closes", 3),
    ]
    assert found["difference"].round(3).to_list() == [0.5, 0.025, -0.375]
    assert changes.as_differences(found).select("item", "n", "note").row(0) == (
        "weights",
        40,
        "25% of 40 in 2023, 75% of 40 in 2025",
    )
    assert concept_changes(PARTS, 50).height == 0
    assert wrapped(map(say.movement, changes.movements(found, ["corporate", "mixed"]))) == snapshot("""\
- Corporate developers, more open: the weights (25% of 40 in 2023, 75% of 40 in 2025; +50 points, 95% interval
  +19 to +69). Corporate developers, less open: the license (50% of 40 in 2023, 12% of 40 in 2024; −38 points,
  95% interval −59 to −11). No clear change in 1 of 3 parts.
- Mixed teams: no part has two periods with enough releases to compare.\
""")


def test_a_running_period_bears_no_claim():
    found = concept_changes(PARTS, 5, last="2024")
    assert found.filter(concept="weights").select("first_period", "last_period").rows() == [("2023", "2024")]


def test_a_part_opens_only_if_that_remains_with_all_parts_tested_together():
    cells = [("weights", "weights", year, "corporate", 40, n) for year, n in (("2023", 12), ("2025", 24))]
    alone = concept_changes(judged(*cells), 5).row(0, named=True)
    others = [
        (concept, "documents", year, "corporate", 40, 20)
        for concept in ("report", "paper", "data_card", "model_card")
        for year in ("2023", "2025")
    ]
    among = concept_changes(judged(*cells, *others), 5).filter(concept="weights").row(0, named=True)
    assert (alone["verdict"], among["verdict"]) == ("opens", "no clear change")
    assert (alone["lower"], alone["upper"]) == (among["lower"], among["upper"])
    assert (alone["p_holm"], among["p_holm"]) == (alone["p_value"], 5 * alone["p_value"])
    assert say.tests(5) == (
        "A part opens or closes where that remains with 5 changes tested together (Holm), whatever the blanks are."
    )
    assert say.tests(1) == ""


def test_what_developers_of_both_periods_have_in_common_drops_out():
    cells = [("weights", "weights", year, "corporate", 40, n) for year, n in (("2023", 12), ("2025", 24))]
    both = judged(*cells).with_columns(pl.col("developer_id").str.head(2).str.strip_chars("2"))
    apart = both.with_columns(pl.concat_str("developer_id", "period"))
    widths = [one["upper"][0] - one["lower"][0] for one in (concept_changes(both, 5), concept_changes(apart, 5))]
    assert widths[0] < widths[1]


def test_training_data_are_shared_on_the_two_highest_rungs():
    rows = [("a", 2024, "X"), ("b", 2024, "Y"), ("c", 2025, "X")]
    releases = releases_of([(one, year, "corporate", name) for one, year, name in rows])
    components = components_of(
        [
            (one, f"datasources_{stage}model", status)
            for one, both in {"a": ("open", "open"), "b": ("closed", "closed"), "c": ("open", "missing")}.items()
            for stage, status in zip(("base", "end"), both, strict=True)
        ]
    )
    found = changes.judged_ladder(components, releases)
    assert found.select("of", "period", "is_open", "developer_id").sort("period", "developer_id").rows() == [
        ("corporate", "2024", True, "X"),
        ("corporate", "2024", False, "Y"),
        ("corporate", "2025", None, "X"),
    ]


def test_no_releases_have_no_changes():
    components = components_of([("a", "weights_endmodel", "open")])
    for judge in (changes.judged_parts, changes.judged_ladder):
        assert concept_changes(judge(components, RELEASES.clear()), 5).height == 0


def test_movements_put_the_largest_change_first_and_count_what_is_not_clear():
    rows = [("corporate", "code", 0.1, "opens"), ("corporate", "paper", 0.4, "opens")]
    rows += [("corporate", "weights", 0.2, "no clear change"), ("community", "code", -0.3, "closes")]
    found = pl.DataFrame(rows, schema=["group", "concept", "difference", "verdict"], orient="row")
    told = changes.movements(found, ["corporate", "mixed"])
    assert [row["concept"] for row in told[0]["opens"]] == ["paper", "code"]
    assert [(one["group"], one["closes"], one["unclear"], one["parts"]) for one in told] == [
        ("corporate", [], 1, 3),
        ("mixed", [], 0, 0),
    ]
