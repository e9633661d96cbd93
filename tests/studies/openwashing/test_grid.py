from dataclasses import replace
from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.studies.openwashing.washing import DATA, components, empty, releases, scores, statuses

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.differences import group_differences
from openness.statistics.pairs import pair_differences
from openness.studies.openwashing import results
from openness.studies.openwashing.grid import is_rule, neighbors, one_change, over_rules, sensitivity
from openness.studies.openwashing.rule import Rule, judge
from openness.studies.openwashing.shares import shares_by
from openness.tables import schema
from openness.tables import store as tables

BASE, END = DATA
LICENSES = (["MIT"], ["CC-BY-4.0"], ["LicenseRef-llama-3.1"], ["NOASSERTION"])


def frames(drawn):
    """Frames from (group, license, base data, end data, open criteria, OSAID) a release."""
    parts = components(
        {
            str(place): statuses(open_=open_, closed=10 - open_, **{BASE: base, END: end})
            for place, (_, _, base, end, open_, _) in enumerate(drawn)
        }
    )
    rows = [
        (str(place), ids, {"developer_group": group, "developer_id": f"{group}{place // 2}"})
        for place, (group, ids, *_) in enumerate(drawn)
    ]
    labels = {str(place): osaid for place, (*_, osaid) in enumerate(drawn)}
    return releases(*rows), parts, scores(parts, labels)


def rule_of(row):
    given_ = {name: row[name] for name in ("data", "license", "below") if row[name] is not None}
    return Rule(claim=row["claim"], practice=tuple(row["tests"]), least=row["least"], **given_)


STATUS = st.sampled_from(["open", "partial", "closed", "missing"])


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["corporate", "community"]),
            st.sampled_from(LICENSES),
            STATUS,
            STATUS,
            st.integers(0, 10),
            st.sampled_from(["pass", "fail", "unknown"]),
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["developer", "wilson"]),
    st.data(),
)
def test_the_grid_says_of_every_rule_what_judging_by_it_says(drawn, kind, data):
    own = frames(drawn)
    grid = sensitivity(*own, interval=kind)
    number = data.draw(st.integers(0, grid["rule_id"].max()))
    found = grid.filter(rule_id=number)
    rule = rule_of(found.row(0, named=True))
    columns = [
        "group",
        "n",
        "openwashing_count",
        "unknown_count",
        "share",
        "lower",
        "upper",
        "lowest_share",
        "highest_share",
        "developers",
        "effective_developers",
        "design_effect",
        "interval",
    ]
    expected = shares_by(judge(rule, *own), interval=kind).select(columns)
    # A group of which nobody makes the claim is in the grid with nothing counted.
    counted = found.filter(pl.col("n") + pl.col("unknown_count") > 0).select(columns)
    assert counted.rows() == [
        tuple(pytest.approx(one) if isinstance(one, float) else one for one in row) for row in expected.rows()
    ]


def test_every_combination_is_there_once_and_the_default_is_marked():
    drawn = [
        ("corporate", ["MIT"], "closed", "closed", 3, "fail"),
        ("community", ["LicenseRef-llama-3.1"], "open", "open", 9, "unknown"),
    ]
    grid = sensitivity(*frames(drawn), below=[0.5]).filter(claim="listed")
    rules = grid.filter(group="all")
    # Data in 3 ways or not, license in 2 or not, below in 1 or not, OSAID or not, and as many ways to ask for failures.
    expected = sum(sum(map(bool, picked)) for picked in product(range(4), range(3), range(2), range(2)))
    assert rules.height == expected == rules.select("tests", "least", "data", "license", "below").unique().height
    assert grid["group"].unique().sort().to_list() == ["all", "community", "corporate"]
    assert grid.schema == results.GRID.schema
    default = grid.filter("is_default")
    assert default["rule_id"].n_unique() == 1
    assert rule_of(default.row(0, named=True)) == Rule()


def test_a_worked_grid():
    drawn = [
        ("corporate", ["MIT"], "closed", "closed", 3, "fail"),
        ("community", ["NOASSERTION"], "open", "closed", 9, "unknown"),
    ]
    grid = sensitivity(*frames(drawn), below=[0.5]).filter(claim="listed", group="all")

    def counts(*tests, least, **parameters):
        row = grid.filter(
            pl.col("tests").list.join(",") == ",".join(tests),
            pl.col("least") == least,
            *(pl.col(name).eq_missing(parameters.get(name)) for name in ("data", "license", "below")),
        )
        return row.select("n", "openwashing_count", "unknown_count").row(0)

    assert counts("data_closed", least=1, data="end_model") == (2, 2, 0)
    assert counts("data_closed", least=1, data="both") == (2, 1, 0)
    assert counts("license_not_open", least=1, license="tier") == (1, 0, 1)
    assert counts("data_closed", "license_not_open", least=1, data="end_model", license="tier") == (2, 2, 0)
    assert counts("data_closed", "license_not_open", least=2, data="end_model", license="tier") == (1, 0, 1)
    assert counts("fails_osaid", least=1) == (1, 1, 1)


def test_all_rules_of_a_claim_are_summed_up_in_a_row():
    drawn = [
        *[("corporate", ["MIT"], "closed", "closed", 3, "fail")] * 20,
        *[("community", ["MIT"], "open", "open", 9, "pass")] * 20,
    ]
    grid = sensitivity(*frames(drawn), below=[0.5])
    found = over_rules(grid, Rule(), ("corporate", "community"))
    assert found.schema == results.OVER_RULES.schema
    row = found.row(0, named=True)
    assert (row["group"], row["other_group"], row["lowest_share"], row["highest_share"]) == (
        "corporate",
        "community",
        0.0,
        0.5,
    )
    assert row["rule_count"] == row["compared_count"] == grid.filter(claim="listed", group="all").height
    assert row["higher_count"] == row["surely_higher_count"] > row["lower_count"] == row["surely_lower_count"] == 0
    alone = over_rules(grid, Rule(), None).row(0, named=True)
    assert (alone["rule_count"], alone["compared_count"]) == (row["rule_count"], 0)
    assert over_rules(grid, Rule(), None, min_group=41).is_empty()


def test_stubs_are_undecided_under_every_rule():
    parts = components({"x": dict.fromkeys(statuses(), "missing")})
    grid = sensitivity(releases(("x", ["LicenseRef-llama-3.1"], {})), parts, scores(parts))
    assert grid.filter(group="all", claim="listed").select(pl.col("n").sum(), pl.col("unknown_count").min()).row(0) == (
        0,
        1,
    )


def test_tests_that_a_source_cannot_answer_are_in_no_rule():
    own = releases(("x", ["LicenseRef-llama-3.1"], {}), source="hub")
    grid = sensitivity(own, empty(schema.COMPONENTS), empty(schema.SCORES))
    assert grid["tests"].explode().unique().to_list() == ["license_not_open"]
    assert grid["claim"].unique().to_list() == ["license_name"]


def test_bad_questions_are_refused():
    own = releases(("x", ["MIT"], {}), source="hub"), empty(schema.COMPONENTS), empty(schema.SCORES)
    with pytest.raises(BadValueError, match="there are no releases"):
        sensitivity(own[0].clear(), *own[1:])
    with pytest.raises(BadValueError, match="releases of 2 editions"):
        sensitivity(pl.concat([own[0], own[0].with_columns(vintage=pl.lit("2031-01-01"))]), *own[1:])
    with pytest.raises(BadValueError, match="answers no test"):
        sensitivity(own[0].with_columns(license_ids=pl.lit(["NOASSERTION"])), *own[1:])
    with pytest.raises(UnknownNameError, match="did you mean 'country'"):
        sensitivity(*own, by="contry")


def test_in_the_index_companies_open_wash_more_by_most_rules_and_never_less(real):
    read = {name: tables.read(name) for name in ("releases", "components", "scores")}
    own = read["releases"].filter(source="osai", vintage="2026-06-12")
    grid = sensitivity(own, read["components"], read["scores"])
    listed = grid.filter(claim="listed")
    every = listed.filter(group="all")
    # The level is the rule's: it can be made nearly anything.
    assert every["share"].min() < 0.1
    assert every["share"].max() > 0.85
    differences = group_differences(listed, keys=["rule_id"])
    assert (differences["upper"] < 0).sum() == 0
    assert (differences["lower"] > 0).sum() > differences.height / 2
    # By the license alone the two do not differ.
    alone = listed.filter(pl.col("tests").list.join(",") == "license_not_open")
    assert (
        ((pl.col("lower") < 0) & (pl.col("upper") > 0))
        .pipe(lambda zero: group_differences(alone, keys=["rule_id"]).select(zero.all()))
        .item()
    )


def mixed_frames():
    parts = components(
        {
            str(place): statuses(open_=place % 11, closed=10 - place % 11, **{BASE: base, END: end})
            for place, (base, end) in enumerate([("closed", "open"), ("open", "closed"), ("closed", "closed")] * 8)
        }
    )
    names = parts["release_id"].unique(maintain_order=True)
    rows = [
        (name, LICENSES[place % 4], {"developer_group": ("corporate", "community")[place % 2]})
        for place, name in enumerate(names)
    ]
    osaid = {name: ("pass", "fail", None)[place % 3] for place, name in enumerate(names)}
    return releases(*rows), parts, scores(parts, osaid)


def test_a_rule_differs_from_each_neighbor_in_what_the_name_says():
    found = dict(neighbors(Rule()))
    assert list(found) == [
        "The rule asked for",
        "Claim: license called open",
        "Claim: weights called open",
        "At least 1 of 3 tests",
        "At least 3 of 3 tests",
        "Data of either model",
        "Data of both models",
        "License approved by the OSI",
        "Below 25% of the points",
        "Below 75% of the points",
        "Not tested: Training data closed",
        "Not tested: License not open",
        "Not tested: Few criteria met",
        "Also tested: Fails the OSAID",
    ]
    assert found["Data of both models"] == replace(Rule(), data="both")
    assert found["Not tested: License not open"] == Rule(practice=("data_closed", "below_half"))
    assert len(set(found.values())) == len(found)


def test_a_rule_of_one_test_keeps_it_and_its_parameters_alone_change():
    names = [name for name, _ in neighbors(Rule(practice=("fails_osaid",), least=1))]
    assert [name for name in names if name.startswith(("Not tested", "At least", "Data", "Below"))] == []
    assert "Also tested: Training data closed" in names


def test_every_row_is_what_its_rule_finds_by_itself():
    own = mixed_frames()
    rule = Rule(practice=("below_half", "data_closed", "license_not_open"))
    grid = sensitivity(*own)
    found = one_change(grid, rule, ("corporate", "community"))
    assert found.schema == results.DEFINITIONS.schema
    for name, one in neighbors(rule):
        # The grid has a row for a group without a claim too.
        rows = found.filter(pl.col("definition") == name, pl.col("n") + pl.col("unknown_count") > 0).sort("group")
        if one.claim == "open_weights":
            assert rows.is_empty()
            continue
        expected = shares_by(judge(one, *own)).filter(pl.col("group") != "all").sort("group")
        assert rows.select("group", "n", "unknown_count").equals(expected.select("group", "n", "unknown_count")), name
        assert rows["share"].equals(expected["share"], null_equal=True), name


def test_groups_that_share_developers_differ_as_their_pair_does_by_itself():
    drawn = [
        (group, LICENSES[place % 3], *[("closed", "open")[place // 6 % 2]] * 2, place * 7 % 11, "fail")
        for place in range(24)
        for group in ("corporate", "community")
    ]
    own, parts, scored = frames(drawn)
    pair = ("language", "image")
    kinds = own.with_columns(
        developer_id=pl.format("d{}", pl.int_range(pl.len()) // 4),
        modality=pl.when(pl.int_range(pl.len()) % 2 == 0).then(pl.lit(pair[0])).otherwise(pl.lit(pair[1])),
    )
    grid = sensitivity(kinds, parts, scored, by="modality", below=[0.5], pair=pair)
    found = group_differences(grid, pair, keys=["rule_id"], common="common")
    assert (grid["common"].abs() > 0.1).any()
    rule = Rule(practice=("below_half", "data_closed"), least=2)
    judged = judge(rule, kinds, parts, scored).filter("is_claim")
    asked = pl.DataFrame([pair], schema=["group", "other_group"], orient="row")
    alone = pair_differences(judged, asked, by="modality", is_open="is_openwashing").row(0, named=True)
    (place,) = grid.filter(is_rule(rule), group=pair[0])["rule_id"]
    row = found.filter(rule_id=place).row(0, named=True)
    assert [row[name] for name in ("n", "difference", "lower", "upper")] == pytest.approx(
        [alone[name] for name in ("n", "difference", "lower", "upper")], abs=1e-9
    )
