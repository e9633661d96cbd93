"""A publisher's own files as records that metrics can score, without importing them first."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from openness.cleaning.harmonize import assemble, clean_edition
from openness.metrics.base import Metric, Records
from openness.project.errors import BadFileError, BadValueError, MissingFileError, OpennessError
from openness.sources import SOURCES, facts, importing, named
from openness.sources.common.pieces import Pieces, with_columns_of


@dataclass(frozen=True)
class Cleaned:
    """Cleaned records of one source."""

    source: str  # name of the source
    is_dated: bool  # whether the edition is known; else its vintage is the day of reading and says nothing
    records: Records  # tables ``releases``, ``components`` and ``transparency``
    # the same components with all that cleaning knows of them, for planners: ``license_from`` in the Model Openness
    # Tool
    components: pl.DataFrame


def check_support(metric: Metric, source: str) -> None:
    """Raise ``BadValueError`` with the reason where a source cannot support a metric."""
    if source not in metric.sources:
        why = f": {reason}" if (reason := metric.why_not(source)) else ""
        able = ", ".join(metric.sources) or "no source"
        raise BadValueError(f"source {source!r} cannot support the metric {metric.name!r}{why}; supported by {able}")


def read(path: Path, metric: Metric, source: str | None = None, vintage: str | None = None) -> Cleaned:
    """Read and clean native files."""
    if source is not None:
        named(source)
        check_support(metric, source)
    day = facts.checked_vintage(vintage) if vintage else None
    facts.check_there(path)
    name, found = _read(path, metric, source, day)
    check_support(metric, name)
    if found.frame.is_empty():
        raise BadFileError(f"{path} holds no record")
    one = SOURCES[name]
    # An edition has all columns of its source; a file alone may leave some out.
    frame = with_columns_of(found.frame, (*one.required, *one.may_lack)).with_row_index("row", offset=2)
    day = day or _date_in(path)
    today = datetime.now(UTC).date().isoformat()
    return _cleaned(name, day or today, one.part("clean").clean(frame), is_dated=day is not None)


def edition(source: str, vintage: str) -> Cleaned:
    """Return an edition of ``data/raw`` cleaned, as :func:`read` returns native files."""
    return _cleaned(source, vintage, clean_edition(source, vintage), is_dated=True)


def _read(path: Path, metric: Metric, source: str | None, day: str | None) -> tuple[str, facts.Facts]:
    if source is not None:
        return source, importing.read(source, path, day)
    likely = metric.sources
    refusals: dict[str, OpennessError] = {}
    for name in [*likely, *(name for name in SOURCES if name not in likely)]:
        try:
            return name, importing.read(name, path, day)
        except OpennessError as error:
            refusals[name] = error
    # A reader that found files of its kind and could not read them knows best; those of the metric come first.
    ranked = sorted(refusals.values(), key=lambda error: isinstance(error, MissingFileError))
    raise ranked[0]


def _date_in(path: Path) -> str | None:
    try:
        return facts.vintage_of(path.resolve())
    except BadValueError:
        return None


def _cleaned(source: str, vintage: str, pieces: Pieces, *, is_dated: bool) -> Cleaned:
    tables = assemble([(source, vintage, pieces)])
    return Cleaned(
        source,
        is_dated,
        Records(tables["releases"], tables["components"], transparency=tables["transparency"]),
        pieces.components.with_columns(pl.lit(source).alias("source"), pl.lit(vintage).alias("vintage")),
    )
