"""Time what a user waits for: medians of several runs, on this machine, with everything set up.

Also times what one would do without this suite: papermill, then ``nbconvert --execute``, on the same notebooks.
Run with ``make bench``; ``--runs N`` sets how often each command runs.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from openness.project import paths

BIN = Path(sys.executable).parent


def timed(command: list[str], runs: int, before: Callable[[], None] = lambda: None) -> list[float]:
    """Return the seconds of each run; the first, which warms the file cache, is not counted."""
    seconds = []
    for _ in range(runs + 1):
        before()
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, cwd=paths.root())
        seconds.append(time.perf_counter() - start)
    return seconds[1:]


def show(what: str, seconds: list[float], limit: str = "") -> None:
    middle = statistics.median(seconds)
    print(
        f"{what:<52} {middle:6.2f} s  ({min(seconds):.2f} to {max(seconds):.2f}, {len(seconds)} runs)  {limit}",
        flush=True,
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=3)
    runs = options.parse_args().runs
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        site, tables = folder / "site", folder / "processed"
        notebooks = sorted(str(path) for path in paths.notebooks().glob("*.ipynb"))
        cache = paths.reports() / ".cache"

        def forget() -> None:
            shutil.rmtree(site, ignore_errors=True)
            shutil.rmtree(cache, ignore_errors=True)

        openness = str(BIN / "openness")
        show("import openness", timed([sys.executable, "-c", "import openness"], runs), "limit 0.3 s")
        show("openness build", timed([openness, "build", "--out", str(tables)], runs), "limit 3 s")
        report = [openness, "report", "--out", str(site)]
        show("openness report, nothing cached", timed(report, runs, forget), "limit 60 s")
        show("openness report, nothing changed", timed(report, runs), "limit 3 s")
        pages = {path.name: path.stat().st_size for path in site.glob("*.html")}
        shared = site / "assets" / "vega.js"
        largest = max(pages, key=pages.__getitem__)
        print(
            f"largest page: {largest}, {pages[largest] / 1000:.0f} kB (limit 500 kB beside {shared.name}, "
            f"{shared.stat().st_size / 1000:.0f} kB)"
        )

        plain = "; ".join(f"'{BIN}/papermill' --no-progress-bar '{one}' '{folder}/out.ipynb'" for one in notebooks)
        show("plain papermill, one notebook after another", timed(["sh", "-c", plain], runs))
        convert = [str(BIN / "jupyter"), "nbconvert", "--execute", "--to", "html", "--output-dir", str(folder)]
        show("plain nbconvert --execute --to html", timed([*convert, *notebooks], runs))


if __name__ == "__main__":
    main()
