"""Names, links and notes of the data run nothing on a page, and end no process."""

from __future__ import annotations

import copy
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.charts import display
from openness.site import report
from openness.site.pages import render

NAMES = (
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "<svg/onload=window.hacked=1>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "[click](javascript:window.hacked=1)",
    "[click](data:text/html,<script>parent.hacked=1</script>)",
    "![x](/etc/passwd)",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example/>",
    "\"'><b onclick=window.hacked=1>x</b>",
    "{{ 7 * 7 }}{% raw %}",
    "`` `code` ** __ | | # ]( $x$",
    "a\u2028b\u2029c",
    "\u202eright to left\u200b\ufeff",
    "control \x08\x0c\x1b\x7f\x85",
    '=HYPERLINK("//evil.example")',
)
CELL = """
from IPython.display import HTML, Markdown, display
names = {names!r}
{how}
"""


class Elements(HTMLParser):
    """Collects what could run or ask for something: scripts, handlers, addresses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def runs(page: str) -> list[str]:
    """Return everything on a page that could run."""
    parser = Elements()
    parser.feed(page)
    found = []
    for tag, attributes in parser.tags:
        if tag in {"iframe", "base", "object", "embed"} or (
            tag == "meta" and attributes.get("http-equiv") == "refresh"
        ):
            found.append(tag)
        if tag == "script" and not str(attributes.get("src", "")).startswith("assets/"):
            found += [tag] if attributes.get("type") != "application/json" else []
        found += [f"{tag} {name}" for name in attributes if name.startswith("on")]
        for name in ("href", "src", "srcdoc", "action"):
            value = (attributes.get(name) or "").strip().lower()
            if value.startswith(("javascript:", "data:text", "//")):
                found.append(f"{tag} {name}={value}")
    return found


@pytest.fixture
def site(project, write, code, spec) -> Path:
    """A report whose finding, text, Markdown and chart hold every hostile name."""
    chart = copy.deepcopy(spec)
    rows = chart["vconcat"][0]["data"]["values"] = [{"count": n, "year": name} for n, name in enumerate(NAMES)]
    assert rows
    chart["usermeta"]["openness"] |= {"title": NAMES[0], "alt": NAMES[2], "caption": NAMES[10], "source": NAMES[1]}
    shown = f"display({{'application/vnd.openness.chart+json': {chart!r}, 'text/plain': 'a chart'}}, raw=True)"
    write(
        project / "notebooks" / "01_hostile.ipynb",
        "# Hostile",
        code(CELL.format(names=NAMES, how="Markdown(' '.join(names))"), "finding"),
        code(CELL.format(names=NAMES, how="print(*names, sep='\\n')"), "nbval-check-output"),
        code(CELL.format(names=NAMES, how="Markdown('\\n'.join('- ' + one for one in names))")),
        code(CELL.format(names=NAMES, how=shown)),
        code(CELL.format(names=NAMES, how="raise ValueError(names[0] + names[2])")),
    )
    return report.make_report(progress=False).index.parent


def test_nothing_on_a_page_of_hostile_names_could_run(site):
    for path in site.glob("*.html"):
        page = path.read_text("utf-8")
        assert runs(page) == [], path.name
        assert "root:x:0:0" not in page
    page = (site / "hostile.html").read_text("utf-8")
    assert "&lt;script&gt;window.hacked=1&lt;/script&gt;" in page
    assert "unsafe-inline'" not in page.partition("script-src")[2].partition(";")[0]


def test_a_chart_with_control_characters_is_drawn(site):
    assert (site / "charts" / "hostile" / "bars.svg").stat().st_size > 1000
    csv = (site / "charts" / "hostile" / "bars.csv").read_text("utf-8")
    assert "control \ufffd\ufffd" in csv


def test_links_of_data_are_web_addresses_or_lead_nowhere():
    assert render.address("https://a.example/x?y=1") == "https://a.example/x?y=1"
    for url in ("javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:1", "data:text/html,x", "//a.example", None):
        assert render.address(url) == "#"


@given(st.text())
def test_whatever_a_cell_says_in_markdown_nothing_of_it_could_run(text):
    assert runs(render.told(text)) == []


@given(st.text())
def test_a_printable_text_keeps_all_but_what_cannot_be_shown(text):
    shown = display.printable(text)
    assert len(shown) == len(text)
    assert display.printable(shown) == shown
    shown.encode("utf-8")
