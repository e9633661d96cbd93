"""The short answer: its six numbers and what is not known, from the tables that were charted."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from openness.measures.ask import Answer
from openness.measures.definitions import definition
from openness.measures.headline import LARGEST, NOTHING
from openness.measures.headline_views import BOUNDS, CORRECTED, KNOWN, PLAIN, filled, listed, revised, row
from openness.sources import fmti, named
from openness.studies.metric_lab.agreement import ALL
from openness.studies.multiverse.summary import LEVELS
from openness.studies.openwashing.practice import PRACTICES
from openness.studies.openwashing.say import over_rules
from openness.studies.overview.measure import GROUPS, INDEX, Claims, Contrast, LicenseTerms, Row, Told
from openness.studies.overview.views import Number, estimate
from openness.studies.published_results.say import summary as checked
from openness.studies.trend_inference.say import steepest
from openness.words import templates
from openness.words.numbers import lowered, percent, signed

SIDES = ("corporate developers", "community developers")
NOT_ESTIMABLE = "not estimable"
BY_DEVELOPER = "Intervals: 95%, by developer."
_AGAINST = f"{SIDES[0]} against {SIDES[1]}"
_SLOPE = ("points_per_year", "points_lower", "points_upper")
_LITTLE = 0.01
_HUB_LIST = "llmfit's list of the Hub"

_say = templates.beside(__file__)


def numbers(seen: Contrast, claims: Claims, terms: LicenseTerms, told: Told, min_group: int) -> list[Number]:
    """Return the six numbers of the overview."""
    contrast = level(seen, min_group), trend(seen)
    return [*contrast, claimed(claims), openwashed(claims, min_group), licenses(terms), transparent(told)]


def finding(said: Iterable[Number]) -> str:
    """Return the short answer in one paragraph."""
    return " ".join(one.short for one in said if one.short)


def level(seen: Contrast, min_group: int) -> Number:
    """Return how often corporate and community developers release openly, over three years at the same mix of kinds."""
    story, source = seen.headline, named(seen.answer.question.source)
    years = f"{story.years[0]} to {story.years[1]}"
    known, corrected, bounds = (row(story, blanks) for blanks in (KNOWN, CORRECTED, BOUNDS))
    told = {"years": years, "known": known, "claim": story.claim, "list": source.short}
    return Number(
        title="How open",
        value=f"{percent(known['share_least'])} against {percent(known['other_share_least'])}"
        if known
        else NOT_ESTIMABLE,
        unit=f"of releases of {years} have open weights, {_AGAINST}",
        text=_say(
            "level",
            **told,
            corrected=corrected,
            bounds=bounds,
            alone=row(story, mix=PLAIN, kind=LARGEST),
            largest=LARGEST,
            agreed=seen.agreed.get("share_difference"),
            min_group=min_group,
            chance=seen.by_chance.get("share_difference"),
            chance_level=LEVELS["chance"],
        ),
        short=_say("level_short", **told),
        basis=_basis(seen.answer),
        links={"years, kinds and blanks": "corporate-vs-community.html", "all other choices": "multiverse.html"},
        estimates=(
            estimate("corporate", known, "share_least", "share_lower", "share_upper"),
            estimate("community", _other(known), "share", "lower", "upper"),
            *(
                estimate(what, _sized(one), "difference", "lower", "upper")
                for what, one in (("difference", known), ("corrected", corrected), ("bounds", bounds))
            ),
        ),
    )


def _other(found: Row | None) -> Row | None:
    return found and {
        "n": found["other_n"],
        "share": found["other_share_least"],
        "lower": found["other_share_lower"],
        "upper": found["other_share_upper"],
    }


def _sized(found: Row | None) -> Row | None:
    return found and {**found, "n": found["smaller_n"]}


def trend(seen: Contrast) -> Number:
    """Return by how many points a year the share changes on both sides, and whether they differ."""
    one, other = _sides(seen.trends)
    values = list(dict.fromkeys(map(_slope, (one, other))))
    since, agreed = seen.answer.question.since, seen.agreed.get("slope_difference")
    return Number(
        title="Which way it is going",
        value=" against ".join(values),
        unit=f"points a year since {since}, {_AGAINST}",
        text=" ".join(
            filter(
                None,
                [
                    _say(
                        "trend",
                        one=one,
                        other=other,
                        difference=seen.slopes,
                        agreed=agreed,
                        chance=seen.by_chance.get("slope_difference"),
                        chance_level=LEVELS["chance"],
                    ),
                    steepest(seen.moved, seen.looked),
                ],
            )
        ),
        short=_say("trend_short", since=since, one=one, other=other),
        basis=_basis(seen.answer),
        links={
            "tests of the trend": "trend-inference.html",
            "what moved most": "trend-inference.html#What-moved-most",
            "what the list is made of": "vintages-and-composition.html",
        },
        estimates=tuple(
            estimate(what, row, *_SLOPE)
            for what, row in zip((*GROUPS, "difference"), (one, other, seen.slopes), strict=True)
        ),
    )


def claimed(claims: Claims) -> Number:
    """Return how many releases that are called open are so under each definition."""
    rows = {row["definition_name"]: row for row in claims.shares.filter(group="all").iter_rows(named=True)}
    weights, strict = rows["open_weights"], rows["osaid"]
    shares = {"weights": _percent(weights["share"]), "strict": _percent(strict["share"])}
    return Number(
        title="By whose definition",
        value=f"{shares['weights']} or {shares['strict']}",
        unit="of releases called open are so: by open weights, or by the Open Source AI Definition",
        text=_say(
            "claimed",
            list=named(INDEX).title,
            n=claims.release_count,
            weights=weights,
            half=rows["osai_half"],
            data=rows["training_data_open"],
            strict=strict,
        ),
        short=_say("claimed_short", list=named(INDEX).title, **shares),
        basis=f"{_edition(INDEX, claims.vintage)}. {BY_DEVELOPER}",
        links={"part by part": "components.html", "every framework": "metric-lab.html"},
        estimates=tuple(estimate(name, row) for name, row in rows.items()),
    )


def openwashed(claims: Claims, min_group: int) -> Number:
    """Return how many claims of openness are not lived up to, and how far that hangs on the rule."""
    rows = {row["group"]: row for row in claims.openwashed.iter_rows(named=True)}
    every, share = rows["all"], _percent(rows["all"]["share"])
    sides = [(side, rows.get(group)) for group, side in zip(GROUPS, SIDES, strict=True)]
    return Number(
        title="Claimed and not practiced",
        value=share,
        unit="of claims of openness are open-washed, by the rule of this suite",
        text=_say(
            "openwashed",
            list=named(INDEX).title,
            every=every,
            sides=[(side, row) for side, row in sides if row and row["n"] >= (min_group or 1)],
            least=claims.rule.least,
            test_count=claims.rule.test_count,
            tests=[lowered(PRACTICES[name].title) for name in claims.rule.practice],
            rules=over_rules(claims.rules, most=2),
        ),
        short=f"By the rule of this suite {share} of these claims are open-washed.",
        basis=f"{_edition(INDEX, claims.vintage)}. {BY_DEVELOPER}",
        links={"rule and evidence": "openwashing.html"},
        estimates=tuple(estimate(group, rows.get(group)) for group in ("all", *GROUPS)),
    )


def licenses(terms: LicenseTerms) -> Number:
    """Return what the licenses of models on the Hub allow."""
    rows = {row["term"]: row for row in terms.shares.iter_rows(named=True)}
    listed = f"Hub as llmfit lists it, edition of {terms.vintage}, less what names show to be copies."
    return Number(
        title="What licenses allow",
        value=_percent(rows["osi_approved"]["share"]),
        unit=f"of models of {terms.year} on {_HUB_LIST} are under OSI-approved licenses",
        text=_say("licenses", list=_HUB_LIST, year=terms.year, rows=rows),
        basis=" ".join(filter(None, [listed, BY_DEVELOPER, terms.large])),
        links={"licenses": "license-landscape.html", "how they change": "relicensing.html"},
        estimates=tuple(estimate(name, row) for name, row in rows.items()),
    )


def transparent(told: Told) -> Number:
    """Return how transparent developers are, and why that is no trend."""
    last = told.waves.row(-1, named=True)
    before = [row for row in told.waves.to_dicts() if row["indicator_set"] != last["indicator_set"]]
    return Number(
        title="How much is told",
        value=f"{last['mean']:.0f} of {last['indicator_count']}",
        unit=f"indicators of transparency are met by the average developer, {_month(last['vintage'])}",
        text=_say(
            "transparent",
            list=named(fmti.SOURCE.name).title,
            last=last,
            by_weights=told.by_weights.filter(vintage=last["vintage"]).to_dicts(),
            earlier=[(_month(row["vintage"]), row) for row in before],
        ),
        basis=f"FMTI, wave of {last['vintage']}. The developers were chosen, not drawn: the 95% t interval says how "
        "far they lie apart.",
        links={"all waves": "metric-lab.html"},
        estimates=tuple(estimate(row["vintage"], row, "mean", "lower", "upper") for row in told.waves.to_dicts()),
    )


def by_source(signs: Mapping[str, int]) -> str:
    """Return how many of the differences by source and definition have the same sign, and how many for certain."""
    return _say("by_source", **signs)


def by_definition(apart: Mapping[str, Any]) -> str:
    """Return under which definitions the two sides differ, with the whole interval of the difference."""
    return _say("by_definition", **apart)


def unknowns(
    seen: Contrast, developers: pl.DataFrame, agreement: pl.DataFrame, figures: Mapping[str, int]
) -> list[str]:
    """Return a sentence or two on each thing that is not known."""
    agreed = next(agreement.filter(sources=ALL, concept=ALL).iter_rows(named=True), None)
    return [
        f"**How releases can be had.** {_access(seen)}",
        f"**What the list holds.** {_listed(seen)}",
        f"**Whose they are.** {_say('developers', rows=developers.to_dicts(), little=_LITTLE)}",
        f"**Whether sources agree.** {_say('agreement', row=agreed)}",
        f"**What others counted.** {checked(figures)}",
        f"**What nobody lists.** {_say('unlisted')}",
    ]


def _access(seen: Contrast) -> str:
    rows = filled(seen.headline).to_dicts()
    return _say(
        "access",
        since=seen.answer.question.since,
        sides=dict(zip(GROUPS, SIDES, strict=True)),
        filled=rows,
        **seen.access,
    )


def _listed(seen: Contrast) -> str:
    rows = listed(seen.headline.kinds, "community").to_dicts()
    source = named(seen.answer.question.source)
    return _say(
        "listed",
        source=source.short,
        rows=rows,
        revised=revised(seen.headline.editions),
        sides=dict(zip(GROUPS, SIDES, strict=True)),
    )


def _sides(frame: pl.DataFrame) -> list[Row | None]:
    """Return the row of each side; None where there is none."""
    rows = {one["group"]: one for one in frame.iter_rows(named=True)}
    return [rows.get(group) for group in GROUPS]


def _basis(answer: Answer) -> str:
    asked = answer.question
    return f"{definition(asked.definition).title}. {_edition(asked.source, asked.vintage)}. {BY_DEVELOPER}"


def _edition(source: str, vintage: str) -> str:
    return f"{named(source).short}, edition of {vintage}"


def _slope(row: Row | None) -> str:
    if row is None or row["reason"]:
        return NOT_ESTIMABLE
    if row["verdict"] == "cannot tell" or row["claim"] == NOTHING:
        return "unclear"
    return signed(row["points_per_year"], 1)


def _percent(share: float | None) -> str:
    return NOT_ESTIMABLE if share is None else percent(share)


def _month(day: str) -> str:
    """Return ``December 2025`` for ``2025-12-09``."""
    return f"{date.fromisoformat(day):%B %Y}"
