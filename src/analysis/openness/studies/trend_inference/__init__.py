"""Trend inference."""
