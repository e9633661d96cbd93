"""Events that were found and not collected by hand: a list is compared with itself, so they may be counted.

Two editions of the list of the Hub's repositories are compared for changed license tags; embedding models on MTEB's
list with the models that they were made from. A changed tag is no proof of relicensing: cards are corrected, whoever
uploads a copy tags it as he likes, and an edition renews a part of its records only, so that an unchanged tag proves
nothing either. Directions are computed from the licenses that the tags name.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import polars as pl

from openness.licenses.clauses import moves
from openness.sources import hub, mteb
from openness.studies.relicensing import results
from openness.tables.schema import CHANGE_DIRECTIONS

SAME = "same"
_TAGGED = pl.col("license_raw").is_not_null()


def tagged_editions(releases: pl.DataFrame) -> list[str]:
    """Return the editions of the Hub's list from which tags can be compared with the next or the one before.

    The oldest first. Before tags were published an edition has none, or those of a few stray records.
    """
    own = releases.filter(_TAGGED, source=hub.SOURCE.name).select("release_id", "vintage")
    kept = {name: set(ids) for name, ids in own.group_by("vintage").agg("release_id").sort("vintage").iter_rows()}
    return sorted({one for pair in pairwise(kept) if kept[pair[0]] & kept[pair[1]] for one in pair})


def tag_pairs(releases: pl.DataFrame) -> pl.DataFrame:
    """Return the repositories of each two successive editions with tags: on both lists, with the tag in each.

    ``went`` is ``same`` where the same tag or another spelling of the same license stands there, else the direction.
    """
    own = releases.filter(source=hub.SOURCE.name).select("release_id", "release_name", "vintage", *_LICENSE)
    pairs = [
        own.filter(vintage=before)
        .join(own.filter(vintage=after).drop("release_name"), on="release_id", suffix="_after")
        .rename({"vintage": "before_edition", "vintage_after": "after_edition"})
        for before, after in pairwise(tagged_editions(releases))
    ]
    if not pairs:
        return _with_direction(own.clear().rename({"vintage": "before_edition"}).with_columns(*_NONE))
    return _with_direction(pl.concat(pairs))


def editions(releases: pl.DataFrame) -> list[tuple[str, str]]:
    """Return the editions that are compared: source and edition."""
    newest = {
        name: _newest(releases, name)["vintage"].unique().to_list() for name in (hub.SOURCE.name, mteb.SOURCE.name)
    }
    newest[hub.SOURCE.name] = sorted({*newest[hub.SOURCE.name], *tagged_editions(releases)})
    return [(source, edition) for source, found in newest.items() for edition in found]


def tag_steps(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.TAG_STEPS`: what became of the tags from each edition to the next."""
    return _counted(pairs, ["before_edition", "after_edition"]).sort("after_edition").select(results.TAG_STEPS.names)


def changed_tags(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.CHANGED_TAGS`: the repositories whose tag names another license, the newest first."""
    changed = pairs.filter(pl.col("went").is_in(CHANGE_DIRECTIONS))
    return changed.sort("after_edition", "release_name", descending=[True, False]).select(
        pl.format("{} to {}", "before_edition", "after_edition").alias("between"),
        _on_the_hub("release_name", "repository"),
        pl.col("license_raw").alias("before"),
        pl.col("license_raw_after").alias("after"),
        pl.col("went").alias("direction"),
    )


def derivatives(releases: pl.DataFrame) -> pl.DataFrame:
    """Return the models of MTEB's newest edition whose base it names, with the base's license where one is known.

    The base is looked up on the same list, and else on the newest edition of the Hub's: ``base_list`` says where, null
    where it is on neither. ``went`` goes from the license of the base to that of the model made from it.
    """
    own = _newest(releases, mteb.SOURCE.name)
    lists = [
        _newest(releases, source)
        .select(pl.col("release_name").alias("adapted_from"), *_LICENSE, pl.lit(source).alias("base_list"))
        .unique("adapted_from", keep="first", maintain_order=True)
        for source in (mteb.SOURCE.name, hub.SOURCE.name)
    ]
    # A base without a license on the one list may have one on the other.
    bases = pl.concat(lists).sort(_TAGGED, descending=True, maintain_order=True).unique("adapted_from", keep="first")
    named = own.filter(pl.col("adapted_from").is_not_null(), pl.col("adapted_from") != pl.col("release_name"))
    joined = named.select("release_name", "adapted_from", *_LICENSE).join(
        bases, on="adapted_from", how="left", suffix="_base", maintain_order="left"
    )
    swapped = joined.rename({name: f"{name}_after" for name in _LICENSE}).rename(
        {f"{name}_base": name for name in _LICENSE}
    )
    return _with_direction(swapped)


def derivative_counts(made: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.DERIVATIVES`: how the licenses of models compare with those of their bases."""
    names = {source.name: source.short for source in (mteb.SOURCE, hub.SOURCE)}
    counted = _counted(made.filter(pl.col("base_list").is_not_null()), ["base_list"])
    named = counted.sort("base_list", descending=True).with_columns(pl.col("base_list").replace_strict(names))
    return named.select(results.DERIVATIVES.names)


def looser_than_base(made: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.LOOSER_THAN_BASE`: the models under a looser license than the one they were made from."""
    found = made.filter(went="looser").sort("adapted_from", "release_name")
    return found.select(
        _on_the_hub("release_name", "model"),
        pl.col("license_raw_after").alias("license"),
        _on_the_hub("adapted_from", "base"),
        pl.col("license_raw").alias("base_license"),
    )


def told_tags(steps: pl.DataFrame) -> dict[str, Any]:
    """Return what is told of the tags: the steps, their first and last edition, and how many went which way."""
    sums = {name: steps[name].sum() for name in ("tagged_count", SAME, *CHANGE_DIRECTIONS)}
    ends = {"first": steps["before_edition"].min(), "last": steps["after_edition"].max()}
    changed = sum(sums[name] for name in CHANGE_DIRECTIONS)
    sizes = {"least": steps["tagged_count"].min(), "most": steps["tagged_count"].max()}
    return {"steps": steps.height, "changed": changed} | sums | ends | sizes


def told_derivatives(made: pl.DataFrame, counts: pl.DataFrame) -> dict[str, Any]:
    """Return what is told of models made from others: how many name a base, are compared, and went which way."""
    sums = {name: counts[name].sum() for name in ("both_count", "tagged_count", SAME, *CHANGE_DIRECTIONS)}
    return {"named": made.height} | sums


_LICENSE = ("license_raw", "license_ids")
_NONE = (
    pl.lit(None, pl.String).alias("after_edition"),
    pl.lit(None, pl.String).alias("license_raw_after"),
    pl.lit(None, pl.List(pl.String)).alias("license_ids_after"),
)


def _newest(releases: pl.DataFrame, source: str) -> pl.DataFrame:
    own = releases.filter(source=source)
    return own.filter(pl.col("vintage") == pl.col("vintage").max())


def _with_direction(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of licenses with ``went``: null where a side has none, ``same``, or a direction."""
    went = [_went(*row) for row in pairs.select(*_LICENSE, *(f"{name}_after" for name in _LICENSE)).iter_rows()]
    return pairs.with_columns(pl.Series("went", went, dtype=pl.String))


def _went(tag: str | None, ids: Sequence[str], tag_after: str | None, ids_after: Sequence[str]) -> str | None:
    if tag is None or tag_after is None:
        return None
    if tag == tag_after or (ids == ids_after and not _UNREAD & {*ids}):
        return SAME
    before, after = ([list(one)] for one in (ids, ids_after))
    return moves.direction(before, after)


_UNREAD = {"NOASSERTION"}
"""What tags stand for that name no license we know: two of them need not be one license."""


def _counted(pairs: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    count = pl.len().cast(pl.Int64)
    went = pl.col("went")
    before, after = _TAGGED, pl.col("license_raw_after").is_not_null()
    return pairs.group_by(by, maintain_order=True).agg(
        count.alias("both_count"),
        went.is_not_null().sum().cast(pl.Int64).alias("tagged_count"),
        *((went == name).sum().cast(pl.Int64).alias(name) for name in (SAME, *CHANGE_DIRECTIONS)),
        (~before & after).sum().cast(pl.Int64).alias("tag_added"),
        (before & ~after).sum().cast(pl.Int64).alias("tag_dropped"),
    )


def _on_the_hub(name: str, alias: str) -> pl.Expr:
    address = pl.format("{}{}", pl.lit(hub.SOURCE.page), pl.col(name))
    return pl.concat_list(pl.struct(pl.col(name).alias("text"), address.alias("url"))).alias(alias)
