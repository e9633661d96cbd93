"""Links to evidence, as tables show them."""

from __future__ import annotations

import polars as pl


def links(url: str, text: str | None = None) -> pl.Expr:
    """Return a column of links as :func:`openness.charts.show_table` takes them."""
    address = pl.col(url)
    site = pl.coalesce(address.str.extract(r"^\w+://(?:www\.)?([^/?#]+)"), address)
    words = site if text is None else pl.col(text)
    return pl.when(words.is_not_null()).then(pl.concat_list(pl.struct(words.alias("text"), address.alias("url"))))
