"""The one script that draws all charts of a site: Vega, Vega-Lite and vega-embed in one file."""

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import altair

from openness.project import paths
from openness.tables import store as tables

# In a process of its own: bundling takes seconds and vl_convert holds the interpreter's lock all the while, so that
# no notebook would start meanwhile.
_PROGRAM = "import sys, vl_convert; sys.stdout.buffer.write(vl_convert.javascript_bundle().encode())"


def javascript(otherwise: Path) -> bytes:
    """Return the bundle, made earlier where it has been: it depends on the installed packages and nothing else.

    ``make`` has it made when it installs, so that no report waits for it.
    """
    kept = Path(sys.prefix) / "share" / "openness-trends"
    folder = kept if os.access(sys.prefix, os.W_OK) else otherwise
    path = folder / f"vega-{metadata.version('vl-convert-python')}.js"
    if not path.is_file():
        tables.make_folder(folder)
        made = subprocess.run([sys.executable, "-c", _PROGRAM], check=True, stdout=subprocess.PIPE)  # noqa: S603 - our own program
        tables.replace_file(path, lambda temporary: temporary.write_bytes(made.stdout))
    return path.read_bytes()


def main() -> None:
    """Make the bundle: ``python -m openness.site.pages.bundle``."""
    javascript(paths.reports() / ".cache")


def altair_versions() -> dict[str, str]:
    """Return the versions that altair's own HTML looks for in ``window.VEGA_DEBUG`` before it asks a CDN."""
    return {
        "vega_version": altair.VEGA_VERSION,
        "vegalite_version": altair.VEGALITE_VERSION,
        "vegaembed_version": altair.VEGAEMBED_VERSION,
    }


if __name__ == "__main__":
    main()
