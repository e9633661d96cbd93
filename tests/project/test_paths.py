"""Where the raw data lie: in the checkout, in the folder that is named, or beside an installed wheel."""

import tomllib

from openness.project import paths


def test_without_a_checkout_the_raw_data_are_those_that_a_wheel_brings(tmp_path, monkeypatch):
    shared = tmp_path / "share"
    monkeypatch.delenv(paths.ROOT_VARIABLE, raising=False)
    monkeypatch.setattr(paths, "_SHARED", shared)
    here = paths.raw()
    assert (here / "licenses" / "rules.yml").is_file()
    shared.mkdir()
    assert paths.raw() == here
    monkeypatch.setattr(paths, "root", lambda: tmp_path)
    assert paths.raw() == shared
    with paths.using(raw=tmp_path):
        assert paths.raw() == tmp_path
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    assert paths.raw() == tmp_path / "data" / "raw"


def test_a_wheel_brings_all_that_the_license_room_reads():
    project = tomllib.loads((paths.root() / "pyproject.toml").read_text(encoding="utf-8"))
    brought = project["tool"]["setuptools"]["data-files"]
    place = paths._SHARED.relative_to(paths._SHARED.parents[3]).as_posix()
    for file in [*(paths.raw() / "licenses").glob("*.yml"), paths.raw() / "countries.yml"]:
        folder = file.parent.relative_to(paths.raw()).as_posix()
        patterns = brought[f"{place}/{folder}" if folder != "." else place]
        assert any(file.relative_to(paths.root()).match(pattern) for pattern in patterns)
