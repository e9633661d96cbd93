"""``docs/api.md``: the functions that others call, with their signatures and docstrings; run as a module."""

from __future__ import annotations

import importlib
import inspect
import re
import sys
from collections.abc import Iterator
from typing import Any

MODULES = (
    "openness",
    "openness.licenses",
    "openness.measures.ask",
    "openness.metrics.registry",
    "openness.statistics.shares",
    "openness.statistics.share_intervals",
    "openness.statistics.differences",
    "openness.statistics.contrast",
    "openness.statistics.survival",
    "openness.charts",
)
"""What has a place in the reference: rooms that declare what they offer, and modules of which all is public."""

_UNDERLINED = re.compile(r"^(\S[^\n]*)\n-{3,}$", re.MULTILINE)


def reference() -> str:
    """Return the reference as Markdown."""
    found = {name: list(offered(name)) for name in MODULES}
    lines = ["# API reference", "", "Written by `make docs` from the docstrings; change those.", ""]
    for module, members in found.items():
        links = ", ".join(f"[`{name}`](#{anchor(module, name)})" for name, _ in members)
        lines += [f"- `{module}`: {links}"] if links else []
    for module, members in found.items():
        if members:
            lines += ["", f"## {module}", "", _first_line(importlib.import_module(module))]
        for name, member in members:
            lines += ["", f'<a id="{anchor(module, name)}"></a>', "", f"### {name}", ""]
            lines += ["```python", f"{name}{_signature(member)}", "```", "", _docstring(member)]
    return "\n".join(lines) + "\n"


def offered(module: str) -> Iterator[tuple[str, Any]]:
    """Yield name and object of what a module offers: what it declares, else the functions and classes it defines."""
    room = importlib.import_module(module)
    declared = getattr(room, "__all__", None) or list(getattr(room, "_HOME", ()))
    names = declared or [name for name, one in vars(room).items() if getattr(one, "__module__", None) == module]
    for name in names:
        member = getattr(room, name)
        if not name.startswith("_") and (inspect.isfunction(member) or inspect.isclass(member)):
            yield name, member


def anchor(module: str, name: str) -> str:
    """Return the anchor of a function: the same whatever shows the page."""
    return f"{module}.{name}".lower().replace(".", "-").replace("_", "-")


def _first_line(room: object) -> str:
    return (inspect.getdoc(room) or "").partition("\n\n")[0].replace("\n", " ")


def _signature(member: Any) -> str:
    try:
        return re.sub(r" at 0x[0-9a-f]+", "", str(inspect.signature(member)))
    except ValueError:
        return ""


def _docstring(member: Any) -> str:
    """Return a docstring with its numpy headings in bold and its Sphinx roles as code."""
    text = _UNDERLINED.sub(r"**\1**\n", inspect.getdoc(member) or "")
    return re.sub(r":\w+:`~?([^`]+)`", r"`\1`", text).replace("``", "`")


if __name__ == "__main__":
    sys.stdout.write(reference())
