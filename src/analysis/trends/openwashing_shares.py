"""How common open-washing is: by group, over time, by developer, and where the gap is widest.

Shares are of the releases that make the claim. A release whose verdict is open stands in no share and is counted, and
two bounds say what the share would be if all such releases were open-washed or none. The European Open Source AI Index
overwrites an entry when a family gets a new version: its dates are those of the latest versions, so a year's share
is about what stood there in the edition, not about what was released in that year.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import polars as pl

from analysis.errors import BadValueError, UnknownNameError
from analysis.trends.shares import CONFIDENCE, share_by_period, wilson

MIN_GROUP = 5
ALL = "all"

_RENAMED = {"open_count": "openwashing_count", "open_share": "share"}
_SHOWN = ("release_name", "developer_name", "developer_group", "release_date", "failed_tests", "gap", "failed")


def shares_by(
    judged: pl.DataFrame, by: str = "developer_group", *, min_group: int = MIN_GROUP, confidence: float = CONFIDENCE
) -> pl.DataFrame:
    """Return the share of claims that are open-washed in each group and in all.

    Parameters
    ----------
    judged
        Result of :func:`analysis.trends.openwashing.judge`.
    by
        Column of groups; null is the group ``unknown``.
    min_group
        Groups with fewer judged claims are marked.
    confidence
        Level of the Wilson interval.

    Returns
    -------
    polars.DataFrame
        ``group`` (``all`` first, then by name), ``n`` (claims with a verdict), ``openwashing_count``,
        ``unknown_count`` (claims without one, stubs among them), ``stub_count``, ``share`` (0..1, null where n is 0),
        ``lower``, ``upper``, ``lowest_share``, ``highest_share`` (were none or all of the unknown open-washed),
        ``is_small``.

    Raises
    ------
    UnknownNameError
        A column is not there.
    BadValueError
        ``min_group`` is below 1 or ``confidence`` not between 0 and 1.
    """
    _check(judged, (by, "is_claim", "is_openwashing", "is_stub"), min_group, confidence)
    claims = judged.filter("is_claim").with_columns(pl.col(by).fill_null("unknown").alias("group"))
    counted = [
        frame.group_by("group").agg(*_counts())
        for frame in (claims.with_columns(group=pl.lit(ALL)), claims)
        if frame.height
    ]
    if not counted:
        counted = [claims.group_by("group").agg(*_counts())]
    return with_bounds(pl.concat([counted[0], *(one.sort("group") for one in counted[1:])]), confidence).with_columns(
        is_small=pl.col("n") < min_group
    )


def shares_over_time(
    judged: pl.DataFrame, by: str = "developer_group", *, every: str = "year", min_group: int = MIN_GROUP
) -> pl.DataFrame:
    """Return the share of claims that are open-washed by period and group.

    Parameters
    ----------
    judged, by, min_group
        As in :func:`shares_by`.
    every
        ``year``, ``half`` or ``quarter``.

    Returns
    -------
    polars.DataFrame
        As :func:`analysis.trends.shares.share_by_period` has it, with ``openwashing_count`` and ``share`` in place of
        ``open_count`` and ``open_share``, and ``is_small``. Claims without a date exact enough are in no row.
    """
    return (
        share_by_period(judged.filter("is_claim"), by=by, is_open="is_openwashing", every=every)
        .rename(_RENAMED)
        .with_columns(is_small=pl.col("n") < min_group)
    )


def by_developer(
    judged: pl.DataFrame,
    developers: pl.DataFrame,
    *,
    min_group: int = MIN_GROUP,
    confidence: float = CONFIDENCE,
) -> pl.DataFrame:
    """Return each developer's claims, its verdicts with their evidence and, where there are enough of them, a rate.

    Parameters
    ----------
    judged
        Result of :func:`analysis.trends.openwashing.judge`, of one source and vintage.
    developers
        Table ``developers``.
    min_group
        Judged claims that a developer must have for a rate.
    confidence
        Level of the Wilson interval.

    Returns
    -------
    polars.DataFrame
        ``developer_id``, ``developer_name``, ``developer_type``, ``n``, ``openwashing_count``, ``unknown_count``,
        ``stub_count``, ``share``, ``lower``, ``upper`` (null below ``min_group``), ``reason`` (why there is no rate),
        ``releases`` (all claims), ``openwashed`` (those with a verdict), ``failed`` and ``evidence_urls`` (of these);
        most judged claims first. A release by several developers counts for each. A verdict without a link to its
        evidence is none: it counts as unknown.
    """
    _check(judged, ("developer_id", "is_claim", "is_openwashing", "evidence_urls"), min_group, confidence)
    one_edition(judged)
    claims = (
        supported(judged.filter("is_claim"))
        .with_columns(pl.col("developer_id").str.split("+"))
        .explode("developer_id", empty_as_null=True)
        .filter(pl.col("developer_id").is_not_null())
    )
    is_washed = pl.col("is_openwashing").fill_null(value=False)
    counted = claims.group_by("developer_id").agg(
        *_counts(),
        pl.col("release_name").sort().alias("releases"),
        pl.col("release_name").filter(is_washed).sort().alias("openwashed"),
        *(
            pl.col(name)
            .filter(is_washed)
            .explode(empty_as_null=True)
            .drop_nulls()
            .unique(maintain_order=True)
            .alias(name)
            for name in ("failed", "evidence_urls")
        ),
    )
    is_enough = pl.col("n") >= min_group
    few = pl.format("{} of {} judged claims needed for a rate", "n", pl.lit(min_group))
    return (
        with_bounds(counted, confidence)
        .with_columns(
            *(pl.when(is_enough).then(name).alias(name) for name in ("share", "lower", "upper")),
            pl.when(~is_enough).then(few).alias("reason"),
        )
        .join(developers.select("developer_id", "developer_name", "developer_type"), on="developer_id", how="left")
        .sort("n", "openwashing_count", "developer_id", descending=[True, True, False])
        .select(
            "developer_id",
            "developer_name",
            "developer_type",
            "n",
            "openwashing_count",
            "unknown_count",
            "stub_count",
            "share",
            "lower",
            "upper",
            "reason",
            "releases",
            "openwashed",
            "failed",
            "evidence_urls",
        )
    )


def widest_gaps(judged: pl.DataFrame, most: int | None = 20) -> pl.DataFrame:
    """Return the open-washed releases with the widest gaps, each with its criteria and the links that show it.

    Parameters
    ----------
    judged
        Result of :func:`analysis.trends.openwashing.judge`.
    most
        Number of rows, None for all.

    Returns
    -------
    polars.DataFrame
        ``release_name``, ``developer_name``, ``developer_group``, ``release_date``, ``failed_tests``, ``gap``,
        ``failed``, ``license_raw``, ``license_tier``, ``evidence_urls``; widest gap first, then most failed tests, then
        by name. Releases without a link to evidence are left out.
    """
    found = judged.filter(pl.col("is_openwashing").fill_null(value=False), pl.col("evidence_urls").list.len() > 0).sort(
        "gap",
        pl.col("failed_tests").list.len(),
        "release_name",
        descending=[True, True, False],
        nulls_last=True,
    )
    return found.select(*_SHOWN, "license_raw", "license_tier", "evidence_urls").head(
        found.height if most is None else most
    )


def failures(judged: pl.DataFrame, practice: Sequence[str], by: str = "developer_group") -> pl.DataFrame:
    """Return how many claims fail each test; stubs are left out.

    Parameters
    ----------
    judged
        Result of :func:`analysis.trends.openwashing.judge`.
    practice
        Tests of its rule.
    by
        Column of groups.

    Returns
    -------
    polars.DataFrame
        ``test``, ``group`` (``all`` among them), ``n``, ``fail_count``, ``unknown_count``, ``share``, ``lower``,
        ``upper``.
    """
    claims = judged.filter("is_claim", ~pl.col("is_stub"))
    parts = [
        shares_by(claims.with_columns(pl.col(name).alias("is_openwashing")), by).select(
            pl.lit(name).alias("test"),
            "group",
            "n",
            pl.col("openwashing_count").alias("fail_count"),
            "unknown_count",
            "share",
            "lower",
            "upper",
        )
        for name in practice
    ]
    return pl.concat(parts)


def supported(judged: pl.DataFrame) -> pl.DataFrame:
    """Return verdicts with those that have no link to evidence taken back."""
    has_link = pl.col("evidence_urls").list.len() > 0
    return judged.with_columns(
        pl.when(has_link | ~pl.col("is_openwashing")).then("is_openwashing").alias("is_openwashing")
    )


def with_bounds(counted: pl.DataFrame, confidence: float = CONFIDENCE) -> pl.DataFrame:
    """Add ``share``, its Wilson bounds, and the bounds over what is unknown, to counts.

    Parameters
    ----------
    counted
        ``n``, ``openwashing_count``, ``unknown_count``.
    confidence
        Level of the interval.
    """
    count, n, every = pl.col("openwashing_count"), pl.col("n"), pl.col("n") + pl.col("unknown_count")
    lower, upper = wilson(nw.col("openwashing_count"), nw.col("n"), confidence)
    return (
        counted.with_columns(pl.when(n > 0).then(count / n).alias("share"))
        .pipe(lambda frame: nw.from_native(frame).with_columns(lower=lower, upper=upper).to_native())
        .with_columns(
            pl.when(every > 0).then(count / every).alias("lowest_share"),
            pl.when(every > 0).then((count + pl.col("unknown_count")) / every).alias("highest_share"),
        )
    )


def one_edition(frame: pl.DataFrame) -> None:
    """Raise ``BadValueError`` where releases of several sources or editions would be counted together."""
    found = frame.select("source", "vintage").unique().sort("source", "vintage")
    if found.height > 1:
        named = ", ".join(" ".join(row) for row in found.rows())
        raise BadValueError(f"releases of {found.height} editions ({named}), expected those of one")


def _counts() -> list[pl.Expr]:
    verdict = pl.col("is_openwashing")
    return [
        verdict.count().cast(pl.Int64).alias("n"),
        verdict.sum().cast(pl.Int64).alias("openwashing_count"),
        verdict.null_count().cast(pl.Int64).alias("unknown_count"),
        pl.col("is_stub").sum().cast(pl.Int64).alias("stub_count"),
    ]


def _check(judged: pl.DataFrame, columns: Sequence[str], min_group: int, confidence: float) -> None:
    for column in columns:
        if column not in judged.columns:
            raise UnknownNameError("column", column, judged.columns)
    if min_group < 1:
        raise BadValueError(f"min_group is {min_group}, expected 1 or more releases")
    if not 0 < confidence < 1:
        raise BadValueError(f"confidence is {confidence}, expected a number between 0 and 1")
