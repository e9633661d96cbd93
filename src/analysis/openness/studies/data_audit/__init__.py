"""Data audit."""
