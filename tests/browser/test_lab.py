"""JupyterLab on loopback with every other address cut off: all cells of a notebook run, and its charts draw."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from openness.project import paths

pytestmark = pytest.mark.browser

NOTEBOOK = "02_corporate_vs_community.ipynb"
ROOT = Path(__file__).parents[2]


def flags() -> list[str]:
    """The flags of ``make lab``."""
    found = re.search(r"^LAB_FLAGS := (.*?)\n\n", (ROOT / "Makefile").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return found[1].replace("\\\n", " ").replace("$(CURDIR)", str(ROOT)).split()


@pytest.fixture
def lab(real, tmp_path):
    shutil.copy(paths.notebooks() / NOTEBOOK, tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {name: str(tmp_path / ".own" / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")}
    command = [sys.executable, "-m", "jupyter", "lab", "--allow-root", "--no-browser", f"--port={port}", *flags()]
    command += ["--IdentityProvider.token=t", "--LabApp.expose_app_in_browser=True", f"--ServerApp.root_dir={tmp_path}"]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, env={**os.environ, **own}, cwd=tmp_path, stdout=log, stderr=log)
        try:
            for _ in range(200):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token=t").close()
                    break
                except OSError:
                    time.sleep(0.2)
            yield f"http://127.0.0.1:{port}/lab/tree/{NOTEBOOK}?token=t"
        finally:
            server.terminate()
            server.wait()


def test_all_charts_of_a_notebook_draw_in_jupyterlab_without_a_network(chromium, lab):
    context = chromium.new_context(viewport={"width": 1280, "height": 1000})
    outside: list[str] = []

    def only_here(route):
        if route.request.url.startswith(("http://127.0.0.1", "data:", "blob:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", only_here)
    page = context.new_page()
    page.goto(lab)
    page.wait_for_function(
        "window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'", timeout=60_000
    )
    page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(
        "!document.querySelector('.jp-InputPrompt')?.innerText.includes('*') && "
        "document.querySelectorAll('.jp-RenderedSVG svg, .jp-RenderedSVG img').length >= 5",
        timeout=120_000,
    )
    assert page.evaluate("document.querySelectorAll('.jp-RenderedText[data-mime-type*=stderr]').length") == 0
    assert "Error loading script" not in page.content()
    assert outside == []
    context.close()
