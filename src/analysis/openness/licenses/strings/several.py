"""Several names in one string, and one name with remarks around it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from openness.licenses.strings import addresses, phrases, scopes, spdx
from openness.licenses.strings import names as naming
from openness.licenses.strings.fold import tokens
from openness.licenses.strings.names import CATEGORIES, NO_LICENSE, UNKNOWN, Names
from openness.licenses.strings.standard import UNSPECIFIED


@dataclass(frozen=True)
class Found:
    """Ids, the rule that gave them, and pieces that look like names of licenses and that nothing knows."""

    ids: tuple[str, ...]
    rule: str
    unread: tuple[str, ...] = ()


@lru_cache(maxsize=65_536)
def whole(text: str, names: Names) -> Found | None:
    """Read a text that is one name, or one category, and nothing else."""
    if phrases.DOUBT.search(text) or "(-" in text:  # "CC BY(-SA)" may be either.
        return None
    if found := naming.named(tokens(text), names):
        return Found(*found)
    if found := _with_exception(text, names):
        return found
    category = phrases.category(text)
    return Found((category,), "category") if category else None


@lru_cache(maxsize=65_536)
def several(text: str, names: Names) -> Found | None:
    """Read a text of several names, or of a name and remarks; None unless all that matters is read."""
    if phrases.DOUBT.search(text) or "(-" in text:
        return None
    urls = addresses.ANYWHERE.findall(text)
    bare = addresses.ANYWHERE.sub(" ", text) if urls else text
    return _union(_pieces(bare, names), [ids for url in urls if (ids := addresses.read(url, names))])


_WITH = re.compile(r"\bwith\b|\bw/")


def _with_exception(text: str, names: Names) -> Found | None:
    """Read "X WITH exception"; the license stays whole, as in SPDX."""
    parts = _WITH.split(text, maxsplit=1)
    if len(parts) != 2:
        return None
    exception = spdx.exceptions().get(tokens(parts[1]))
    found = naming.named(tokens(parts[0]), names)
    if not (exception and found and len(found[0]) == 1 and found[0][0] in spdx.current_ids()):
        return None
    return Found((f"{found[0][0]} WITH {exception}",), "expression")


_STRONG = re.compile(r"\s*(?:[;|\n]|\.(?=\s)|\.$)\s*")
_JOINED = re.compile(
    r"\s+(?:and/or|and(?! (?:later|newer|above|any))|or(?! (?:later|newer|any|greater|above|higher|at your)))\s+"
)
_WEAK = re.compile(
    r"\s*(?:[;|,&\n]|\.(?=\s)|\.$|\s/\s|\s\+\s|\s-\s"
    r"|\b(?:and/or|and(?![ -](?:later|newer|above|any))|or(?![ -](?:later|newer|any|greater|above|higher|at your))"
    r"|plus|as well as|along with|alongside|together with)\b)\s*"
)
_SLASH = re.compile(r"\s*[/+]\s*")
_BRACKETS = re.compile(r"[()\[\]{}]")


def _pieces(text: str, names: Names) -> list[tuple[str, Found | None]]:
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
        if any(_is_exact(found) for _, found in outside):
            inside = [piece for piece in inside if piece[1] or _matters(piece[0])]
        elif not exact and any(found for _, found in outside):
            inside = [piece for piece in inside if not _is_vague(piece[1])]  # "Custom (commercial)"
        return [piece for piece in outside + inside if not (exact and _is_vague(piece[1]))]
    return _cut(text, names)


def _matters(remark: str) -> bool:
    """Say whether a remark in brackets may change what stands before it."""
    return bool(
        phrases.MODIFIER.search(remark) or phrases.NEGATION.search(remark) or phrases.NAME_SHAPED.search(remark)
    )


def _is_exact(found: Found | None) -> bool:
    return found is not None and not _is_vague(found) and found.ids != (UNKNOWN,)


def _is_vague(found: Found | None) -> bool:
    return found is not None and found.ids in _VAGUE


_VAGUE = {(f"LicenseRef-{name}",) for name in ("custom", "various", "proprietary", "public-domain")} | {(NO_LICENSE,)}


def _cut(text: str, names: Names) -> list[tuple[str, Found | None]]:
    text = scopes.trimmed(phrases.LEAD_IN.sub("", text.strip()))
    if not text:
        return []
    if found := whole(text, names):
        return [(text, found)]
    for separator in (_STRONG, _JOINED, _WEAK, _SLASH):
        parts = [part for part in separator.split(text) if part.strip()]
        if len(parts) > 1:
            return [piece for part in parts for piece in _cut(part, names)]
    if found := _sequence(tokens(text), names):
        return [(text, found)]
    return [(text, None)]


def _sequence(words: tuple[str, ...], names: Names) -> Found | None:
    """Read names that follow each other without a separator ("mit-apache-2.0"): SPDX ids only, all words used up."""
    if not 2 <= len(words) <= 20:
        return None
    for cut in range(len(words) - 1, 0, -1):
        first = naming.named(words[:cut], names)
        if not first or not set(first[0]) <= spdx.current_ids().keys():
            continue
        rest = naming.named(words[cut:], names)
        rest_ids = rest[0] if rest else getattr(_sequence(words[cut:], names), "ids", ())
        if rest_ids and set(rest_ids) <= spdx.current_ids().keys():
            return Found((*first[0], *rest_ids), "expression")
    return None


def _union(pieces: list[tuple[str, Found | None]], addresses: list[tuple[str, ...]]) -> Found | None:
    read = [found for _, found in pieces if found and found.ids != (UNKNOWN,)]
    unread = [text for text, found in pieces if not found and not phrases.REMARK.match(text)]
    if any(
        phrases.MODIFIER.search(text) or phrases.NEGATION.search(text) or not phrases.NAME_SHAPED.search(text)
        for text in unread
    ):
        return None
    if addresses:  # An address says exactly what "Custom" before it leaves open.
        read = [found for found in read if not _is_vague(found)]
    ids = list(dict.fromkeys(name for found in read for name in found.ids))
    ids += [name for known in addresses for name in known if name not in ids]
    ids = _particular(ids)
    if not ids:
        return Found((UNKNOWN,), "unmatched") if pieces and not unread else None
    first = read[0] if read else Found((), "url")
    single = len(ids) == 1 and not unread
    return Found(tuple(ids), first.rule if single else "expression", tuple(unread))


def _particular(ids: list[str]) -> list[str]:
    """Drop NONE beside a license, and a family beside one of its versions: the others say it more exactly."""
    licenses = [name for name in ids if name != NO_LICENSE]
    exact = [name for name in licenses if not name.endswith(UNSPECIFIED)]
    stems = {name: name.removeprefix("LicenseRef-").removesuffix(UNSPECIFIED) for name in licenses if name not in exact}
    kept = [
        n for n in licenses if n in exact or not any(e.removeprefix("LicenseRef-").startswith(stems[n]) for e in exact)
    ]
    if any("-NC" in name or "noncommercial" in name or "-nc" in name for name in kept if name not in CATEGORIES):
        kept = [name for name in kept if name != "LicenseRef-noncommercial"]  # "CC BY-NC (non-commercial)"
    return kept or ids
