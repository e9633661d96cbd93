"""The reader against license texts whose clauses were labeled by hand from docs/license-clauses.md."""

from pathlib import Path

import pytest
import yaml

from openness.licenses.texts.read import read_text

LABELS = Path(__file__).parent / "read_texts.yml"


def _plain(value):
    return set(value) if isinstance(value, (list, tuple)) else value.casefold() if isinstance(value, str) else value


@pytest.fixture(scope="module")
def read(license_texts):
    document = yaml.safe_load(LABELS.read_text(encoding="utf-8"))
    found = {}
    for stem, label in document.items():
        path = license_texts / f"{stem}.txt"
        assert path.is_file(), stem
        found[stem] = (label, read_text(path.read_bytes()))
    return found


def test_nearly_every_label_is_read_as_labeled(read):
    judged, wrong = 0, []
    for stem, (label, reading) in read.items():
        for name, value in (label.get("clauses") or {}).items():
            if name in reading.undecided:
                continue
            judged += 1
            if _plain(reading.clauses[name]) != _plain(value):
                wrong.append((stem, name, value, reading.clauses[name]))
    assert judged > 500
    assert len(wrong) / judged <= 0.02, wrong


def test_no_text_is_taken_for_another_license(read):
    wrong = {
        stem: reading.id
        for stem, (label, reading) in read.items()
        if label.get("id") is not None and reading.id not in (None, label["id"])
    }
    assert wrong == {}
