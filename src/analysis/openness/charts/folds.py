"""Long tables under folds: a reader sees what there is and opens what is wanted."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import great_tables as gt
from narwhals.typing import IntoFrame

from openness.charts.table import show_table
from openness.project.errors import BadValueError
from openness.words.frames import Frame


@dataclass(frozen=True)
class Folds:
    """Tables, each under a heading that opens it.

    Attributes
    ----------
    tables
        Heading -> table.
    """

    tables: Mapping[str, gt.GT]

    def _repr_html_(self) -> str:
        return "\n".join(
            f'<details class="fold"><summary>{html.escape(heading)}</summary>\n'
            f'<div class="scroll" tabindex="0" role="region" aria-label="{html.escape(heading)}">\n'
            f"{table.as_raw_html()}\n</div>\n</details>"
            for heading, table in self.tables.items()
        )


def folded(
    frames: Mapping[str, IntoFrame], *, columns: Frame | Mapping[str, str] | None = None, links: Sequence[str] = ()
) -> Folds:
    """Return tables under folds, all of them closed.

    Parameters
    ----------
    frames
        Heading -> frame, each heading another one.
    columns, links
        As for :func:`openness.charts.show_table`, the same for all of them.

    Raises
    ------
    BadValueError
        If there is no frame.
    """
    if not frames:
        raise BadValueError("there is no table to fold")
    return Folds({name: show_table(one, columns, title=name, links=links) for name, one in frames.items()})
