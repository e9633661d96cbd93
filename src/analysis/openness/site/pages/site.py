"""Rendered reports -> every file of a site, as bytes."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

import openness
from openness.measures.definitions import DEFINITIONS
from openness.project import paths
from openness.site.pages import assumed as judgments
from openness.site.pages import bundle, provenance, render
from openness.site.pages.assumed import Assumed
from openness.site.pages.provenance import Vintage
from openness.site.pages.render import Page
from openness.site.releases import browse, catalog
from openness.site.releases.exports.names import FOLDER
from openness.site.releases.listing import Listing
from openness.site.run import study
from openness.site.run.cache import Inputs, Run
from openness.site.run.parameters import as_text
from openness.sources import SOURCES
from openness.studies.multiverse.assumptions import QUALITIES, Assumption
from openness.studies.multiverse.say import points
from openness.tables import schema
from openness.words.names import label
from openness.words.numbers import number, percent

TEMPLATES = Path(__file__).parent / "templates"

PROTOCOL = "protocol.html"
"""The page with the rules of all numbers."""

START = "overview"
"""Report that the first page sends readers to before all others."""


@dataclass(frozen=True)
class Report(Run):
    """A report that has been run."""

    page: Page
    vintages: tuple[Vintage, ...]  # editions of the data it uses
    charts: Mapping[str, bytes] = field(repr=False)  # path in the site -> content of its charts' files
    was_reused: bool  # whether it was taken from the cache

    @property
    def href(self) -> str:
        """Path of its page in the site."""
        return f"{self.info.name}.html"

    @property
    def navigation(self) -> tuple[str, str]:
        """Path and label of its entry in the navigation: the title up to a colon, so that many fit."""
        return self.href, self.info.title.partition(":")[0]

    @property
    def error_anchor(self) -> str:
        """Fragment of the failing cell, empty where none failed."""
        return f"#cell-{self.page.error.cell}" if self.page.error else ""


@dataclass(frozen=True)
class Setting:
    """One row of the parameters panel."""

    name: str
    value: str
    default: str
    help: str

    @property
    def is_default(self) -> bool:
        """Whether the notebook has this value by itself."""
        return self.value == self.default


def files(
    reports: Iterable[Report],
    vintages: Iterable[Vintage],
    inputs: Inputs,
    vega: bytes,
    listing: Listing | None = None,
    assumed: Iterable[Assumed] = (),
    log: Iterable[Assumption] = (),
) -> dict[str, bytes]:
    """Return every file of a site but its manifest and its exports: path in the site -> content.

    ``assumed`` are the assumptions with their impact, for a page of their own; without them the reports list those of
    the log that they rest on, without a link.
    """
    reports = list(reports)
    assumed = list(assumed)
    render_page = _renderer(reports, listing, assumed, list(log))
    pages = {
        "index.html": render_page(
            "index.html",
            definitions=DEFINITIONS.values(),
            start=next((report for report in reports if report.info.name == START), None),
        ),
        "data.html": render_page("data.html", vintages=list(vintages)),
        "data-dictionary.html": render_page("data-dictionary.html", tables=schema.TABLES),
    }
    if protocol() is not None:
        pages[PROTOCOL] = render_page(PROTOCOL)
    for report in reports:
        pages[report.href] = render_page(
            "report.html",
            here=report.href,
            report=report,
            page=report.page,
            settings=settings(report),
            inputs=inputs,
            uses=study.uses(report.info.name),
        )
    if assumed:
        pages[judgments.PAGE] = render_page("assumptions.html", hardest=judgments.hardest(assumed), qualities=QUALITIES)
    assets = {"assets/vega.js": vega}
    scripts = ["site.css", "site.js"]
    if listing is not None:
        pages["releases.html"] = render_page("releases.html")
        pages["metrics.html"] = render_page("metrics.html", frameworks=listing.frameworks)
        assets |= listing.scripts
        scripts.append("releases.js")
    for name in scripts:
        assets[f"assets/{name}"] = (TEMPLATES / name).read_bytes()
    charts = {path: content for report in reports for path, content in report.charts.items()}
    return {**{path: text.encode() for path, text in pages.items()}, **assets, **charts}


def protocol() -> str | None:
    """Return the rules of all numbers, which are kept with the documents of the project, as HTML; None without them."""
    return _document(paths.root() / "docs" / "protocol.md")


@cache
def _document(path: Path) -> str | None:
    if not path.is_file():
        return None
    _title, _, text = path.read_text("utf-8").partition("\n")
    # Other documents are no pages of the site.
    return render.markdown(re.sub(r"\[([^]]*)\]\([a-z-]+\.md\)", r"\1", text), path.parent)


def templates() -> jinja2.Environment:
    """Return the templates of all pages, strict about names and escaping what is put in."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def standalone(template: str, **values: object) -> str:
    """Return a page that is one file: its style stands in it."""
    style = Markup((TEMPLATES / "site.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
    return templates().get_template(template).render(style=style, version=openness.__version__, **values)


def settings(report: Report) -> list[Setting]:
    """Return the rows of a report's parameters panel."""
    return [
        Setting(one.name, as_text(report.values[one.name]), as_text(one.default), one.help)
        for one in report.info.parameters
    ]


def _renderer(
    reports: list[Report], listing: Listing | None, assumed: list[Assumed], log: list[Assumption]
) -> Callable[..., str]:
    """Return a function from a template and what is special to a page to the page."""
    environment = templates()
    environment.filters |= {"grouped": number, "words": label, "points": points, "percent": percent}
    environment.filters |= {"short": catalog.short, "licenses": browse.licenses, "unbroken": browse.unbroken}
    environment.filters["address"] = render.address
    shared = {
        "reports": reports,
        "listing": listing,
        "assumed": assumed,
        "assumptions": [one.assumption for one in assumed] or log,
        "exports": FOLDER,
        "version": openness.__version__,
        "vega_debug": render.script_json(bundle.altair_versions()),
        "short": provenance.SHORT,
        "protocol": protocol(),
        "sources": SOURCES,
    }

    def render_page(template: str, **special: object) -> str:
        return environment.get_template(template).render(**{**shared, "here": template, **special})

    return render_page
