"""How a command ends: an answer, or one line on standard error and an exit status; never a traceback for bad input."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import typer

from openness.project.errors import BadValueError, OpennessError
from openness.project.paths import ROOT_VARIABLE
from openness.tables.one_build import steady

if TYPE_CHECKING:
    from collections.abc import Iterator

_INTERRUPTED = 128 + signal.SIGINT


def run(app: typer.Typer, arguments: list[str] | None) -> None:
    """Run a command and leave Python with its exit status: 2 for bad input, 128 and the signal where stopped."""
    try:
        _check_threads()
        with _terminable(), steady(), _own_root():
            code = app(args=arguments, standalone_mode=False)
            sys.stdout.flush()
    except OpennessError as error:
        _fail(str(error))
    except _TerminatedError:
        _fail("stopped", 128 + signal.SIGTERM)
    except (KeyboardInterrupt, typer.Abort):
        _fail("stopped", _INTERRUPTED)
    except BrokenPipeError:
        # The reader of a pipe (head) has left; there is nobody to tell.
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        _fail_to_write(error)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        # An option or argument that the parser refused.
        if message := " ".join(error.format_message().split()):
            _fail(message)
        # Called without arguments: the help has been printed.
        sys.exit(2)
    if code == _INTERRUPTED:  # What typer makes of Ctrl-C.
        _fail("stopped", _INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


class _TerminatedError(BaseException):
    """SIGTERM: nothing may catch it on its way, as nothing may catch Ctrl-C, so that half-written files go."""


@contextmanager
def _terminable() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _TerminatedError

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # Not the main thread: signals are somebody else's.
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _own_root() -> Iterator[None]:
    """Forget a ``--root`` when the command ends: whoever calls it from Python has a project of their own."""
    before = os.environ.get(ROOT_VARIABLE)
    try:
        yield
    finally:
        os.environ.pop(ROOT_VARIABLE, None)
        if before is not None:
            os.environ[ROOT_VARIABLE] = before


def _check_threads() -> None:
    """Refuse a number of threads at which polars panics."""
    name = "POLARS_MAX_THREADS"
    if (number := os.environ.get(name)) is not None and not (number.isascii() and number.isdigit() and int(number)):
        raise BadValueError(f"{name} is {number!r}, expected a number of threads, 1 or more")


def _fail_to_write(error: OSError) -> None:
    """Say that an answer could not be written, and keep Python from trying again when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    where = f" {error.filename}" if error.filename else ""
    _fail(f"cannot read or write{where}: {error.strerror or error}")


_LONGEST = 300
"""Characters of a message: what matters stands first, and a value of a million characters is no help."""
_LONGEST_WORD = 160


def _fail(message: str, status: int = 2) -> None:
    # A long word is most likely what was given, such as a name; its beginning tells which one it is.
    short = " ".join(word if len(word) <= _LONGEST_WORD else f"{word[:90]}…{word[-40:]}" for word in message.split(" "))
    if len(short) > _LONGEST:
        short = f"{short[: _LONGEST - 1]}…"
    with suppress(OSError, ValueError):
        typer.echo(f"openness: {short}", err=True)
    sys.exit(status)
