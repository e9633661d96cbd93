from __future__ import annotations

import hashlib
import subprocess
from types import SimpleNamespace

import pytest

from openness.project.errors import MissingFileError
from openness.site.releases.exports import tree

FILES = {"b/two.txt": b"two", "one.txt": b"one"}


def names(folder) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_tree_lists_its_files_with_their_hashes(tmp_path) -> None:
    made = tree.write(tmp_path, "x", "key", FILES)
    sums = (tmp_path / "x" / "SHA256SUMS").read_text(encoding="utf-8")
    assert sums == (
        "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3  b/two.txt\n"
        "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed  one.txt\n"
    )
    assert (made.path, made.key, made.files, made.bytes) == ("x", "key", 3, 6 + len(sums))
    subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path / "x", capture_output=True, check=True
    )


def test_an_entry_of_a_manifest_is_read_back(tmp_path) -> None:
    made = tree.write(tmp_path, "x", "key", FILES)
    assert tree.Tree.from_manifest(made.entry()) == made


def test_a_tree_replaces_the_one_before_and_leaves_nothing_beside_it(tmp_path) -> None:
    tree.write(tmp_path, "x", "1", FILES)
    tree.write(tmp_path, "x", "2", {"one.txt": b"1"})
    assert names(tmp_path) == ["x/SHA256SUMS", "x/one.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize("change", ["edit", "add", "remove", "sums"])
def test_a_tree_that_somebody_changed_is_not_whole(tmp_path, change) -> None:
    made = tree.write(tmp_path, "x", "1", FILES)
    assert tree.is_whole(tmp_path, made)
    folder = tmp_path / "x"
    match change:
        case "edit":
            (folder / "one.txt").write_bytes(b"more")
        case "add":
            (folder / "b" / "three.txt").write_bytes(b"")
        case "remove":
            (folder / "one.txt").unlink()
        case "sums":
            (folder / "SHA256SUMS").write_bytes(b"x")
    assert not tree.is_whole(tmp_path, made)


def test_a_tree_that_is_not_there_is_not_whole(tmp_path) -> None:
    assert not tree.is_whole(tmp_path, tree.Tree("x", "1", 0, 0, ""))


def test_an_interrupt_leaves_the_tree_before_as_it_was(tmp_path, monkeypatch) -> None:
    made = tree.write(tmp_path, "x", "1", FILES)

    def interrupt(content: bytes):
        if content == b"two":
            assert (tmp_path / ".x.partial" / "a.txt").is_file()
            raise KeyboardInterrupt
        return hashlib.sha256(content)

    with monkeypatch.context() as patch:
        patch.setattr(tree, "hashlib", SimpleNamespace(sha256=interrupt))
        with pytest.raises(KeyboardInterrupt):
            tree.write(tmp_path, "x", "2", {"a.txt": b"a", **FILES})
    assert tree.is_whole(tmp_path, made)
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_what_an_interrupt_left_behind_is_cleared_away(tmp_path) -> None:
    for left in (".x.partial", ".x.old"):
        (tmp_path / left).mkdir()
        (tmp_path / left / "stale.txt").write_bytes(b"stale")
    tree.write(tmp_path, "x", "1", FILES)
    assert names(tmp_path) == ["x/SHA256SUMS", "x/b/two.txt", "x/one.txt"]


def test_a_folder_of_somebody_else_is_left_alone(tmp_path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "mine.txt").write_bytes(b"mine")
    with pytest.raises(MissingFileError, match="x is there and was not written by a report; choose another folder"):
        tree.write(tmp_path, "x", "1", FILES)
    tree.remove(tmp_path, "x")
    assert names(tmp_path) == ["x/mine.txt"]
