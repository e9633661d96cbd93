"""Times to open as tables take them: the ladder with links, one ladder per kind of model, terms of the next release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from openness.measures.ask import ALL
from openness.measures.records import links
from openness.statistics.incidence import cumulative_incidence
from openness.statistics.resampling import DRAWS, SEED
from openness.statistics.survival import kaplan_meier, survival_summary
from openness.studies.vintages_and_composition.lags.measure import lag_ladder, lag_summary
from openness.studies.vintages_and_composition.lags.release_gaps import first_terms, release_gaps
from openness.studies.vintages_and_composition.lags.say import first_terms_words
from openness.tables import schema
from openness.words.sentences import percent

TERMS = ("access", "license_tier")
EVERY, LATER = "Every", "From the second"
_HORIZON = 1.0
_KEYS = ["release_id", "source", "vintage"]
_OUTCOMES = ("same", "another", "unknown")


def ladder_rows(ladder: pl.DataFrame, components: pl.DataFrame, releases: pl.DataFrame) -> pl.DataFrame:
    """Return a ladder with links, the highest level first."""
    named = releases.join(_first_links(components), on=_KEYS, how="left").unique("release_name", keep="first")
    day, years = "%Y-%m-%d", pl.format("{}", pl.col("years").round(1))
    rows = ladder.filter(pl.col("closed_date").is_not_null()).sort("level", descending=True)
    for side in ("closed", "open"):
        own = named.select(pl.col("release_name").alias(f"{side}_release"), pl.col("evidence_url").alias(f"{side}_url"))
        rows = rows.join(own, on=f"{side}_release", how="left", maintain_order="left")
        name, by = pl.col(f"{side}_release"), pl.col(f"{side}_developer")
        rows = rows.with_columns(pl.coalesce(pl.format("{} ({})", name, by), name).alias(f"{side}_name"))
    return rows.select(
        pl.Series("level", [f"{level:.1e}" for level in rows["level"]], dtype=pl.String),
        links("closed_url", "closed_name").alias("closed"),
        pl.col("closed_date").dt.strftime(day),
        links("open_url", "open_name").alias("open"),
        pl.col("open_date").dt.strftime(day),
        pl.when("is_observed")
        .then(pl.format("{}", pl.col("lag_years").round(1)))
        .otherwise(pl.format("more than {}", years))
        .alias("lag"),
    )


def lags_by_modality(releases: pl.DataFrame, *, level: str, since: int | None, min_group: int) -> pl.DataFrame:
    """Return the ladder's summary for all releases together and for each modality by itself."""
    rows = []
    for modality in (ALL, *schema.MODALITIES):
        own = releases if modality == ALL else releases.filter(modality=modality)
        ladder = lag_ladder(own, level=level, since=since)
        about = lag_summary(ladder, min_group=min_group).row(0, named=True)
        if about["n"] < min_group:
            continue
        rows.append(
            {
                "modality": modality,
                "n": ladder["n"].max(),
                "levels": about["n"],
                "met": about["event_count"],
                "openers": about["opener_count"],
                "median": None if about["median"] is None else round(about["median"], 1),
                "interval": _interval(about),
            }
        )
    counts = dict.fromkeys(("n", "levels", "met", "openers"), pl.Int64)
    return pl.DataFrame(rows, schema={"modality": pl.String, **counts, "median": pl.Float64, "interval": pl.String})


def gap_rows(
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
            row = {"terms": _name(one), "occasions": name, "n": own.height, "lines": own["line_id"].n_unique()}
            rows.append(row | {outcome: said.get(outcome) for outcome in _OUTCOMES})
    names = {"terms": pl.String, "occasions": pl.String, "n": pl.Int64, "lines": pl.Int64}
    return pl.DataFrame(rows, schema={**names, **dict.fromkeys(_OUTCOMES, pl.String)})


def first_terms_of(
    releases: pl.DataFrame, families: pl.DataFrame, terms: Sequence[str] = TERMS
) -> dict[str, pl.DataFrame]:
    """Return how long lines kept their first terms, for each kind of terms; see ``first_terms``."""
    return {one: first_terms(releases, families, terms=one) for one in terms}


def kept_curves(kept: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the share of lines that still had their first terms, a curve for each kind of terms."""
    found = [kaplan_meier(frame.with_columns(group=pl.lit(one)), by="group") for one, frame in kept.items()]
    return pl.concat(found)


def kept_words(kept: Mapping[str, pl.DataFrame], min_group: int) -> list[str]:
    """Return a sentence for each kind of terms on how long lines keep those of their first release."""
    return [
        first_terms_words(survival_summary(frame, min_group=min_group), one.replace("_", " "))
        for one, frame in kept.items()
    ]


def changed_rows(kept: Mapping[str, pl.DataFrame], most: int) -> pl.DataFrame:
    """Return the lines whose terms changed, the latest first, as many as ``most`` for each kind of terms."""
    day = "%Y-%m-%d"
    found = [
        frame.filter("is_observed")
        .sort("to_date", "line_id", descending=[True, False])
        .head(most)
        .select(
            pl.lit(_name(one)).alias("terms"),
            pl.col("line_id").alias("line"),
            _plain("terms").alias("from_terms"),
            pl.col("from_date").dt.strftime(day),
            _plain("to_terms").alias("to_terms"),
            pl.col("to_date").dt.strftime(day),
            pl.col("years").round(1),
        )
        for one, frame in kept.items()
    ]
    return pl.concat(found)


def _name(terms: str) -> str:
    return terms.replace("_", " ").capitalize()


def _plain(column: str) -> pl.Expr:
    return pl.col(column).str.replace_all("_", " ")


def _first_links(components: pl.DataFrame) -> pl.DataFrame:
    known = components.drop_nulls("evidence_url").unique(_KEYS, keep="first", maintain_order=True)
    return known.select(*_KEYS, "evidence_url")


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
    return f"{percent(row['probability'])} ({100 * row['lower']:.0f}–{percent(row['upper'])})"
