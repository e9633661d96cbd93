"""Fmti."""
