"""A site is written into folders of its own, and nothing outside them is touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from openness.project.errors import BadFileError, MissingFileError
from openness.site.pages import manifest
from openness.site.pages.manifest import Tree

SITE = {"index.html": b"ours", "assets/site.css": b"style"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "work" / "site"
    folder.mkdir(parents=True)
    manifest.publish(folder, SITE, manifest.build(SITE, []))
    return folder


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    path = tmp_path / "work" / "precious.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine", encoding="utf-8")
    return path


def forged(folder: Path, **change: object) -> None:
    said = json.loads((folder / manifest.FILE).read_bytes())
    (folder / manifest.FILE).write_text(json.dumps({**said, **change}), encoding="utf-8")


def listed(path: object) -> list:
    return [{"path": path, "sha256": "0" * 64, "bytes": 4}]


def tree(path: str) -> list:
    return [Tree(path, "k", 1, 1, "0" * 64).entry()]


@pytest.mark.parametrize(
    "change",
    [
        {"files": listed("../precious.txt")},
        {"files": listed("{absolute}")},
        {"files": listed("assets/../../precious.txt")},
        {"files": listed(None)},
        {"files": listed(["index.html"])},
        {"files": "index.html"},
        {"files": [{}]},
        {"reports": [{"name": 1}]},
        {"reports": 3},
        {"trees": tree("..")},
        {"trees": tree("../exports")},
        {"trees": tree("{absolute}")},
        {"trees": tree("a/b")},
        {"trees": [7]},
        {"trees": 7},
    ],
    ids=str,
)
def test_a_forged_manifest_is_none_of_ours_and_deletes_nothing(site, precious, change):
    forged(site, **json.loads(json.dumps(change).replace("{absolute}", str(precious))))
    exports = site.parent / "exports"
    exports.mkdir()
    (exports / manifest.SUMS).write_text("", encoding="utf-8")
    assert manifest.read(site) is None
    with pytest.raises(MissingFileError, match="no site of ours; choose an empty folder, or --force"):
        manifest.check_ours(site)
    manifest.publish(site, SITE, manifest.build(SITE, []), force=True)
    assert precious.read_text("utf-8") == "mine"
    assert exports.is_dir()


def test_a_manifest_cannot_have_an_edited_file_deleted(site):
    (site / "assets" / "site.css").write_bytes(b"edited by hand")
    left = {"index.html": b"ours"}
    manifest.publish(site, left, manifest.build(left, []))
    assert (site / "assets" / "site.css").read_bytes() == b"edited by hand"


def test_a_folder_with_a_page_of_somebody_else_is_refused_unless_forced(tmp_path):
    (tmp_path / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(MissingFileError, match=r"holds index\.html and no site of ours"):
        manifest.check_ours(tmp_path)
    with pytest.raises(MissingFileError, match="is there and was not written by a report"):
        manifest.publish(tmp_path, SITE, manifest.build(SITE, []))
    assert (tmp_path / "index.html").read_text("utf-8") == "mine"
    manifest.check_ours(tmp_path, force=True)
    manifest.publish(tmp_path, SITE, manifest.build(SITE, []), force=True)
    assert (tmp_path / "index.html").read_bytes() == b"ours"


def test_a_page_that_somebody_added_to_a_site_is_not_written_over(site):
    (site / "data.html").write_text("mine", encoding="utf-8")
    with pytest.raises(MissingFileError, match=r"data\.html is there and was not written by a report"):
        manifest.publish(site, {**SITE, "data.html": b"ours"}, manifest.build(SITE, []))
    assert (site / "data.html").read_text("utf-8") == "mine"
    assert (site / "index.html").read_bytes() == b"ours"


def test_an_empty_folder_and_one_that_is_not_there_are_fine(tmp_path):
    manifest.check_ours(tmp_path)
    manifest.check_ours(tmp_path / "not there")


def test_a_folder_of_the_site_that_leads_elsewhere_is_refused(site, precious):
    elsewhere = precious.parent / "elsewhere"
    elsewhere.mkdir()
    (site / "charts").symlink_to(elsewhere)
    with pytest.raises(BadFileError, match="leads out of"):
        manifest.publish(site, {**SITE, "charts/a.svg": b"x"}, manifest.build(SITE, []))
    assert list(elsewhere.iterdir()) == []


def test_an_export_edited_to_the_same_length_is_not_whole(tmp_path):
    made = manifest.write_tree(tmp_path, "exports", "key", {"a.csv": b"n,1\n"})
    assert manifest.is_whole(tmp_path, made)
    path = tmp_path / "exports" / "a.csv"
    path.write_bytes(b"n,1\n")
    assert manifest.is_whole(tmp_path, made)  # newer, and the same
    path.write_bytes(b"n,9\n")
    assert not manifest.is_whole(tmp_path, made)
