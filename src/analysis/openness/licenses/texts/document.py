"""A license file as one long line of words, each of which knows the line it came from, and cut into sentences."""

import bisect
import html
import re
from dataclasses import dataclass, field
from functools import lru_cache

LIMIT = 400_000
"""Characters that are read; license texts are shorter by far, and whatever follows in a file is another text."""

_QUOTES = str.maketrans(
    {
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2018\u2019\u201b\u2032\u0060\u00b4", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        "\u00a0": " ",
        "\u00ad": None,
        "\ufffd": "'",  # Most characters that are lost in English are quotes.
    }
)
_HTML = re.compile(r"<(?:!doctype|html|body|p|div|br|li|h[1-6])\b", re.IGNORECASE)
_SKIPPED = re.compile(r"<(script|style|head)\b|<!--", re.IGNORECASE)
_SKIPPED_TO = {
    **{name: re.compile(rf"</{name}[^\S\n]*>", re.IGNORECASE) for name in ("script", "style", "head")},
    "": re.compile("-->"),
}
_TAG = re.compile(r"<[^<>]{1,2000}>", re.DOTALL)
_MARKS = re.compile(r"\*+|__|^[#>\s]+|^\s*(?://|;;)\s")
_MARKED = re.compile(r"[*_#>;/]")
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\u2028\u2029]")
_ENGLISH = frozenset((
    "the", "of", "and", "to", "or", "in", "you", "any", "this", "for", "is", "by", "that", "not", "with", "license",
    "licence", "shall", "may",
))  # fmt: skip
_LONG_WORD = 30
_SHORTEST_TITLE, _LONGEST_TITLE = 3, 150
CHINESE = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-z]")


@dataclass(frozen=True)
class Document:
    """A text ready for reading."""

    flat: str  # all words, single spaces between them, plain quotes and hyphens
    lower: str  # the same in lower case, character for character
    language: str  # en; unsupported language; unreadable (no text, or words run together); empty
    is_cut: bool  # whether the text was longer than what is read
    _starts: list[int] = field(repr=False)
    _lines: list[int] = field(repr=False)

    @property
    def title(self) -> str | None:
        """First line with words in it, None where it is too long to be a title."""
        for start, end in zip(self._starts, (*self._starts[1:], len(self.flat)), strict=True):
            line = self.flat[start:end].strip()
            if sum(map(str.isalpha, line)) >= _SHORTEST_TITLE:
                return line if len(line) <= _LONGEST_TITLE else None
        return None

    def breaks(self) -> list[int]:
        """Return where paragraphs begin, after the first: the offsets of lines that follow a blank one."""
        pairs = zip(self._lines, self._lines[1:], self._starts[1:], strict=False)
        return [start for before, number, start in pairs if number - before > 1]

    def line(self, offset: int) -> int:
        """Return the number of the line, from 1, that a character of ``flat`` stood in."""
        return self._lines[max(0, bisect.bisect_right(self._starts, offset) - 1)] if self._lines else 1


def read(text: str | bytes) -> Document:
    """Return a text, or the bytes of a file, as a document. Nothing raises."""
    raw = decoded(text) if isinstance(text, bytes) else text
    is_cut = len(raw) > LIMIT
    raw = raw[:LIMIT]
    if _HTML.search(raw[:4000]):
        raw = html.unescape(_TAG.sub(_blank, _without_skipped(raw)))
    pieces: list[str] = []
    starts: list[int] = []
    lines: list[int] = []
    at = 0
    if not raw.isascii():
        # Quotes of UTF-8 that were read as Windows' Latin.
        raw = (_READ_WRONG.sub(_mended, raw) if "\u00e2\u20ac" in raw else raw).translate(_QUOTES)
    raw = raw.replace("`", "'")
    for number, line in enumerate(_LINE_END.split(raw), start=1):
        words = (_MARKS.sub(" ", line) if _MARKED.search(line) else line).split()
        if not words:
            continue
        # A line that ends in a hyphen goes on in the next one without a space: "non-", "exclusive".
        if pieces and not _ends_in_hyphen(pieces[-1]):
            at += 1
            pieces.append(" ")
        starts.append(at)
        lines.append(number)
        piece = " ".join(words)
        pieces.append(piece)
        at += len(piece)
    flat = "".join(pieces)
    lower = flat.lower()
    if len(lower) != len(flat):  # A few letters become two.
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in flat)
    return Document(flat, without_long_runs(lower), _language(lower), is_cut, starts, lines)


_LONG_RUN = re.compile(r"\w{61,}|\d[\d.,]{40,}|\S{301,}")
_LONG = re.compile(r"\S{41,}")  # where such a run may be; this alone is fast
_KEPT = 60


def without_long_runs(lower: str) -> str:
    """Return words with blanks instead of what no language writes: no pattern walks far along a word or a number."""
    return _LONG.sub(lambda found: _LONG_RUN.sub(_shortened, found[0]), lower)


def _shortened(found: re.Match) -> str:
    run = found[0]
    kept = run[:_KEPT] if run[0].isalpha() else ""
    return kept + " " * (len(run) - len(kept))


def _without_skipped(raw: str) -> str:
    """Return HTML without scripts, styles, head and comments; one that has no end is left as it is."""
    pieces, at, endless = [], 0, set()
    for found in _SKIPPED.finditer(raw):
        kind = (found[1] or "").lower()
        if found.start() < at or kind in endless:
            continue
        end = _SKIPPED_TO[kind].search(raw, found.end())
        if end is None:
            endless.add(kind)
            continue
        pieces += (raw[at : found.start()], "\n" * raw.count("\n", found.start(), end.end()) or " ")
        at = end.end()
    return "".join((*pieces, raw[at:]))


_READ_WRONG = re.compile("\u00e2\u20ac([\u0153\x9d\ufffd\u2122\u02dc\u201c\u201d])?")


def _mended(found: re.Match) -> str:
    return {"\u2122": "'", "\u02dc": "'", "\u201c": "-", "\u201d": "-"}.get(found[1], '"')


def decoded(data: bytes) -> str:
    """Return bytes as text: UTF-16 and UTF-8 as they say or look like, else GB 18030, else Windows' Latin."""
    data = data[: LIMIT * 4]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    sample = data[:2000]
    if sample and sample.count(0) > len(sample) // 4:
        order = "le" if sample[1::2].count(0) > sample[::2].count(0) else "be"
        return data.decode(f"utf-16-{order}", errors="replace")
    data = data.removeprefix(b"\xef\xbb\xbf")
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _is_chinese_file(text):
            return text
    broken = data.decode("utf-8", errors="replace")
    lost, kept = broken.count("\ufffd"), len(_NOT_ASCII.findall(broken))
    return broken if kept > 2 * lost else data.decode("cp1252", errors="replace")


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def _is_chinese_file(text: str) -> bool:
    """Say whether bytes that decode as GB 18030 are: as much Chinese, or as English in which only quotes are Chinese.

    Bytes of another encoding decode as a few rare characters here and there.
    """
    chinese = len(CHINESE.findall(text))
    return chinese == 0 or chinese > len(text) / 5


def _blank(found: re.Match) -> str:
    return "\n" * found[0].count("\n") or " "


def _ends_in_hyphen(piece: str) -> bool:
    return piece.endswith("-") and len(piece) > 1 and piece[-2].isalpha()


_SAMPLE = 20_000  # characters that tell the language
_LETTERS = re.compile(r"[^\W\d_]+")


def _language(lower: str) -> str:
    lower = lower[:_SAMPLE]
    words = _LETTERS.findall(lower)
    if not words:
        return "empty" if not lower.strip() else "unreadable"
    # A Chinese character says about as much as three letters: a text with its own translation has enough of both.
    chinese = 0 if lower.isascii() else len(CHINESE.findall(lower))
    if chinese and chinese * 3 > len(_LATIN.findall(lower)) * 1.1:
        return "unsupported language"
    common = sum(word in _ENGLISH for word in words) / len(words)
    if common >= 0.12:
        return "en"
    run_together = sum(len(word) > _LONG_WORD for word in words) / len(words)
    letters = sum(map(len, words)) / max(1, len(lower))
    if run_together > 0.02 or letters < 0.5:
        return "unreadable"
    return "unsupported language" if len(words) > 20 else "unreadable"


# The end of a sentence or of an item of a list; items stay with what leads to them as far as semicolons allow.
_CUT = re.compile(r"(?<=[.;!?])[\"')]{0,2}\s+(?=[A-Za-z0-9\"'(\[*\u2022-])")
_NOT_AN_END = re.compile(
    r"(?:\b(?:inc|ltd|co|corp|no|e\.g|i\.e|etc|vs|u\.s|sec|art|para|al|v)|\b[a-z])\.$", re.IGNORECASE
)


@dataclass(frozen=True)
class Sentence:
    """A sentence: its place in the document, and its words in lower case."""

    start: int
    end: int
    lower: str


def sentences(document: Document) -> list[Sentence]:
    """Return the sentences of a document in order."""
    lower = document.lower
    return [Sentence(start, end, lower[start:end]) for start, end in _places(document.flat)]


@lru_cache(4)
def _places(flat: str) -> tuple[tuple[int, int], ...]:
    """Return where sentences begin and end; a document is asked several times while it is read."""
    found: list[tuple[int, int]] = []
    start = 0
    for cut in _CUT.finditer(flat):
        if _NOT_AN_END.search(flat, max(start, cut.start() - 8), cut.start()):
            continue
        found += _pieces(start, cut.start())
        start = cut.end()
    return (*found, *_pieces(start, len(flat)))


_LONGEST = 6000  # characters; no license has a longer sentence, and patterns walk to the end of one


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    return [(at, min(end, at + _LONGEST)) for at in range(start, end, _LONGEST)]
