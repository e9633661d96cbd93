"""License strings -> identifiers. Nothing is guessed: a string that no rule reads in full is NOASSERTION.

The rules, in order; the first that applies answers:

1. ``blank``, ``junk``: nothing is said (white space, "404: Not Found").
2. ``url``, ``hugging_face_tag``: a known address; a tag of the Hugging Face Hub.
3. ``scope``: the string says which part of the release each license is for.
4. ``alias``: a name of the SPDX list, the catalog or ``aliases.yml``, whole.
5. ``spdx``: a usual spelling of a standard license (:mod:`analysis.licenses.standard`).
6. ``family``: a family named without a version.
7. ``expression``: several of these, joined by AND, OR, WITH, commas, slashes and the like.
8. ``category``: words that name no license ("research only").
9. ``negation``, ``uncertain``, ``unmatched``: NOASSERTION, and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.licenses import names as naming
from analysis.licenses import scopes
from analysis.licenses.names import CATEGORIES, NO_LICENSE, UNKNOWN, Names
from analysis.licenses.standard import UNSPECIFIED, spdx_known
from analysis.licenses.strings import folded, tokens

KINDS = ("spdx", "named", "multi", "family", "category", "noassertion", "none")
RULES = (
    "blank",
    "junk",
    "url",
    "hugging_face_tag",
    "scope",
    "alias",
    "spdx",
    "family",
    "expression",
    "category",
    "negation",
    "uncertain",
    "unmatched",
)


@dataclass(frozen=True)
class Match:
    """What a license string stands for.

    Attributes
    ----------
    raw
        The string as given.
    ids
        Identifiers, in the order of the string; ``("NONE",)`` or ``("NOASSERTION",)`` where there is none.
    kind
        One of :data:`KINDS`.
    rule
        One of :data:`RULES`.
    scope
        Part of the release (weights, code, data) -> ids, for the parts that the string names.
    unread
        Pieces that look like the name of a license and that nothing knows.
    """

    raw: str
    ids: tuple[str, ...]
    kind: str
    rule: str
    scope: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    unread: tuple[str, ...] = ()

    @property
    def weights_ids(self) -> tuple[str, ...]:
        """Identifiers that bind whoever uses the weights, NOASSERTION among them where a piece is unread."""
        ids = self.scope.get("weights") or (self.ids if not self.scope else (UNKNOWN,))
        return (*ids, UNKNOWN) if self.unread and UNKNOWN not in ids else ids

    def document(self) -> dict[str, Any]:
        """Return the answer as a JSON-ready dict."""
        return {
            "raw": self.raw,
            "ids": list(self.ids),
            "kind": self.kind,
            "scope": {
                **{part: [] for part in scopes.SCOPES},
                **{part: list(ids) for part, ids in self.scope.items()},
            },
            "rule": self.rule,
            "unread": list(self.unread),
        }


@dataclass(frozen=True)
class _Found:
    ids: tuple[str, ...]
    rule: str
    unread: tuple[str, ...] = ()


def match(string: str | None, folder: Path | None = None) -> Match:
    """Return the identifiers a license string stands for.

    Parameters
    ----------
    string
        License as published; None or blank where there is none.
    folder
        Folder of raw data with the catalog, by default ``data/raw``.

    Raises
    ------
    MissingFileError, BadFileError
        The catalog is missing or broken. No string raises.

    Examples
    --------
    >>> match("Apache 2.0 (code), CC BY-NC 4.0 (weights)").scope["weights"]
    ('CC-BY-NC-4.0',)
    >>> match("unlicensed").ids
    ('NONE',)
    """
    return _match(string or "", naming.known(folder))


_LONGEST = 2_000  # characters: whatever is longer is a text, not a name.


def _match(raw: str, names: Names) -> Match:
    if len(raw) > _LONGEST:
        return Match(raw, (UNKNOWN,), "noassertion", "unmatched")
    found, scope = _answer(folded(raw), names)
    return Match(raw, found.ids, _kind(found.ids), found.rule, dict(scope), found.unread)


@lru_cache(maxsize=65_536)
def _answer(text: str, names: Names) -> tuple[_Found, tuple[tuple[str, tuple[str, ...]], ...]]:
    text = _PREFIX.sub("", text)
    if not text.strip(" -_.,;:?!/|*\"'()[]{}#~"):
        return _Found((UNKNOWN,), "blank"), ()
    if _JUNK.search(text):
        return _Found((UNKNOWN,), "junk"), ()
    if found := _address(text, names):
        return found, ()
    if tag := names.tags.get(text):
        return _Found((tag,), "hugging_face_tag"), ()
    whole = _named(text, names)
    if not whole:
        explicit = scopes.explicit(text)
        readings = [(parts, True) for parts in ([explicit] if explicit else []) + scopes.implied(text)]
        for parts, strict in [*readings, *([(explicit, False)] if explicit else [])]:
            if scoped := _scoped(parts, names, strict=strict):
                return scoped
    return whole or _several(text, names) or _Found((UNKNOWN,), _why_not(text)), ()


_PREFIX = re.compile(r"^(?:licen[cs]es?|licensing)\s*(?::+|=|-)\s*(?:(?:osi approved)\s*(?:::|:)\s*)?")
_JUNK = re.compile(
    r"^(?:\d{3}\s*[:\-]?\s*)?(?:page |file |error:? ?(?:404)?:? ?)?(?:not found|forbidden|internal server error|bad gateway|access denied)$"
    r"|^error\b|^(?:404|403|500|502)\b|^<!doctype|^traceback"
)
_URL = re.compile(r"(?:https?://|www\.)[^\s()<>\"'\[\]{}|]+[^\s()<>\"'\[\]{}|.,;:!?]")
_BARE_URL = re.compile(r"^(?:https?://|www\.)\S+$")
_SITES = (
    (re.compile(r"^creativecommons\.org/licen[cs]es/(?P<name>[a-z-]+/\d\.\d(?:/[a-z]{2,3})?)(?:/|$)"), "cc {name}"),
    (re.compile(r"^creativecommons\.org/publicdomain/zero/1\.0"), "cc0"),
    (re.compile(r"^creativecommons\.org/publicdomain/mark/1\.0"), "public domain mark 1.0"),
    (re.compile(r"^apache\.org/licenses/license-(?P<name>\d\.\d)(?:\.txt)?$"), "apache {name}"),
    (
        re.compile(r"^gnu\.org/(?:licenses|copyleft)/(?:old-licenses/)?(?P<name>[al]?gpl|fdl)-(?P<number>\d\.\d)"),
        "gnu {name} {number}",
    ),
    (
        re.compile(
            r"^(?:spdx\.org/licenses|opensource\.org/licen[cs]es?|choosealicense\.com/licenses)/(?P<name>[^/]+)$"
        ),
        "{name}",
    ),
    (re.compile(r"^opensource\.org/licen[cs]es?/(?P<name>mit|isc|zlib)-license(?:\.php)?$"), "{name}"),
    (
        re.compile(r"^huggingface\.co/datasets/choosealicense/licenses/blob/main/markdown/(?P<name>[^/]+)\.md$"),
        "{name}",
    ),
    (re.compile(r"^mozilla\.org/(?:[a-z-]+/)?mpl/(?P<name>\d\.\d)"), "mpl {name}"),
    (re.compile(r"^opendatacommons\.org/licenses/(?P<name>odbl|by|pddl)(?:/|$)"), "odc {name}"),
)
_GITHUB_TAB = re.compile(r"^https?://github\.com/[^\s?]+\?(?:[^\s#]*&)?tab=(?P<name>[a-z0-9.+-]+?)-\d+-ov-file")


def _address(text: str, names: Names) -> _Found | None:
    """Read a string that is one address and nothing else."""
    if not _BARE_URL.match(text):
        return None
    ids = _url_ids(text, names)
    return _Found(ids, "url") if ids else _Found((UNKNOWN,), "url")


def _url_ids(url: str, names: Names) -> tuple[str, ...]:
    if tab := _GITHUB_TAB.match(url):  # The tab that GitHub names after the license it found in the repository.
        named = naming.named(tokens(tab["name"]), names)
        return named[0] if named else ()
    place = naming.address(url)
    if place in names.urls:
        return (names.urls[place],)
    for pattern, name in _SITES:
        if found := pattern.match(place):
            named = naming.named(tokens(name.format(**found.groupdict())), names)
            if named and named[1] != "family":
                return named[0]
    return ()


@lru_cache(maxsize=65_536)
def _named(text: str, names: Names) -> _Found | None:
    """Read a string that is one name, whole; a name and its abbreviation or its address are one name."""
    if _DOUBT.search(text):
        return None
    if found := naming.named(tokens(text), names):
        return _Found(*found)
    return _expression_with(text, names) or _category(text)


_DOUBT = re.compile(r"\?|\b(?:probably|presumably|likely|maybe|perhaps|possibly|apparently|assumed)\b")
_NEGATION = re.compile(
    r"\b(?:not|no longer|isn't|aren't|never|without|except|excluding|instead of|rather than|non-osi|neither|nor)\b"
)
_EXCEPTIONS = {
    name.casefold(): name
    for name in (
        "Autoconf-exception-2.0 Autoconf-exception-3.0 Bison-exception-2.2 Classpath-exception-2.0 eCos-exception-2.0 "
        "Font-exception-2.0 GCC-exception-2.0 GCC-exception-3.1 LGPL-3.0-linking-exception Libtool-exception "
        "Linux-syscall-note LLVM-exception OCaml-LGPL-linking-exception OpenJDK-assembly-exception-1.0 "
        "openvpn-openssl-exception Qt-LGPL-exception-1.1 u-boot-exception-2.0 Universal-FOSS-exception-1.0 "
        "WxWindows-exception-3.1 Swift-exception GPL-CC-1.0 Bootloader-exception FLTK-exception Qt-GPL-exception-1.0"
    ).split()
}
_EXCEPTION_KEYS = {tokens(name): full for name, full in _EXCEPTIONS.items()}
_EXCEPTION_KEYS |= {
    tokens(name.rstrip("0123456789.-")): full
    for name, full in _EXCEPTIONS.items()
    if "classpath" in name or "llvm" in name
}


def _expression_with(text: str, names: Names) -> _Found | None:
    """Read "X WITH exception"; the license stays whole, as in SPDX."""
    parts = re.split(r"\bwith\b|\bw/", text)
    if len(parts) != 2:
        return None
    exception = _EXCEPTION_KEYS.get(tuple(word for word in tokens(parts[1])))
    found = naming.named(tokens(parts[0]), names)
    if not (exception and found and len(found[0]) == 1 and found[0][0] in spdx_known()):
        return None
    return _Found((f"{found[0][0]} WITH {exception}",), "expression")


_NONCOMMERCIAL = re.compile(
    r"^(?:for |only |strictly |free for |free |custom |other |restricted to |limited to |open |freely available for |available for )*"
    r"(?:non[ -]?commercial(?:ly)?|not for commercial|no commercial|non[ -]?profit)"
    r"(?: (?:use|uses|usage|only|purpose|purposes|licen[cs]e|licen[cs]es|licensed|terms|custom|allowed|permitted|model|restrictions?|and|or"
    r"|research|educational|academic|personal|evaluation|agreement|applications?))*$"
)
_RESEARCH = re.compile(
    r"^(?:for |only |strictly |free for |custom |other |restricted to |limited to |intended for |available for |solely for |academic |non[ -]?commercial )*"
    r"(?:research|academic|scientific)"
    r"(?: (?:use|uses|usage|only|purpose|purposes|licen[cs]e|licensed|terms|custom|and|or|non[ -]?commercial|educational|education|academic"
    r"|research|evaluation|study|agreement))*$"
)


def _category(text: str) -> _Found | None:
    words = " ".join(re.findall(r"[a-z]+", text.replace("non-", "non ")))
    if not re.fullmatch(r"[a-z\s,.;:/&()'\"_-]+", text):
        return None
    if _RESEARCH.match(words) and re.search(
        r"\b(?:only|strictly|restricted|limited|solely|purposes?)\b|\buse$|^(?:academic |scientific )?research(?: licen[cs]e)?$",
        words,
    ):
        return _Found(("LicenseRef-research-only",), "category")
    if _NONCOMMERCIAL.match(words) or (_RESEARCH.match(words) and "commercial" in words):
        return _Found(("LicenseRef-noncommercial",), "category")
    return None


_STRONG = re.compile(r"\s*(?:[;|\n]|\.(?=\s)|\.$)\s*")
_WEAK = re.compile(
    r"\s*(?:[;|,&\n]|\.(?=\s)|\.$|\s/\s|\s\+\s|\s-\s|\b(?:and/or|and|or|plus|as well as|along with|alongside|together with)\b)\s*"
)
_SLASH = re.compile(r"\s*[/+]\s*")
_BRACKETS = re.compile(r"[()\[\]{}]")
_REMARK = re.compile(
    r"^(?:see\b.{0,80}|details?\b.{0,60}|more (?:info|information|details)\b.{0,60}|(?:licen[cs]e|terms) (?:here|link|file)"
    r"|commercial use rest\w+|dual(?:[- ]licen[cs]ed?)?|both|either|licensed under|licen[cs]e|tri-licensed|released under|under|the|spdx|osi[- ]approved"
    r"|licen[cs]es?|open[- ]source licen[cs]e|mixed|multi(?:ple)?|cf\..{0,60}|link|source)$"
)
_NAME_SHAPED = re.compile(
    r"(?:licen[cs]es?|agreement|terms(?: of (?:use|service))?|polic(?:y|ies)|eula|许可协议|许可证)$"
)
_MODIFIER = re.compile(
    r"\b(?:modif\w*|custom\w*|amend\w*|additional\w*|adapted|altered|edited|based|like|style|variant|derived|derivative|restrict\w*|addendum|rider"
    r"|clauses?|conditions?|exceptions?|but|only|non|limited|upstream|inherits?|subject)\b"
)


def _several(text: str, names: Names) -> _Found | None:
    """Read a string of several names, or of a name and remarks that are none."""
    if _DOUBT.search(text):
        return None
    urls = _URL.findall(text)
    bare = _URL.sub(" ", text) if urls else text
    return _union(_pieces(bare, names), [ids for url in urls if (ids := _url_ids(url, names))])


def _pieces(text: str, names: Names) -> list[tuple[str, _Found | None]]:
    """Cut a string into names, as coarsely as names can be read: brackets first, then separators, then slashes.

    What stands in brackets says the same as what stands before them, or says it more exactly: "Custom (Llama 2)".
    """
    inner = re.findall(r"[(\[{]([^()\[\]{}]*)[)\]}]", text)
    if inner or _BRACKETS.search(text):
        outer = re.sub(r"[(\[{][^()\[\]{}]*[)\]}]", " ", text)
        if not re.sub(r"\b(?:and|or|with)\b|\W", "", outer):
            inner, outer = [_BRACKETS.sub(" ", text)], ""
        outside = _cut(_BRACKETS.sub(" ", outer), names) if outer.strip() else []
        inside = [piece for part in inner for piece in _cut(part, names)]
        exact = any(_is_exact(found) for _, found in outside + inside)
        return [piece for piece in outside + inside if not (exact and _is_vague(piece[1]))]
    return _cut(text, names)


def _is_exact(found: _Found | None) -> bool:
    return found is not None and not _is_vague(found) and found.ids != (UNKNOWN,)


def _is_vague(found: _Found | None) -> bool:
    return found is not None and found.ids in _VAGUE


_VAGUE = {("LicenseRef-custom",), ("LicenseRef-various",), ("LicenseRef-proprietary",), (NO_LICENSE,)}


def _cut(text: str, names: Names) -> list[tuple[str, _Found | None]]:
    text = scopes.trimmed(_LEAD_IN.sub("", text.strip()))
    if not text:
        return []
    if found := _named(text, names):
        return [(text, found)]
    for separator in (_STRONG, _WEAK, _SLASH):
        parts = [part for part in separator.split(text) if part.strip()]
        if len(parts) > 1:
            return [piece for part in parts for piece in _cut(part, names)]
    if found := _sequence(tokens(text), names):
        return [(text, found)]
    return [(text, None)]


_LEAD_IN = re.compile(
    r"^(?:(?:dual|multi|tri)(?:[- ]?licen[cs](?:ed?|ing))?:"
    r"|(?:(?:dual|multi|tri)[- ]?licen[cs](?:ed?|ing)(?: under)?|(?:is )?(?:licensed|released|available|distributed)(?: under)?|licen[cs]es?:|under|both"
    r"|either|mixed|open[- ]source licen[cs]e:?|osi[- ]approved)\b:?)\s*"
)


def _sequence(words: tuple[str, ...], names: Names) -> _Found | None:
    """Read names that follow each other without a separator ("mit-apache-2.0"): SPDX ids only, all words used up."""
    if not 2 <= len(words) <= 20:
        return None
    for cut in range(len(words) - 1, 0, -1):
        first = naming.named(words[:cut], names)
        if not first or not set(first[0]) <= spdx_known():
            continue
        rest = naming.named(words[cut:], names)
        rest_ids = rest[0] if rest else getattr(_sequence(words[cut:], names), "ids", ())
        if rest_ids and set(rest_ids) <= spdx_known():
            return _Found((*first[0], *rest_ids), "expression")
    return None


def _union(pieces: list[tuple[str, _Found | None]], addresses: list[tuple[str, ...]]) -> _Found | None:
    read = [found for _, found in pieces if found and found.ids != (UNKNOWN,)]
    unread = [text for text, found in pieces if not found and not _REMARK.match(text)]
    if any(_MODIFIER.search(text) or _NEGATION.search(text) or not _NAME_SHAPED.search(text) for text in unread):
        return None
    ids = list(dict.fromkeys(name for found in read for name in found.ids))
    ids += [name for known in addresses for name in known if name not in ids]
    ids = _particular(ids)
    if not ids:
        return _Found((UNKNOWN,), "unmatched") if pieces and not unread else None
    first = read[0] if read else _Found((), "url")
    single = len(ids) == 1 and not unread
    return _Found(tuple(ids), first.rule if single else "expression", tuple(unread))


def _particular(ids: list[str]) -> list[str]:
    """Drop NONE beside a license, and a family beside one of its versions: the others say it more exactly."""
    licenses = [name for name in ids if name != NO_LICENSE]
    exact = [name for name in licenses if not name.endswith(UNSPECIFIED)]
    stems = {name: name.removeprefix("LicenseRef-").removesuffix(UNSPECIFIED) for name in licenses if name not in exact}
    kept = [
        n for n in licenses if n in exact or not any(e.removeprefix("LicenseRef-").startswith(stems[n]) for e in exact)
    ]
    return kept or ids


def _scoped(
    parts: list[scopes.Part], names: Names, *, strict: bool
) -> tuple[_Found, tuple[tuple[str, tuple[str, ...]], ...]] | None:
    scope: dict[str, list[str]] = {}
    everything: list[str] = []
    unread: list[str] = []
    for part in parts:
        found = _part(part.text, names)
        if found is None or (strict and found.ids == (UNKNOWN,)):
            if strict or (not part.scopes and not _REMARK.match(part.text)):
                return None
            found = _Found((UNKNOWN,), "unmatched")
        everything += found.ids
        unread += found.unread
        for name in part.scopes:
            scope.setdefault(name, []).extend(found.ids)
    if not any(part.scopes for part in parts):
        return None
    ids = list(dict.fromkeys(everything))
    said = [name for name in ids if name not in (NO_LICENSE, UNKNOWN)]
    found = _Found(tuple(said or ([NO_LICENSE] if ids == [NO_LICENSE] else [UNKNOWN])), "scope", tuple(unread))
    return found, tuple(
        (name, tuple(dict.fromkeys(scope[name]))) for name in (*scopes.SCOPES, "documents") if name in scope
    )


def _part(text: str, names: Names) -> _Found | None:
    if not text:
        return None
    text = _LEAD_IN.sub("", text)
    return _address(text, names) or _named(text, names) or _several(text, names)


def _why_not(text: str) -> str:
    if _DOUBT.search(text):
        return "uncertain"
    return "negation" if _NEGATION.search(text) else "unmatched"


def _kind(ids: tuple[str, ...]) -> str:
    if len(ids) > 1:
        return "multi"
    name = ids[0]
    if name in (NO_LICENSE, UNKNOWN):
        return "none" if name == NO_LICENSE else "noassertion"
    if name in CATEGORIES:
        return "category"
    if name.endswith(f"-{UNSPECIFIED}"):
        return "family"
    return "named" if name.startswith("LicenseRef-") else "spdx"


def match_all(strings: Iterable[str | None], folder: Path | None = None) -> list[Match]:
    """Return the answers to many strings, in their order; each distinct string is read once."""
    names = naming.known(folder)
    strings = list(strings)
    answers = {string: _match(string or "", names) for string in set(strings)}
    return [answers[string] for string in strings]


def match_column(values: Any, folder: Path | None = None) -> Any:
    """Return the answers to a column of license strings; only its distinct values are read.

    Parameters
    ----------
    values
        pandas or polars series of strings; null is read as blank.
    folder
        Folder of raw data with the catalog, by default ``data/raw``.

    Returns
    -------
    frame of the same library, one row per value in the same order
        ``license_raw``; ``license_ids`` (list); ``weights_license_ids`` (list; what binds users of the weights);
        ``kind``; ``rule``.

    Examples
    --------
    >>> import polars as pl
    >>> match_column(pl.Series(["MIT License", "unlicensed"]))["license_ids"].to_list()
    [['MIT'], ['NONE']]
    """
    import narwhals as nw  # noqa: PLC0415 - single strings do without frames

    series = nw.from_native(values, series_only=True)
    filled = series.cast(nw.String).fill_null("") if series.dtype != nw.String else series.fill_null("")
    distinct = filled.unique().to_list()
    answers = match_all(distinct, folder)
    columns = {
        "license_raw": distinct,
        "license_ids": [list(answer.ids) for answer in answers],
        "weights_license_ids": [list(answer.weights_ids) for answer in answers],
        "kind": [answer.kind for answer in answers],
        "rule": [answer.rule for answer in answers],
    }
    table = nw.from_dict(columns, backend=series.implementation)
    place = filled.replace_strict(distinct, list(range(len(distinct))), return_dtype=nw.Int64) if distinct else filled
    found = table[place.to_numpy()] if distinct else table
    native = found.to_native()
    if series.implementation.is_pandas():
        native.index = values.index
    return (
        native.assign(license_raw=values)
        if series.implementation.is_pandas()
        else native.with_columns(license_raw=values)
    )
