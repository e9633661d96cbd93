"""The one script that draws all charts of a site: Vega, Vega-Lite and vega-embed in one file."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata
from pathlib import Path

import altair

from analysis import tables

# In a process of its own: bundling takes seconds and vl_convert holds the interpreter's lock all the while, so that
# no notebook would start meanwhile.
_PROGRAM = "import sys, vl_convert; sys.stdout.buffer.write(vl_convert.javascript_bundle().encode())"


def javascript(folder: Path) -> bytes:
    """Return the bundle, from a folder of bundles made earlier where it is there.

    Parameters
    ----------
    folder
        Where to keep it.
    """
    path = folder / f"vega-{metadata.version('vl-convert-python')}.js"
    if not path.is_file():
        tables.make_folder(folder)
        made = subprocess.run([sys.executable, "-c", _PROGRAM], check=True, stdout=subprocess.PIPE)  # noqa: S603 - our own program
        tables.replace_file(path, lambda temporary: temporary.write_bytes(made.stdout))
    return path.read_bytes()


def altair_versions() -> dict[str, str]:
    """Return the versions that altair's own HTML looks for in ``window.VEGA_DEBUG`` before it asks a CDN."""
    return {
        "vega_version": altair.VEGA_VERSION,
        "vegalite_version": altair.VEGALITE_VERSION,
        "vegaembed_version": altair.VEGAEMBED_VERSION,
    }
