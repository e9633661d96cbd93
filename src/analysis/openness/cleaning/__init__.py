"""Cleaning: raw facts -> harmonized tables.

One module a source (``epoch``, ``osai``) says what its labels mean; ``dates``, ``names``, ``developers``,
``modalities`` and ``corrections`` hold what they share; ``harmonize`` puts the pieces together.
"""
