"""Relicensing."""
