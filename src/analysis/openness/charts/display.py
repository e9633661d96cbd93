"""How a chart leaves a notebook: one MIME bundle for the report, for JupyterLab and for a screen reader."""

from typing import Any

import altair as alt
from altair.vegalite.v6.display import html_renderer

CHART_MIME = "application/vnd.openness.chart+json"
"""MIME type of a whole Vega-Lite specification; the reporting room draws and exports it without a network."""

_RENDERER = "openness"


def mime_bundle(spec: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    """Return the forms in which a notebook stores a chart.

    Parameters
    ----------
    spec
        A Vega-Lite specification.
    **metadata
        Options that altair hands to a renderer, passed on to its HTML.

    Returns
    -------
    dict
        :data:`CHART_MIME`, ``text/html`` and ``text/plain`` (the alt text). Altair's own Vega-Lite MIME type is
        left out: nbformat refuses altair 6's, and papermill stops.
    """
    # SVG rather than canvas: its marks have labels that a screen reader can walk through.
    options = {"renderer": "svg", **metadata.pop("embed_options", {})}
    html = html_renderer(spec, embed_options=options, **metadata)
    return {CHART_MIME: spec, **html, "text/plain": spec.get("description", "Chart")}


def enable() -> None:
    """Make altair show charts with :func:`mime_bundle` from now on."""
    alt.renderers.register(_RENDERER, mime_bundle)
    alt.renderers.enable(_RENDERER)
