"""Open-washing: to claim openness and not to practice it, by a stated rule.

Liesenfeld and Dingemanse (FAccT 2024, https://doi.org/10.1145/3630106.3659005) find systems that are called open source
and share weights at best, while data are withheld; they warn against judging by a single feature, such as access or
license. Widder, Whittaker and West (Nature 635, 2024, https://doi.org/10.1038/s41586-024-08141-1) ask what of
transparency, reuse and extension a claim is made good by. The Open Source Initiative looks at the license alone first
(https://opensource.org/blog/metas-llama-license-is-still-not-open-source). A rule here names a claim, the tests of
practice that count, and how many of them must fail.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from openness.licenses.clauses import catalog
from openness.metrics import registry
from openness.metrics.osai import score as osai
from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.openwashing.claims import CLAIMS
from openness.studies.openwashing.license_names import OPEN_WORDS
from openness.studies.openwashing.practice import (
    DATA_OF,
    LICENSE_BY,
    PARAMETER_OF,
    PRACTICES,
    Frames,
    is_not_approved,
    is_not_open,
)
from openness.tables.schema import KEYS
from openness.words.numbers import percent

NOT_OPEN = ("closed", "unlicensed")
"""Statuses of a criterion that count as failed in the evidence; partial does not."""

_DATA_WORDS = {
    "end_model": "those of the end model",
    "either": "those of the base or of the end model",
    "both": "those of the base and of the end model",
}
_LICENSE_WORDS = {
    "tier": "it has a clause that fails the Open Source Definition or limits commercial use",
    "osi": "the Open Source Initiative has not approved it",
}


@dataclass(frozen=True)
class Rule:
    """When a release is open-washed.

    The default asks for two failures of three. A single test is no verdict: BLOOMZ fails on its license alone, which
    forbids harmful uses, and opens all else.
    ``fails_osaid`` is left out, because it is made of the license and the data once more, and was published in October
    2024, after most of the releases. Data are those of the end model, because who tunes another developer's model
    cannot publish what that was trained on. The license goes by its clauses, because approval is not sought for most
    licenses of data and weights, CC-BY-4.0 among them.
    """

    claim: str = "listed"
    """Name of a claim in :data:`openness.studies.openwashing.claims.CLAIMS`."""
    practice: tuple[str, ...] = ("data_closed", "license_not_open", "below_half")
    """Names of tests in :data:`openness.studies.openwashing.practice.PRACTICES`."""
    least: int = 2
    """How many of the tests must fail."""
    data: str = "end_model"
    """For ``data_closed``: whose data."""
    license: str = "tier"
    """For ``license_not_open``: by its clauses, or approved or not."""
    below: float = 0.5
    """For ``below_half``: share of the index's points below which a release fails."""
    words: tuple[str, ...] = OPEN_WORDS
    """For ``license_name``: words that make a license's name a claim."""

    def __post_init__(self) -> None:
        for kind, found, known in (
            ("claim", self.claim, CLAIMS),
            ("data", self.data, DATA_OF),
            ("license", self.license, LICENSE_BY),
            *(("practice", name, PRACTICES) for name in self.practice),
        ):
            if found not in known:
                raise UnknownNameError(kind, found, known)
        if len(set(self.practice)) != len(self.practice) or not self.practice:
            raise BadValueError(
                f"practice is {', '.join(self.practice) or 'empty'}, expected one or more tests, each once"
            )
        if not 1 <= self.least <= len(self.practice):
            raise BadValueError(f"least is {self.least}, expected 1 to {len(self.practice)}, the number of tests")
        if not 0 < self.below <= 1:
            raise BadValueError(f"below is {self.below}, expected a share above 0 and up to 1")

    @property
    def test_count(self) -> int:
        """How many tests there are."""
        return len(self.practice)

    def parameter(self, practice: str) -> str | float | None:
        """Return the parameter of a test, None where it has none."""
        return getattr(self, PARAMETER_OF[practice]) if practice in PARAMETER_OF else None

    def text(self) -> str:
        """Return the rule in words."""
        said = {"data_closed": _DATA_WORDS[self.data], "license_not_open": _LICENSE_WORDS[self.license]}
        tests = [PRACTICES[name].text.format(said.get(name, percent(self.below))) for name in self.practice]
        count = (
            "this holds"
            if len(tests) == 1
            else f"all {len(tests)} of these hold"
            if self.least == len(tests)
            else f"at least {self.least} of these {len(tests)} hold"
        )
        return (
            f"A release claims to be open when {CLAIMS[self.claim].text}. It is open-washed when it claims to be open "
            f"and {count}: {'; '.join(tests)}."
        )


def asked(
    claim: str,
    practice: Sequence[str],
    least: int | None,
    data: str,
    license: str,  # noqa: A002  the name of the parameter
    below: float,
) -> Rule:
    """Return the rule that parameters ask for; without ``least`` more than half of the tests must fail."""
    return Rule(claim, tuple(practice), len(practice) // 2 + 1 if least is None else least, data, license, below)


def verdicts(rule: Rule, frames: Frames) -> pl.DataFrame:
    """Return ``KEYS``, whether a release claims to be open, fails each test and is a stub, and ``is_openwashing``."""
    found = _joined(frames.releases.select(KEYS), CLAIMS[rule.claim].holds(frames, rule.words))
    for name in rule.practice:
        found = _joined(found, PRACTICES[name].fails(frames, rule.parameter(name)))
    found = _joined(found, stubs(frames.components)).with_columns(pl.col("is_stub").fill_null(value=False))
    fails, known = counts(rule.practice)
    practiced = (
        pl.when(fails >= rule.least)
        .then(pl.lit(value=True))
        .when(fails + len(rule.practice) - known < rule.least)
        .then(pl.lit(value=False))
    )
    verdict = (
        pl.when(~pl.col("is_claim"))
        .then(pl.lit(value=False))
        .when(pl.col("is_claim"), ~pl.col("is_stub"))
        .then(practiced)
    )
    return found.with_columns(verdict.alias("is_openwashing"))


def judge(
    rule: Rule,
    releases: pl.DataFrame,
    components: pl.DataFrame,
    scores: pl.DataFrame,
    *,
    links: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Return the releases with what the rule finds: :data:`results.JUDGED`, and a column for each of its tests."""
    found = _joined(releases, verdicts(rule, Frames(releases, components, scores)))
    found = _joined(_joined(found, gaps(scores)), _failed(components))
    if links is not None:
        found = _joined(found, links.select(*KEYS, "record_url"))
    return found.with_columns(
        pl.concat_list(pl.when(pl.col(name).fill_null(value=False)).then(pl.lit(name)) for name in rule.practice)
        .list.drop_nulls()
        .alias("failed_tests"),
        pl.col("failed").fill_null([]),
        _evidence(found, rule).alias("evidence_urls"),
    ).select(
        *releases.columns,
        "is_claim",
        *rule.practice,
        "failed_tests",
        "is_openwashing",
        "is_stub",
        "gap",
        "failed",
        "evidence_urls",
    )


def counts(tests: Sequence[str]) -> tuple[pl.Expr, pl.Expr]:
    """Return how many of the tests fail, and how many are known."""
    return (
        pl.sum_horizontal(pl.col(name).fill_null(value=False).cast(pl.Int64) for name in tests),
        pl.sum_horizontal(pl.col(name).is_not_null().cast(pl.Int64) for name in tests),
    )


def stubs(components: pl.DataFrame) -> pl.DataFrame:
    """Return whether all components of a release are blank: ``KEYS``, ``is_stub``."""
    blank = pl.col("status").is_in(["missing", "not_applicable"])
    return components.group_by(KEYS, maintain_order=True).agg(blank.all().alias("is_stub"))


def gaps(scores: pl.DataFrame) -> pl.DataFrame:
    """Return the share of points that the judged criteria of the index lack: ``KEYS``, ``gap``."""
    scored = registry.published(scores).filter(pl.col("metric") == osai.NAME, pl.col("judged_count") > 0)
    return scored.select(*KEYS, (1 - pl.col("score") / pl.col("judged_count")).alias("gap"))


def _failed(components: pl.DataFrame) -> pl.DataFrame:
    not_open = pl.col("status").is_in(list(NOT_OPEN))
    return components.group_by(KEYS, maintain_order=True).agg(
        pl.col("component").filter(not_open).alias("failed"),
        pl.col("evidence_url").filter(not_open).drop_nulls().alias("_links"),
    )


def _joined(frame: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Join one answer a release; those without one have null."""
    return frame.join(other, on=KEYS, how="left", maintain_order="left")


def _evidence(found: pl.DataFrame, rule: Rule) -> pl.Series:
    """Return the links of each release: its source's record, its failed criteria, its licenses that are not open."""
    is_not = is_not_approved if rule.license == "osi" else is_not_open
    fails = found["license_not_open"] if "license_not_open" in rule.practice else [None] * found.height
    records = found["record_url"] if "record_url" in found.columns else [None] * found.height
    rows = []
    for record, links, ids, is_failing in zip(records, found["_links"], found["license_ids"], fails, strict=True):
        bad = [one for one in ids if is_not(one)] if is_failing else []
        texts = [known.url for one in bad if (known := catalog.find(one))]
        rows.append([link for link in dict.fromkeys((record, *(links if links is not None else ()), *texts)) if link])
    return pl.Series("evidence_urls", rows, dtype=pl.List(pl.String))
