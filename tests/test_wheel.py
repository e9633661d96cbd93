"""What a wheel brings: every errand works in an environment of its own, outside any checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from openness.project import paths

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def installed(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel, and the packages of this one beside it but not this checkout."""
    assert real == paths.processed()
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True)
    (wheel,) = folder.glob("*.whl")
    assert wheel.stat().st_size < 20_000_000
    venv.create(folder / "own", with_pip=False)
    python = folder / "own" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, str(wheel)], check=True)
    site = next((folder / "own" / "lib").glob("python*/site-packages"))
    # A line of a .pth file adds a folder and does not read the .pth files in it: the checkout is not found.
    (site / "others.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def openness(installed: Path, tmp_path: Path):
    def run(*arguments: str, status: int = 0) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", paths.ROOT_VARIABLE}}
        command = [str(installed / "own" / "bin" / "openness"), *arguments]
        done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path, env=kept)
        assert done.returncode == status, done.stderr
        return done

    return run


def test_licenses_are_matched(openness):
    (answer,) = json.loads(openness("license", "match", "Llama 3.1 Community License", "--json").stdout)
    assert answer["ids"] == ["LicenseRef-llama-3.1"]


def test_a_trend_is_that_of_the_checkout(openness):
    told = json.loads(openness("trend", "--source", "osai", "--json").stdout)
    own = [sys.executable, "-m", "openness.cli", "trend", "--source", "osai", "--json"]
    code = "from openness.cli import main; main()"
    here = subprocess.run([sys.executable, "-c", code, *own[3:]], check=True, capture_output=True, text=True)
    assert told == json.loads(here.stdout)


def test_scores_exports_and_editions_are_there(openness):
    assert json.loads(openness("score", "osai", "--release", "osai:olmo", "--json").stdout)
    assert json.loads(openness("export", "osai:olmo").stdout)["release_id"] == "osai:olmo"


def test_a_report_is_made_where_the_command_is_called(openness, tmp_path):
    done = openness("report", "--only", "overview")
    assert (tmp_path / "reports" / "overview" / "overview.html").is_file(), done.stdout


def test_the_version_and_another_root_are_told(openness, tmp_path):
    assert openness("--version").stdout.strip().count(".") == 2
    lost = openness("--root", str(tmp_path / "nowhere"), "trend", status=2)
    assert lost.stderr == f"openness: --root names {tmp_path / 'nowhere'}, which is no folder\n"
    empty = openness("--root", str(tmp_path), "trend", status=2)
    assert "run 'openness build' first" in empty.stderr
