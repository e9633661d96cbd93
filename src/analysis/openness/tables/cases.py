"""A column of labels, each with the condition under which it holds."""

from collections.abc import Mapping
from typing import Any

import polars as pl


def first_of(cases: Mapping[str, pl.Expr], otherwise: str | None = None) -> pl.Expr:
    """Return the first label whose condition holds; an unknown condition does not."""
    chain: Any = pl
    for label, condition in cases.items():
        chain = chain.when(condition).then(pl.lit(label))
    return chain.otherwise(pl.lit(otherwise, pl.String))
