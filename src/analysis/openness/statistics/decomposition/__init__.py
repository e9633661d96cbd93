"""How much of a change in a share is composition, and how much is change within groups.

A share can move because the rows are others (more of one country, of small models, of new developers) while
nothing became more open, or because the same kinds of rows became more open. Both are the same line on a chart.

All ways to split it (:mod:`~openness.statistics.decomposition.split`) take these parameters:

Parameters
----------
frame
    One row an observation, such as a release. Any frame that narwhals knows; a lazy one is collected.
factor, factors
    Columns of categories, or ``developer_turnover``, which is always there: whether the cluster has rows in both
    periods or in one. Null is a category of its own, ``unknown``. Of several, up to six, the order does not matter.
**options
    Fields of :class:`~openness.statistics.decomposition.sample.Options`; ``before`` and ``after`` have no default.

Returns
-------
frame of the caller's kind
    :data:`~openness.statistics.results.CONTRIBUTIONS` for both panels.

Raises
------
UnknownNameError
    A column is not there, or ``every`` is no period.
BadValueError
    A period is none, the two overlap, a number is out of range; there is no factor, too many, or one twice.
"""
