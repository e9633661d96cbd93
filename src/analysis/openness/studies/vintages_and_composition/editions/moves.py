"""Why a share differs between two editions of a source: an exact split by release and by cause.

A share is open releases over judged ones, k / n. With both editions' mean share s and mean number of judged releases N

    k2 / n2 - k1 / n1 = ((k2 - k1) - s (n2 - n1)) / N

holds exactly, and the right side is a sum over releases: a release that changes k by dk and n by dn moves the share by
(dk - s dn) / N. So nothing has to be taken first or last across releases, and what a release contributes does not
depend on the order of the others. The weights are those of Marshall and Edgeworth, as in Kitagawa, E. M., 1955, Journal
of the American Statistical Association 50(272), 1168-1194, https://doi.org/10.1080/01621459.1955.10501299.

A release that counts in both editions can change for several causes at once. They share it by the Shapley value, the
mean over the orders of its own changes: it changes its place (group and period at once, half each), and its judgment
goes, always in this order, from the criteria of the older edition to those that both have, is revised there, and goes
on to those of the newer. A release that counts in one edition alone is put down to what keeps it out of the other: it
is not listed, not asked for, in no period, or not judged; that its group changed too does not matter. An entry that
stands for another model in the newer edition is a release that left and one that came, whatever else changed.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from openness.statistics.share_intervals import shares_by
from openness.studies.vintages_and_composition.results import PARTS

RELEASES, REASSESSMENT, CRITERIA, LABELS = "releases", "reassessment", "criteria", "labels"
KIND_OF = {
    "new": RELEASES,
    "removed": RELEASES,
    "replaced": RELEASES,
    "reassessed": REASSESSMENT,
    "filled_in": REASSESSMENT,
    "blanked": REASSESSMENT,
    "criteria": CRITERIA,
    "regrouped": LABELS,
    "redated": LABELS,
    "rescoped": LABELS,
}
"""Cause -> the kind of change that it is, in the order in which causes are shown."""

CAUSES = tuple(KIND_OF)
CAUSE_TEXT = {
    "new": "releases that only the newer edition has",
    "removed": "releases that only the older edition has",
    "replaced": "entries of both that stand for another model of their family now",
    "reassessed": "releases of both whose judgment was known and is another now",
    "filled_in": "releases of both whose judgment was not known",
    "blanked": "releases of both whose judgment is no longer known",
    "criteria": "the same judgments under other criteria",
    "regrouped": "releases of both that are in another group",
    "redated": "releases of both that are in another period",
    "rescoped": "releases of both that are in the question in one edition alone: another modality, country or list",
}
CAUSE_NAMES = {
    "replaced": "Another model now",
    "reassessed": "Judged differently",
    "filled_in": "Blanks filled in",
    "blanked": "Judgment taken back",
    "criteria": "Other criteria",
    "regrouped": "Other group",
    "redated": "Other period",
    "rescoped": "In or out of the question",
}
"""What the bar of a cause is called, where it is not the cause itself."""

PAIR = {
    "release_id": pl.String,
    "is_before": pl.Boolean,
    "is_after": pl.Boolean,
    "is_replaced": pl.Boolean,
    "is_asked_before": pl.Boolean,
    "is_asked_after": pl.Boolean,
    "period_before": pl.String,
    "period_after": pl.String,
    "group_before": pl.String,
    "group_after": pl.String,
    "developer_before": pl.String,
    "value_before": pl.Float64,
    "value_before_shared": pl.Float64,
    "value_after_shared": pl.Float64,
    "value_after": pl.Float64,
}
"""One row per release of either edition. ``is_replaced``: whether the entry stands for another model now. ``is_asked``:
whether it fits the question. ``period`` is null where it is in none. ``developer``: whose it is, for intervals of the
older share. Values are 0 to 1, null where unknown; ``shared``: under the criteria that both editions have."""

_STATE = ("is_asked", "period", "group", "value")
_LABELS = (("rescoped", "is_asked"), ("redated", "period"), ("regrouped", "group"))
_MOVES = {
    "release_id": pl.String,
    "cause": pl.String,
    "period": pl.String,
    "group": pl.String,
    "n_change": pl.Float64,
    "open_change": pl.Float64,
}


class _State(NamedTuple):
    """What decides where a release counts: in the question or not, period, group, value."""

    is_asked: bool
    period: str | None
    group: str | None
    value: float | None

    @property
    def cell(self) -> tuple[str, str] | None:
        counts = self.is_asked and self.period is not None and self.group is not None and self.value is not None
        return (self.period, self.group) if counts else None


def paired(old: pl.DataFrame, new: pl.DataFrame, replaced: Sequence[str] = ()) -> pl.DataFrame:
    """Return what two editions say, ``*_before`` and ``*_after``, side by side with the columns of ``PAIR``."""
    both = old.join(new, on="release_id", how="full", coalesce=True, maintain_order="left_right")
    flags = pl.col("is_before", "is_after", "is_asked_before", "is_asked_after").fill_null(value=False)
    is_replaced = pl.col("release_id").is_in(list(replaced)).alias("is_replaced")
    return both.with_columns(flags, is_replaced).select(list(PAIR)).cast(PAIR)


def moves(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return what each release that changed did to the counts, by cause."""
    rows = [
        (row["release_id"], cause, *cell, n, k)
        for row in pairs.select(list(PAIR)).iter_rows(named=True)
        for (cause, cell), (n, k) in _contributions(row).items()
        if n or k
    ]
    return pl.DataFrame(rows, schema=_MOVES, orient="row")


def _contributions(row: dict) -> dict[tuple[str, tuple[str, str]], list[float]]:
    """Return (cause, cell) -> change of n and of k, of one release."""
    first, last = (_State(*(row[f"{name}_{side}"] for name in _STATE)) for side in ("before", "after"))
    values = [row[f"value_{name}"] for name in ("before", "before_shared", "after_shared", "after")]
    sums: dict[tuple[str, tuple[str, str]], list[float]] = defaultdict(lambda: [0.0, 0.0])
    if row["is_replaced"]:
        _add(sums, "replaced", first, -1.0)
        _add(sums, "replaced", last, 1.0)
    elif first.cell and last.cell:
        _move(sums, first, last, _judgment_steps(values))
    elif first.cell or last.cell:
        state, other, sign = (last, first, 1.0) if last.cell else (first, last, -1.0)
        causes = _why_absent(row, other, values, is_entering=bool(last.cell))
        for cause in causes:
            _add(sums, cause, state, sign / len(causes))
    return sums


def _move(sums: dict, first: _State, last: _State, judged: list[tuple[str, float | None]]) -> None:
    """Add what a release counted in both editions did: it changes its cell at once, and its value step by step."""
    labels = [cause for cause, field in _LABELS if getattr(first, field) != getattr(last, field)]
    places = range(len(judged) + 1) if labels else [0]
    for place in places:
        state = first
        for number, (cause, value) in enumerate([*judged, (None, None)]):
            if number == place and labels:
                moved = last._replace(value=state.value)
                for label in labels:
                    share = 1 / len(labels) / len(places)
                    _add(sums, label, state, -share)
                    _add(sums, label, moved, share)
                state = moved
            if cause is not None:
                following = state._replace(value=value)
                _add(sums, cause, state, -1 / len(places))
                _add(sums, cause, following, 1 / len(places))
                state = following


def _add(sums: dict, cause: str, state: _State, weight: float) -> None:
    if state.cell is not None:
        both = sums[cause, state.cell]
        both[0] += weight
        both[1] += weight * state.value


def _why_absent(row: dict, other: _State, values: list[float | None], *, is_entering: bool) -> list[str]:
    """Return what keeps a release that counts in one edition out of the other."""
    if not (row["is_before"] and row["is_after"]):
        return ["new" if is_entering else "removed"]
    causes = [cause for cause, field in _LABELS if getattr(other, field) in (None, False)]
    if other.value is None:
        steps = _judgment_steps(values)
        # The step that first gives the judgment up, or that last finds one.
        known = [(was is not None, cause) for was, (cause, _) in zip(_before_each(values, steps), steps, strict=True)]
        causes.append(
            next(cause for was_known, cause in reversed(known) if not was_known)
            if is_entering
            else next(cause for (_, cause), (_, value) in zip(known, steps, strict=True) if value is None)
        )
    return causes


def _before_each(values: list[float | None], steps: list[tuple[str, float | None]]) -> list[float | None]:
    return [values[0], *(value for _, value in steps[:-1])]


def _judgment_steps(values: list[float | None]) -> list[tuple[str, float | None]]:
    """Return cause and value of each step of a judgment: to the common criteria, the revision, to the newer."""
    before, shared_before, shared_after, after = values
    if shared_before is None and shared_after is not None:
        revision = "filled_in"
    elif shared_before is not None and shared_after is None:
        revision = "blanked"
    else:
        revision = "reassessed"
    steps = (
        (before, ("criteria", shared_before)),
        (shared_before, (revision, shared_after)),
        (shared_after, ("criteria", after)),
    )
    return [step for was, step in steps if was != step[1]]


_CELL = ["period", "group"]


def numbers(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return every share in both editions."""
    sides = []
    for side in ("before", "after"):
        known = [pl.col(f"{name}_{side}").is_not_null() for name in ("period", "group", "value")]
        own = pairs.filter(f"is_{side}", f"is_asked_{side}", *known)
        sides.append(
            own.group_by(period=f"period_{side}", group=f"group_{side}").agg(
                pl.len().cast(pl.Int64).alias(f"n_{side}"), pl.col(f"value_{side}").sum().alias(f"open_{side}")
            )
        )
    counts = sides[0].join(sides[1], on=_CELL, how="full", coalesce=True).fill_null(0)
    ratios = [
        pl.when(pl.col(f"n_{side}") > 0).then(pl.col(f"open_{side}") / pl.col(f"n_{side}")).alias(f"share_{side}")
        for side in ("before", "after")
    ]
    shares = counts.with_columns(ratios).with_columns(share_change=pl.col("share_after") - pl.col("share_before"))
    values = pl.concat([pairs["value_before"], pairs["value_after"]]).drop_nulls()
    return _with_interval(shares, pairs, is_count=values.is_in([0.0, 1.0]).all()).sort(_CELL)


def with_share_change(moved: pl.DataFrame, shares: pl.DataFrame) -> pl.DataFrame:
    """Return moves with what each contributes to the change of its share."""
    mean_share = (pl.col("share_before") + pl.col("share_after")) / 2
    mean_n = (pl.col("n_before") + pl.col("n_after")) / 2
    sides = shares.select(*_CELL, mean_share.alias("_share"), mean_n.alias("_n"))
    change = (pl.col("open_change") - pl.col("_share") * pl.col("n_change")) / pl.col("_n")
    joined = moved.join(sides, on=_CELL, how="left", maintain_order="left")
    return joined.with_columns(change.alias("share_change")).drop("_share", "_n")


def parts(moved: pl.DataFrame) -> pl.DataFrame:
    """Return the contributions summed by cause."""
    order = pl.col("cause").cast(pl.Enum(CAUSES))
    known = pl.col("share_change")
    return (
        moved.group_by(*_CELL, "cause")
        .agg(
            pl.col("release_id").n_unique().cast(pl.Int64).alias("release_count"),
            pl.col("n_change", "open_change").sum(),
            # Null and not 0 where the share cannot be had.
            pl.when(known.is_not_null().all()).then(known.sum()).alias("share_change"),
        )
        .sort(*_CELL, order)
        .with_columns(kind=pl.col("cause").replace_strict(KIND_OF, return_dtype=pl.String))
        .select(PARTS.names)
    )


def _with_interval(shares: pl.DataFrame, pairs: pl.DataFrame, *, is_count: bool) -> pl.DataFrame:
    """Add the interval of the older share by developer, null where values are no yes or no."""
    if not is_count:
        return shares.with_columns(pl.lit(None, pl.Float64).alias(name) for name in ("lower_before", "upper_before"))
    own = pairs.filter("is_before", "is_asked_before", pl.col("period_before", "group_before").is_not_null())
    named = own.select(
        pl.col("period_before").alias("period"),
        pl.col("group_before").alias("group"),
        pl.col("developer_before").alias("developer_id"),
        pl.col("value_before").cast(pl.Boolean).alias("is_open"),
    )
    found = shares_by(named, _CELL).select(*_CELL, pl.col("lower", "upper").name.suffix("_before"))
    return shares.join(found, on=_CELL, how="left", maintain_order="left")
