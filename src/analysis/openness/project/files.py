"""Files that people write by hand."""

from __future__ import annotations

from typing import Any

import yaml

from openness.project.errors import BadFileError


def read_yaml(data: bytes | str, name: str) -> Any:
    """Parse YAML.

    Raises
    ------
    BadFileError
        It does not parse; the message has the line, and says so where the line is a merge-conflict marker.
    """
    text = data.decode("utf-8", errors="replace") if isinstance(data, bytes) else data
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(("<<<<<<< ", ">>>>>>> ")):
            raise BadFileError(f"{name}, line {number}: merge-conflict marker {line[:7]!r}")
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader in C
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise BadFileError(f"{name}{line}: not valid YAML: {getattr(error, 'problem', None) or error}") from error
    except (ValueError, OverflowError, RecursionError) as error:
        raise BadFileError(f"{name}: not valid YAML: {error}") from error


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
