"""How to cite the suite, a report, a figure or a source: as BibTeX and in the style of APA."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openness
from openness.project import paths
from openness.project.errors import BadValueError, UnknownNameError
from openness.site.pages import manifest
from openness.site.pages.provenance import Vintage, vintages
from openness.site.run.notebook import ReportInfo, list_reports
from openness.sources import SOURCES

AUTHORS = "The openness-trends authors"
TITLE = "openness-trends: how open AI releases are, by whose definition, and which way it is going"
RELEASED = "2026-11-24"
"""Author, title and day of this version; ``CITATION.cff`` says the same, and a test compares."""

_DOI = re.compile(r"https://doi\.org/(10\.\d{4,}/\S*[^\s.,;)])")
_ARCHIVE = "10.5281/"
"""Prefix of Zenodo, where data are kept; other DOIs in a publisher's wish are those of papers."""

_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_TEX |= {sign: f"\\{sign}" for sign in "&%$#_{}"}


@dataclass(frozen=True)
class Reference:
    """One thing to cite."""

    key: str
    kind: str  # what it is, as APA says in brackets
    author: str
    year: str
    title: str
    detail: str  # version or edition, with what was set
    url: str = ""
    doi: str = ""
    license: str = ""
    asked: str = ""  # how its publisher asks to be cited

    def bibtex(self) -> str:
        """Return a BibTeX entry."""
        fields = {
            "author": f"{{{_tex(self.author)}}}",
            "title": f"{{{_tex(self.title)}}}",
            "year": self.year,
            "howpublished": self.kind,
            "version": _tex(self.detail),
            "doi": self.doi,
            "url": self.url,
            "note": _tex(". ".join(one.rstrip(".") for one in self._notes())),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join([f"@misc{{{self.key},", *lines, "}"])

    def apa(self) -> str:
        """Return the reference in the style of APA, titles between asterisks."""
        where = f"https://doi.org/{self.doi}" if self.doi else self.url
        named = f"{self.author}. ({self.year}). *{self.title}* ({self.detail}) [{self.kind}]."
        return " ".join([named, *([where] if where else [])])

    def document(self) -> dict[str, str]:
        """Return what ``--json`` prints."""
        told = {name: value for name, value in vars(self).items() if value}
        return {**told, "bibtex": self.bibtex(), "apa": self.apa()}

    def text(self) -> str:
        """Return what the command line prints."""
        return "\n".join([self.bibtex(), "", self.apa(), *self._notes()])

    def _notes(self) -> list[str]:
        license_ = [f"License: {self.license}"] if self.license else []
        return license_ + ([f"Its publisher asks for: {self.asked}"] if self.asked else [])


def cite(what: str | None = None) -> list[Reference]:
    """Return what to cite for the suite, a source, an edition of it, a report, or a figure and all it rests on.

    Parameters
    ----------
    what
        ``osai``, ``osai@2026-06-12``, ``overview``, ``overview/figure`` or the path of a figure's file; None for the
        suite alone.
    """
    if what is None:
        return [suite()]
    source, _, edition = what.partition("@")
    if source in SOURCES:
        return [of_source(source, edition or None)]
    if edition:
        raise UnknownNameError("source", source, SOURCES)
    site, report, figure = _asked(what)
    return of_report(site, report, figure)


def suite() -> Reference:
    """Return the reference of the suite itself."""
    return Reference(
        key=f"openness_trends_{openness.__version__.replace('.', '_')}",
        kind="Computer software",
        author=AUTHORS,
        year=RELEASED[:4],
        title=TITLE,
        detail=f"Version {openness.__version__}",
        license="MIT",
    )


def of_source(name: str, edition: str | None = None) -> Reference:
    """Return the reference of an edition of a source, by default the newest."""
    found = [one for one in vintages() if one.source == name]
    if not found:
        raise BadValueError(f"source {name!r} has no edition in {paths.shown(paths.raw())}")
    by_name = {one.vintage: one for one in found}
    if edition is not None and edition not in by_name:
        raise UnknownNameError("vintage", edition, sorted(by_name), where=f"source {name}")
    return of_edition(by_name[edition or max(by_name)])


def of_edition(one: Vintage) -> Reference:
    """Return the reference of one edition."""
    dois = _DOI.findall(one.citation)
    return Reference(
        key=f"{one.source}_{one.vintage.replace('-', '_')}",
        kind="Data set",
        author=one.producer,
        year=one.vintage[:4],
        title=one.title,
        detail=f"Edition of {one.vintage}",
        url=one.url,
        doi=next((doi for doi in dois if doi.startswith(_ARCHIVE)), ""),
        license=one.license,
        asked=one.citation,
    )


def of_report(site: Path, report: ReportInfo, figure: str | None = None) -> list[Reference]:
    """Return the references of a report or a figure of it, and of the editions it was made from, where it was made."""
    made = _made(site, report.name)
    used = made.get("vintages", ())
    own = of_making(report, made.get("parameters") or {}, [f"{one['source']} {one['vintage']}" for one in used], figure)
    return [own, *(of_source(one["source"], one["vintage"]) for one in used)]


def of_making(
    report: ReportInfo, values: Mapping[str, Any], editions: Sequence[str], figure: str | None = None
) -> Reference:
    """Return the reference of a report or a figure of it, as it was made: parameters and editions."""
    settings = [f"{name}={_shown(value)}" for name, value in values.items()]
    detail = [f"Version {openness.__version__}"]
    detail += [f"editions {', '.join(editions)}"] if editions else []
    detail += [f"parameters {', '.join(settings)}"] if settings else []
    title = f"{report.title}: figure {figure}" if figure else report.title
    return Reference(
        key=re.sub(r"\W+", "_", f"openness_trends_{report.name}_{figure or ''}").strip("_"),
        kind="Figure" if figure else "Report",
        author=AUTHORS,
        year=RELEASED[:4],
        title=f"{title}. {TITLE.partition(':')[0]}",
        detail="; ".join(detail),
        license="CC-BY-4.0",
    )


def _asked(what: str) -> tuple[Path, ReportInfo, str | None]:
    """Return site, report and figure that a name or a file stands for."""
    reports = {one.name: one for one in list_reports()}
    path = Path(what)
    site = paths.reports() / "latest"
    parts = path.parts
    if path.suffix in {".csv", ".svg", ".png"} and "charts" in parts:
        at = len(parts) - 1 - parts[::-1].index("charts")
        site, parts = Path(*parts[:at]), (*parts[at + 1 : -1], path.stem)
    name = parts[0].replace("_", "-") if parts else ""
    if name not in reports or len(parts) > 2:
        raise UnknownNameError("source, report or REPORT/FIGURE", what, [*SOURCES, *reports])
    if len(parts) == 1:
        return site, reports[name], None
    figures = _figures(site, name)
    if not figures:
        raise BadValueError(
            f"{paths.shown(site)} holds no figure of {name}; 'openness report' draws them, or name a file"
        )
    if parts[1] not in figures:
        raise UnknownNameError("figure", parts[1], figures, where=f"report {name}")
    return site, reports[name], parts[1]


def _figures(site: Path, report: str) -> list[str]:
    listed = (manifest.read(site) or {}).get("files", ())
    found = (Path(one["path"]) for one in listed)
    return sorted({one.stem for one in found if one.parts[:2] == ("charts", report)})


def _made(site: Path, report: str) -> Mapping[str, Any]:
    listed = (manifest.read(site) or {}).get("reports", ())
    return next((one for one in listed if one["name"] == report), {})


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in text)
