"""Links to evidence, as tables show them."""

from __future__ import annotations

import polars as pl


def links(url: str, text: str | None = None) -> pl.Expr:
    """Return a column of links as :func:`analysis.charts.show_table` takes them.

    Parameters
    ----------
    url
        Column of addresses, null for none.
    text
        Column of words to link; by default the name of the site.

    Returns
    -------
    polars.Expr
        A list of one mapping of ``text`` and ``url``. Without an address it is null, or the words alone where there
        are some.
    """
    address = pl.col(url)
    site = pl.coalesce(address.str.extract(r"^\w+://(?:www\.)?([^/?#]+)"), address)
    words = site if text is None else pl.col(text)
    return pl.when(words.is_not_null()).then(pl.concat_list(pl.struct(words.alias("text"), address.alias("url"))))
