"""Notebooks -> an offline HTML site.

``report.make_report`` checks everything first, runs what has to run, and writes the site. The steps, in order:
``discovery`` and ``parameters`` (which notebooks, with which values), ``cache`` (has it been run before?),
``execute`` (papermill), ``figures`` and ``drawing`` (charts and their files), ``render`` (one page), ``site`` (all),
``manifest`` (what was written).
"""
