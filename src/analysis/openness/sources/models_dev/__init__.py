"""Models dev."""
