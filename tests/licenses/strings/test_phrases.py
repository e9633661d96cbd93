"""Words that deny or doubt the name beside them: with any one of them a string names no license for certain."""

import pytest

from openness.licenses.strings.match import match

DENIALS = ("not", "no longer", "never", "without", "except", "excluding", "instead of", "rather than")
DOUBTS = ("probably", "presumably", "likely", "maybe", "perhaps", "possibly", "apparently", "assumed")


@pytest.mark.parametrize("word", DENIALS)
def test_a_denied_name_is_no_license(word):
    assert "Apache-2.0" not in match(f"{word} Apache 2.0").ids


@pytest.mark.parametrize("word", DENIALS)
def test_a_license_with_a_denial_beside_it_is_not_named_alone(word):
    assert match("Apache 2.0 (weights)").ids == ("Apache-2.0",)
    assert match(f"Apache 2.0 ({word} weights)").ids == ("NOASSERTION",)


@pytest.mark.parametrize("word", DOUBTS)
@pytest.mark.parametrize("form", ["{word} Apache 2.0", "Apache 2.0, {word}", "Apache 2.0 ({word})"])
def test_a_doubted_name_is_no_license(word, form):
    assert match(form.format(word=word)).ids == ("NOASSERTION",)


@pytest.mark.parametrize("string", ["MIT instead of Apache 2.0", "MIT excluding Apache 2.0", "MIT, not Apache 2.0"])
def test_what_one_license_stands_instead_of_is_not_named_with_it(string):
    assert "Apache-2.0" not in match(string).ids
