"""Tables in the look of the charts, as HTML that needs no network."""

from collections.abc import Mapping, Sequence
from typing import Any

import great_tables as gt
import narwhals as nw
from narwhals.typing import IntoFrame

from openness.charts.links import with_anchors
from openness.project.errors import BadValueError, UnknownNameError
from openness.words.frames import Frame
from openness.words.names import VALUES, label
from openness.words.values import is_missing

_RULE = "#e4e7eb"
_INK = "#1f2328"
_MISSING = "–"
_SHORT = 12
"""Longest text, in characters, that is kept on one line: a date must not break at its hyphens."""


def show_table(
    frame: IntoFrame,
    columns: Frame | Mapping[str, str] | None = None,
    *,
    title: str,
    note: str | None = None,
    percent: Sequence[str] = (),
    integer: Sequence[str] = (),
    links: Sequence[str] = (),
) -> gt.GT:
    """Return a table ready to be shown: titled, numbers to the right, nulls as a dash, no outside fonts.

    Parameters
    ----------
    frame
        Any frame narwhals knows: pandas, polars eager or lazy, and others.
    columns
        The declared result: columns with a heading are shown in its order, shares as percentages, counts with
        thousands separated, dates without a time, lists and links one after the other. Or column names and their
        headings, in the order to show; without either, every column under a heading made from its name.
    title
        What stands over it.
    note
        What stands under it.
    percent
        Further columns of shares between 0 and 1, shown as percentages.
    integer
        Further columns of counts, shown with thousands separated.
    links
        Further columns of lists of links, each a mapping with ``text`` and ``url``; what is no web address and
        no page of the site stays plain text.

    Returns
    -------
    great_tables.GT

    Raises
    ------
    UnknownNameError
        If a named column, or one that the declared result requires, is missing.
    BadValueError
        If no column is left to show.
    """
    data: Any = nw.from_native(frame)
    if isinstance(data, nw.LazyFrame):
        data = data.collect()
    if isinstance(columns, Frame):
        percent = [*percent, *columns.of_kind("share")]
        integer = [*integer, *columns.of_kind("count")]
        links = [*links, *columns.of_kind("links")]
        data = _as_declared(columns.checked(data), columns)
        headings = {name: heading for name, heading in columns.headings.items() if name in data.columns}
    else:
        headings = dict(columns) if columns is not None else {name: label(name) for name in data.columns}
        for name in (*headings, *percent, *integer, *links):
            if name not in data.columns:
                raise UnknownNameError("column", name, data.columns, where=f"table {title!r}")
    if not headings:
        raise BadValueError(f"table {title!r} has no column to show")
    linked = [name for name in links if name in headings]
    shown = with_anchors(data.select(list(headings)), linked)
    numeric = [name for name in shown.columns if shown.schema[name].is_numeric()]
    words = [name for name in shown.columns if shown.schema[name] == nw.String and name not in linked]
    # Values of our own vocabulary (open_restricted) read like the labels of the charts; other text stays.
    for name in words:
        if known := sorted(VALUES.intersection(shown[name].to_list())):
            worded = nw.col(name).replace_strict(known, [label(value) for value in known], default=nw.col(name))
            shown = shown.with_columns(worded.alias(name))
    table = (
        gt.GT(shown.to_native(), id=_identifier(title))
        .tab_header(title=title)
        .cols_label(headings)
        .cols_align("right", numeric)
        .cols_align("left", [name for name in headings if name not in numeric])
        .fmt_percent([name for name in percent if name in headings], decimals=1)
        .fmt_integer([name for name in integer if name in headings])
        .fmt(lambda anchors: anchors, columns=linked)
        .sub_missing(missing_text=_MISSING)
        .opt_table_font(font="inherit")
        .tab_options(
            heading_align="left",
            heading_title_font_size="1rem",
            heading_title_font_weight="600",
            heading_border_bottom_color=_RULE,
            table_width="100%",
            table_font_size="0.875rem",
            table_font_color=_INK,
            table_border_top_style="none",
            table_border_bottom_color=_RULE,
            table_body_hlines_color=_RULE,
            table_body_border_top_color=_RULE,
            table_body_border_bottom_color=_RULE,
            column_labels_font_weight="600",
            column_labels_border_top_style="none",
            column_labels_border_bottom_color=_RULE,
            source_notes_font_size="0.8125rem",
            container_overflow_x="auto",
            container_overflow_y="visible",
        )
    )
    lengths = {name: [len(text) for text in shown[name].to_list() if not is_missing(text)] for name in words}
    short = [name for name, found in lengths.items() if max(found, default=0) <= _SHORT]
    if short:
        table = table.tab_style(gt.style.css("white-space: nowrap"), gt.loc.body(short))
    return table if note is None else table.tab_source_note(note)


def _as_declared(data: Any, declared: Frame) -> Any:
    """Return a frame whose dates have no time of day, and whose lists are words one after the other."""
    there = set(data.columns)
    dated = [name for name in declared.of_kind("date") if name in there and data.schema[name] == nw.Datetime]
    data = data.with_columns(nw.col(name).dt.to_string("%Y-%m-%d") for name in dated)
    for name in there.intersection(declared.of_kind("list")):
        if data.schema[name] != nw.String:
            joined = [None if is_missing(cell) else ", ".join(map(str, cell)) for cell in data[name].to_list()]
            data = data.with_columns(nw.new_series(name, joined, nw.String, backend=data.implementation))
    return data


def _identifier(title: str) -> str:
    # Great Tables draws a random id otherwise, and a page would differ from run to run.
    return "table-" + "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())
