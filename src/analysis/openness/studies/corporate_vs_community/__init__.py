"""Corporate and community releases."""
