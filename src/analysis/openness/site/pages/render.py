"""An executed notebook -> the parts of its page."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbconvert.filters import Highlight2HTML, ansi2html, strip_ansi
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from openness.charts.display import CHART_MIME, printable
from openness.site.pages import figures
from openness.site.pages.figures import Figure
from openness.site.run import execute, notebook
from openness.site.run.execute import CellError
from openness.site.run.notebook import Cell, Notebook

_highlight = Highlight2HTML(pygments_lexer="ipython3")

_HEADING = re.compile(r'<h2 id="(?P<id>[^"]+)">(?P<text>.*?)<a class="anchor-link"', re.DOTALL)
_ADDRESS = re.compile(r"https?://|mailto:", re.IGNORECASE)
_PLACE = re.compile(r"[\w./-]*(?:#[^:]*)?")
_TAG = re.compile(r"<[^>]+>")
_LABELS = {
    notebook.PARAMETERS_TAG: "Code: parameters and their defaults",
    notebook.INJECTED_TAG: "Code: parameters of this run",
    notebook.HEADLINE_TAG: "Code: headline numbers",
}
_HIDDEN_OUTPUT = {notebook.FINDING_TAG, notebook.VINTAGES_TAG}
"""Tags of cells whose output has a place of its own on the page."""


@dataclass(frozen=True)
class Output:
    """One thing a cell showed."""

    kind: str  # ``figure``, ``html``, ``text``, ``headline``, ``messages`` or ``error``
    html: str  # the content as HTML; of a figure its specification, safe inside a script element
    figure: Figure | None = None  # the chart, where it is one
    message: str = ""  # name and text of the exception, where it is one


@dataclass(frozen=True)
class Block:
    """A Markdown cell, or code cells under one fold and what the last of them showed."""

    text: str = ""  # HTML of the Markdown cell
    code: tuple[tuple[int, str], ...] = ()  # number and HTML of every code cell
    label: str = "Code"  # title of the fold
    outputs: tuple[Output, ...] = ()  # what the code showed

    @property
    def has_failed(self) -> bool:
        """Whether this is the cell that stopped the notebook."""
        return any(output.kind == "error" for output in self.outputs)


@dataclass(frozen=True)
class Page:
    """What a notebook puts on its page."""

    lead: str  # the paragraph under the title, HTML
    finding: str  # the one-sentence finding, HTML; empty where the notebook gives none
    blocks: tuple[Block, ...]  # its cells in order
    figures: tuple[Figure, ...]  # its charts in order
    error: CellError | None  # what stopped it, None where it ran to its end
    contents: tuple[tuple[str, str], ...]  # anchor and text of every heading of the second level

    @property
    def has_foreign_charts(self) -> bool:
        """Whether a cell shows an altair chart by altair's own HTML."""
        return any("VEGA_DEBUG" in output.html for block in self.blocks for output in block.outputs)

    def links_to(self, page: str) -> bool:
        """Whether a cell links to a page of the site, or to a place on it."""
        shown = (html for block in self.blocks for html in (block.text, *(one.html for one in block.outputs)))
        return any(re.search(rf'href="{re.escape(page)}["#]', html) for html in shown)


def page(executed: Notebook, folder: Path) -> Page:
    """Return the parts of a page."""
    charts = figures.collect(executed)
    blocks = tuple(_folded(_blocks(executed, charts, folder)))
    finding = notebook.tagged(executed, notebook.FINDING_TAG)
    return Page(
        lead=markdown(notebook.lead(executed), folder),
        finding=told(notebook.printed(finding)) if finding else "",
        blocks=blocks,
        figures=tuple(charts.values()),
        error=execute.error(executed),
        contents=tuple(
            (html.unescape(match["id"]), html.unescape(_TAG.sub("", match["text"])).strip())
            for block in blocks
            for match in _HEADING.finditer(block.text)
        ),
    )


def markdown(text: str, folder: Path, attachments: dict[str, Any] | None = None) -> str:
    """Return Markdown as HTML, with the images it names inside it so that the page stands alone."""
    renderer = IPythonRenderer(
        escape=False, embed_images=True, path=str(folder), anchor_link_text="#", attachments=attachments
    )
    return MarkdownWithMath(renderer=renderer).render(text).strip()


class _Careful(IPythonRenderer):
    """Follows web addresses, and pages and places of the site."""

    def sanitize_url(self, url: str) -> str:
        """Return an address that may be followed, of anything else a link to nowhere."""
        return super().sanitize_url(url if _PLACE.fullmatch(url) else address(url))


def told(text: str) -> str:
    """Return Markdown that a cell made as HTML.

    It may hold names and texts of data, so it is less trusted than what an author wrote: tags stay text, an image is
    not read from disk, and an address that is no web address is no link.
    """
    renderer = _Careful(escape=True, embed_images=False, anchor_link_text="#")
    return MarkdownWithMath(renderer=renderer).render(printable(text)).strip()


def address(url: object) -> str:
    """Return a web or mail address; of anything else (``javascript:``) a link to nowhere."""
    return str(url) if _ADDRESS.match(str(url)) else "#"


def script_json(value: object) -> str:
    """Return JSON that can stand in a script element whatever strings it holds."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _blocks(executed: Notebook, charts: Mapping[int, Figure], folder: Path) -> Iterator[Block]:
    for position, (number, cell) in enumerate(execute.numbered(executed)):
        if cell["cell_type"] == "code":
            if notebook.source(cell).strip():
                yield _code_block(number, cell, charts)
        elif cell["cell_type"] == "markdown" and (position > 0 or not notebook.opening(executed)):
            attachments = cell.get("attachments")
            yield Block(text=markdown(notebook.source(cell), folder, attachments))


def _code_block(number: int, cell: Cell, charts: Mapping[int, Figure]) -> Block:
    tags = notebook.tags(cell)
    outputs = [shown for output in cell.get("outputs", ()) if (shown := _output(output, charts))]
    if tags & _HIDDEN_OUTPUT:
        outputs = [output for output in outputs if output.kind in {"error", "messages"}]
    if notebook.HEADLINE_TAG in tags:
        outputs = [Output("headline", o.html) if o.kind == "text" else o for o in outputs]
    label = next((_LABELS[tag] for tag in _LABELS if tag in tags), "Code")
    return Block(code=((number, _highlight(notebook.source(cell))),), label=label, outputs=tuple(outputs))


def _folded(blocks: Iterable[Block]) -> Iterator[Block]:
    """Put code that showed nothing under the fold of the code that follows."""
    waiting: tuple[tuple[int, str], ...] = ()
    label = ""
    for block in blocks:
        if not block.code:
            if waiting:
                yield Block(code=waiting, label=label)
            waiting = ()
            yield block
            continue
        label = f"Code of {len(waiting) + 1} cells" if waiting else block.label
        waiting += block.code
        if block.outputs:
            yield Block(code=waiting, label=label, outputs=block.outputs)
            waiting = ()
    if waiting:
        yield Block(code=waiting, label=label)


def _output(output: dict[str, Any], charts: Mapping[int, Figure]) -> Output | None:
    if output["output_type"] == "error":
        traceback = "\n".join(output["traceback"]) or output["evalue"]
        message = strip_ansi(f"{output['ename']}: {output['evalue']}")
        return Output("error", ansi2html(traceback), message=message)
    if output["output_type"] == "stream":
        shown = ansi2html(notebook.text(output["text"]).rstrip())
        return Output("messages" if output["name"] == "stderr" else "text", shown) if shown else None
    figure = charts.get(id(output))
    if figure is not None:
        usermeta = {k: v for k, v in figure.spec.get("usermeta", {}).items() if k != "openness"}
        return Output("figure", script_json({**figure.spec, "usermeta": usermeta}), figure)
    return _richest({kind: value for kind, value in output["data"].items() if kind != CHART_MIME})


def _richest(data: Mapping[str, Any]) -> Output | None:
    """Return the best form of a result that a page can show, None where it can show none."""
    plain = notebook.text(data.get("text/plain"))
    if "text/html" in data:
        return Output("html", notebook.text(data["text/html"]))
    if "image/svg+xml" in data:
        return Output("html", notebook.text(data["image/svg+xml"]))
    for kind in ("image/png", "image/jpeg"):
        if kind in data:
            encoded = notebook.text(data[kind]).replace("\n", "")
            return Output("html", f'<img src="data:{kind};base64,{encoded}" alt="{html.escape(plain)}">')
    if "text/markdown" in data:
        return Output("html", told(notebook.text(data["text/markdown"])))
    return Output("text", ansi2html(plain)) if plain else None
