"""Openwashing."""
