"""The cheapest way to half of the points of the index."""

from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.metrics.changes import COSTS
from openness.metrics.osai import plan as osai_plan
from openness.sources.osai import CRITERIA
from openness.tables import schema
from openness.tables import store as tables

TWELVE = [name for name in CRITERIA if name not in {"package", "api"}]
POINTS = {"open": 1.0, "partial": 0.5}


def components(statuses):
    return pl.DataFrame(
        [
            ["osai:x", "osai", "2030-01-01", name, status, None, ["NOASSERTION"], "NOASSERTION", None, None]
            for name, status in statuses.items()
        ],
        schema=tables.polars_schema(schema.COMPONENTS),
        orient="row",
    )


def planned(statuses, costs=COSTS):
    found = osai_plan.to_half(components(statuses), costs)
    return found, [(change.component, change.now, change.then) for change in found.changes]


def test_nothing_is_to_be_done_at_half_of_the_points():
    found, changes = planned(dict.fromkeys(TWELVE, "partial"))
    assert (found.goal, found.cost, changes) == ("half of the points of the index (6 of 12)", 0, [])


def test_a_license_is_the_cheapest_point_and_half_a_point_costs_half():
    # 5.5 of 12 with the license closed and the paper partial: half a point is missing, at 0.5 or 1.
    statuses = dict.fromkeys(TWELVE, "closed") | dict.fromkeys(TWELVE[:5], "open") | {"paper": "partial"}
    found, changes = planned(statuses)
    assert (found.cost, changes) == (0.5, [("licenses", "closed", "partial")])


def test_two_documents_are_cheaper_than_weights_and_data():
    # 4 of 12: two points are missing; a document costs 2, code 3, weights 4, data 5.
    statuses = dict.fromkeys(TWELVE, "closed") | {
        "licenses": "open",
        "paper": "open",
        "preprint": "open",
        "code": "open",
    }
    found, changes = planned(statuses)
    assert found.cost == 4
    assert {name for name, *_ in changes} <= {"hardware_architecture", "modelcard", "datasheet"}


def test_a_blank_is_raised_like_a_closed_criterion():
    statuses = dict.fromkeys(TWELVE, "open") | dict.fromkeys(TWELVE[:6], "closed") | {"licenses": "missing"}
    _, changes = planned(statuses)
    assert changes == [("licenses", "missing", "open")]


def test_what_does_not_exist_cannot_be_opened():
    statuses = dict.fromkeys(TWELVE, "not_applicable") | {"paper": "closed"}
    assert osai_plan.to_half(components(statuses)) is None


def test_an_entry_of_which_nothing_is_judged_has_no_plan():
    assert osai_plan.to_half(components(dict.fromkeys(TWELVE, "missing"))) is None


def test_half_of_14_is_7():
    found, _ = planned(dict.fromkeys(CRITERIA, "closed"))
    assert found.goal == "half of the points of the index (7 of 14)"
    assert sum(POINTS[change.then] for change in found.changes) == 7


FEW = ["datasources_endmodel", "weights_endmodel", "trainingcode", "paper", "modelcard", "licenses"]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["open", "partial", "closed", "not_applicable"]), min_size=6, max_size=6))
def test_no_set_of_changes_is_cheaper(statuses):
    now = dict(zip(FEW, statuses, strict=True))
    if not set(statuses) & {"open", "partial", "closed"}:
        return
    options = []
    for name, status in now.items():
        have, cost = POINTS.get(status, 0.0), COSTS[osai_plan.KIND_OF[name]]
        reach = [have] if status == "not_applicable" else [points for points in (0.0, 0.5, 1.0) if points >= have]
        options.append([(points, (points - have) * cost) for points in reach])
    costs = [
        sum(cost for _, cost in chosen)
        for chosen in product(*options)
        if sum(points for points, _ in chosen) >= len(now) / 2
    ]
    found = osai_plan.to_half(components(now))
    assert (found.cost if found else None) == pytest.approx(min(costs)) if costs else found is None
