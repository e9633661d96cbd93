"""Recipes for figures about releases in the processed tables: how many there are, and by how many criteria."""

import polars as pl

from openness.studies.published_results.recipe import Inputs, NotComputableError, Result, recipe
from openness.tables.schema import KEYS
from openness.words.numbers import listing


@recipe("releases of an edition, without rows that cleaning drops", has_own_labels=True)
def releases_counted(
    inputs: Inputs,
    source: str,
    vintage: str,
    listed: str | None = None,
    year: int | None = None,
    until: str | None = None,
) -> Result:
    """Return a number of releases."""
    check_whole(inputs, source, vintage)
    found = releases_of(inputs, source, vintage, listed, year, until)
    return Result(float(found.height), f"{found.height:,} releases")


@recipe("rows that cleaning dropped as another row of the same model", has_own_labels=True)
def rows_dropped(inputs: Inputs, source: str, vintage: str) -> Result:
    """Return a number of rows."""
    check_whole(inputs, source, vintage)
    count = dropped_rows(inputs, source, vintage).len()
    return Result(float(count), f"{count} rows")


@recipe("criteria that an edition judges")
def criteria_counted(inputs: Inputs, source: str, vintage: str) -> Result:
    """Return a number of components."""
    count = inputs.tables["components"].filter(source=source, vintage=vintage)["component"].n_unique()
    if not count:
        raise NotComputableError(f"the edition {vintage} of {source} is not among the data here")
    return Result(float(count), f"{count} criteria")


def check_whole(inputs: Inputs, source: str, vintage: str) -> None:
    """Raise ``NotComputableError`` where an edition is not here, or holds a part of the publisher's list alone."""
    releases_of(inputs, source, vintage)
    lists = inputs.tables["release_lists"].filter(source=source, vintage=vintage)["list"]
    if "all" not in lists:
        raise NotComputableError(f"the edition {vintage} of {source} holds {listing(lists.unique().sort())} alone")


def releases_of(
    inputs: Inputs,
    source: str,
    vintage: str,
    listed: str | None = None,
    year: int | None = None,
    until: str | None = None,
) -> pl.DataFrame:
    """Return releases of an edition, or raise ``NotComputableError`` where it is not here."""
    found = inputs.tables["releases"].filter(source=source, vintage=vintage)
    if listed is not None:
        own = inputs.tables["release_lists"].filter(list=listed)
        found = found.join(own, on=KEYS, how="semi")
    if found.is_empty():
        raise NotComputableError(f"the edition {vintage} of {source} is not among the data here")
    date = pl.col("release_date")
    if year is not None:
        found = found.filter(date.dt.year() == year)
    if until is not None:
        found = found.filter(date <= pl.lit(until).str.to_datetime("%Y-%m-%d"))
    return found


def dropped_rows(inputs: Inputs, source: str, vintage: str) -> pl.Series:
    """Return the numbers of the raw rows that cleaning dropped."""
    return inputs.tables["cleaning_log"].filter(source=source, vintage=vintage, kind="dropped")["row"]
