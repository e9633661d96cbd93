"""Epoch."""
