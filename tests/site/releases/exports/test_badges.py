from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.site.releases.exports import badges

SVG = "{http://www.w3.org/2000/svg}"


def luminance(color: str) -> float:
    digits = color[1:] if len(color) == 7 else "".join(2 * letter for letter in color[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_a_badge_names_the_metric_and_the_result_for_eyes_and_ears() -> None:
    drawn = ET.fromstring(badges.badge("OSAI", "11.5 of 12", "OLMo: 11.5 of 12.", 11.5 / 12))
    assert [one.text for one in drawn.iter(f"{SVG}text")] == ["OSAI", "11.5 of 12"]
    assert drawn.get("role") == "img"
    assert drawn.get("aria-label") == "OSAI: 11.5 of 12"
    assert drawn.find(f"{SVG}title").text == "OSAI: 11.5 of 12"
    assert drawn.find(f"{SVG}desc").text == "OLMo: 11.5 of 12."


def test_grounds_are_as_wide_as_their_texts() -> None:
    drawn = ET.fromstring(badges.badge("OSAI", "2 of 12", "", 2 / 12))
    name, value = drawn.iter(f"{SVG}text")
    assert (name.get("x"), name.get("textLength")) == ("6", "27")
    assert (value.get("x"), value.get("textLength")) == (str(6 + 27 + 6 + 6), str(badges.width("2 of 12")))
    assert int(drawn.get("width")) == 27 + badges.width("2 of 12") + 4 * 6


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (1.0, badges.HIGH),
        (2 / 3, badges.HIGH),
        (0.66, badges.MIDDLE),
        (1 / 3, badges.MIDDLE),
        (0.33, badges.LOW),
        (0.0, badges.LOW),
        (None, badges.GREY),
    ],
)
def test_the_color_stands_for_a_third_of_the_highest_score(share, expected) -> None:
    assert badges.colors(share) == expected


@pytest.mark.parametrize("pair", [badges.GREY, badges.HIGH, badges.MIDDLE, badges.LOW])
def test_letters_stand_out_from_their_ground(pair) -> None:
    assert contrast(*pair) >= 4.5


def test_a_wide_letter_is_as_wide_as_the_size_and_an_accent_adds_nothing() -> None:
    assert badges.width("蓝图") == 22
    assert badges.width("e\u0301") == badges.width("e")


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=200))
def test_any_text_makes_well_formed_svg_of_bounded_width(name, value, description) -> None:
    drawn = ET.fromstring(badges.badge(name, value, description, None))
    assert int(drawn.get("width")) <= 2 * (60 * 11 + 12)
    assert all(len(one.text or "") <= 60 for one in drawn.iter(f"{SVG}text"))
