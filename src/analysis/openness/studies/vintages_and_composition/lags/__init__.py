"""Lags."""
