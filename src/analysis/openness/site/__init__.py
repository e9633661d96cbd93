"""Notebooks -> an offline HTML site.

``report.make_report`` checks everything first, runs what has to run, and writes the site. The rooms, in order:
``run`` (which notebooks, with which values, from which code; run them or take them from the cache), ``pages`` (executed
notebooks to pages and charts to files), ``releases`` (the table of all releases, the metrics, the exports).
``compare`` holds two sites, or two editions of a source, against each other; ``dictionary`` is the data dictionary.
"""
