"""CHAOSS: software projects that left an open source license, and forks that followed.

The table stops in July 2024, and three of its labels hold a non-breaking space. It lists only projects that a list of
formerly open software named first: moves back to an open license are not in it.
"""

from pathlib import Path

from openness.project.errors import MissingFileError
from openness.sources.facts import Facts, check_columns, fingerprints, native_files, read_csv

CHANGES_FILE = "license_changes.csv"
FORKS_FILE = "forks.csv"
REQUIRED = ("project", "relicense_date", "orig_license", "new_license", "org", "repo", "license_file")
FORKS = "forks"
FORK_REQUIRED = (
    "fork_name", "fork_date", "fork_repo", "fork_lic", "fork_owner", "from_name", "from_repo", "from_lic", "from_owner",
    "category",
)  # fmt: skip


def read(path: Path) -> Facts:
    """Read the publisher's folder or a zip of it."""
    files = native_files(path, (".csv",))
    tables = {}
    for name, required in ((CHANGES_FILE, REQUIRED), (FORKS_FILE, FORK_REQUIRED)):
        if name not in files:
            raise MissingFileError(f"{path} lacks {name}")
        frame = read_csv(files[name], name)
        check_columns(frame, required, name)
        tables[name] = frame.select(required)
    left_out = [f"{FORKS_FILE}: notes"]
    left_out += [f"{name}: all rows, forks that no change of license caused" for name in files if name not in tables]
    return Facts(
        tables[CHANGES_FILE],
        fingerprints({name: files[name] for name in tables}),
        left_out,
        {FORKS: tables[FORKS_FILE]},
    )
