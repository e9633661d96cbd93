"""The spellings of standard licenses, by grammar: which words may stand for GPL-3.0-or-later, and which for no version.

A grammar must use up every word it is given: "Apache 2.0" is Apache-2.0, "Apache 2.0 with limits" is nothing.
"""

import re
from functools import lru_cache

from openness.licenses.strings import spdx

UNSPECIFIED = "unspecified"

# Countries and bodies for which Creative Commons ported its licenses (https://creativecommons.org/about/history/ports/).
_PORTS = frozenset(
    " ".join(
        (
            "ar at au be br ca ch cl cn co cr cz de dk ec eg ee es fi fr gr gt hk hr hu ie igo il in it jp kr lu ",
            "mk mt mx my nl no nz pe ph pl pr pt ro rs se sg si th tw ug uk us ve vn za",
        )
    ).split()
)
_PORT_NAMES = {
    "germany": "de",
    "france": "fr",
    "netherlands": "nl",
    "austria": "at",
    "australia": "au",
    "spain": "es",
    "japan": "jp",
    "italy": "it",
    "brazil": "br",
    "canada": "ca",
    "unitedstates": "us",
    "unitedkingdom": "uk",
    "englandandwales": "uk",
}
_CC_WORDS = (
    (re.compile(r"\bcreative ?commons?\b"), "cc"),
    (re.compile(r"\bnon ?(?:commercial|comm|com)\b"), "nc"),
    (re.compile(r"\bno ?(?:derivatives?|derivs?)(?: works?)?\b"), "nd"),
    (re.compile(r"\bshare ?alike\b"), "sa"),
    (re.compile(r"\battribution\b"), "by"),
    (re.compile(r"\bunited states\b"), "unitedstates"),
    (re.compile(r"\bunited kingdom\b"), "unitedkingdom"),
    (re.compile(r"\bengland and wales\b"), "englandandwales"),
)
_CC_LONG = re.compile(r"creative|non|no |deriv|share|attribution|united|england")
_CC_FILLERS = frozenset(
    {"international", "unported", "generic", "intl", "int", "public", "deed", "and", "legal", "code", "legalcode"}
)
_CC_ZERO = re.compile(
    r"^(?:cc ?(?:0|zero)|(?:creative commons|cc) (?:0|zero|cc ?0|cc ?zero|zero 0|cc0 0))(?: 1)?"
    r"(?: universal)?(?: public domain(?: dedication)?| deed)?(?: 1)?(?: universal)?$"
)
_CC_START = re.compile(r"\bcc\b")
_CC_ORDER = ("by", "nc", "nd", "sa")
_CC_KINDS = frozenset({("by",), ("by", "sa"), ("by", "nd"), ("by", "nc"), ("by", "nc", "sa"), ("by", "nc", "nd")})
_CC_VERSIONS = frozenset({"1", "2", "2.1", "2.5", "3", "4"})

_GNU = re.compile(
    r"^(?:gnu )?(?P<name>"
    r"(?:gnu )?a ?gpl|affero (?:gpl|general public|gnu general public)|"
    r"lgpl|(?:lesser|library)(?: or lesser| or library)? (?:gpl|general public)|"
    r"gpl|general public|"
    r"gfdl|fdl|free documentation|free doc)"
    r"(?: (?:agpl|lgpl|gpl|gfdl|fdl))?"
    r"(?: public)?"
    r"(?: (?P<number>\d+(?:\.\d+)?)(?: (?P=number))?)?"
    r"(?: (?:agpl|lgpl|gpl|gfdl|fdl)(?: (?:(?P=number)))?)?"
    r"(?: (?P<range>only|\+|plus|or later|or newer|or any later|any later|or greater|or above|or higher|and later"
    r"|and above|or at your option any later|and newer))?"
    r"(?: (?:agpl|lgpl|gpl|gfdl|fdl) (?P=number)(?: ?\+)?)?$"
)
_GNU_VERSIONS = {
    "GPL": {"1": "1.0", "2": "2.0", "3": "3.0"},
    "LGPL": {"2": "2.0", "2.1": "2.1", "3": "3.0"},
    "AGPL": {"1": "1.0", "3": "3.0"},
    "GFDL": {"1.1": "1.1", "1.2": "1.2", "1.3": "1.3"},
}
_APACHE = re.compile(
    r"^(?:apache|asl|al)(?: software)?(?: foundation)?(?: public)?(?: (?P<number>\d+(?:\.\d+)?))?"
    r"(?: (?P<again>january 2004|asl 2|apache 2|al 2))?$"
)
_BSD = re.compile(
    r"^(?P<before>(?:new|revised|modified|simplified|original|old|free|\d) ?(?:clause )?)?(?:style )?bsd"
    r"(?P<after>(?: (?:\d|clause|new|or|revised|modified|simplified|original|old|standard))*)$"
)
_BSD_CLAUSES = {"0": "0BSD", "1": "BSD-1-Clause", "2": "BSD-2-Clause", "3": "BSD-3-Clause", "4": "BSD-4-Clause"}
_BSD_NAMES = {"new": "3", "revised": "3", "modified": "3", "simplified": "2", "free": "2", "original": "4", "old": "4"}

# Family -> its names without a version. What the grammars above read is not repeated here.
_FAMILY_NAMES = {
    "MPL": ("mpl", "mozilla public", "mozilla"),
    "EPL": ("epl", "eclipse public"),
    "EUPL": ("eupl", "european union public"),
    "OSL": ("osl", "open software"),
    "AFL": ("afl", "academic free"),
    "CDDL": ("cddl", "common development and distribution"),
    "Artistic": ("artistic", "perl artistic"),
    "OFL": ("ofl", "sil open font"),
    "CECILL": ("cecill",),
    "Elastic": ("elastic",),
    "PSF": ("psf", "psfl", "python software foundation"),
    "OGL": ("ogl", "open government"),
    "CDLA": ("cdla", "community data"),
    "CDLA-Permissive": ("cdla permissive", "community data permissive"),
    "CDLA-Sharing": ("cdla sharing",),
    "PolyForm": ("polyform",),
    "Mulan": ("mulan", "mulan psl"),
    "LPPL": ("lppl", "latex project public"),
    "ZPL": ("zope public", "zpl"),
}
_FAMILIES = {name: family for family, names in _FAMILY_NAMES.items() for name in names}


@lru_cache(maxsize=4096)
def standard(words: tuple[str, ...]) -> str | None:
    """Return what words of ``fold.tokens`` stand for: an SPDX id, ``LicenseRef-<Family>-unspecified``, or None."""
    text = " ".join(words)
    if len(words) > _LONGEST or _TRIGGERS.isdisjoint(words):
        return _family(text)
    for grammar in (_creative_commons, _gnu, _apache, _bsd):
        if found := grammar(text):
            return found
    return _family(text)


# One of these words stands in whatever a grammar can read.
_TRIGGERS = frozenset(
    " ".join(
        (
            "cc by creative creativecommons attribution gnu gpl agpl lgpl gfdl fdl affero lesser library general ",
            "a free apache asl al bsd",
        )
    ).split()
)
_LONGEST = 25  # words


def _family(text: str) -> str | None:
    family = _FAMILIES.get(text)
    return f"LicenseRef-{family}-{UNSPECIFIED}" if family else None


def _creative_commons(text: str) -> str | None:
    if _CC_ZERO.match(text):
        return "CC0-1.0"
    if _CC_LONG.search(text):
        for pattern, word in _CC_WORDS:
            text = pattern.sub(word, text)
    words = text.split()
    elements = [word for word in words if word in _CC_ORDER]
    numbers = {word for word in words if word[0].isdigit()}
    ports = {_PORT_NAMES.get(word, word) for word in words if word in _PORTS or word in _PORT_NAMES}
    rest = [w for w in words if w not in _CC_ORDER and w not in numbers and w not in _PORTS and w not in _PORT_NAMES]
    parts = [{w for w in part.split() if w in _CC_ORDER} for part in _CC_START.split(text)]
    repeated = any(set(elements) != part for part in parts if part)  # "CC BY, CC BY-SA" are two.
    if repeated or len(elements) % max(1, len(set(elements))):
        return None
    if any(word != "cc" and word not in _CC_FILLERS for word in rest) or len(ports) > 1 or len(numbers) > 1:
        return None
    if not ("cc" in rest or ("by" in elements and (numbers or len(set(elements)) > 1))):
        return None
    if not elements:
        plain = (
            numbers <= _CC_VERSIONS and not ports and set(rest) <= {"cc", "public", "legal", "code", "international"}
        )
        return f"LicenseRef-CC-{UNSPECIFIED}" if plain else None
    return _creative_commons_id(tuple(e for e in _CC_ORDER if e in elements), numbers, ports)


def _creative_commons_id(kind: tuple[str, ...], numbers: set[str], ports: set[str]) -> str | None:
    if kind not in _CC_KINDS:
        return None if "by" in kind else f"LicenseRef-CC-{UNSPECIFIED}"
    name = "CC-" + "-".join(kind).upper()
    if not numbers:
        return f"LicenseRef-{name}-{UNSPECIFIED}"
    number = numbers.pop()
    if number not in _CC_VERSIONS:
        return None
    name = f"{name}-{number if '.' in number else number + '.0'}"
    if ports:
        name = f"{name}-{ports.pop().upper()}"
    return (
        name
        if name in spdx.current_ids()
        else (f"LicenseRef-{name}" if name.count("-") > 2 and name[-1].isalpha() else None)
    )


def _gnu(text: str) -> str | None:
    found = _GNU.match(text)
    if not found:
        return None
    name = found["name"]
    if "affero" in name or name.replace(" ", "").endswith("agpl"):
        family = "AGPL"
    elif name.startswith(("lgpl", "lesser", "library")):
        family = "LGPL"
    elif name in ("gfdl", "fdl", "free documentation", "free doc"):
        family = "GFDL"
    else:
        family = "GPL"
    if name in ("general public", "fdl") and not text.startswith("gnu"):
        return None  # "general public" may be anyone's.
    if not found["number"]:
        return f"LicenseRef-{family}-{UNSPECIFIED}" if not found["range"] else None
    abbreviations = set(re.findall(r"\b(?:agpl|lgpl|gpl|gfdl|fdl)\b", text[found.end("name") :]))
    if abbreviations - {family.lower(), family.lower()[1:] if family == "GFDL" else family.lower()}:
        return None  # "LGPL, GPL 3" are two.
    number = _GNU_VERSIONS[family].get(found["number"])
    if number is None:
        return None
    later = found["range"] not in (None, "only") or text.endswith("+")
    return f"{family}-{number}-{'or-later' if later else 'only'}"


def _apache(text: str) -> str | None:
    found = _APACHE.match(text)
    if not found or (text.startswith("al") and found["number"] != "2"):
        return None
    if not found["number"]:
        return f"LicenseRef-Apache-{UNSPECIFIED}" if text != "asl" else None
    if found["again"] and found["number"] != "2":
        return None
    return {"1": "Apache-1.0", "1.1": "Apache-1.1", "2": "Apache-2.0"}.get(found["number"])


def _bsd(text: str) -> str | None:
    found = _BSD.match(text)
    if not found or "style" in text:
        return None
    words = ((found["before"] or "") + (found["after"] or "")).split()
    clauses = {word for word in words if word.isdigit()}
    clauses |= {_BSD_NAMES[word] for word in words if word in _BSD_NAMES}
    if not clauses:
        return f"LicenseRef-BSD-{UNSPECIFIED}" if not words or words == ["standard"] else None
    return _BSD_CLAUSES.get(clauses.pop()) if len(clauses) == 1 else None
