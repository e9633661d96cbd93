import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.metrics.osaid.clauses import APPROVED, CONFORMING, NO_LICENSE, RESTRICTED, UNKNOWN, standing


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["Apache-2.0"], "approved"),
        (["Apache-2.0", "MIT"], "approved"),
        (["GPL-2.0-only WITH Classpath-exception-2.0"], "approved"),
        # Any version may be chosen, and all are approved; of BSD and Apache one old version is not.
        (["LicenseRef-GPL-unspecified"], "approved"),
        (["LicenseRef-BSD-unspecified"], "conforming"),
        (["CC-BY-4.0"], "conforming"),
        (["CC0-1.0", "MIT"], "conforming"),
        (["LicenseRef-llama-2"], "restricted"),
        (["CC-BY-NC-4.0"], "restricted"),
        (["Apache-2.0", "LicenseRef-bigscience-bloom-rail-1.0"], "restricted"),
        (["NOASSERTION", "LicenseRef-llama-2"], "restricted"),
        (["NONE"], "no license"),
        (["NONE", "MIT"], "no license"),
        (["NOASSERTION"], "unknown"),
        (["MIT", "NOASSERTION"], "unknown"),
        (["LicenseRef-various"], "unknown"),
        (["LicenseRef-custom"], "unknown"),
        (["LicenseRef-nobody-knows-it"], "unknown"),
        ([], "unknown"),
        ("MIT OR LicenseRef-llama-2", "approved"),
        ("CC-BY-4.0 OR NOASSERTION", "conforming"),
        ("(MIT OR LicenseRef-llama-2) AND CC-BY-4.0", "conforming"),
    ],
)
def test_the_strictest_license_decides(ids, expected):
    assert standing(ids) == expected


@given(st.lists(st.sampled_from(["MIT", "CC-BY-4.0", "LicenseRef-llama-3", "NONE", "NOASSERTION"]), min_size=1))
def test_order_and_repetition_do_not_matter_and_nothing_is_approved_beside_what_is_not(ids):
    found = standing(ids)
    assert found in {APPROVED, CONFORMING, RESTRICTED, NO_LICENSE, UNKNOWN}
    assert found == standing(list(reversed(ids))) == standing(sorted(set(ids)))
    assert (found == "approved") == (set(ids) == {"MIT"})
