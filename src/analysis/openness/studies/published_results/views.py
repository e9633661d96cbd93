"""The check of published figures as tables for readers: numbers with their units, and links to what was published."""

import polars as pl

from openness import sources
from openness.measures.records import links
from openness.studies.published_results.editions import NONE, NOT_STATED, OTHER, SAME
from openness.studies.published_results.figures import CAUSES, LACKING, RELATIONS, UNDATED, UNITS
from openness.words.numbers import MINUS, capital, counted, listing

_LARGE = 10_000
_POWERS = {"3": "thousand", "6": "million", "9": "billion"}


def differing(checks: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return :data:`results.DIFFERING` by heading: figures that differ from what the data here give, by cause."""
    found = checks.filter(verdict="differs", is_from_data=True)
    parts = {words: found.filter(cause=cause) for cause, words in CAUSES.items()}
    return {
        f"{capital(words)}: {counted(part.height, 'figure')}": _readable(part)
        for words, part in parts.items()
        if part.height
    }


def from_own_numbers(checks: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.OWN_NUMBERS`: the figures that do not follow from the publisher's own numbers."""
    return _readable(checks.filter(verdict="differs", is_from_data=False)).drop("edition")


def agreeing(checks: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return :data:`results.AGREEING` by heading: the figures that agree, by what they were held against."""
    found = checks.filter(verdict="agrees")
    parts = {
        "With the data here": found.filter(is_from_data=True),
        "With the publisher's own numbers": found.filter(is_from_data=False),
    }
    return {
        f"{words}: {counted(part.height, 'figure')}": _readable(part, "remark")
        for words, part in parts.items()
        if part.height
    }


def not_recomputed(checks: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return :data:`results.NOT_RECOMPUTED` by heading: figures that cannot be reproduced, by what is lacking.

    Figures with the same reason stand together, the most frequent reason first.
    """
    found = checks.filter(verdict="not_reproducible")
    parts = {words: found.filter(lacking=lacking) for lacking, words in LACKING.items()}
    return {
        f"{capital(words)}: {counted(part.height, 'figure')}": _without_verdict(part)
        for words, part in parts.items()
        if part.height
    }


def methods(checks: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.METHODS`: what figures count and how they are recomputed."""
    return checks.filter(pl.col("recipe").is_not_null()).select("claim", "definition", _capital("recipe_text"))


def _without_verdict(checks: pl.DataFrame) -> pl.DataFrame:
    rows = list(checks.iter_rows(named=True))
    made = checks.with_columns(
        pl.Series("cited", [_cited(row) for row in rows], pl.String),
        pl.Series("reason", [_why_not(row) for row in rows], pl.String),
        pl.Series("elsewhere", [_elsewhere(row) for row in rows], pl.String),
    ).select("claim", links("url", "cited").alias("published"), _sentence("reason"), "elsewhere", _sentence("remark"))
    return made.sort(pl.len().over("reason"), "reason", descending=[True, False], maintain_order=True)


def _readable(checks: pl.DataFrame, note: str = "reason") -> pl.DataFrame:
    rows = list(checks.iter_rows(named=True))
    made = checks.with_columns(
        pl.Series("cited", [_cited(row) for row in rows], pl.String),
        pl.Series("recomputed", [_recomputed(row) for row in rows], pl.String),
        pl.Series("edition", [_edition(row) for row in rows], pl.String),
    )
    return made.select(
        "claim",
        links("url", "cited").alias("published"),
        "recomputed",
        pl.col("arithmetic").alias("basis"),
        "edition",
        _sentence(note),
    )


def _cited(row: dict) -> str:
    date = "date not found" if row["published_date"] == UNDATED else row["published_date"]
    work = ", ".join(filter(None, [row["publisher"], date, row["place"]]))
    return f"{_printed(row)} ({work})"


def _recomputed(row: dict) -> str | None:
    return None if row["recomputed"] is None else _with_unit(shown(row["recomputed"]), row)


def _edition(row: dict) -> str | None:
    """Return which edition was looked at, how it stands to the publisher's, and what the others give."""
    if row["edition_match"] in (None, NONE):
        return None
    stated = listing(row["stated_editions"])
    match = {
        SAME: "the publisher's own",
        OTHER: f"the publisher counted that of {stated}",
        NOT_STATED: "the publisher names none",
    }[row["edition_match"]]
    own = {edition.split(" ")[1] for edition in row["editions"]}
    others = _elsewhere(row | {"elsewhere": [one for one in row["elsewhere"] if one.partition(": ")[0] not in own]})
    parts = [f"{_editions(row)}, {match}", row["because"], others and f"Other editions here: {others}"]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _why_not(row: dict) -> str:
    """Return what a verdict lacks, in words."""
    if row["lacking"] == "data":
        return row["reason"]
    if row["lacking"] == "labels":
        return "It was counted by other labels than those here; what ours give stands beside it"
    if row["edition_match"] == NOT_STATED:
        return "Edition not known: the publisher names no day on which the data were taken"
    return f"Edition not here: the publisher counted that of {listing(row['stated_editions'])}"


def _elsewhere(row: dict) -> str | None:
    pairs = [one.partition(": ") for one in row["elsewhere"]]
    return "; ".join(f"{vintage}: {_with_unit(shown(float(value)), row)}" for vintage, _, value in pairs) or None


def _editions(row: dict) -> str:
    short = sources.short_names()
    names = [edition.split(" ") for edition in row["editions"]]
    return ", ".join(f"{short[source]} {vintage}" for source, vintage in names)


def _printed(row: dict) -> str:
    digits, _, power = row["printed"].partition("e")
    number = f"{int(digits):,}" if digits.lstrip("-").isdigit() else digits
    if power:
        number = f"{number} {_POWERS.get(power, f'x 10^{power}')}"
    return RELATIONS[row["relation"]].format(_with_unit(number.replace("-", MINUS), row))


def _with_unit(number: str, row: dict) -> str:
    return UNITS[row["unit"]].format(number)


def shown(number: float) -> str:
    """Return a number as text, whole and large ones without decimals, others with two."""
    digits = 0 if float(number).is_integer() or abs(number) >= _LARGE else 2
    return f"{number:,.{digits}f}".replace("-", MINUS)


def _capital(column: str) -> pl.Expr:
    return (pl.col(column).str.head(1).str.to_uppercase() + pl.col(column).str.slice(1)).alias(column)


def _sentence(column: str) -> pl.Expr:
    return (_capital(column).str.strip_suffix(".") + ".").alias(column)
