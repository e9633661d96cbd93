"""No text makes the reader slow: every pattern against its own words repeated, and whole texts of a megabyte."""

import random
import time

import pytest
from tests.licenses.texts import hostile

from openness.licenses.texts import doubts
from openness.licenses.texts.document import without_long_runs
from openness.licenses.texts.read import read_text

MEGABYTE = 1_000_000
SENTENCE = 6000  # characters; no pattern is given more at once, but for those of a whole text
PATTERNS = list(hostile.compiled())
WORDS = ["you", "may", "not", "use", "the", "model", "outputs", "commercial", "license", "distribute", "must", "shall", "display", "retain", "notices", "users", "revenue", "million", "subject", "to", "policy", "terms", "military", "train", "other", "models", "grants", "patent", "terminate", "breach"]  # fmt: skip  # noqa: E501


def _filled(item, size):
    return (item * (size // len(item) + 1))[:size]


def test_every_pattern_is_among_those_that_are_tried():
    rooms = {name.partition(".")[0] for name, _ in PATTERNS}
    assert {"doubts", "scope", "identity", "document", "units", "sizes", "commercial", "uses", "copies"} <= rooms
    assert len(PATTERNS) > 200


@pytest.mark.parametrize(("name", "pattern"), PATTERNS, ids=[name for name, _ in PATTERNS])
def test_no_pattern_walks_back_over_its_own_words(name, pattern):
    slowest = 0.0
    for fragment in hostile.fragments(pattern, seed=7, count=4):
        for item in filter(str.strip, (fragment, f"{fragment} ")):
            text = without_long_runs(_filled(item, SENTENCE).lower())
            start = time.process_time()
            for _ in pattern.finditer(text):
                pass
            slowest = max(slowest, time.process_time() - start)
    assert slowest < 0.25, name  # at most 0.03 alone; a pattern that walks back takes seconds


TEXTS = {
    "digits": "1",
    "digits and commas": "1,",
    "amounts": "$ 1 ",
    "signs": "$",
    "words of numbers": "hundred ",
    "words of numbers with hyphens": "one-",
    "brackets": "(",
    "numbers and brackets": "1 (",
    "quotes": '"a "',
    "blanks": " ",
    "lines": "\n",
    "hyphens at the ends of lines": "non-\n",
    "one word": "a",
    "tags": "<html><a ",
    "scripts without an end": "<html><script ",
    "comments without an end": "<html><!--",
    "semicolons": "; or ",
    "colons": "you may not: ",
    "items": "(a) ",
    "letters that become two": "\u201c\u00e9\u0130 ",
    "combining marks": "e\u0301",
    "marks without width": "\u200d ",
    "right to left": "\u202eabc ",
    "two scripts": "the \u8bb8\u53ef of ",
    "titles": "apache license ",
    "permissions": "permission is hereby granted, free of charge, ",
    "copyright": "copyright (c) ",
    "bans": "excluding the ",
    "dots": ".",
}


@pytest.mark.parametrize("item", TEXTS.values(), ids=TEXTS)
def test_a_megabyte_of_one_thing_takes_about_a_second(item):
    text = _filled(item, MEGABYTE)
    start = time.process_time()
    read_text(text)
    assert time.process_time() - start < 3  # a machine under load; alone it is below one


def test_a_license_of_ten_megabytes_of_words_in_any_order_takes_about_a_second():
    chance = random.Random(1)
    text = "Example License. We grant you a license to use. " + " ".join(chance.choices(WORDS, k=10 * MEGABYTE // 6))
    start = time.process_time()
    found = read_text(text)
    assert time.process_time() - start < 4
    assert found.notes == ("only the first 400,000 characters were read",)


@pytest.mark.parametrize("digits", [1000, 8000, 64_000])
def test_a_run_of_digits_is_no_number(digits):
    text = (
        f"Example License. We grant you a license to use it, if you have more than {'7' * digits} users a month. " * 2
    )
    start = time.process_time()
    found = read_text(text)
    assert time.process_time() - start < 1
    assert found.clauses["user_threshold"] is None


def test_scripts_styles_and_comments_are_no_words():
    text = (
        "<html><head><title>x</title></head><script>\nnot for commercial use\n</script><!-- never --><body>"
        + "We grant you a license to use, copy and distribute the model for any purpose. " * 4
    )
    found = read_text(text)
    assert found.clauses["commercial_use"] == "yes"
    assert found.evidence["commercial_use"].line == 3


def test_words_that_are_watched_for_hold_one_of_their_stems():
    tried = 0
    for watch in doubts.WATCHES:
        for made in hostile.fragments(watch.about, seed=3, count=400):
            for match in watch.about.finditer(made.lower()):
                tried += 1
                assert any(stem in match[0] for stem in watch.stems), (watch.clause, match[0])
    assert tried > 5000
