"""Compare what two checkouts made: tables, chart data, drawings, exports, headline tables and the text of every page.

Usage: ``python benchmarks/same_numbers.py OLD NEW``, both project folders with ``data/processed`` and
``reports/latest``; with ``--only NAME`` one report, in ``reports/NAME`` of NEW. Prints what differs and exits
with 1 if anything does. Alt text may be reworded without a number moving, so descriptions are compared apart: their
differences are counted and, with ``--descriptions``, shown.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bs4 import BeautifulSoup

REPORTS, LATEST = Path("reports"), "latest"
_MADE_BY = re.compile(r"(?<=Code|Data)[0-9a-f]{64}|(?<=inputs|ipynb )[0-9a-f]{64}|\bsrc/analysis/[\w/]+\.py\b")
"""Digests of code and data, and names of modules, stand on pages; they say how a page was made, not what it says."""
_BLOCKS = [
    "p",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "dt",
    "dd",
    "figcaption",
    "summary",
    "div",
    "caption",
    "option",
    "pre",
]


def tables(project: Path, only: str | None) -> Iterator[tuple[str, str]]:
    """Every processed table, and every export."""
    kinds = [(Path("data") / "processed", "*.parquet")] + ([] if only else [(REPORTS / LATEST / "exports", "*")])
    for folder, kind in kinds:
        for path in sorted((project / folder).rglob(kind)):
            if path.is_file() and path.name not in {"SHA256SUMS", "LICENSE.md"}:
                yield path.relative_to(project).as_posix(), _hash(path.read_bytes())


def drawings(project: Path, only: str | None) -> Iterator[tuple[str, str]]:
    """Data, picture and vector drawing of every chart, the last without its descriptions."""
    charts = _site(project, only) / "charts"
    for path in sorted(charts.rglob("*")):
        name = path.relative_to(charts).as_posix()
        if not _is_asked(name, only):
            continue
        if path.suffix == ".csv":
            yield name, _hash(path.read_bytes())
        elif path.suffix == ".png":
            yield name, _hash(_pixels(path.read_bytes()))
        elif path.suffix == ".svg":
            drawn = re.sub(r"<metadata.*?</metadata>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            yield name, _hash(re.sub(r' aria-label="[^"]*"', "", drawn).encode())


def specifications(project: Path, only: str | None) -> Iterator[tuple[str, str]]:
    """Vega-Lite specification of every chart on every page, without its descriptions."""
    for name, page in _pages(project, only):
        for place, script in enumerate(page.find_all("script", class_="spec")):
            yield f"{name} chart {place}", json.dumps(_undescribed(json.loads(script.string)), sort_keys=True)


def descriptions(project: Path, only: str | None) -> Iterator[tuple[str, str]]:
    """Alt text of every picture on every page."""
    for name, page in _pages(project, only):
        for place, image in enumerate(page.find_all("img")):
            yield f"{name} image {place}", str(image.get("alt", ""))


def texts(project: Path, only: str | None) -> Iterator[tuple[str, str]]:
    """What a reader sees of every page, without the code."""
    for name, page in _pages(project, only):
        for hidden in [*page.find_all(["script", "style", "template"]), *page.select("div.highlight")]:
            hidden.decompose()
        for block in page.find_all(_BLOCKS):
            block.insert_after("\n")
        lines = (" ".join(line.split()) for line in page.get_text().splitlines())
        yield name, _MADE_BY.sub("(made by)", "\n".join(line for line in lines if line))


def headlines(project: Path, only: str | None) -> Iterator[tuple[str, str]]:
    """Outputs that the notebooks keep: the tables that nbval compares."""
    for path in sorted((project / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        kept = ["".join(output.get("text", [])) for cell in cells for output in cell.get("outputs", [])]
        if _is_asked(path.stem[3:].replace("_", "-"), only):
            yield path.name, "\n".join(kept)


def _pixels(content: bytes) -> bytes:
    """Return a PNG without the chunks of text that say what it is about."""
    kept, at = [content[:8]], 8
    while at < len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] != b"iTXt":
            kept.append(content[at:end])
        at = end
    return b"".join(kept)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _site(project: Path, only: str | None) -> Path:
    own = project / REPORTS / (only or LATEST)
    return own if own.is_dir() else project / REPORTS / LATEST


def _is_asked(name: str, only: str | None) -> bool:
    return only is None or name.split("/", maxsplit=1)[0].removesuffix(".html") == only


def _pages(project: Path, only: str | None) -> Iterator[tuple[str, BeautifulSoup]]:
    for path in sorted(_site(project, only).glob("*.html")):
        if _is_asked(path.name, only):
            yield path.name, BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def _undescribed(value: object) -> object:
    if isinstance(value, dict):
        return {key: _undescribed(part) for key, part in value.items() if key != "description"}
    return [_undescribed(part) for part in value] if isinstance(value, list) else value


KINDS: dict[str, Callable[[Path, str | None], Iterator[tuple[str, str]]]] = {
    "tables and exports": tables,
    "chart data and drawings": drawings,
    "Vega-Lite specifications": specifications,
    "headline tables": headlines,
    "text of pages": texts,
    "alt texts": descriptions,
}


def main() -> int:
    """Print the differences; 1 if there are any but in alt texts."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("old", type=Path)
    options.add_argument("new", type=Path)
    options.add_argument("--only", help="one report")
    options.add_argument("--quiet", action="store_true", help="counts and names only")
    options.add_argument("--descriptions", action="store_true", help="show how alt texts differ")
    asked = options.parse_args()
    for project in (asked.old, asked.new):
        if not (project / REPORTS).is_dir():
            options.error(f"{project} has no folder {REPORTS}: expected a project folder with its tables and its site")
    found = 0
    for kind, read in KINDS.items():
        old, new = (dict(read(project, asked.only)) for project in (asked.old, asked.new))
        differing = [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
        print(f"{kind}: {len(old)} and {len(new)}, {len(differing)} differ")
        is_alt = kind == "alt texts"
        found += 0 if is_alt else len(differing)
        for name in differing if not is_alt or asked.descriptions else []:
            _show(name, old.get(name), new.get(name), is_short=asked.quiet)
    return min(found, 1)


def _show(name: str, old: str | None, new: str | None, *, is_short: bool) -> None:
    if old is None or new is None:
        print(f"  {name}: only in {'NEW' if old is None else 'OLD'}")
        return
    print(f"  {name}")
    if not is_short and "\n" in old + new:
        lines = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
        print("\n".join(f"    {line}" for line in lines if not line.startswith(("---", "+++", "@@"))))
    elif not is_short and old.startswith("{"):
        for place, one, other in _changes(json.loads(old), json.loads(new)):
            print(f"    {place}: {one!s:.90} -> {other!s:.90}")
    elif not is_short and " " in old:
        print(f"    - {old}\n    + {new}")


def _changes(old: object, new: object, place: str = "") -> Iterator[tuple[str, object, object]]:
    """Yield what differs in two documents, with its place in them."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            yield from _changes(old.get(key), new.get(key), f"{place}.{key}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, pair in enumerate(zip(old, new, strict=True)):
            yield from _changes(*pair, f"{place}[{number}]")
    elif old != new:
        yield place, old, new


if __name__ == "__main__":
    sys.exit(main())
