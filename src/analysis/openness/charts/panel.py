"""A panel of numbers: each large, with what it is, a few sentences, what it rests on, and where it is taken apart."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame

from openness.project.errors import BadValueError, UnknownNameError

_TEXTS = ("title", "value", "unit", "text", "basis")
_PAGE = re.compile(r"[a-z0-9-]+\.html(#[A-Za-z0-9-]+)?")


@dataclass(frozen=True)
class Panel:
    """Numbers as cards.

    Attributes
    ----------
    rows
        One a number, with the columns of :func:`number_panel`.
    """

    rows: tuple[Mapping[str, Any], ...]

    def _repr_html_(self) -> str:
        return f'<ol class="numbers">\n{"".join(map(_card, self.rows))}</ol>'


def number_panel(frame: IntoFrame) -> Panel:
    """Return numbers as cards.

    Parameters
    ----------
    frame
        One row a number, in any frame narwhals knows: ``title``; ``value``, as it is to be read, and ``unit``, what it
        is a number of; ``text``; ``basis``, in small print; ``links``, a list of mappings with ``text`` and ``url``, of
        pages of the same site.

    Raises
    ------
    UnknownNameError
        If a column is missing.
    BadValueError
        If there is no number, or a link leads out of the site.
    """
    data: Any = nw.from_native(frame)
    if isinstance(data, nw.LazyFrame):
        data = data.collect()
    for name in (*_TEXTS, "links"):
        if name not in data.columns:
            raise UnknownNameError("column", name, data.columns, where="the panel of numbers")
    rows = tuple(data.select(*_TEXTS, "links").iter_rows(named=True))
    if not rows:
        raise BadValueError("the panel of numbers has no number to show")
    for link in (link for row in rows for link in row["links"]):
        if not _PAGE.fullmatch(link["url"]):
            raise BadValueError(
                f"link {link['url']!r} of the panel of numbers is no page of the site, such as 'a.html'"
            )
    return Panel(rows)


def _card(row: Mapping[str, Any]) -> str:
    title, value, unit, text, basis = (html.escape(row[name]) for name in _TEXTS)
    links = ", ".join(f'<a href="{html.escape(one["url"])}">{html.escape(one["text"])}</a>' for one in row["links"])
    more = f" More: {links}." if links else ""
    return (
        f"<li><h3>{title}</h3>\n"
        f'<p class="value"><strong>{value}</strong> <span>{unit}</span></p>\n'
        f'<p>{text}</p>\n<p class="note">{basis}{more}</p></li>\n'
    )
