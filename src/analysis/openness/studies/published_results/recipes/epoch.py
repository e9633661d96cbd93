"""Recipes for figures about Epoch AI's models, by its own labels: sector, country, training compute.

Who counts as industry is what Epoch AI writes, not the type that cleaning gives a developer: the reports that are held
against it took it from there.
"""

from collections.abc import Sequence

import polars as pl

from openness.sources.epoch import SOURCE
from openness.studies.published_results.recipe import Inputs, NotComputableError, Result, ratio, recipe
from openness.studies.published_results.recipes.releases import check_whole, dropped_rows, releases_of

_COUNTRY = "Country (of organization)"
_SECTOR = "Organization categorization"


@recipe("notable models")
def notable_count(inputs: Inputs, vintage: str, year: int | None = None, until: str | None = None) -> Result:
    """Return a number of models of a year, or published by a day."""
    found = _notable(inputs, vintage, year)
    if until is not None:
        found = found.filter(_published() <= until)
    return Result(float(found.height), f"{found.height:,} models")


@recipe("notable models whose developers are of exactly these sectors")
def notable_sector_count(inputs: Inputs, vintage: str, year: int, sectors: Sequence[str]) -> Result:
    """Return a number of models."""
    found = _notable(inputs, vintage, year)
    own = found.filter(_sectors() == pl.lit(sorted(sectors))).height
    return Result(float(own), f"{own} of {found.height} models, {found[_SECTOR].null_count()} without a sector")


@recipe("notable models with a developer of another sector")
def notable_other_sectors(inputs: Inputs, vintage: str, year: int, sector: str) -> Result:
    """Return a number of models; those without a sector are not among them."""
    found = _notable(inputs, vintage, year)
    own = found.filter(_sectors() != pl.lit([sector])).height
    return Result(float(own), f"{own} of {found.height} models, {found[_SECTOR].null_count()} without a sector")


@recipe("share of notable models whose developers are of exactly these sectors")
def notable_sector_percent(inputs: Inputs, vintage: str, year: int, sectors: Sequence[str]) -> Result:
    """Return a share of all notable models of a year, in percent."""
    found = _notable(inputs, vintage, year)
    return ratio(found.filter(_sectors() == pl.lit(sorted(sectors))).height, found.height, "models")


@recipe("notable models with a developer in the country")
def notable_country_count(inputs: Inputs, vintage: str, year: int, country: str) -> Result:
    """Return a number of models; one with developers in two countries counts in both."""
    found = _notable(inputs, vintage, year)
    own = found.filter(_is_from(country)).height
    return Result(float(own), f"{own} of {found.height} models")


@recipe("notable models with a developer of one of these names")
def notable_developer_count(inputs: Inputs, vintage: str, year: int, developers: Sequence[str]) -> Result:
    """Return a number of models; one of two developers counts for both."""
    found = _notable(inputs, vintage, year)
    names = _parts("Organization")
    own = {name: found.filter(names.list.contains(name)).height for name in developers}
    count = found.filter(pl.any_horizontal(names.list.contains(name) for name in developers)).height
    return Result(float(count), ", ".join(f"{name} {number}" for name, number in own.items()))


@recipe("notable models with a label in a column of the publisher's list")
def notable_label_count(inputs: Inputs, vintage: str, year: int, column: str, label: str) -> Result:
    """Return a number of models; the arithmetic names those without any label."""
    found = _notable(inputs, vintage, year)
    if column not in found.columns or found[column].null_count() == found.height:
        raise NotComputableError(f"the edition {vintage} has no column {column!r}")
    own = (found[column] == label).sum()
    return Result(float(own), f"{own} of {found.height}, {found[column].null_count()} without a label")


@recipe("notable models of which a column of the publisher's list is filled")
def notable_filled_count(inputs: Inputs, vintage: str, column: str, until: str) -> Result:
    """Return a number of models published by a day."""
    found = _notable(inputs, vintage, None).filter(_published() <= until)
    own = found[column].count() if column in found.columns else 0
    return Result(float(own), f"{own} of {found.height} models")


@recipe("models trained with more than so much compute, by the publisher's estimate, published by a day")
def compute_count(inputs: Inputs, vintage: str, more_than: float, until: str, has_open_weights: bool = False) -> Result:
    """Return a number of models in Epoch AI's list."""
    found = _trained(inputs, vintage, more_than, until)
    own = found.filter(pl.col("Model accessibility").str.starts_with("Open")) if has_open_weights else found
    counted = f"{own.height} of {found.height}" if has_open_weights else f"{found.height}"
    return Result(float(own.height), f"{counted} models over {more_than:g} FLOP".replace("e+", "e"))


@recipe("share of a country in the models trained with more than so much compute")
def compute_country_percent(inputs: Inputs, vintage: str, more_than: float, until: str, country: str) -> Result:
    """Return a share of models with a developer from a country, in percent."""
    found = _trained(inputs, vintage, more_than, until)
    own = found.filter(_is_from(country)).height
    return ratio(own, found.height, "models")


@recipe("share with open weights of the models trained with more than so much compute")
def compute_open_percent(inputs: Inputs, vintage: str, more_than: float, until: str) -> Result:
    """Return a share of models, in percent."""
    found = _trained(inputs, vintage, more_than, until)
    own = found.filter(pl.col("Model accessibility").str.starts_with("Open")).height
    return ratio(own, found.height, "models")


@recipe("developers of the models trained with more than so much compute")
def compute_developers(inputs: Inputs, vintage: str, more_than: float, until: str) -> Result:
    """Return a number of organizations named."""
    named = _trained(inputs, vintage, more_than, until)["Organization"].drop_nulls().str.split(",")
    names = named.explode(empty_as_null=True).str.strip_chars().unique().sort()
    return Result(float(len(names)), ", ".join(names))


def _models(inputs: Inputs, vintage: str) -> pl.DataFrame:
    releases_of(inputs, SOURCE.name, vintage)
    rows = inputs.raw(SOURCE.name, vintage)
    return rows.filter(~pl.col("row").is_in(dropped_rows(inputs, SOURCE.name, vintage).implode()))


def _notable(inputs: Inputs, vintage: str, year: int | None) -> pl.DataFrame:
    models = _models(inputs, vintage)
    listed = pl.col("lists").str.split("|").list.contains("notable")
    # An edition of the whole list alone marks notable models by the criteria that they meet.
    is_notable = listed if models.select(listed.any()).item() else pl.col("Notability criteria").is_not_null()
    found = models.filter(is_notable)
    return found if year is None else found.filter(_published().str.starts_with(str(year)))


def _trained(inputs: Inputs, vintage: str, more_than: float, until: str) -> pl.DataFrame:
    compute = pl.col("Training compute (FLOP)").cast(pl.Float64, strict=False)
    check_whole(inputs, SOURCE.name, vintage)
    return _models(inputs, vintage).filter(compute > more_than, _published() <= until)


def _published() -> pl.Expr:
    return pl.col("Publication date").str.slice(0, 10)


def _sectors() -> pl.Expr:
    return _parts(_SECTOR).list.unique().list.sort()


def _parts(column: str) -> pl.Expr:
    return pl.col(column).str.split(",").list.eval(pl.element().str.strip_chars())


def _is_from(country: str) -> pl.Expr:
    return pl.col(_COUNTRY).str.contains(country, literal=True)
