"""Corrections as data: ``data/raw/corrections/<source>.yml``.

Each names the record, the column, the value expected and the value to use, with a reason and a source. A
correction whose expected value is gone fails loudly: upstream has fixed it, or it never applied.
"""

from collections.abc import Sequence

import polars as pl

from openness.project import paths
from openness.project.errors import BadFileError
from openness.project.yaml_shape import read_shape, shape
from openness.sources.common.published import as_published


@shape
class Correction:
    """A value that is wrong in some editions; ``match`` names the record by the values of columns."""

    vintages: tuple[str, ...]
    match: dict[str, str | None]
    column: str
    expect: str | None
    value: str | None
    reason: str
    source: str


@shape
class _File:
    corrections: tuple[Correction, ...]


def read(source: str) -> tuple[Correction, ...]:
    """Read the corrections of a source; none where it has no file."""
    path = paths.raw() / "corrections" / f"{source}.yml"
    return read_shape(_File, path, exact=True).corrections if path.is_file() else ()


def apply(
    frame: pl.DataFrame, corrections: Sequence[Correction], source: str, vintage: str
) -> tuple[pl.DataFrame, list[dict]]:
    """Correct a raw facts table; what a corrected column had is kept beside it (:func:`as_published`)."""
    log = []
    for number, one in enumerate(corrections, start=1):
        if vintage not in one.vintages:
            continue
        where = f"correction {number} of {source} {vintage}"
        for name in (*one.match, one.column):
            if name not in frame.columns:
                raise BadFileError(f"{where}: there is no column {name!r}")
        hit = pl.all_horizontal(pl.col(name).eq_missing(pl.lit(value)) for name, value in one.match.items())
        rows = frame.filter(hit)
        named = ", ".join(f"{name} {value!r}" for name, value in one.match.items())
        if rows.height != 1:
            raise BadFileError(f"{where}: {rows.height} records have {named}, expected one")
        found = rows[one.column].item()
        if found != one.expect:
            raise BadFileError(
                f"{where}: {named} has {one.column} {found!r}, expected {one.expect!r}; "
                "upstream has changed, so revise or remove the correction"
            )
        kept = pl.col(kept_as) if (kept_as := as_published(one.column)) in frame.columns else pl.lit(None, pl.String)
        frame = frame.with_columns(
            pl.when(hit).then(pl.lit(one.value)).otherwise(one.column).alias(one.column),
            pl.when(hit).then(pl.lit(found, pl.String)).otherwise(kept).alias(kept_as),
        )
        log.append(
            {
                "row": rows["row"].item(),
                "field": one.column,
                "value": found,
                "kind": "corrected",
                "reason": f"now {one.value!r}: {one.reason} ({one.source})",
            }
        )
    return frame, log
