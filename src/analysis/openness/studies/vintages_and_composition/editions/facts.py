"""What two editions say differently of a release, which facts show why a share moved, and what may be renamed only."""

import polars as pl

from openness.studies.vintages_and_composition.editions.editions import Edition, shared_components
from openness.studies.vintages_and_composition.editions.moves import CAUSES, CRITERIA, KIND_OF, REASSESSMENT
from openness.studies.vintages_and_composition.results import FACTS, MOVERS

CORRECTED = {
    "Publication date": "release_date",
    "contributor_type": "developer_group",
    "national_origin": "country",
    "system.endmodellicense": "license",
}
"""Raw column that a correction can name -> the fact that follows from it; other columns keep their name."""

PUBLISHER, CORRECTION, TYPING = "publisher", "correction", "typing"

_FACTS_OF = {
    "replaced": pl.col("fact").is_in(["model", "release_date"]),
    "criteria": pl.lit(value=False),
    "regrouped": pl.col("fact").is_in(["developer_group", "developer_type", "country", "modality", "categories"]),
    "redated": pl.col("fact") == "release_date",
    "rescoped": pl.col("fact").is_in(["modality", "country", "lists"]),
}
"""Cause -> the facts that show it, beside the score that decides; of the others ``_JUDGED``."""
_JUDGED = pl.col("fact").is_in(["access", "license", "license_tier"]) | pl.col("fact").str.starts_with("component: ")


def changed_facts(before: Edition, after: Edition) -> pl.DataFrame:
    """Return every fact that differs between two editions of a release that both have."""
    components = shared_components(before, after)
    sides = [_facts(one, components) for one in (before, after)]
    shared = set(before.releases["release_id"]) & set(after.releases["release_id"])
    keys = ["release_id", "fact"]
    both = sides[0].join(sides[1], on=keys, how="full", coalesce=True, suffix="_after")
    differing = both.filter(
        pl.col("release_id").is_in(sorted(shared)), pl.col("value").ne_missing(pl.col("value_after"))
    ).select(*keys, pl.col("value").alias("before"), pl.col("value_after").alias("after"))
    based = _with_basis(differing, [before, after])
    return based.sort("release_id", "fact").select(FACTS.names).cast(FACTS.schema)


def possible_renames(before: Edition, after: Edition) -> pl.DataFrame:
    """Return pairs of a removed and a new release that may be one release under another name; a lead, no judgment.

    A pair has the same developers, the same day of release and the same link to evidence, and no other removed or
    new release has these three.
    """
    traits = ["developer_id", "release_date", "evidence_url"]
    sides = []
    for one, other in ((before, after), (after, before)):
        links = one.components.drop_nulls("evidence_url").unique("release_id", keep="first", maintain_order=True)
        alone = one.releases.join(other.releases, on="release_id", how="anti").filter(date_precision="day")
        linked = alone.join(links.select("release_id", "evidence_url"), on="release_id").drop_nulls(traits)
        sides.append(linked.filter(pl.struct(traits).is_unique()).select(*traits, "release_id"))
    return (
        sides[0].join(sides[1], on=traits, suffix="_after").select("release_id", "release_id_after").sort("release_id")
    )


def movers(
    moved: pl.DataFrame,
    pairs: pl.DataFrame,
    facts: pl.DataFrame,
    before: Edition,
    after: Edition,
    metric: str | None = None,
) -> pl.DataFrame:
    """Return who moved the shares between two editions, with the facts that show why."""
    names = pl.concat([after.releases, before.releases]).select("release_id", "release_name")
    links = pl.concat([after.components, before.components]).drop_nulls("evidence_url")
    once = {"subset": ["release_id"], "keep": "first", "maintain_order": True}
    shown = [_shown(facts, cause, metric) for cause in CAUSES if cause not in ("new", "removed")]
    kind = pl.col("cause").replace_strict(KIND_OF, return_dtype=pl.String).alias("kind")
    size = pl.col("share_change").abs()
    return (
        moved.join(names.unique(**once), on="release_id", how="left", maintain_order="left")
        .join(pairs.select("release_id", "value_before", "value_after"), on="release_id", maintain_order="left")
        .join(pl.concat(shown), on=["release_id", "cause"], how="left", maintain_order="left")
        .join(links.select("release_id", "evidence_url").unique(**once), on="release_id", how="left")
        # A unit of several releases has no name of its own.
        .with_columns(kind, pl.coalesce("release_name", "release_id").alias("release_name"))
        .sort("period", "group", size, "release_id", descending=[False, False, True, False], nulls_last=True)
        .select(MOVERS.names)
    )


def _facts(one: Edition, components: list[str]) -> pl.DataFrame:
    """Return ``release_id``, ``fact``, ``value``: all that an edition says of its releases, as text."""
    day = pl.col("release_date").dt.strftime("%Y-%m-%d").fill_null("no date")
    precision = pl.col("date_precision")
    dated = pl.when(precision.is_in(["day", "none"])).then(day).otherwise(pl.format("{} ({})", day, precision))
    of_releases = one.releases.select(
        "release_id",
        "release_name",
        pl.col("developer_type", "developer_group", "country", "modality", "access", "license_tier"),
        dated.alias("release_date"),
        pl.col("license_ids").list.sort().list.join(" AND ").alias("license"),
    )
    models = one.families.select("release_id", pl.col("family_key").alias("model"))
    named = one.named.sort("release_id", "position").group_by("release_id", maintain_order=True)
    developers = named.agg(
        pl.col("published_name").str.join(", ").alias("developers"),
        pl.col("published_type").fill_null("none").str.join(", ").alias("categories"),
    )
    lists = one.lists.group_by("release_id").agg(pl.col("list").sort().str.join(", ").alias("lists"))
    wide = [of_releases, models, developers, lists]
    long = [frame.unpivot(index="release_id", variable_name="fact", value_name="value") for frame in wide]
    judged = one.components.filter(pl.col("component").is_in(components)).select(
        "release_id", pl.format("component: {}", "component").alias("fact"), pl.col("status").alias("value")
    )
    scored = one.scores.select(
        "release_id",
        pl.format("score: {}", "metric").alias("fact"),
        pl.format("{} (version {})", pl.col("label").fill_null("none"), "metric_version").alias("value"),
    ).unique(["release_id", "fact"], keep="first", maintain_order=True)
    return pl.concat([*long, judged, scored])


def _with_basis(differing: pl.DataFrame, editions: list[Edition]) -> pl.DataFrame:
    """Say who changed each fact."""
    corrected = pl.concat(
        one.log.filter(kind="corrected")
        .join(one.releases.select("release_id", "release_name"), on="release_name")
        .select("release_id", pl.col("field").replace(CORRECTED).alias("fact"), pl.lit(value=True).alias("_corrected"))
        for one in editions
    ).unique()
    renamed = differing.filter(pl.col("fact").is_in(["developers", "categories"])).select("release_id").unique()
    is_typed = pl.col("fact").is_in(["developer_group", "developer_type"])
    has_same_words = ~pl.col("release_id").is_in(renamed["release_id"].to_list())
    return differing.join(corrected, on=["release_id", "fact"], how="left", maintain_order="left").with_columns(
        pl.when("_corrected")
        .then(pl.lit(CORRECTION))
        .when(is_typed & has_same_words)
        .then(pl.lit(TYPING))
        .otherwise(pl.lit(PUBLISHER))
        .alias("basis")
    )


def _shown(facts: pl.DataFrame, cause: str, metric: str | None) -> pl.DataFrame:
    """Return the facts that show a cause, as one text a release: ``release_id``, ``cause``, ``before``, ``after``."""
    shows = _FACTS_OF.get(cause, _JUDGED)
    if KIND_OF[cause] in (CRITERIA, REASSESSMENT):
        shows = shows | (pl.col("fact") == f"score: {metric}")
    own = facts.filter(shows)
    said = [
        pl.format("{} {}", "fact", pl.col(side).fill_null("none")).str.join("; ").alias(side)
        for side in ("before", "after")
    ]
    joined = own.group_by("release_id", maintain_order=True).agg(said)
    return joined.select("release_id", pl.lit(cause).alias("cause"), "before", "after")
