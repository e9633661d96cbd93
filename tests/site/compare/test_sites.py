from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from openness.project import paths
from openness.project.errors import BadFileError, BadValueError, MissingFileError
from openness.site import report
from openness.site.compare import command as comparing
from openness.site.compare import sites as compare

from tests.site.conftest import SPEC, code, make_project, write_notebook  # isort: skip


def chart(name: str, rows: str) -> str:
    """Return a cell that shows a chart of our own of some rows, an expression over the notebook's parameters."""
    spec = json.loads(json.dumps(SPEC))
    spec["usermeta"]["openness"] |= {"name": name, "columns": ["year", "group", "n"]}
    text = repr(spec).replace(repr(spec["vconcat"][0]["data"]["values"]), rows)
    return (
        "from IPython.display import display\n"
        f'display({{"application/vnd.openness.chart+json": {text}, "text/plain": "a chart"}}, raw=True)'
    )


COUNTS = '[{"year": "2020", "group": "a", "n": 2 * times}, {"year": "2021", "group": "a", "n": 7}]'
STILL = '[{"year": "2020", "group": "a", "n": 1}]'


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Two sites of two reports: with other parameters, and one of them with another edition of the data."""
    root = make_project(tmp_path_factory.mktemp("two"))
    parameters = 'times: int = 1  # how often\nvintage: str = "2030-01-31"  # which edition'
    write_notebook(
        root / "notebooks" / "01_counts.ipynb",
        "# Counts",
        code(parameters, "parameters"),
        code('print(f"tiny {vintage}")', "vintages"),
        code(chart("counts", COUNTS)),
        code(chart("still", STILL)),
    )
    write_notebook(root / "notebooks" / "02_fixed.ipynb", "# Fixed", code(chart("still", STILL)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(paths.ROOT_VARIABLE, str(root))
        report.make_report(progress=False)
        report.make_report(
            only=["counts"], parameters={"times": 3, "vintage": "2029-05-05"}, out=root / "other", progress=False
        )
        yield root / "reports" / "latest", root / "other"


def test_numbers_that_moved_come_with_what_differs_in_their_making(sites: tuple[Path, Path]) -> None:
    found = compare.compare_sites(*sites)
    assert found.numbers.rows() == [("counts", "counts", "2020", "n", "2", "6", 4.0, "moved")]
    counts, fixed = found.reports
    assert counts.reasons == (
        "parameter times: 1 -> 3",
        "parameter vintage: 2030-01-31 -> 2029-05-05",
        "data of tiny: edition 2030-01-31 -> 2029-05-05",
    )
    assert (counts.charts, counts.moved, counts.sites) == (2, 1, "both")
    assert counts.sentence() == snapshot(
        "counts: 1 value of 2 charts differs. Differences in the making, any of which may be why: "
        "parameter times: 1 -> 3; parameter vintage: 2030-01-31 -> 2029-05-05; "
        "data of tiny: edition 2030-01-31 -> 2029-05-05."
    )
    assert fixed.sentence() == snapshot("fixed: only the site before has this report.")
    assert found.finding() == snapshot(
        "reports/latest and other share 1 report; 1 of them differs, in 1 value of charts."
    )


def test_a_site_does_not_differ_from_itself(sites: tuple[Path, Path]) -> None:
    found = compare.compare_sites(sites[0], sites[0])
    assert found.numbers.is_empty()
    assert [one.reasons for one in found.reports] == [(compare.NOTHING,)] * 2
    assert found.reports[0].sentence() == snapshot("counts: no value of its 2 charts differs.")


def test_a_file_that_was_edited_or_lost_is_no_evidence(sites: tuple[Path, Path], tmp_path: Path) -> None:
    copy = Path(shutil.copytree(sites[1], tmp_path / "copy"))
    table = copy / "charts" / "counts" / "counts.csv"
    table.write_text("year,group,n\n", encoding="utf-8")
    with pytest.raises(BadFileError, match=r"counts\.csv is not the file that its manifest lists"):
        compare.compare_sites(sites[0], copy)
    table.unlink()
    with pytest.raises(MissingFileError, match=r"counts\.csv cannot be read, though its manifest lists it"):
        compare.compare_sites(sites[0], copy)
    (copy / "manifest.json").write_text("[", encoding="utf-8")
    with pytest.raises(MissingFileError, match=r"holds no site: it has no manifest\.json"):
        compare.compare_sites(copy, sites[0])


TOLD = {"parameters": {}, "status": "ok", "notebook": "n", "vintages": [{"source": "a", "vintage": "1", "sha256": "x"}]}
INPUTS = {"code": "c", "data": "d", "packages": {"polars": "2.0", "altair": "6.3"}}


@pytest.mark.parametrize(
    ("told", "inputs", "expected"),
    [
        ({}, {}, [compare.NOTHING]),
        ({"notebook": "m"}, {}, ["the notebook is another"]),
        ({}, {"code": "e"}, ["the package's code is another"]),
        ({}, {"data": "e"}, ["the processed tables are others, of the same editions"]),
        ({}, {"packages": {"polars": "2.1"}}, ["altair 6.3 -> none", "polars 2.0 -> 2.1"]),
        ({"vintages": []}, {"data": "e"}, ["data of a: edition 1 -> none"]),
        (
            {"vintages": [{"source": "a", "vintage": "1", "sha256": "y"}]},
            {"data": "e"},
            ["the raw facts of a 1 are others"],
        ),
        ({"parameters": {"since": 2020}}, {}, ["parameter since: not a parameter -> 2020"]),
        ({"status": "failed", "failure": {"cell": 3}}, {}, ["the report after failed in cell 3"]),
    ],
)
def test_every_reason_is_found_in_the_manifests(told: dict, inputs: dict, expected: list[str]) -> None:
    assert compare.reasons(TOLD, TOLD | told, INPUTS, INPUTS | inputs) == expected


def test_code_that_a_report_does_not_rest_on_is_no_reason() -> None:
    told = TOLD | {"code": "r"}
    assert compare.reasons(told, told, INPUTS, INPUTS | {"code": "e"}) == [compare.NOTHING]
    assert compare.reasons(told, told | {"code": "s"}, INPUTS, INPUTS) == ["the package's code is another"]


def test_one_difference_is_named_as_the_only_one_and_none_as_a_fault() -> None:
    one = compare.ReportDifference("a", "A", "both", 3, 2, ("the notebook is another",), ("x",), ())
    assert one.sentence() == snapshot(
        "a: 2 values of 3 charts differ; without counterpart after: x. The one recorded difference in the making: the "
        "notebook is another."
    )
    none = compare.ReportDifference("a", "A", "both", 3, 2, (compare.NOTHING,))
    assert none.sentence().endswith("Nothing that the manifests record differs, so the report does not repeat itself.")
    still = compare.ReportDifference("a", "A", "both", 3, 0, ("the notebook is another",))
    assert still.sentence() == snapshot("a: no value of its 3 charts differs, although the notebook is another.")


ASKED = {"source": "epoch", "vintage": "latest", "definition": "open_weights", "since": 2018, "until": None}


@pytest.mark.parametrize(
    ("changed", "command"),
    [
        (
            {"vintage": "2025-04-23"},
            "openness compare epoch@latest epoch@2025-04-23 --definition open_weights --since 2018",
        ),
        ({"vintage": "2025-04-23", "since": 2019}, ""),
        ({"source": "osai", "vintage": "2025-05-12"}, ""),
        ({}, ""),
    ],
)
def test_reports_of_two_editions_lead_to_the_split_by_causes(changed: dict, command: str) -> None:
    assert compare.split_command(ASKED, ASKED | changed) == command


def test_a_manifest_that_records_less_is_said_to() -> None:
    older = {"parameters": {"since": 2020}, "status": "ok"}
    assert compare.reasons(older, TOLD, None, INPUTS) == [
        "parameter since: 2020 -> not a parameter",
        compare.NOT_RECORDED,
    ]


def test_the_manifest_records_code_data_packages_and_editions(sites: tuple[Path, Path]) -> None:
    manifest = json.loads((sites[1] / "manifest.json").read_bytes())
    assert manifest["inputs"].keys() == {"code", "data", "packages"}
    assert "polars" in manifest["inputs"]["packages"]
    (counts,) = manifest["reports"]
    assert counts["vintages"] == [{"source": "tiny", "vintage": "2029-05-05", "sha256": "fedcba9876543210fedc"}]


def test_the_page_of_two_sites_stands_alone(sites: tuple[Path, Path], tmp_path: Path) -> None:
    found = comparing.compare(*map(str, sites), {})
    found.write_page(tmp_path / "new" / "page.html")
    page = (tmp_path / "new" / "page.html").read_text(encoding="utf-8")
    assert "<h1>From reports/latest to other</h1>" in page
    assert "<td>2020</td><td>n</td><td>2</td><td>6</td>" in page
    assert '<h2 id="section-2">Counts</h2>' in page
    assert "href=" not in page.replace('href="#main"', "").replace('href="data:,"', "")
    assert ":root {" in page
    document = found.document()
    assert json.loads(json.dumps(document))["numbers"][0]["change"] == 4.0
    with pytest.raises(BadValueError, match="is a folder; expected a file"):
        found.write_page(tmp_path)


def test_options_for_editions_are_refused_for_reports(sites: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(BadValueError, match="--country is for editions"):
        comparing.compare(*map(str, sites), {"countries": ("France",)})
    with pytest.raises(BadValueError, match="--releases is for editions"):
        comparing.compare(*map(str, sites), {}, by_release=True)
    with pytest.raises(MissingFileError, match="nope is no folder of a report"):
        comparing.compare(str(sites[0]), str(tmp_path / "nope"), {})


def rows_of(text: str) -> list[dict[str, str]]:
    return compare.read(text.encode())


SHARES = "period,group,n,share\n2023,corporate,4,0.5\n2023,community,2,1.0\n2024,corporate,5,\n"


def test_numbers_that_moved_are_named_by_period_and_group() -> None:
    other = SHARES.replace("corporate,4,0.5", "corporate,8,0.25")
    assert compare.differences(rows_of(SHARES), rows_of(other)) == [
        compare.Difference("2023, corporate", "n", "4", "8", 4.0, "moved"),
        compare.Difference("2023, corporate", "share", "0.5", "0.25", -0.25, "moved"),
    ]


def test_a_value_that_is_missing_in_one_has_no_change() -> None:
    other = SHARES.replace("2024,corporate,5,", "2024,corporate,5,0.4")
    assert compare.differences(rows_of(SHARES), rows_of(other)) == [
        compare.Difference("2024, corporate", "share", "", "0.4", None, "reworded")
    ]


def test_rows_of_one_table_alone_are_added_or_removed() -> None:
    other = SHARES.replace("2024,corporate,5,", "2025,corporate,5,")
    assert compare.differences(rows_of(SHARES), rows_of(other)) == [
        compare.Difference("2025, corporate", "", None, "period 2025, group corporate, n 5", None, "added"),
        compare.Difference("2024, corporate", "", "period 2024, group corporate, n 5", None, None, "removed"),
    ]


def test_the_order_of_rows_and_the_last_digits_do_not_matter() -> None:
    head, *body = SHARES.splitlines()
    assert compare.differences(rows_of(SHARES), rows_of("\n".join([head, *reversed(body)]))) == []
    assert compare.differences(rows_of(SHARES), rows_of(SHARES.replace("0.5", "0.50000000000000011"))) == []


def test_text_beside_the_names_of_a_row_is_a_value() -> None:
    old, new = "item,note,n\na,old,1\nb,,2\n", "item,note,n\na,new,1\nb,,2\n"
    assert compare.differences(rows_of(old), rows_of(new)) == [
        compare.Difference("a", "note", "old", "new", None, "reworded")
    ]


def test_rows_that_nothing_tells_apart_are_matched_by_their_order() -> None:
    old, new = "group,n\na,1\na,1\n", "group,n\na,1\na,1\na,1\n"
    (found,) = compare.differences(rows_of(old), rows_of(new))
    assert (found.row, found.kind) == ("a (3)", "added")


def test_a_table_against_none_is_all_added() -> None:
    assert [one.kind for one in compare.differences([], rows_of(SHARES))] == ["added"] * 3
    assert [one.kind for one in compare.differences(rows_of(SHARES), [])] == ["removed"] * 3
    assert compare.differences([], []) == []


CELL = st.sampled_from(["", "1", "2", "0.5", "x", "nan"])


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=6))
def test_a_table_never_differs_from_itself(cells: list[tuple[str, str, str]]) -> None:
    table = [dict(zip(("period", "group", "n"), row, strict=True)) for row in cells]
    assert compare.differences(table, table) == []
    turned = compare.differences(table, table[1:])
    assert all(one.kind in ("removed", "moved", "reworded") for one in turned)
