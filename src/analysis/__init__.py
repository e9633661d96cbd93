"""Measure how open AI model releases are, how that changes, and who opens what.

The rooms of the house, in the order in which data flows through them:

``sources``   a publisher's own files -> a raw facts table, labels unchanged
``licenses``  license strings -> identifiers and tiers
``cleaning``  raw facts -> the harmonised tables in ``data/processed``
``metrics``   published openness frameworks, one module each
``trends``    which release counts as open, shares over time, intervals
``charts``    tidy frame in, altair chart out
``reporting`` notebooks -> an offline HTML site

Nothing heavy is imported here: import the room you need.
"""

__version__ = "0.1.0"
