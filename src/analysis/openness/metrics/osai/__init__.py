"""Osai."""
