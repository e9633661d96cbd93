from __future__ import annotations

import pytest

from openness.project.errors import BadFileError, MissingFileError, UnknownNameError
from openness.site.run import notebook


def test_reports_are_named_after_their_files_in_the_order_of_their_numbers(tmp_path, write, code) -> None:
    write(tmp_path / "10_later_one.ipynb", "No title")
    write(tmp_path / "02_main.ipynb", "# The main one\n\nLead.", code("a: int = 1  # help", "parameters"))
    found = notebook.list_reports(tmp_path)
    assert [(info.name, info.title) for info in found] == [("main", "The main one"), ("later-one", "Later one")]
    assert [(p.name, p.default, p.help) for p in found[0].parameters] == [("a", 1, "help")]


def test_a_selection_keeps_the_order_of_the_reports(tmp_path, write) -> None:
    for name in ("01_a", "02_b", "03_c"):
        write(tmp_path / f"{name}.ipynb", "# T")
    found = notebook.list_reports(tmp_path)
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
def test_a_notebook_without_a_name_of_its_own_is_refused(tmp_path, write, names: list[str], message: str) -> None:
    for name in names:
        write(tmp_path / name, "# T")
    with pytest.raises(BadFileError, match=message):
        notebook.list_reports(tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<<<<<<< HEAD\n{}", "is not a notebook: Expecting value: line 1"),
        ('{"nbformat": 3, "worksheets": []}', "is not a notebook of format 4"),
    ],
)
def test_a_broken_notebook_is_refused(tmp_path, content: str, message: str) -> None:
    (tmp_path / "01_a.ipynb").write_text(content, encoding="utf-8")
    with pytest.raises(BadFileError, match=message):
        notebook.list_reports(tmp_path)


def test_a_folder_without_notebooks_is_refused(tmp_path) -> None:
    with pytest.raises(MissingFileError, match="holds no notebook"):
        notebook.list_reports(tmp_path)
