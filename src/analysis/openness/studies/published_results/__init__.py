"""What the report on published figures knows."""
