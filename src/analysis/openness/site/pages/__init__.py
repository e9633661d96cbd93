"""Executed notebooks -> pages, pictures and every file of a site, with the manifest that lists them."""
