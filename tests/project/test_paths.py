"""Where the data lie: in the checkout, in the folder that is named, or beside an installed wheel."""

from openness.project import paths


def test_without_a_checkout_the_project_is_what_a_wheel_brings(tmp_path, monkeypatch):
    shared = tmp_path / "share"
    monkeypatch.delenv(paths.ROOT_VARIABLE, raising=False)
    monkeypatch.setattr(paths, "_SHARED", shared)
    checkout = paths.root()
    assert (paths.raw() / "licenses" / "rules.yml").is_file()
    shared.mkdir()
    assert paths.root() == checkout
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "a" / "b" / "c" / "openness" / "project" / "paths.py"))
    assert (paths.root(), paths.raw(), paths.notebooks()) == (shared, shared / "data" / "raw", shared / "notebooks")
    monkeypatch.chdir(tmp_path)
    assert paths.reports() == tmp_path / "reports"
    with paths.using(raw=tmp_path):
        assert paths.raw() == tmp_path
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    assert (paths.raw(), paths.reports()) == (tmp_path / "data" / "raw", tmp_path / "reports")
