"""AND and OR: what they say of tiers, approvals and limits, and how they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.licenses.clauses.declared import ORDER
from openness.licenses.clauses.verdicts import osi_approval, tier
from openness.licenses.strings.expression import AND, OR, either, holds, joined, kept, leaves, parse, text, together
from openness.project.errors import BadValueError

OF_TIER = {
    "open": ("MIT", "GPL-2.0-only WITH Classpath-exception-2.0"),
    "open_behavioral": ("LicenseRef-bigscience-bloom-rail-1.0",),
    "restricted_commercial": ("LicenseRef-llama-3.1",),
    "noncommercial": ("CC-BY-NC-4.0",),
    "closed": ("LicenseRef-proprietary", "NONE"),
    "unspecified": ("NOASSERTION", "LicenseRef-nobody-read-this"),
}
KNOWN = [name for one, names in OF_TIER.items() if one != "unspecified" for name in names]
EVERY = [name for names in OF_TIER.values() for name in names]


def expressions(names):
    return st.recursive(
        st.sampled_from(names),
        lambda inner: st.builds(joined, st.sampled_from([AND, OR]), st.lists(inner, min_size=1, max_size=4)),
        max_leaves=8,
    )


def _tier(expression):
    return tier(text(expression))


@pytest.mark.parametrize(("expected", "names"), OF_TIER.items())
def test_the_licenses_of_these_tests_have_the_tiers_they_are_here_for(expected, names):
    assert {tier(name) for name in names} == {expected}


@pytest.mark.parametrize(
    ("licenses", "expected"),
    [
        ("GPL-3.0-only OR LicenseRef-proprietary", "open"),
        ("CC-BY-NC-4.0 OR Apache-2.0", "open"),
        ("CC-BY-NC-4.0 AND Apache-2.0", "noncommercial"),
        ("MIT AND (CC-BY-NC-4.0 OR LicenseRef-llama-3.1)", "restricted_commercial"),
        ("MIT OR NOASSERTION", "open"),
        ("CC-BY-NC-4.0 OR NOASSERTION", "unspecified"),
        ("MIT AND NOASSERTION", "unspecified"),
        ("CC-BY-NC-4.0 AND NOASSERTION", "noncommercial"),
        ("LicenseRef-proprietary OR NOASSERTION", "unspecified"),
        ((), "unspecified"),
        (["MIT OR CC-BY-NC-4.0", "LicenseRef-llama-3.1"], "restricted_commercial"),
    ],
)
def test_the_mildest_alternative_counts_and_the_strictest_of_what_holds_together(licenses, expected):
    assert tier(licenses) == expected


@given(expressions(KNOWN), expressions(KNOWN))
def test_or_takes_the_milder_tier_and_and_the_stricter(one, other):
    ranks = [ORDER.index(_tier(each)) for each in (one, other)]
    assert _tier(either([one, other])) == ORDER[min(ranks)]
    assert _tier(together([one, other])) == ORDER[max(ranks)]


@given(expressions(EVERY), expressions(EVERY), expressions(EVERY))
def test_order_and_grouping_do_not_matter(one, two, three):
    for join in (together, either):
        tiers = {
            _tier(join([one, two, three])),
            _tier(join([three, two, one])),
            _tier(join([join([one, two]), three])),
            _tier(join([one, join([two, three])])),
            _tier(join([one, one, two, three])),
        }
        assert len(tiers) == 1
        approvals = {osi_approval(text(join(order))) for order in ([one, two, three], [three, one, two])}
        assert len(approvals) == 1


@given(expressions(EVERY), expressions(EVERY))
def test_what_is_unread_never_makes_a_tier_that_another_reading_would_refuse(one, unread):
    """Whatever tier stands beside an unread license stays true if that license turns out open or noncommercial."""
    for join in (together, either):
        both = join([one, unread])
        found = _tier(both)
        if found != "unspecified":
            for instead in ("MIT", "CC-BY-NC-4.0"):
                names = {"NOASSERTION": instead, "LicenseRef-nobody-read-this": instead}
                assert tier(_with(text(both), names)) == found


def _with(written, names):
    for name, instead in names.items():
        written = written.replace(name, instead)
    return written


@given(expressions(EVERY))
def test_what_is_written_is_read_again(expression):
    assert parse(text(expression)) == expression
    assert parse(text(expression).replace(" OR ", " or ").replace(" AND ", "  and ")) == expression
    assert kept(expression, lambda _: True) == expression
    assert kept(expression, lambda _: False) is None


@pytest.mark.parametrize(
    ("licenses", "approved"),
    [
        ("MIT", True),
        ("MIT AND Apache-2.0", True),
        ("MIT AND CC-BY-4.0", False),
        ("MIT OR CC-BY-4.0", True),
        ("MIT OR NOASSERTION", True),
        ("MIT AND NOASSERTION", None),
        ("CC-BY-4.0 AND NOASSERTION", False),
        ("CC-BY-4.0 OR NOASSERTION", None),
        ("LicenseRef-BSD-unspecified", None),
    ],
)
def test_approval_is_needed_of_all_that_hold_together_and_of_one_alternative(licenses, approved):
    if licenses == "LicenseRef-BSD-unspecified":
        assert osi_approval(licenses) in (True, None)
    else:
        assert osi_approval(licenses) is approved


def test_a_limit_holds_if_one_of_those_together_or_all_alternatives_set_it():
    limits = {"a": True, "b": False, "c": None}
    cases = {"a AND b": True, "a OR b": False, "a AND c": True, "b AND c": None, "b OR c": False, "a OR c": None}
    assert {case: holds(parse(case), limits.get) for case in cases} == cases


@pytest.mark.parametrize(
    "string",
    ["", "AND", "MIT AND", "OR MIT", "MIT Apache-2.0", "(MIT", "MIT)", "()", "MIT WITH", "MIT WITH (x)", "(" * 5000],
)
def test_what_is_no_expression_is_one_line(string):
    with pytest.raises(BadValueError, match="is no license expression: ") as caught:
        parse(string)
    assert "\n" not in str(caught.value)


@given(st.lists(st.sampled_from(["MIT", "AND", "OR", "WITH", "(", ")", "x", " "]), max_size=12).map(" ".join))
def test_any_words_are_an_expression_or_one_line(string):
    try:
        found = parse(string)
    except BadValueError:
        return
    assert parse(text(found)) == found
    assert set(leaves(found))
