"""Cleaning: many sources -> one set of harmonized tables; ``harmonize`` puts the pieces together."""
