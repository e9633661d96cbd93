"""What the report on changes of license knows."""
