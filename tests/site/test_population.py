"""A finding says which list it is about."""

import json

import pytest

from openness import sources
from openness.project import paths

NOTEBOOKS = sorted(paths.notebooks().glob("*.ipynb"))
NAMES_ITS_LIST = {"00_overview", "01_data_audit", "12_multiverse"}
"""Their sentences name it: 'so says Epoch AI's list', 'the Epoch AI edition of', 'from the lists here'."""


def cells(path, tag):
    found = json.loads(path.read_bytes())["cells"]
    return ["".join(one["source"]) for one in found if tag in one["metadata"].get("tags", [])]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_page_about_one_source_says_in_its_finding_which_list_it_is_about(path):
    asks_for_a_source = any(
        line.startswith("source:") for cell in cells(path, "parameters") for line in cell.split("\n")
    )
    if asks_for_a_source and path.stem not in NAMES_ITS_LIST:
        assert any("sources.about(source)" in cell for cell in cells(path, "finding"))


@pytest.mark.parametrize("name", sources.of_releases())
def test_what_a_source_is_about_is_one_sentence(name):
    said = sources.about(name)
    assert said.startswith("About ")
    assert said.endswith(".")
    assert ":" not in said
