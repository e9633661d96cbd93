"""The headline: pooled years, a common mix, blanks, and what may be claimed."""

from datetime import datetime

import polars as pl
import pytest

from openness.measures import headline as measure
from openness.measures.ask import Question
from openness.measures.blanks import filled_in, whole_editions
from openness.project import paths
from openness.tables import store as tables

COLUMNS = ["developer_id", "developer_group", "modality", "release_date", "is_open"]


def releases(*rows):
    """Rows of group, modality, year, open, closed and blank releases, each of a developer of its own."""
    full = []
    for group, modality, year, *counts in rows:
        outcomes = [one for one, count in zip((True, False, None), counts, strict=True) for _ in range(count)]
        full += [
            (f"{group}{len(full) + i}", group, modality, datetime(year, 3, 1), one) for i, one in enumerate(outcomes)
        ]
    schema = dict(zip(COLUMNS, (pl.String, pl.String, pl.String, pl.Datetime("us"), pl.Boolean), strict=True))
    return pl.DataFrame(full, schema=schema, orient="row")


FILLED = releases(("corporate", "language", 2024, 10, 10, 0), ("community", "language", 2024, 10, 10, 0))


def claim(*rows):
    return measure.claim(measure.compared(releases(*rows), FILLED, 5))


@pytest.mark.parametrize(("vintage", "years"), [("2026-03-30", (2023, 2025)), ("2025-12-31", (2022, 2024))])
def test_the_last_three_full_years_are_pooled(vintage, years):
    assert measure.pooled_years(vintage) == years


def test_a_sign_is_claimed_only_where_it_survives_what_blanks_can_be():
    apart = ("corporate", "language", 2024, 20, 80), ("community", "language", 2024, 90, 10)
    assert claim((*apart[0], 5), (*apart[1], 5)) == measure.CERTAIN
    assert claim((*apart[0], 100), (*apart[1], 100)) == measure.CONDITIONAL
    near = ("corporate", "language", 2024, 52, 48, 0), ("community", "language", 2024, 55, 45, 0)
    assert claim(*near) == measure.NOTHING


def test_without_earlier_editions_nothing_says_what_blanks_are():
    own = releases(("corporate", "language", 2024, 20, 80, 100), ("community", "language", 2024, 90, 10, 100))
    found = measure.compared(own, FILLED.clear(), 5)
    assert set(found["blanks"]) == {"known", "bounds"}
    assert measure.claim(found) == measure.NOTHING


def test_the_largest_kind_of_models_stands_beside_the_mixture():
    own = releases(("corporate", "language", 2024, 10, 10, 0), ("community", "language", 2024, 15, 5, 0))
    assert set(measure.compared(own, FILLED, 5)["kind"]) == {"all"}
    more = pl.concat([own, releases(("corporate", "vision", 2024, 1, 9, 0), ("community", "vision", 2024, 5, 5, 0))])
    found = measure.compared(more, FILLED, 5)
    assert found.filter(blanks="known").select("kind", "mix", "n", "other_n").rows() == [
        ("all", "plain", 30, 30),
        ("all", "standardized", 30, 30),
        ("language", "plain", 20, 20),
    ]


def test_kinds_are_counted_with_their_blanks():
    own = releases(("corporate", "language", 2024, 1, 2, 3), ("mixed", "language", 2024, 1, 0, 0))
    assert measure.kinds(own).rows() == [("2024", "corporate", "language", 6, 3)]


def test_the_releases_filled_in_are_those_blank_in_one_whole_edition_and_judged_in_the_next(real):
    with paths.using(processed=real):
        editions = whole_editions("epoch", "2026-03-30")
        assert (editions[0], editions[-1]) == ("2025-04-23", "2026-03-30")
        found = filled_in("epoch", "open_weights", "2026-03-30")
        assert filled_in("epoch", "open_weights", "2025-04-23").is_empty()
    assert found["is_open"].null_count() == 0
    assert set(found["vintage"]) <= set(editions[1:])


def test_of_blanks_that_were_filled_in_fewer_are_open_than_of_what_was_known_at_once(real):
    with paths.using(processed=real):
        found = filled_in("epoch", "open_weights", "2026-03-30")
        seen = measure.headline(Question())
    shares = dict(found.group_by("developer_group").agg(pl.col("is_open").mean()).rows())
    known = seen.contrast.row(
        by_predicate=(pl.col("kind") == "all") & (pl.col("mix") == "plain") & (pl.col("blanks") == "known"), named=True
    )
    assert shares["corporate"] < known["share_least"]
    assert shares["community"] < known["other_share_least"]


def test_single_years_and_definitions_stand_beside_the_headline(real):
    with paths.using(processed=real):
        seen = measure.headline(Question())
        definitions = measure.by_definition(Question())
    assert seen.single["period"].unique().sort().to_list() == [str(year) for year in range(*seen.years)] + [
        str(seen.years[1])
    ]
    n = seen.single.filter(blanks="known").select(pl.col("n", "other_n").sum()).row(0)
    whole = seen.contrast.filter(kind="all", mix="plain", blanks="known").select("n", "other_n").row(0)
    assert n == whole
    assert (definitions["p_holm"] >= definitions["p_value"]).all()
    assert set(definitions["tests"]) == {definitions.height}


def test_an_edition_that_nothing_of_fits_a_filter_has_no_year(real):
    found = measure.headline(Question("epoch", "2026-03-30", where=("list=notable",)))
    assert "2025-04-23" not in found.editions["vintage"]
    assert found.editions.height > 0


def test_a_typing_holds_for_blanks_that_were_filled_in_and_leaves_out_editions_without_categories(real):
    ours, theirs = (measure.headline(Question(typing=typing)) for typing in ("curated", "published"))
    assert ours.filled.height == theirs.filled.height
    assert theirs.filled["developer_group"].equals(theirs.filled["published_developer_group"])
    index = measure.headline(Question("osai", definition="osai_half", typing="published"))
    assert {"2026-06-12"} <= set(index.editions["vintage"]) <= {"2026-06-12", *tagged()}
    assert "2025-05-12" not in index.editions["vintage"]


def tagged():
    """Editions of the index that have tags of developers."""
    named = tables.read("releases").filter(pl.col("published_developer_group") != "unknown", source="osai")
    return named["vintage"].unique().to_list()


def test_blanks_filled_in_are_those_that_the_question_is_about(real):
    with paths.using(processed=real):
        every, language = (measure.filled_for(Question(modality=one)) for one in ("all", "language"))
    assert set(language["modality"]) == {"language"}
    assert 0 < language.height < every.height
