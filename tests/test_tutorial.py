"""The tutorial on a table of one's own runs, on rows that stand in the publisher's own list."""

import csv
import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "docs" / "tutorial"


@pytest.mark.usefixtures("real")
def test_the_tutorial_runs_from_top_to_bottom(monkeypatch, capsys):
    monkeypatch.chdir(FOLDER)
    names: dict = {}
    for cell in json.loads((FOLDER / "own_data.ipynb").read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec("".join(cell["source"]), names)
    assert names["made"].answered == ("open_weights", "tier_open", "open_unrestricted", "osi_license")
    assert names["answer"].left_out.asked == 300
    assert "Of 300 releases, " in capsys.readouterr().out


def test_its_rows_stand_in_the_publishers_list():
    raw = FOLDER.parents[1] / "data" / "raw" / "mteb" / "2026-10-26.csv"
    with raw.open(encoding="utf-8", newline="") as file:
        listed = {(row["name"], row["release_date"], row["license"]) for row in csv.DictReader(file)}
    with (FOLDER / "embedding_models.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 300
    assert {(row["Model"], row["When"], row["Licence"]) for row in rows} <= listed
    assert all(row["Model"].startswith(f"{row['Org']}/") for row in rows)
