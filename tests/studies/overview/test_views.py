"""The numbers of the overview as rows."""

from openness.studies.overview import results, views
from openness.studies.overview.views import Number


def test_cards_and_estimates_have_a_row_a_number_and_a_row_an_estimate():
    one = Number("T", "1%", "of x", "text", "basis", {"page": "page.html"}, (("a", 3, 0.1, 0.0, 0.2),) * 2)
    assert views.cards([one]).rows() == [("T", "1%", "of x", "text", "basis", [{"text": "page", "url": "page.html"}])]
    assert views.estimates([one]).rows() == [("T", "a", 3, 0.1, 0.0, 0.2)] * 2
    assert views.estimates([]).columns == results.ESTIMATES.names


def test_an_estimate_without_a_row_is_null():
    assert views.estimate("x", None) == ("x", 0, None, None, None)
    assert views.estimate("x", {"n": 2, "mean": 1.0, "low": 0.5, "high": 2.0}, "mean", "low", "high") == (
        "x", 2, 1.0, 0.5, 2.0,
    )  # fmt: skip
