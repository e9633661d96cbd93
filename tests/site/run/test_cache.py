from __future__ import annotations

import json

import pytest

from openness.project import paths
from openness.project.errors import MissingFileError
from openness.site.run import cache, notebook
from openness.site.run.cache import Inputs

COMMON = Inputs("code", "data", {"python": "3"})


@pytest.fixture
def source(tmp_path, write, code) -> notebook.Notebook:
    return notebook.read(write(tmp_path / "01_a.ipynb", "# T", code("a: int = 1", "parameters"), code("print(a)")))


def changed(original: notebook.Notebook, /, **of_last_cell: object) -> notebook.Notebook:
    copy = json.loads(json.dumps(original))
    copy["cells"][-1].update(of_last_cell)
    return copy


def test_a_key_changes_with_everything_that_can_change_a_page(source) -> None:
    keys = [
        cache.key(source, {"a": 1}, COMMON),
        cache.key(source, {"a": 2}, COMMON),
        cache.key(changed(source, source="print(a + 1)"), {"a": 1}, COMMON),
        cache.key(changed(source, cell_type="markdown"), {"a": 1}, COMMON),
        cache.key(changed(source, metadata={"tags": ["finding"]}), {"a": 1}, COMMON),
        cache.key(source, {"a": 1}, Inputs("other", "data", {"python": "3"})),
        cache.key(source, {"a": 1}, Inputs("code", "other", {"python": "3"})),
        cache.key(source, {"a": 1}, Inputs("code", "data", {"python": "4"})),
    ]
    assert len(set(keys)) == len(keys)


def test_outputs_counts_and_the_way_of_writing_lines_do_not_change_a_key(source) -> None:
    ran = changed(source, execution_count=7, outputs=[{"output_type": "stream", "name": "stdout", "text": "1"}])
    in_lines = changed(source, source=["print", "(a)"])
    assert cache.key(ran, {}, COMMON) == cache.key(in_lines, {}, COMMON) == cache.key(source, {}, COMMON)


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("data/processed/datapackage.json", "data"),
        ("data/processed/releases.parquet", "data"),
        ("data/raw/tiny/source.yml", "data"),
        ("data/raw/published.yml", "data"),
        ("package/trends/shares.py", "code"),
        ("package/reporting/templates/site.css", "code"),
    ],
)
def test_inputs_are_the_content_of_tables_provenance_code_and_templates(project, monkeypatch, path, part) -> None:
    for name in ("trends/shares.py", "reporting/templates/site.css"):
        (project / "package" / name).parent.mkdir(parents=True)
        (project / "package" / name).write_text("one", encoding="utf-8")
    monkeypatch.setattr(paths, "package", lambda: project / "package")
    before = cache.inputs()
    (project / path).write_text("two", encoding="utf-8")
    after = cache.inputs()
    assert [name for name in ("code", "data") if getattr(before, name) != getattr(after, name)] == [part]


def test_tables_that_are_not_built_are_one_line(project) -> None:
    (project / "data" / "processed" / "datapackage.json").unlink()
    with pytest.raises(MissingFileError, match=r"^data/processed/datapackage\.json is not there; run 'openness build'"):
        cache.inputs()


def test_a_digest_does_not_depend_on_the_order_of_files(tmp_path) -> None:
    files = [tmp_path / "a", tmp_path / "b"]
    for path in files:
        path.write_text(path.name, encoding="utf-8")
    assert cache.digest(files, tmp_path) == cache.digest(reversed(files), tmp_path)


def test_what_is_stored_is_found_until_it_is_old(project, source) -> None:
    keys = [f"{number:02}" for number in range(10)]
    for key in keys:
        cache.store("a", key, source)
    assert cache.load("a", keys[-1]) == source
    assert cache.load("a", "unknown") is None
    assert len(list((cache.folder() / "notebooks" / "a").iterdir())) == 8
