"""Charts draw wherever a notebook is shown, and ask nobody for it."""

import json
import subprocess
import sys

import pytest

from openness.charts import display

SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "description": "Two bars.",
    "data": {"values": [{"a": "x </script>", "b": 1}, {"a": "y\u2028\x08", "b": 2}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}},
}


def test_a_chart_is_a_picture_by_default_and_none_where_somebody_else_draws_it(monkeypatch):
    assert "<svg" in display.mime_bundle(SPEC)["image/svg+xml"]
    monkeypatch.setenv(display.STILLS_VARIABLE, "0")
    assert display.mime_bundle(SPEC) == {display.CHART_MIME: SPEC, "text/plain": "Two bars."}


def test_an_interactive_chart_holds_its_picture_and_asks_nobody(monkeypatch):
    monkeypatch.setattr(display, "_is_interactive", True)
    html = display.mime_bundle(SPEC)["text/html"]
    assert html.count("<svg") == 1
    assert html.count("</script>") == 1
    assert "cdn" not in html
    assert "src=" not in html


def test_interactive_brings_the_script_along():
    code = "from openness import charts; charts.interactive()"
    source = {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": None, "outputs": [], "source": code}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [source]}
    done = subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--stdin", "--stdout"],
        input=json.dumps(notebook),
        capture_output=True,
        text=True,
        check=True,
    )
    (output,) = json.loads(done.stdout)["cells"][0]["outputs"]
    html = "".join(output["data"]["text/html"])
    assert "vegaEmbed" in html
    assert html.count("</script") == 1


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_a_converted_notebook_shows_its_charts_without_a_network(form, tmp_path):
    code = (
        "from IPython.display import display as show\nfrom openness.charts import display\n"
        f"show(display.mime_bundle({SPEC!r}), raw=True)"
    )
    source = {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": None, "outputs": [], "source": code}
    path = tmp_path / "01_bars.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [source]}), "utf-8")
    subprocess.run(
        [sys.executable, "-m", "nbconvert", "--log-level", "ERROR", "--to", form, "--execute", str(path)], check=True
    )
    written = {one.suffix: one for one in tmp_path.rglob("*") if one.is_file()}
    text = written[".html" if form == "html" else ".svg"].read_text("utf-8")
    assert ("data:image/svg+xml;base64," if form == "html" else "<svg") in text
    assert "cdn.jsdelivr.net/npm/vega" not in text
