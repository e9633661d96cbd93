"""Raw facts tables: what every reader returns, how it lies on disk, and its provenance in ``source.yml``."""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import polars as pl
import yaml

from openness.project import paths, writing
from openness.project.errors import BadFileError, BadValueError, MissingFileError, UnknownNameError
from openness.project.files import read_yaml
from openness.sources.kept import SOURCE_FILE, of_listing
from openness.sources.source import Source

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Facts:
    """What a reader makes of a publisher's files."""

    frame: pl.DataFrame  # one row per record, all columns strings, the publisher's labels unchanged
    files: dict[str, str]  # name of each file read -> sha256 of its bytes
    left_out: list[str] = field(default_factory=list)  # what the files hold and the frame does not, one sentence each
    # name -> another small table of the edition, written as ``<name>-<vintage>.csv``
    extra: dict[str, pl.DataFrame] = field(default_factory=dict)


def native_files(path: Path, suffixes: tuple[str, ...], *, folders: bool = False) -> dict[str, bytes]:
    """Return the files of a folder, of a zip or the one file itself: name -> bytes, sorted by name.

    A folder that has no such file, and one zip, is that zip: publishers hand out their files so.
    """
    check_there(path)
    found: dict[str, bytes] = {}
    try:
        if path.is_dir():
            wanted = [p for p in path.rglob("*") if p.suffix.lower() in suffixes]
            if not wanted and len(zips := [p for p in path.iterdir() if p.suffix.lower() == ".zip"]) == 1:
                return native_files(zips[0], suffixes, folders=folders)
            found = {p.relative_to(path).as_posix() if folders else p.name: p.read_bytes() for p in wanted}
        elif path.suffix.lower() == ".zip":
            with ZipFile(path) as archive:
                members = [m for m in archive.namelist() if Path(m).suffix.lower() in suffixes]
                members = [m for m in members if not m.startswith("__MACOSX")]
                found = {m if folders else Path(m).name: archive.read(m) for m in members}
        elif path.suffix.lower() in suffixes:
            found = {path.name: path.read_bytes()}
    except BadZipFile as error:
        raise BadFileError(f"{path} is not a readable zip: {error}") from error
    except OSError as error:
        raise MissingFileError(f"cannot read {path}: {error.strerror}") from error
    if not found:
        raise MissingFileError(f"{path} holds no {' or '.join(suffixes)} file")
    return dict(sorted(found.items()))


def check_there(path: Path) -> None:
    """Raise ``MissingFileError`` where there is nothing to read."""
    if str(path).startswith(("http:/", "https:/")):
        raise MissingFileError(f"cannot import {path}: give a folder, a zip or a file that has been downloaded")
    if not path.exists():
        raise MissingFileError(f"{path} is not there")


def read_csv(data: bytes, name: str) -> pl.DataFrame:
    """Parse a CSV file with every column a string and blanks null."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFileError(f"{name} is not UTF-8: {error.reason} at byte {error.start}") from error
    if not text.strip():
        raise BadFileError(f"{name} is empty")
    try:
        header, *records = csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error as error:
        raise BadFileError(f"{name} is not a readable CSV, cut off or badly quoted: {error}") from error
    doubled = sorted({column for column in header if header.count(column) > 1})
    if doubled:
        raise BadFileError(f"{name} has two columns called {doubled[0]!r}")
    for number, record in enumerate(records, start=2):
        if len(record) != len(header):
            raise BadFileError(f"{name}, record {number}: {len(record)} fields, the header has {len(header)}")
    columns = zip(*records, strict=True) if records else ([] for _ in header)
    return pl.DataFrame(
        {column: [value or None for value in values] for column, values in zip(header, columns, strict=True)},
        schema=dict.fromkeys(header, pl.String),
    )


def check_columns(frame: pl.DataFrame, columns: Iterable[str], name: str, hint: str = "") -> None:
    """Raise ``BadFileError`` where a table lacks columns."""
    if missing := [column for column in columns if column not in frame.columns]:
        raise BadFileError(f"{name} lacks the column {', '.join(map(repr, missing))}{hint}")


def fingerprints(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the sha256 of each file, as ``source.yml`` keeps it."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def one_table(
    path: Path, name: str, columns: Sequence[str], required: Sequence[str], *, whose: str, others: str
) -> Facts:
    """Read a publisher's one CSV file: the columns that are wanted; ``others`` says what is left out."""
    files = native_files(path, (".csv",))
    if name not in files:
        raise MissingFileError(f"{path} holds no {name}; found {', '.join(files)}")
    frame = read_csv(files[name], name)
    check_columns(frame, required, name, f": is it {whose} file?")
    dropped = [column for column in frame.columns if column not in columns]
    return Facts(
        frame=frame.select(column for column in columns if column in frame.columns),
        files=fingerprints({name: files[name]}),
        left_out=[f"{others}: {', '.join(dropped)}"] if dropped else [],
    )


def checked_vintage(text: str) -> str:
    """Return a vintage if it is a calendar date, else raise ``BadValueError``."""
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        date.fromisoformat(text)
    except ValueError:
        raise BadValueError(f"vintage {text!r} is not a date like 2026-03-30") from None
    return text


def vintage_of(path: Path) -> str:
    """Return the date in the name of a file or folder, or ask for one."""
    for part in (path.name, path.parent.name):
        if match := _DATE.search(part):
            return checked_vintage(match.group())
    raise BadValueError(f"no date in {path.name!r}; say which edition it is with --vintage YYYY-MM-DD")


def write(
    facts: Facts,
    source: Source,
    folder: Path,
    vintage: str,
    *,
    accessed: str | None = None,
    version: str | None = None,
    origin: str | None = None,
    replace: bool = False,
) -> Path:
    """Write ``<vintage>.csv`` and its extra tables, and enter the vintage in ``source.yml``.

    What is kept there by hand stays. Files that were imported before keep day, version and origin, unless others are
    given. An edition that is there with other content is replaced only when ``replace`` says so.
    """
    with writing.locked(folder):
        return _write(facts, source, folder, vintage, accessed, version, origin, replace=replace)


def _write(
    facts: Facts,
    source: Source,
    folder: Path,
    vintage: str,
    accessed: str | None,
    version: str | None,
    origin: str | None,
    *,
    replace: bool,
) -> Path:
    text = facts.frame.write_csv(line_terminator="\n")
    extra = {name: frame.write_csv(line_terminator="\n") for name, frame in facts.extra.items()}
    path = folder / f"{vintage}.csv"
    listing = folder / SOURCE_FILE
    known = read_yaml(listing.read_bytes(), paths.shown(listing)) if listing.is_file() else {}
    vintages = {str(name): one for name, one in (known.get("vintages") or {}).items()}
    before = vintages.get(vintage) or {}
    table_sha256 = hashlib.sha256(text.encode()).hexdigest()
    if not replace and before.get("table_sha256", table_sha256) != table_sha256:
        raise BadValueError(
            f"{paths.shown(path)} holds this edition with other content ({before.get('rows')} rows, now "
            f"{facts.frame.height}); --replace writes over it"
        )
    before = before if before.get("files") == facts.files else {}
    vintages[vintage] = {
        "published": vintage,
        "accessed": accessed or before.get("accessed") or datetime.now(UTC).date().isoformat(),
        "version": version or before.get("version"),
        **({"origin": found} if (found := origin or before.get("origin")) else {}),
        "files": facts.files,
        "rows": facts.frame.height,
        "table_sha256": table_sha256,
        "left_out": facts.left_out,
    }
    if extra:
        vintages[vintage]["extra"] = {
            name: {"rows": facts.extra[name].height, "table_sha256": hashlib.sha256(table.encode()).hexdigest()}
            for name, table in extra.items()
        }
    kept = of_listing(known, paths.shown(listing))
    producer = source.producer
    entry = {
        "producer": producer.producer,
        "title": producer.title,
        "url": producer.url,
        "license": {"id": producer.license_id, "url": producer.license_url},
        "citation": producer.citation,
        **({"dating": producer.dating} if producer.dating else {}),
        "population": kept.population or source.population,
        "caveats": [asdict(caveat) for caveat in kept.caveats or source.caveats],
        "vintages": dict(sorted(vintages.items())),
    }
    dumped = yaml.safe_dump(entry, sort_keys=False, allow_unicode=True, width=110)
    tables_text = {path.name: text, **{f"{name}-{vintage}.csv": table for name, table in extra.items()}}
    contents = {name: content.encode() for name, content in {**tables_text, SOURCE_FILE: dumped}.items()}
    writing.write_set(folder, contents, last=SOURCE_FILE)
    return path


def read_source(folder: Path) -> dict[str, Any]:
    """Read a source's ``source.yml``."""
    listing = folder / SOURCE_FILE
    if not listing.is_file():
        raise MissingFileError(
            f"{paths.shown(listing)} is not there; write it with 'openness import {folder.name} PATH'"
        )
    entry = read_yaml(listing.read_bytes(), paths.shown(listing))
    if not isinstance(entry, dict) or not isinstance(entry.get("vintages"), dict) or not entry["vintages"]:
        raise BadFileError(f"{paths.shown(listing)} lists no vintages")
    entry["vintages"] = {str(vintage): facts for vintage, facts in entry["vintages"].items()}
    return entry


def read(folder: Path, vintage: str, source: dict[str, Any] | None = None) -> pl.DataFrame:
    """Read a raw facts table and hold it against its provenance."""
    source = source or read_source(folder)
    stated = _stated(folder, vintage, source)
    return _checked(folder / f"{vintage}.csv", stated).with_row_index("row", offset=2)


def read_extra(folder: Path, vintage: str, name: str) -> pl.DataFrame:
    """Read another small table of an edition, such as the license list of ``mot``, and check it the same way."""
    extra = _stated(folder, vintage, read_source(folder)).get("extra") or {}
    if name not in extra:
        raise UnknownNameError("extra table", name, extra, where=f"{folder.name} {vintage}")
    return _checked(folder / f"{name}-{vintage}.csv", extra[name])


def _stated(folder: Path, vintage: str, source: dict[str, Any]) -> dict[str, Any]:
    if vintage not in source["vintages"]:
        raise UnknownNameError("vintage", vintage, source["vintages"], where=f"source {folder.name}")
    return source["vintages"][vintage]


def _checked(path: Path, stated: dict[str, Any]) -> pl.DataFrame:
    name = paths.shown(path)
    if not path.is_file():
        raise MissingFileError(f"{name} is not there, though {SOURCE_FILE} lists it; import it again")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != stated["table_sha256"]:
        rows = read_csv(data, name).height
        if rows != stated["rows"]:
            raise BadFileError(f"{name} is truncated or edited: {rows} rows, {SOURCE_FILE} says {stated['rows']}")
        raise BadFileError(
            f"{name} has been edited: its sha256 is not the one in {SOURCE_FILE}; raw data is never edited, "
            "corrections go into data/raw/corrections"
        )
    return read_csv(data, name)
