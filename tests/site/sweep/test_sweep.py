"""Sweeps: what is run, that each member is the report run alone, and what the page says of all."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.cli import main
from openness.project import paths
from openness.project.errors import BadFileError, BadValueError, UnknownNameError
from openness.site import report
from openness.site.run.parameters import Declared, parse
from openness.site.sweep import command, grid, page, picture, tables
from openness.site.sweep.tables import Table

from tests.site.conftest import SPEC, code, make_project, write_notebook  # isort: skip

PARAMETERS = (
    Declared("definition", "string", "a", "", is_optional=False),
    Declared("since", "integer", 2018, "", is_optional=True),
    Declared("countries", "list", [], "", is_optional=False),
)
COUNTS = '[{"year": "2020", "group": "a", "n": 2 * times}, {"year": "2021", "group": "a", "n": 7}]'


def chart(rows: str) -> str:
    """Return a cell that shows a chart of some rows, an expression over the notebook's parameters."""
    spec = json.loads(json.dumps(SPEC))
    spec["usermeta"]["openness"] |= {"name": "counts", "columns": ["year", "group", "n"]}
    text = repr(spec).replace(repr(spec["vconcat"][0]["data"]["values"]), rows)
    return (
        "from IPython.display import display\n"
        f'display({{"application/vnd.openness.chart+json": {text}, "text/plain": "a chart"}}, raw=True)'
    )


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[command.SweepResult]:
    """A sweep over two values, the second of which makes the report fail after its finding."""
    root = make_project(tmp_path_factory.mktemp("sweep"))
    write_notebook(
        root / "notebooks" / "01_counts.ipynb",
        "# Counts",
        code('times: int = 1  # how often\nword: str = "x"  # which', "parameters"),
        code("from IPython.display import Markdown"),
        code('Markdown(f"Told **{times}** times & {word}.")', "finding"),
        code('print("tiny 2030-01-31")', "vintages"),
        code(chart(COUNTS)),
        code('assert times < 5, "too often"'),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(paths.ROOT_VARIABLE, str(root))
        yield command.sweep(["counts"], {"times": "1,3,6", "word": "y"})


def test_every_member_is_the_report_run_alone(swept: command.SweepResult, tmp_path: Path) -> None:
    for folder, times in zip(swept.folders, ("1", "3", "6"), strict=True):
        alone = tmp_path / times
        report.make_report(["counts"], {"times": times, "word": "y"}, out=alone, progress=False)
        names = {path.relative_to(alone) for path in alone.rglob("*") if path.is_file()}
        assert "counts.html" in {str(name) for name in names}
        assert names == {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
        assert [name for name in names if (alone / name).read_bytes() != (folder / name).read_bytes()] == []


def test_folders_have_names_that_a_person_can_read(swept: command.SweepResult) -> None:
    assert swept.index.parent.name == "sweep-counts_times-1+3+6_word-y"
    assert [one.name for one in swept.folders] == ["times-1", "times-3", "times-6"]


def test_the_page_sets_findings_and_values_side_by_side(swept: command.SweepResult) -> None:
    text = swept.index.read_text(encoding="utf-8")
    assert "Told 1 times &amp; y." in text
    assert "Told 3 times &amp; y." in text
    assert 'href="times-3/counts.html"' in text
    assert '<td>2020</td><td class="number">2</td><td class="number">6</td>' in text
    assert 'src="data:image/png;base64,' in text
    assert "openness report --only counts -p times=1,3,6 -p word=y --sweep" in text


def test_a_member_that_fails_is_said_and_the_others_stand(swept: command.SweepResult) -> None:
    assert swept.failed == ["FAILED Times: 6: Stopped in cell 7: AssertionError: too often"]
    assert "Stopped in cell 7: AssertionError: too often" in swept.index.read_text(encoding="utf-8")


def test_all_values_stand_in_one_table_with_the_parameters(swept: command.SweepResult) -> None:
    rows = list(csv.reader((swept.index.parent / "sweep.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[:4] == [
        ["folder", "times", "chart", "row", "column", "value"],
        ["times-1", "1", "counts", "2020", "n", "2.0"],
        ["times-3", "3", "counts", "2020", "n", "6.0"],
        ["times-6", "6", "counts", "2020", "n", "12.0"],
    ]


@pytest.mark.parametrize(
    ("only", "texts", "said"),
    [
        ([], {"times": "1,2"}, "a sweep is of one report: name it with --only NAME, found 0 of them"),
        (["counts"], {"times": "1"}, "nothing to sweep: give a parameter several values, such as -p definition=a,b,c"),
        (["counts"], {"times": "1,1"}, "parameter 'times' has a value twice: 1, 1"),
        (["counts"], {"times": "1,+1"}, "'Times: 1' and 'Times: +1' are the same report"),
        (["counts"], {"times": "1,,2"}, "parameter 'times' has an empty value among those to sweep: '1,,2'"),
        (["counts"], {"times": "1,often"}, "parameter 'times' expects integer, found 'often'"),
    ],
)
def test_what_cannot_be_swept_is_refused_before_anything_runs(project, only, texts, said):
    write_notebook(
        project / "notebooks" / "01_counts.ipynb", "# Counts", code("times: int = 1  # how often", "parameters")
    )
    with pytest.raises(BadValueError) as caught:
        command.sweep(only, texts)
    assert str(caught.value) == said
    assert not (project / "reports").exists()


def test_values_of_a_list_are_parted_by_semicolons():
    found = grid.axes({"definition": "a,b", "countries": "DE,FR;US"}, PARAMETERS)
    assert found == {"definition": ["a", "b"], "countries": ["DE,FR", "US"]}


def test_a_grid_file_gives_values_as_yaml(tmp_path):
    path = tmp_path / "grid.yml"
    path.write_text("definition: b\nsince: [2018, null]\ncountries: [[DE, FR], [], US]\n", encoding="utf-8")
    found = grid.read_axes(path, PARAMETERS)
    assert found == {"definition": ["b"], "since": ["2018", "none"], "countries": ["DE,FR", "", "US"]}
    assert [parse(text, PARAMETERS[2]) for text in found["countries"]] == [["DE", "FR"], [], ["US"]]
    # One list alone is one value of a parameter that is a list.
    path.write_text("countries: [DE, FR]\n", encoding="utf-8")
    assert grid.read_axes(path, PARAMETERS) == {"countries": ["DE,FR"]}


@pytest.mark.parametrize("content", ["- a\n", "", "since: {a: 1}\n", "since: [[1]]\n", "since: []\n", "2: [1]\n"])
def test_a_file_that_is_no_grid_is_refused(tmp_path, content):
    path = tmp_path / "grid.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadFileError):
        grid.read_axes(path, PARAMETERS)


def test_a_parameter_that_there_is_not_is_named():
    with pytest.raises(UnknownNameError, match="definitoin"):
        grid.axes({"definitoin": "a,b"}, PARAMETERS)


def test_more_members_than_anybody_reads_are_refused():
    with pytest.raises(BadValueError, match="a sweep of 65 reports is too many; expected at most 64"):
        grid.members({"since": [str(year) for year in range(65)]})


@given(
    st.dictionaries(
        st.sampled_from(["definition", "since", "countries"]),
        st.lists(st.text(min_size=1), min_size=2, max_size=4, unique=True),
        min_size=1,
    )
)
def test_members_are_every_combination_once_each_in_a_folder_of_its_own(values):
    found = grid.members(values)
    combinations = {tuple(one.given.items()) for one in found}
    size = 1
    for own in values.values():
        size *= len(own)
    assert len(found) == len(combinations) == size
    names = [command.member_name(one) for one in found]
    assert len(set(names)) == size
    assert all(name == Path(name).name and name not in {".", ".."} for name in names)


def test_a_row_that_a_member_lacks_stays_in_its_place_in_time():
    later = [{"period": "2021", "share": "0.5", "lower": "0.4"}, {"period": "2022", "share": "0.75", "lower": "0.4"}]
    earlier = [{"period": "2020", "share": "0.25", "lower": "0.1"}, *later[:1]]
    (found,) = tables.side_by_side([{"one": later}, {"one": earlier}])
    assert found == Table(
        "one", "share", ("period",), {("2020",): (None, 0.25), ("2021",): (0.5, 0.5), ("2022",): (0.75, None)}
    )


def test_what_an_interval_is_around_is_the_value_else_the_first_fraction_else_the_first_number():
    rows = [{"row": "a", "n": "3", "mean": "0.5", "share": "0.1", "lower": "0.0"}]
    (found,) = tables.side_by_side([{"one": rows}])
    assert found.value == "share"
    (found,) = tables.side_by_side([{"one": [{"row": "a", "n": "3", "mean": "0.5"}]}])
    assert found.value == "mean"
    (found,) = tables.side_by_side([{"one": [{"row": "a", "n": "3"}]}])
    assert found.value == "n"
    assert tables.side_by_side([{"one": [{"row": "a"}]}, {}]) == []


def test_a_chart_is_drawn_only_where_it_can_be_read():
    few = Table("one", "share", ("row",), {(str(row),): (0.1, 0.2) for row in range(picture.MOST_ROWS)})
    many = Table("one", "share", ("row",), {(str(row),): (0.1, 0.2) for row in range(picture.MOST_ROWS + 1)})
    empty = Table("one", "share", ("row",), {("a",): (None, None)})
    assert picture.spec(few, ["x", "y"]) is not None
    assert picture.spec(many, ["x", "y"]) is None
    assert picture.spec(empty, ["x", "y"]) is None


def test_the_finding_of_a_page_is_read_as_plain_text():
    html = '<section class="finding" aria-label="Finding">\n<p>A &amp; <a href="x">b</a>.</p>\n</section>'
    assert page.finding(html) == "A & b."
    assert page.finding("<p>none</p>") == ""


@pytest.mark.parametrize("options", [["--sweep", "-p", "since=2018,2021"], ["--only", "counts", "--grid", "none.yml"]])
def test_the_command_refuses_in_one_line(project, capsys, options):
    write_notebook(project / "notebooks" / "01_counts.ipynb", "# Counts", code("since: int = 1", "parameters"))
    with pytest.raises(SystemExit) as caught:
        main(["report", *options])
    assert caught.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("openness: ")
    assert said.count("\n") == 1


def test_a_report_without_a_finding_is_told_how_to_get_one():
    members = grid.members({"since": ["2018", "2021"]})
    results = [page.Result(one, f"since-{one.given['since']}", "", has_failed=False) for one in members]
    text = page.render("Counts", "counts", results, [], "openness report").decode()
    assert text.count("No cell of the notebook is tagged <code>finding</code>.") == 2


def test_a_value_with_a_comma_in_it_stands_in_a_grid_file(tmp_path):
    path = tmp_path / "grid.yml"
    path.write_text('definition: [a, "a,b"]\n', encoding="utf-8")
    assert grid.read_axes(path, PARAMETERS) == {"definition": ["a", "a,b"]}


def test_no_two_members_share_a_color():
    titles = [f"Since: {year}" for year in range(picture.MOST_MEMBERS)]
    drawn = picture.spec(Table("one", "share", ("row",), {("a",): tuple(0.1 for _ in titles)}), titles)
    colors = drawn["encoding"]["color"]["scale"]["range"]
    assert len(set(colors)) == len(colors) >= len(titles)
    more = [*titles, "Since: none"]
    assert picture.spec(Table("one", "share", ("row",), {("a",): tuple(0.1 for _ in more)}), more) is None
