"""What a report on open-washing asks for: the parameters of its rule, and the releases that it looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from openness.measures.ask import LATEST, Parameter, resolve_vintage
from openness.project.errors import BadValueError
from openness.studies.openwashing.claims import CLAIMS
from openness.studies.openwashing.practice import DATA_OF, LICENSE_BY, PRACTICES, SOURCES
from openness.studies.openwashing.rule import Rule, judge
from openness.tables import store as tables

MOST_GAPS = 60

_COPIES = ("hub", "not_repackaged")
"""A source, and its list that leaves out copies, which inherit the license tag of what they are copies of."""

PARAMETERS = {
    parameter.name: parameter
    for parameter in (
        Parameter("claim", "string", "what counts as a claim of openness", lambda: list(CLAIMS)),
        Parameter("practice", "list", "tests of what is done", lambda: list(PRACTICES)),
        Parameter("least", "integer", "how many tests must fail; none: more than half", None, 1, 4, optional=True),
        Parameter("data", "string", "whose training data", lambda: list(DATA_OF)),
        Parameter("license", "string", "what an open license is", lambda: list(LICENSE_BY)),
        Parameter("below", "number", "share of the index's points below which a release falls short", None, 0, 1),
        Parameter("gaps", "integer", "widest gaps to show", None, 1, MOST_GAPS),
    )
}
"""Parameters of the rule, beside those of :data:`openness.measures.ask.PARAMETERS`."""


def rule(
    claim: str = Rule.claim,
    practice: Sequence[str] = Rule.practice,
    least: int | None = None,
    data: str = Rule.data,
    license: str = Rule.license,  # noqa: A002  the name of the parameter
    below: float = Rule.below,
) -> Rule:
    """Return the rule that parameters ask for; ``rule.Rule`` says what they mean."""
    return Rule(claim, tuple(practice), len(practice) // 2 + 1 if least is None else least, data, license, below)


def releases_of(
    source: str,
    vintage: str = LATEST,
    since: int | None = None,
    until: int | None = None,
) -> pl.DataFrame:
    """Return the releases of an edition; where years are given, those of these years that have a date."""
    edition = resolve_vintage(source, vintage)
    releases = tables.read("releases").filter(source=source, vintage=edition)
    year = pl.col("release_date").dt.year()
    releases = releases if since is None else releases.filter(year >= since)
    return releases if until is None else releases.filter(year <= until)


def newest() -> pl.DataFrame:
    """Return the newest whole edition of each source that states licenses, of the Hub without copies as names tell."""
    releases, lists = (tables.read(name) for name in ("releases", "release_lists"))
    latest = {source: resolve_vintage(source, LATEST) for source in SOURCES}
    source, kept = _COPIES
    originals = lists.filter(source=source, list=kept)["release_id"]
    return releases.filter(
        pl.col("vintage") == pl.col("source").replace_strict(latest, default=None, return_dtype=pl.String),
        (pl.col("source") != source) | pl.col("release_id").is_in(originals.implode()),
    )


def editions(releases: pl.DataFrame) -> list[str]:
    """Return the editions that releases are of, each as source and vintage."""
    return [" ".join(row) for row in releases.select("source", "vintage").unique().sort("source", "vintage").rows()]


def check(values: Mapping[str, Any]) -> None:
    """Check the parameters of a report on open-washing before it runs; values without a claim are passed over."""
    if "claim" not in values:
        return
    for name in values.keys() & PARAMETERS.keys():
        PARAMETERS[name].check(values[name])
    asked = rule(**{name: values[name] for name in values.keys() & PARAMETERS.keys() - {"gaps"}})
    source = values["source"]
    for kind, one in (("claim", CLAIMS[asked.claim]), *(("test", PRACTICES[name]) for name in asked.practice)):
        if source in one.reasons:
            raise BadValueError(f"source {source!r} cannot answer the {kind} {one.name!r}: {one.reasons[source]}")
    bounds = {name: values[name] for name in values.keys() & {"vintage", "since", "until"}}
    own = releases_of(source, **bounds)
    judged = judge(asked, own, tables.read("components"), tables.read("scores"))
    if judged.filter("is_claim")["is_openwashing"].count() == 0:
        raise BadValueError(f"of {own.height} releases of {source} none makes a claim that this rule can judge")
