"""One report with several values of its parameters, side by side."""
