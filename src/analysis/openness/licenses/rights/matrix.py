"""May a changed version of what is under one license be under another: every pair of some licenses."""

from collections.abc import Sequence
from typing import Any

from openness.licenses.clauses import verdicts
from openness.licenses.rights.answer import may
from openness.licenses.rights.asker import Company

USUAL = (
    "MIT",
    "Apache-2.0",
    "GPL-3.0-only",
    "AGPL-3.0-only",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "LicenseRef-llama-2",
    "LicenseRef-llama-3.1",
    "LicenseRef-llama-4",
    "LicenseRef-gemma",
    "LicenseRef-creativeml-openrail-m",
    "LicenseRef-kimi-k2-modified-mit",
)
"""Licenses of a matrix that names none."""


NOT_FOR_PROFIT = Company(is_commercial=False)
"""Who asks, if nobody is named: whether two licenses go together is another question than who may sell."""


def matrix(licenses: Sequence[str] = USUAL, company: Company = NOT_FOR_PROFIT) -> list[dict[str, Any]]:
    """Return one row per pair: ``license``, ``to_be_under``, ``answer``, ``because`` and ``section``."""
    names = list(dict.fromkeys(verdicts.resolve(one) for one in licenses))
    rows = []
    for name in names:
        for target in names:
            found = may("fine-tune", name, company, to_be_under=target)
            pair = {"license": name, "to_be_under": target, "answer": found.answer}
            rows.append(pair | {"because": found.because, "section": found.section})
    return rows
