"""What ScanCode and the Hub call licenses: every pair held against where it comes from."""

import json
from importlib import resources

import pytest

from openness.cli import main
from openness.licenses.clauses import catalog
from openness.licenses.strings import crosswalk, spdx
from openness.licenses.strings.match import match
from openness.project import paths
from openness.project.errors import BadFileError, UnknownNameError


def scancode() -> dict[str, dict]:
    index = resources.files("license_expression") / "data" / "scancode-licensedb-index.json"
    return {one["license_key"]: one for one in json.loads(index.read_text("utf-8"))}


def pairs(scheme: str) -> dict[str, str]:
    return {row["name"]: row["id"] for row in crosswalk.rows(scheme)}


def test_every_scancode_key_is_one_and_means_the_same_spdx_license():
    index, own = scancode(), pairs("scancode")
    assert set(own) <= set(index)
    listed = {key: one for key, one in own.items() if not one.startswith("LicenseRef-")}
    assert {key: index[key]["spdx_license_key"] for key in listed} == listed
    # ScanCode has no SPDX id for what has none.
    assert all(index[key]["spdx_license_key"].startswith("LicenseRef-scancode-") for key in own.keys() - listed.keys())
    assert len(listed) > 650


def test_no_license_of_both_lists_is_left_out():
    ids = set(spdx.licenses())
    known = {
        one["spdx_license_key"] for one in scancode().values() if not one["is_deprecated"] and not one["is_exception"]
    }
    assert (ids & known) - set(pairs("scancode").values()) == set()


def test_every_hub_tag_is_read_so_by_the_matcher():
    own = pairs("hub")
    assert {tag: match(tag).ids[0] for tag in own} == own
    records = catalog.records()
    told = {record.hugging_face_tag: record.id for record in records.values() if record.hugging_face_tag}
    assert {tag: own[tag] for tag in told if tag in own} == {tag: one for tag, one in told.items() if tag in own}


def test_names_go_both_ways():
    assert crosswalk.names("LicenseRef-llama-3.1") == {"scancode": ["llama-3.1-license-2024"], "hub": ["llama3.1"]}
    assert crosswalk.names("LicenseRef-anthropic-terms") == {"scancode": [], "hub": []}
    assert crosswalk.identifier("scancode", "Mongodb-SSPL-1.0") == "SSPL-1.0"
    with pytest.raises(UnknownNameError, match=r"unknown hub name 'lama3\.1'; did you mean 'llama3\.1'\?"):
        crosswalk.identifier("hub", "lama3.1")
    with pytest.raises(UnknownNameError, match="expected one of: hub, scancode"):
        crosswalk.rows("debian")


@pytest.mark.parametrize("line", ["scancode,mit", "debian,Expat,MIT", "hub,,MIT", "hub,mit,MIT\nhub,mit,ISC"])
def test_a_broken_line_is_named(own_raw, line):
    path = own_raw / "licenses" / crosswalk.FILE
    path.parent.mkdir()
    path.write_text(f"scheme,name,id\n{line}\n", encoding="utf-8")
    with pytest.raises(BadFileError, match=r"crosswalk\.csv, line [23]: expected a scheme"):
        crosswalk.read()


def test_the_command_prints_rows_and_refuses_what_it_does_not_know(capsys):
    with pytest.raises(SystemExit):
        main(["license", "crosswalk", "mit", "--json"])
    assert json.loads(capsys.readouterr().out) == [
        {"scheme": "hub", "name": "mit", "id": "MIT"},
        {"scheme": "scancode", "name": "mit", "id": "MIT"},
    ]
    with pytest.raises(SystemExit) as left:
        main(["license", "crosswalk", "appache-2.0"])
    assert left.value.code == 2
    assert "did you mean 'apache-2.0'?" in capsys.readouterr().err


def test_the_file_is_in_order():
    lines = (paths.raw() / "licenses" / crosswalk.FILE).read_text("utf-8").splitlines()[1:]
    assert lines == sorted(lines, key=lambda line: line.split(",")[:2])
