"""From the name of a release to the key of its family: one named generation of a developer's models.

The rules, each with its reason, are in ``docs/release-families.md``. They drop words that say how large a release is,
how it was tuned, packed or dated, and nothing that tells one product or generation from another.
"""

import re
import unicodedata
from functools import cache

TUNING = frozenset(
    {"instruct", "inst", "chat", "it", "base", "pt", "pretrain", "pretrained", "pretraining", "hf"}
    | {"sft", "dpo", "rlhf", "rlaif", "ppo", "kto", "orpo", "simpo"}
)
"""Stages of training and what a release was tuned for: they come with every size of a generation."""

PACKING = frozenset(
    {"gguf", "ggml", "mlx", "onnx", "openvino", "coreml", "safetensors", "pth"}
    | {"gptq", "awq", "exl2", "exl3", "bnb", "hqq", "dwq", "autoround", "quantized"}
)
"""Formats and methods of compression."""

STATE = frozenset(["latest", "preview", "experimental", "exp", "release", "released"])
"""How finished a release is said to be."""

SIZE_WORDS = frozenset(["xxl", "xxlarge", "xxxl"])
"""Only the words that never name a product; "XL" does in Stable Diffusion XL, "large" in Mistral Large."""

DROPPED = TUNING | PACKING | STATE | SIZE_WORDS

_DROPPED_PATTERN = re.compile(
    r"\d+(?:\.\d+)?[mbtk]"  # 7b, 1.5b, 135m; 2t tokens or 1t parameters; a context of 128k
    r"|[ae]\d+(?:\.\d+)?b"  # a3b and e4b: active and effective parameters
    r"|\d+e"  # 128e: experts
    r"|(?:0[1-9]|1[012])(?:0[1-9]|[12]\d|3[01])|2[2-9](?:0[1-9]|1[012])"  # 0528, 1125, 2407
    r"|20[12]\d(?:0[1-9]|1[012])(?:[0-2]\d|3[01])|2[2-9](?:0[1-9]|1[012])(?:[0-2]\d|3[01])"  # 20240522, 250730
    r"|v0\d?(?:\.\d+)*"  # v0.1, v01: a version before the first
    r"|ctx\d+"
    r"|(?:nv|mx)?fp(?:4|8|16|32)|b?f16|f32|int[48]|i?q[2-8](?:k|ks|km|kl|0|1)?|w[48]a(?:4|8|16)"
    r"|[2-8](?:\.\d+)?(?:bits?|bpw)"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_DATE = re.compile(
    r"(?<!\d)20[12]\d-(?:0[1-9]|1[012])(?:-(?:[0-2]\d|3[01]))?(?!\d)"  # 2024-05-13, 2024-05
    r"|(?<!\d)(?:0[1-9]|1[012])-20[12]\d(?!\d)"  # 08-2024
    rf"|\b(?:{_MONTH}\s+(?:\d{{1,2}},?\s+)?|\d{{1,2}}\s+{_MONTH}\s+)20[12]\d\b"  # Mar 2023, 3 March 2023
)
_QUANT = re.compile(r"(?<![a-z0-9])(i?q[2-8])[_-]k(?:[_-]?([sml]))?(?![a-z0-9])")
# "DiT-XL/2" and "ViT-G/14" are no repositories: a repository's name has a letter.
_ACCOUNT = re.compile(r"^[\w.-]+/(?=[\w.-]*[^\W\d_][\w.-]*$)")
_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_POINT = re.compile(r"(?<![\d_.])(\d{1,2})_(\d)(?=$|[^\d_.]|_\D)")
_SIZE_AND_VERSION = re.compile(r"(?<![a-z0-9.])(\d+(?:\.\d+)?[mbk])(v\d)")
_WORD_AND_NUMBER = re.compile(r"([^\W\d_]{2,})(?=\d)")
_TOKEN = re.compile(r"[^\W_]+(?:(?<=\d)\.(?=\d)[^\W_]+)*")
_VERSION = re.compile(r"v(\d+(?:\.\d+)*[^\W_]*)")
_DIGIT = re.compile(r"\d")
_ROUND = re.compile(r"(\d+)(?:\.0)+")


@cache
def family_key(name: str) -> str:
    """Return the key of the family that a name belongs to.

    Examples
    --------
    >>> family_key("meta-llama/Llama-3.1-8B-Instruct")
    'llama-3.1'
    >>> family_key("Code Llama-13B") == family_key("CodeLlama-70b-Instruct-hf")
    True
    """
    while (key := _once(name)) != name and not _is_stable(key):
        name = key
    return key


def without_account(name: str) -> str:
    """Return the name of a repository without the account that it is in; other names as they are."""
    return _ACCOUNT.sub("", name) if "/" in name else name


def _is_stable(key: str) -> bool:
    """Return whether nothing in a key can be dropped: words run together, or a date, may be a new such word."""
    return key.isascii() and "20" not in key and not any(map(is_dropped, key.split("-")))


def _once(name: str) -> str:
    text = _plain(name)
    words = [word for token in _TOKEN.findall(_spelled(text)) for word in _words(token)]
    kept = [word for word in words if not is_dropped(word)] or words
    return _joined(kept) or text or "unnamed"


def _plain(name: str) -> str:
    """Return a name without account, case, accents on Latin letters, dates and variants of white space."""
    text = name.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
        text = unicodedata.normalize("NFC", _LATIN_MARKS.sub("", text))
    text = " ".join(text.split())
    text = without_account(text)
    if "20" in text:
        text = " ".join(_DATE.sub(" ", text).split()) or text
    return text


def _spelled(text: str) -> str:
    """Return a name in which marks stand for what they mean: ``+``, ``Q4_K_M``, ``1_5``, ``3Bv2``."""
    if "+" in text:
        text = text.replace("+", " plus ")
    if "_" in text:
        text = _POINT.sub(r"\1.\2", _QUANT.sub(r"\1k\2", text))
    return _SIZE_AND_VERSION.sub(r"\1 \2", text) if "v" in text else text


@cache
def _words(token: str) -> tuple[str, ...]:
    """Return a token's words: "qwen2.5" is "qwen 2.5"; single letters stay with their number (o1, 4o)."""
    words = [token] if is_dropped(token) else _TOKEN.findall(_WORD_AND_NUMBER.sub(r"\1 ", token))
    # "M4T" and "GR00T" are names: what looks like a size there is none.
    return (token,) if any(map(is_dropped, words)) else tuple(map(_number, words))


@cache
def is_dropped(word: str) -> bool:
    """Return whether a word, in lower case, says nothing about the family."""
    return word in DROPPED or _DROPPED_PATTERN.fullmatch(word) is not None


def _number(word: str) -> str:
    """Return ``v2.0``, ``2.0`` and ``v2`` as ``2``: one version in several spellings."""
    if found := _VERSION.fullmatch(word):
        word = found.group(1)
    return found.group(1) if (found := _ROUND.fullmatch(word)) else word


def _joined(words: list[str]) -> str:
    """Join words; spaces and hyphens between words without digits are spelling ("Code Llama")."""
    key, had_digit = "", True
    for word in words:
        has_digit = _DIGIT.search(word) is not None
        key += f"-{word}" if key and (has_digit or had_digit) else word
        had_digit = has_digit
    return key
