"""License knowledge: ``strings`` to identifiers, ``texts`` to clauses, ``clauses`` to verdicts, ``rights`` to answers.

What others need most is here by name, loaded when it is first asked for. The room stands on ``project`` and on what
``tables.schema`` declares of clauses, tiers and kinds; it knows no source, no table of data and no chart.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openness.licenses.clauses.catalog import get as record
    from openness.licenses.clauses.verdicts import explain, tier
    from openness.licenses.clauses.verdicts import of_license as verdict
    from openness.licenses.rights.answer import may
    from openness.licenses.rights.asker import Company
    from openness.licenses.rights.matrix import matrix
    from openness.licenses.rights.show import permits
    from openness.licenses.strings.match import match, match_all, match_column
    from openness.licenses.texts.read import read_text

__all__ = [
    "Company",
    "explain",
    "match",
    "match_all",
    "match_column",
    "matrix",
    "may",
    "permits",
    "read_text",
    "record",
    "tier",
    "verdict",
]

_HOME = {
    "match": ("strings.match", "match"),
    "match_all": ("strings.match", "match_all"),
    "match_column": ("strings.match", "match_column"),
    "read_text": ("texts.read", "read_text"),
    "record": ("clauses.catalog", "get"),
    "verdict": ("clauses.verdicts", "of_license"),
    "tier": ("clauses.verdicts", "tier"),
    "explain": ("clauses.verdicts", "explain"),
    "permits": ("rights.show", "permits"),
    "may": ("rights.answer", "may"),
    "matrix": ("rights.matrix", "matrix"),
    "Company": ("rights.asker", "Company"),
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOME[name]
    return getattr(import_module(f"{__name__}.{module}"), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
