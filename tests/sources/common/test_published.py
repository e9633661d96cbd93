from datetime import datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.sources.common.published import first_link, modality, release_ids, slug, trimmed, unknown_tags, with_date


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


def cleaned(*values):
    return (
        with_date(pl.DataFrame({"d": values}, schema={"d": pl.String}), "d")
        .select("release_date", "date_precision")
        .rows()
    )


def test_day_month_and_year_are_told_apart_and_anything_else_is_no_date():
    assert cleaned("2024-02-29", " 2024-02 ", "2024", None, "", "2023-02-29", "2024-13", "Feb 2024", "24-1-1") == [
        (datetime(2024, 2, 29), "day"),
        (datetime(2024, 2, 1), "month"),
        (datetime(2024, 1, 1), "year"),
        (None, "none"),
        (None, "none"),
        (None, "none"),
        (None, "none"),
        (None, "none"),
        (None, "none"),
    ]


@pytest.mark.parametrize("value", ["٢٠٢٤-٠١-٠١", "2024-1-1", "2024-01-01T00:00", "2024/01/01"])
def test_near_dates_are_not_guessed(value):
    assert cleaned(value) == [(None, "none")]


@given(
    st.dates(datetime(1000, 1, 1).date()), st.sampled_from([("%Y-%m-%d", "day"), ("%Y-%m", "month"), ("%Y", "year")])
)
def test_every_calendar_date_comes_back(date, form):
    pattern, precision = form
    ((found, how),) = cleaned(date.strftime(pattern))
    assert (found.strftime(pattern), how) == (date.strftime(pattern), precision)


@given(st.text(max_size=30))
def test_any_string_is_a_date_or_not_one_and_never_an_error(text):
    ((found, precision),) = cleaned(text)
    assert (found is None) == (precision == "none")


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["Language"], "language"),
        (["Multimodal", "Language", "Vision"], "multimodal"),
        (["Language", "Vision"], "multimodal"),
        (["Video", "Vision"], "video"),
        (["Vision", "Image generation"], "image_generation"),
        (["Language", "Biology"], "biology"),
        (["Robotics", "Vision", "Language"], "robotics"),
        (["text", " code"], "language"),
        (["video", "audio"], "multimodal"),
        (["Quantum"], "unknown"),
        ([], "unknown"),
    ],
)
def test_a_release_has_one_modality(tags, expected):
    assert modality(tags) == expected


def test_tags_that_are_not_known_are_named():
    assert unknown_tags(["Language", "Quantum", ""]) == ["Quantum"]
