"""The contrast by both typings: tallies worked by hand, and the repository's against the headline's own."""

import polars as pl
import pytest

from openness.measures.ask import Question
from openness.measures.headline import by_definition
from openness.studies.corporate_vs_community import results, say, typings


def row(source, typing, definition, difference, *, differs=False, clear=False):
    known = difference is not None
    return {
        "source": source, "typing": typing, "definition": definition, "n": 10, "other_n": 10, "difference": difference,
        "lower": -0.5 if known else None, "upper": 0.5 if known else None, "p_holm": 0.5 if known else None,
        "is_different": differs, "is_clear": clear,
    }  # fmt: skip


FOUND = pl.DataFrame(
    [
        row("epoch", "curated", "open_weights", -0.3, differs=True, clear=True),
        row("epoch", "curated", "training_code_open", -0.2, clear=True),
        row("epoch", "published", "open_weights", -0.1),
        row("epoch", "published", "training_code_open", -0.2, clear=True),
        row("osai", "curated", "osai_half", None),
        row("osai", "curated", "osaid", 0.3, differs=True, clear=True),
        row("osai", "published", "osai_half", -0.2),
        row("osai", "published", "osaid", -0.3, differs=True, clear=True),
    ],
    schema=results.TYPINGS.schema,
)


def test_definitions_that_differ_are_counted_by_source_and_typing():
    assert typings.tallies(FOUND).rows() == [
        ("epoch", "curated", 2, 1, 2),
        ("epoch", "published", 2, 0, 1),
        ("osai", "curated", 1, 1, 1),
        ("osai", "published", 2, 1, 1),
    ]


def test_an_answer_hangs_on_the_typing_where_it_turns_or_goes():
    assert typings.changed(FOUND) == {"epoch": ["open_weights"], "osai": ["osaid"]}
    said = say.typing_words(typings.tallies(FOUND), {"epoch": ["Open weights"], "osai": []})
    assert said == [
        "Epoch AI: by types given by hand the two sides differ in 1 of 2 definitions (2 before allowing for 2 looks); "
        "by the source's own categories the two sides differ in 0 of 2 definitions (1 before allowing for 2 looks). "
        "The answer hangs on the typing by Open weights.",
        "OSAI: by types given by hand the two sides differ in 1 of 1 definition (1 before allowing for 1 looks); by "
        "the source's own categories the two sides differ in 1 of 2 definitions (1 before allowing for 2 looks). "
        "No answer hangs on the typing.",
    ]


def test_a_source_without_categories_is_asked_for_the_index_alone(real):
    assert [one.source for one in typings.questions(Question("hub", definition="tier_open"))] == ["osai"]
    assert [one.source for one in typings.questions(Question("osai"))] == ["osai"]
    assert typings.questions(Question("osai", "2025-05-12")) == []
    assert typings.contrasts([], 5).columns == results.TYPINGS.names


@pytest.mark.parametrize("typing", ["curated", "published"])
def test_the_contrasts_are_those_of_the_headline(real, typing):
    own = typings.contrasts(typings.questions(Question()), 5).filter(source="epoch", typing=typing)
    ours = own.select("definition", "difference", "lower", "upper")
    headline = by_definition(Question(typing=typing)).select("definition", "difference_least", "lower", "upper")
    assert ours.rows() == headline.rows()
