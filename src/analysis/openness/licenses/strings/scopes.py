"""Strings that say which part of a release a license is for: "Weights: X. Code: not released", "Apache 2.0 (code)"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SCOPES = ("weights", "code", "data")
"""Scopes of an answer; documents are read as well, and left out unless a string names them."""

_WORDS = {
    "code": r"(?:(?:source|training|inference|model|evaluation|modeling|our|original) )?"
    r"(?:source ?code|code ?base|codes?|software|scripts?|implementation)",
    "data": r"(?:(?:pre-?training|training|fine-?tuning|instruction|evaluation|sft|synthetic|source) )?"
    r"(?:data ?sets?|data|corpus|corpora|annotations?|images?|metadata)",
    "weights": r"(?:(?:model|trained|pre-?trained|released|base|final|diff|delta|neural|fine-?tuned|lora) )*"
    r"(?:weights?|checkpoints?|parameters?|models?|ckpts?|params)",
    "documents": r"(?:documentation|docs?|papers?|reports?|technical reports?|model cards?|text|documents?|website"
    r"|content)",
}
# What every label holds: most strings have none of it, and are spared the patterns below.
_MENTIONED = re.compile(
    r"code|software|script|implementation|data|corpus|corpora|annotation|image|weight|checkpoint|param|model|ckpt|doc|paper|report"
    r"|card|text|website|content"
)
_ONE = "|".join(f"(?:{words})" for words in _WORDS.values())
_LABEL = rf"(?:the )?(?:{_ONE})(?:(?: ?[,/&+] ?| and | or )(?:the )?(?:{_ONE}))*"
_EACH = re.compile("|".join(f"(?P<{scope}>{words})" for scope, words in _WORDS.items()))
_START = r"(?:^|(?<=[\s(;,.|/&+:\n\"'-]))"
_LICENSE_WORD = r"(?: licen[cs]e[sd]?(?: agreement)?)?"
# "Code: X", "code is released under X", "code - X"; and what needs no name after it: "weights not released".
_LEADING = re.compile(
    rf"(?<!for )(?<!on ){_START}(?P<label>{_LABEL}){_LICENSE_WORD}"
    r"(?: ?[:=] ?(?!//)| - |(?: (?:is|are|was|were|being))?(?: (?:licensed|released|distributed|available"
    r"|made available|provided"
    r"|published|covered|governed|open-?sourced))?(?:,? (?:under|with|by|as|via))(?: the| an?)? "
    r"|(?: (?:is|are|was|were))? (?=(?:not (?:yet )?(?:released|licensed|open-?sourced)|unreleased|unlicensed"
    r"|closed|proprietary|public domain)\b)"
    r"| (?:is|are) )"
)
# "X (code)", "X (for the weights only)", "X for code and data".
_TRAILING = re.compile(
    rf"(?: ?[(\[] ?(?:for |on |of |covers |only )*(?P<inside>{_LABEL})(?: only| licen[cs]e)? ?[)\]]"
    rf"| (?:for|on|covers|covering|applies to|applied to) (?:the |its |our |all |all of the )*"
    rf"(?P<after>{_LABEL})(?: only)?(?=$|[\s;,.|/&+)]))"
)
# "X code, Y weights".
_BARE = re.compile(rf"[ -](?P<label>{_LABEL})(?: only)? ?(?=$|[;,.|/&+-]| and | or )")
# "code MIT, weights not released".
_SOFT = re.compile(
    rf"(?:^|[;,.|/&\n] ?)(?:and |but |while |with )?(?P<label>{_LABEL}){_LICENSE_WORD}(?: (?:is|are|under))? (?=\S)"
)
_EDGES = " ;,.|/&-:\"'"
_JOINERS = re.compile(
    r"^\+ +| +\+$|^(?:and|or|but|while|plus|with|whereas|however|although|though|yet|under|the)\b\s*"
    r"|\s*\b(?:and|or|but|while|plus|whereas|however|although|though|yet|for|the)$"
)


@dataclass(frozen=True)
class Part:
    """A piece of a string, and the parts of a release it speaks of (none: it does not say)."""

    text: str
    scopes: tuple[str, ...] = ()


def explicit(text: str) -> list[Part] | None:
    """Return the parts of a folded string that labels its licenses in so many words, else None."""
    if not _MENTIONED.search(text):
        return None
    leads = list(_LEADING.finditer(text))
    if leads:
        return list(_leading(text, leads))
    trails = list(_TRAILING.finditer(text))
    if trails:
        return list(_trailing(text, [(m.start(), m.end(), m["inside"] or m["after"]) for m in trails]))
    return None


def implied(text: str) -> list[list[Part]]:
    """Return how "X code, Y weights" and "code X, weights Y" may be cut; to be used only if every license is known."""
    if not _MENTIONED.search(text):
        return []
    # "llama-model" names a model, "cc-by-4.0-weights" a license and what it is for: the first has no number.
    is_slug = "-" in text and not any(char.isdigit() for char in text)
    after = [] if is_slug else [(m.start(), m.end(), m["label"]) for m in _BARE.finditer(text)]
    before = list(_SOFT.finditer(text))
    return [*([list(_trailing(text, after))] if after else []), *([list(_leading(text, before))] if before else [])]


def trimmed(text: str) -> str:
    """Return a piece without the separators and joining words at its ends."""
    while True:
        shorter = _JOINERS.sub("", text.strip(_EDGES)).strip(_EDGES)
        if shorter == text:
            return text
        text = shorter


def _leading(text: str, leads: list[re.Match]) -> Iterator[Part]:
    if before := trimmed(text[: leads[0].start()]):
        yield from explicit(before) or [Part(before)]
    for lead, following in zip(leads, [*leads[1:], None], strict=True):
        value = trimmed(text[lead.end() : following.start() if following else len(text)])
        inner = [(m.start(), m.end(), m["inside"] or m["after"]) for m in _TRAILING.finditer(value)]
        if inner:  # "Code: MIT, Apache 2.0 (weights)": the last value holds labels of the other kind.
            yield from _trailing(value, inner)
        else:
            yield Part(value, _scopes(lead["label"]))


def _trailing(text: str, labels: list[tuple[int, int, str]]) -> Iterator[Part]:
    at = 0
    for start, end, label in labels:
        # The label is for what stands next to it: "MIT; CC BY-NC for weights".
        *before, own = re.split(r"[,;]\s*", text[at:start].rstrip(_EDGES)) or [""]
        yield from (Part(piece) for piece in map(trimmed, before) if piece)
        yield Part(trimmed(own), _scopes(label))
        at = end
    if rest := trimmed(text[at:]):
        yield Part(rest)


def _scopes(label: str) -> tuple[str, ...]:
    found = {match.lastgroup for match in _EACH.finditer(label) if match.lastgroup}
    return tuple(scope for scope in (*SCOPES, "documents") if scope in found)
