"""Published openness frameworks, one module each.

A metric is a module with ``NAME``, ``SOURCES`` (sources whose components it can judge) and
``score(components) -> scores``.
"""
