"""``openness trend --data`` and ``openness developer match``."""

import json

import pytest

pytestmark = pytest.mark.usefixtures("real")

MINE = "When;Org;Lic\n2024-Q3;Nvidia;Apache 2.0\n23/4/2024;AI2;apache-2.0\n3/4/2024;TII;CC-BY-NC-4.0\n"
COLUMNS = "date=When,developer=Org,license=Lic"


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(MINE, encoding="utf-8")
    return path


def test_a_trend_of_ones_own_table(run, mine):
    code, out, err = run("trend", "--data", mine, "--columns", COLUMNS, "--every", "quarter", "--json")
    rows = [(row["period"], row["group"], row["n"], row["open_count"]) for row in json.loads(out)]
    assert code == 0
    assert rows == [("2024-Q2", "community", 2, 1), ("2024-Q3", "corporate", 1, 1)]
    assert err.splitlines()[0] == (
        "Dates of 'When' are read with the day first, as '23/4/2024' (row 2) can only be read."
    )
    assert err.splitlines()[-1] == (
        "Open is tier_open, since nobody says another; it answers open_unrestricted, osi_license as well."
    )


def test_all_definitions_that_the_table_answers_and_why_not_the_others(run, mine):
    _, out, err = run("trend", "--data", mine, "--columns", COLUMNS, "--definition", "all", "--csv")
    assert {line.rsplit(",", 1)[1] for line in out.splitlines()[1:]} == {
        "tier_open",
        "open_unrestricted",
        "osi_license",
    }
    assert "training_code_open is not answered: it needs code=COLUMN." in err


def test_all_definitions_of_a_source(run):
    _, out, _ = run("trend", "--source", "epoch", "--definition", "all", "--csv", "--since", "2025")
    assert {line.rsplit(",", 1)[1] for line in out.splitlines()[1:]} == {
        "open_weights",
        "open_unrestricted",
        "training_code_open",
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--data", "nowhere.csv"], "nowhere.csv is not there; expected a file with a table"),
        (["--columns", "date=When"], "--columns is about a table of your own: give it with --data"),
        (["--day-first"], "--day-first is about a table of your own: give it with --data"),
        (["--data", "mine", "--source", "hub"], "--source is about the suite's own data, and --data is given"),
        (["--data", "mine", "--columns", "date=Wen"], "did you mean 'When'?"),
        (["--data", "mine"], "no column of the table is named; say which is which"),
        (["--data", "mine", "--columns", COLUMNS, "--table", "x"], "table is 'x', and mine.csv is no DuckDB file"),
        (["--data", "mine", "--columns", COLUMNS, "--country", "Frnace"], "did you mean 'France'?"),
        (["--data", "mine", "--columns", COLUMNS, "--country", "FR"], "no release of the table fits country=FR"),
    ],
)
def test_a_mistake_is_one_line_and_exit_status_2(run, mine, arguments, message):
    code, out, err = run("trend", *[mine if one == "mine" else one for one in arguments])
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert message in err


def test_developers_are_matched(run):
    code, out, _ = run("developer", "match", "Nvidia", "Stanfrod University", "--jsonl")
    first, second = map(json.loads, out.splitlines())
    assert code == 0
    assert (first["developer_id"], first["developer_group"]) == ("nvidia", "corporate")
    assert (second["developer_id"], second["nearest"][0]) == (None, "Stanford University")
    _, out, _ = run("developer", "match", "AI2")
    assert out == "'AI2': allen-institute-for-ai (Allen Institute for AI, nonprofit, United States), by spelling\n"
