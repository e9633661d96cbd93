from __future__ import annotations

import hashlib
import subprocess
from types import SimpleNamespace

import pytest

from openness.project.errors import MissingFileError
from openness.site.pages import manifest

TREE = {"b/two.txt": b"two", "one.txt": b"one"}
FILES = {"index.html": b"<p>", "assets/a.css": b""}
REPORTS = [{"name": "a", "key": "k", "status": "ok"}]


def test_a_manifest_lists_every_file_sorted() -> None:
    assert manifest.build(FILES, REPORTS) == {
        "reports": [{"name": "a", "key": "k", "status": "ok"}],
        "files": [
            {
                "path": "assets/a.css",
                "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "bytes": 0,
            },
            {
                "path": "index.html",
                "sha256": "33f2799467177287a29260780a107ac98ea63dd6165f67fcc0d74767d0a82090",
                "bytes": 3,
            },
        ],
    }


def test_a_site_is_current_only_while_it_is_whole(tmp_path) -> None:
    assert not manifest.is_current(tmp_path, {"a": "k"})
    manifest.publish(tmp_path, FILES, manifest.build(FILES, REPORTS))
    assert manifest.is_current(tmp_path, {"a": "k"})
    assert not manifest.is_current(tmp_path, {"a": "other"})
    assert not manifest.is_current(tmp_path, {"a": "k", "b": "k"})
    (tmp_path / "index.html").write_bytes(b"<p>!")
    assert not manifest.is_current(tmp_path, {"a": "k"})
    (tmp_path / "index.html").unlink()
    assert not manifest.is_current(tmp_path, {"a": "k"})


def test_a_site_with_a_failure_is_never_current(tmp_path) -> None:
    failed = [{"name": "a", "key": "k", "status": "failed"}]
    manifest.publish(tmp_path, FILES, manifest.build(FILES, failed))
    assert not manifest.is_current(tmp_path, {"a": "k"})


def test_a_broken_manifest_is_no_manifest(tmp_path) -> None:
    (tmp_path / "manifest.json").write_text("[]", encoding="utf-8")
    assert manifest.read(tmp_path) is None


def test_files_of_the_site_before_go_and_those_of_others_stay(tmp_path) -> None:
    manifest.publish(tmp_path, FILES, manifest.build(FILES, REPORTS))
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    new = {"index.html": b"<p>new"}
    manifest.publish(tmp_path, new, manifest.build(new, REPORTS))
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert left == ["index.html", "manifest.json", "notes.txt"]
    assert (tmp_path / "index.html").read_bytes() == b"<p>new"


def test_a_folder_of_many_files_stands_in_the_manifest_as_one(tmp_path) -> None:
    made = manifest.write_tree(tmp_path, "exports", "k1", {"a/b.json": b"{}", "c.csv": b"1,2\n"})
    manifest.publish(tmp_path, FILES, manifest.build(FILES, REPORTS, [made]))
    (entry,) = manifest.read(tmp_path)["trees"]
    assert (entry["path"], entry["key"], entry["files"]) == ("exports", "k1", 3)
    assert manifest.is_current(tmp_path, {"a": "k"}, {"exports": "k1"})
    assert not manifest.is_current(tmp_path, {"a": "k"}, {"exports": "k2"})
    assert not manifest.is_current(tmp_path, {"a": "k"})
    (tmp_path / "exports" / "a" / "b.json").write_bytes(b"{ }")
    assert not manifest.is_current(tmp_path, {"a": "k"}, {"exports": "k1"})


def test_a_folder_that_the_new_site_has_not_goes(tmp_path) -> None:
    made = manifest.write_tree(tmp_path, "exports", "k1", {"c.csv": b"1,2\n"})
    manifest.publish(tmp_path, FILES, manifest.build(FILES, REPORTS, [made]))
    manifest.publish(tmp_path, FILES, manifest.build(FILES, REPORTS))
    assert not (tmp_path / "exports").exists()
    assert manifest.is_current(tmp_path, {"a": "k"})


def names(folder) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_tree_lists_its_files_with_their_hashes(tmp_path) -> None:
    made = manifest.write_tree(tmp_path, "x", "key", TREE)
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
    made = manifest.write_tree(tmp_path, "x", "key", TREE)
    assert manifest.Tree.from_manifest(made.entry()) == made


def test_a_tree_replaces_the_one_before_and_leaves_nothing_beside_it(tmp_path) -> None:
    manifest.write_tree(tmp_path, "x", "1", TREE)
    manifest.write_tree(tmp_path, "x", "2", {"one.txt": b"1"})
    assert names(tmp_path) == ["x/SHA256SUMS", "x/one.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize("change", ["edit", "add", "remove", "sums"])
def test_a_tree_that_somebody_changed_is_not_whole(tmp_path, change) -> None:
    made = manifest.write_tree(tmp_path, "x", "1", TREE)
    assert manifest.is_whole(tmp_path, made)
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
    assert not manifest.is_whole(tmp_path, made)


def test_a_tree_that_is_not_there_is_not_whole(tmp_path) -> None:
    assert not manifest.is_whole(tmp_path, manifest.Tree("x", "1", 0, 0, ""))


def test_an_interrupt_leaves_the_tree_before_as_it_was(tmp_path, monkeypatch) -> None:
    made = manifest.write_tree(tmp_path, "x", "1", TREE)

    def interrupt(content: bytes):
        if content == b"two":
            assert (tmp_path / ".x.partial" / "a.txt").is_file()
            raise KeyboardInterrupt
        return hashlib.sha256(content)

    with monkeypatch.context() as patch:
        patch.setattr(manifest, "hashlib", SimpleNamespace(sha256=interrupt))
        with pytest.raises(KeyboardInterrupt):
            manifest.write_tree(tmp_path, "x", "2", {"a.txt": b"a", **TREE})
    assert manifest.is_whole(tmp_path, made)
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_what_an_interrupt_left_behind_is_cleared_away(tmp_path) -> None:
    for left in (".x.partial", ".x.old"):
        (tmp_path / left).mkdir()
        (tmp_path / left / "stale.txt").write_bytes(b"stale")
    manifest.write_tree(tmp_path, "x", "1", TREE)
    assert names(tmp_path) == ["x/SHA256SUMS", "x/b/two.txt", "x/one.txt"]


def test_a_folder_of_somebody_else_is_left_alone(tmp_path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "mine.txt").write_bytes(b"mine")
    with pytest.raises(MissingFileError, match="x is there and was not written by a report; choose another folder"):
        manifest.write_tree(tmp_path, "x", "1", TREE)
    manifest.remove_tree(tmp_path, "x")
    assert names(tmp_path) == ["x/mine.txt"]
