"""Countries by name, ISO code and common spelling, as ``data/raw/countries.yml`` has them."""

import difflib
import re
import unicodedata
from collections.abc import Mapping

from openness.project import paths
from openness.project.errors import BadFileError, BadValueError
from openness.project.once import once
from openness.project.yaml_shape import read_shape, shape

FILE = "countries.yml"
_NEAR = 0.6


@shape
class Country:
    """A country: its ISO 3166-1 codes of two and three letters, and its other spellings."""

    code: str | None = None
    alpha3: str | None = None
    aliases: tuple[str, ...] = ()


@shape
class _Countries:
    countries: dict[str, Country]


@once()
def countries() -> Mapping[str, Country]:
    """Return what is known of every country, by its name here."""
    return read_shape(_Countries, paths.raw() / FILE, exact=True).countries


def country(text: str, *, is_place: bool = False) -> str:
    """Return the name of the country that somebody wrote.

    Parameters
    ----------
    text
        A name, an ISO 3166-1 code of two or three letters, or another spelling of the file; upper and lower case, dots,
        accents and a leading "the" do not matter.
    is_place
        Refuse what stands for no country: ``Multinational`` and ``unknown``.

    Raises
    ------
    BadValueError
        It is none; the message names the nearest.
    """
    if not folded(text):
        raise BadValueError("country is blank; expected the English name of a country")
    spelled = _spelled()
    found = spelled.get(folded(text))
    if found is not None and (countries()[found].code or not is_place):
        return found
    known = {key: name for key, name in spelled.items() if countries()[name].code or not is_place}
    near = difflib.get_close_matches(folded(text), known, n=1, cutoff=_NEAR)
    hint = f"; did you mean {known[near[0]]!r}?" if near else ""
    expected = "" if near else "; expected the English name of a country, or its ISO 3166-1 code such as DE or DEU"
    raise BadValueError(f"unknown country {text!r}{hint}{expected}")


def spellings() -> set[str]:
    """Return the names and other spellings of the file, as they stand there: those that cleaning reads."""
    return {spelling for name, one in countries().items() for spelling in (name, *one.aliases)}


def is_country(text: str) -> bool:
    """Return whether a text is a spelling of a country."""
    return folded(text) in _spelled()


def folded(text: str) -> str:
    """Return a spelling without what makes no difference.

    Examples
    --------
    >>> folded("U.S.A."), folded("the Côte d’Ivoire"), folded("St. Kitts & Nevis")
    ('usa', 'cote divoire', 'saint kitts and nevis')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    words = re.sub(r"[\W_]+", " ", re.sub(r"[.'’]", "", plain.replace("&", " and "))).split()
    if words and words[0] == "the":
        words = words[1:]
    if all(len(word) == 1 for word in words):
        return "".join(words)
    return " ".join("saint" if word == "st" else word for word in words)


@once()
def _spelled() -> dict[str, str]:
    """Return every spelling, folded, with the name of its country."""
    found: dict[str, str] = {}
    for name, one in countries().items():
        for spelling in (name, one.code, one.alpha3, *one.aliases):
            if spelling and found.setdefault(folded(spelling), name) != name:
                place = paths.shown(paths.raw() / FILE)
                raise BadFileError(f"{place}: {spelling!r} is {found[folded(spelling)]} and {name}")
    return found
