"""Notebooks run in this process, with what they hand to charts and tables kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import nbformat
import polars as pl

from openness import charts
from openness.project import paths


@dataclass(frozen=True)
class Page:
    """What a notebook left behind: its variables, and of each chart its frame and what else it was handed."""

    names: Mapping[str, Any]
    charts: Mapping[str, tuple[pl.DataFrame, Mapping[str, Any]]]


def run(stem: str, monkeypatch, **parameters: object) -> Page:
    """Run the code of a notebook, with other parameters where some are given; charts are recorded and not drawn."""
    drawn: dict[str, tuple[pl.DataFrame, Mapping[str, Any]]] = {}

    def recorder(name: str):
        def record(frame=None, *_args, **given):
            if isinstance(frame, pl.DataFrame):
                drawn[given.get("name", given.get("title", name))] = (frame, given)

        return record

    for name in charts.__all__:
        if name not in {"label", "use_theme"} and callable(getattr(charts, name)):
            monkeypatch.setattr(charts, name, recorder(name))
    names: dict[str, Any] = {"print": lambda *_, **__: None}
    path = next((paths.root() / "notebooks").glob(f"{stem}_*.ipynb"))
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, f"{path.name}", "exec"), names)
            if "parameters" in cell.metadata.get("tags", ()):
                names |= parameters
    return Page(names, drawn)
