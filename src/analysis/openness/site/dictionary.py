"""The data dictionary: every processed table, and every result that a room declares. ``make docs`` prints it."""

import sys
from importlib import import_module

from openness.project import paths
from openness.tables import schema
from openness.words import frames
from openness.words.frames import Frame

_RESULTS = """
# Results

What reports chart and show in tables. Each is declared in a module `results.py`, which names it here; a share lies
between 0 and 1, and a note may be empty.

"""


def results() -> dict[str, Frame]:
    """Return every declared result under the name of its module and constant, modules by name."""
    found = {}
    for path in sorted(paths.package().rglob("results.py")):
        place = ".".join(["openness", *path.relative_to(paths.package()).with_suffix("").parts])
        for name, value in vars(import_module(place)).items():
            if isinstance(value, Frame) and not name.startswith("_"):
                found[f"{place}.{name}"] = value
    return found


def text() -> str:
    """Return the data dictionary as Markdown, the text of ``docs/data-dictionary.md``."""
    return schema.data_dictionary() + _RESULTS + frames.dictionary(results())


if __name__ == "__main__":
    sys.stdout.write(text())
