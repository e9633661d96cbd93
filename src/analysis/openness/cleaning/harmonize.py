"""Put cleaned sources together into the tables of ``schema.py`` (all but ``scores``, which metrics add)."""

from datetime import datetime

import polars as pl

from openness.cleaning import corrections, developers, families, family_aliases
from openness.project import paths
from openness.project.errors import BadFileError, CheckError
from openness.sources import SOURCES, facts
from openness.sources.common.log import LOG
from openness.sources.common.pieces import EXACT_NAMES, NAMED_DEVELOPER, OF_SOME, TRANSPARENCY, Pieces
from openness.sources.common.registry import read_registry
from openness.tables import schema
from openness.tables import store as tables

EARLIEST = datetime(1950, 1, 1)
"""Theseus, the first entry of Epoch AI's database, is of 1950."""


def harmonize(sources: list[str]) -> dict[str, pl.DataFrame]:
    """Read and clean all vintages of some sources."""
    pieces = [
        (source, vintage, clean_edition(source, vintage, listing))
        for source in sources
        for listing in [facts.read_source(paths.raw() / source)]
        for vintage in listing["vintages"]
    ]
    return assemble(pieces)


def clean_edition(source: str, vintage: str, listing: dict | None = None) -> Pieces:
    """Read, correct and clean one edition of a source; ``listing`` is its ``source.yml`` where it is at hand."""
    frame = facts.read(paths.raw() / source, vintage, listing)
    _check_facts(frame, source, vintage)
    frame, log = corrections.apply(frame, corrections.read(source), source, vintage)
    cleaned = SOURCES[source].part("clean").clean(frame)
    names = dict(cleaned.releases.select("row", "release_name").iter_rows())
    log = [{"release_name": names.get(entry["row"]), **entry} for entry in log]
    return Pieces(**{**cleaned.__dict__, "log": [*log, *cleaned.log]})


def assemble(pieces: list[tuple[str, str, Pieces]]) -> dict[str, pl.DataFrame]:
    """Return the tables of :func:`harmonize` from cleaned editions, each with its source and vintage."""
    registry = read_registry()
    sources = list(dict.fromkeys(source for source, _, _ in pieces))
    named = _stack(pieces, "developers", NAMED_DEVELOPER)
    resolved = developers.resolve(named, registry, {source: SOURCES[source].types for source in sources})
    together = developers.summarize(resolved)
    releases = (
        _stack(pieces, "releases", None)
        .join(together, on=["source", "vintage", "release_id"], how="left", maintain_order="left")
        .with_columns(
            pl.col(f"{whose}developer_{what}").fill_null(developers.UNKNOWN)
            for whose in ("", "published_")
            for what in ("type", "group")
        )
        .with_columns(pl.col("country").fill_null(developers.UNKNOWN))
    )
    log = pl.concat(
        pl.DataFrame(piece.log, schema=LOG).with_columns(source=pl.lit(source), vintage=pl.lit(vintage))
        for source, vintage, piece in pieces
    )
    judged, exact_names = _stack(pieces, "transparency", TRANSPARENCY), _stack(pieces, "exact_names", EXACT_NAMES)
    frames = {
        "releases": releases,
        "components": _stack(pieces, "components", None),
        "developers": developers.table(resolved, registry),
        "release_developers": resolved,
        "release_lists": _stack(pieces, "lists", None),
        "cleaning_log": log.sort("source", "vintage", "row", "field", maintain_order=True),
        "transparency": judged.join(together, on=["source", "vintage", "release_id"], maintain_order="left"),
        "release_families": families.resolve(releases, exact_names, registry, family_aliases.read()),
    }
    frames = {name: frame.select(schema.BY_NAME[name].column_names) for name, frame in frames.items()}
    check(frames)
    return frames


def check(frames: dict[str, pl.DataFrame]) -> None:
    """Raise ``CheckError`` with every value in the harmonized tables that cannot be right."""
    releases = frames["releases"]
    bad = []
    vintage_day = pl.col("vintage").str.to_datetime("%Y-%m-%d")
    wrong = {
        "was released before 1950": pl.col("release_date") < EARLIEST,
        # Publishers enter announced releases; more than a year ahead is a typing error.
        "was released a year or more after its vintage": pl.col("release_date") >= vintage_day.dt.offset_by("1y"),
        "has more than 10^16 parameters": pl.col("parameter_count") > 10**16,
        "has a name longer than 300 characters": pl.col("release_name").str.len_chars() > 300,
    }
    for what, condition in wrong.items():
        for row in releases.filter(condition).head(5).iter_rows(named=True):
            bad.append(f"{row['release_id']} in {row['vintage']} {what}")  # noqa: PERF401
    for name in ("components", "release_developers", "release_lists"):
        orphans = frames[name].join(releases, on=schema.KEYS, how="anti")
        if orphans.height:
            bad.append(f"{name} speaks of {orphans['release_id'][0]}, which is not in releases")
    for name, frame in frames.items():
        bad += [f"{name}: {failure}" for failure in tables.failures(frame, schema.BY_NAME[name])]
    if bad:
        raise CheckError("the cleaned data", bad)


def _check_facts(frame: pl.DataFrame, source: str, vintage: str) -> None:
    facts.check_columns(frame, SOURCES[source].required, f"{source} {vintage}")
    if frame.is_empty():
        raise BadFileError(f"{source} {vintage} has no rows")
    blank = [column for column in SOURCES[source].required if frame[column].null_count() == frame.height]
    if blank:
        raise BadFileError(f"{source} {vintage} has nothing in the column {', '.join(map(repr, blank))}")


def _stack(pieces: list[tuple[str, str, Pieces]], part: str, columns: dict | None) -> pl.DataFrame:
    """Stack one part of all pieces, each row with its source and vintage."""
    stacked = []
    for source, vintage, piece in pieces:
        frame = getattr(piece, part)
        if part in OF_SOME:
            lacking = {name: kind for name, kind in OF_SOME[part].items() if name not in frame.columns}
            frame = frame.with_columns(pl.lit(None, kind).alias(name) for name, kind in lacking.items())
        wanted = (
            list(columns)
            if columns
            else [c for c in schema.BY_NAME[_TABLE_OF[part]].column_names if c in frame.columns]
        )
        stacked.append(frame.select(wanted).with_columns(source=pl.lit(source), vintage=pl.lit(vintage)))
    every = list(dict.fromkeys(name for frame in stacked for name in frame.columns))
    for (source, vintage, _), frame in zip(pieces, stacked, strict=True):
        if missing := [name for name in every if name not in frame.columns]:
            raise BadFileError(f"{source} {vintage}: its cleaner gives {part} without {', '.join(missing)}")
    return pl.concat(stacked, how="vertical")


_TABLE_OF = {"releases": "releases", "components": "components", "lists": "release_lists"}
