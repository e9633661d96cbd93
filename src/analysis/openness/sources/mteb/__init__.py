"""Mteb."""
