"""GitHub Innovation Graph: how many developers of each economy pushed to repositories under each license, by quarter.

``NA`` among the economies is Namibia and not a blank. GitHub leaves out cells of fewer than 100 developers.
"""

from calendar import monthrange
from pathlib import Path

from openness.project.errors import BadFileError, BadValueError
from openness.sources.facts import Facts, check_columns, fingerprints, native_files, read_csv

FILE = "licenses.csv"
REQUIRED = ("num_pushers", "spdx_license", "iso2_code", "year", "quarter")


def edition_of(path: Path) -> str:
    """Return the last day of the last quarter in the table."""
    _, frame = _table(path)
    try:
        year, quarter = max((int(year), int(quarter)) for year, quarter in frame.select("year", "quarter").iter_rows())
        month = 3 * quarter
        return f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"
    except (TypeError, ValueError) as error:
        raise BadFileError(f"{FILE} has a year or quarter that is none: {error}") from error


def read(path: Path, edition: str) -> Facts:
    """Read an edition, every column as published."""
    data, frame = _table(path)
    if edition != (found := edition_of(path)):
        raise BadValueError(f"{FILE} ends on {found}, so it is not the edition of {edition}")
    return Facts(frame.select(REQUIRED), fingerprints({FILE: data}))


def _table(path: Path):
    files = native_files(path, (".csv",))
    data = files.get(FILE) or next(iter(files.values()))
    frame = read_csv(data, FILE)
    check_columns(frame, REQUIRED, FILE)
    if frame.is_empty():
        raise BadFileError(f"{FILE} has no rows")
    return data, frame
