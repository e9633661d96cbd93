"""What others call a license: keys of ScanCode's LicenseDB and license tags of the Hugging Face Hub.

The pairs are kept in ``data/raw/licenses/crosswalk.csv``: ``scheme`` (``scancode`` or ``hub``), ``name``, ``id``. A
name of a scheme is one license; a license may have several names. Sources: https://scancode-licensedb.aboutcode.org/
(keys, CC-BY-4.0) and https://huggingface.co/docs/hub/repositories-licenses (tags).
"""

import csv
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError, UnknownNameError
from openness.project.once import once

FILE = "crosswalk.csv"
SCHEMES = ("scancode", "hub")
_COLUMNS = ["scheme", "name", "id"]


@once()
def read() -> Mapping[tuple[str, str], str]:
    """Return (scheme, name) -> license id, in the order of the file."""
    path = paths.raw() / "licenses" / FILE
    if not path.is_file():
        raise MissingFileError(f"{paths.shown(path)} is not there")
    header, *rows = csv.reader(path.read_text("utf-8").splitlines())
    if header != _COLUMNS:
        raise BadFileError(f"{paths.shown(path)}, line 1: expected {','.join(_COLUMNS)}, found {','.join(header)}")
    found: dict[tuple[str, str], str] = {}
    for number, row in enumerate(rows, start=2):
        if len(row) != len(_COLUMNS) or row[0] not in SCHEMES or not all(row) or (row[0], row[1]) in found:
            raise BadFileError(
                f"{paths.shown(path)}, line {number}: expected a scheme, a new name and an id, found {row}"
            )
        found[row[0], row[1]] = row[2]
    return MappingProxyType(found)


def names(identifier: str) -> dict[str, list[str]]:
    """Return what a license is called in each scheme; no names where a scheme has none."""
    found: dict[str, list[str]] = {scheme: [] for scheme in SCHEMES}
    for (scheme, name), one in read().items():
        if one == identifier:
            found[scheme].append(name)
    return found


def identifier(scheme: str, name: str) -> str:
    """Return the license that a scheme calls by a name.

    Raises
    ------
    UnknownNameError
        If there is no such scheme, or it has no such name.
    """
    if scheme not in SCHEMES:
        raise UnknownNameError("scheme", scheme, SCHEMES)
    folded = {one.casefold(): found for (own, one), found in read().items() if own == scheme}
    if name.casefold() not in folded:
        raise UnknownNameError(f"{scheme} name", name, folded)
    return folded[name.casefold()]


def rows(scheme: str | None = None, wanted: Iterable[str] = ()) -> list[dict[str, str]]:
    """Return the crosswalk as rows, of one scheme or of all, of licenses by any of their names or of all.

    Raises
    ------
    UnknownNameError
        If there is no such scheme, or a name is neither one of a scheme nor an id.
    """
    if scheme is not None and scheme not in SCHEMES:
        raise UnknownNameError("scheme", scheme, SCHEMES)
    found = [dict(zip(_COLUMNS, (*key, one), strict=True)) for key, one in read().items() if scheme in (None, key[0])]
    known = {row[key] for row in found for key in ("name", "id")}
    folded = {name.casefold() for name in wanted}
    if unknown := folded - {name.casefold() for name in known}:
        raise UnknownNameError("license name", min(unknown), sorted(known))
    return [row for row in found if not folded or folded & {row["name"].casefold(), row["id"].casefold()}]
