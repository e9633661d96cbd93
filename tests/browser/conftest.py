"""The site of the real notebooks, opened in Chromium from the file system with the network off."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from openness.project import paths
from openness.site import report

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium():
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs a Chromium for the browser test; .ci/run installs it")
        pytest.skip("there is no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the real notebooks; quick after ``make report``, whose runs are cached."""
    assert real == paths.processed()
    result = report.make_report(out=tmp_path_factory.mktemp("site"), progress=False)
    assert result.failures == []
    return result.index.parent


@pytest.fixture
def opened(chromium, site):
    """Open a page of the site and collect what it asks for and complains of."""
    contexts = []

    def open_(name: str, **options):
        context = chromium.new_context(offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        requests, complaints = [], []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda line: complaints.append(line.text) if line.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto((site / name).as_uri())
        page.wait_for_load_state("load")
        page.wait_for_function(
            "[...document.querySelectorAll('figure.chart')].every(chart => chart.querySelector('.drawing svg'))"
        )
        return page, requests, complaints

    yield open_
    for context in contexts:
        context.close()
