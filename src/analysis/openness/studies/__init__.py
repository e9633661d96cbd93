"""Trends: which release counts as open, and shares, counts and means over time with their intervals."""
