"""A kernel runs the notebook's code and that of installed packages, and nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from openness.site.run import execute

STRAY = 'raise SystemExit("a file of somebody else was run")'


@pytest.fixture
def booby_trapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    startup = home / "ipython" / "profile_default" / "startup" / "00-mine.py"
    startup.parent.mkdir(parents=True)
    for path in (tmp_path / "polars.py", tmp_path / "altair.py", tmp_path / "sitecustom.py", startup):
        path.write_text(STRAY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IPYTHONDIR", str(home / "ipython"))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "sitecustom.py"))
    return tmp_path


def test_files_that_lie_where_the_command_was_called_are_not_imported(booby_trapped, write, code):
    cell = code("import polars, altair, sys\nprint(polars.__name__, altair.__name__, '' in sys.path)")
    path = write(booby_trapped / "notebooks" / "01_here.ipynb", cell)
    done = execute.run(path, {}, lambda cell: None)
    assert execute.error(done) is None
    assert ["".join(one["text"]) for one in done["cells"][0]["outputs"]] == ["polars altair False\n"]
