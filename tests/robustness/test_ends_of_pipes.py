"""Pipes, devices and terminals at the ends of a command: one line or a good answer, never a traceback or a hang."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = "from openness.cli import main; main()"
TREND = ("trend", "--source", "osai")


def run(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    options = {"capture_output": True, "text": True, "timeout": 60, **more}
    return subprocess.run([sys.executable, "-c", RUN, *arguments], check=False, **options)


def is_one_line(done: subprocess.CompletedProcess[str]) -> bool:
    lines = done.stderr.strip().splitlines()
    return done.returncode == 2 and len(lines) == 1 and lines[0].startswith("openness: ") and len(lines[0]) <= 320


@pytest.mark.usefixtures("real")
def test_a_full_device_on_stdout_is_one_line():
    with Path("/dev/full").open("w") as full:
        done = run(*TREND, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert is_one_line(done), done.stderr
    assert "No space left on device" in done.stderr


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("number", ["0", "-1", "many", ""])
def test_a_number_of_threads_at_which_polars_panics_is_refused(number):
    done = run(*TREND, env={**os.environ, "POLARS_MAX_THREADS": number})
    assert is_one_line(done), done.stderr
    assert "POLARS_MAX_THREADS" in done.stderr


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize(
    "more",
    [
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii"},
        {"HOME": "/nonexistent"},
        {"PYTHONOPTIMIZE": "1"},
        {"LC_ALL": "C", "PYTHONUTF8": "0"},
    ],
    ids=str,
)
def test_terminals_homes_and_flags_do_not_matter(more):
    for arguments in (TREND, ("license", "show", "LicenseRef-llama-3.1"), ("score", "osai", "--release", "osai:olmo")):
        done = run(*arguments, env={**os.environ, **more})
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), (arguments, done.stderr)


@pytest.mark.usefixtures("real")
def test_a_reader_who_leaves_ends_the_command_without_a_word():
    command = [sys.executable, "-c", RUN, "trend", "--source", "epoch", "--csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        process.wait(timeout=60)


@pytest.mark.parametrize("place", ["/dev/zero", "pipe"])
def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path, place):
    path = Path(place)
    if place == "pipe":
        path = tmp_path / place
        os.mkfifo(path)
    for arguments in (("license", "read", str(path)), ("import", "osai", str(path), "--vintage", "2030-01-01")):
        done = run(*arguments)
        assert is_one_line(done), (arguments, done.stderr)


def test_a_name_of_a_hundred_thousand_characters_is_one_short_line():
    for arguments in (
        ("trend", "--source", "x" * 100_000),
        ("report", "--only", "y" * 100_000),
        ("license", "show", "z" * 100_000),
        ("score", "w" * 100_000),
        ("compare", "v" * 3_000, "u" * 3_000),
    ):
        done = run(*arguments)
        assert is_one_line(done), (arguments[0], done.stderr[:400])
