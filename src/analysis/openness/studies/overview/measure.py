"""The short answer: what is looked at, and the tables that its six numbers are read from."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from openness.measures.ask import LATEST, Answer, Question, resolve_vintage
from openness.measures.definitions import Tables, answered_by, definition
from openness.measures.selection import within
from openness.sources import credit_line, short_names
from openness.studies.license_landscape.terms import TERMS, with_terms
from openness.studies.multiverse import counts as multiverse_cells
from openness.studies.multiverse.choices import CHOICES, ESTIMANDS, NOT_APPLICABLE, SLOPE_SPANS
from openness.studies.overview.developer_shares import share_by_definition, share_by_group
from openness.tables import store as tables

GROUPS = ("corporate", "community")

TWIN = "tier_open"
"""Definition that the overview leaves out: it is so near to an approved license that its rows would say the same."""

_HUB, _ORIGINALS = "hub", "not_repackaged"
"""The source of license tags, and its list without copies, whose tags are those of what they are copies of."""

_FREE = ("source", "vintage", "definition", "span")
"""Choices of the multiverse that the contrast by source and definition leaves to the data."""


Estimate = tuple[str, int, float | None, float | None, float | None]
"""What is estimated, n, the estimate and its bounds; null where it cannot be estimated."""


@dataclass(frozen=True)
class Number:
    """One number of the overview.

    Attributes
    ----------
    title
        What it is about.
    value, unit
        The number in short, and what it is a number of.
    text
        The same in sentences, with n and interval.
    short
        The same in one sentence, for the finding of the page.
    basis
        Definition, source, edition and kind of interval.
    links
        Text -> page of the site on which it is taken apart.
    estimates
        What it is made of.
    """

    title: str
    value: str
    unit: str
    text: str
    short: str
    basis: str
    links: dict[str, str]
    estimates: tuple[Estimate, ...]


def cards(numbers: list[Number]) -> pl.DataFrame:
    """Return what the panel of numbers shows: ``title``, ``value``, ``unit``, ``text``, ``basis``, ``links``."""
    rows = [
        (*(getattr(one, name) for name in _SHOWN), [{"text": text, "url": page} for text, page in one.links.items()])
        for one in numbers
    ]
    links = pl.List(pl.Struct({"text": pl.String, "url": pl.String}))
    return pl.DataFrame(rows, schema={**dict.fromkeys(_SHOWN, pl.String), "links": links}, orient="row")


def estimates(numbers: list[Number]) -> pl.DataFrame:
    """Return every estimate behind the numbers: ``number``, ``what``, ``n``, ``estimate``, ``lower``, ``upper``."""
    rows = [(one.title, *row) for one in numbers for row in one.estimates]
    types = {**dict.fromkeys(("number", "what"), pl.String), "n": pl.Int64}
    types |= dict.fromkeys(("estimate", "lower", "upper"), pl.Float64)
    return pl.DataFrame(rows, schema=types, orient="row")


_SHOWN = ("title", "value", "unit", "text", "basis")


def main_question() -> Question:
    """Return the question of the main chart, from the year in which slopes begin by default."""
    return Question(since=SLOPE_SPANS[ESTIMANDS["slope_corporate"].span])


def last_year(vintage: str) -> str:
    """Return the last year that had ended when an edition was made."""
    return str(multiverse_cells.last_full_period(vintage, "year"))


def shares_of_year(answer: Answer) -> pl.DataFrame:
    """Return the share of open releases by group in the last full year of an answer's edition."""
    year = int(last_year(answer.question.vintage))
    return share_by_group(within(answer.releases, year, year), by=answer.question.by)


def claims() -> pl.DataFrame:
    """Return how many releases that claim to be open are so under each definition, from the newest whole index."""
    vintage = resolve_vintage("osai", LATEST)
    frames = [tables.read(name).filter(source="osai", vintage=vintage) for name in _JUDGED]
    return share_by_definition(Tables(*frames), [name for name in answered_by("osai") if name != TWIN])


_JUDGED = ("releases", "components", "scores")


@dataclass(frozen=True)
class LicenseTerms:
    """What the licenses on the Hub say.

    Attributes
    ----------
    vintage, year
        The edition, and its last full year.
    shares
        A row a term (name in ``term``) of the releases of that year, columns as in
        :func:`openness.studies.overview.developer_shares.share_by_group`.
    """

    vintage: str
    year: str
    shares: pl.DataFrame


def license_terms() -> LicenseTerms:
    """Return what the licenses of the Hub's releases of the last full year say, copies left out as names tell."""
    vintage = resolve_vintage(_HUB, LATEST)
    year = last_year(vintage)
    listed = tables.read("release_lists").filter(source=_HUB, vintage=vintage, list=_ORIGINALS)
    own = tables.read("releases").filter(
        pl.col("release_id").is_in(listed["release_id"].implode()), source=_HUB, vintage=vintage
    )
    judged = with_terms(within(own, int(year), int(year)))
    shares = pl.concat(
        share_by_group(judged, is_open=name).head(1).select(pl.lit(name).alias("term"), pl.all()) for name in TERMS
    )
    return LicenseTerms(vintage, year, shares)


def contrast_by_source(specs: pl.DataFrame) -> pl.DataFrame:
    """Return companies less community in the last full year, by source and definition, all else at its default."""
    usual = [
        pl.col(name).cast(pl.String).is_in([one.default, NOT_APPLICABLE])
        for name, one in CHOICES.items()
        if name not in _FREE
    ]
    span = pl.col("span") == ESTIMANDS["share_difference"].span
    main = pl.col("source") == CHOICES["source"].default
    other = pl.col("definition") != TWIN
    kept = specs.filter(*usual, span, other, pl.col("is_latest"), estimand="share_difference")
    titles = {name: definition(name).title for name in kept["definition"].unique()}
    source = pl.col("source").replace(short_names())
    size = pl.col("estimate").abs()
    return kept.sort(
        ~main, "source", size, descending=[False, False, True], nulls_last=True, maintain_order=True
    ).select(
        pl.format("{}: {}", source, pl.col("definition").replace_strict(titles, return_dtype=pl.String)).alias("item"),
        pl.col("estimate").alias("difference"),
        "lower",
        "upper",
        pl.min_horizontal("n_corporate", "n_community").alias("n"),
        pl.col("reason").alias("note"),
    )


def full_years(answer: Answer) -> pl.DataFrame:
    """Return the shares by period of companies and of community developers, up to the last full year."""
    return two_groups(answer.shares).filter(pl.col("period") <= last_year(answer.question.vintage))


def two_groups(shares: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of companies and of community developers."""
    return shares.filter(pl.col("group").is_in(list(GROUPS)))


def credit(specs: pl.DataFrame) -> str:
    """Return who is to be credited for the editions in :func:`contrast_by_source`."""
    newest = specs.filter("is_latest").select("source", "vintage").unique().sort("source")
    return "; ".join(credit_line(*edition) for edition in newest.rows())


def editions(releases: pl.DataFrame, transparency: pl.DataFrame) -> list[str]:
    """Return source and vintage of all that the overview looks at."""
    waves = transparency.select(pl.lit("fmti").alias("source"), "vintage")
    found = pl.concat([releases.select("source", "vintage"), waves]).unique().sort("source", "vintage")
    return [" ".join(row) for row in found.rows()]
