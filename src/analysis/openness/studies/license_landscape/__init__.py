"""The license landscape."""
