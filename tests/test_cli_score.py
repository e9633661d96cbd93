"""The command ``openness score``: shapes that others rely on, and one clear line for bad input."""

import csv
import io
import json
import shutil
from functools import partial
from pathlib import Path

import pytest
import yaml

from openness.project import paths
from tests.metrics.mof.mot_records import THREE, document, listed

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def run(run):
    return partial(run, "score")


def fails(run, *arguments):
    code, out, err = run(*arguments)
    assert code == 2
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert err.startswith("openness: ")
    return err.removeprefix("openness: ").strip()


def answer(run, *arguments):
    code, out, err = run(*arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


@pytest.fixture
def heron(tmp_path):
    """Write a native record of the six components of class III, or some of them; MIT by default."""

    def write(name="heron.yml", *, left_out=(), **licenses):
        components = listed(*(part for part in THREE if part not in left_out))
        path = tmp_path / name
        path.write_text(yaml.safe_dump(document(components, **(licenses or {"distribution": "MIT"}))))
        return path

    return write


# One native file


def test_a_record_of_the_tool_gives_class_label_progress_and_components(run, heron):
    found = answer(run, "mof", heron(left_out=["Data card"]))
    assert list(found)[:2] == ["metric", "metric_version"]
    assert {key: found[key] for key in ("metric", "metric_version", "class", "label", "progress")} == {
        "metric": "mof",
        "metric_version": "1.0",
        "class": 0,
        "label": "Unclassified",
        "progress": {"1": 0.0, "2": 0.0, "3": 83.33333333333334},
    }
    assert len(found["components"]) == 17
    assert (found["components"]["Model card"], found["components"]["Data card"]) == ("included", "missing")
    assert (found["score"], found["score_max"], found["first_failure"]) == (0.0, 3.0, "Data card")
    # No edition is known of a single file, and the day of reading says nothing.
    assert (found["release_name"], found["vintage"]) == ("Heron", None)


def test_the_matched_version_stands_beside_the_published_one(run, heron):
    found = answer(run, "mof", heron(distribution="Apache 2.0"))
    matched = found["alternatives"]["1.0-matched"]
    assert (found["class"], matched["class"]) == (0, 3)
    assert (found["licenses"]["Model card"], matched["licenses"]["Model card"]) == ("Apache 2.0", "Apache-2.0")
    both = answer(run, "mof", heron(distribution="Apache 2.0"), "--all-versions")
    assert [(one["metric_version"], one["class"], one["label"]) for one in both] == [
        ("1.0", 0, "Unclassified"),
        ("1.0-matched", 3, "Class III - Open Model"),
    ]


def test_a_date_in_the_name_or_given_is_the_edition(run, heron, tmp_path):
    assert answer(run, "mof", heron("2030-01-31.yml"))["vintage"] == "2030-01-31"
    assert answer(run, "mof", heron(), "--vintage", "2030-02-01")["vintage"] == "2030-02-01"
    assert "not a date" in fails(run, "mof", tmp_path / "heron.yml", "--vintage", "soon")


def test_the_cheapest_changes_of_a_file(run, heron):
    found = answer(run, "mof", heron(distribution="Llama 2 Community License"), "--what-if")["what_if"]
    assert (found["goal"], found["cost"], len(found["changes"])) == ("MOF Class III - Open Model", 1.0, 1)
    assert found["changes"][0]["kind"] == "license"
    code, out, _ = run("mof", heron(left_out=["Data card"]), "--what-if")
    assert code == 0
    assert out.splitlines()[-2:] == [
        "mot:heron. What if: MOF Class III - Open Model, by 1 change of cost 2:",
        "  Publish Data card under an open license (missing -> included)",
    ]


def test_a_folder_gives_a_list(run, heron):
    folder = heron("a.yml").parent
    heron("b.yml", left_out=["Data card"])
    assert [(one["release_id"], one["class"]) for one in answer(run, "mof", folder)] == [("mot:a", 3), ("mot:b", 0)]
    assert answer(run, "mof", folder, "--release", "b")["release_id"] == "mot:b"


def test_an_entry_of_the_index_is_scored_by_all_12_criteria_whatever_it_leaves_out(run):
    found = answer(run, "osai", FIXTURES / "osai" / "2030-02-01" / "heron.yaml")
    assert (found["metric"], found["metric_version"], found["score_max"]) == ("osai", "12", 12.0)
    assert found["components"]["weights_endmodel"] in {"open", "partial", "closed"}
    assert found["vintage"] == "2030-02-01"


@pytest.mark.upstream
def test_every_native_record_of_the_tool_is_scored_as_the_built_tables_say(run, upstream, real):
    path = upstream / "mot" / "2026-05-11" / "models"
    code, out, _ = run("mof", path, "--csv")
    native = list(csv.DictReader(io.StringIO(out)))
    _, out, _ = run("mof", "--csv")
    assert code == 0
    assert native == list(csv.DictReader(io.StringIO(out)))
    assert len(native) == 273


# Processed data


@pytest.mark.usefixtures("real")
def test_processed_releases_are_listed_as_text_csv_and_json(run):
    code, out, _ = run("mof", "--release", "bloom", "--release", "mot:olmo-7b")
    assert code == 0
    assert [line.split()[:4] for line in out.splitlines()[1:]] == [
        ["mot:bloom", "2026-05-11", "1.0", "0.000"],
        ["mot:olmo-7b", "2026-05-11", "1.0", "3.000"],
    ]
    _, out, _ = run("mof", "--release", "bloom", "--csv", "--all-versions")
    assert [row["metric_version"] for row in csv.DictReader(io.StringIO(out))] == ["1.0", "1.0-matched"]
    (found,) = answer(run, "mof", "--release", "bloom", "--what-if")
    assert found["what_if"]["changes"][0]["component"] == "License of the distribution"
    assert len(answer(run, "mof")) == 273


@pytest.mark.usefixtures("real")
def test_the_index_has_eleven_editions_and_the_newest_is_shown(run):
    assert {one["metric_version"] for one in answer(run, "osai")} == {"12"}
    vintages = {one["vintage"] for one in answer(run, "osai", "--vintage", "all")}
    assert (len(vintages), min(vintages), max(vintages)) == (11, "2024-12-31", "2026-06-12")
    (found,) = answer(run, "osai", "--vintage", "2025-05-12", "--release", "amber")
    assert (found["label"], len(found["components"])) == ("10 of 14", 14)
    (found,) = answer(run, "osai", "--release", "llama-3-instruct", "--what-if")
    assert (found["score"], found["what_if"]["cost"]) == (2.0, 7.0)


# Bad input


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["mop"], "unknown metric 'mop'; did you mean 'mof'?"),
        (["mof", "--source", "mott"], "unknown source 'mott'; did you mean 'mot'?"),
        (["mof", "--source", "epoch"], "source 'epoch' cannot support the metric 'mof': it knows of weights and code"),
        (["mof", "--release", "blooom"], "unknown release 'blooom'; did you mean 'bloom'?"),
        (["mof", "--release", "xyzzyqq"], "none of the 273 scored has a name like it"),
        (["mof", "--vintage", "2026-05-12"], "unknown vintage '2026-05-12' in source mot; did you mean '2026-05-11'?"),
        (["mof", "--what-if"], "--what-if is for single releases"),
        (["mof", "/no/such/file.yml"], "/no/such/file.yml is not there"),
        (["mof", "https://example.org/x.yml"], "give a folder, a zip or a file that has been downloaded"),
        (["mof", "/no/such", "--source", "mott"], "unknown source 'mott'; did you mean 'mot'?"),
    ],
)
def test_bad_questions_are_one_line(run, arguments, message):
    assert message in fails(run, *arguments)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.yml has no 'release' with 'components': is it a record of the Model Openness Tool?"),
        ("framework: {name: 'Model Openness Fram", "x.yml, line 1: not valid YAML"),
        ("release: {components: [{name: Datasets", "x.yml, line 2: not valid YAML"),
        (
            "release: {components: [{name: Dataset}]}",
            "component 'Dataset', which the framework does not have; did you mean",
        ),
        ("release: {components: [{name: Datasets}, {name: Datasets}]}", "lists the component 'Datasets' twice"),
        ("\x00\x01", "not valid YAML"),
        ("just words", "has no 'release'"),
    ],
)
def test_a_broken_record_is_one_line(run, tmp_path, text, message):
    path = tmp_path / "x.yml"
    path.write_text(text)
    assert message in fails(run, "mof", path)


def test_a_file_of_another_kind_or_of_nothing_is_one_line(run, tmp_path):
    (tmp_path / "x.txt").write_text("x")
    assert "x.txt holds no .yml or .yaml or .json file" in fails(run, "mof", tmp_path / "x.txt")
    (tmp_path / "empty").mkdir()
    assert "empty holds no .yml or .yaml or .json file" in fails(run, "mof", tmp_path / "empty")


def test_files_of_a_source_that_cannot_support_the_metric_are_refused_with_the_reason(run):
    osai = FIXTURES / "osai" / "2030-02-01" / "heron.yaml"
    assert "source 'osai' cannot support the metric 'mof': it judges whether a part can be had" in fails(
        run, "mof", osai
    )
    epoch = FIXTURES / "epoch" / "2030-01-31"
    assert "source 'epoch' cannot support the metric 'mof'" in fails(run, "mof", epoch)
    assert "source 'epoch' cannot support the metric 'mof'" in fails(run, "mof", osai, "--source", "epoch")
    assert "is it an entry of the index?" in fails(run, "osai", FIXTURES / "mot" / "2030-02-02", "--source", "osai")


def test_without_the_tools_license_lists_there_is_no_score(run, raw, heron, monkeypatch):
    shutil.rmtree(raw / "mot", ignore_errors=True)
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(raw.parents[1]))
    assert "source.yml is not there" in fails(run, "mof", heron())


def test_a_metric_that_no_source_supports_says_why_of_each_and_takes_a_file_of_its_own(run, tmp_path):
    assert fails(run, "aa_openness").startswith("no source here supports the metric 'aa_openness' (epoch: it does not")
    path = tmp_path / "heron.yml"
    path.write_text(
        "release: Heron 7B\npoints: {weights_access: 3, weights_license: 3, pretraining_data_access: 3,\n"
        "  posttraining_data_access: 1, pretraining_data_license: 2, posttraining_data_license: 0,\n"
        "  methodology_disclosure: 2, methodology_license: 3}\n",
        encoding="utf-8",
    )
    # 3 + 3 + (3 + 1) / 2 + (2 + 0) / 2 + 2 + 3 = 14 of 18
    found = answer(run, "aa_openness", path)
    assert (round(found["score"], 2), found["score_max"], found["vintage"]) == (77.78, 100.0, None)
    assert found["components"]["posttraining_data_access"] == "1"


def test_an_entry_of_opening_up_in_its_own_format_is_scored(run, tmp_path):
    path = tmp_path / "heron.yaml"
    path.write_text(
        "project: {name: Heron}\nopencode: {class: open}\nllmdata: {class: partial}\napi: {class: closed}\n",
        encoding="utf-8",
    )
    found = answer(run, "opening_up", path)
    assert (found["score"], found["score_max"], found["first_failure"]) == (1.5, 14.0, "llmdata")


def test_the_latest_edition_is_the_newest_that_the_metric_can_score(run):
    rows = answer(run, "opening_up")
    assert {row["vintage"] for row in rows} == {"2026-03-12"}
