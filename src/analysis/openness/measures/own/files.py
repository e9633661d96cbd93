"""Read somebody's table from a file: CSV in whatever form, parquet, or a DuckDB file."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from openness.project.errors import BadFileError, BadValueError, MissingFileError, UnknownNameError

TEXT, PARQUET, DUCKDB = (".csv", ".tsv", ".txt"), (".parquet", ".pq"), (".duckdb", ".db", ".ddb")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SIGNS = (",", ";", "\t", "|")
_LONGEST_CELL = 10_000_000


def read_table(path: Path, table: str | None = None) -> tuple[pl.DataFrame, list[str]]:
    """Return the table in a file, cells of a CSV as text, and what was taken for granted in words."""
    if not path.is_file():
        raise MissingFileError(
            f"{path} is {'a folder' if path.is_dir() else 'not there'}; expected a file with a table"
        )
    kind = path.suffix.casefold()
    if table is not None and kind not in DUCKDB:
        raise BadValueError(f"table is {table!r}, and {path.name} is no DuckDB file")
    if kind in TEXT:
        frame, said = _text(path)
    elif kind in PARQUET:
        frame, said = _parquet(path), []
    elif kind in DUCKDB:
        frame, said = _duckdb(path, table), []
    else:
        expected = ", ".join([*TEXT, *PARQUET, *DUCKDB])
        raise BadValueError(
            f"{path.name} ends in {kind or 'nothing'!r}, expected one of {expected}; a spreadsheet saves as CSV"
        )
    if frame.is_empty():
        raise BadFileError(f"{path.name} has columns and no rows")
    return frame, said


def _parquet(path: Path) -> pl.DataFrame:
    try:
        return pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise BadFileError(f"{path.name} cannot be read as parquet: {_first(error)}") from error


def _duckdb(path: Path, table: str | None) -> pl.DataFrame:
    try:
        import duckdb  # noqa: PLC0415 - its users have it
    except ImportError as error:
        raise BadFileError(f"{path.name} is a DuckDB file, and duckdb is not installed: pip install duckdb") from error
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            names = [name for (name,) in connection.sql("select table_name from duckdb_tables()").fetchall()]
            names += [
                n for (n,) in connection.sql("select view_name from duckdb_views() where not internal").fetchall()
            ]
            if table is None and len(names) != 1:
                has = f"has the tables {', '.join(sorted(names))}; name one with --table" if names else "has no table"
                raise BadFileError(f"{path.name} {has}")
            if table is not None and table not in names:
                raise UnknownNameError("table", table, names, where=path.name)
            quoted = (table or names[0]).replace('"', '""')
            return pl.from_arrow(connection.sql(f'select * from "{quoted}"').to_arrow_table())  # type: ignore[return-value]  # noqa: S608 - quoted
    except duckdb.Error as error:
        raise BadFileError(f"{path.name} cannot be read as a DuckDB file: {_first(error)}") from error
    except ImportError as error:
        raise BadFileError(f"{path.name} is read with pyarrow, which is not installed: pip install pyarrow") from error


def _text(path: Path) -> tuple[pl.DataFrame, list[str]]:
    text, said = _decoded(path)
    if not text.strip():
        raise BadFileError(f"{path.name} is empty")
    if "\0" in text:
        raise BadFileError(f"{path.name} holds bytes of 0: it is no text; save it as CSV in UTF-8")
    sign = _sign(text, "\t" if path.suffix.casefold() == ".tsv" else None)
    lines = _lines(text, sign, path)
    _, head = next(lines)
    # pandas writes its index as a column without a name.
    columns = [name.strip() or f"column {place}" for place, name in enumerate(head, start=1)]
    if doubled := [name for name, count in Counter(columns).items() if count > 1]:
        raise BadFileError(f"{path.name} has the column {doubled[0]!r} twice; rename one of them")
    rows = []
    for number, cells in lines:
        if len(cells) != len(columns):
            raise BadFileError(
                f"{path.name}, line {number}: {len(cells)} cells, expected {len(columns)}; a cell that holds "
                f"{sign!r} or a line break needs quotes"
            )
        rows.append([cell.strip() or None for cell in cells])
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    return frame, said


def _decoded(path: Path) -> tuple[str, list[str]]:
    content = path.read_bytes()
    name = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(name), []
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        return text, [f"{path.name} is no UTF-8 and was read as Windows-1252 (Latin-1)."]


def _sign(text: str, known: str | None) -> str:
    """Return what stands between cells: the sign that the first line has most of, outside quotes."""
    if known:
        return known
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    return max(_SIGNS, key=outside.count)


def _lines(text: str, sign: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise BadFileError(f"{path.name}, line {reader.line_num}: {error}") from error


def _first(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
