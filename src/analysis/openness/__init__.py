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

Nothing heavy is imported here: import the room you need.
"""

__version__ = "0.1.0"
