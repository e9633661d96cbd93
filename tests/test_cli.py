"""The command line: shapes that others rely on, and one clear line for bad input."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from openness.project import paths

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def project(raw, small_built, monkeypatch):
    """A project folder of its own: the small raw data, built."""
    root = raw.parents[1]
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(root))
    (root / "data" / "processed").symlink_to(small_built)
    return root


def fails(run, *arguments):
    code, out, err = run(*arguments)
    assert code == 2
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert err.startswith("openness: ")
    return err.removeprefix("openness: ").strip()


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("definition", ["open_weights", "open_unrestricted"])
@pytest.mark.parametrize(("source", "vintage"), [("epoch", "2026-03-30"), ("osai", "2026-06-12")])
def test_trend_prints_one_json_list_with_the_promised_keys(run, source, vintage, definition):
    code, out, err = run(
        "trend", "--source", source, "--vintage", vintage, "--by", "developer_group", "--every", "year",
        "--definition", definition, "--json",
    )  # fmt: skip
    rows = json.loads(out)
    assert code == 0
    assert {"period", "group", "n", "open_count", "open_share", "lower", "upper"} <= rows[0].keys()
    asked = rows[0]["asked"]
    assert (asked["source"], asked["vintage"], asked["definition"], asked["every"]) == (
        source,
        vintage,
        definition,
        "year",
    )
    assert vintage in asked["credit"]
    assert err.startswith("Of ")
    assert "are left out because the source does not say whether they are open" in err


def test_trend_prints_csv_and_text(run, project):
    _, out, _ = run("trend", "--source", "osai", "--csv", "--by", "modality")
    assert out.splitlines()[0].startswith("period,group,n,open_count")
    _, out, _ = run("trend", "--source", "osai", "--by", "modality")
    heading, row = (line.split() for line in out.splitlines())
    told = dict(zip(heading, row, strict=True))
    # One developer allows no interval.
    assert told | {"period": "2029", "group": "language", "n": "1", "developers": "1", "lower": "-"} == told
    assert told["interval"] == "developer"


@pytest.mark.usefixtures("real")
def test_trend_shows_ten_years_up_to_the_edition_unless_it_is_told_where_to_start(run):
    asked = ("trend", "--source", "epoch", "--vintage", "2026-03-30", "--csv")
    _, out, err = run(*asked)
    assert out.splitlines()[1].startswith("2017,")
    assert err.endswith(" Shown from 2017 on; --since 1950 shows all.\n")
    _, out, _ = run(*asked, "--until", "2012")
    assert (out.splitlines()[1][:4], out.splitlines()[-1][:4]) == ("2003", "2012")
    _, out, err = run(*asked, "--since", "1950")
    assert out.splitlines()[1].startswith("1950,")
    assert err.endswith("0 because they are outside the years asked for.\n")


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("spelling", ["US", "us", "U.S.", "USA", "the United States of America"])
def test_a_code_or_spelling_of_a_country_finds_it(run, spelling):
    asked = ("trend", "--vintage", "2026-03-30", "--since", "2025", "--csv")
    expected = run(*asked, "--country", "United States")
    assert expected[0] == 0
    assert run(*asked, "--country", spelling) == expected
    assert run(*asked, "--where", f"country={spelling}") == expected


@pytest.mark.usefixtures("real")
def test_trend_counts_developers_and_on_request_releases_and_says_which(run):
    asked = ("trend", "--since", "2025", "--until", "2025", "--vintage", "2026-03-30", "--json")
    rows = {}
    for kind in ("developer", "wilson"):
        _, out, _ = run(*asked, "--interval", kind)
        rows[kind] = {row["group"]: row for row in json.loads(out)}["community"]
    assert {kind: row["interval"] for kind, row in rows.items()} == {"developer": "developer", "wilson": "wilson"}
    assert {kind: (round(row["lower"], 3), round(row["upper"], 3)) for kind, row in rows.items()} == {
        "developer": (0.767, 0.994),
        "wilson": (0.805, 0.993),
    }
    assert (rows["developer"]["n"], rows["developer"]["developers"]) == (25, 16)
    assert rows["developer"]["design_effect"] > rows["wilson"]["design_effect"] == 1
    assert "did you mean 'wilson'?" in fails(run, "trend", "--interval", "wilsons")


def test_build_writes_the_tables_and_says_how_many_rows(run, raw, tmp_path):
    code, out, _ = run("build", "--raw", raw, "--out", tmp_path / "out")
    assert code == 0
    assert "10 releases" in out
    assert (tmp_path / "out" / "datapackage.json").is_file()


def test_import_writes_the_table_and_its_provenance(run, tmp_path):
    code, _, _ = run("import", "osai", FIXTURES / "osai" / "2030-02-01", "--out", tmp_path, "--version", "abc")
    assert code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2030-02-01.csv", "source.yml"]
    listing = (tmp_path / "source.yml").read_text()
    assert "CC-BY-4.0" in listing
    assert "version: abc" in listing


def test_import_keeps_the_vintages_that_are_there(run, tmp_path):
    for vintage in ("2029-05-05", "2030-01-31"):
        run("import", "epoch", FIXTURES / "epoch" / vintage, "--out", tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2029-05-05.csv", "2030-01-31.csv", "source.yml"]
    listing = (tmp_path / "source.yml").read_text()
    assert "'2029-05-05':" in listing
    assert "'2030-01-31':" in listing


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["trend", "--source", "epok"], "unknown value of parameter 'source': 'epok'; did you mean 'epoch'?"),
        (["trend", "--definition", "osi"], "unknown value of parameter 'definition': 'osi'"),
        (["trend", "--definition", "osaid"], "source 'epoch' cannot answer the definition 'osaid'"),
        (["trend", "--since", "2024", "--until", "2020"], "since (2024) is after until (2020)"),
        (["trend", "--since", "soon"], "Invalid value for '--since'"),
        (["trend", "--country", "Frnace"], "did you mean 'France'?"),
        (["trend", "--sorce", "epoch"], "No such option: --sorce"),
        (["trend", "--modality", "robotics"], "no release of epoch 2030-01-31 has modality 'robotics'"),
        (["tend"], "No such command 'tend'"),
        (["build", "--source", "epok"], "unknown source 'epok'; did you mean 'epoch'?"),
        (["build", "--raw", "nowhere"], "nowhere is not there"),
        (["import", "epok", "x"], "unknown source 'epok'; did you mean 'epoch'?"),
        (["import", "osai", "nowhere/2030-01-01"], "nowhere/2030-01-01 is not there"),
        (["import", "osai", "http://localhost/x.zip"], "give a folder, a zip or a file that has been downloaded"),
    ],
)
@pytest.mark.usefixtures("project")
def test_bad_input_is_one_line_and_exit_status_2(run, arguments, message):
    assert message in fails(run, *arguments)


def test_a_missing_raw_file_is_named(run, project):
    (project / "data" / "raw" / "epoch" / "2030-01-31.csv").unlink()
    assert "data/raw/epoch/2030-01-31.csv is not there" in fails(run, "build")


def test_a_truncated_csv_is_named_with_the_rows_it_should_have(run, project):
    path = project / "data" / "raw" / "epoch" / "2030-01-31.csv"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:4]))
    assert fails(run, "build").startswith(
        "data/raw/epoch/2030-01-31.csv is truncated or edited: 2 rows, source.yml says 7"
    )


def test_an_edited_csv_is_refused(run, project):
    path = project / "data" / "raw" / "epoch" / "2030-01-31.csv"
    path.write_text(path.read_text().replace("Albatross", "Albatros"))
    assert "has been edited: its sha256 is not the one in source.yml" in fails(run, "build")


@pytest.mark.parametrize("name", ["developers.yml", "countries.yml", "licenses/aliases.yml", "osai/source.yml"])
def test_a_merge_conflict_in_any_yaml_is_named_with_its_line(run, project, name):
    path = project / "data" / "raw" / name
    path.write_text("<<<<<<< HEAD\n" + path.read_text())
    assert fails(run, "build") == f"data/raw/{name}, line 1: merge-conflict marker '<<<<<<<'"


def test_a_folder_that_cannot_be_written_is_named_and_nothing_is_lost(run, project, tmp_path):
    (tmp_path / "taken").write_text("a file")
    message = fails(run, "build", "--out", tmp_path / "taken" / "out")
    assert message.startswith("cannot write to")
    assert (tmp_path / "taken").read_text() == "a file"


def test_a_failed_build_leaves_the_old_tables(run, raw, tmp_path):
    out = tmp_path / "out"
    run("build", "--raw", raw, "--out", out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    (raw / "developers.yml").write_text("developers: [")
    fails(run, "build", "--raw", raw, "--out", out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--only", "corporate-vs-comunity"], "did you mean 'corporate-vs-community'?"),
        (["-p", "sinse=2021"], "did you mean 'since'?"),
        (["-p", "since=soon"], "since"),
        (["-p", "every=quater"], "did you mean 'quarter'?"),
        (["-p", "since=1800"], "1950"),
        (["-p", "since=2024", "-p", "until=2020"], "since (2024) is after until (2020)"),
        (
            ["-p", "modality=robotics", "-p", "source=osai", "--only", "corporate-vs-community"],
            "has modality 'robotics'",
        ),
        (["-p", "since"], "since"),
        (["-p", "publisher=Epoch"], "did you mean 'Epoch AI'?"),
        (["-p", "publisher=Epoch AI,WIRD"], "did you mean 'WIRED'?"),
        (["-p", "verdict=agree", "--only", "published-results"], "did you mean 'agrees'?"),
        (["-p", "most=61", "--only", "published-results"], "expected 60 or less"),
        (["-p", "most=2", "--only", "multiverse"], "parameter 'most' is 2, expected 3 or more"),
        (["-p", "estimand=slope"], "unknown value of parameter 'estimand': 'slope'"),
        (["-p", "sources=epcoh"], "did you mean 'epoch'?"),
        (["-p", "sources=hub", "-p", "definitions=osaid"], "source 'hub' answers none of the definitions osaid"),
        (["-p", "publisher=WIRED", "-p", "verdict=agrees"], "no figure of WIRED has the verdict 'agrees'"),
    ],
)
@pytest.mark.usefixtures("real")
def test_a_report_with_bad_parameters_stops_before_anything_runs(run, tmp_path, arguments, message):
    assert message in fails(run, "report", "--out", tmp_path / "out", *arguments)
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("real")
def test_report_lists_notebooks_with_typed_parameters(run):
    code, out, _ = run("report", "--list")
    assert code == 0
    for word in ("data-audit", "corporate-vs-community", "since", "definition", "min_group"):
        assert word in out


def test_help_needs_nothing_heavy():
    code = "import sys, openness.cli; print(sorted({'polars', 'altair', 'papermill', 'nbconvert'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_command_itself_exits_with_2_and_no_traceback():
    command = Path(sys.executable).parent / "openness"
    done = subprocess.run([command, "trend", "--sorce"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.usefixtures("project")
def test_export_prints_a_release_as_json_and_its_badge(run):
    code, out, _ = run("export", "osai:heron")
    record = json.loads(out)
    assert code == 0
    assert {"release_id", "developer", "license", "scores", "not_scored", "components", "source"} <= record.keys()
    assert record["source"]["license"] == "CC-BY-4.0"
    code, out, _ = run("export", "osai:heron", "--badge", "osai")
    assert code == 0
    assert out.startswith("<svg ")
    assert out.endswith("</svg>\n")


@pytest.mark.usefixtures("project")
def test_export_writes_the_files_of_the_site(run, tmp_path):
    code, out, _ = run("export", "osai:heron", "--out", tmp_path / "out")
    assert code == 0
    assert (tmp_path / "out" / "releases" / "osai" / "heron.json").is_file()
    assert (tmp_path / "out" / "badges" / "osai" / "heron" / "osai.svg").is_file()
    assert len(out.splitlines()) >= 2


@pytest.mark.usefixtures("project")
def test_export_of_an_unknown_release_is_one_line(run):
    assert fails(run, "export", "osai:hero").startswith("unknown release 'osai:hero' in the newest edition of osai; ")
    assert fails(run, "export", "osai:heron", "--badge", "osay") == "unknown metric 'osay'; did you mean 'osai'?"


@pytest.mark.usefixtures("project")
def test_export_prints_the_license_of_a_release_as_a_bill_of_materials(run):
    code, out, _ = run("export", "osai:heron", "--bom", "cyclonedx")
    assert code == 0
    document = json.loads(out)
    assert (document["bomFormat"], document["components"][0]["type"]) == ("CycloneDX", "machine-learning-model")
    assert json.loads(run("export", "osai:heron", "--bom", "spdx")[1])["@context"].endswith("spdx-context.jsonld")
    assert "unknown form 'spdx2'; did you mean 'spdx'?" in fails(run, "export", "osai:heron", "--bom", "spdx2")
