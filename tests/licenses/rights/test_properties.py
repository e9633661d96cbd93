"""What holds of every name, relation and asker."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.licenses import may, record
from openness.licenses.clauses import catalog, verdicts
from openness.licenses.clauses.declared import CLAUSES
from openness.licenses.rights import answer, table, terms
from openness.licenses.rights.asker import Company
from openness.licenses.rights.terms import Said

NAMES = sorted(catalog.records())
licenses, relations = st.sampled_from(NAMES), st.sampled_from(sorted(table.RELATIONS))
sizes = st.one_of(st.floats(0, 1e12), st.sampled_from([1e6, 1e8, 7e8, 7e8 + 1]))
countries = st.sampled_from([None, "Japan", "Germany", "South Korea", "EU"])
RANK = {"yes": 0, "if": 1, "unknown": 2, "no": 3}


@given(licenses, relations, countries, sizes, sizes)
def test_more_users_never_allow_more(name, relation, country, one, other):
    few, many = (may(relation, name, Company(country, users)).answer for users in sorted((one, other)))
    assert RANK[few] <= RANK[many]


@given(licenses, relations, countries, sizes, sizes)
def test_more_revenue_never_allows_more(name, relation, country, one, other):
    few, many = (may(relation, name, Company(country, 1, money)).answer for money in sorted((one, other)))
    assert RANK[few] <= RANK[many]


@given(licenses, relations, sizes)
def test_a_commercial_purpose_never_allows_more(name, relation, users):
    commercial = may(relation, name, Company("Japan", users))
    other = may(relation, name, Company("Japan", users, is_commercial=False))
    assert RANK[other.answer] <= RANK[commercial.answer]


@given(licenses, relations, licenses)
def test_another_license_for_the_version_never_allows_more(name, relation, target):
    if relation not in table.MAKES:
        return
    asks = Company("Japan", 5)
    same, other = may(relation, name, asks, to_be_under=name), may(relation, name, asks, to_be_under=target)
    assert RANK[same.answer] <= RANK[other.answer]


@pytest.mark.parametrize("clause", sorted(set(table.FORBIDDING) | set(table.BINDING)))
@pytest.mark.parametrize("relation", sorted(table.RELATIONS))
@pytest.mark.parametrize("name", ["CC0-1.0", "Apache-2.0", "LicenseRef-llama-3.1"])
def test_an_undecided_clause_that_bears_on_it_never_gives_yes(monkeypatch, name, relation, clause):
    found = terms.of(name)
    blank = Said(None, is_decided=False, reason="made so here")
    names = ("thresholds", "user_threshold", "revenue_threshold") if clause == "thresholds" else (clause,)
    undecided = replace(found, clauses={**found.clauses, **dict.fromkeys(names, blank)})
    monkeypatch.setattr(answer.terms, "of", lambda one: undecided)
    got = answer.may(relation, name, Company("Japan", 5, 0)).answer
    if relation in table.FORBIDDING.get(clause, ()) and (name, clause) != (
        "LicenseRef-llama-3.1",
        "business_restriction",
    ):
        assert got in ("unknown", "no")
    elif relation in table.BINDING.get(clause, ()) and clause in CLAUSES and clause != "outputs":
        assert got != "yes"


@pytest.mark.parametrize("name", NAMES)
def test_every_license_of_the_catalog_is_answered_and_no_duty_is_without_words(name):
    for relation in table.RELATIONS:
        found = may(relation, name, Company("Germany", 5e6, 1e9, sector="retail"))
        assert found.answer in table.ANSWERS
        assert (found.answer == "yes") == (not found.points)
        assert all(one.words and "None" not in one.words for one in found.points)
        if found.answer == "no" and record(name).kind != "use_policy":
            assert found.section


def test_the_table_names_only_clauses_and_relations_that_there_are():
    for rule in table.RULES:
        assert set(rule.relations) <= set(table.RELATIONS)
        assert rule.because
        assert rule.answer in table.ANSWERS
    for listed in (table.DISTILLED, table.HOSTED, table.NOT_HOSTED, table.FORBIDS_HOSTING):
        assert all(verdicts.resolve(name) == name for name in listed)
