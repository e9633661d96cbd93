from __future__ import annotations

from pathlib import Path

import pytest

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError, UnknownNameError
from openness.site.run import notebook


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of notebooks of an empty project."""
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    (tmp_path / "notebooks").mkdir()
    return tmp_path / "notebooks"


def test_reports_are_named_after_their_files_in_the_order_of_their_numbers(folder, write, code) -> None:
    write(folder / "10_later_one.ipynb", "No title")
    write(folder / "02_main.ipynb", "# The main one\n\nLead.", code("a: int = 1  # help", "parameters"))
    found = notebook.list_reports()
    assert [(info.name, info.title) for info in found] == [("main", "The main one"), ("later-one", "Later one")]
    assert [(p.name, p.default, p.help) for p in found[0].parameters] == [("a", 1, "help")]


def test_a_selection_keeps_the_order_of_the_reports(folder, write) -> None:
    for name in ("01_a", "02_b", "03_c"):
        write(folder / f"{name}.ipynb", "# T")
    found = notebook.list_reports()
    assert [info.name for info in notebook.select(found, ["c", "a"])] == ["a", "c"]
    assert notebook.select(found, []) == found
    with pytest.raises(UnknownNameError, match="unknown report 'd'; expected one of: a, b, c"):
        notebook.select(found, ["a", "d"])


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["01_a.ipynb", "02_a.ipynb"], "are both the report 'a'"),
        (["01_Main.ipynb"], "is not named NN_name.ipynb in lower case"),
        (["01_index.ipynb"], "cannot be named 'index'"),
    ],
)
def test_a_notebook_without_a_name_of_its_own_is_refused(folder, write, names: list[str], message: str) -> None:
    for name in names:
        write(folder / name, "# T")
    with pytest.raises(BadFileError, match=message):
        notebook.list_reports()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<<<<<<< HEAD\n{}", "is not a notebook: Expecting value: line 1"),
        ('{"nbformat": 3, "worksheets": []}', "is not a notebook of format 4"),
    ],
)
def test_a_broken_notebook_is_refused(folder, content: str, message: str) -> None:
    (folder / "01_a.ipynb").write_text(content, encoding="utf-8")
    with pytest.raises(BadFileError, match=message):
        notebook.list_reports()


def test_a_folder_without_notebooks_is_refused(folder) -> None:
    with pytest.raises(MissingFileError, match="holds no notebook"):
        notebook.list_reports()
