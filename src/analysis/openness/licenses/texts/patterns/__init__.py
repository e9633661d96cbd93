"""Patterns of legal English, one module for each clause or few.

A rule looks at the words of a document (``found.Reader``) and answers a ``Finding``, or None where the words say
nothing. It may not guess: silence is turned into a default, or into null, by ``texts.read``. ``find`` has the order.
"""
