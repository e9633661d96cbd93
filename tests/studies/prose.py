"""Sentences as snapshots hold them: an item a sentence, lines short enough to read."""

from collections.abc import Iterable
from textwrap import fill


def wrapped(sentences: Iterable[str]) -> str:
    return "\n".join(
        fill(one, 110, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False, break_long_words=False)
        for one in sentences
    )
