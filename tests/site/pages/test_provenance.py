from __future__ import annotations

import pytest

from openness.project.errors import UnknownNameError
from openness.site.pages import provenance


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
