"""Published openness frameworks, one module each; ``registry`` holds them all.

A module has a ``METRIC`` (see ``base``) that says which sources can support it, how each is scored, and why the others
cannot.
"""
