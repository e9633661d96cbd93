"""Pages of hostile names, opened in Chromium: nothing of them runs, and the charts stand."""

from __future__ import annotations

import pytest
from tests.site.conftest import SPEC, code, make_project, write_notebook
from tests.site.pages.test_hostile import CELL, NAMES

from openness.project import paths
from openness.site import report

pytestmark = pytest.mark.browser


@pytest.fixture
def page_of_names(chromium, tmp_path, monkeypatch):
    root = make_project(tmp_path / "project")
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(root))
    rows = [{"count": number, "year": name} for number, name in enumerate(NAMES)]
    chart = {**SPEC, "vconcat": [{**SPEC["vconcat"][0], "data": {"values": rows}}]}
    shown = f"display({{'application/vnd.openness.chart+json': {chart!r}, 'text/plain': 'a chart'}}, raw=True)"
    write_notebook(
        root / "notebooks" / "01_hostile.ipynb",
        "# Hostile",
        code(CELL.format(names=NAMES, how="Markdown(' '.join(names))"), "finding"),
        code(CELL.format(names=NAMES, how="Markdown('\\n'.join('- ' + one for one in names))")),
        code(CELL.format(names=NAMES, how=shown)),
    )
    folder = report.make_report(progress=False).index.parent
    context = chromium.new_context(offline=True)
    page = context.new_page()
    complaints = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((folder / "hostile.html").as_uri())
    page.wait_for_selector("svg.marks")
    yield page, complaints
    context.close()


def test_nothing_of_the_data_runs_and_the_chart_stands(page_of_names):
    page, complaints = page_of_names
    for link in page.query_selector_all("main a"):
        if (link.get_attribute("href") or "").startswith("#"):
            link.evaluate("one => one.click()")
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.querySelectorAll('svg.marks').length") == 1
    assert complaints == []
