"""License landscape."""
