from datetime import datetime

import pandas as pd
import polars as pl
import pytest
from tests.statistics.trend.simulated import EVEN_20, EVEN_40, UNEVEN_30, frame
from tests.statistics.trend.test_breaks import ONE_JUMP, jumping
from tests.statistics.trend.test_interrupted import AT_JUMP, JUMP, event

from openness.statistics.trend.breaks import breaks_by_penalty
from openness.statistics.trend.interrupted import interrupted_series
from openness.statistics.trend.model import many_groups, slope_differences, trend_model
from openness.studies.trend_inference.inference_words import (
    break_sentences,
    difference_sentences,
    event_sentences,
    many_sentence,
    p_text,
    trend_sentences,
)


def trend(verdict="rises", reason=None, **numbers):
    row = {
        "group": "corporate",
        "other_group": "community",
        "verdict": verdict,
        "points_per_year": 3.21,
        "points_lower": 1.04,
        "points_upper": 5.38,
        "odds_ratio": 1.2,
        "odds_lower": 1.05,
        "odds_upper": 1.37,
        "p_value": 0.004,
        "n": 1200,
        "developers": 80,
        "period": "2018-01 to 2025-12",
        "reason": reason,
    }
    return pl.DataFrame([row | numbers], infer_schema_length=None)


DATA = "1,200 releases by 80 developers, 2018-01 to 2025-12"


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (
            trend(),
            "Companies: the share of open weights rises by 3.2 percentage points a year (1.0 to 5.4), odds ratio "
            f"1.20 (1.05 to 1.37) a year, p = 0.004; {DATA}.",
        ),
        (
            trend("falls", points_per_year=-3.21, points_lower=-5.38, points_upper=-1.04, odds_ratio=0.8),
            "Companies: the share of open weights falls by 3.2 percentage points a year (1.0 to 5.4), odds ratio "
            f"0.80 (1.05 to 1.37) a year, p = 0.004; {DATA}.",
        ),
        (
            trend("flat", points_per_year=0.1, points_lower=-1.0, points_upper=1.2, p_value=0.8),
            "Companies: the share of open weights is flat: it changes by +0.1 percentage points a year (-1.0 to +1.2), "
            f"odds ratio 1.20 (1.05 to 1.37) a year, p = 0.80; {DATA}.",
        ),
        (
            trend("cannot tell", points_lower=-1.0, p_value=0.2),
            "Companies: the data cannot tell whether the share of open weights rises or falls: it changes by +3.2 "
            f"percentage points a year (-1.0 to +5.4), odds ratio 1.20 (1.05 to 1.37) a year, p = 0.20; {DATA}.",
        ),
        (
            trend("not estimable", reason="corporate: no release is open"),
            f"Companies: no slope: no release is open ({DATA}).",
        ),
    ],
)
def test_a_slope_in_words(table, sentence):
    assert trend_sentences(table, "open weights") == [sentence]
    as_pandas = pd.DataFrame({name: table[name].to_list() for name in table.columns})
    assert trend_sentences(as_pandas, "open weights") == [sentence]


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("rises", "grows faster among companies than among community developers, by 3.2"),
        ("falls", "grows more slowly among companies than among community developers, by -3.2"),
        ("flat", "moves alike among companies and community developers: the slopes differ by +3.2"),
        ("cannot tell", "may move alike or not among companies and community developers: the slopes differ by +3.2"),
    ],
)
def test_a_difference_in_words(verdict, words):
    (sentence,) = difference_sentences(trend(verdict))
    assert words in sentence
    assert sentence.endswith(f"; {DATA}.")


def test_every_sentence_on_real_results_says_n_developers_and_period():
    both = pl.concat([frame(EVEN_40, seed=3), frame(UNEVEN_30, slope=-0.5, group="community", prefix="e")])
    sentences = [
        *trend_sentences(trend_model(both, draws=0)),
        *difference_sentences(slope_differences(both, [("corporate", "community"), ("corporate", "academic")])),
        *break_sentences(breaks_by_penalty(both)),
        *event_sentences(interrupted_series(both)),
    ]
    assert len(sentences) > 40
    for sentence in sentences:
        assert "releases by" in sentence
        assert "developers, 20" in sentence
        assert sentence.endswith(".")
        assert "nan" not in sentence.casefold()
        assert "None" not in sentence


def test_many_groups_in_words_count_what_survives():
    countries = pl.concat(
        [
            frame(EVEN_40, slope=0.9, seed=3, likeness=0.0, group="France", prefix="f"),
            frame(EVEN_20, slope=0.0, seed=6, group="Japan", prefix="j"),
            frame(EVEN_20, seed=4, group="Peru", prefix="p").head(3),
        ]
    ).rename({"developer_group": "country"})
    found = many_groups(countries)
    assert many_sentence(found, "countries") == (
        "Of 3 countries 2 can bear a slope. Unlike zero, each tested by itself: 1; with the share of false findings "
        "held at 5% (Benjamini-Hochberg): 1; with the chance of any held there (Holm): 1, France (up)."
    )
    assert many_sentence(many_groups(countries.tail(3)), "countries") == "None of 1 countries can bear a slope."


def test_breaks_in_words_show_what_the_penalty_does():
    assert break_sentences(breaks_by_penalty(ONE_JUMP, factors=(0.5, 100))) == [
        "Companies: 1 break (2021-Q3) at the penalty of the Bayesian information criterion; 1 break (2021-Q3) at 0.5 "
        "times and no break at 100 times that penalty (240 releases by 40 developers, 2020-01 to 2022-10, 12 periods)."
    ]
    assert break_sentences(breaks_by_penalty(jumping([1.0] * 8))) == [
        "Companies: no breaks are looked for: all releases are open "
        "(160 releases by 40 developers, 2020-01 to 2021-10)."
    ]


def test_an_event_in_words_is_held_against_other_dates():
    wobble = [0.0, 0.05, -0.05, 0.1, -0.1, 0.0, 0.05]
    long = jumping([(0.25 if quarter < 16 else 0.75) + wobble[quarter % 7] for quarter in range(36)])
    special, plain = event_sentences(
        interrupted_series(long, events=pl.concat([event(datetime(2024, 1, 5)), event(datetime(2027, 1, 5))]))
    )
    assert "of 28 dates, so it is special to this one" in special
    assert "of 28 dates, so nothing sets this one apart" in plain
    (few,) = event_sentences(interrupted_series(JUMP, events=AT_JUMP))
    assert few.startswith("Companies, Event (2022-Q1): the level changes by +")
    assert "only 11 other dates can be compared, too few to call it special" in few
    assert few.endswith("2020-01 to 2024-10; 8 periods before, 11 after).")
    (refused,) = event_sentences(interrupted_series(JUMP, events=event(datetime(2024, 5, 1))))
    assert "not estimable: too few periods after: 2 with releases, 4 are needed" in refused


def test_p_values_in_words():
    assert [p_text(p) for p in (0.0001, 0.004, 0.04, 0.51)] == ["p < 0.001", "p = 0.004", "p = 0.04", "p = 0.51"]
