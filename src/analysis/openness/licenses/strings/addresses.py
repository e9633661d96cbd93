"""Addresses that stand for a license: pages of stewards and of license lists, and those of the catalog."""

import re

from openness.licenses.strings import names as naming
from openness.licenses.strings.fold import tokens
from openness.licenses.strings.names import Names

ANYWHERE = re.compile(r"(?:https?://|www\.)[^\s()<>\"'\[\]{}|]+[^\s()<>\"'\[\]{}|.,;:!?]")
ALONE = re.compile(r"^(?:(?:https?://|www\.)\S+|(?:[a-z0-9-]+\.)+(?:org|com|net|io|co|ai|uk)/\S+)$")

_NAME = r"(?P<name>[^/]+)"
_SITES = (
    (r"creativecommons\.org/licen[cs]es/(?P<name>[a-z-]+/\d\.\d(?:/[a-z]{2,3})?)(?:/.*)?", "cc {name}"),
    (r"creativecommons\.org/publicdomain/zero/1\.0(?:/.*)?", "cc0"),
    (r"creativecommons\.org/publicdomain/mark/1\.0(?:/.*)?", "public domain mark 1.0"),
    (r"apache\.org/licenses/license-(?P<name>\d\.\d)(?:\.txt)?", "apache {name}"),
    (
        r"gnu\.org/(?:licenses|copyleft)/(?:old-licenses/)?(?P<name>[al]?gpl|fdl)-(?P<number>\d\.\d)(?:[-.].*)?",
        "gnu {name} {number}",
    ),
    (rf"(?:spdx\.org/licenses|choosealicense\.com/licenses|opensource\.org/licen[cs]es?)/{_NAME}", "{name}"),
    (r"opensource\.org/licen[cs]es?/(?P<name>mit|isc|zlib)-license(?:\.php)?", "{name}"),
    (r"huggingface\.co/datasets/choosealicense/licenses/blob/main/markdown/(?P<name>[^/]+)\.md", "{name}"),
    (r"mozilla\.org/(?:[a-z-]+/)?mpl/(?P<name>\d\.\d)(?:/.*)?", "mpl {name}"),
    (r"(?:[a-z]+\.)?arxiv\.org/licenses/nonexclusive-distrib/1\.0(?:/.*)?", "arxiv nonexclusive"),
    (r"unlicense\.org(?:/.*)?", "unlicense"),
    (r"nationalarchives\.gov\.uk/doc/open-government-licence/version/(?P<name>\d)(?:/.*)?", "ogl uk {name}"),
    (r"opendatacommons\.org/licenses/(?P<name>odbl|by|pddl)(?:/.*)?", "odc {name}"),
)
_PATTERNS = tuple((re.compile(pattern), name) for pattern, name in _SITES)
# The tab that GitHub names after the license it found in a repository.
_GITHUB_TAB = re.compile(r"^https?://github\.com/[^\s?]+\?(?:[^\s#]*&)?tab=(?P<name>[a-z0-9.+-]+?)-\d+-ov-file")


def read(url: str, names: Names) -> tuple[str, ...]:
    """Return the ids that a folded address stands for, none where it is unknown; nothing is looked up there."""
    if tab := _GITHUB_TAB.match(url):
        return _named(tab["name"], names)
    place = naming.address(url)
    if place in names.urls:
        return (names.urls[place],)
    for pattern, name in _PATTERNS:
        if (found := pattern.fullmatch(place)) and (ids := _named(name.format(**found.groupdict()), names)):
            return ids
    return ()


def _named(text: str, names: Names) -> tuple[str, ...]:
    found = naming.named(tokens(text), names)
    return found[0] if found and found[1] != "family" else ()
