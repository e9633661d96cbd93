"""The study of a notebook: the folder of ``openness.studies`` that bears its name, and the studies that it rests on."""

import ast
import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from openness.project import paths
from openness.sources.kept import WHEN

PACKAGE = "openness.studies"


def folder(report: str) -> Path | None:
    """Return the folder of a report's study, None where no study bears its name."""
    found = paths.package() / "studies" / report.replace("-", "_")
    return found if (found / "parameters.py").is_file() else None


def check(report: str, values: Mapping[str, Any]) -> None:
    """Hold the parameters of a report against the rules of its study: its own ``check``, else ``PARAMETERS`` alone.

    A notebook that somebody else gave the name of a study is told by its parameters: it lacks some of the study's.
    """
    if found := folder(report):
        # Imported late: reading a notebook's parameters needs no data frames.
        rules = import_module(f"{PACKAGE}.{found.name}.parameters")
        if not rules.PARAMETERS.keys() <= values.keys():
            return
        if hasattr(rules, "check"):
            rules.check(values)
        else:
            import_module("openness.measures.ask").check_report(values, rules.PARAMETERS)


def uses(report: str) -> tuple[str, ...]:
    """Return what a report does with sources, and so which of their caveats it prints; all where nobody says."""
    found = folder(report)
    rules = import_module(f"{PACKAGE}.{found.name}.parameters") if found else None
    return getattr(rules, "USES", tuple(WHEN))


def needed(report: str, sources: Iterable[str]) -> set[str]:
    """Return the studies that a notebook rests on: the one of its name, and all that its code imports in the end."""
    folders = {path.name: path for path in (paths.package() / "studies").iterdir() if path.is_dir()}
    waiting = {own.name} if (own := folder(report)) else set()
    for source in sources:
        waiting |= imported(source, folders)
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        found.add(name)
        for path in folders[name].rglob("*.py"):
            waiting |= imported(path.read_text(encoding="utf-8"), folders) - found
    return found


def imported(source: str, known: Iterable[str]) -> set[str]:
    """Return which of the known studies a piece of code imports."""
    if "studies" not in source:
        return set()
    # What IPython alone understands (%magics, !commands) imports no study.
    plain = re.sub(r"^(\s*)[%!].*", r"\1pass", source, flags=re.MULTILINE)
    try:
        modules = set(_modules(ast.parse(plain)))
    except SyntaxError:
        modules = {PACKAGE}
    if PACKAGE in modules:
        return set(known)  # Which of them is used then shows only when it runs.
    return {name for name in known for module in modules if f"{module}.".startswith(f"{PACKAGE}.{name}.")}


def _modules(tree: ast.AST) -> Iterable[str]:
    """Yield the dotted names that code imports; of ``from a import b`` it is ``a.b``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{one.name}" for one in node.names)
