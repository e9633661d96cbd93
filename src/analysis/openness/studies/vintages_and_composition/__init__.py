"""Vintages."""
