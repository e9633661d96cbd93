"""What a change in a share is split by: size classes, new developers, and categories few enough to compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import narwhals as nw
from narwhals.typing import IntoDataFrameT

from openness.project.errors import BadValueError
from openness.statistics.frames import eager, text

SIZE_CUTS = {
    1e9: "under 1B",
    1e10: "1B to 10B",
    1e11: "10B to 100B",
}
"""Upper bound of parameters, itself not included -> class. Powers of ten: no cut was chosen for its result."""

LARGEST = "100B or more"
UNKNOWN = "unknown"
OTHER = "other"

STATUS_YEARS = 1.0
"""A developer is new for so many years after its first release in the list."""

DAYS_PER_YEAR = 365.25


def with_size_class(frame: IntoDataFrameT, *, column: str = "parameter_count") -> IntoDataFrameT:
    """Add ``size_class`` by number of parameters.

    Parameters
    ----------
    frame
        Any eager frame.
    column
        Number of parameters; null is a class of its own, ``unknown``.

    Returns
    -------
    frame of the caller's kind
    """
    data: Any = eager(frame, [column])
    count = nw.col(column).cast(nw.Float64)
    size = nw.lit(LARGEST)
    for cut, name in sorted(SIZE_CUTS.items(), reverse=True):
        size = nw.when(count < cut).then(nw.lit(name)).otherwise(size)
    # pandas has NaN where others have null; neither is a size.
    is_known = ~count.is_null() & (count >= 0)
    return data.with_columns(size_class=nw.when(is_known).then(size).otherwise(nw.lit(UNKNOWN))).to_native()


def with_developer_status(
    frame: IntoDataFrameT,
    *,
    developer: str = "developer_id",
    date: str = "release_date",
    years: float = STATUS_YEARS,
) -> IntoDataFrameT:
    """Add ``developer_status``: whether the developer was new to the list when it made the release.

    Parameters
    ----------
    frame
        One row a release, of all periods: a first release that is not there cannot be seen. Any eager frame.
    developer
        Developers, several joined by ``+``; the one named first counts.
    date
        Column of dates.
    years
        Until when a developer is new.

    Returns
    -------
    frame of the caller's kind
        ``new``: less than ``years`` after the developer's first release in the frame; ``established``: later;
        ``unknown``: no developer or no date. Where a list begins, everybody is new.

    Raises
    ------
    UnknownNameError
        A column is not there.
    BadValueError
        ``years`` is not above 0.
    """
    if not years > 0:
        raise BadValueError(f"years is {years}, expected a number above 0")
    data: Any = eager(frame, [developer, date])
    lead = text(developer).str.replace(r"\+.*$", "")
    marked = data.with_columns(_lead=lead)
    marked = marked.with_columns(_first=nw.col(date).min().over("_lead"))
    since = (nw.col(date) - nw.col("_first")).dt.total_seconds() / (24 * 3600 * DAYS_PER_YEAR)
    is_known = ~nw.col(developer).is_null() & ~nw.col(date).is_null()
    status = nw.when(since < years).then(nw.lit("new")).otherwise(nw.lit("established"))
    return (
        marked.with_columns(developer_status=nw.when(is_known).then(status).otherwise(nw.lit(UNKNOWN)))
        .drop("_lead", "_first")
        .to_native()
    )


def lead_developer(developer: str | None) -> str | None:
    """Return the developer named first of several joined by ``+``; null stays null."""
    return developer.split("+", 1)[0] if developer else None


def pooled(values: Sequence[str], most: int) -> list[str]:
    """Return the values with all but the ``most`` most frequent ones as ``other``; ties go by name.

    ``unknown`` is never pooled: not known is not the same as rare.
    """
    counts = Counter(value for value in values if value != UNKNOWN)
    kept = {name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]} | {UNKNOWN}
    # One rare category keeps its name: "other" would say less in as much room.
    if len(counts.keys() - kept) <= 1:
        return list(values)
    return [value if value in kept else OTHER for value in values]
