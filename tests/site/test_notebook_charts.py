"""Every chart of a notebook draws a declared result."""

import ast
import importlib
import inspect

import nbformat
import pytest

from openness import charts
from openness.project import paths
from openness.site import dictionary

HANDED_ON = {
    name: [one for one in inspect.signature(getattr(charts, name)).parameters if one.split("_")[-1] == "result"]
    for name in charts.__all__
    if hasattr(getattr(charts, name), "__wrapped__")
}
NOTEBOOKS = sorted((paths.root() / "notebooks").glob("[0-9]*.ipynb"))


def calls_and_names(path):
    """The chart calls of a notebook, and the names that it imports from the package."""
    calls, names = [], {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.ImportFrom) and node.module.startswith("openness"):
                names |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
            if isinstance(node, ast.Call) and ast.unparse(node.func).removeprefix("charts.") in HANDED_ON:
                calls.append(node)
    return calls, names


def undeclared(path):
    """Chart calls of a notebook that do not hand on a declared result."""
    calls, names = calls_and_names(path)
    known = set(dictionary.results())
    for call in calls:
        given = {word.arg: ast.unparse(word.value) for word in call.keywords}
        for parameter in HANDED_ON[ast.unparse(call.func).removeprefix("charts.")]:
            module, _, constant = given.get(parameter, "").partition(".")
            if f"{names.get(module)}.{constant}" not in known:
                yield f"{given['name']}: {parameter}={given.get(parameter)}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_chart_of_a_notebook_hands_on_a_declared_result(path):
    assert list(undeclared(path)) == []


def test_the_charts_of_all_notebooks_are_looked_at():
    assert sum(len(calls_and_names(path)[0]) for path in NOTEBOOKS) >= 60
    assert HANDED_ON["fmti_waves"] == ["result", "means_result"]
    assert len(HANDED_ON) >= 30


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("result=results.COVERAGE, ", []),
        ("", ["'a': result=None"]),
        ("result=results.COVER, ", ["'a': result=results.COVER"]),
        ("result=measure.COVERAGE, ", ["'a': result=measure.COVERAGE"]),
    ],
)
def test_a_chart_without_one_is_found(tmp_path, word, found):
    source = f"from openness.studies.data_audit import measure, results\ncharts.access_bars(table, {word}name='a')\n"
    path = tmp_path / "one.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)]), path)
    assert list(undeclared(path)) == found
    assert importlib.import_module("openness.studies.data_audit.results").COVERAGE.name == "coverage"
