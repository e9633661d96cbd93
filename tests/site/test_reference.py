"""The API reference: every link leads somewhere, every function is there."""

import re
from pathlib import Path

import pytest

from openness.site import reference

PAGE = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.fixture(scope="module")
def text():
    return reference.reference()


def test_every_link_of_the_reference_leads_to_one_place(text):
    links = re.findall(r"\]\(#([^)]+)\)", text)
    places = re.findall(r'<a id="([^"]+)">', text)
    assert links == places
    assert len(set(places)) == len(places)


def test_every_function_of_the_reference_has_a_docstring(text):
    bare = [name for module in reference.MODULES for name, one in reference.offered(module) if not one.__doc__]
    assert bare == []
    assert "```python\nmatch(" in text


def test_the_kept_page_names_the_functions_that_there_are(text):
    heading = re.compile(r"^### (\w+)$", re.MULTILINE)
    assert heading.findall(PAGE.read_text(encoding="utf-8")) == heading.findall(text), "run make docs"
