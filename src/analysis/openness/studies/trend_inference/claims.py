"""What may be claimed of a slope: the model's verdict, where what blanks can be bears it out (docs/protocol.md)."""

from collections.abc import Mapping, Sequence

import polars as pl

from openness.measures.ask import Answer, Question
from openness.measures.headline import CERTAIN, CONDITIONAL, LARGEST, NOTHING, filled_for
from openness.measures.selection import with_groups
from openness.statistics.contrast import BLANKS, BOUNDS, CORRECTED, KNOWN
from openness.statistics.multiplicity import with_adjusted_p
from openness.statistics.trend import model
from openness.statistics.trend.slope_bounds import slope_bounds
from openness.studies.trend_inference.results import CLAIMS, SIGNIFICANT

_NUMBERS = ("points_least", "points_most", "points_lower", "points_upper")
_PAIR = ["group", "other_group"]


def filled_of(asked: Question) -> pl.DataFrame:
    """Return the releases of a question's list that an earlier edition left blank, in its groups."""
    return with_groups(filled_for(asked), asked.by)


def bounds_of(answer: Answer, pairs: Sequence[tuple[str, str]], **options: object) -> pl.DataFrame:
    """Return the slopes of an answer's groups and pairs under each treatment of blanks."""
    asked = answer.question
    return slope_bounds(answer.releases, pairs, by=asked.by, filled=filled_of(asked), **options)


def alone(
    answer: Answer, pairs: Sequence[tuple[str, str]], margin: float = model.MARGIN, **options: object
) -> pl.DataFrame | None:
    """Return :data:`CLAIMS` of the largest kind of models; None where the releases are of that kind, or none is."""
    own = answer.releases.filter(modality=LARGEST)
    if not 0 < own.height < answer.releases.height:
        return None
    by, filled = answer.question.by, filled_of(answer.question).filter(modality=LARGEST)
    return told(
        model.trend_model(own, by=by, margin=margin, draws=0, **options),
        model.slope_differences(own, pairs, by=by, margin=margin, **options),
        slope_bounds(own, pairs, by=by, filled=filled, **options),
        margin,
    )


def told(
    trends: pl.DataFrame, differences: pl.DataFrame, bounds: pl.DataFrame, margin: float = model.MARGIN
) -> pl.DataFrame:
    """Return :data:`CLAIMS`: slopes and their differences by the model, what blanks do to them, what may be claimed.

    A group that rises or falls by itself, and not with all groups tested together (Holm), cannot be told.
    """
    tested = with_adjusted_p(trends)
    is_alone = pl.col("verdict").is_in(["rises", "falls"]) & (pl.col("p_holm") >= SIGNIFICANT)
    verdict = pl.when(is_alone).then(pl.lit("cannot tell")).otherwise("verdict").alias("verdict")
    borne = tested.with_columns(verdict).select(trends.columns)
    slopes = pl.concat([borne, differences], how="diagonal_relaxed")
    wide = bounds.group_by(_PAIR, maintain_order=True).agg(
        pl.col("blank_count").first(),
        pl.col("filled_count").first(),
        *(
            pl.col(name).filter(pl.col("blanks") == blanks).first().alias(f"{blanks}_{name.removeprefix('points_')}")
            for blanks in BLANKS
            for name in _NUMBERS
        ),
    )
    joined = slopes.join(wide, on=_PAIR, how="left", nulls_equal=True, maintain_order="left")
    joined = joined.sort(pl.col("other_group").is_not_null(), "n", descending=[False, True], maintain_order=True)
    claims = [claim(row, margin) for row in joined.iter_rows(named=True)]
    return joined.with_columns(
        pl.col("blank_count", "filled_count").fill_null(0), pl.Series("claim", claims, pl.String)
    ).select(CLAIMS.names)


def claim(row: Mapping[str, object], margin: float = model.MARGIN) -> str:
    """Return whether a verdict holds whatever blanks are, if they turn out as earlier ones did, or is not claimed.

    A share that is flat must be within the margin, one that rises above zero, one that falls below it.
    """
    borne = {
        blanks: _bears(row["verdict"], row[f"{blanks}_lower"], row[f"{blanks}_upper"], margin) for blanks in BLANKS
    }
    if borne[BOUNDS]:
        return CERTAIN
    return CONDITIONAL if borne[KNOWN] and borne[CORRECTED] else NOTHING


def with_claims(slopes: pl.DataFrame, claims: pl.DataFrame, *also: str) -> pl.DataFrame:
    """Return slopes, or differences of slopes, with ``claim`` and ``blank_count`` from :data:`CLAIMS`.

    ``also`` are columns that are taken from there too, such as the verdict with all groups tested together.
    """
    slopes, own = slopes.drop(also), claims.select(*_PAIR, "claim", "blank_count", *also)
    if "other_group" in slopes.columns:
        return slopes.join(own, on=_PAIR, how="left", maintain_order="left")
    single = own.filter(pl.col("other_group").is_null()).drop("other_group")
    return slopes.join(single, on="group", how="left", maintain_order="left")


def _bears(verdict: str, lower: float | None, upper: float | None, margin: float) -> bool:
    if lower is None or upper is None:
        return False
    return {"rises": lower > 0, "falls": upper < 0, "flat": -margin <= lower and upper <= margin}.get(verdict, False)
