"""Notebooks with their parameters and studies: what a report is made from, run under papermill and kept."""
