"""What cleaning makes of records of the Model Openness Tool."""

import polars as pl
import pytest
import yaml
from tests.sources.cleaned import components, releases

from openness.project import paths
from openness.sources.mot import clean as mot
from openness.tables import store as tables


def test_the_day_a_record_was_edited_is_never_a_release_date(real):
    assert releases("mot", "release_id", "release_date", "date_precision") == [
        ("mot:heron-7b", None, "none"),
        ("mot:stork", None, "none"),
    ]
    assert tables.read("releases").filter(source="mot")["date_precision"].unique().to_list() == ["none"]


def test_a_component_has_its_own_license_else_that_of_its_type_else_that_of_all():
    found = {name: rest for name, *rest in components("mot", "mot:heron-7b", "component", "license_raw", "status")}
    assert len(found) == 17
    assert found["Supporting libraries and tools"] == ["Apache 2.0", "open"]
    assert found["Model parameters (Final)"] == ["CC-BY-NC-4.0", "closed"]
    assert found["Training code"] == ["MIT", "open"]
    # A license field that is there and blank says that there is none, whatever the release says.
    assert found["Model card"] == [" ", "unlicensed"]
    places = dict(components("mot", "mot:heron-7b", "component", "license_from"))
    assert places["Supporting libraries and tools"] == "own"
    assert places["Model parameters (Final)"] == "data"
    assert places["Training code"] == "distribution"
    assert places["Technical report"] is None
    assert components("mot", "mot:stork", "license_from")[6] == ("none",)


def test_what_a_record_says_of_a_component_that_is_not_included_is_kept():
    found = {name: rest for name, *rest in components("mot", "mot:heron-7b", "component", "status", "license_raw")}
    assert found["Research paper"] == ["missing", "Component not include."]
    assert found["Technical report"] == ["missing", None]


def test_missing_unlicensed_and_not_open_are_three_statuses():
    found = dict(components("mot", "mot:heron-7b", "component", "status"))
    assert found["Datasets"] == "unlicensed"
    assert found["Research paper"] == "missing"
    assert found["Technical report"] == "missing"
    other = {name: rest for name, *rest in components("mot", "mot:stork", "component", "status", "license_ids")}
    assert other["Model parameters (Final)"] == ["unlicensed", ["NOASSERTION"]]
    # A license nobody discloses is not an open one; it is not "no license" either.
    assert other["Model card"] == ["closed", ["NOASSERTION"]]


def test_unlicensed_is_no_license_and_not_the_unlicense(real):
    (ids,) = components("mot", "mot:heron-7b", "component", "license_ids")[8][1:]
    assert ids == ["NONE"]
    rows = tables.read("components").filter(source="mot", vintage="2026-05-11", license_raw="unlicensed")
    assert (rows.height, rows["status"].unique().to_list()) == (844, ["unlicensed"])
    assert rows["license_ids"].list.join("+").unique().to_list() == ["NONE"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Component not include", True),
        ("Component Not Include", True),
        ("Component Component not included", True),
        ("Component not included but listed sources", True),
        ("not included", False),
        ("Component license not included in MIT", False),
        ("MIT", False),
    ],
)
def test_a_component_said_not_to_be_included_is_missing(text, expected):
    assert pl.Series([text]).str.contains(mot.NOT_INCLUDED).item() is expected


def test_a_name_where_a_link_belongs_is_no_evidence():
    links = dict(components("mot", "mot:heron-7b", "component", "evidence_url"))
    assert links["Supporting libraries and tools"] == "pkg:pypi/heron"
    assert links["Datasets"] == "https://example.org/data"
    other = dict(components("mot", "mot:stork", "component", "evidence_url"))
    assert other["Model parameters (Final)"] is None


def test_every_real_record_of_the_tool_has_all_17_components(real):
    rows = tables.read("components").filter(source="mot", vintage="2026-05-11")
    assert rows.group_by("release_id").len()["len"].unique().to_list() == [17]
    listed = rows.filter(pl.col("status") != "missing").height
    log = tables.read("cleaning_log").filter(source="mot", vintage="2026-05-11", kind="unrecognized")
    said_missing = log.height
    assert (listed, said_missing) == (1812, 22)


def test_every_edition_is_read_by_the_names_of_its_own_time(real):
    """Until April 2025 all parts stood in every record, with a license name that says whether they were there."""
    rows = tables.read("components").filter(source="mot")
    counts = rows.group_by("vintage", "status").len().sort("vintage", "status")
    told = {vintage: {} for vintage in counts["vintage"].unique().sort()}
    for vintage, status, count in counts.iter_rows():
        told[vintage][status] = count
    assert told == {
        "2024-09-30": {"closed": 104, "missing": 773, "open": 208, "unlicensed": 495},
        "2024-11-30": {"closed": 197, "missing": 1662, "open": 293, "unlicensed": 851},
        "2025-03-20": {"closed": 252, "missing": 1819, "open": 336, "unlicensed": 937},
        "2025-07-29": {"closed": 271, "missing": 2685, "open": 421, "unlicensed": 839},
        "2025-10-30": {"closed": 271, "missing": 2685, "open": 421, "unlicensed": 839},
        "2025-12-30": {"closed": 293, "missing": 2807, "open": 662, "unlicensed": 845},
        "2026-03-25": {"closed": 293, "missing": 2807, "open": 662, "unlicensed": 845},
        "2026-05-11": {"closed": 299, "missing": 2829, "open": 668, "unlicensed": 845},
    }
    # What was pending evaluation has no row: 219 records of 17 parts less 2,143 of those.
    assert sum(told["2024-09-30"].values()) == 219 * 17 - 2143


@pytest.mark.upstream
@pytest.mark.parametrize("edition", ["2024-09-30", "2024-11-30", "2025-03-20", "2026-03-25"])
def test_every_license_of_an_edition_is_that_of_the_native_file(real, upstream, edition):
    facts_ = pl.read_csv(paths.raw() / "mot" / f"{edition}.csv", infer_schema=False)
    rows = {row["file"]: row for row in facts_.iter_rows(named=True)}
    files = sorted((upstream / "mot" / edition / "models").glob("*.yml"))
    assert {path.name for path in files} == set(rows)
    compared = 0
    for path in files:
        for part in yaml.safe_load(path.read_text("utf-8"))["release"]["components"]:
            native = part.get("license", part.get("license_name"))
            found = rows[path.name].get(f"{part['name']}.license")
            assert (found or "") == (native or ""), (path.name, part["name"])
            compared += 1
    assert compared == {"2024-09-30": 3723, "2024-11-30": 3944, "2025-03-20": 4216, "2026-03-25": 1822}[edition]
