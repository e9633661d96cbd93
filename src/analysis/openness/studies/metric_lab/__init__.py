"""Metric lab."""
