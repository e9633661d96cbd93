"""How well texts are read: each clause right, abstained or wrong against labels made by hand.

Labels are a CSV of ``text, clause, label``. A label may name several values that are right, between ``|``; ``abstain``
is one that stays undecided; members of a list stand between ``+``; ``SKIP`` is not judged. The texts themselves are not
kept: a folder has them, by name.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openness.licenses.clauses import verdicts
from openness.licenses.clauses.declared import ORDER, UNSPECIFIED
from openness.licenses.texts.read import Reading, read_text
from openness.project import paths

SKIPPED = "SKIP"
_NONE = ("None", "none", "()", "False")


@dataclass
class Score:
    """What a set of texts came to."""

    texts: int = 0
    right: int = 0
    abstained: int = 0
    wrong: list[tuple[str, str, Any, str]] = field(default_factory=list)  # text, clause, what was read, label
    too_loose: list[tuple[str, str, str]] = field(default_factory=list)  # text, tier that was read, tier at least

    @property
    def cells(self) -> int:
        """Clauses that were judged."""
        return self.right + self.abstained + len(self.wrong)


FILE = "reading.csv"


def kept() -> list[dict[str, str]]:
    """Return what sets of labeled texts came to when they were last scored, with ``benchmarks/reader.py``."""
    with (paths.raw() / "licenses" / FILE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def labels(path: Path) -> dict[str, dict[str, str]]:
    """Return text -> clause -> label, without those that are not judged."""
    found: dict[str, dict[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["label"] != SKIPPED:
                found.setdefault(row["text"], {})[row["clause"]] = row["label"]
    return found


def score(folder: Path, labeled: Mapping[str, Mapping[str, str]], names: Iterable[str]) -> Score:
    """Return how the texts of a folder that have labels are read, by their words alone."""
    made = Score()
    for name in names:
        path = folder / f"{name}.txt"
        if not path.is_file():
            continue
        made.texts += 1
        reading = read_text(path.read_bytes(), by_record=False)
        for clause, label in labeled[name].items():
            if clause not in reading.clauses:
                continue
            outcome = judged(reading, clause, label)
            if outcome == "wrong":
                made.wrong.append((name, clause, said(reading.clauses[clause]), label))
            elif outcome == "right":
                made.right += 1
            else:
                made.abstained += 1
        read, least = verdicts.of_reading(reading).tier, tier_at_least(labeled[name])
        if read != UNSPECIFIED and least and ORDER.index(read) < ORDER.index(least):
            made.too_loose.append((name, read, least))
    return made


def judged(reading: Reading, clause: str, label: str) -> str:
    """Return whether a clause is ``right``, ``abstained`` or ``wrong``."""
    meant = alternatives(label)
    if clause in reading.undecided:
        return "right" if "abstain" in meant else "abstained"
    return "right" if said(reading.clauses[clause]) in meant else "wrong"


def alternatives(label: str) -> set[str]:
    """Return the values that a label allows, in the form of :func:`said`."""
    if label.startswith("('"):  # The older form of a list.
        label = label.strip("()").replace("'", "").replace(", ", "+").strip("+, ")
    return {_folded(one) for one in label.split("|")}


def said(value: Any) -> str:
    """Return a value of a clause as a label writes it."""
    if isinstance(value, (tuple, list)):
        return _folded("+".join(_part(one) for one in value))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:.15g}"
    return _folded(str(value))


def _part(one: Any) -> str:
    if hasattr(one, "measure"):
        return f"{one.measure}>{one.amount:.15g}/{one.period}/{one.counted}/{one.effect}"
    return one.what if hasattr(one, "what") else str(one)


def _folded(words: str) -> str:
    words = words.strip()
    if words in ("", *_NONE):
        return words.casefold() if words in ("False",) else "none"
    try:
        return f"{float(words):.15g}"
    except ValueError:
        return "+".join(sorted(set(words.casefold().split("+"))))


_OF_TIERS = (
    "commercial_use", "behavioural_use_restrictions", "registration_required", "output_training_restriction",
    "redistribution", "derivatives", "threshold_effect", "revocable", "licensor_may_amend", "military_ban",
    "geo_exclusion", "business_restriction",
)  # fmt: skip


def tier_at_least(labeled: Mapping[str, str]) -> str | None:
    """Return the tier that the labels of a text set at least, whatever the clauses say that have none."""
    values = {name: _value(labeled[name]) for name in _OF_TIERS if name in labeled and "|" not in labeled[name]}
    values = {name: value for name, value in values.items() if value != "abstain"}
    return verdicts.of_clauses(values).at_least


def _value(label: str) -> Any:
    plain = {"True": True, "False": False, "None": None, "()": ()}
    if label in plain:
        return plain[label]
    if label.startswith("('"):
        return tuple(one for one in label.strip("()").replace("'", "").split(", ") if one)
    return label
