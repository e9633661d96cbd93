import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.sources.common.names import first_link, release_ids, slug, trimmed


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("Solar Open 100B\n", "Solar Open 100B"),
        ("a\u00a0\u200b b", "a b"),
        ("  \n", None),
        (None, None),
        ("Tülu 3", "Tülu 3"),
    ],
)
def test_white_space_of_any_kind_is_collapsed_and_blank_is_null(published, expected):
    frame = pl.DataFrame({"x": [published]}, schema={"x": pl.String})
    assert frame.select(trimmed("x")).item() == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Llama 3.1-405B", "llama-3-1-405b"),
        ("Command R+", "command-r-plus"),
        ("智云文化大模型 (LLM)", "智云文化大模型-llm"),
        ("!!!", "unnamed"),
    ],
)
def test_slugs_keep_letters_of_any_script_and_the_plus(name, expected):
    assert slug(name) == expected


def test_names_that_share_a_slug_get_ids_that_do_not_depend_on_order():
    forward, backward = release_ids("s", ["CALM", "CaLM", "Nova"]), release_ids("s", ["Nova", "CaLM", "CALM"])
    assert forward == ["s:calm", "s:calm-6249ef", "s:nova"]
    assert backward == forward[::-1]


@given(st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=20))
def test_different_names_never_share_an_id(names):
    ids = release_ids("s", names)
    assert len(set(ids)) == len(names)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://example.org/a https://example.org/b", "https://example.org/a"),
        ("https://example.org/a, https://example.org/b", "https://example.org/a"),
        ("PDF doc: https://example.org/a.pdf", "https://example.org/a.pdf"),
        ("pkg:pypi/heron", "pkg:pypi/heron"),
        (" arxiv.org/abs/2501.14818\n", "https://arxiv.org/abs/2501.14818"),
        ("platform.example.com", "https://platform.example.com"),
        ("LICENSE.md", None),
        ("Apache-2.0", None),
        ("Unclear which model is being referred to", None),
        ("Eunbi Choi, Kibong Choi et al.", None),
        (None, None),
    ],
)
def test_an_evidence_link_is_an_address_and_never_prose(text, link):
    frame = pl.DataFrame({"link": [text]}, schema={"link": pl.String})
    assert frame.select(first_link("link")).item() == link
