"""A project small enough to run for every test: no tables, one edition of one source, notebooks of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis import paths
from analysis.reporting import report

SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "description": "One bar of 2 </script> high.",
    "usermeta": {
        "openness": {
            "name": "bars",
            "title": "Bars & more",
            "alt": "One bar of 2 </script> high.",
            "source": "Source: us",
            "caption": "A caption.",
            "columns": ["year", "count"],
        }
    },
    "vconcat": [
        {
            "data": {"values": [{"count": 2, "year": "2020", "hidden": 1}, {"count": None, "year": "2021"}]},
            "mark": "bar",
            "encoding": {
                "x": {"field": "year", "type": "nominal"},
                "y": {"field": "count", "type": "quantitative"},
            },
        }
    ],
}
SHOW_CHART = f"""
from IPython.display import display
display({{"application/vnd.openness.chart+json": {SPEC!r}, "text/plain": "a chart"}}, raw=True)
"""
SOURCE_YML = """
producer: The Tiny Institute
title: Tiny list
url: https://tiny.example/
license: {id: CC-BY-4.0, url: https://creativecommons.org/licenses/by/4.0/}
citation: Tiny (2030)
vintages:
  "2030-01-31":
    {published: "2030-01-31", accessed: "2030-03-01", version: null, files: {a.csv: "00"}, rows: 1234,
     table_sha256: "0123456789abcdef0123", left_out: ["The last row."]}
  "2029-05-05":
    {published: "2029-05-05", accessed: "2030-03-01", version: 5a388e8, files: {a.csv: "00"}, rows: 12,
     table_sha256: "fedcba9876543210fedc"}
"""


def code(source: str, *tags: str) -> nbformat.NotebookNode:
    return new_code_cell(source, metadata={"tags": list(tags)})


def write_notebook(path: Path, *cells: nbformat.NotebookNode | str) -> Path:
    """Write a notebook; a string is a Markdown cell."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cells_ = [new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    nbformat.write(new_notebook(cells=cells_), path)
    return path


def make_project(root: Path) -> Path:
    (root / "data" / "raw" / "tiny").mkdir(parents=True)
    (root / "data" / "raw" / "tiny" / "source.yml").write_text(SOURCE_YML, encoding="utf-8")
    (root / "data" / "processed").mkdir()
    (root / "data" / "processed" / "datapackage.json").write_text("{}", encoding="utf-8")
    (root / "data" / "processed" / "releases.parquet").write_bytes(b"PAR1")
    return root


@pytest.fixture(name="code")
def code_cell() -> Callable[..., nbformat.NotebookNode]:
    return code


@pytest.fixture
def write() -> Callable[..., Path]:
    return write_notebook


@pytest.fixture
def spec() -> dict:
    return SPEC


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project that the whole suite takes for its own."""
    root = make_project(tmp_path / "project")
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(root))
    return root


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[report.ReportResult]:
    """A site of four notebooks, three of which fail, each in its own way."""
    root = make_project(tmp_path_factory.mktemp("ran"))
    write_notebook(
        root / "notebooks" / "01_good_one.ipynb",
        "# A *good* one\n\nIt says **hello**.",
        code('name: str = "you"  # who is greeted\ntimes: int = 2  # how often', "parameters"),
        code("from IPython.display import Markdown", "setup"),
        code('Markdown(f"{name} was greeted {times} times.")', "finding"),
        code('print("tiny 2030-01-31")', "vintages"),
        "## Greetings",
        code('print("hello " * times)', "nbval-check-output"),
        code(SHOW_CHART),
    )
    write_notebook(
        root / "notebooks" / "02_breaks.ipynb",
        "# Breaks",
        code("times: int = 1", "parameters"),
        code('print("before")'),
        code('raise ValueError("nothing <left>\\nat all")'),
        code('print("never")'),
    )
    write_notebook(root / "notebooks" / "03_wrong_edition.ipynb", "# Wrong", code('print("tiny 1999")', "vintages"))
    write_notebook(
        root / "notebooks" / "04_wrong_chart.ipynb",
        "# Wrong chart",
        code(SHOW_CHART.replace("'mark': 'bar'", "'mark': 'nonsense'")),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(paths.ROOT_VARIABLE, str(root))
        yield report.make_report(progress=False)
