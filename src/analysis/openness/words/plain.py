"""Small tables in plain text."""

import polars as pl


def as_text(frame: pl.DataFrame, digits: int = 3) -> str:
    """Return a small table as aligned plain text, for terminals and for outputs that are compared between runs."""
    rows = [[_cell(value, digits) for value in row] for row in (tuple(frame.columns), *frame.rows())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    numeric = [dtype.is_numeric() for dtype in frame.dtypes]
    lines = (
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in rows
    )
    return "\n".join(lines)


def _cell(value: object, digits: int) -> str:
    if value is None:
        return "-"
    return f"{value:.{digits}f}" if isinstance(value, float) else str(value)
