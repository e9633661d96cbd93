from __future__ import annotations

import json

import pytest

from openness.project import paths
from openness.project.errors import MissingFileError
from openness.site.run import cache, notebook, study
from openness.site.run.cache import Inputs, Run
from openness.site.run.notebook import ReportInfo
from openness.site.run.parameters import Declared

CODE = "code"
COMMON = Inputs({}, "data", {"python": "3"})


@pytest.fixture
def source(tmp_path, write, code) -> notebook.Notebook:
    return notebook.read(write(tmp_path / "01_a.ipynb", "# T", code("a: int = 1", "parameters"), code("print(a)")))


def changed(original: notebook.Notebook, /, **of_last_cell: object) -> notebook.Notebook:
    copy = json.loads(json.dumps(original))
    copy["cells"][-1].update(of_last_cell)
    return copy


def test_a_key_changes_with_everything_that_can_change_a_page(source) -> None:
    keys = [
        cache.key(source, {"a": 1}, CODE, COMMON),
        cache.key(source, {"a": 2}, CODE, COMMON),
        cache.key(changed(source, source="print(a + 1)"), {"a": 1}, CODE, COMMON),
        cache.key(changed(source, cell_type="markdown"), {"a": 1}, CODE, COMMON),
        cache.key(changed(source, metadata={"tags": ["finding"]}), {"a": 1}, CODE, COMMON),
        cache.key(source, {"a": 1}, "other", COMMON),
        cache.key(source, {"a": 1}, CODE, Inputs({}, "other", {"python": "3"})),
        cache.key(source, {"a": 1}, CODE, Inputs({}, "data", {"python": "4"})),
    ]
    assert len(set(keys)) == len(keys)


def test_outputs_counts_and_the_way_of_writing_lines_do_not_change_a_key(source) -> None:
    ran = changed(source, execution_count=7, outputs=[{"output_type": "stream", "name": "stdout", "text": "1"}])
    in_lines = changed(source, source=["print", "(a)"])
    assert (
        cache.key(ran, {}, CODE, COMMON) == cache.key(in_lines, {}, CODE, COMMON) == cache.key(source, {}, CODE, COMMON)
    )


@pytest.fixture
def package(project, monkeypatch):
    """A package of four studies; the overview sums up one of them, by way of another."""
    files = {
        "charts/bars.py": "",
        "site/pages/templates/site.css": "",
        "studies/__init__.py": "",
        "studies/overview/say.py": "from openness.studies.heron import numbers",
        "studies/heron/numbers.py": "import openness.studies.stork.measure as stork",
        "studies/stork/measure.py": "def f(): pass",
        "studies/stork/inside/deep.py": "",
        "studies/stork/say.md.j2": "",
        "studies/egret/measure.py": "from openness.charts import bars",
    }
    files |= {f"studies/{one}/{name}.py": "" for one in STUDIES for name in ("__init__", "parameters")}
    for name, text in files.items():
        (project / "package" / name).parent.mkdir(parents=True, exist_ok=True)
        (project / "package" / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "package", lambda: project / "package")
    return project / "package"


STUDIES = ("overview", "heron", "stork", "egret")
MINE = "mine"
CELLS = {MINE: ["from openness.studies import egret", "%matplotlib inline\nimport openness.studies.egret.measure"]}


def codes() -> dict[str, str]:
    inputs = cache.inputs()
    return {name: inputs.code(study.needed(name, CELLS.get(name, ()))) for name in (*STUDIES, MINE)}


@pytest.mark.parametrize(
    ("path", "reports"),
    [
        ("studies/egret/measure.py", {"egret", MINE}),
        ("studies/overview/say.py", {"overview"}),
        ("studies/heron/numbers.py", {"heron", "overview"}),
        ("studies/stork/measure.py", {"stork", "heron", "overview"}),
        ("studies/stork/inside/deep.py", {"stork", "heron", "overview"}),
        ("studies/stork/say.md.j2", {"stork", "heron", "overview"}),
        ("studies/__init__.py", {*STUDIES, MINE}),
        ("charts/bars.py", {*STUDIES, MINE}),
        ("site/pages/templates/site.css", {*STUDIES, MINE}),
    ],
)
def test_the_code_of_a_report_is_the_shared_rooms_and_the_studies_that_it_rests_on(package, path, reports) -> None:
    before, shared, whole = codes(), cache.pages_key(cache.inputs()), cache.inputs().entry()["code"]
    with (package / path).open("a", encoding="utf-8") as file:
        file.write("\n# edited\n")
    after = codes()
    assert {name for name in before if before[name] != after[name]} == reports
    assert (cache.pages_key(cache.inputs()) != shared) == (MINE in reports and "overview" in reports)
    assert cache.inputs().entry()["code"] != whole


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from openness.studies import heron, stork as s", {"heron", "stork"}),
        ("import openness.studies.heron", {"heron"}),
        ("def late():\n    from openness.studies.heron.numbers import one", {"heron"}),
        ("!ls\nfrom openness.studies.heron import (\n    numbers as n,\n)", {"heron"}),
        ("from openness import studies", set(STUDIES)),
        ("import openness.studies", set(STUDIES)),
        ("from openness.studies import heron\nthis is no Python", set(STUDIES)),
        ("# the studies of others: openness.studies.heron", set()),
        ("from openness.studies import heronry", set()),
        ("this is no Python", set()),
    ],
)
def test_the_imports_of_a_cell_are_read_without_running_it(source: str, expected: set[str]) -> None:
    assert study.imported(source, STUDIES) == expected


@pytest.mark.parametrize(
    "path",
    [
        "data/processed/datapackage.json",
        "data/processed/releases.parquet",
        "data/raw/tiny/source.yml",
        "data/raw/published.yml",
    ],
)
def test_the_data_are_tables_and_what_is_written_by_hand(project, path) -> None:
    before = cache.inputs()
    (project / path).write_text("two", encoding="utf-8")
    after = cache.inputs()
    assert before.data != after.data
    assert before.entry()["code"] == after.entry()["code"]


def test_tables_that_are_not_built_are_one_line(project) -> None:
    (project / "data" / "processed" / "datapackage.json").unlink()
    with pytest.raises(MissingFileError, match=r"^data/processed/datapackage\.json is not there; run 'openness build'"):
        cache.inputs()


def test_what_is_stored_is_found_until_it_is_old(project, source) -> None:
    keys = [f"{number:02}" for number in range(10)]
    for key in keys:
        cache.store("a", key, source)
    assert cache.load("a", keys[-1]) == source
    assert cache.load("a", "unknown") is None
    assert len(list((cache.folder() / "notebooks" / "a").iterdir())) == 8


def test_a_command_makes_a_report_again_and_is_quoted_for_a_shell() -> None:
    own = (("until", 2030), ("since", None), ("countries", []), ("by", "country"))
    declared = tuple(Declared(name, "string", value, "", is_optional=True) for name, value in own)
    values = {"until": None, "since": 2021, "countries": ["United States", "France"], "by": "country"}
    run = Run(ReportInfo("main", "Main", paths.notebooks() / "01_main.ipynb", declared), values, "", "", "")
    assert run.changed == {"until": None, "since": 2021, "countries": ["United States", "France"]}
    assert run.command == (
        "openness report --only main -p 'countries=United States,France' -p since=2021 -p until=none"
    )
