"""A table of one's own: read, its columns named, cleaned as the suite cleans its sources, and asked."""
