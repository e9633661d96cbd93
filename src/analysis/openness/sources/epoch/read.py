"""Epoch AI's model database: its four lists united by model.

Each edition is one to four CSV files (``all``, ``notable``, ``large_scale`` and ``frontier`` models). No list
holds all others: 75 notable models of 2026-03-30 are not in ``all``. Headings changed over the years; they are
brought to the newest spelling here, values are not touched.
"""

from pathlib import Path

import polars as pl

from openness.project.errors import MissingFileError
from openness.sources.epoch import SOURCE
from openness.sources.epoch.notes import license_links, noted_licenses
from openness.sources.facts import Facts, check_columns, fingerprints, native_files, read_csv

RENAMED = {
    "System": "Model",
    "Country (from Organization)": "Country (of organization)",
    "Training dataset size (datapoints)": "Training dataset size (total)",
}

COLUMNS = (
    "Model",
    "Organization",
    "Organization categorization",
    "Country (of organization)",
    "Publication date",
    "Domain",
    "Task",
    "Parameters",
    "Training compute (FLOP)",
    "Training dataset size (total)",
    "Model accessibility",
    "Training code accessibility",
    "Inference code accessibility",
    "Base model",
    "Hugging Face developer id",
    "Notability criteria",
    "Frontier model",
    "Foundation model",
    "Confidence",
    "Link",
)
"""Facts carried over. Ours follow them: what ``NOTES`` says of licenses, and ``lists``, the lists a model stands in."""

NOTES = "Accessibility notes"
NOTED = ("license_noted", "license_noted_for", "license_links")
"""Names of licenses in the notes, what each is said to be for, both joined by ``|``, and links to license texts."""

REQUIRED = ("Model", "Organization", "Publication date", "Model accessibility")


def read(path: Path) -> Facts:
    """Read an edition: a folder or zip of ``*_ai_models.csv`` files, or one of them."""
    files = native_files(path, (".csv",))
    lists = {name: data for name in SOURCE.lists if (data := files.get(f"{name}_ai_models.csv")) is not None}
    if not lists:
        expected = ", ".join(f"{name}_ai_models.csv" for name in SOURCE.lists)
        raise MissingFileError(f"{path} holds none of {expected}; found {', '.join(files)}")
    frames = [_one_list(name, data) for name, data in lists.items()]
    united = _unite(frames)
    kept = [column for column in COLUMNS if column in united.columns]
    dropped = sorted({column for frame in frames for column in frame.columns} - {*COLUMNS, NOTES, "lists", "_nth"})
    left_out = ["columns of prose, estimates and bookkeeping: " + ", ".join(dropped)] if dropped else []
    if NOTES in united.columns:
        left_out.append(f"{NOTES}: all but names of licenses and links to their texts")
        united, kept = united.with_columns(_noted(united[NOTES])), [*kept, *NOTED]
    return Facts(
        frame=united.select(*kept, "lists"),
        files=fingerprints({f"{name}_ai_models.csv": data for name, data in lists.items()}),
        left_out=left_out,
    )


def _noted(notes: pl.Series) -> list[pl.Series]:
    found = [noted_licenses(note) for note in notes]
    columns = (
        ["|".join(license_.name for license_ in licenses) or None for licenses in found],
        ["|".join(license_.scope for license_ in licenses) or None for licenses in found],
        [" ".join(license_links(note)) or None for note in notes],
    )
    return [pl.Series(name, values, dtype=pl.String) for name, values in zip(NOTED, columns, strict=True)]


def _one_list(name: str, data: bytes) -> pl.DataFrame:
    frame = read_csv(data, f"{name}_ai_models.csv").rename(RENAMED, strict=False)
    check_columns(frame, REQUIRED, f"{name}_ai_models.csv", ": is it Epoch AI's file?")
    # A list may hold one name twice; the n-th row of a name is matched with the n-th row of other lists.
    nth = pl.int_range(pl.len()).over(pl.col("Model").str.strip_chars())
    return frame.with_columns(pl.lit(name).alias("lists"), nth.alias("_nth"))


def _unite(frames: list[pl.DataFrame]) -> pl.DataFrame:
    stacked = pl.concat(frames, how="diagonal").with_row_index("_order")
    # Names differ by stray spaces and line breaks between lists; a row without a name equals no other row.
    same = pl.coalesce(pl.col("Model").str.strip_chars(), pl.format("#{}", "_order"))
    facts = [column for column in stacked.columns if column not in {"_order", "_nth", "lists"}]
    return (
        stacked.group_by(same.alias("_same"), "_nth", maintain_order=True)
        .agg(
            *[pl.col(column).drop_nulls().first() for column in facts],
            pl.col("lists").str.join("|"),
            pl.col("_order").first(),
        )
        .sort("_order")
    )
