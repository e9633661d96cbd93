"""Links in the cells of tables."""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw

from openness.words.values import is_missing

_WEB = ("https://", "http://")
_PAGE = re.compile(r"[a-z0-9-]+\.html(#[a-z0-9-]+)?")


def with_anchors(frame: Any, columns: Sequence[str]) -> Any:
    """Return a frame with its columns of links as HTML.

    Parameters
    ----------
    frame
        A narwhals frame.
    columns
        Columns whose values are lists of mappings with ``text`` and ``url``, or null.
    """
    for name in columns:
        cells = [None if is_missing(links) else anchors(links) for links in frame[name].to_list()]
        column = nw.new_series(name, cells, nw.String, backend=frame.implementation)
        frame = frame.with_columns(column)
    return frame


def anchors(links: Iterable[Mapping[str, str | None]]) -> str | None:
    """Return links as HTML, one after the other; None where there is none.

    Parameters
    ----------
    links
        Mappings with ``text`` and ``url``. Only web addresses and pages of the site are linked: package URLs lead
        nowhere in a browser.
    """
    return ", ".join(_anchor(str(link["text"]), link["url"]) for link in links) or None


def _anchor(text: str, url: str | None) -> str:
    if url is None or not (url.startswith(_WEB) or _PAGE.fullmatch(url)):
        return html.escape(text)
    return f'<a href="{html.escape(url)}">{html.escape(text)}</a>'
