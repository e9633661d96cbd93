"""What a change of openness can be split by, beside the columns of a list: size classes, and new developers."""

from typing import Any

import narwhals as nw
from narwhals.typing import IntoDataFrameT

from openness.project.errors import BadValueError
from openness.statistics.decomposition.sample import UNKNOWN
from openness.statistics.door import check_numbers, eager, text
from openness.statistics.periods import DAYS_PER_YEAR
from openness.words.values import with_days

SIZE_CUTS = {
    1e9: "under 1B",
    1e10: "1B to 10B",
    1e11: "10B to 100B",
}
"""Upper bound of parameters, itself not included -> class. Powers of ten: no cut was chosen for its result."""

LARGEST = "100B or more"

STATUS_YEARS = 1.0
"""A developer is new for so many years after its first release in the list."""


def with_size_class(frame: IntoDataFrameT, *, column: str = "parameter_count") -> IntoDataFrameT:
    """Add ``size_class`` by number of parameters; null is a class of its own, ``unknown``."""
    data: Any = eager(frame, [column])
    check_numbers(data, column)
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
    """Add ``developer_status``: ``new`` until a year after the first release in the frame of the developer named first.

    A first release that is not in the frame cannot be seen, and where a list begins everybody is new.
    """
    if not years > 0:
        raise BadValueError(f"years is {years}, expected a number above 0")
    data: Any = with_days(eager(frame, [developer, date]), date)
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
