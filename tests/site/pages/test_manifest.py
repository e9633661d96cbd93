from __future__ import annotations

from openness.site.pages import manifest
from openness.site.releases.exports import tree

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
    made = tree.write(tmp_path, "exports", "k1", {"a/b.json": b"{}", "c.csv": b"1,2\n"})
    manifest.publish(tmp_path, FILES, manifest.build(FILES, REPORTS, [made]))
    (entry,) = manifest.read(tmp_path)["trees"]
    assert (entry["path"], entry["key"], entry["files"]) == ("exports", "k1", 3)
    assert manifest.is_current(tmp_path, {"a": "k"}, {"exports": "k1"})
    assert not manifest.is_current(tmp_path, {"a": "k"}, {"exports": "k2"})
    assert not manifest.is_current(tmp_path, {"a": "k"})
    (tmp_path / "exports" / "a" / "b.json").write_bytes(b"{ }")
    assert not manifest.is_current(tmp_path, {"a": "k"}, {"exports": "k1"})


def test_a_folder_that_the_new_site_has_not_goes(tmp_path) -> None:
    made = tree.write(tmp_path, "exports", "k1", {"c.csv": b"1,2\n"})
    manifest.publish(tmp_path, FILES, manifest.build(FILES, REPORTS, [made]))
    manifest.publish(tmp_path, FILES, manifest.build(FILES, REPORTS))
    assert not (tmp_path / "exports").exists()
    assert manifest.is_current(tmp_path, {"a": "k"})
