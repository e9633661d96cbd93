"""Mean scores and shares of judgments over editions: of the balanced panel, of all entries, and of the new ones."""

import numpy as np
import polars as pl

from openness.statistics import clustered_shares
from openness.statistics.share_intervals import TEAM_SIGN
from openness.studies.vintages_and_composition.panel.entries import ALL, Panel
from openness.studies.vintages_and_composition.panel.results import CHANGES, CONTRAST, MEANS
from openness.studies.vintages_and_composition.panel.split import MAIN_GROUPS

SERIES = {"panel": "The same models throughout", "all": "All entries", "new": "New in the edition"}
"""Series -> what it is called."""
HALF = 0.5
_STATUSES = ("open", "partial", "closed")


def series_means(found: Panel, groups: tuple[str, ...] = MAIN_GROUPS) -> pl.DataFrame:
    """Return the mean of each series and group in each edition of the panel."""
    entries = found.entries.filter(pl.col("edition") >= found.first)
    entries = entries.join(_shares(found), on=["edition", "entry_id"], how="left").drop_nulls("score")
    of_series = {
        "panel": pl.col("is_panel"),
        "all": pl.lit(value=True),
        # All entries of the first edition are new to a panel that begins there.
        "new": pl.col("is_new") & (pl.col("edition") > found.first),
    }
    rows = []
    for series, is_in in of_series.items():
        for group in groups:
            own = entries.filter(is_in, True if group == ALL else pl.col("group") == group)
            rows.append(
                own.group_by("edition")
                .agg(
                    pl.lit(series).alias("series"),
                    pl.lit(group).alias("group"),
                    pl.col("criteria").first(),
                    pl.len().cast(pl.Int64).alias("n"),
                    pl.col("score").mean().alias("mean"),
                    pl.col("kept_score").mean().alias("kept_mean"),
                    (pl.col("score") >= HALF).mean().alias("half_share"),
                    *(pl.col(f"{status}_share").mean() for status in _STATUSES),
                )
                .sort("edition")
                .select(MEANS.names)
            )
    return pl.concat(rows)


def panel_changes(found: Panel, groups: tuple[str, ...] = MAIN_GROUPS) -> pl.DataFrame:
    """Return how the balanced panel moved from its first edition to its last, on the criteria that all editions have.

    The entries are all there are, so their mean is known without error. The interval, by developer, is about others:
    how far the change could be off if the Index had listed other developers of the same kind.
    """
    rows = []
    for group in groups:
        own = _moved(found, group)
        if own.is_empty():
            continue
        estimate = _mean_change(own)
        lower, upper = _bounds(estimate)
        rows.append(
            {
                "group": group,
                "n": own.height,
                "developers": int(estimate.developers[0]),
                "first": own["first"].mean(),
                "last": own["kept_score"].mean(),
                "points": 100 * own["change"].mean(),
                "lower": lower,
                "upper": upper,
                "up": own.filter(pl.col("change") > 0).height,
                "down": own.filter(pl.col("change") < 0).height,
            }
        )
    return pl.DataFrame(rows, schema=CHANGES.schema)


def panel_contrast(found: Panel, groups: tuple[str, str] = ("corporate", "community")) -> pl.DataFrame:
    """Return the change of one group of the panel less that of another with its interval; no row where one lacks."""
    sides = [_moved(found, group) for group in groups]
    if any(side.is_empty() for side in sides):
        return pl.DataFrame(schema=CONTRAST.schema)
    apart = clustered_shares.difference(*map(_mean_change, sides))
    row = (100 * float(apart.value[0]), *_bounds(apart))
    return pl.DataFrame([row], schema=CONTRAST.schema, orient="row")


def _moved(found: Panel, group: str) -> pl.DataFrame:
    """Return the panel's entries of a group in the last edition, with their ``first`` score and its ``change``."""
    first, last = (found.entries.filter("is_panel", edition=one) for one in (found.first, found.editions[-1]))
    both = last.join(first.select("entry_id", pl.col("kept_score").alias("first")), on="entry_id")
    moved = both.with_columns(change=pl.col("kept_score") - pl.col("first"))
    return moved if group == ALL else moved.filter(group=group)


def _mean_change(own: pl.DataFrame) -> clustered_shares.Estimates:
    """Return the mean change: a ratio of sums over developers, as a share is, whatever its values are."""
    # A team belongs to the one named first.
    first = pl.col("developer_id").str.split(TEAM_SIGN).list.first()
    sums = own.group_by(first, maintain_order=True).agg(pl.len().alias("n"), pl.col("change").sum())
    return clustered_shares.shares(*(sums[name].to_numpy().astype(float)[:, None] for name in ("n", "change")))


def _bounds(found: clustered_shares.Estimates) -> tuple[float | None, float | None]:
    lower, upper = clustered_shares.slope_intervals(found)
    return _known(lower[0]), _known(upper[0])


def _known(bound: float) -> float | None:
    return 100 * float(bound) if np.isfinite(bound) else None


def _shares(found: Panel) -> pl.DataFrame:
    """Return, of every entry, the shares of its judgments that are open, partial and closed, on the criteria kept."""
    own = found.judgments.filter(pl.col("criterion").is_in(found.kept), pl.col("points").is_not_null())
    shares = [(pl.col("status") == one).mean().alias(f"{one}_share") for one in _STATUSES]
    return own.group_by("edition", "entry_id").agg(shares)
