"""Sets of files are written whole or not at all, and nowhere else."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.project import writing
from openness.project.errors import BadFileError, MissingFileError

OLD, NEW = {"a": b"old a", "b/c": b"old c", "z": b"old"}, {"a": b"new a", "d": b"new d", "z": b"new"}


def write(folder: Path, contents: dict, remove: tuple[str, ...] = ()) -> None:
    with writing.locked(folder):
        writing.write_set(folder, contents, last="z", remove=remove)


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_a_set_takes_the_place_of_another(tmp_path):
    write(tmp_path, OLD)
    assert held(tmp_path) == OLD
    write(tmp_path, NEW, remove=("b/c",))
    assert held(tmp_path) == NEW


@pytest.mark.parametrize(
    "name",
    ["../a", "/etc/passwd", "a/../../b", "a/..", "", ".", "..", "a//b", "a/./b", "a\\b", "C:/x", "a\nb", "a\0b", "./a"],
)
def test_a_path_that_leads_out_or_is_written_oddly_is_refused(tmp_path, name):
    with pytest.raises(BadFileError, match="is no path inside"):
        writing.within(tmp_path, name)


def test_a_path_through_a_link_that_leads_out_is_refused(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "charts").symlink_to(tmp_path)
    with pytest.raises(BadFileError, match="leads out of"):
        writing.within(tmp_path / "site", "charts/precious.txt")


@given(st.text())
def test_no_name_ever_leads_out(tmp_path_factory, name):
    folder = tmp_path_factory.getbasetemp() / "site"
    try:
        path = writing.within(folder, name)
    except BadFileError:
        return
    assert Path(os.path.normpath(path)).is_relative_to(folder)
    assert path != folder


def test_a_full_disk_leaves_the_set_before(tmp_path):
    write(tmp_path, OLD)

    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(MissingFileError, match="No space left on device"):
        write(tmp_path, {**NEW, "m": full})
    assert held(tmp_path) == OLD


def test_a_folder_in_the_way_leaves_the_set_before(tmp_path):
    write(tmp_path, OLD)
    (tmp_path / "d").mkdir()
    with pytest.raises(MissingFileError, match="a folder is in the way"):
        write(tmp_path, NEW)
    assert held(tmp_path) == OLD


def test_a_set_that_was_whole_is_moved_to_its_end_by_whoever_looks_next(tmp_path, monkeypatch):
    write(tmp_path, OLD)
    moved = writing._move
    calls = []

    def dies(folder: Path) -> None:
        calls.append(folder)
        if len(calls) == 2:  # the first is that of the lock
            (folder / writing.READY / "0").replace(folder / "a")
            raise KeyboardInterrupt
        moved(folder)

    monkeypatch.setattr(writing, "_move", dies)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, NEW, remove=("b/c",))
    monkeypatch.setattr(writing, "_move", moved)
    assert (tmp_path / writing.READY).is_dir()
    writing.settle(tmp_path)
    assert held(tmp_path) == NEW


@pytest.mark.parametrize(
    "journal",
    ['{"files": ["../precious.txt"], "gone": []}', '{"files": [], "gone": ["../precious.txt"]}', "[]", "{", "1"],
)
def test_a_set_that_somebody_else_laid_there_moves_nothing(tmp_path, journal):
    precious, folder = tmp_path / "precious.txt", tmp_path / "site"
    precious.write_text("mine")
    (folder / writing.READY).mkdir(parents=True)
    (folder / writing.READY / "0").write_text("theirs")
    (folder / writing.READY / ".journal.json").write_text(journal)
    with pytest.raises(BadFileError, match="was not written by openness"):
        writing.settle(folder)
    assert precious.read_text() == "mine"


KILLED = """
import sys
from pathlib import Path
from openness.project import writing
folder, word = Path(sys.argv[1]), sys.argv[2].encode()
print("up", flush=True)
while True:
    with writing.locked(folder):
        writing.write_set(folder, {f"{i}/{i}": word * 1000 for i in range(40)} | {"z": word}, last="z")
"""


def test_whoever_is_killed_leaves_one_whole_set(tmp_path):
    folder = tmp_path / "set"
    for turn in range(12):
        word = f"{turn:02}"
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(folder), word], stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(0.002 * turn)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with writing.locked(folder):
            found = held(folder)
        assert len({content[:2] for content in found.values()}) <= 1
        assert len(found) in {0, 41}
        assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_two_writers_take_turns(tmp_path):
    code = KILLED.replace("while True:", "for _ in range(15):")
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), word], stdout=subprocess.DEVNULL)
        for word in ("aa", "bb")
    ]
    assert [one.wait() for one in writers] == [0, 0]
    assert len({content[:2] for content in held(tmp_path).values()}) == 1


def test_a_link_is_followed_and_a_device_stays_one(tmp_path):
    real, link = tmp_path / "real.html", tmp_path / "link.html"
    real.write_text("before")
    link.symlink_to(real)
    writing.replace_file(link, lambda path: path.write_text("after"))
    assert link.is_symlink()
    assert real.read_text() == "after"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    writing.replace_file(pipe, lambda path: path.write_text("through"))
    assert os.read(reader, 99) == b"through"
    os.close(reader)
    assert pipe.is_fifo()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(MissingFileError, match="cannot write to"):
        writing.make_folder(tmp_path / "file" / "out")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(MissingFileError, match="permission denied"):
        writing.make_folder(tmp_path)


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")

    def fail(temporary):
        temporary.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(MissingFileError, match="No space left"):
        writing.replace_file(path, fail)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("a.txt", "old")]
