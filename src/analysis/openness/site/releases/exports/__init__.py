"""One file a release, one badge a release and metric, and the tables: what others build on.

``names`` (where a release's files lie), ``records`` (JSON), ``badges`` (SVG), ``files`` (all of it, or of one release).
"""
