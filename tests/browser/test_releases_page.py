"""The table of releases under keyboard and mouse, in Chromium, from the file system, with the network off."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest

from openness.site.releases import catalog

pytestmark = pytest.mark.browser

COUNT = re.compile(r"([\d,]+) releases?, ")


@pytest.fixture
def page(opened):
    """The page, closed with the demand that nothing was asked of the network and nothing complained."""
    page, requests, complaints = opened("releases.html", viewport={"width": 1280, "height": 900})
    yield page
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert complaints == []


@pytest.fixture(scope="module")
def known(real):
    return catalog.load()


def count(page) -> int:
    return int(COUNT.match(page.inner_text("#count"))[1].replace(",", ""))


def cells(page, key: str) -> list[str]:
    """Texts of a column of the page shown."""
    return page.evaluate(
        """key => {
            const heads = [...document.querySelectorAll('#releases thead th:not([hidden])')];
            const at = heads.findIndex(head => head.dataset.key === key);
            const rows = [...document.querySelectorAll('#releases > tbody > tr:not(.detail)')];
            return rows.map(row => row.cells[at].innerText);
        }""",
        key,
    )


def test_the_page_begins_with_the_judged_releases_and_the_highest_scores(page, known):
    assert count(page) == known.judged.releases.height
    assert len(cells(page, "name")) == 50
    scores = [float(text.split("\u00a0")[0]) for text in cells(page, "osai")]
    assert scores == sorted(scores, reverse=True)
    assert "Page 1 of" in page.inner_text("#pages")


def test_a_search_finds_names_developers_and_licenses_whatever_the_case_or_accent(page):
    page.fill("#q", "OLMO allen")
    assert count(page) < 30
    assert all("olmo" in name.lower() for name in cells(page, "name"))
    page.fill("#q", "tulu")
    names = "".join(cells(page, "name"))
    assert "Tülu" in names or "TÜLU" in names
    page.fill("#q", "no such release anywhere")
    assert page.inner_text("#count") == "No release fits; clear a filter or shorten the search"
    page.click("text=Clear all")
    assert page.input_value("#q") == ""
    assert count(page) > 4000


def test_every_keystroke_narrows_the_releases_of_all_sources(page, known):
    page.select_option("#source", "all")
    assert count(page) == known.releases.height
    page.focus("#q")
    found = []
    for key in "mist":
        page.keyboard.press(key)
        found.append(count(page))
    assert found == sorted(found, reverse=True)
    assert 0 < found[-1] < found[0] <= known.releases.height


def test_a_column_is_sorted_by_keyboard_and_says_so(page):
    page.focus("th[data-key=name] button")
    page.keyboard.press("Enter")
    assert page.get_attribute("th[data-key=name]", "aria-sort") == "ascending"
    first = [name.lower() for name in cells(page, "name")]
    assert first == sorted(first)
    assert page.evaluate("document.activeElement.parentElement.dataset.key") == "name"
    page.keyboard.press("Space")
    assert page.get_attribute("th[data-key=name]", "aria-sort") == "descending"
    assert cells(page, "name")[0].lower() > first[-1]
    assert page.locator("th[aria-sort]").count() == 1
    assert page.inner_text("#count").endswith("sorted by Release, descending")


def test_what_has_no_score_comes_last_in_either_direction(page):
    page.select_option("#source", "all")
    for direction in ("ascending", "descending"):
        page.click("th[data-key=osai] button")
        assert page.get_attribute("th[data-key=osai]", "aria-sort") == direction
        assert all(text[0].isdigit() for text in cells(page, "osai"))


def test_filters_narrow_the_table_and_their_metrics(page, known):
    page.select_option("#source", "mot")
    assert count(page) == known.releases.filter(source="mot").height
    assert page.locator("th[data-key=osai]").is_hidden()
    page.select_option("#source", "osai")
    assert page.locator("th[data-key=osai]").is_visible()
    page.select_option("#group", "corporate")
    page.select_option("#tier", "noncommercial")
    wanted = known.releases.filter(source="osai", developer_group="corporate", license_tier="noncommercial")
    assert count(page) == wanted.height
    assert all("Corporate" in text for text in cells(page, "developer_name"))


def test_the_address_holds_the_view_and_brings_it_back(page, opened):
    page.select_option("#source", "osai")
    page.fill("#q", "llama")
    page.click("th[data-key=developer_name] button")
    address = page.evaluate("location.hash")
    assert address == "#q=llama&source=osai&sort=developer_name"
    again, _, _ = opened("releases.html")
    go(again, address)
    assert cells(again, "name") == cells(page, "name")
    assert again.input_value("#source") == "osai"


JUNK = [
    "#q=%E0%A4%A",
    "#sort=__proto__&source=constructor&page=-1",
    "#page=99999999&sort=-&group=%3Cscript%3E",
    "#q=" + "x" * 5000,
]


def go(page, address: str) -> None:
    """Change the address, and wait until the page has answered."""
    page.evaluate(
        """address => new Promise(done => {
            addEventListener('hashchange', () => setTimeout(done), { once: true });
            location.hash = address;
        })""",
        address,
    )


def test_junk_in_the_address_gives_the_first_view(page, known):
    for junk in JUNK:
        go(page, "#source=osai&sort=name")
        assert count(page) == 193
        go(page, junk)
        assert count(page) == known.judged.releases.height
        assert page.get_attribute("th[data-key=osai]", "aria-sort") == "descending"


def test_an_address_that_asks_for_nothing_leaves_the_view_as_it_is(page):
    page.select_option("#source", "osai")
    for address in ("#%", "#&&&===", "#main", "#files"):
        go(page, address)
        assert count(page) == 193


def test_a_page_past_the_last_is_the_last(page):
    go(page, "#source=osai&page=900")
    assert page.inner_text("#page") == "Page 4 of 4"


def test_pages_turn_by_keyboard_and_stop_at_the_ends(page):
    page.select_option("#source", "osai")
    assert page.get_attribute("#previous", "aria-disabled") == "true"
    page.focus("#next")
    for _ in range(5):
        page.keyboard.press("Enter")
    assert page.inner_text("#page") == "Page 4 of 4"
    assert page.get_attribute("#next", "aria-disabled") == "true"
    assert page.evaluate("document.activeElement.id") == "next"
    assert len(cells(page, "name")) == 193 - 150


def test_a_row_unfolds_by_keyboard_to_parts_with_evidence_and_files_that_are_there(page, site):
    page.select_option("#source", "osai")
    page.fill("#q", "osai:olmo")
    row = page.locator("button.unfold", has_text=re.compile("^OLMo$"))
    row.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".detail table")
    assert row.get_attribute("aria-expanded") == "true"
    detail = page.locator(f"#{row.get_attribute('aria-controls')}")
    assert detail.locator("caption").all_inner_texts() == ["Scores", "Parts, as the source judges them"]
    assert detail.locator("table").last.locator("tbody tr").count() == 12
    evidence = detail.locator("table").last.locator("a").evaluate_all("links => links.map(link => link.href)")
    assert len(evidence) >= 10
    assert all(link.startswith("https://") for link in evidence)
    record = detail.locator("a", has_text="Record as JSON").get_attribute("href")
    assert json.loads((site / record).read_bytes())["release_id"] == "osai:olmo"
    drawn = detail.locator("img").evaluate_all("images => images.map(image => image.naturalWidth > 40 && image.alt)")
    assert drawn
    assert all(drawn)
    page.keyboard.press("Enter")
    assert row.get_attribute("aria-expanded") == "false"
    assert page.locator(".detail").count() == 0


def test_a_release_of_the_hub_says_how_to_get_its_record(page):
    page.select_option("#source", "hub")
    page.locator("button.unfold").first.click()
    detail = page.locator(".detail").first
    assert "openness export hub:" in detail.inner_text()
    assert detail.locator("a").first.get_attribute("href").startswith("https://huggingface.co/")


def test_what_a_source_does_not_judge_is_said_in_words_with_the_reason(page):
    page.select_option("#source", "all")
    page.fill("#q", "mot:olmo")
    assert set(cells(page, "osai")) == {"not judged"}
    page.locator("button.unfold").first.click()
    page.wait_for_selector(".detail details")
    said = page.locator(".detail details").text_content()
    assert "OSAI: not judged, because it does not judge the index's criteria" in said


def test_every_control_has_a_label_and_headings_are_in_order(page):
    labels = page.locator("main :is(input, select)").evaluate_all("all => all.map(one => one.labels.length)")
    assert labels == [1] * 6
    levels = page.evaluate("[...document.querySelectorAll('main :is(h1, h2, h3)')].map(one => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.get_attribute("#count", "role") == "status"
    assert page.locator("th[scope=row]").count() == 50


def test_without_a_script_the_first_rows_and_the_csv_are_there(chromium, site):
    context = chromium.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "releases.html").as_uri())
    assert page.locator("#releases > tbody > tr").count() == 50
    assert page.locator("form").is_hidden()
    assert "need JavaScript" in page.inner_text("main")
    assert (site / page.get_attribute("noscript a", "href")).is_file()
    context.close()


def test_the_first_rows_are_those_that_the_script_shows(chromium, site, page):
    context = chromium.new_context(offline=True, java_script_enabled=False)
    still = context.new_page()
    still.goto((site / "releases.html").as_uri())
    read = "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim().replace(/\\s+/g, ' ')))"
    assert still.locator("#releases > tbody > tr").evaluate_all(read) == page.locator(
        "#releases > tbody > tr"
    ).evaluate_all(read)
    context.close()


def test_a_phone_scrolls_the_table_and_not_the_page(opened):
    page, _, complaints = opened("releases.html", viewport={"width": 390, "height": 844})
    page.locator("button.unfold").first.click()
    page.wait_for_selector(".detail table")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("(frame => frame.scrollWidth > frame.clientWidth)(document.getElementById('frame'))")
    assert complaints == []


def test_a_family_leads_to_its_releases_in_every_source(page, known):
    (family,) = known.of("osai:olmo").releases["release_family_id"]
    members = known.releases.filter(release_family_id=family)
    assert members["source"].n_unique() > 1
    page.fill("#q", "osai:olmo")
    page.locator("button.unfold", has_text=re.compile("^OLMo$")).click()
    page.click(".detail a:has-text('other sources list releases too')")
    page.wait_for_function("document.getElementById('q').value.startsWith('family:')")
    assert count(page) == members.height
