"""The rendered site in Chromium, from the file system, with the network off."""

from __future__ import annotations

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from openness.project import paths
from openness.site import report
from openness.site.run.notebook import list_reports

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}

PAGES = [
    "index.html",
    "overview.html",
    "data-audit.html",
    "corporate-vs-community.html",
    "license-landscape.html",
    "llama-case.html",
    "components.html",
    "metric-lab.html",
    "releases.html",
    "metrics.html",
    "openwashing.html",
    "vintages-and-composition.html",
    "relicensing.html",
    "trend-inference.html",
    "multiverse.html",
    "contradictions.html",
    "published-results.html",
    "protocol.html",
    "data.html",
    "data-dictionary.html",
]
REPORTS = [one.name for one in list_reports()]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_files_only_and_complains_of_nothing(opened, name):
    _, requests, complaints = opened(name)
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert complaints == []


@pytest.mark.parametrize("name", [name for name in PAGES if name.removesuffix(".html") in REPORTS])
def test_every_chart_of_a_report_is_drawn_and_has_words_for_those_who_do_not_see_it(opened, site, name):
    page, _, _ = opened(name)
    drawn = page.evaluate(
        """[...document.querySelectorAll('figure svg')].map(svg => ({
            marks: svg.querySelectorAll('path, rect, text').length,
            width: svg.getBoundingClientRect().width,
            words: (svg.closest('[aria-label]') || svg).getAttribute('aria-label') || '',
        }))"""
    )
    assert len(drawn) == len(list((site / "charts" / name.removesuffix(".html")).glob("*.svg")))
    for chart in drawn:
        assert chart["marks"] > 20
        assert chart["width"] > 200
        assert len(chart["words"]) > 60


def test_the_index_has_a_card_a_report_with_a_finding_a_picture_and_a_link(opened, site):
    page, _, _ = opened("index.html")
    pictures = page.evaluate("[...document.images].map(i => [i.complete && i.naturalWidth > 0, i.alt.length > 20])")
    # A report of tables alone has no picture.
    assert pictures == [[True, True]] * len(list((site / "charts").iterdir()))
    text = page.inner_text("main")
    assert "Open weights, 20" in text
    assert "without a known access grade" in text
    links = page.evaluate("[...document.querySelectorAll('main a')].map(a => a.getAttribute('href'))")
    assert "Start here" in page.inner_text("main .lead a[href='overview.html']")
    assert {"data-audit.html", "corporate-vs-community.html", "license-landscape.html", "llama-case.html"} <= set(links)


@pytest.mark.parametrize("name", PAGES)
def test_every_link_to_the_site_itself_leads_somewhere(opened, site, name):
    page, _, _ = opened(name)
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))")
    own = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    missing = [link for link in own if not (site / (link.split("#")[0] or name)).is_file()]
    anchors = [link for link in own if link.startswith("#") and link != "#"]
    dangling = [link for link in anchors if not page.evaluate("id => !!document.getElementById(id)", link[1:])]
    assert (missing, dangling) == ([], [])


@pytest.mark.parametrize("name", PAGES)
def test_no_table_of_a_report_is_cut_on_a_desk(opened, name):
    page, _, _ = opened(name, viewport={"width": 1280, "height": 900})
    cut = page.evaluate(
        """[...document.querySelectorAll('.scroll:has(.gt_table)')]
            .filter(box => box.scrollWidth > box.clientWidth + 2).map(box => box.getAttribute('aria-label'))"""
    )
    assert cut == []


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_the_whole_width_of_a_page(opened, name):
    page, _, _ = opened(name, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_chart_shown_by_altair_alone_is_drawn_without_its_cdn(chromium, tmp_path, monkeypatch):
    cell = new_code_cell(
        "import altair as alt\nalt.Chart(alt.InlineData([{'a': 1}, {'a': 2}])).mark_bar().encode(x='a:Q', y='a:Q')"
    )
    (tmp_path / "notebooks").mkdir()
    nbformat.write(new_notebook(cells=[cell]), tmp_path / "notebooks" / "01_own_chart.ipynb")
    (tmp_path / "data").symlink_to(paths.root() / "data")
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    result = report.make_report(progress=False)
    context = chromium.new_context(offline=True)
    page = context.new_page()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(result.pages[0].as_uri())
    page.wait_for_selector("[id^=altair-viz] canvas, [id^=altair-viz] svg.marks")
    context.close()
    assert [url for url in requests if not url.startswith("file:")] == []


def test_code_is_folded_but_there(opened):
    page, _, _ = opened("corporate-vs-community.html")
    folded = page.evaluate(
        "[...document.querySelectorAll('details')].filter(d => /share_lines/.test(d.textContent)).map(d => d.open)"
    )
    assert len(folded) >= 2
    assert not any(folded)


def test_pages_stay_small_beside_the_shared_bundle(site):
    assert all(path.stat().st_size < 1_000_000 for path in site.glob("*.html"))
    assert len(list(site.rglob("vega*.js"))) == 1
