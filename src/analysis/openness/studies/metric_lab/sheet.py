"""What is known of one release, as tables."""

from __future__ import annotations

import great_tables as gt
import polars as pl

from openness.charts.table import show_table
from openness.measures import release_sheet
from openness.measures.evidence import links
from openness.measures.names import in_words
from openness.measures.release_sheet import Sheet


def release_tables(sheet: Sheet) -> list[gt.GT]:
    """Return the tables of one release: scores, parts, clauses and definitions; those without a row are left out."""
    name = sheet.release["release_name"]
    tables = (
        (sheet.scores, release_sheet.SCORE_LABELS, f"{name}: every metric", _SCORES_NOTE),
        (sheet.parts, release_sheet.PART_LABELS, f"{name}: every part, with its evidence", _PARTS_NOTE),
        (sheet.clauses, release_sheet.CLAUSE_LABELS, f"{name}: the Open Source AI Definition", None),
        (sheet.definitions, release_sheet.DEFINITION_LABELS, f"{name}: four definitions", None),
    )
    return [
        show_table(
            _worded(frame),
            title=title,
            note=note,
            columns=columns,
            links=[name for name in ("evidence_url", "weakest") if name in columns],
        )
        for frame, columns, title, note in tables
        if frame.height
    ]


_SCORES_NOTE = (
    "Rows of other sources are of the release of the same family of which they judge most. Linked: the evidence. "
    "Nothing is weakest where every criterion is met."
)
_PARTS_NOTE = "Missing: not judged, or left blank."


def _worded(frame: pl.DataFrame) -> pl.DataFrame:
    if "evidence_url" in frame.columns:
        frame = frame.with_columns(links("evidence_url").alias("evidence_url"))
    if "component" in frame.columns:
        frame = frame.with_columns(pl.col("component").map_elements(in_words, return_dtype=pl.String))
    if "clause" in frame.columns:
        frame = frame.with_columns(pl.col("clause").str.replace_all("_", " ", literal=True))
    return frame
