"""Trend."""
