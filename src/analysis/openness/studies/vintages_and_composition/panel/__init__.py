"""The European Open Source AI Index by its editions: what became of the same entries."""
