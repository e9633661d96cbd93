import re

import polars as pl
import pytest
from inline_snapshot import snapshot
from tests.studies.metric_lab.small_tables import (
    ONE,
    OTHER,
    components,
    families,
    groups,
    scores,
    table,
    two_frameworks,
    two_sources,
)
from tests.studies.prose import wrapped

from openness.studies.metric_lab.agreement import rank_correlation, source_agreement
from openness.studies.metric_lab.parameters import setting
from openness.studies.metric_lab.robustness import Drawing, probability_group_lower, rank_intervals
from openness.studies.metric_lab.say import drawn_words, framework_words, robustness_words, source_words
from openness.studies.metric_lab.tallies import frameworks, places

HUNDRED = Drawing(draws=100)


def test_one_pair_of_frameworks_is_told_with_its_interval():
    assert wrapped(framework_words(frameworks(rank_correlation(*two_frameworks())))) == snapshot("""\
- 1 of 1 pair of frameworks can be compared: mof 1 (mot) and osai 1 (osai) rank 12 families with tau 0.79
  (0.51 to 0.92), more alike than chance.\
""")


def test_of_several_pairs_the_most_and_the_least_alike_are_told():
    rows = [
        (metric, f"osai:{i}", float(value))
        for metric, values in (("a", ONE), ("b", OTHER), ("c", OTHER[::-1]))
        for i, value in enumerate(values)
    ]
    told = framework_words(frameworks(rank_correlation(scores(rows))))
    assert told[0] == "3 of 3 pairs of frameworks can be compared."
    assert told[1].startswith(
        "Most alike: a 1 (osai) and b 1 (osai) (which rest on the same judgments) rank 12 families with tau 0.79 ("
    )
    assert told[2].startswith("Least alike: ")
    assert told[2].endswith("which chance alone may give.")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "There are no two frameworks to compare."),
        ([("osai", "osai:a", 1.0)], "There are no two frameworks to compare."),
        (
            [("osai", "osai:a", 1.0), ("mof", "osai:a", 1.0)],
            "0 of 1 pair of frameworks can be compared: 1 scored by both, 10 or more are needed.",
        ),
    ],
)
def test_frameworks_that_cannot_be_compared_are_said_to_be(rows, told):
    assert framework_words(frameworks(rank_correlation(scores(rows))))[0] == told


def test_sources_are_told_with_what_their_agreement_is_worth():
    turns = ["open", "closed"]
    opposed = source_agreement(*two_sources(20, lambda i: turns[i % 2], lambda i: turns[1 - i % 2]), draws=100)
    assert wrapped([source_words(opposed)[0]]) == snapshot("""\
- mot and osai judge 20 parts of 20 families and are of one mind on 0%: alpha −0.95, without an interval; the
  least for tentative conclusions is 0.667.\
""")
    loose = source_agreement(*two_sources(40, lambda i: turns[i % 2], lambda i: turns[(i % 2) ^ (i % 5 == 0)]), seed=3)
    assert re.fullmatch(
        r"mot and osai judge 40 parts of 40 families and are of one mind on 80%: alpha 0\.60 "
        r"\(0\.[2-5]\d to 0\.[7-9]\d\), more alike than chance; the least for tentative conclusions is 0\.667\.",
        source_words(loose)[0],
    )
    alike = source_agreement(*two_sources(20, lambda i: turns[i % 2], lambda i: turns[i % 2]))
    assert wrapped([source_words(alike)[0]]) == snapshot(
        "- mot and osai judge 20 parts of 20 families and are of one mind on 100%: alpha 1.00, without an interval."
    )
    few = source_agreement(*two_sources(4, lambda i: turns[i % 2], lambda _: "open"))
    assert wrapped([source_words(few)[0]]) == snapshot("""\
- mot and osai judge 4 parts of 4 families and are of one mind on 50%; agreement beyond chance cannot be
  estimated (4 judged by two or more, 10 or more are needed).\
""")
    none = source_agreement(components([]), families({}))
    assert wrapped([source_words(none)[0]]) == snapshot(
        "- No two sources judge the same part of the same release family."
    )


def test_what_survives_other_weights_is_told():
    letters = {f"osai:corporate-{i}": "cc" for i in range(5)} | {f"osai:community-{i}": "oo" for i in range(6)}
    frame = table("xy", letters | {"osai:blank": "mm"})
    own = groups({name: name.split(":")[1].split("-")[0] for name in letters})
    told = robustness_words(
        places(rank_intervals(frame, HUNDRED, top=6), top=6), probability_group_lower(frame, own, HUNDRED)
    )
    assert wrapped(told) == snapshot("""\
- Of the 6 releases among the first 6 of 11 under equal weights, 6 stay there in 95% or more of 100 draws of
  weights. 1 of which nothing is judged is left out.
- The interval of places is 0 places wide for the median release and widest, 0, for osai:community-0.
- On the list of the European Open Source AI Index the mean of corporate developers (n = 5) is below that of
  community developers (n = 6) in all of 100 draws of weights: the difference is −1.00 of 1 with equal
  weights, and −1.00 to −1.00 in the middle 95% of the draws.\
""")


def test_what_cannot_be_told_is_not():
    frame = table("xy", {"osai:a": "oo"})
    told = robustness_words(
        places(rank_intervals(frame)), probability_group_lower(frame, groups({"osai:a": "corporate"}))
    )
    assert wrapped(told) == snapshot("""\
- Places cannot be given: it is the only release judged, so there is no order.
- Whether corporate developers score below community developers under other weights cannot be told: corporate
  has 1 and community has 0 judged releases, 5 or more are needed.\
""")
    assert wrapped(
        [robustness_words(places(rank_intervals(components([]))), probability_group_lower(frame, groups({})))[0]]
    ) == snapshot("- Places cannot be given: there is no release.")


@pytest.mark.parametrize(
    ("probability", "told"),
    [(0.9996, "in >99% of"), (0.0004, "in <1% of"), (0.62, "in 62% of"), (0.0, "in none of"), (1.0, "in all of")],
)
def test_a_probability_near_certainty_is_not_rounded_to_it(probability, told):
    frame = table("xy", {f"osai:{i}": "oc" for i in range(10)})
    own = groups({f"osai:{i}": ["corporate", "community"][i % 2] for i in range(10)})
    row = probability_group_lower(frame, own, HUNDRED).with_columns(pl.lit(probability).alias("probability"))
    assert told in robustness_words(places(rank_intervals(frame, HUNDRED)), row)[1]


def test_what_is_drawn_and_what_is_fixed_is_told(real):
    fixed = [setting(weights=["trainingcode=3"], partial="0.5"), setting(weights=["trainingcode=1"])]
    assert wrapped([drawn_words(asked.drawing) for asked in (setting(), *fixed)]) == snapshot("""\
- Weights of the criteria are drawn 4,000 times; the value of partial is drawn from 0 to 1.
- Weights are fixed (trainingcode 3, all others 1); partial counts 0.5.
- Weights are fixed (all alike); the value of partial is drawn from 0 to 1.\
""")
