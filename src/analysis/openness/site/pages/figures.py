"""Charts of an executed notebook: what they say of themselves, the table behind each, and their pictures.

Every specification is drawn once, aside, while the notebook that made it goes on.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import vl_convert

from openness.charts import display
from openness.charts.display import CHART_MIME
from openness.site.run.notebook import Cell, Notebook

_PNG_SCALE = 2
_COUNTED_ID = re.compile(r"\b(gradient_|clip)(\d+)\b")


@dataclass(frozen=True)
class Figure:
    """One chart of a report."""

    name: str  # name of its files, unique in the report
    title: str
    alt: str  # what a reader hears
    caption: str  # what a reader should know before trusting it
    columns: tuple[str, ...]  # columns of its table, in order; empty where the chart does not say
    spec: dict[str, Any] = field(repr=False)  # Vega-Lite specification


def collect(executed: Notebook) -> dict[int, Figure]:
    """Return the charts of an executed notebook in order, by ``id`` of the output that holds each."""
    found: dict[int, Figure] = {}
    taken: set[str] = set()
    for cell in executed["cells"]:
        for output in chart_outputs(cell):
            figure = _figure(output["data"][CHART_MIME], taken)
            taken.add(figure.name)
            found[id(output)] = figure
    return found


def chart_outputs(cell: Cell) -> list[dict[str, Any]]:
    """Return the outputs of a cell that hold a chart of our own."""
    return [output for output in cell.get("outputs", ()) if CHART_MIME in output.get("data", {})]


def table(figure: Figure) -> str:
    """Return the rows behind a chart as CSV.

    Of several tables in a specification the first that has all the chart's columns is taken; missing values are
    empty, the items of a list are separated by semicolons.
    """
    tables = list(_tables(figure.spec))
    wanted = set(figure.columns)
    rows = next((rows for rows in tables if wanted <= {name for row in rows for name in row}), [])
    columns = figure.columns or tuple(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_csv_value(row.get(name)) for name in columns] for row in rows)
    return text.getvalue()


class Drawing:
    """Draws specifications in a thread of its own; see :func:`drawing`."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._drawn: dict[str, Future[dict[str, bytes]]] = {}

    def begin(self, spec: dict[str, Any]) -> Future[dict[str, bytes]]:
        """Begin to draw a specification, unless that was begun before."""
        name = json.dumps(display.clean(spec), sort_keys=True)
        if name not in self._drawn:
            self._drawn[name] = self._pool.submit(_pictures, name)
        return self._drawn[name]

    def exports(self, figure: Figure) -> dict[str, bytes]:
        """Return a chart's files: format -> bytes, the same for the same chart."""
        return {"csv": table(figure).encode(), **self.begin(figure.spec).result()}


@contextmanager
def drawing() -> Iterator[Drawing]:
    """Draw until the block ends; what waits then is not drawn any more."""
    pool = ThreadPoolExecutor(1)  # vl_convert draws one chart at a time, however many ask.
    try:
        yield Drawing(pool)
    finally:
        pool.shutdown(cancel_futures=True)


def _figure(spec: dict[str, Any], taken: set[str]) -> Figure:
    spec = display.clean(spec)
    about = spec.get("usermeta", {}).get("openness", {})
    stem = re.sub(r"[^a-z0-9]+", "-", str(about.get("name", "")).lower()).strip("-") or "chart"
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    title = about.get("title") or _title(spec) or f"Chart {len(taken) + 1}"
    alt = about.get("alt") or spec.get("description") or title
    return Figure(name, title, alt, about.get("caption", ""), tuple(about.get("columns", ())), spec)


def _title(spec: dict[str, Any]) -> str:
    title = spec.get("title", "")
    title = title.get("text", "") if isinstance(title, dict) else title
    return " ".join(title) if isinstance(title, list) else title


def _tables(spec: object) -> Iterator[list[dict[str, Any]]]:
    """Yield every inline table of a specification, views within views included."""
    if isinstance(spec, dict):
        for name, value in spec.items():
            if name == "datasets":
                yield from value.values()
            elif name == "data" and isinstance(value, dict) and isinstance(value.get("values"), list):
                yield value["values"]
            else:
                yield from _tables(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from _tables(value)


def _csv_value(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ";".join(str(item) for item in value)
    return "" if value is None else value


def _pictures(spec: str) -> dict[str, bytes]:
    svg = _settled(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))
    # From the SVG: the same bytes as from the specification, without running Vega a second time.
    return {"svg": svg.encode(), "png": vl_convert.svg_to_png(svg, scale=_PNG_SCALE)}


def _settled(svg: str) -> str:
    """Return an SVG whose gradients and clips count from 0: Vega counts on from the charts it drew before."""
    ids = {found: f"{found[0]}{i}" for i, found in enumerate(dict.fromkeys(_COUNTED_ID.findall(svg)))}
    return _COUNTED_ID.sub(lambda match: ids[match.groups()], svg)
