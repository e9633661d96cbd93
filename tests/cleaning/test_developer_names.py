"""Who is meant by the name of a developer in somebody's table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.cleaning.developer_names import folded, match_developer, match_developers


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize(
    ("name", "id_", "rule"),
    [
        ("Nvidia", "nvidia", "folded"),
        ("NVIDIA Corporation", "nvidia", "folded"),
        ("AI2", "allen-institute-for-ai", "spelling"),
        ("TII", "technology-innovation-institute", "spelling"),
        ("Stanford", "stanford-university", "spelling"),
        ("Zhipu", "zhipu-ai", "spelling"),
        ("Qwen team", "alibaba", "spelling"),
        ("the QWEN Team", "alibaba", "folded"),
        ("open ai", "openai", "folded"),
        ("Mistral AI, NVIDIA", "mistral-ai+nvidia", "name"),
        ("Hugging Face & BigScience", "hugging-face+bigscience", "several"),
        ("Cohere, Inc.", "cohere", "folded"),
        ("nvidia", "nvidia", "spelling"),
    ],
)
def test_a_developer_is_found_under_the_names_that_people_write(name, id_, rule):
    found = match_developer(name)
    assert (found.id, found.rule, found.nearest) == (id_, rule, ())


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Stanfrod University", "Stanford University"),
        ("Washington", "University of Washington"),
        ("Nvidya", "NVIDIA"),
        ("Alibaba; Foo", "Alibaba"),
    ],
)
def test_nobody_is_guessed_and_the_nearest_are_named(name, nearest):
    found = match_developer(name)
    assert (found.id, found.group, found.rule) == (None, "unknown", "none")
    assert nearest in found.nearest


@pytest.mark.usefixtures("real")
def test_companies_and_others_together_are_mixed():
    groups = {
        name: match_developer(name).group for name in ("Nvidia", "Stanford", "Nvidia & Stanford", "nobody at all")
    }
    assert groups == {
        "Nvidia": "corporate",
        "Stanford": "community",
        "Nvidia & Stanford": "mixed",
        "nobody at all": "unknown",
    }


@pytest.mark.usefixtures("real")
@given(st.lists(st.one_of(st.text(), st.none(), st.floats(), st.text("Nvidia,;& AI", max_size=20)), max_size=5))
def test_any_text_has_an_answer(names):
    assert len(match_developers(names)) == len(names)
    assert all(folded(folded(str(name))) == folded(str(name)) for name in names if name)


def test_without_built_tables_the_names_kept_by_hand_are_known(tmp_path):
    from openness.project import paths

    with paths.using(processed=tmp_path):
        assert match_developer("AI2").id == "allen-institute-for-ai"
