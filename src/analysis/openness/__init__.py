"""Measure how open AI model releases are, how that changes, and who opens what.

The rooms of the house, in the order in which data flows through them:

``project``     where files lie, how errors speak
``words``       how numbers and names read
``tables``      every table and column once; reading and writing them
``statistics``  estimators on anybody's tidy frame
``charts``      tidy frame in, altair chart out
``licenses``    license strings -> identifiers, texts -> clauses, clauses -> verdicts
``sources``     one publisher a folder: its files -> raw facts -> our tables
``cleaning``    many sources -> one set of tables in ``data/processed``
``metrics``     published openness frameworks behind one registry
``measures``    what more than one study counts
``studies``     one report a folder
``site``        notebooks -> an offline HTML site

Nothing heavy is imported here: import the room you need. What a table of one's own needs is here by name, loaded when
it is first asked for: ``ask``, ``prepare``, ``match_developer``, ``read_dates``.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOME = {
    "ask": "measures.own.asking",
    "prepare": "measures.own.prepare",
    "match_developer": "cleaning.developer_names",
    "match_developers": "cleaning.developer_names",
    "read_date": "words.dates",
    "read_dates": "words.dates",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
