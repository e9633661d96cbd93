# ruff: noqa: E501 - tables of sentences as they occur
"""What the reader finds in texts that it has never seen: lines of business, sizes, outputs, what goes along."""

import pytest

from openness.licenses.clauses.show import reading_document
from openness.licenses.texts import numbers
from openness.licenses.texts.read import read_text

HEAD = "Example Model License\n\n"
GRANT = "1. Example Labs grants you a perpetual, irrevocable license to use, reproduce, distribute and modify the Model for any purpose.\n\n"
END = "9. The Model is provided as is, without warranty of any kind, and nobody is liable for any damage that comes of it.\n"


def _text(sentence, grant=GRANT):
    return f"{HEAD}{grant}{sentence}\n\n{END}"


def _business(sentence):
    return [str(one) for one in read_text(_text(sentence)).clauses["business_restriction"] or ()]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("You may not offer the Model to third parties as a hosted or managed service.", ["hosting: forbidden"]),
        ("You may not provide the Model to others as a service.", ["hosting: forbidden"]),
        ("Model-as-a-Service with the Model is prohibited.", ["hosting: forbidden"]),
        ("You must not run a multi-tenant environment with the Model.", ["hosting: forbidden"]),
        ("You are granted all rights excluding the right to offer the Model as a hosted service.", ["hosting: forbidden"]),
        ("You may run it yourself instead of offering it as a managed service.", ["hosting: forbidden"]),
        ("You must obtain a separate license from us before you offer the Model as a hosted service.", ["hosting: needs_license"]),
        ("You may not offer a hosted service with the Model without our written permission.", ["hosting: needs_license"]),
        ("Whoever operates a Model as a Service business must pass our security review before any use.", ["hosting: needs_review"]),
        ("You may not use the Model in any product that competes with Example Labs.", ["competing: forbidden"]),
        ("You may use the Model for any purpose other than providing a competing product.", ["competing: forbidden"]),
        ("You may not use the Model in the insurance industry.", ["sector (insurance): forbidden"]),
        ("Use in the automotive sector requires a separate license from us.", ["sector (automotive): needs_license"]),
        ("You may not offer a hosted service, and you may not compete with us.", ["hosting: forbidden", "competing: forbidden"]),
        ("You may host the Model for others as a service.", []),
        ("Nobody may call this unfair competition.", []),
        ("You may not use outputs of the Model to train a model that competes with ours.", []),
    ],
)  # fmt: skip
def test_lines_of_business_are_found_with_what_happens_to_them(sentence, expected):
    assert _business(sentence) == expected


@pytest.mark.parametrize("sentence", ["You may not offer the Model to third parties as a hosted or managed service.", "You may not use the Model in any product that competes with Example Labs."])  # fmt: skip
def test_a_barred_line_of_business_sets_the_tier_and_leaves_the_rest_commercial(sentence):
    found = reading_document(_text(sentence))
    assert found["clauses"]["commercial_use"] == "yes"
    assert found["tier"] == "restricted_commercial"
    assert 6 in found["osd_violations"]


def test_a_term_that_is_defined_is_read_where_it_is_used():
    text = 'You shall not exercise the license for an Excluded Purpose.\n\n"Excluded Purpose" means making the Model available as software-as-a-service.'
    assert _business(text) == ["hosting: forbidden"]


@pytest.mark.parametrize("sentence", ["Hosting the Model for others needs some thought, and only partners do it.", "Competitors of Example Labs are restricted to evaluation."])  # fmt: skip
def test_what_may_bar_a_line_of_business_and_is_not_read_leaves_it_undecided(sentence):
    found = read_text(_text(sentence))
    assert found.clauses["business_restriction"] is None
    assert found.doubts["business_restriction"].quote == sentence


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("If the monthly active users of all products made available by or for you or your affiliates exceed 700 million, you must request a license from us.",
         ["users > 700000000; month; affiliates; needs_license"]),
        ("If your daily active users exceed 1 million, you must obtain a separate license from us.",
         ["users > 1000000; day; licensee; needs_license"]),
        ("Companies with annual revenue of more than US$10 million must obtain a commercial license.",
         ["revenue > 10000000 USD; year; licensee; needs_license"]),
        ("If your monthly revenue exceeds EUR 2 million, you must obtain a separate license.",
         ["revenue > 2000000 EUR; month; licensee; needs_license"]),
        ('If a product of yours has more than 100 million monthly active users or more than 20 million US dollars in monthly revenue, you shall prominently display "Example" in it.',
         ["users > 100000000; month; product; asks_for_display", "revenue > 20000000 USD; month; product; asks_for_display"]),
        ('If a product has more than 5 million monthly active users, it shall prominently display "Example" in its interface. The license asks no more of small ones. It is short. It is free. If your annual revenue exceeds $ 1 bn, you must obtain a separate license.',
         ["users > 5000000; month; product; asks_for_display", "revenue > 1000000000 USD; year; licensee; needs_license"]),
        ("If you operate a Model as a Service business and your revenue exceeds 20 million US dollars in any 12 months, you must obtain a separate license.",
         ["revenue > 20000000 USD; year; licensee; needs_license; only for hosting"]),
        ("If you have more than a hundred million monthly active users, you must request a license from us.",
         ["users > 100000000; month; licensee; needs_license"]),
        ("If you have more than 2 bn monthly active users, you must request a license from us.",
         ["users > 2000000000; month; licensee; needs_license"]),
        ("You must keep the notices.", []),
    ],
)  # fmt: skip
def test_every_size_is_found_with_its_time_its_owner_and_its_effect(sentence, expected):
    assert [str(one) for one in read_text(_text(sentence)).clauses["thresholds"]] == expected


def test_the_older_names_are_summaries_of_the_sizes():
    sentence = 'If a product has more than 5 million monthly active users, it shall prominently display "Example" in its interface. If your annual revenue exceeds $ 20 million, you must obtain a separate license.'
    clauses = read_text(_text(sentence)).clauses
    assert len(clauses["thresholds"]) == 2
    assert (clauses["user_threshold"], clauses["revenue_threshold"]) == (5_000_000, 20_000_000)
    assert clauses["threshold_effect"] == "licence_required"


def test_a_size_of_another_kind_is_undecided_not_absent():
    found = read_text(_text("Companies with more than fifty employees must obtain a separate license."))
    assert found.clauses["thresholds"] is None
    assert "thresholds" in found.undecided


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("You will not use the outputs of the Model to improve any other large language model.", ("ban_other_models",)),
        ("You will not use the Materials or any output to improve any other large language model.", ("ban_other_models", "covers_work")),
        ("You may not use outputs to train a model that competes with ours.", ("ban_competing",)),
        ("You own the outputs that you generate.", ()),
    ],
)  # fmt: skip
def test_limits_on_outputs_are_a_set(sentence, expected):
    assert read_text(_text(sentence)).clauses["outputs"] == expected


@pytest.mark.parametrize(
    ("sentence", "bind", "copy"),
    [
        ("You agree not to use the Model to harm minors. You must include these use restrictions as an enforceable provision in any agreement.", True, False),
        ("If you distribute the Model, you must provide a copy of this license to all recipients.", False, True),
        ("You must keep the copyright notice.", False, False),
        ("If you distribute the Model, you shall include a link to this license.", False, True),
    ],
)  # fmt: skip
def test_binding_the_next_user_is_another_thing_than_handing_on_the_terms(sentence, bind, copy):
    clauses = read_text(_text(sentence)).clauses
    assert clauses["must_bind"] is clauses["use_restrictions_flow_down"] is bind
    assert clauses["copy_of_terms"] is copy


@pytest.mark.parametrize(
    ("words", "value"),
    [("a hundred million users", 1e8), ("two hundred thousand", 2e5), ("3 bn", 3e9), ("1.5bn", 1.5e9), ("5 mn", 5e6), ("one million", 1e6), ("12 thousand", 12e3)],
)  # fmt: skip
def test_numbers_are_read_as_legal_english_writes_them(words, value):
    import re

    assert numbers.value(re.search(numbers.NUMBER, words)) == value
