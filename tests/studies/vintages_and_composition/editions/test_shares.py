"""One question to every edition: the real ones, and spreads spelled out in a small table."""

from dataclasses import replace

import polars as pl
import pytest
from inline_snapshot import snapshot
from tests.studies.prose import wrapped

from openness.measures.ask import Question, ask
from openness.project.errors import BadValueError
from openness.studies.vintages_and_composition.editions import shares as edition_shares
from openness.studies.vintages_and_composition.editions.say import left_out_words, spread_words
from openness.studies.vintages_and_composition.editions.tallies import apart

SHARES = pl.DataFrame(
    [
        ("2029-01-01", "all", "2028", "corporate", 10, 0.5, 0.2, 0.8),
        ("2030-01-01", "all", "2028", "corporate", 20, 0.9, 0.7, 1.0),
        ("2029-01-01", "all", "2028", "community", 8, 0.25, 0.1, 0.6),
        ("2030-01-01", "all", "2028", "community", 9, 0.35, 0.1, 0.6),
        # Too few in one of the editions, and one edition alone.
        ("2029-01-01", "all", "2029", "corporate", 4, 0.0, 0.0, 0.5),
        ("2030-01-01", "all", "2029", "corporate", 40, 1.0, 0.9, 1.0),
        ("2030-01-01", "all", "2029", "unknown", 50, 1.0, 0.9, 1.0),
    ],
    schema=["vintage", "listed_in", "period", "group", "n", "open_share", "lower", "upper"],
    orient="row",
).with_columns(edition="vintage")


def test_an_edition_without_the_whole_list_is_asked_beside_the_same_list_of_the_others(real):
    shares, reasons, _ = edition_shares.ask_editions(Question(since=2018))
    assert reasons == []
    assert shares.select("edition").unique(maintain_order=True)["edition"].to_list() == [
        "2025-04-23 (all)",
        "2025-11-01 (all)",
        "2026-03-30 (all)",
        "2024-10-18 (notable)",
        "2025-11-01 (notable)",
        "2026-01-20 (notable)",
        "2026-03-30 (notable)",
        "2026-07-15 (notable)",
    ]
    for vintage, listed in (("2025-04-23", "all"), ("2026-03-30", "notable")):
        asked = ask(replace(Question(since=2018), vintage=vintage, listed_in=listed)).shares
        own = shares.filter(vintage=vintage, listed_in=listed)
        assert own.drop("vintage", "listed_in", "edition").equals(asked)
    assert edition_shares.named("epoch", shares) == [
        "epoch 2024-10-18",
        "epoch 2025-04-23",
        "epoch 2025-11-01",
        "epoch 2026-01-20",
        "epoch 2026-03-30",
        "epoch 2026-07-15",
    ]


def test_editions_that_all_hold_the_whole_list_are_called_by_their_date(real):
    shares, _, _ = edition_shares.ask_editions(Question("osai"))
    assert len(set(shares["edition"])) == 11
    assert {"2024-12-31", "2025-05-12", "2026-06-12"} <= set(shares["edition"])


def test_an_edition_that_has_no_answer_is_named_with_its_reason(real):
    # Neither the older editions nor the older lists of notable models knows a release of 2026.
    shares, reasons, _ = edition_shares.ask_editions(Question(since=2026))
    assert set(shares["vintage"]) == {"2026-03-30", "2026-07-15"}
    assert [reason.partition(" is left")[0] for reason in reasons] == [
        "Edition 2025-04-23 (all): no release of epoch 2025-04-23",
        "Edition 2025-11-01 (all): no release of epoch 2025-11-01",
        "Edition 2024-10-18 (notable): no release of epoch 2024-10-18",
        "Edition 2025-11-01 (notable): no release of epoch 2025-11-01",
        "Edition 2026-01-20 (notable): no release of epoch 2026-01-20",
        "Edition 2026-03-30 (notable): no release of epoch 2026-03-30",
    ]
    with pytest.raises(BadValueError, match="no edition of epoch has an answer"):
        edition_shares.ask_editions(Question(since=2060))


def test_spreads_are_of_shares_with_enough_releases_in_two_editions():
    found = edition_shares.spread(SHARES, 5)
    assert found.select("period", "group", "editions", "n_first", "n_last", "is_beyond").rows() == [
        ("2028", "corporate", 2, 10, 20, True),
        ("2028", "community", 2, 8, 9, False),
    ]
    assert found["spread"].to_list() == pytest.approx([0.4, 0.1])
    assert edition_shares.spread(SHARES, 4).height == 3


def test_spreads_read_as_words_with_n_and_editions():
    assert wrapped(spread_words(apart(edition_shares.spread(SHARES, 5)))) == snapshot("""\
- Of the publisher's whole list, two or more editions have enough releases for 2 shares; the editions lie 25.0
  points apart in the median one, and in 1 the newest share is outside the 95% interval of the oldest.
  Furthest apart: corporate developers in 2028, 50% of 10 in the edition of 2029-01-01, 90% of 20 in that of
  2030-01-01.\
""")
    assert spread_words(apart(edition_shares.spread(SHARES, 100))) == [
        "No share rests on enough releases in two editions, so nothing can be compared."
    ]


def test_the_groups_with_most_releases_are_drawn_and_the_others_named():
    assert edition_shares.main_groups(SHARES) == ["corporate", "community"]
    assert edition_shares.main_groups(SHARES, 1) == ["corporate"]
    assert left_out_words(edition_shares.left_out(SHARES, ["corporate"])) == [
        "Not drawn: community developers, unknown."
    ]
    assert left_out_words(edition_shares.left_out(SHARES, ["corporate", "community", "unknown"])) == []


def test_the_table_has_editions_side_by_side_and_a_gap_where_one_has_no_release():
    found = edition_shares.share_table(SHARES, ["corporate", "unknown"])
    assert found.columns == ["period", "group", "2029-01-01", "2030-01-01"]
    assert found.rows() == [
        ("2029", "corporate", "0% of 4", "100% of 40"),
        ("2029", "unknown", None, "100% of 50"),
        ("2028", "corporate", "50% of 10", "90% of 20"),
    ]
