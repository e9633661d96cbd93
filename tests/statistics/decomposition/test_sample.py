"""Rare categories are pooled, and the first of a team leads."""

from openness.statistics.decomposition.sample import lead_developer, pooled


def test_the_most_frequent_categories_stay_and_a_single_rare_one_keeps_its_name():
    assert pooled(["a", "a", "b", "c", "unknown"], 1) == ["a", "a", "other", "other", "unknown"]
    assert pooled(["a", "a", "b"], 1) == ["a", "a", "b"]
    assert pooled(["b", "a", "c", "d"], 2) == ["b", "a", "other", "other"]


def test_the_first_of_a_team_leads():
    assert [lead_developer(one) for one in ("a+b", "a", None, "")] == ["a", "a", None, None]
