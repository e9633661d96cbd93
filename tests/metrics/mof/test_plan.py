"""The cheapest way to the next class: worked by hand, and against every possible set of changes."""

from itertools import chain, combinations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.metrics.mof.mot_records import FALLS_BACK, ONE, THREE, TWO, listed, record

from openness.metrics import whatif
from openness.metrics.changes import COSTS
from openness.metrics.mof import plan as mof_plan
from openness.metrics.mof import score as mof
from openness.sources.mot.read import COMPONENTS

ALL = (*THREE, *TWO, *ONE)
KIND = {"Model parameters (Final)": "weights", "Model parameters (Intermediate)": "weights"}


def planned(components, costs=COSTS, **licenses):
    found = mof_plan.to_next_class(record(components, **licenses), costs)
    return found, [(change.component, change.kind) for change in found.changes]


def test_one_license_of_the_distribution_is_cheaper_than_six_own_ones():
    found, changes = planned(listed(*THREE), distribution="Llama 2 Community License")
    assert (found.goal, found.cost) == ("MOF Class III - Open Model", 1)
    assert changes == [("License of the distribution", "license")]
    assert found.changes[0].action == (
        "Make the license of the distribution, which covers Model architecture, Model parameters (Final), Model card, "
        "Data card, Technical report and Evaluation results, an open one"
    )


def test_own_licenses_are_changed_one_by_one():
    found, changes = planned(dict.fromkeys(THREE, "MIT") | {"Model card": "unlicensed", "Data card": "Undisclosed"})
    assert (found.cost, changes) == (2, [("Model card", "license"), ("Data card", "license")])


def test_the_license_of_a_type_covers_what_a_license_of_the_distribution_cannot():
    # Four documents under one license that is not open; code and data are open.
    found, changes = planned(listed(*THREE), distribution="MIT", document="CC-BY-NC-4.0")
    assert (found.cost, changes) == (1, [("License for document", "license")])


def test_a_single_component_gets_its_own_license_rather_than_a_shared_one():
    found, changes = planned(dict.fromkeys(THREE, "MIT") | {"Model card": FALLS_BACK})
    assert (found.cost, changes) == (1, [("Model card", "license")])


def test_what_is_missing_is_published_at_the_cost_of_its_kind():
    found, changes = planned(
        listed("Model card", "Data card", "Technical report", "Evaluation results"), document="MIT"
    )
    assert changes == [("Model architecture", "code"), ("Model parameters (Final)", "weights")]
    assert found.cost == COSTS["code"] + COSTS["weights"]


def test_what_is_said_not_to_be_included_has_to_be_published_not_licensed():
    found, changes = planned(listed(*THREE) | {"Data card": "Component not include."}, distribution="MIT")
    assert (found.cost, changes) == (2, [("Data card", "document")])


def test_an_open_paper_saves_the_report():
    components = listed(*THREE, "Research paper") | {"Technical report": "CC-BY-NC-4.0"}
    found, changes = planned(components, distribution="MIT")
    assert (found.goal, len(changes)) == ("MOF Class II - Open Tooling Model", 4)
    # The paper is there without an open license, the report is not there at all: a license costs less than a report.
    components = dict.fromkeys(THREE, "MIT") | {"Research paper": "CC-BY-NC-4.0"}
    del components["Technical report"]
    found, changes = planned(components)
    assert (found.goal, changes) == ("MOF Class III - Open Model", [("Research paper", "license")])


def test_class_one_asks_for_the_paper_even_with_a_report():
    found, changes = planned(listed(*(name for name in ALL if name != "Research paper")), distribution="MIT")
    assert (found.goal, changes) == ("MOF Class I - Open Science Model", [("Research paper", "document")])


def test_class_one_does_not_ask_for_a_report_beside_the_paper():
    components = listed(*(name for name in ALL if name not in {"Technical report", "Datasets"}))
    _, changes = planned(components, distribution="MIT")
    assert changes == [("Datasets", "data")]


def test_a_license_that_is_open_and_misspelled_is_rewritten():
    found, _ = planned(listed(*THREE), distribution="Apache 2.0")
    assert found.cost == 1
    assert found.changes[0].action.endswith("as Apache-2.0, the identifier that the tool knows")


def test_in_class_one_nothing_is_to_be_changed():
    found, changes = planned(listed(*ALL), distribution="MIT")
    assert (found.goal, found.cost, changes) == ("MOF Class I - Open Science Model", 0, [])
    assert whatif.text(found) == "What if: MOF Class I - Open Science Model is reached."


def test_other_costs_give_other_plans():
    components = dict.fromkeys(THREE, "MIT") | {"Research paper": "CC-BY-NC-4.0"}
    del components["Technical report"]
    _, changes = planned(components, COSTS | {"license": 3.0})
    assert changes == [("Technical report", "document")]


def test_without_knowing_where_licenses_stand_each_counts_as_its_own():
    rows = record(listed(*THREE), distribution="Llama 2 Community License").drop("license_from")
    assert mof_plan.to_next_class(rows).cost == 6


def test_no_rows_give_no_plan():
    assert mof_plan.to_next_class(record({}).clear()) is None
    assert whatif.text(None) == "What if: too little is known of it for a plan."
    assert whatif.document(None) is None


def apply(components, licenses, changes):
    """The record after some changes, each ``own:<component>``, ``publish:<component>`` or a scope."""
    components, licenses = dict(components), dict(licenses)
    for change in changes:
        kind, _, name = change.partition(":")
        if name:
            components[name] = "MIT"
        else:
            licenses[kind] = "MIT"
    return components, licenses


def score(components, licenses):
    """The class by the tool's rule in plain Python, 0 to 3."""
    included = set()
    for name, own in components.items():
        text = own
        if own is FALLS_BACK:
            text = licenses.get(COMPONENTS[name]) or licenses.get("distribution")
        if text == "MIT":
            included.add(name)
    slot = {"Technical report"} if "Research paper" in included and "Technical report" not in included else set()
    needs = [set(THREE), {*THREE, *TWO}, {*THREE, *TWO, *ONE}]
    return next((k for k, needed in enumerate(needs) if needed - included - slot), 3)


@settings(max_examples=25)
@given(
    st.fixed_dictionaries(
        {name: st.sampled_from(["absent", "MIT", "CC-BY-NC-4.0", FALLS_BACK, FALLS_BACK, FALLS_BACK]) for name in THREE}
        | {"Research paper": st.sampled_from(["absent", "absent", "MIT", "CC-BY-NC-4.0", FALLS_BACK])}
    ),
    st.dictionaries(
        st.sampled_from(["distribution", "code", "data", "document"]), st.sampled_from(["MIT", "Undisclosed"])
    ),
)
def test_no_set_of_changes_is_cheaper(states, licenses):
    components = {name: own for name, own in states.items() if own != "absent"}
    start = score(components, licenses)
    if start > 0:
        return
    moves = dict.fromkeys(("distribution", "code", "data", "document"), 1.0)
    for name in states:
        if name in components:
            moves[f"own:{name}"] = 1.0
        else:
            moves[f"publish:{name}"] = COSTS[KIND.get(name, COMPONENTS[name])]
    sets = chain.from_iterable(combinations(moves, size) for size in range(len(moves) + 1))
    cheapest = min(
        sum(moves[one] for one in chosen) for chosen in sets if score(*apply(components, licenses, chosen)) > 0
    )
    found = mof_plan.to_next_class(record(components, **licenses))
    assert found.cost == cheapest
    # And the plan does what it says.
    names = {f"License for {kind}": kind for kind in ("code", "data", "document")}
    names["License of the distribution"] = "distribution"
    changes = [names.get(change.component, f"own:{change.component}") for change in found.changes]
    after, after_licenses = apply(components, licenses, changes)
    assert mof.scores_of(record(after, **after_licenses))["score"].item() == 1


def test_plans_of_real_records_name_the_next_class(real):
    from openness.metrics import native

    rows = native.edition("mot", "2026-05-11").components
    goals = pl.Series(
        [
            mof_plan.to_next_class(one).goal
            for one in rows.filter(pl.col("release_id") < "mot:c").partition_by("release_id")
        ]
    )
    assert set(goals) == {"MOF Class I - Open Science Model", "MOF Class III - Open Model"}


@pytest.mark.parametrize("name", ["release_gradient", "moff"])
def test_a_metric_without_a_goal_is_refused_by_name(name):
    with pytest.raises(whatif.UnknownNameError, match="unknown metric with a what-if"):
        whatif.what_if(name, record({}))
