"""``openness compare``: two sites or two editions held against each other."""
