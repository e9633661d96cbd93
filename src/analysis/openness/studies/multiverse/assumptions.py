"""The assumptions log: each judgment, and what of the main contrast hangs on it.

The judgments are data (``data/raw/assumptions.yml``); their impact is computed from the multiverse each time.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

import polars as pl

from openness.project import paths
from openness.project.errors import UnknownNameError
from openness.project.yaml_shape import read_shape, shape
from openness.studies.multiverse import results
from openness.studies.multiverse.choices import CHOICES
from openness.studies.multiverse.summary import switches
from openness.tables import schema

FILE = "assumptions.yml"
QUALITIES = {
    "high": "the source says so, or it was checked against it",
    "medium": "argued, with some evidence",
    "low": "a convention that others would settle differently",
}
SHOWN = ("share_difference", "slope_difference")
"""Estimands on which an impact is reported."""


@shape
class Assumption:
    """One judgment; ``id`` is the anchor of its entry on the site."""

    id: str
    statement: str
    where: tuple[str, ...]  # files of the repository, or addresses, that make or explain it
    alternatives: tuple[str, ...]  # what could as well have been decided
    choice: str | None = None  # choice of the multiverse that tests it
    levels: tuple[str, ...] = ()  # those of its levels that are alternatives; all where none is named
    untested: str | None = None  # why no choice tests it, where none does
    table: str | None = None  # with it: the column of the tables that fixes it, as table.column
    quality: Literal["high", "medium", "low"]
    reports: tuple[str, ...]  # whose numbers rest on it

    def __post_init__(self) -> None:
        """Refuse an entry that names nothing, or does not say in one way whether it is tested."""
        for name in ("where", "alternatives", "reports"):
            if not getattr(self, name):
                raise ValueError(f"{name} names nothing")
        if bool(self.choice) == bool(self.untested):
            raise ValueError("expected either a choice that tests it or why it is untested")
        if self.choice and self.choice not in CHOICES:
            raise ValueError(str(UnknownNameError("choice", self.choice, CHOICES)))
        if self.levels and not self.choice:
            raise ValueError("levels without a choice")
        if bool(self.untested) != bool(self.table):
            raise ValueError("expected a table that fixes it with `untested`, and without it none")
        if self.table:
            _check_column(self.table)

    @property
    def reason(self) -> str | None:
        """Why no choice tests it, and what fixes it."""
        return self.untested and f"{self.untested} It is fixed in the column `{self.table}`."


def _check_column(name: str) -> None:
    """Refuse a column that no table has."""
    table, _, column = name.partition(".")
    if table not in schema.BY_NAME:
        raise ValueError(str(UnknownNameError("table", table, schema.BY_NAME)))
    if column not in (columns := schema.BY_NAME[table].column_names):
        raise ValueError(str(UnknownNameError("column", column, columns, where=f"table {table}")))


@shape
class _Log:
    assumptions: tuple[Assumption, ...]

    def __post_init__(self) -> None:
        ids = [one.id for one in self.assumptions]
        if not ids:
            raise ValueError("names no assumption")
        if twice := sorted({name for name in ids if ids.count(name) > 1}):
            raise ValueError(f"{', '.join(twice)} used twice")


def read() -> list[Assumption]:
    """Read the log."""
    return list(read_shape(_Log, paths.raw() / FILE).assumptions)


def impact(assumptions: Iterable[Assumption], specs: pl.DataFrame, estimands: Sequence[str] = SHOWN) -> pl.DataFrame:
    """Return :data:`results.IMPACT`."""
    tested = pl.concat(
        switches(specs, estimand).select(pl.lit(estimand).alias("estimand"), pl.all()) for estimand in estimands
    ).filter(pl.col("pair_count") > 0)
    parts = [pl.DataFrame(schema=results.IMPACT.schema)]
    for one in assumptions:
        rows = tested.filter(pl.col("choice") == one.choice) if one.choice else tested.clear()
        if one.levels:
            rows = rows.filter(pl.col("level").is_in(list(one.levels)))
        if rows.is_empty():
            reason = one.reason or "the data allow no pair of specifications that differ in it alone"
            rows = pl.DataFrame({"choice": [one.choice], "reason": [reason]}, schema_overrides={"choice": pl.String})
        parts.append(rows.with_columns(pl.lit(one.id).alias("id")))
    return pl.concat(parts, how="diagonal").select(results.IMPACT.names)
