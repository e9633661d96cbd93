"""How well the reader of texts reads, as the page tells it."""

from openness.licenses.texts import score
from openness.studies.license_landscape import engine


def test_right_abstained_and_wrong_are_all_there_is():
    for row in engine.readings().iter_rows(named=True):
        assert abs(row["right_share"] + row["abstained_share"] + row["wrong_share"] - 1) < 1e-9
        assert row["too_loose_count"] == 0


def test_what_was_held_out_is_wrong_in_at_most_two_of_a_hundred_clauses():
    (held_out,) = engine.readings().filter(kind="held out").iter_rows(named=True)
    assert (held_out["text_count"], held_out["n"]) == (15, 377)
    assert held_out["wrong_share"] <= 0.02


def test_a_label_may_allow_several_values_and_abstaining():
    assert score.alternatives("hosting|hosting+competing") == {"hosting", "competing+hosting"}
    assert score.alternatives("('EU', 'UK')") == {"eu+uk"}
    assert score.said(("UK", "EU")) == "eu+uk"
    assert score.said(700_000_000) in score.alternatives("700000000.0")
    assert score.said(False) in score.alternatives("False")
    assert score.said(False) not in score.alternatives("None")
    assert score.said(()) in score.alternatives("()")
