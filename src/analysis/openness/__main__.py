"""``python -m openness`` is the command ``openness``."""

from openness.cli import main

if __name__ == "__main__":
    main()
