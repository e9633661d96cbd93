"""Bulk reading: what tags and files of a folder, a checkout or a text say of licenses, and whether they agree.

``files`` finds and reads them, whatever they hold; ``card`` reads the front matter of a model card; ``bases`` knows
which license a base model is under; ``hashes`` names known texts for certain; ``lines`` puts one line together for
each.
"""
