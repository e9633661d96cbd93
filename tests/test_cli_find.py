"""``openness find``, ``compare-releases``, and ``score`` past names that it does not know."""

import json

import pytest

from openness.measures.finding import find, words

pytestmark = pytest.mark.usefixtures("real")


def test_names_are_read_by_words():
    assert words("Qwen/Qwen2.5-72B") == words("qwen 2.5 72b") == ("qwen", "2.5", "72b")


@pytest.mark.parametrize("name", ["Qwen2.5 72B", "qwen-2.5-72b", "Qwne2.5 72B"])
def test_an_official_release_stands_before_remixes_however_it_is_spelled(name):
    found = find(name)
    assert found.releases["release_name"][0] in ("Qwen/Qwen2.5-72B", "Qwen2.5-72B")
    assert found.families["release_family_id"][0] == "alibaba/qwen-2.5"
    official = found.releases["is_official"].to_list()
    assert official == sorted(official, reverse=True)


def test_developers_and_licenses_are_found_too(run):
    _, out, _ = run("find", "Nvidia", "--json")
    assert [one["id"] for one in json.loads(out)["developers"]] == ["nvidia"]
    _, out, _ = run("find", "Apache 2.0", "--json")
    assert json.loads(out)["licenses"] == ["Apache-2.0"]


def test_a_name_that_nothing_bears_is_one_line(run):
    assert run("find", "zzzzqqq") == (2, "", "openness: nothing here is called 'zzzzqqq'\n")
    assert run("find", "--", "---")[0] == 2


def test_releases_stand_side_by_side_in_every_form(run, tmp_path):
    asked = ("compare-releases", "Llama 3.1", "gpt-oss-120b", "OLMo 2")
    code, out, _ = run(*asked, "--json", "--html", tmp_path / "page.html")
    document = json.loads(out)
    assert code == 0
    assert [one["family"] for one in document["releases"]] == [
        "meta-ai/llama-3.1",
        "openai/gptoss",
        "allen-institute-for-ai/olmo-2",
    ]
    by_key = {(row["what"], row["source"]): row for row in document["rows"]}
    assert by_key["license", "hub"]["Llama 3.1"] == "LicenseRef-llama-3.1"
    assert by_key["license", "hub"]["gpt-oss-120b"] == "Apache-2.0"
    assert by_key["osai 12", "osai"]["OLMo 2"] is None
    assert "LicenseRef-llama-3.1" in (tmp_path / "page.html").read_text(encoding="utf-8")
    _, out, _ = run(*asked, "--csv")
    assert out.splitlines()[0] == "what,source,Llama 3.1,gpt-oss-120b,OLMo 2"
    assert len(out.splitlines()) == len(document["rows"]) + 1


def test_contradictions_of_sources_stand_beside_the_rest(run):
    _, out, _ = run("compare-releases", "bigscience/bloom", "Gemma", "OLMo 2", "--json")
    told = [row for row in json.loads(out)["rows"] if row["what"].startswith("contradiction: ")]
    assert told
    assert any(row["bigscience/bloom"] for row in told)
    assert not any(row["OLMo 2"] for row in told)


def test_an_unknown_release_is_one_line_with_the_nearest(run):
    code, out, err = run("compare-releases", "Llama 3.1", "Qwne2.5 72B instruct")
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "alibaba/qwen-2.5" in err
    assert run("compare-releases", "Llama 3.1")[0] == 2


def test_score_goes_on_past_a_name_that_it_does_not_know(run):
    code, out, err = run("score", "osai", "--release", "olmo", "--release", "osai:lama", "--json")
    assert code == 1
    assert [one["release_id"] for one in json.loads(out)] == ["osai:olmo"]
    assert err.startswith("openness: unknown release 'osai:lama'; did you mean ")
    code, out, _ = run("score", "osai", "--release", "zzzzqqq")
    assert (code, out) == (2, "")


def test_a_name_of_two_sources_asks_which(run):
    code, out, err = run(
        "score", "eosai_matrix", "--release", "falcon3-7b-instruct", "--release", "osai:olmo", "--json"
    )
    assert (code, [one["release_id"] for one in json.loads(out)]) == (1, ["osai:olmo"])
    assert "falcon3-7b-instruct" in err
