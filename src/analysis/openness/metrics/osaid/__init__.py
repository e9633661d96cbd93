"""Osaid."""
