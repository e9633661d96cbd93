from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook, new_output

from openness.site.pages import render

MIME = "application/vnd.openness.chart+json"


def shown(cell: nbformat.NotebookNode, *outputs: nbformat.NotebookNode) -> nbformat.NotebookNode:
    cell["outputs"] = list(outputs)
    return cell


def stream(text: str, name: str = "stdout") -> nbformat.NotebookNode:
    return new_output("stream", name=name, text=text)


def result(**data: object) -> nbformat.NotebookNode:
    return new_output("display_data", data={kind.replace("__", "/"): value for kind, value in data.items()})


def page(*cells: nbformat.NotebookNode) -> render.Page:
    return render.page(new_notebook(cells=list(cells)), Path())


def test_title_lead_finding_and_contents(code) -> None:
    found = page(
        new_markdown_cell("# Title\n\nThe *lead*."),
        shown(code("finding()", "finding"), result(**{"text/markdown": "Half of **them**."})),
        new_markdown_cell("## Part one & two\n\nText."),
    )
    assert found.lead == "<p>The <em>lead</em>.</p>"
    assert found.finding == "<p>Half of <strong>them</strong>.</p>"
    assert found.contents == (("Part-one-&-two", "Part one & two"),)
    assert [bool(block.text) for block in found.blocks] == [False, True]


def test_a_finding_may_be_plain_text(code) -> None:
    assert page(shown(code("f", "finding"), result(**{"text/plain": "'Half.'"}))).finding == "<p>Half.</p>"


def test_code_that_showed_nothing_lies_under_the_next_fold(code) -> None:
    found = page(
        code("a: int = 1", "parameters"),
        code("import os"),
        shown(code("print(a)"), stream("1\n")),
        code("b = 2"),
    )
    assert [(block.label, [number for number, _ in block.code]) for block in found.blocks] == [
        ("Code of 3 cells", [1, 2, 3]),
        ("Code", [4]),
    ]
    assert found.blocks[0].outputs == (render.Output("text", "1"),)
    assert '<span class="kn">import</span>' in found.blocks[0].code[1][1]


def test_cells_that_papermill_added_do_not_count(code) -> None:
    found = page(
        code("a: int = 1", "parameters"),
        code("a = 2", "injected-parameters"),
        shown(code("1 / 0"), new_output("error", ename="ZeroDivisionError", evalue="by zero", traceback=[])),
    )
    assert found.error is not None
    assert (found.error.cell, found.error.message) == (2, "ZeroDivisionError: by zero")
    assert [number for number, _ in found.blocks[0].code] == [1, 1, 2]
    assert found.blocks[0].has_failed


def test_a_chart_of_ours_is_drawn_by_us(code, spec) -> None:
    (block,) = page(shown(code("chart"), result(**{MIME: spec, "text/html": "theirs", "text/plain": "p"}))).blocks
    (output,) = block.outputs
    assert output.kind == "figure"
    assert "One bar of 2 \\u003c/script> high." in output.html
    assert '"openness"' not in output.html


def test_a_chart_of_altair_alone_is_recognized(code) -> None:
    assert page(shown(code("chart"), result(**{"text/html": "var VEGA_DEBUG = {}"}))).has_foreign_charts
    assert not page(shown(code("chart"), result(**{"text/html": "<p>"}))).has_foreign_charts


@pytest.mark.parametrize(
    ("output", "kind", "html"),
    [
        (stream("a < b\n"), "text", "a &lt; b"),
        (stream("careful", "stderr"), "messages", "careful"),
        (result(**{"text/html": "<table>", "text/plain": "t"}), "html", "<table>"),
        (result(**{"text/markdown": "*a*", "text/plain": "t"}), "html", "<p><em>a</em></p>"),
        (
            result(**{"image/png": "iVBO\n", "text/plain": "<Figure>"}),
            "html",
            '<img src="data:image/png;base64,iVBO" alt="&lt;Figure&gt;">',
        ),
        (result(**{"text/plain": "\x1b[31mred\x1b[0m"}), "text", '<span class="ansi-red-fg">red</span>'),
    ],
)
def test_the_richest_form_of_an_output_is_shown(code, output, kind: str, html: str) -> None:
    (block,) = page(shown(code("x"), output)).blocks
    assert [(one.kind, one.html) for one in block.outputs] == [(kind, html)]


def test_an_output_that_a_page_cannot_show_is_left_out(code) -> None:
    (block,) = page(shown(code("x"), result(**{"application/javascript": "alert(1)"}))).blocks
    assert block.outputs == ()


def test_headline_numbers_are_marked_and_editions_not_repeated(code) -> None:
    headline, vintages = page(
        shown(code("print(t)", "nbval-check-output"), stream("n 1\n")),
        new_markdown_cell("Text."),
        shown(code("print(v)", "vintages"), stream("tiny 2030-01-31\n")),
    ).blocks[::2]
    assert headline.outputs == (render.Output("headline", "n 1"),)
    assert vintages.outputs == ()


def test_images_of_the_author_are_put_into_the_page(tmp_path) -> None:
    (tmp_path / "a.png").write_bytes(b"png")
    assert 'src="data:image/png;base64,cG5n"' in render.markdown("![An image](a.png)", tmp_path)
