"""Trends of an outcome: whether a share is rising, where it jumps, and whether a dated event changed it.

All estimators take a pandas or polars frame with a row an observation, such as a release, and return one of its kind.
They share these parameters:

Parameters
----------
**columns
    ``by``, ``is_open``, ``date``, ``cluster`` and ``teams`` of :func:`openness.statistics.trend.samples.releases`.
every
    Length of a period: ``year``, ``half`` or ``quarter``; periods without rows are passed over.
min_group
    A group of fewer rows gets no estimate, and a reason why.
confidence
    Level of the intervals.

Raises
------
UnknownNameError, BadValueError
    A column is not there or holds no dates; a parameter is out of range.
"""
