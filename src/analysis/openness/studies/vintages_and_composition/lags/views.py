"""Times to open as frames that charts and tables take: the ladder with links, a ladder a kind of model, and terms."""

from collections.abc import Mapping, Sequence

import polars as pl

from openness.measures.ask import ALL
from openness.measures.records import links
from openness.statistics.incidence import cumulative_incidence
from openness.statistics.resampling import DRAWS, SEED
from openness.studies.vintages_and_composition.lags.measure import first_terms, lag_ladder, lag_summary, release_gaps
from openness.studies.vintages_and_composition.results import CHANGED, MODALITIES, NEXT, RUNGS
from openness.tables import schema
from openness.tables.schema import KEYS
from openness.words.numbers import percent, percents

TERMS = ("access", "license_tier")
EVERY, LATER = "Every", "From the second"
_HORIZON = 1.0
_OUTCOMES = ("same", "another", "unknown")
_DAY = "%Y-%m-%d"


def rungs(ladder: pl.DataFrame, components: pl.DataFrame, releases: pl.DataFrame) -> pl.DataFrame:
    """Return a ladder with links, the highest level first."""
    known = components.drop_nulls("evidence_url").unique(KEYS, keep="first", maintain_order=True)
    linked = releases.join(known.select(*KEYS, "evidence_url"), on=KEYS, how="left", maintain_order="left")
    named = linked.unique("release_name", keep="first", maintain_order=True)
    rows = ladder.sort("level", descending=True, maintain_order=True)
    for side in ("closed", "open"):
        own = named.select(pl.col("release_name").alias(f"{side}_release"), pl.col("evidence_url").alias(f"{side}_url"))
        name, by = pl.col(f"{side}_release"), pl.col(f"{side}_developer")
        rows = rows.join(own, on=f"{side}_release", how="left", maintain_order="left").with_columns(
            pl.coalesce(pl.format("{} ({})", name, by), name).alias(f"{side}_name"),
            pl.col(f"{side}_date").dt.strftime(_DAY),
        )
    years = pl.col("lag_years", "years").round(1).cast(pl.String)
    return rows.with_columns(
        pl.Series("level", [f"{level:.1e}" for level in rows["level"]], dtype=pl.String),
        years,
        closed=links("closed_url", "closed_name"),
        open=links("open_url", "open_name"),
    ).select(*RUNGS.names[:-1], lag=pl.coalesce("lag_years", pl.format("more than {}", "years")))


def lags_by_modality(releases: pl.DataFrame, *, level: str, since: int | None, min_group: int) -> pl.DataFrame:
    """Return the ladder's summary for all releases together and for each modality by itself."""
    rows = []
    for modality in (ALL, *schema.MODALITIES):
        own = releases if modality == ALL else releases.filter(modality=modality)
        ladder = lag_ladder(own, level=level, since=since)
        about = lag_summary(ladder, min_group=min_group).row(0, named=True)
        if about["n"] >= min_group:
            median = None if about["median"] is None else round(about["median"], 1)
            counts = (ladder["n"].max(), about["n"], about["event_count"], about["opener_count"])
            rows.append((modality, *counts, median, _interval(about)))
    return pl.DataFrame(rows, schema=MODALITIES.schema, orient="row")


def next_rows(
    releases: pl.DataFrame,
    families: pl.DataFrame,
    *,
    min_group: int,
    draws: int = DRAWS,
    seed: int = SEED,
    terms: Sequence[str] = TERMS,
) -> pl.DataFrame:
    """Return how likely a line's next release is to come within a year, under the same or other terms."""
    rows = []
    for one in terms:
        gaps = release_gaps(releases, families, terms=one)
        for name, own in ((EVERY, gaps), (LATER, gaps.filter(pl.col("occasion") > 1))):
            found = cumulative_incidence(own, horizons=[_HORIZON], min_group=min_group, draws=draws, seed=seed)
            said = {row["outcome"]: _probability(row) for row in found.iter_rows(named=True)}
            counts = (own.height, own["line_id"].n_unique())
            rows.append((_name(one), name, *counts, *(said.get(outcome) for outcome in _OUTCOMES)))
    return pl.DataFrame(rows, schema=NEXT.schema, orient="row")


def kept(releases: pl.DataFrame, families: pl.DataFrame, terms: Sequence[str] = TERMS) -> pl.DataFrame:
    """Return how long lines kept their first terms, for each kind of terms; see ``first_terms``."""
    return pl.concat(first_terms(releases, families, terms=one) for one in terms)


def changed_rows(found: pl.DataFrame, most: int) -> pl.DataFrame:
    """Return the lines whose terms changed, the latest first, as many as ``most`` for each kind of terms."""
    latest = found.filter("is_observed").sort("to_date", "line_id", descending=[True, False])
    first = latest.group_by("group", maintain_order=True).head(most).sort("group", maintain_order=True)
    return first.with_columns(
        pl.col("from_date", "to_date").dt.strftime(_DAY),
        pl.col("years").round(1),
        pl.col("to_terms").str.replace_all("_", " "),
        terms=pl.Series([_name(one) for one in first["group"]], dtype=pl.String),
        line="line_id",
        from_terms=pl.col("terms").str.replace_all("_", " "),
    ).select(CHANGED.names)


def _name(terms: str) -> str:
    return terms.replace("_", " ").capitalize()


def _interval(about: Mapping[str, object]) -> str | None:
    if about["median_lower"] is None:
        return str(about["reason"]) if about["reason"] else None
    upper = about["median_upper"]
    return f"{about['median_lower']:.1f} to {'no upper bound' if upper is None else format(upper, '.1f')}"


def _probability(row: Mapping[str, float | None]) -> str | None:
    if row["probability"] is None:
        return None
    if row["lower"] is None or row["upper"] is None:
        return percent(row["probability"])
    return f"{percent(row['probability'])} ({percents(row['lower'], row['upper'])})"
