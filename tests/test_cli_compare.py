"""``openness compare`` on the real data: shapes for programs, words for people, one line for bad input."""

import csv
import io
import json

import pytest

pytestmark = pytest.mark.usefixtures("real")

EPOCH = ("compare", "epoch@2025-04-23", "epoch@2026-03-30")


def test_text_is_the_table_and_the_sentences(run):
    code, out, err = run(*EPOCH, "--since", 2024, "--until", 2024)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].split()[:7] == [
        "period",
        "group",
        "n_before",
        "n_after",
        "share_before",
        "share_after",
        "share_change",
    ]
    assert lines[1].split()[:4] == ["2024", "community", "26", "110"]
    assert "blanks filled in −17.6 (52)" in out


def test_csv_is_the_table_alone_and_words_go_to_standard_error(run):
    code, out, err = run(*EPOCH, "--since", 2024, "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (code, rows[0]["group"], rows[0]["n_after"]) == (0, "community", "110")
    causes = [name for name in rows[0] if name in ("new", "removed", "reassessed", "filled_in", "redated")]
    assert sum(float(rows[0][name]) for name in causes) == pytest.approx(float(rows[0]["share_change"]), abs=1e-12)
    assert err.startswith("Between the editions of")


def test_json_is_one_document_with_every_release_behind_the_change(run):
    code, out, _ = run(
        "compare",
        "2025-05-12",
        "2026-06-12",
        "--source",
        "osai",
        "--definition",
        "osai_half",
        "--every",
        "all",
        "--json",
    )
    document = json.loads(out)
    assert code == 0
    assert (document["source"], document["before"], document["after"]) == ("osai", "2025-05-12", "2026-06-12")
    (corporate,) = [one for one in document["numbers"] if one["group"] == "corporate"]
    assert (corporate["n_before"], corporate["n_after"]) == (85, 131)
    assert {one["kind"] for one in document["parts"]} == {"releases", "reassessment", "criteria", "labels"}
    olmo = [one for one in document["releases"] if one["release_id"] == "osai:olmo"]
    assert {one["cause"] for one in olmo} <= {"replaced"}


def test_releases_are_listed_on_request(run):
    code, out, _ = run(
        *EPOCH, "--since", 2024, "--until", 2024, "--by", "country", "--country", "France", "--releases", "--csv"
    )
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert {row["group"] for row in rows} == {"France"}
    assert {"release_name", "cause", "before", "after", "evidence_url"} <= rows[0].keys()


def test_the_page_has_the_chart_and_the_releases_and_no_other_file(run, tmp_path):
    code, _, _ = run(*EPOCH, "--since", 2023, "--html", tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert code == 0
    assert "<h1>Open weights: from 2025-04-23 to 2026-03-30</h1>" in page
    assert 'src="data:image/png;base64,' in page
    assert 'alt="Waterfall chart of 4 shares.' in page
    assert "openness compare epoch@2025-04-23 epoch@2026-03-30 --since 2023" in page
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_waves_of_the_transparency_index_are_compared_by_their_means(run):
    code, out, _ = run("compare", "fmti@2023-10-18", "fmti@2024-05-21")
    assert code == 0
    assert "all developers, 37% of 10 to 58% of 14 (+20.9 points)" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("epoch@2025-04-24", "epoch@latest"),
            "unknown vintage '2025-04-24' in source epoch; did you mean '2025-04-23'?",
        ),
        (("epoch@latest", "epoch@latest"), "both editions of epoch are 2026-03-30; expected two"),
        (
            ("epoch@2025-04-23", "latest", "--definition", "osaid"),
            "source 'epoch' cannot answer the definition 'osaid'",
        ),
        (("epoch@2025-04-23", "latest", "--list", "notabel"), "unknown list 'notabel' in epoch 2025-04-23"),
        (("epoch@2025-04-23", "latest", "--since", "2024", "--until", "2023"), "since (2024) is after until (2023)"),
        (
            ("fmti@2023-10-18", "fmti@latest", "--by", "country"),
            "--by is for shares of releases; fmti scores developers",
        ),
        (("mot@latest", "mot@latest"), "source 'mot' cannot answer the definition 'open_weights'"),
        (("src", "tests"), "src holds no site: it has no manifest.json that can be read"),
    ],
)
def test_bad_input_is_one_line_and_status_2(run, arguments, message, tmp_path, monkeypatch):
    for name in ("src", "tests"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    code, out, err = run("compare", *arguments, "--html", tmp_path / "page.html")
    assert (code, out) == (2, "")
    assert err.startswith("openness: ")
    assert err.count("\n") == 1
    assert message in err
    assert not (tmp_path / "page.html").exists()
