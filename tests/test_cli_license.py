"""``openness license show`` and ``explain``."""

import json
import shutil
import subprocess
import sys
from functools import partial

import pytest

from openness.project import paths


@pytest.fixture
def run(run):
    return partial(run, "license")


@pytest.fixture(autouse=True)
def project(small_raw, tmp_path, monkeypatch):
    """A project of its own: invented licenses, the rules of the repository."""
    shutil.copytree(small_raw / "licenses", tmp_path / "data" / "raw" / "licenses")
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    return tmp_path


def test_show_prints_the_record_and_every_clause_with_its_section(run):
    code, out, err = run("show", "LicenseRef-heron-1.0")
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[:8] == [
        "LicenseRef-heron-1.0",
        "Heron Community License",
        "  steward: Example Labs",
        "  version: 1.0",
        "  in effect from: 2029-05-05",
        "  kind: license",
        "  family: heron",
        "  use policy: LicenseRef-heron-1.0-use-policy",
    ]
    assert "Open Source Definition: violates 5 and 6, arguably violates 7 and 9." in lines
    assert "Tier: Restricted commercial use." in lines
    assert len(lines[lines.index("") :]) == 1 + 3 + 1 + 29
    clauses = [line.split(maxsplit=2) for line in lines[-29:]]
    assert clauses[0] == ["commercial_use", "threshold", "section 2"]
    assert clauses[1] == ["user_threshold", "700,000,000", "section 2"]
    assert clauses[10] == ["geo_exclusion", "EU", "LicenseRef-heron-1.0-use-policy, section 2"]
    assert clauses[17] == ["share_alike", "false", "absent"]


def test_show_says_why_a_clause_is_not_known(run):
    _, out, _ = run("show", "plover-0.1")
    assert "derivatives                   ?" in out
    assert "unverified: the text was seen in part" in out


def test_show_as_json_has_the_clauses_and_where_they_stand(run):
    code, out, _ = run("show", "licenseref-heron-1.0", "--json")
    document = json.loads(out)
    assert code == 0
    assert document["id"] == "LicenseRef-heron-1.0"
    assert document["steward"] == "Example Labs"
    assert document["effective_date"] == "2029-05-05"
    assert len(document["clauses"]) == len(document["evidence"]) == 29
    assert document["clauses"]["geo_exclusion"] == ["EU"]
    assert document["evidence"]["geo_exclusion"] == {
        "state": "stated",
        "section": "2",
        "document": "LicenseRef-heron-1.0-use-policy",
        "reason": None,
    }
    assert (document["osd_violations"], document["osd_arguable"]) == ([5, 6], [7, 9])
    assert document["tier"] == "restricted_commercial"
    assert document["is_osi_approved"] is False


def test_show_of_a_license_without_a_record_has_the_facts_of_the_list(run):
    code, out, _ = run("show", "mit")
    assert code == 0
    assert out.splitlines() == [
        "MIT",
        "MIT License",
        "  read at: https://spdx.org/licenses/MIT.html",
        "  ScanCode key: mit",
        "  Hub tag: mit",
        "",
        "Open Source Definition: not judged clause by clause.",
        "Tier: Open. Approved by the Open Source Initiative.",
        "As a fact apart: MIT is approved by the Open Source Initiative.",
    ]


def test_explain_leads_from_clause_to_criterion_in_words(run):
    code, out, err = run("explain", "LicenseRef-egret-1.0")
    steps = out.rstrip("\n").split("\n\n")
    assert (code, err) == (0, "")
    assert steps[0] == "LicenseRef-egret-1.0"
    assert steps[1].startswith(
        "commercial_use is no (section 1): violates criterion 6, no discrimination against fields of endeavor. "
    )
    assert [step.split(" ", 1)[0] for step in steps[1:7]] == [
        "commercial_use", "commercial_use", "redistribution", "derivatives", "revocable", "licensor_may_amend",
    ]  # fmt: skip
    assert steps[7:] == [
        "Open Source Definition: violates 1, 3 and 6, arguably violates 7.",
        "Tier: Noncommercial.",
        "As a fact apart: LicenseRef-egret-1.0 is not on the list of licenses approved by the Open Source Initiative.",
    ]


def test_explain_as_json_has_each_finding_with_rule_place_and_source(run):
    code, out, _ = run("explain", "LicenseRef-egret-1.0", "--json")
    document = json.loads(out)
    assert code == 0
    assert document["tier"] == "noncommercial"
    assert [(one["rule"], one["section"], one["criterion"], one["verdict"]) for one in document["findings"]] == [
        ("noncommercial", "1", 6, "violated"),
        ("noncommercial-sale", "1", 1, "violated"),
        ("no-redistribution", "2", 1, "violated"),
        ("no-derivatives", "2", 3, "violated"),
        ("revocable", "5", 7, "arguable"),
        ("amendable", "6", 7, "arguable"),
    ]
    assert all(one["source"].startswith("https://") and one["because"] for one in document["findings"])
    assert document["steps"][-2] == "Tier: Noncommercial."


@pytest.mark.parametrize("command", ["show", "explain"])
@pytest.mark.parametrize(
    ("identifier", "message"),
    [
        ("LicenseRef-heron-1.1", "unknown license 'LicenseRef-heron-1.1'; did you mean 'LicenseRef-heron-1.0'?"),
        ("heron-1", "unknown license 'heron-1'; did you mean 'heron-1.0'?"),
        ("Apache-2", "unknown license 'Apache-2'; did you mean 'Apache-2.0'?"),
        ("qqqqqq", "unknown license 'qqqqqq'"),
    ],
)
def test_an_unknown_license_is_one_line_and_exit_status_2(run, command, identifier, message):
    assert run(command, identifier) == (2, "", f"openness: {message}\n")


def test_a_broken_rule_is_one_line_and_exit_status_2(run, project):
    path = project / "data" / "raw" / "licenses" / "rules.yml"
    path.write_text(path.read_text().replace("verdict: violated", "verdict: bad", 1))
    code, out, err = run("explain", "MIT")
    assert (code, out) == (2, "")
    assert err.startswith("openness: data/raw/licenses/rules.yml, line 18, rules 1: verdict is 'bad'")
    assert len(err.splitlines()) == 1


def test_explaining_a_license_loads_no_charts_and_no_notebooks(project):
    code = (
        "import sys\nfrom openness.cli import main\ntry: main(['license', 'explain', 'MIT'])\nexcept SystemExit: pass\n"
        "print(sorted({'altair', 'papermill', 'nbconvert', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_file_that_is_too_large_to_be_a_license_is_refused_with_one_line(run, tmp_path):
    path = tmp_path / "weights.bin"
    with path.open("wb") as file:
        file.truncate(4_000_000_000)  # a hole; nothing is written
    status, out, err = run("read", str(path))
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "weights.bin has more than 50,000,000 bytes; expected the file of a license text" in err
