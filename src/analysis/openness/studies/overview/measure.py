"""What the overview looks at, and the tables that its six numbers are read from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from openness.measures import definitions, transparency
from openness.measures.ask import LATEST, Answer, Question, ask, in_full_years, resolve_vintage
from openness.measures.definitions import Tables, answered_by, definition
from openness.measures.headline import GROUPS, Headline, headline
from openness.measures.large_developers import large_developer_words, large_developers
from openness.measures.selection import editions, within
from openness.measures.units import as_units
from openness.sources import credit_line, fmti, hub, osai, short_names
from openness.statistics.pairs import pair_differences
from openness.statistics.share_intervals import shares_by
from openness.statistics.trend import model
from openness.statistics.trend.samples import ALL
from openness.studies.license_landscape.measure import TERMS, with_terms
from openness.studies.multiverse import chance
from openness.studies.multiverse.cells import last_full_period
from openness.studies.multiverse.choices import CHOICES, ESTIMANDS, NOT_APPLICABLE, SLOPE_SPANS
from openness.studies.multiverse.specifications import multiverse
from openness.studies.multiverse.summary import summary
from openness.studies.openwashing.grid import over_rules, sensitivity
from openness.studies.openwashing.rule import Rule, judge
from openness.studies.openwashing.shares import shares_by as openwashed_by
from openness.studies.overview import results
from openness.studies.trend_inference import claims as trend_claims
from openness.studies.trend_inference.moved import moved, surest
from openness.studies.trend_inference.views import with_lists
from openness.tables import store as tables

TWIN = "tier_open"
"""Definition that the overview leaves out: it is so near to an approved license that its rows would say the same."""

INDEX = osai.SOURCE.name
"""The source whose releases all claim to be open."""

_HUB, _ORIGINALS = hub.SOURCE.name, hub.ORIGINALS
"""The source of license tags, and its list without copies, whose tags are those of what they are copies of."""

_FREE = ("source", "vintage", "definition", "span")
"""Choices of the multiverse that the contrast by source and definition leaves to the data."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Contrast:
    """Corporate and community releases: how often they are open, and which way that is going."""

    answer: Answer
    headline: Headline
    trends: pl.DataFrame  # with what may be claimed of each
    slopes: Row  # the difference of the two trends, with what may be claimed of it
    agreed: dict[str, Row]  # estimand -> what all specifications say
    by_source: pl.DataFrame  # results.CONTRAST
    specs: pl.DataFrame
    moved: Row | None = None  # the steepest of all slopes that holds whatever blanks are
    looked: int = 0  # slopes that were looked at
    by_chance: dict[str, Row] = field(default_factory=dict)  # estimand -> how many would agree by chance

    @property
    def access(self) -> Row:
        """How many releases of the years asked for there are, and of how many the source does not say it."""
        left = self.answer.left_out
        n = left.judged + left.unknown
        return {"n": n, "unknown": left.unknown, "unknown_share": left.unknown / n if n else None}


@dataclass(frozen=True)
class Claims:
    """Releases that claim to be open: under each definition, and by the rule of open-washing."""

    vintage: str
    shares: pl.DataFrame  # results.SHARES by definition
    differences: pl.DataFrame  # of the two sides, by definition
    rule: Rule
    openwashed: pl.DataFrame
    rules: pl.DataFrame  # how that hangs on the rule

    @property
    def release_count(self) -> int:
        """How many releases are called open, judged by a definition or not."""
        first = self.shares.filter(group=ALL).row(0, named=True)
        return first["n"] + first["unknown_count"]


@dataclass(frozen=True)
class LicenseTerms:
    """What the licenses on the Hub say: results.SHARES of all groups for each term, in the last full year."""

    vintage: str
    year: str
    shares: pl.DataFrame
    large: str = ""  # who is more than a quarter of them, in a sentence


@dataclass(frozen=True)
class Told:
    """How transparent developers are, all of them and by what they do with weights."""

    indicators: pl.DataFrame
    waves: pl.DataFrame
    by_weights: pl.DataFrame


def contrast(min_group: int) -> Contrast:
    """Return the contrast of the main chart, from the year in which slopes begin by default."""
    answer = ask(in_full_years(Question(since=SLOPE_SPANS[ESTIMANDS["slope_corporate"].span])))
    trends = model.trend_model(answer.releases, min_group=min_group, draws=0)
    slopes = model.slope_differences(answer.releases, min_group=min_group)
    claimed = trend_claims.told(trends, slopes, trend_claims.bounds_of(answer, [GROUPS], min_group=min_group))
    looked = moved(answer.question, min_group)
    specs = multiverse()
    by_chance = chance.compared(specs, chance.by_chance(), by=())
    return Contrast(
        answer,
        headline(Question(), min_group),
        trend_claims.with_claims(trends, claimed, "verdict"),
        trend_claims.with_claims(slopes, claimed).row(0, named=True),
        {row["estimand"]: row for row in summary(specs).iter_rows(named=True)},
        contrast_by_source(specs),
        specs,
        surest(with_lists(looked.moves)),
        looked.moves["p_value"].count(),
        {row["estimand"]: row for row in by_chance.iter_rows(named=True)},
    )


def claims(min_group: int) -> Claims:
    """Return what releases that claim to be open are, from the newest whole index."""
    vintage = resolve_vintage(INDEX, LATEST)
    names = ("releases", "components", "scores")
    frames = Tables(*(tables.read(name).filter(source=INDEX, vintage=vintage) for name in names))
    names = [name for name in answered_by(INDEX) if name != TWIN]
    shares = share_by_definition(frames, names)
    rule = Rule()
    judged = judge(rule, frames.releases, frames.components, frames.scores)
    return Claims(
        vintage,
        shares,
        differences_by_definition(frames, names, min_group),
        rule,
        openwashed_by(judged, min_group=min_group),
        over_rules(sensitivity(frames.releases, frames.components, frames.scores), rule, GROUPS, min_group),
    )


def license_terms() -> LicenseTerms:
    """Return what the licenses of the Hub's releases of the last full year say, copies left out as names tell."""
    vintage = resolve_vintage(_HUB, LATEST)
    year = last_year(vintage)
    listed = tables.read("release_lists").filter(source=_HUB, vintage=vintage, list=_ORIGINALS)
    own = tables.read("releases").filter(
        pl.col("release_id").is_in(listed["release_id"].implode()), source=_HUB, vintage=vintage
    )
    units = as_units(with_terms(own), tables.read("release_families"), Question.unit, outcomes=list(TERMS))
    judged = within(units, int(year), int(year))
    shares = pl.concat(
        share_by_group(judged, name).head(1).select(pl.lit(name).alias("term"), pl.all()) for name in TERMS
    )
    everybody = judged.with_columns(pl.lit("all developers").alias("_everybody"))
    large = [
        large_developers(everybody, tables.read("developers"), by="_everybody", is_open=term, min_group=2)
        for term in TERMS
    ]
    return LicenseTerms(vintage, year, shares, large_developer_words(pl.concat(large)))


def told() -> Told:
    """Return how transparent developers are in each wave."""
    indicators = tables.read("transparency")
    return Told(indicators, *(transparency.wave_means(indicators, by) for by in ("all", "weights")))


def last_year(vintage: str) -> str:
    """Return the last year that had ended when an edition was made."""
    return str(last_full_period(vintage, "year"))


def contrast_by_source(specs: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.CONTRAST` of the last three full years, all other choices at their defaults."""
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
        difference="estimate",
        lower="lower",
        upper="upper",
        n=pl.min_horizontal("n_corporate", "n_community"),
        note="reason",
    )


def signs(contrast: pl.DataFrame, min_group: int) -> dict[str, int]:
    """Return how many differences by source and definition have which sign, and how many with the whole interval."""
    least = max(min_group, 1)
    known = contrast.filter(pl.col("difference").is_not_null(), pl.col("n") >= least)
    return {
        "least": least,
        "n": known.height,
        "below": known.filter(pl.col("difference") < 0).height,
        "surely_below": known.filter(pl.col("upper") < 0).height,
        "above": known.filter(pl.col("difference") > 0).height,
        "surely_above": known.filter(pl.col("lower") > 0).height,
    }


def apart(differences: pl.DataFrame, min_group: int) -> dict[str, Any]:
    """Return under how many definitions the two sides are compared, and those under which they differ for certain."""
    known = differences.drop_nulls("lower")
    found, depends = known.filter("survives_blanks"), known.filter("is_different", ~pl.col("survives_blanks"))
    return {
        "least": max(min_group, 1),
        "n": known.height,
        "apart_count": found.height,
        "apart": found.to_dicts(),
        "depends": depends["definition"].to_list(),
    }


def full_years(seen: Contrast) -> pl.DataFrame:
    """Return the shares by period of both sides, up to the last full year."""
    return two_groups(seen.answer.shares).filter(pl.col("period") <= str(seen.headline.years[1]))


def large(seen: Contrast, min_group: int) -> pl.DataFrame:
    """Return the developers with more than a quarter of a point of the chart over time."""
    shown = two_groups(seen.answer.releases.with_columns(group="developer_group"))
    return large_developers(shown, tables.read("developers"), by="developer_group", every="year", min_group=min_group)


def two_groups(shares: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of corporate and of community releases."""
    return shares.filter(pl.col("group").is_in(list(GROUPS)))


def credit(specs: pl.DataFrame) -> str:
    """Return who is to be credited for the editions in :func:`contrast_by_source`."""
    newest = specs.filter("is_latest").select("source", "vintage").unique().sort("source")
    return "; ".join(credit_line(*edition) for edition in newest.rows())


def editions_of(releases: pl.DataFrame, indicators: pl.DataFrame) -> list[str]:
    """Return source and vintage of all that the overview looks at."""
    waves = indicators.select(pl.lit(fmti.SOURCE.name).alias("source"), "vintage")
    return editions(pl.concat([releases.select("source", "vintage"), waves]))


def unknown_developers(releases: pl.DataFrame) -> pl.DataFrame:
    """Return of which share of each source's releases nobody knows whose they are, the largest first."""
    return (
        releases.group_by("source")
        .agg((pl.col("developer_group") == "unknown").mean().alias("share"), pl.len().alias("n"))
        .sort("share", "source", descending=[True, False])
        .with_columns(pl.col("source").replace(short_names()))
    )


def share_by_group(frame: pl.DataFrame, is_open: str = "is_open") -> pl.DataFrame:
    """Return :data:`results.SHARES` of each group of developers and of all; developers are what is sampled."""
    found = shares_by(frame, ["developer_group"], is_open=is_open, total=ALL)
    return found.rename({"developer_group": "group", "open_share": "share"}).select(results.SHARES.names)


def differences_by_definition(frames: Tables, names: Iterable[str], min_group: int) -> pl.DataFrame:
    """Return the difference of the two sides under each of several definitions, all tested together."""
    judged = pl.concat(
        definitions.judge(frames, name).select(
            "developer_group", "developer_id", "is_open", pl.lit(definition(name).title).alias("definition")
        )
        for name in names
    )
    asked = judged.select("definition").unique(maintain_order=True)
    pairs = asked.with_columns(group=pl.lit(GROUPS[0]), other_group=pl.lit(GROUPS[1]))
    return pair_differences(judged, pairs, within=["definition"], minimum=min_group)


def share_by_definition(frames: Tables, names: Iterable[str]) -> pl.DataFrame:
    """Return :data:`results.SHARES` of the same releases under each of several definitions."""
    shares = [
        share_by_group(definitions.judge(frames, name)).select(
            pl.lit(definition(name).title).alias("definition"), pl.lit(name).alias("definition_name"), pl.all()
        )
        for name in names
    ]
    return pl.concat(sorted(shares, key=lambda part: -(part["share"][0] or 0)))
