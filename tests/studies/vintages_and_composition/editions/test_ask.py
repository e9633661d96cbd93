"""What a report on editions may be asked, and which editions and releases it then looks at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.measures.ask import Question
from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.vintages_and_composition.composition.say import spans
from openness.studies.vintages_and_composition.editions.ask import compared, edition_releases, factored, labels
from openness.studies.vintages_and_composition.parameters import check, period

DEFAULTS = {
    "source": "epoch",
    "vintage": "latest",
    "versus": "previous",
    "before": "2020-2022",
    "after": "2023-2025",
    "factors": ["country", "size_class"],
    "level": "training_compute",
    "most": 10,
    "draws": 1000,
    "seed": 1,
}


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2021", (2021, 2021)),
        ("2019-2021", (2019, 2021)),
        (" 2019 to 2021 ", (2019, 2021)),
        ("2019–2021", (2019, 2021)),
    ],
)
def test_a_period_is_a_year_or_the_first_and_last_of_several(text, years):
    assert period(text) == years


@pytest.mark.parametrize("text", ["", "21", "2021-Q1", "2021-2019", "1066", "2019,2021", "2019-2020-2021"])
def test_what_is_no_period_is_refused_in_one_line(text):
    with pytest.raises(BadValueError, match="period is") as caught:
        period(text)
    assert "\n" not in str(caught.value)


@given(st.text(alphabet="0129 -to", max_size=12))
def test_any_text_is_a_period_in_order_or_refused(text):
    try:
        first, last = period(text)
    except BadValueError:
        return
    assert 1950 <= first <= last <= 2100


@pytest.mark.parametrize(
    ("source", "vintage", "versus", "found"),
    [
        ("epoch", "latest", "previous", ("2025-11-01", "2026-03-30")),
        ("epoch", "latest", "year_before", ("2025-04-23", "2026-03-30")),
        # That edition holds notable models alone, as the one before it does among others.
        ("epoch", "2026-07-15", "previous", ("2026-03-30", "2026-07-15")),
        # The only edition before it holds notable models alone.
        ("epoch", "2025-04-23", "previous", (None, "2025-04-23")),
        ("epoch", "2026-01-20", "previous", ("2025-11-01", "2026-01-20")),
        ("epoch", "2025-04-23", "latest", ("2026-03-30", "2025-04-23")),
        ("osai", "latest", "previous", ("2026-04-09", "2026-06-12")),
        ("osai", "latest", "year_before", ("2025-05-12", "2026-06-12")),
        ("mteb", "latest", "year_before", ("2026-10-01", "2026-10-26")),
        ("mot", "latest", "year_before", ("2025-03-20", "2026-05-11")),
    ],
)
def test_the_previous_edition_is_the_newest_before_that_has_a_list_in_common_or_a_year_older(
    real, source, vintage, versus, found
):
    assert compared(source, vintage, versus) == found


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"versus": "2025-04-24"}, UnknownNameError, "unknown value of parameter 'versus': '2025-04-24'; did you mean"),
        ({"versus": "2026-03-30"}, BadValueError, "versus and vintage are both the edition 2026-03-30 of epoch"),
        ({"versus": "2025-05-12"}, UnknownNameError, "unknown vintage '2025-05-12' in source epoch; did you mean"),
        (
            {"vintage": "2025-04-23", "versus": "2026-07-15"},
            BadValueError,
            "epoch 2026-07-15 and 2025-04-23 have no list in common",
        ),
        ({"before": "2020-Q1"}, BadValueError, "period is '2020-Q1', expected a year or two"),
        ({"before": "2020-2023"}, BadValueError, "before ends in 2023, expected earlier than after begins: 2023"),
        ({"factors": ["counry"]}, UnknownNameError, "unknown value of parameter 'factors': 'counry'; did you mean"),
        ({"factors": []}, BadValueError, "factors are none; expected 1 to 6 different ones"),
        ({"factors": ["country", "country"]}, BadValueError, "factors are country, country; expected"),
        ({"level": "compute"}, UnknownNameError, "unknown value of parameter 'level': 'compute'"),
        ({"draws": 10}, BadValueError, "parameter 'draws' is 10, expected 100 or more"),
        ({"seed": -1}, BadValueError, "parameter 'seed' is -1, expected 0 or more"),
        ({"most": 0}, BadValueError, "parameter 'most' is 0, expected 1 or more"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_runs(real, change, error, message):
    with pytest.raises(error) as caught:
        check({**DEFAULTS, **change})
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_what_can_be_asked_passes(real):
    check(DEFAULTS)
    check({**DEFAULTS, "source": "hub", "before": "2022", "after": "2023 to 2024"})


def test_a_developer_is_new_by_its_first_release_of_any_modality(real):
    every = factored(Question("epoch", "2026-03-30", since=2024))
    of_language = factored(Question("epoch", "2026-03-30", since=2024), "language")
    assert every["release_date"].min().year < 2000
    assert set(of_language["modality"]) == {"language"}
    same = every.filter(modality="language")
    assert of_language.equals(same)
    assert set(every["size_class"]) == {"under 1B", "1B to 10B", "10B to 100B", "100B or more", "unknown"}


def test_all_releases_of_an_edition_are_more_than_can_be_judged(real):
    asked = Question("epoch", "2026-03-30", modality="video")
    found = edition_releases(asked)
    assert set(found.select("source", "vintage", "modality").unique().rows()) == {("epoch", "2026-03-30", "video")}
    assert edition_releases(Question("epoch", "2026-03-30")).height == 3305


def test_labels_are_those_of_groups_where_the_question_is_about_something_else(real):
    found = labels(Question("epoch", "2026-03-30", by="country"))
    assert found.numbers["group"].to_list() == ["community", "corporate", "mixed", "unknown"]
    assert found.numbers["period"].unique().to_list() == ["all periods"]
    assert set(found.parts["cause"]) == {"regrouped"}
    types = labels(Question("epoch", "2026-03-30", by="developer_type"))
    assert {"company", "academic"} <= set(types.numbers["group"])


def test_two_periods_read_as_words():
    assert spans((2020, 2022), (2023, 2023)) == "2020 to 2022 against 2023"


def test_another_definition_judges_the_same_releases_otherwise(real):
    names = ("open_weights", "open_unrestricted")
    one, other = (factored(Question("epoch", "2026-03-30", definition=name)) for name in names)
    assert one.drop("is_open").equals(other.drop("is_open"))
    assert one["is_open"].sum() > other["is_open"].sum() > 0
