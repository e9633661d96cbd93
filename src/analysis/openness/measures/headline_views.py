"""What is drawn and told of the headline: rows of one chart, what the list holds, what blanks turned out to be."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from openness.measures import results
from openness.measures.ask import ALL
from openness.measures.headline import GROUPS, LARGEST, Headline
from openness.measures.selection import year_before
from openness.statistics.contrast import BOUNDS, CORRECTED, KNOWN, PLAIN, STANDARDIZED
from openness.words.numbers import number, percent, percents, points

_LABELS = {KNOWN: "", CORRECTED: ", blanks as earlier ones"}
_BLANKS = {KNOWN: "left out", CORRECTED: "as those filled in later", BOUNDS: "all closed to all open"}
_PREFIXES = ("", "other_")
_NONE = "not estimable"


def row(seen: Headline, blanks: str = KNOWN, mix: str = STANDARDIZED, kind: str = ALL) -> dict[str, Any] | None:
    """Return one row of :data:`results.HEADLINE`; None where there is none, or it has no difference.

    Besides, ``smaller_n`` is the number of judged releases of the smaller side, and ``difference`` the one between both
    ends if they are the same.
    """
    found = seen.contrast.filter(kind=kind, mix=mix, blanks=blanks).to_dicts()
    if not found or found[0]["lower"] is None:
        return None
    one = found[0]
    least, most = one["difference_least"], one["difference_most"]
    return one | {"smaller_n": min(one["n"], one["other_n"]), "difference": least if least == most else None}


def drawn(seen: Headline) -> pl.DataFrame:
    """Return :data:`results.HEADLINE_ROWS`: the headline first, then blanks, mixes, kinds and years."""
    first, last = seen.years
    rows = []
    for blanks, words in _LABELS.items():
        rows += _point(row(seen, blanks), f"{first}–{last}, same mix of kinds{words}")
    rows += _ends(row(seen, BOUNDS), f"{first}–{last}, same mix, blanks")
    rows += _point(row(seen, mix=PLAIN), f"{first}–{last}, as listed")
    rows += _point(row(seen, mix=PLAIN, kind=LARGEST), f"{first}–{last}, {LARGEST} models alone")
    for one in seen.single.filter(blanks=KNOWN).to_dicts():
        rows += _point(one if one["lower"] is not None else None, f"{one['period']}, as listed")
    return pl.DataFrame(rows, schema=results.HEADLINE_ROWS.schema, orient="row")


def table(contrast: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.HEADLINE_TABLE` from :data:`results.HEADLINE`."""
    rows = [
        {
            "kind": one["kind"],
            "mix": one["mix"],
            "blanks": _BLANKS[one["blanks"]],
            **{side: _share(one, prefix) for side, prefix in zip(GROUPS, _PREFIXES, strict=True)},
            "difference": _difference(one),
        }
        for one in contrast.to_dicts()
    ]
    return pl.DataFrame(rows, schema=results.HEADLINE_TABLE.schema)


def between_editions(editions: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.EDITION_TABLE` from :data:`results.YEAR_BY_EDITION`."""
    rows = [
        one | {"share": _with_interval(one["open_share"], one["lower"], one["upper"])} for one in editions.to_dicts()
    ]
    return pl.DataFrame(rows, schema=editions.schema | {"share": pl.String}).select(results.EDITION_TABLE.names)


def listed(kinds: pl.DataFrame, group: str, years: int = 2) -> pl.DataFrame:
    """Return :data:`results.LISTED` of one side in the last years, from :data:`results.KINDS`."""
    return (
        kinds.filter(group=group)
        .sort("release_count", "modality", descending=[True, False])
        .group_by("period", "group", maintain_order=True)
        .agg(
            pl.col("release_count").sum(),
            pl.col("modality").first().alias("largest"),
            pl.col("release_count").first().alias("largest_count"),
        )
        .sort("period")
        .tail(years)
    )


def filled(seen: Headline) -> pl.DataFrame:
    """Return :data:`results.FILLED`."""
    known = row(seen, mix=PLAIN) or {}
    shares = {"corporate": known.get("share_least"), "community": known.get("other_share_least")}
    return (
        seen.filled.filter(pl.col("developer_group").is_in(list(GROUPS)))
        .group_by(pl.col("developer_group").alias("group"))
        .agg(pl.len().cast(pl.Int64).alias("n"), pl.col("is_open").mean().alias("open_share"))
        .with_columns(pl.col("group").replace_strict(shares, return_dtype=pl.Float64).alias("known_share"))
        .sort("group", descending=True)
    )


def revised(editions: pl.DataFrame) -> list[dict[str, Any]]:
    """Return of each side the newest year that two editions hold: its row in one about a year older, and in the newest.

    ``editions`` is :data:`results.YEAR_BY_EDITION`; each row of a side has ``before`` and ``after``. Where no edition
    is a year older, the oldest stands for it.
    """
    pairs = []
    every = editions["vintage"].unique().to_list()
    newest = max(every, default="")
    both = (year_before(every, newest) or min(every, default=""), newest)
    for group in GROUPS:
        own = editions.filter(pl.col("vintage").is_in(both), pl.col("n") > 0, group=group).filter(
            pl.len().over("period") > 1
        )
        if own.height:
            rows = own.filter(pl.col("period") == pl.col("period").max()).sort("vintage").to_dicts()
            pairs.append({"group": group, "period": rows[0]["period"], "before": rows[0], "after": rows[-1]})
    return pairs


def _point(found: Mapping[str, Any] | None, item: str) -> list[tuple]:
    if found is None:
        return []
    return [(item, found["difference_least"], found["lower"], found["upper"], *_size(found))]


def _ends(found: Mapping[str, Any] | None, item: str) -> list[tuple]:
    if found is None:
        return []
    least, most = found["difference_least"], found["difference_most"]
    return [
        (f"{item} all against companies", least, found["lower"], least, *_size(found)),
        (f"{item} all for companies", most, most, found["upper"], *_size(found)),
    ]


def _size(found: Mapping[str, Any]) -> tuple[int, str]:
    sides = [
        f"{name} {percent(found[f'{prefix}share_least'])} of {number(found[f'{prefix}n'])}"
        for name, prefix in zip(GROUPS, _PREFIXES, strict=True)
    ]
    return min(found["n"], found["other_n"]), ", ".join(sides)


def _share(found: Mapping[str, Any], prefix: str) -> str:
    least, most = (found[f"{prefix}share_{end}"] for end in ("least", "most"))
    bounds = (found[f"{prefix}share_{end}"] for end in ("lower", "upper"))
    n = number(found[f"{prefix}n"])
    if least is None:
        return f"{_NONE} (n = {n})"
    return f"{_with_interval(least, *bounds) if least == most else percents(least, most)}, n = {n}"


def _with_interval(share: float | None, lower: float | None, upper: float | None) -> str:
    if share is None:
        return _NONE
    return percent(share) if lower is None else f"{percent(share)} ({percents(lower, upper)})"


def _difference(found: Mapping[str, Any]) -> str:
    least, most, lower, upper = (found[name] for name in ("difference_least", "difference_most", "lower", "upper"))
    if lower is None:
        return _NONE
    value = points(least) if least == most else f"{points(least)} to {points(most)}"
    return f"{value} ({points(lower)} to {points(upper)})"
