"""Licenses of a column of strings, and the access grade that follows from one."""

from collections.abc import Collection

import polars as pl

from openness.licenses.clauses import verdict_rules, verdicts
from openness.licenses.strings.match import match_column
from openness.tables import schema
from openness.tables.cases import first_of


def with_license(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Add ``license_raw``, ``license_ids``, ``license_expression``, ``license_tier`` and their certainty.

    All are read from a column of strings.

    The identifiers are those that bind whoever uses the weights: of "Apache 2.0 (code), CC BY-NC 4.0 (weights)" the
    second. A string that names no part of the release is taken to be for all of it.
    """
    known = match_column(frame[column].unique()).select(
        "license_raw", license_ids="weights_license_ids", license_expression="weights_license_expression"
    )
    named = (
        frame.drop("license_ids", "license_expression", "license_tier", strict=False)
        .with_columns(pl.col(column).alias("license_raw"))
        .join(known, on="license_raw", how="left", nulls_equal=True, maintain_order="left")
    )
    named = named.with_columns(_by_work(named.columns))
    expressions = named["license_expression"]
    tiers = {one: verdicts.tier(one) for one in expressions.unique()}
    return named.with_columns(
        license_tier=expressions.replace_strict(tiers, default=None, return_dtype=pl.String)
    ).with_columns(
        first_of({"stated": pl.col("license_raw").is_not_null()}, "none").alias("license_certainty"),
        pl.lit(None, pl.String).alias("license_noted"),
    )


def _by_work(columns: Collection[str]) -> list[pl.Expr]:
    """Return the license columns with the version of a name that several share, where day or name of the work tell."""
    ids, expression = pl.col("license_ids"), pl.col("license_expression")
    nothing = pl.lit(None, pl.String)
    day = (pl.col("release_date") if "release_date" in columns else nothing).cast(pl.Date)
    work = pl.col("release_name") if "release_name" in columns else nothing
    for one in reversed(verdict_rules.read().dated):
        fits = (pl.col("license_ids").list.len() == 1) & (pl.col("license_ids").list.first() == one.name)
        fits &= pl.lit(True) if one.since is None else day >= one.since
        fits &= pl.lit(True) if one.until is None else day <= one.until
        fits &= pl.lit(True) if one.work is None else work.str.contains(f"(?i){one.work}")
        ids = pl.when(fits).then(pl.lit([one.version], dtype=pl.List(pl.String))).otherwise(ids)
        expression = pl.when(fits).then(pl.lit(one.version)).otherwise(expression)
    return [ids.alias("license_ids"), expression.alias("license_expression")]


def expression_of(columns: Collection[str]) -> pl.Expr:
    """Return how the licenses of a row belong together; in a frame with identifiers alone they hold together."""
    ids = pl.col("license_ids").list.join(" AND ")
    stated = pl.when(ids != "").then(ids)
    return pl.coalesce("license_expression", stated) if "license_expression" in columns else stated


def in_words(expression: pl.Expr) -> pl.Expr:
    """Return an expression as a sentence has it."""
    return expression.str.replace_all(" AND ", " and ", literal=True).str.replace_all(" OR ", " or ", literal=True)


def with_noted_license(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the license columns of a source that names licenses in notes only."""
    noted = [
        list(zip(names.split("|"), scopes.split("|"), strict=True)) if names else []
        for names, scopes in frame.select("license_noted", "license_noted_for").iter_rows()
    ]
    frame = frame.with_columns(
        pl.Series("_weights", [_of_weights(licenses) for licenses in noted], dtype=pl.String),
        pl.Series("_grade", [_grade({scope for _, scope in licenses}) for licenses in noted], dtype=pl.String),
        pl.Series("_noted", ["; ".join(f"{n} [{s}]" for n, s in one) or None for one in noted], dtype=pl.String),
    )
    agrees = pl.col("access") == open_access()
    # Sources draw the line between kinds of restrictions differently; open and non-commercial are plain.
    is_graded = pl.col("license_tier").is_in(["open", "noncommercial"])
    fits = pl.col("access").is_in(list(schema.DOWNLOADABLE)) & (agrees | ~is_graded)
    tried = with_license(frame, "_weights").with_columns(pl.when(fits).then("_weights").alias("_weights"))
    return with_license(tried, "_weights").with_columns(
        pl.coalesce(first_of({"noted_weights": pl.col("license_raw").is_not_null()}), "_grade").alias(
            "license_certainty"
        ),
        pl.col("_noted").alias("license_noted"),
    )


def _of_weights(licenses: list[tuple[str, str]]) -> str | None:
    """Return the one license of the weights; None where there are two, or another that may be theirs too."""
    names = {name.casefold(): name for name, scope in licenses if scope in {"weights", "unclear"}}
    is_said = any(scope == "weights" for _, scope in licenses)
    return next(iter(names.values())) if is_said and len(names) == 1 else None


def _grade(scopes: set[str]) -> str:
    if scopes & {"weights", "unclear"}:
        return "noted_unclear"
    return "noted_code" if "code" in scopes else "none"


def open_access() -> pl.Expr:
    """Return the access grade of weights that anyone can download, by ``license_tier``.

    ``unknown`` where the license is unknown, unread or closed: then how the weights may be used is not known.
    """
    tier = pl.col("license_tier")
    grades = {
        "open_unrestricted": tier == "open",
        "open_restricted": tier.is_in(["open_behavioral", "restricted_commercial"]),
        "open_noncommercial": tier == "noncommercial",
    }
    return first_of(grades, "unknown")
