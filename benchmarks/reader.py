"""Right, abstained and wrong of the reader of license texts, over folders of texts and their labels.

`python benchmarks/reader.py LABELS.csv FOLDER [LABELS.csv FOLDER]...`; `--wrong` lists the cells that are wrong.
"""

import argparse
from pathlib import Path

from openness.licenses.texts import score


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("pairs", nargs="+", type=Path, help="Labels and the folder of their texts, in turn.")
    options.add_argument("--wrong", action="store_true", help="List what is wrong; a text seen so is held out no more.")
    given = options.parse_args()
    for path, folder in zip(given.pairs[::2], given.pairs[1::2], strict=True):
        labeled = score.labels(path)
        made = score.score(folder, labeled, labeled)
        parts = ((made.right, "right"), (made.abstained, "abstained"), (len(made.wrong), "wrong"))
        shares = ", ".join(f"{count} {what} ({count / max(1, made.cells):.1%})" for count, what in parts)
        print(f"{path.name}: {made.texts} texts, {made.cells} cells: {shares}; tier too loose: {len(made.too_loose)}")
        if given.wrong:
            for one in (*made.wrong, *made.too_loose):
                print("  ", *one)


if __name__ == "__main__":
    main()
