"""Github licenses."""
