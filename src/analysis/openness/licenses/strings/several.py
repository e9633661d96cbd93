"""Several names in one string, and one name with remarks around it."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from openness.licenses.strings import addresses, expression, phrases, remarks, scopes, spdx
from openness.licenses.strings import names as naming
from openness.licenses.strings.expression import AND, OR, Expression
from openness.licenses.strings.fold import tokens
from openness.licenses.strings.languages import SCRIPTS
from openness.licenses.strings.names import CATEGORIES, NO_LICENSE, UNKNOWN, Names
from openness.licenses.strings.standard import UNSPECIFIED
from openness.project.errors import BadValueError


@dataclass(frozen=True)
class Found:
    """Ids, the rule that gave them, and pieces that look like names of licenses and that nothing knows."""

    ids: tuple[str, ...]
    rule: str
    unread: tuple[str, ...] = ()
    # how the ids belong together, and NOASSERTION for what is unread; None: all hold together
    joint: Expression | None = None

    @property
    def expression(self) -> Expression:
        """How the ids belong together."""
        return self.joint or expression.together(self.ids) or UNKNOWN


class Piece(NamedTuple):
    """A piece of a string that is not cut further, and what it is read as."""

    text: str
    found: Found | None


class Cut(NamedTuple):
    """Pieces, and whether they hold together or one may choose."""

    operator: str
    parts: tuple["Piece | Cut", ...]


Tree = Piece | Cut


def _leaves(tree: Tree) -> list[Piece]:
    return [tree] if isinstance(tree, Piece) else [piece for part in tree.parts for piece in _leaves(part)]


@lru_cache(maxsize=65_536)
def whole(text: str, names: Names) -> Found | None:
    """Read a text that is one name, or one category, and nothing else."""
    if phrases.is_doubtful(text) or "(-" in text:  # "CC BY(-SA)" may be either.
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
    if phrases.is_doubtful(text) or "(-" in text:
        return None
    text = _OPTION.sub("", text) if "at your" in text else text
    is_choice = "licen" in text and bool(_DUAL.search(text))
    text = _DUAL.sub("", text) if is_choice else text
    urls = addresses.ANYWHERE.findall(text)
    bare = addresses.ANYWHERE.sub(" ", text) if urls else text
    return _union(_read(bare, names, is_choice=is_choice), [ids for url in urls if (ids := addresses.read(url, names))])


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


_LATER = r"(?!(?:later|newer|any|greater|above|higher|at your)\b)"
_PIPE = re.compile(r"\s*\|+\s*")
_STRONG = re.compile(r"\s*(?:[;\n]|\.(?=\s)|\.$)\s*")
_COMMA_AND = re.compile(r",\s*and\s+(?!(?:later|newer|above|any)\b)")
_OR = re.compile(rf"[\s,-]+or[\s-]+{_LATER}")
_LISTED_OR = re.compile(rf"[\s,-]+or[\s-]+{_LATER}|\s*,\s*")
_AND = re.compile(r"\s+(?:and/or|and(?! (?:later|newer|above|any)))\s+")
_WEAK = re.compile(
    r"\s*(?:[,&\n]|\.(?=\s)|\.$|\s/\s|\s\+\s|\s-\s"
    r"|\b(?:and/or|and(?![ -](?:later|newer|above|any))|plus|as well as|along with|alongside|together with)\b)\s*"
)
_SLASH = re.compile(r"\s*[/+]\s*")
_BRACKETS = re.compile(r"[()\[\]{}]")
_CHOICE = re.compile(r"(?:dual|tri)\b")
"""Beginning of a string that offers licenses to choose from, whatever joins their names."""
_DUAL = re.compile(r"^(?:dual|tri)[- ]?licen[cs]\w*(?=\s*[(\[])|[\s,(-]+(?:dual|tri)[- ]?licen[cs]\w*\)?$")
"""The same in front of brackets, or at the end."""
_OPTION = re.compile(r"[\s,(]*\bat your (?:option|choice)\b\)?$")


def _read(text: str, names: Names, *, is_choice: bool = False) -> Tree | None:
    """Cut a string into names, as coarsely as names can be read: brackets first, then separators, then slashes.

    What stands in brackets says the same as what stands before them, or says it more exactly: "Custom (Llama 2)".
    """
    inner = re.findall(r"[(\[{]([^()\[\]{}]*)[)\]}]", text)
    if not inner and not _BRACKETS.search(text):
        return _cut(text, names, is_choice=is_choice)
    if found := _bracketed(text, names):
        return Piece(text, found)
    outer = re.sub(r"[(\[{][^()\[\]{}]*[)\]}]", " ", text)
    if not re.sub(r"\b(?:and|or|with)\b|\W", "", outer):
        inner, outer = [_BRACKETS.sub(" ", text)], ""
    outside = _cut(_BRACKETS.sub(" ", outer), names, is_choice=is_choice) if outer.strip() else None
    offers = [part for part in inner if _OFFER.match(part)] if outside else []
    inside = _joined(AND, [_cut(part, names, is_choice=is_choice) for part in inner if part not in offers])
    pieces = [piece for part in (outside, inside) if part for piece in _leaves(part)]
    exact = any(_is_exact(piece.found) for piece in pieces)
    if outside and any(_is_exact(piece.found) for piece in _leaves(outside)):
        said = {name for piece in _leaves(outside) if piece.found for name in piece.found.ids}
        inside = _pruned(
            inside, lambda piece: bool(piece.found) or _matters(piece.text) or _labels(piece.text, said, names)
        )
    elif outside and not exact and any(piece.found for piece in _leaves(outside)):
        inside = _pruned(inside, lambda piece: not _is_vague(piece.found))  # "Custom (commercial)"
    said = _joined(AND, [outside, inside])
    said = _pruned(said, lambda piece: not _is_vague(piece.found)) if exact else said
    return _joined(OR, [said, *(_cut(part, names) for part in offers)])


_OFFER = re.compile(rf"\s*or[\s-]+{_LATER}")
"""What begins so in brackets is an alternative: "GPL-3.0 (or a commercial license)"."""


def _joined(operator: str, parts: Iterable[Tree | None]) -> Tree | None:
    found = tuple(part for part in parts if part)
    return Cut(operator, found) if len(found) > 1 else next(iter(found), None)


def _pruned(tree: Tree | None, holds: Callable[[Piece], bool]) -> Tree | None:
    if tree is None or isinstance(tree, Piece):
        return tree if tree and holds(tree) else None
    return _joined(tree.operator, [_pruned(part, holds) for part in tree.parts])


def _bracketed(text: str, names: Names) -> Found | None:
    """Read an expression whose brackets say what belongs together, if each of its names is read in full."""
    if not (_AND.search(text) or _OR.search(text)) or re.search(r"[\[\]{}]", text):
        return None
    read: dict[str, Found] = {}
    words = []
    for bracket, name in re.findall(r"([()])|([^()]+)", text):
        pieces = [bracket] if bracket else re.split(rf"\s*\b(and|or)\b\s+{_LATER}", f" {name}")
        for piece in filter(None, map(str.strip, pieces)):
            if piece in ("(", ")", "and", "or"):
                words.append(piece)
            elif (found := whole(piece, names)) and found.ids != (UNKNOWN,):
                read[name_ := f"#{len(read)}"] = found
                words.append(name_)
            else:
                return None
    try:
        shape = expression.parse(" ".join(words))
    except BadValueError:
        return None
    joint = expression.replaced(shape, {name: found.expression for name, found in read.items()})
    return Found(tuple(expression.leaves(joint)), "expression", joint=joint)


def _matters(remark: str) -> bool:
    """Say whether a remark in brackets may change what stands before it."""
    return bool(
        phrases.MODIFIER.search(remark)
        or phrases.NEGATION.search(remark)
        or phrases.NAME_SHAPED.search(remark)
        or SCRIPTS.search(remark)
    )


def _labels(remark: str, said: Collection[str], names: Names) -> bool:
    """Say whether a remark gives something a license that is not said yet: "Llama 3 (with Qwen: Apache-2.0)"."""
    label, _, name = remark.rpartition(":")
    found = whole(name.strip(), names) if label.strip() else None
    if found is None or not _is_exact(found) or any(name.endswith(f"-{UNSPECIFIED}") for name in found.ids):
        return False
    return not set(found.ids) <= set(said)


def _is_exact(found: Found | None) -> bool:
    return found is not None and not _is_vague(found) and found.ids != (UNKNOWN,)


def _is_vague(found: Found | None) -> bool:
    return found is not None and found.ids in _VAGUE


_VAGUE = {(f"LicenseRef-{name}",) for name in ("custom", "various", "proprietary", "public-domain")} | {(NO_LICENSE,)}


def _cut(text: str, names: Names, *, is_choice: bool = False) -> Tree | None:
    text = phrases.PREFIX.sub("", text.strip()) if "::" in text else text.strip()
    if lead := phrases.LEAD_IN.match(text):
        is_choice = is_choice or bool(_CHOICE.match(text))
        text = text[lead.end() :]
    text = scopes.trimmed(text)
    if not text:
        return None
    if found := whole(text, names):
        return Piece(text, found)
    operator, parts = _split(text)
    if len(parts) > 1:
        tree = _joined(OR if is_choice else operator, [_cut(part, names, is_choice=is_choice) for part in parts])
        return tree if operator != _OFFERED else _offered(tree)
    return Piece(text, _sequence(tokens(text), names))


_OFFERED = "|"


def _split(text: str) -> tuple[str, list[str]]:
    """Return the parts of a text at its loosest joints, and what joins them; one part where there is no joint.

    Where nothing is said but a comma or a slash, the licenses hold together: nobody is offered a choice.
    """
    if "|" in text and len(parts := _parts(_PIPE, text)) > 1:
        return _OFFERED, parts
    if len(parts := _parts(_STRONG, text)) > 1:
        return AND, parts
    if "or" in text and _OR.search(text):
        if len(parts := _parts(_COMMA_AND, text)) > 1:  # "A or B, and C": the comma closes the choice, as in Debian.
            return AND, parts
        is_list = not _AND.search(text)  # "A, B or C"
        if len(parts := _parts(_LISTED_OR if is_list else _OR, text)) > 1:
            return OR, parts
    for separator in (_AND, _WEAK, _SLASH):
        if len(parts := _parts(separator, text)) > 1:
            return AND, parts
    return AND, [text]


def _parts(separator: re.Pattern, text: str) -> list[str]:
    return [part for part in separator.split(text) if part.strip()]


def _offered(tree: Tree | None) -> Tree | None:
    """Say what bars stand for: alternatives in R's packages, which name standard licenses; elsewhere a mere list."""
    if not isinstance(tree, Cut):
        return tree
    names = [name for piece in _leaves(tree) if piece.found for name in piece.found.ids]
    is_standard = all(
        name.partition(" ")[0] in spdx.current_ids() or name.endswith(UNSPECIFIED) or name == UNKNOWN for name in names
    )
    return Cut(OR if is_standard else AND, tree.parts)


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


def _union(tree: Tree | None, addresses: list[tuple[str, ...]]) -> Found | None:
    pieces = _leaves(tree) if tree else []
    read = [piece.found for piece in pieces if piece.found and piece.found.ids != (UNKNOWN,)]
    unread = [piece.text for piece in pieces if not piece.found and not _is_remark(piece.text)]
    if any(
        phrases.MODIFIER.search(text) or phrases.NEGATION.search(text) or not phrases.NAME_SHAPED.search(text)
        for text in unread
    ):
        return None
    # Beside a license, "other" is another one.
    unread += [piece.text for piece in pieces if piece.found and _OTHER.fullmatch(piece.text)] if read else []
    if addresses:  # An address says exactly what "Custom" before it leaves open.
        read = [found for found in read if not _is_vague(found)]
    ids = list(dict.fromkeys(name for found in read for name in found.ids))
    ids += [name for known in addresses for name in known if name not in ids]
    ids = _particular(ids)
    if not ids:
        return Found((UNKNOWN,), "unmatched") if pieces and not unread else None
    first = read[0] if read else Found((), "url")
    single = len(ids) == 1 and not unread
    joint = _joint(tree, set(ids), set(unread))
    if addresses:
        linked = [name for name in ids if joint is None or name not in expression.leaves(joint)]
        joint = expression.together([*([joint] if joint else []), *linked])
    return Found(tuple(ids), first.rule if single else "expression", tuple(unread), joint)


_OTHER = re.compile(r"noassertion|others?")


def _is_remark(text: str) -> bool:
    return bool(phrases.REMARK.match(text)) or remarks.confirms(text)


def _joint(tree: Tree | None, ids: Collection[str], unread: Collection[str]) -> Expression | None:
    """Return how the ids of a string belong together; what is unread is NOASSERTION in its place."""
    if tree is None:
        return None
    if isinstance(tree, Cut):
        found = (_joint(part, ids, unread) for part in tree.parts)
        return expression.joined(tree.operator, [part for part in found if part is not None])
    if tree.text in unread:
        return UNKNOWN
    if tree.found is None:
        return None
    return expression.kept(tree.found.expression, ids.__contains__)


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
