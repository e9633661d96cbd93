"""Jupyter kernels that can be stopped from another thread.

Kernels live in sessions of their own, so Ctrl-C in a terminal does not reach them: without this, a report that
is interrupted would wait for its notebooks to end.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from typing import Any, ClassVar
from weakref import WeakSet

import zmq
from jupyter_client.manager import AsyncKernelManager
from traitlets import default


class StoppableKernelManager(AsyncKernelManager):
    """A kernel manager that knows its fellows."""

    _all: ClassVar[WeakSet[StoppableKernelManager]] = WeakSet()

    # Kernels listen on local ports: without encryption each warns that anyone on the machine could listen in.
    @default("transport_encryption")
    def _encrypted(self) -> str:
        return "auto" if zmq.has("curve") else "disabled"

    async def start_kernel(self, **options: Any) -> None:
        """Start the kernel and remember it."""
        await super().start_kernel(**options)
        self._all.add(self)

    @classmethod
    def stop_all(cls) -> None:
        """Kill every kernel that still runs; whoever waits for one gets a ``DeadKernelError``."""
        for manager in list(cls._all):
            process = getattr(manager.provisioner, "process", None)
            if process is not None and process.poll() is None:
                with suppress(ProcessLookupError):
                    os.kill(process.pid, signal.SIGKILL)
