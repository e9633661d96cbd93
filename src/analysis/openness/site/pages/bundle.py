"""The one script that draws all charts of a site: Vega, Vega-Lite and vega-embed in one file."""

import hashlib
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import altair

from openness.project import paths, writing

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
    sums = path.with_suffix(".js.sha256")
    content = _whole(path, sums)
    if content is None:
        made = subprocess.run([sys.executable, "-c", _PROGRAM], check=True, stdout=subprocess.PIPE)  # noqa: S603 - our own program
        content = made.stdout
        with writing.locked(folder):
            writing.write_set(folder, {path.name: content, sums.name: _sha256(content).encode()}, last=sums.name)
    return content


def _whole(path: Path, sums: Path) -> bytes | None:
    """Return a bundle that was made earlier, None where there is none or somebody has changed it."""
    try:
        content = path.read_bytes()
        return content if sums.read_text("utf-8") == _sha256(content) else None
    except (OSError, ValueError):
        return None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main() -> None:
    """Make the bundle: ``python -m openness.site.pages.bundle``."""
    javascript(paths.cache())


def altair_versions() -> dict[str, str]:
    """Return the versions that altair's own HTML looks for in ``window.VEGA_DEBUG`` before it asks a CDN."""
    return {
        "vega_version": altair.VEGA_VERSION,
        "vegalite_version": altair.VEGALITE_VERSION,
        "vegaembed_version": altair.VEGAEMBED_VERSION,
    }


if __name__ == "__main__":
    main()
