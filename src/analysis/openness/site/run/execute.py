"""Run notebooks under papermill, several at a time."""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, TypeVar
from weakref import WeakSet

import papermill
import zmq
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError
from traitlets import default

from openness.charts.display import STILLS_VARIABLE
from openness.project import writing
from openness.site.run import cache, notebook
from openness.site.run.notebook import Cell, Notebook
from openness.site.run.parameters import Value

Result = TypeVar("Result")

# Whatever is wrong with a parameter has been said by now, in better words.
logging.getLogger("papermill").setLevel(logging.CRITICAL)

_ERROR_TAG = "papermill-error-cell-tag"
_TIMED = ("papermill", "execution")
"""Metadata that differs between two runs of the same notebook."""

_BLINK = 0.2
"""Seconds between two looks at whether somebody wants to stop."""

_RANDOM_ID = re.compile(r"altair-viz-[0-9a-f]{32}")


def _apart(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a kernel that runs nobody's code but the notebook's and that of installed packages.

    Whatever Python files lie in the folder where the command was called, and whatever IPython or Python would run at
    its start for the person who called it, would become part of a result that is kept under our own name.
    """
    kept = {name: value for name, value in environment.items() if name != "PYTHONSTARTUP"}
    settings = cache.folder() / "ipython"
    writing.make_folder(settings)
    # The site draws the pictures itself, aside.
    return {**kept, "PYTHONSAFEPATH": "1", "IPYTHONDIR": str(settings), STILLS_VARIABLE: "0"}


class StoppableKernelManager(AsyncKernelManager):
    """A kernel manager that knows its fellows, so that another thread can stop them all.

    Kernels live in sessions of their own, so Ctrl-C in a terminal does not reach them: without this, a report that
    is interrupted would wait for its notebooks to end.
    """

    _all: ClassVar[WeakSet[StoppableKernelManager]] = WeakSet()
    are_stopped: ClassVar[bool] = False  # whether somebody has stopped them all: what then fails says nothing

    # Kernels listen on local ports: without encryption each warns that anyone on the machine could listen in.
    @default("transport_encryption")
    def _encrypted(self) -> str:
        return "auto" if zmq.has("curve") else "disabled"

    async def start_kernel(self, **options: Any) -> None:
        """Start the kernel, apart from the folder and the habits of whoever asked, and remember it."""
        await super().start_kernel(env=_apart(options.pop("env", None) or os.environ), **options)
        self._all.add(self)

    @classmethod
    def stop_all(cls) -> None:
        """Kill every kernel that still runs; whoever waits for one gets a ``DeadKernelError``."""
        cls.are_stopped = True
        for manager in list(cls._all):
            process = getattr(manager.provisioner, "process", None)
            if process is not None and process.poll() is None:
                with suppress(ProcessLookupError):
                    os.kill(process.pid, signal.SIGKILL)


@dataclass(frozen=True)
class CellError:
    """What stopped a notebook."""

    cell: int  # number of the cell, from 1, as the page counts them
    message: str  # name and text of the exception, one line


def run(path: Path, values: Mapping[str, Value], on_cell: Callable[[Cell], None]) -> Notebook:
    """Run a notebook."""
    ran: dict[int, Cell] = {}
    running = 0

    def started(cell_index: int, **_: object) -> None:
        nonlocal running
        running = cell_index

    def finished(cell: Cell, cell_index: int, **_: object) -> None:
        ran[cell_index] = cell
        on_cell(cell)

    with tempfile.TemporaryDirectory(prefix="openness-") as scratch, _event_loop():
        output = Path(scratch) / path.name
        execute = partial(
            papermill.execute_notebook,
            str(path),
            str(output),
            parameters=dict(values),
            # The kernel of this very environment, whatever the notebook was last saved with.
            kernel_name="python3",
            language="python",
            progress_bar=False,
        )
        try:
            execute(
                on_cell_start=started,
                on_cell_executed=finished,
                kernel_manager_class=StoppableKernelManager,
                # The kernel is not used again, so it need not end in good order.
                shutdown_kernel="immediate",
                # Written twice a cell, a large notebook takes longer to write than to run.
                request_save_on_cell_execute=False,
            )
        except PapermillExecutionError:
            pass  # The failing cell holds the error.
        except DeadKernelError:
            # Nothing was written: put what ran into the notebook as it was before.
            execute(prepare_only=True)
            return _settled(_of_the_dead(json.loads(output.read_bytes()), ran, running))
        return _settled(json.loads(output.read_bytes()))


def error(executed: Notebook) -> CellError | None:
    """Return what stopped an executed notebook, None where it ran to its end."""
    for number, cell in numbered(executed):
        for output in cell.get("outputs", ()):
            if output["output_type"] == "error":
                message = " ".join(f"{output['ename']}: {output['evalue']}".split())
                return CellError(number, message)
    return None


def numbered(executed: Notebook) -> list[tuple[int, Any]]:
    """Return the cells with their numbers in the author's notebook; a cell papermill added shares the last one."""
    number, found = 0, []
    for cell in executed["cells"]:
        number += notebook.INJECTED_TAG not in notebook.tags(cell)
        found.append((number, cell))
    return found


def in_threads(tasks: list[Callable[[], Result]], jobs: int) -> list[Result]:
    """Return the results of tasks, run ``jobs`` at a time.

    An interrupt, or an error in one of them, kills all kernels and drops the tasks that wait.
    """
    StoppableKernelManager.are_stopped = False
    with ThreadPoolExecutor(jobs) as pool:
        futures: list[Future[Result]] = [pool.submit(task) for task in tasks]
        try:
            waiting = set(futures)
            while waiting:
                # A wait without an end does not see Ctrl-C while other threads take the signal.
                done, waiting = wait(waiting, timeout=_BLINK, return_when=FIRST_EXCEPTION)
                for future in done:
                    future.result()
            return [future.result() for future in futures]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            StoppableKernelManager.stop_all()
            raise


def count(path: Path) -> int:
    """Return the number of cells that a run of a notebook executes."""
    return sum(cell["cell_type"] == "code" for cell in notebook.read(path)["cells"])


@contextmanager
def _event_loop() -> Iterator[None]:
    """Give this thread the event loop that nbclient would make and never close."""
    loop = ensure_event_loop()
    try:
        yield
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def _of_the_dead(prepared: Notebook, ran: Mapping[int, Cell], running: int) -> Notebook:
    """Return a notebook whose kernel died: the cells that ran, and an error in the one that was running."""
    for index, cell in ran.items():
        prepared["cells"][index] = json.loads(json.dumps(cell))
    message = "the kernel died while this cell ran (out of memory, or killed)"
    outputs = prepared["cells"][running].setdefault("outputs", [])
    outputs.append({"output_type": "error", "ename": "DeadKernelError", "evalue": message, "traceback": []})
    return prepared


def _settled(executed: Notebook) -> Notebook:
    """Drop what differs between two runs of the same notebook."""
    cells = [cell for cell in executed["cells"] if _ERROR_TAG not in notebook.tags(cell)]
    for part in [executed, *cells]:
        for name in _TIMED:
            part["metadata"].pop(name, None)
    content = json.dumps({**executed, "cells": cells})
    ids = {found: f"altair-viz-{i:032x}" for i, found in enumerate(dict.fromkeys(_RANDOM_ID.findall(content)), 1)}
    return json.loads(_RANDOM_ID.sub(lambda match: ids[match[0]], content))
