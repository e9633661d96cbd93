"""Whatever a command is stopped by, the old state or the new one is left, and nothing beside it."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from openness.project import paths, writing

RUN = "from openness.cli import main; main()"
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)


def command(root: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", "-c", RUN, *arguments],
        env={**os.environ, paths.ROOT_VARIABLE: str(root)},
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def state(folder: Path) -> str:
    """Return a digest of everything in a folder, names and contents, caches left out."""
    sums = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and ".cache" not in path.parts:
            sums.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return sums.hexdigest()


def stopped(root: Path, after: float, by: signal.Signals, *arguments: str) -> None:
    process = command(root, *arguments)
    time.sleep(after)
    process.send_signal(by)
    out, err = process.communicate(timeout=60)
    if process.returncode > 0:  # below 0: before the command could take notice
        assert (process.returncode, err.strip()) == (128 + by, "openness: stopped")
    assert "Traceback" not in err or process.returncode < 0, err  # killed while Python itself starts
    assert out.count("\n") <= 1


def finished(root: Path, *arguments: str) -> float:
    started = time.monotonic()
    process = command(root, *arguments)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return time.monotonic() - started


@pytest.fixture
def root(raw: Path) -> Path:
    """The small project, built, and ready to be built from other data."""
    root = raw.parents[1]
    finished(root, "build")
    return root


def change(root: Path) -> None:
    developers = root / "data" / "raw" / "developers.yml"
    developers.write_text(developers.read_text("utf-8").replace("country: France", "country: Germany"), "utf-8")


@pytest.mark.parametrize("by", SIGNALS, ids=lambda one: one.name)
def test_a_build_that_is_stopped_leaves_the_tables_before_or_after(root, by, tmp_path_factory):
    processed = root / "data" / "processed"
    before = state(processed)
    change(root)
    copy = Path(shutil.copytree(root, tmp_path_factory.mktemp("copy") / "root"))
    long = finished(copy, "build")
    after = state(copy / "data" / "processed")
    assert before != after
    dice = random.Random(by)
    for _ in range(6):
        stopped(root, dice.uniform(0, 1.2 * long), by, "build")
        with writing.locked(processed):  # as any command that comes next
            pass
        assert state(processed) in {before, after}
        assert not [path.name for path in processed.iterdir() if path.name.startswith(".")]
    finished(root, "build")
    assert state(processed) == after


def test_tables_of_other_raw_data_are_refused_until_they_are_built(root):
    change(root)
    process = command(root, "trend", "--source", "epoch")
    out, err = process.communicate()
    assert (process.returncode, out) == (2, "")
    assert err == (
        "openness: data/raw/developers.yml has changed since data/processed was built; run 'openness build'\n"
    )
    finished(root, "build")
    finished(root, "trend", "--source", "epoch")


def test_tables_of_two_builds_are_refused(root):
    processed = root / "data" / "processed"
    kept = (processed / "releases.parquet").read_bytes()
    change(root)
    finished(root, "build")
    (processed / "releases.parquet").write_bytes(kept)
    process = command(root, "trend", "--source", "epoch")
    _, err = process.communicate()
    assert process.returncode == 2
    assert "is not the table that datapackage.json describes" in err


def test_two_builds_at_once_leave_the_tables_of_one(root):
    both = [command(root, "build") for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    for one in both:
        one.communicate()
    package = json.loads((root / "data" / "processed" / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        content = (root / "data" / "processed" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


@pytest.mark.parametrize("by", SIGNALS, ids=lambda one: one.name)
def test_an_import_that_is_stopped_leaves_the_edition_before_or_after(root, by, tmp_path):
    folder = root / "data" / "raw" / "osai"
    native = tmp_path / "2030-02-02"
    shutil.copytree(Path(__file__).parents[1] / "fixtures" / "osai" / "2030-02-01", native)
    before = state(folder)
    long = finished(root, "import", "osai", str(native), "--out", str(tmp_path / "measured"))
    dice = random.Random(by)
    for _ in range(5):
        stopped(root, dice.uniform(0, 1.2 * long), by, "import", "osai", str(native))
        with writing.locked(folder):
            names = sorted(path.name for path in folder.iterdir())
        listed = "2030-02-02" in (folder / "source.yml").read_text("utf-8")
        assert listed == ("2030-02-02.csv" in names)
        assert listed or state(folder) == before
        assert not [name for name in names if name.startswith(".")]


def test_an_edition_with_other_content_is_replaced_only_when_asked(root, tmp_path):
    fixtures = Path(__file__).parents[1] / "fixtures" / "epoch" / "2029-05-05"
    process = command(root, "import", "epoch", str(fixtures), "--vintage", "2030-01-31")
    _, err = process.communicate()
    assert process.returncode == 2
    assert "data/raw/epoch/2030-01-31.csv holds this edition with other content" in err
    assert "--replace writes over it" in err
    finished(root, "import", "epoch", str(fixtures), "--vintage", "2030-01-31", "--replace")
