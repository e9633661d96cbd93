"""Countries however they are written; what is none is refused with the nearest."""

import pytest

from openness.project.errors import BadFileError, BadValueError
from openness.words.countries import countries, country, folded, is_country


@pytest.mark.parametrize(
    ("spelled", "name"),
    [
        ("US", "United States"),
        ("usa", "United States"),
        ("U.S.A.", "United States"),
        ("U. S.", "United States"),
        ("the United States of America", "United States"),
        ("DE", "Germany"),
        ("DEU", "Germany"),
        ("germany", "Germany"),
        ("Czech Republic", "Czechia"),
        ("GB", "United Kingdom"),
        ("UK", "United Kingdom"),
        ("Great Britain", "United Kingdom"),
        ("Republic of Korea", "South Korea"),
        ("korea, south", "South Korea"),
        ("Türkiye", "Turkey"),
        ("turkiye", "Turkey"),
        ("Côte d’Ivoire", "Côte d'Ivoire"),
        ("Cote dIvoire", "Côte d'Ivoire"),
        ("Saint Lucia", "Saint Lucia"),
        ("St. Lucia", "Saint Lucia"),
        ("Trinidad & Tobago", "Trinidad and Tobago"),
        ("NO", "Norway"),
        ("NA", "Namibia"),
        ("viet nam", "Vietnam"),
        ("Hong Kong SAR", "Hong Kong"),
        ("International", "Multinational"),
        ("unknown", "unknown"),
    ],
)
def test_a_country_is_found_by_name_code_and_common_spelling(spelled, name):
    assert country(spelled) == name
    assert is_country(spelled)


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("Germny", "did you mean 'Germany'?"),
        ("Unted States", "did you mean 'United States'?"),
        ("Atlantis", "did you mean 'Albania'?"),
        ("Middle-earth", "expected the English name of a country, or its ISO 3166-1 code such as DE or DEU"),
        ("XY", "expected the English name"),
        ("ZZZ", "expected the English name"),
    ],
)
def test_what_is_no_country_is_refused_with_the_nearest(wrong, hint):
    with pytest.raises(BadValueError) as caught:
        country(wrong)
    assert str(caught.value) == f"unknown country {wrong!r}; {hint}" or hint in str(caught.value)
    assert not is_country(wrong)


@pytest.mark.parametrize("blank", ["", "  ", "."])
def test_a_blank_is_no_country(blank):
    with pytest.raises(BadValueError, match="country is blank"):
        country(blank)


@pytest.mark.parametrize("nowhere", ["unknown", "Multinational", "International", "Undisclosed"])
def test_what_stands_for_no_country_is_no_place(nowhere):
    with pytest.raises(BadValueError, match=f"unknown country '{nowhere}'"):
        country(nowhere, is_place=True)


def test_every_country_has_two_codes_of_its_own_and_no_spelling_means_two():
    known = {name: one for name, one in countries().items() if one.code}
    assert len(known) == 250
    assert len({one.code for one in known.values()}) == len({one.alpha3 for one in known.values()}) == 250
    for name, one in known.items():
        assert len(one.code) == 2
        assert len(one.alpha3) == 3
        for spelled in (name, one.code, one.alpha3, *one.aliases):
            assert country(spelled) == country(folded(spelled)) == name


def test_a_file_in_which_a_spelling_means_two_countries_is_refused(own_raw):
    (own_raw / "countries.yml").write_text("countries:\n  France: {code: FR}\n  Gaul: {code: GL, aliases: [france]}\n")
    with pytest.raises(BadFileError, match=r"countries.yml: 'france' is France and Gaul"):
        country("France")
