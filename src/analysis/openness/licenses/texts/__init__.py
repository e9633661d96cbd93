"""License texts -> what they say, clause by clause, each with the words and the line that say so.

``document`` makes one line of words out of whatever a file holds, and cuts it into sentences; ``patterns`` are
those of legal English, with ``numbers`` for amounts; ``identity`` says which license it is. The way in is
:func:`openness.licenses.texts.read.read_text`.
"""
