"""Which changes of license the report looks at, and whose data they are."""

from collections.abc import Mapping

import polars as pl

from openness.measures.ask import ALL, FIRST_YEAR, LAST_YEAR
from openness.project import paths
from openness.project.errors import BadValueError
from openness.sources import credit_line, facts, github_licenses, relicensing


def select(
    changes: pl.DataFrame,
    kind: str = ALL,
    since: int | None = None,
    until: int | None = None,
    *,
    carried: bool = True,
) -> pl.DataFrame:
    """Return the changes of a kind, of some years, with those that CHAOSS lists or without."""
    year = pl.col("change_date").dt.year()
    found = changes.filter(
        year.is_between(since or FIRST_YEAR, until or LAST_YEAR),
        pl.lit(kind == ALL) | (pl.col("kind") == kind),
        pl.lit(carried) | ~pl.col("is_carried_over"),
    )
    if found.is_empty():
        years = changes.select(year.min().alias("first"), year.max().alias("last")).row(0)
        raise BadValueError(
            f"no change of license is left: kind {kind!r}, since {since}, until {until}, "
            f"carried {str(carried).lower()}; the changes are of {years[0]} to {years[1]}"
        )
    return found


def begun(history: pl.DataFrame, selected: pl.DataFrame, date: str = "change_date") -> pl.DataFrame:
    """Return the rows of a history that begin with a selected change; what came after may lie outside the selection.

    A first license, a return or a fork is computed from all changes of a project, or a bound on years would turn a
    later change into the first one.
    """
    return history.join(
        selected,
        left_on=["kind", "kind_of_change", "project_name", date],
        right_on=["kind", "kind_of_change", "project_name", "change_date"],
        how="semi",
        maintain_order="left",
    )


def newest_editions() -> dict[str, str]:
    """Return the edition of each source that the report rests on, the newest."""
    folder = paths.raw()
    names = (github_licenses.SOURCE.name, relicensing.SOURCE.name)
    return {name: max(facts.read_source(folder / name)["vintages"]) for name in names}


def credit(selected: pl.DataFrame, vintages: Mapping[str, str]) -> str:
    """Return whose data changes of license are, as charts print it."""
    carried = selected["is_carried_over"].sum()
    end = selected["known_until_date"].max()
    own = f"Collected by hand from license files, announcements and releases, to {end:%Y-%m-%d}"
    if not carried:
        return own
    of = "all" if carried == selected.height else f"{carried} of {selected.height}"
    return f"{own}; {of} from {credit_line(relicensing.SOURCE.name, vintages[relicensing.SOURCE.name])}"
