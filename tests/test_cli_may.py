"""``openness license may`` and ``matrix``."""

import csv
import io
import json
from functools import partial

import pytest


@pytest.fixture
def run(run):
    return partial(run, "license")


def test_one_question_has_one_answer_with_its_sections(run):
    code, out, err = run(
        *("may", "fine-tune", "--license", "llama-3.1", "--as", "apache-2.0"),
        *("--users", "5e6", "--country", "Germany", "--json"),
    )
    found = json.loads(out)
    assert (code, err, found["answer"], found["to_be_under"]) == (0, "", "no", "Apache-2.0")
    assert found["licenses"] == ["LicenseRef-llama-3.1"]
    assert {one["section"] for one in found["forbidden_by"]} == {"2", "1.b.iv", "1.b.i"}
    branding = [one for one in found["conditions"] if one["clause"] == "branding_required"]
    assert branding[0]["words"].startswith("“Built with Llama”")
    assert found["asker"]["country"] == "Germany"


def test_without_a_relation_all_are_answered(run):
    _, out, _ = run("may", "--license", "MIT", "--json")
    assert [one["answer"] for one in json.loads(out)] == ["yes", "yes", "if", "if", "if", "yes", "yes", "if", "if"]
    code, text, _ = run("may", "--license", "MIT")
    assert code == 0
    assert text.splitlines()[0] == "MIT: use it in a commercial product: yes"
    assert text.splitlines()[-1] == "A reading of the texts, no legal advice."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["use", "--license", "llama-33"], "unknown license 'llama-33'; did you mean 'llama-3"),
        (["uze", "--license", "MIT"], "unknown relation 'uze'; did you mean 'use'?"),
        (["use", "--license", "MIT", "--country", "Germny"], "unknown country 'Germny'; did you mean 'Germany'?"),
        (["use", "--license", "MIT", "--sector", "helth"], "unknown sector 'helth'; did you mean 'health'?"),
        (["use", "--license", "MIT", "--users", "-1"], "no fewer than 0"),
        (["use", "--license", "MIT", "--users", "many"], "--users"),
        (["use", "--license", "MIT", "--as", "Apache-2.0"], "use makes no version"),
        (["use"], "no license is named"),
        (["use", "--license", "MIT", "--country", ""], "country is blank"),
    ],
)
def test_bad_input_is_one_line_and_exit_status_two(run, arguments, message):
    code, out, err = run("may", *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_the_matrix_prints_every_pair_in_three_forms(run):
    _, out, _ = run("matrix", "MIT", "GPL-3.0-only", "--json")
    rows = json.loads(out)
    assert [(one["license"], one["to_be_under"], one["answer"]) for one in rows] == [
        ("MIT", "MIT", "if"),
        ("MIT", "GPL-3.0-only", "if"),
        ("GPL-3.0-only", "MIT", "no"),
        ("GPL-3.0-only", "GPL-3.0-only", "if"),
    ]
    _, out, _ = run("matrix", "MIT", "GPL-3.0-only", "--csv")
    assert list(csv.DictReader(io.StringIO(out))) == [{k: v or "" for k, v in row.items()} for row in rows]
    _, out, _ = run("matrix", "MIT", "GPL-3.0-only")
    assert [line.split() for line in out.splitlines()] == [
        ["of,", "under", "MIT", "GPL-3.0-only"],
        ["MIT", "if", "if"],
        ["GPL-3.0-only", "no", "if"],
    ]
