"""``openness license list``, ``search`` and ``diff``."""

import json
from functools import partial

import pytest

from openness.licenses.scan import hashes


@pytest.fixture
def run(run):
    return partial(run, "license")


def _ids(run, *arguments):
    code, out, err = run(*arguments, "--json")
    assert (code, err) == (0, "")
    return [one["id"].removeprefix("LicenseRef-") for one in json.loads(out)]


def test_licenses_are_listed_by_family_steward_date_and_tier(run):
    assert _ids(run, "list", "--family", "llama", "--kind", "license", "--since", "2024-07-01") == [
        *("llama-3.1", "llama-3.2", "llama-3.3", "llama-4")
    ]
    assert _ids(run, "list", "--family", "LLAMA", "--tier", "noncommercial") == ["llama-1"]
    assert "gemma" in _ids(run, "list", "--steward", "google")


def test_licenses_are_listed_by_what_a_clause_says(run):
    banned = _ids(run, "list", "--clause", "output_training_restriction=ban_other_models", "--family", "llama")
    assert banned == ["llama-2", "llama-3"]
    named = _ids(run, "list", "--clause", "branding_required=Built with Llama")
    assert named == ["llama-3.1", "llama-3.2", "llama-3.3", "llama-4"]
    both = ("--clause", "user_threshold=700000000", "--clause", "branding_required=none")
    assert _ids(run, "list", *both) == ["databricks-open-model", "llama-2"]
    assert "llama-3.2" in _ids(run, "list", "--clause", "geo_exclusion=EU")
    assert "llama-3.2" not in _ids(run, "list", "--clause", "geo_exclusion=none")


def test_licenses_are_found_by_words_and_by_hash(run):
    assert _ids(run, "search", "moonshot", "Kimi K2 Modified MIT") == ["kimi-k2-modified-mit"]
    digest, name = next(iter(hashes.known().items()))
    assert name.removeprefix("LicenseRef-") in _ids(run, "search", digest)
    assert _ids(run, "search", "no such thing") == []
    assert run("search", "no such thing")[1] == "no license of the catalog fits\n"
    assert run("search", "no such thing", "--csv")[1] == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["list", "--family", "lama"], "unknown family 'lama'; did you mean 'llama'?"),
        (["list", "--clause", "output_training=none"], "unknown clause 'output_training'"),
        (["list", "--clause", "patent"], "names no value"),
        (["list", "--clause", "patent=maybe"], "patent is 'maybe'; expected none, grant, ip_grant"),
        (["list", "--clause", "share_alike=maybe"], "expected true, false"),
        (["list", "--clause", "user_threshold=many"], "expected a number"),
        (["list", "--since", "yesterday"], "'yesterday' is no day"),
        (["diff", "llama-3", "llama-33"], "unknown license 'llama-33'"),
    ],
)
def test_bad_input_is_one_line_and_exit_status_two(run, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_what_changed_from_llama_3_to_3_1(run):
    _, out, _ = run("diff", "llama-3", "llama-3.1", "--json")
    found = {one["clause"]: one for one in json.loads(out)["changes"]}
    assert found["output_training_restriction"]["status"] == "changed"
    assert (found["output_training_restriction"]["before"], found["output_training_restriction"]["after"]) == (
        {"value": "ban_other_models", "state": "stated", "section": "1.b.v", "document": "LicenseRef-llama-3"},
        {"value": "branding_only", "state": "stated", "section": "1.b.i", "document": "LicenseRef-llama-3.1"},
    )
    assert "user_threshold" not in found
    _, out, _ = run("diff", "llama-3", "llama-3.1")
    assert "model_name_prefix: Llama 3 (section 1.b.i) -> Llama (section 1.b.i)" in out.splitlines()


def test_a_license_does_not_differ_from_itself_and_one_that_is_not_read_is_not_known(run):
    assert run("diff", "MIT", "mit")[1] == "MIT -> MIT\nNo clause that is known differs.\n"
    _, out, _ = run("diff", "MIT", "Zlib", "--json")
    assert {one["status"] for one in json.loads(out)["changes"]} == {"not known"}
