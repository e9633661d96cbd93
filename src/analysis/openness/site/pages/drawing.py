"""Charts as files: every specification is drawn once, aside, while the notebook that made it goes on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import vl_convert

from openness.site.pages import figures
from openness.site.pages.figures import Figure

_PNG_SCALE = 2
_COUNTED_ID = re.compile(r"\b(gradient_|clip)(\d+)\b")


class Drawing:
    """Draws specifications in a thread of its own; see :func:`drawing`."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._drawn: dict[str, Future[dict[str, bytes]]] = {}

    def begin(self, spec: dict[str, Any]) -> Future[dict[str, bytes]]:
        """Begin to draw a specification, unless that was begun before."""
        name = json.dumps(spec, sort_keys=True)
        if name not in self._drawn:
            self._drawn[name] = self._pool.submit(_pictures, name)
        return self._drawn[name]

    def exports(self, figure: Figure) -> dict[str, bytes]:
        """Return a chart's files: format -> bytes, the same for the same chart."""
        return {"csv": figures.table(figure).encode(), **self.begin(figure.spec).result()}


@contextmanager
def drawing() -> Iterator[Drawing]:
    """Draw until the block ends; what waits then is not drawn any more."""
    pool = ThreadPoolExecutor(1)  # vl_convert draws one chart at a time, however many ask.
    try:
        yield Drawing(pool)
    finally:
        pool.shutdown(cancel_futures=True)


def _pictures(spec: str) -> dict[str, bytes]:
    svg = _settled(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))
    # From the SVG: the same bytes as from the specification, without running Vega a second time.
    return {"svg": svg.encode(), "png": vl_convert.svg_to_png(svg, scale=_PNG_SCALE)}


def _settled(svg: str) -> str:
    """Return an SVG whose gradients and clips count from 0: Vega counts on from the charts it drew before."""
    ids = {found: f"{found[0]}{i}" for i, found in enumerate(dict.fromkeys(_COUNTED_ID.findall(svg)))}
    return _COUNTED_ID.sub(lambda match: ids[match.groups()], svg)
