"""What licenses say, clause by clause."""

import pytest

from openness.measures.license_clauses import clause_states
from openness.project.errors import UnknownNameError

HERON, EGRET = "LicenseRef-heron-1.0", "LicenseRef-egret-2.0"


def test_clauses_are_told_by_what_they_do_to_the_definition(invented):
    found = clause_states([HERON])
    states = dict(found.select("clause", "status").rows())
    assert found.height == 29
    assert states["user_threshold"] == "arguable"
    assert states["threshold_effect"] == "fails the OSD"
    assert states["patent"] == "duty or grant"
    assert states["share_alike"] == "no such clause"
    # What only the use policy says is cited there.
    assert found.filter(clause="geo_exclusion").select("status", "document").row(0) == (
        "fails the OSD",
        "LicenseRef-heron-1.0-use-policy",
    )


def test_an_unknown_license_is_refused_by_name(invented):
    with pytest.raises(UnknownNameError, match="unknown license"):
        clause_states(["LicenseRef-nobody"])
