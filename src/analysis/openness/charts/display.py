"""How a chart leaves a notebook: one MIME bundle for the report, JupyterLab, converters and screen readers."""

import hashlib
import json
import os
import re
from typing import Any

import altair as alt

CHART_MIME = "application/vnd.openness.chart+json"
"""MIME type of a whole Vega-Lite specification; the reporting room draws and exports it without a network."""

STILLS_VARIABLE = "OPENNESS_STILLS"
"""Environment variable: at ``0`` charts bring no picture, since somebody else draws them."""

_RENDERER = "openness"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")

_is_interactive = False


def mime_bundle(spec: dict[str, Any], **_metadata: Any) -> dict[str, Any]:
    """Return the forms in which a notebook stores a chart.

    Parameters
    ----------
    spec
        A Vega-Lite specification.

    Returns
    -------
    dict
        :data:`CHART_MIME`, ``text/plain`` (the alt text), and ``image/svg+xml``, which JupyterLab, VS Code, GitHub and
        nbconvert show without a network; after :func:`interactive` also ``text/html``. Altair's own Vega-Lite MIME type
        is left out: nbformat refuses altair 6's, and papermill stops.
    """
    bundle = {CHART_MIME: spec, "text/plain": spec.get("description", "Chart")}
    if os.environ.get(STILLS_VARIABLE) != "0":
        bundle["image/svg+xml"] = still(spec)
        if _is_interactive:
            bundle["text/html"] = _html(spec)
    return bundle


def still(spec: dict[str, Any]) -> str:
    """Return the picture of a specification as SVG, drawn without a network; ``ValueError`` where it cannot be."""
    import vl_convert  # noqa: PLC0415 - starts a JavaScript engine, which who draws nothing need not pay for

    return vl_convert.vegalite_to_svg(json.dumps(clean(spec), sort_keys=True), allowed_base_urls=[])


def printable(text: str) -> str:
    """Return a text without characters that no page and no picture can show: each becomes U+FFFD.

    A control character in a name ends the process that draws the chart.
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def clean(value: Any) -> Any:
    """Return a specification with printable texts."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {printable(name): clean(one) for name, one in value.items()}
    return [clean(one) for one in value] if isinstance(value, list) else value


def enable() -> None:
    """Make altair show charts with :func:`mime_bundle` from now on."""
    alt.renderers.register(_RENDERER, mime_bundle)
    alt.renderers.enable(_RENDERER)


def interactive() -> None:
    """Let charts of this notebook answer the mouse, in JupyterLab and without a network.

    Shows nothing, and puts the script that draws charts (about 800 kB) into the output of the cell that calls it;
    without this call a notebook stays small and charts are pictures.
    """
    import vl_convert  # noqa: PLC0415
    from IPython.display import HTML, display  # noqa: PLC0415

    global _is_interactive  # noqa: PLW0603 - one notebook a process
    _is_interactive = True
    script = vl_convert.javascript_bundle().replace("</script", "<\\/script")
    display(HTML(f"<script>{script}</script>"))


def _html(spec: dict[str, Any]) -> str:
    """Return a chart that draws itself where :func:`interactive` has brought the script, else its picture."""
    said = json.dumps(clean(spec), ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    name = f"chart-{hashlib.sha256(said.encode()).hexdigest()[:12]}"
    # SVG rather than canvas: its marks have labels that a screen reader can walk through.
    drawn = f'window.vegaEmbed && vegaEmbed("#{name}", {said}, {{renderer: "svg", actions: false}})'
    return f'<div id="{name}">{still(spec)}</div><script>{drawn}</script>'
