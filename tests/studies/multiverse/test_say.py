"""What is said of the multiverse, from literal tables; pytest --inline-snapshot=fix writes it anew."""

import polars as pl
import pytest
from inline_snapshot import snapshot
from tests.studies.multiverse.small_multiverse import SPECS, spec, table
from tests.studies.prose import wrapped

from openness.studies.multiverse import results, say
from openness.studies.multiverse.summary import told

MAIN = spec(-0.4, -0.6, -0.2, is_default=True)
MANY = [spec(-0.1 - i / 1000, -0.3, -0.01, weighting=f"w{i}") for i in range(20)]
FEW = [spec(0.1 + i / 1000, 0.05, 0.3, blank=f"b{i}") for i in range(10)]
AGAINST = [spec(0.1, 0.05, 0.3, blank=f"b{i}") for i in range(60)]


def sentences(specs, estimand="share_difference"):
    return wrapped(say.sentences(told(specs, estimand)))


def finding(specs, estimand="share_difference"):
    return wrapped([say.finding(told(specs, estimand))])


def test_sentences_say_what_the_numbers_say():
    assert sentences(SPECS) == snapshot("""\
- Of 6 specifications of the share of open releases of corporate developers less that of community developers
  that differ in their estimate, 67% are negative: they do not agree in sign. The whole interval is below zero
  in 50% and on the other side in 17%. The median is −20 points, the lowest −50 points, the highest +20
  points.
- The main chart's own specification gives −40 points (−60 to −20); 17% of the specifications lie below it.
- Median by source, with the number of specifications: Epoch AI −30 points (5), OSAI +20 points (1). No
  estimate from Hub: fewer than 10 judged releases by corporate developers.
- The estimate moves most with the source: specifications that differ in nothing else span 60 points in the
  median, then the releases not judged (35 points), then the weight (15 points). The sign turns most often
  with the source 'OSAI' in place of the default: in 100% of 1 pair.
- 2 of 10 combinations of choices allow no estimate; the reason at the default minimum size is most often:
  fewer than 10 judged releases by corporate developers.\
""")


def test_where_nearly_all_agree_and_nothing_is_lost_the_sentences_say_so():
    alike = table(*(spec(-0.1 - i / 100, -0.3, -0.01, weighting=f"w{i}") for i in range(10)))
    assert sentences(alike) == snapshot("""\
- Of 10 specifications of the share of open releases of corporate developers less that of community developers
  that differ in their estimate, 100% are negative: nearly all agree in sign. The whole interval is below zero
  in 100% and on the other side in 0%. The median is −15 points, the lowest −19 points, the highest −10
  points.
- Median by source, with the number of specifications: Epoch AI −15 points (10).
- The estimate moves most with the weight: specifications that differ in nothing else span 9.0 points in the
  median. No switch of a single choice turns the sign.
- All 10 combinations of choices allow an estimate.\
""")


def test_the_finding_says_whether_the_direction_of_the_main_chart_survives():
    assert finding(table(MAIN, *MANY, *FEW)) == snapshot("""\
- The direction survives most choices, not all: corporate developers release openly less often than community
  developers in 68% of 31 ways to compute it from the lists here. In 68% the whole 95% interval says so, in
  32% it says the reverse. In percentage points, the choices of the main chart give −40 (−60 to −20); the
  estimates go from −40 to +11, the middle one is −11.\
""")
    others = (MANY, MANY + AGAINST, MANY + AGAINST[:20], FEW)
    starts = [say.finding(told(table(MAIN, *some), "share_difference")).partition(". ")[0] for some in others]
    assert wrapped(starts) == snapshot("""\
- The direction survives nearly every choice: corporate developers release openly less often than community
  developers in 100% of 21 ways to compute it from the lists here
- The direction does not survive other choices: corporate developers release openly less often than community
  developers in 26% of 81 ways to compute it from the lists here
- The direction hangs on the choices: corporate developers release openly less often than community developers
  in 51% of 41 ways to compute it from the lists here
- Few specifications differ in their estimate: corporate developers release openly less often than community
  developers in 9% of 11 ways to compute it from the lists here\
""")


def test_without_the_main_chart_the_finding_takes_the_direction_of_most_and_trends_are_a_year():
    some = [spec(0.1, 0.05, 0.3, blank=f"b{i}", estimand="slope_corporate") for i in range(20)]
    assert finding(table(*some), "slope_corporate") == snapshot("""\
- The direction survives nearly every choice: the share of corporate developers rises in 100% of 20 ways to
  compute it from the lists here. In 100% the whole 95% interval says so, in 0% it says the reverse. In
  percentage points a year, the estimates go from +10 to +10, the middle one is +10.\
""")


def test_a_main_chart_without_an_estimate_says_why():
    assert sentences(table(spec(None, is_default=True), *FEW)) == snapshot("""\
- Of 10 specifications of the share of open releases of corporate developers less that of community developers
  that differ in their estimate, 100% are positive: nearly all agree in sign. The whole interval is above zero
  in 100% and on the other side in 0%. The median is +10 points, the lowest +10 points, the highest +11
  points.
- The specification of the main chart allows no estimate: fewer than 10 judged releases by corporate
  developers.
- Median by source, with the number of specifications: Epoch AI +10 points (10).
- The estimate moves most with the releases not judged: specifications that differ in nothing else span 0.9
  points in the median. No switch of a single choice turns the sign.
- 1 of 11 combinations of choices allows no estimate; the reason at the default minimum size is most often:
  fewer than 10 judged releases by corporate developers.\
""")


def test_without_any_estimate_there_is_one_sentence():
    none = table(spec(None))
    assert finding(none) == sentences(none)
    assert (sentences(none) + "\n" + sentences(table())) == snapshot("""\
- No specification allows an estimate of the share of open releases of corporate developers less that of
  community developers: fewer than 10 judged releases by corporate developers.
- No specification allows an estimate of the share of open releases of corporate developers less that of
  community developers: no source here answers a definition of open over time.\
""")


@pytest.mark.parametrize(
    ("value", "text"), [(-0.452, "−45 points"), (0.0313, "+3.1 points"), (0.0001, "0 points"), (0.0996, "+10 points")]
)
def test_points_have_a_digit_where_they_are_few(value, text):
    assert say.points(value) == text


def test_an_interval_is_written_after_its_estimate():
    assert say.interval(-0.452, -0.594, -0.214) == "−45 (−59 to −21)"


def by_chance(estimand="share_difference", as_many=0, **changed):
    row = {
        "estimand": estimand,
        "choice": "all",
        "level": "all",
        "n": 30,
        "agreed": 2 / 3,
        "chance_mean": 0.6,
        "chance_lower": 0.5,
        "chance_upper": 0.8,
        "p_value": (1 + as_many) / 201,
        "as_many_count": as_many,
        "dealing_count": 200,
    }
    return pl.DataFrame([row | changed], schema=results.CHANCE.schema)


def test_an_agreement_beyond_chance_is_said_to_be_and_one_that_chance_gives_says_nothing():
    def found(as_many):
        return wrapped([say.finding(told(table(*MANY, *FEW), "share_difference", by_chance(as_many=as_many)))])

    assert found(0) == snapshot("""\
- The direction survives most choices, not all: corporate developers release openly less often than community
  developers in 67% of 30 ways to compute it from the lists here. With the sides dealt to the same developers
  at random, 60% would agree in sign on average, 50–80% in the middle 95% of 200 dealings; as many as here
  agree in none of them, so this is more than chance. In 67% the whole 95% interval says so, in 33% it says
  the reverse. In percentage points, the estimates go from −12 to +11, the middle one is −10.\
""")
    assert found(40) == snapshot("""\
- The choices agree no more than chance would make them: corporate developers release openly less often than
  community developers in 67% of 30 ways to compute it from the lists here. With the sides dealt to the same
  developers at random, 60% would agree in sign on average, 50–80% in the middle 95% of 200 dealings; as many
  as here agree in 40 of them, so their agreement says nothing. In 67% the whole 95% interval says so, in 33%
  it says the reverse. In percentage points, the estimates go from −12 to +11, the middle one is −10.\
""")


def test_without_a_reference_nothing_is_said_of_chance():
    for reference in (None, by_chance("slope_difference")):
        one = told(table(*MANY, *FEW), "share_difference", reference)
        assert one.chance is None
        assert "random" not in say.finding(one)
