"""The suite works from a folder of somebody's own, whatever their files there are called."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from openness.project import paths

RUN = "from openness.cli import main; main()"
CELL = """
import os, openness
from openness.measures.ask import Question, ask
from openness.studies.openwashing import parameters
print(os.getcwd())
print(len(parameters.PARAMETERS) > 0, ask(Question("osai")).shares.height > 0)
"""


@pytest.fixture
def crowded(tmp_path: Path) -> Path:
    """A researcher's folder; to import one of these files instead of ours is an error."""
    for name in ("analysis.py", "openness_notes.py", "analysis/__init__.py", "analysis/openness.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('raise SystemExit("a file of somebody else was imported")', encoding="utf-8")
    return tmp_path


def python(folder: Path, *arguments: str) -> str:
    """Run Python in a folder, which comes first where it looks for modules; nothing says where the project lies."""
    environment = {name: value for name, value in os.environ.items() if name != paths.ROOT_VARIABLE}
    done = subprocess.run(
        [sys.executable, "-c", *arguments], check=False, cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_command_prints_a_trend(real, crowded):
    rows = json.loads(python(crowded, RUN, "trend", "--source", "osai", "--json"))
    assert {"period", "group", "n", "open_share"} <= rows[0].keys()


def test_the_command_lists_the_reports_of_the_project_and_writes_no_file_here(real, crowded):
    before = sorted(crowded.rglob("*"))
    assert python(crowded, RUN, "report", "--list").startswith("overview: ")
    assert sorted(crowded.rglob("*")) == before


def test_a_kernel_started_here_imports_the_suite(real, crowded, tmp_path_factory):
    path = tmp_path_factory.mktemp("notebooks") / "01_here.ipynb"
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": None, "outputs": [], "source": CELL}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    code = f"""
from pathlib import Path
from openness.site.run import execute
done = execute.run(Path({str(path)!r}), {{}}, lambda cell: None)
print(execute.error(done), *(one["text"] for one in done["cells"][0]["outputs"]), sep="\\n")
"""
    said = python(crowded, code)
    assert said.startswith("None\n")
    assert str(crowded) in said
    assert "True True" in said


@pytest.mark.slow
def test_a_report_is_made_here(real, crowded):
    python(crowded, RUN, "report", "--only", "components", "--out", "site")
    assert "<h1>" in (crowded / "site" / "components.html").read_text(encoding="utf-8")
