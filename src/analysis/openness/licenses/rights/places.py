"""Where a company has its seat, and whether that lies in a region that a license excludes."""

from openness.words.countries import country, is_country

# https://european-union.europa.eu/principles-countries-history/eu-countries_en
_EU = frozenset((
    "Austria", "Belgium", "Bulgaria", "Croatia", "Cyprus", "Czechia", "Denmark", "Estonia", "Finland", "France",
    "Germany", "Greece", "Hungary", "Ireland", "Italy", "Latvia", "Lithuania", "Luxembourg", "Malta", "Netherlands",
    "Poland", "Portugal", "Romania", "Slovakia", "Slovenia", "Spain", "Sweden",
))  # fmt: skip
_ELSEWHERE_IN_EEA = frozenset({"Iceland", "Liechtenstein", "Norway"})
_UNIONS = {
    **dict.fromkeys(("EU", "European Union"), "European Union"),
    **dict.fromkeys(("EEA", "European Economic Area"), "European Economic Area"),
}
"""What a company may give in place of a country, where that decides."""
_MEMBERS = {"European Union": _EU, "European Economic Area": _EU | _ELSEWHERE_IN_EEA}


def seat(text: str) -> str:
    """Return the name of the country that somebody wrote, or of the union that decides as well."""
    return _UNIONS.get(text.strip()) or country(text, is_place=True)


def is_within(place: str, region: str) -> bool:
    """Return whether a country, by its English name, lies in a region as the catalog writes it."""
    union = _UNIONS.get(region)
    if union is not None:
        return place in _MEMBERS[union] or _MEMBERS.get(place, frozenset({None})) <= _MEMBERS[union]
    return place == (country(region) if is_country(region) else region)


def may_be_within(place: str, region: str) -> bool:
    """Return whether a place is not known to lie outside of a region: a union may have a part in it.

    A region that is no country and no union that we know may be anywhere.
    """
    if is_within(place, region):
        return True
    union = _UNIONS.get(region)
    if union is None and not is_country(region):
        return True
    inside = _MEMBERS[union] if union else frozenset({country(region)})
    return bool(_MEMBERS.get(place, frozenset()) & inside)
