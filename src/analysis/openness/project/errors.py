"""Errors a user can act on: each message is one line that says what, where, and what was expected."""

import difflib
from collections.abc import Iterable


class OpennessError(Exception):
    """Base of every error that is the input's fault; the command line turns it into one line and exit status 2."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(str(message).split()))


class MissingFileError(OpennessError):
    """A file or folder that should be there is not, or cannot be read or written."""


class BadFileError(OpennessError):
    """A file is there but broken: truncated, edited, or not of the format its name promises."""


class UnknownNameError(OpennessError):
    """A name (source, vintage, column, parameter, definition) that nothing here answers to."""

    def __init__(self, kind: str, found: object, known: Iterable[object], *, where: str = "") -> None:
        names = [str(name) for name in known]
        place = f" in {where}" if where else ""
        super().__init__(f"unknown {kind} {str(found)!r}{place}{did_you_mean(str(found), names)}")
        self.found, self.known = found, names


class BadValueError(OpennessError):
    """A value of the wrong type or outside its range."""


class CheckError(OpennessError):
    """One or more checks of a table failed; the message names every failure."""

    def __init__(self, subject: str, failures: list[str]) -> None:
        self.failures = failures
        count = f"{len(failures)} check{'s' if len(failures) != 1 else ''}"
        super().__init__(f"{subject} fails {count}: " + "; ".join(failures))


def did_you_mean(found: str, known: list[str]) -> str:
    """Return the tail of a message about an unknown name: the nearest that is known, else all of them, else nothing."""
    if not known:
        return ""
    folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(found.casefold(), folded, n=1, cutoff=0.6)
    if near:
        return f"; did you mean {folded[near[0]]!r}?"
    return "; expected one of: " + ", ".join(sorted(known))
