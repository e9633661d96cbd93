"""What sentences tell of the laboratory's frames: counts, ends and middles."""

from typing import Any

import polars as pl

from openness.studies.metric_lab.osi_validation import AGREE, DIFFER, OTHER_MODEL, PASSES, UNDECIDED
from openness.studies.metric_lab.views import not_compared
from openness.words.numbers import lowered

TENTATIVE = 0.667
"""Least alpha for tentative conclusions: Krippendorff, K. (2004), Content Analysis, 2nd edition, p. 241."""

STEADY = 0.95
"""Share of the draws in which a release must keep a place for it to be called steady."""

Tally = dict[str, Any]

_HOLDS_ZERO = (pl.col("lower") <= 0) & (pl.col("upper") >= 0)


def independent_pairs(correlations: pl.DataFrame) -> Tally:
    """Return how far frameworks that rest on different sources agree, and in how many pairs by chance perhaps."""
    own = correlations.filter(~pl.col("is_same_source"), pl.col("tau").is_not_null())
    tau = own["tau"]
    found = {"pairs": own.height, "lowest": tau.min(), "highest": tau.max(), "median": tau.median()}
    return found | {"unsure": own.filter(_HOLDS_ZERO).height}


def source_pairs(pooled: pl.DataFrame) -> Tally:
    """Return how many pairs of sources have an alpha, how many a sufficient one, and the rows of both ends."""
    known = pooled.filter(pl.col("alpha").is_not_null()).sort("alpha", maintain_order=True).to_dicts()
    enough = [row for row in known if row["alpha"] >= TENTATIVE]
    return {"pairs": len(known), "enough": len(enough), "ends": [known[0], known[-1]] if known else []}


def without_class(classes: pl.DataFrame) -> Tally:
    """Return how many records there are, and how many reach no class as published and once strings are read."""
    published, read = (classes[name].to_list() for name in ("as_published", "strings_read"))
    total = sum(published)
    share = published[0] / total if total else None
    return {"records": total, "published": published[0], "published_share": share, "read": read[0]}


def distances(distance: pl.DataFrame) -> Tally:
    """Return how many records have no class, how much class III asks for, and how many have how much of it."""
    by_count = distance.sort("included_count").select("included_count", "release_count").rows()
    needed = distance["needed_count"].first()
    return {"records": distance["release_count"].sum(), "needed": needed, "by_count": by_count}


def validated(compared: pl.DataFrame) -> Tally:
    """Return how often the Open Source Initiative and we judge alike, and how often we alone let pass.

    Records of other models than the Initiative judged are counted apart.
    """
    same = compared.filter(pl.col("relation") != OTHER_MODEL)
    wrong = same.filter(pl.col("verdict") != PASSES, pl.col("label") == PASSES)
    relations = {name: compared.filter(relation=name).height for name in (AGREE, DIFFER, UNDECIDED, OTHER_MODEL)}
    return relations | {"records": same.height, "systems": same["system"].n_unique(), "wrong": wrong.height}


def frameworks(correlations: pl.DataFrame) -> Tally:
    """Return the pairs of frameworks: how many, those that can be compared by agreement, and why others cannot."""
    known = correlations.filter(pl.col("tau").is_not_null()).sort("tau", "one", "other")
    return {
        "pairs": correlations.height,
        "known_count": known.height,
        "known": known.to_dicts(),
        "reasons": correlations["reason"].drop_nulls().unique(maintain_order=True).to_list(),
        "alone": not_compared(correlations),
    }


def places(intervals: pl.DataFrame, top: int = 10) -> Tally:
    """Return how wide intervals of places are, and how many of the first releases stay among the first."""
    ranked = intervals.filter(pl.col("base_rank").is_not_null())
    reasons = intervals["reason"].drop_nulls().unique(maintain_order=True).to_list()
    if ranked.is_empty():
        return {"ranked": 0, "reasons": reasons}
    width = ranked.select((pl.col("rank_upper") - pl.col("rank_lower")).alias("width"), "release_id")
    first = ranked.filter(pl.col("base_rank") <= top)
    return {
        "ranked": ranked["n"][0],
        "unjudged": intervals.height - ranked.height,
        "draws": ranked["draws"][0],
        "top": top,
        "first": first.height,
        "steady": first.filter(pl.col("top_share") >= STEADY).height,
        "median_width": round(width["width"].median()),
        "widest": width.sort("width", "release_id", descending=[True, False]).row(0, named=True),
    }


def turned(variants: pl.DataFrame) -> Tally:
    """Return how many other choices have a difference, which turn that of the first around, and which leave it open."""
    known = variants.filter(pl.col("difference").is_not_null())
    others, sign = known.slice(1), known["difference"].sign().first()
    if others.is_empty():
        return {"others": 0, "turned": [], "unsure": []}
    is_turned = pl.col("difference").sign() == -sign
    parts = {"turned": is_turned, "unsure": _HOLDS_ZERO & ~is_turned}
    names = {part: [lowered(item) for item in others.filter(which)["item"]] for part, which in parts.items()}
    return {"others": others.height} | names
