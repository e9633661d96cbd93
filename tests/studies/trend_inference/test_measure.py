import polars as pl

from openness.measures.ask import Question
from openness.studies.trend_inference.measure import study


def test_a_study_asks_by_year_and_by_the_period_and_keeps_dates_of_a_year_for_the_first(real):
    found = study(Question("epoch", every="quarter"))
    assert (found.dated.question.every, found.by_period.question.every) == ("year", "quarter")
    assert found.dated.releases.height >= found.by_period.releases.height
    assert set(found.by_period.releases["date_precision"]) <= {"day", "month"}
    assert set(found.by_period.shares["period"].str.len_chars()) == {len("2024-Q1")}
    assert found.dated.releases.filter(pl.col("is_open")).height > 0
