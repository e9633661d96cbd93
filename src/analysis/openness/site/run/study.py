"""The study of a notebook: the folder of ``openness.studies`` that bears its name, with the rules of its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from openness.project import paths


def folder(report: str) -> Path | None:
    """Return the folder of a report's study, None where no study bears its name."""
    found = paths.package() / "studies" / report.replace("-", "_")
    return found if (found / "parameters.py").is_file() else None


def check(report: str, values: Mapping[str, Any]) -> None:
    """Hold the parameters of a report against the rules of its study.

    A notebook that somebody else gave the name of a study is told by its parameters: it lacks some of the study's.
    """
    if found := folder(report):
        # Imported late: reading a notebook's parameters needs no data frames.
        rules = import_module(f"openness.studies.{found.name}.parameters")
        if rules.PARAMETERS.keys() <= values.keys():
            rules.check(values)
