from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from openness.project.errors import UnknownNameError
from openness.site.pages import provenance, site
from openness.sources import SOURCES


def test_editions_are_read_newest_first(project) -> None:
    found = provenance.vintages()
    assert [(one.source, one.vintage, one.rows, one.license) for one in found] == [
        ("tiny", "2030-01-31", 1234, "CC-BY-4.0"),
        ("tiny", "2029-05-05", 12, "CC-BY-4.0"),
    ]
    assert (found[0].version, found[1].version) == ("", "5a388e8")
    assert (found[0].left_out, found[1].left_out) == (("The last row.",), ())


def test_a_report_uses_the_editions_it_names_or_all(project) -> None:
    known = provenance.vintages()
    assert provenance.used("tiny  2029-05-05\n\n", known) == [known[1]]
    assert provenance.used("", known) == known
    with pytest.raises(UnknownNameError, match="unknown vintage 'tiny 2029-05-50' in a cell tagged 'vintages'; did"):
        provenance.used("tiny 2029-05-50", known)


def test_the_data_page_says_what_a_source_lists_what_to_mind_and_where_files_were_found(real) -> None:
    page = site.files([], provenance.vintages(), None, b"")["data.html"]
    text = " ".join(BeautifulSoup(page, "html.parser").get_text(" ").split())
    for source in SOURCES.values():
        assert f"What it lists: {source.population}." in text
        for caveat in source.caveats:
            assert " ".join(caveat.text.split()) in text
    assert "2026-07-02: pkg:pypi/llmfit@0.9.35, the list embedded in its executable" in text
