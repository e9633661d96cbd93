"""Where sources contradict each other on one model."""
