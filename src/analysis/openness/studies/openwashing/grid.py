"""How the share of open-washing depends on the rule: every combination of its parameters, and a rule's neighbors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import polars as pl

from openness.measures.concepts import with_concepts
from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics import clustered_shares
from openness.statistics.differences import group_differences
from openness.statistics.share_intervals import DEVELOPER, TEAM_SIGN, UNKNOWN_CLUSTER, WILSON
from openness.studies.openwashing import results
from openness.studies.openwashing.claims import CLAIMS
from openness.studies.openwashing.practice import DATA_OF, LICENSE_BY, PARAMETER_OF, PRACTICES, Frames
from openness.studies.openwashing.rule import Rule, stubs
from openness.studies.openwashing.shares import ALL, MIN_GROUP, extremes, one_edition
from openness.tables.schema import KEYS
from openness.words.numbers import lowered, percent

BELOW = (0.25, 0.5, 0.75)
"""Shares of the index's points below which a release may be said to fall short."""


@dataclass(frozen=True)
class _Answers:
    """Answers of all releases to all variants of the tests: two matrices, releases x variants."""

    names: tuple[tuple[str, str | float | None], ...]
    fails: np.ndarray
    unknown: np.ndarray


def sensitivity(
    releases: pl.DataFrame,
    components: pl.DataFrame,
    scores: pl.DataFrame,
    *,
    by: str = "developer_group",
    below: Sequence[float] = BELOW,
    pair: tuple[str, str] | None = None,
    interval: str = DEVELOPER,
) -> pl.DataFrame:
    """Return :data:`results.GRID`: the share of open-washing by group under every rule.

    ``pair`` are the groups to be compared: what developers that stand in both give their shares in common is worked
    out for the first.
    """
    one_edition(releases)
    if releases.is_empty():
        raise BadValueError("there are no releases")
    if by not in releases.columns:
        raise UnknownNameError("column", by, releases.columns)
    source = releases["source"][0]
    frames = Frames(releases, components.join(releases.select(KEYS), on=KEYS, how="semi"), scores)
    answers = _answers(frames, below)
    if not answers.names:
        raise BadValueError(f"source {source!r} answers no test of practice")
    rules = list(_rules(answers.names))
    groups = [ALL, *releases[by].fill_null("unknown").unique().sort()]
    members = _members(releases[by].fill_null("unknown"), groups)
    is_stub = _column(releases, stubs(frames.components), "is_stub").fill_null(value=False).to_numpy()
    developers = releases["developer_id"].fill_null(UNKNOWN_CLUSTER).str.split(TEAM_SIGN).list.first()
    parts = []
    for claim, one in CLAIMS.items():
        if source not in one.reasons:
            is_claim = _column(releases, one.holds(frames, Rule().words), "is_claim").fill_null(value=False)
            counted = _counted(answers, rules, members * is_claim.to_numpy(), is_stub, developers)
            parts.append(_labeled(claim, rules, groups, counted, pair, interval))
    stacked = pl.concat(parts).with_columns(
        (pl.int_range(pl.len()) // len(groups)).cast(pl.Int64).alias("rule_id"), is_rule(Rule()).alias("is_default")
    )
    return stacked.with_columns(extremes()).select(results.GRID.names)


def over_rules(
    grid: pl.DataFrame, rule: Rule, groups: tuple[str, str] | None, min_group: int = MIN_GROUP
) -> pl.DataFrame:
    """Return :data:`results.OVER_RULES`: one row on all rules with the same claim, or none where no rule applies."""
    own = grid.filter(claim=rule.claim)
    every = own.filter(pl.col("group") == ALL, pl.col("n") >= max(min_group, 1))
    if every.is_empty():
        return pl.DataFrame(schema=results.OVER_RULES.schema)
    enough = pl.min_horizontal("n", "other_n") >= max(min_group, 1)
    none = pl.DataFrame(schema=results.CONTRAST.schema)
    found = group_differences(own, groups, keys=["rule_id"], common="common").filter(enough) if groups else none
    one, other = groups or (None, None)
    higher = (found["difference"] > 0).sum()
    row = {
        "rule_count": every.height,
        "lowest_share": every["share"].min(),
        "highest_share": every["share"].max(),
        "group": one,
        "other_group": other,
        "compared_count": found.height,
        "higher_count": higher,
        "higher_share": higher / found.height if found.height else None,
        "lower_count": (found["difference"] < 0).sum(),
        "surely_higher_count": (found["lower"] > 0).sum(),
        "surely_lower_count": (found["upper"] < 0).sum(),
    }
    return pl.DataFrame([row], schema=results.OVER_RULES.schema)


def is_rule(rule: Rule) -> pl.Expr:
    """Return whether a row of the grid is of a rule; the parameters of tests that it has not do not count."""
    is_same = (
        (pl.col("claim") == rule.claim)
        & (pl.col("tests").list.sort().list.join(",") == ",".join(sorted(rule.practice)))
        & (pl.col("least") == rule.least)
    )
    for test, parameter in PARAMETER_OF.items():
        if test in rule.practice:
            is_same &= pl.col(parameter) == getattr(rule, parameter)
    return is_same


def _answers(frames: Frames, below: Sequence[float]) -> _Answers:
    has_base = with_concepts(frames.components).filter(concept="base_training_data").height > 0
    options: dict[str, Sequence[str | float | None]] = {
        "data_closed": DATA_OF if has_base else DATA_OF[:1],
        "license_not_open": LICENSE_BY,
        "below_half": tuple(below),
        "fails_osaid": (None,),
    }
    found = {
        (name, parameter): _column(frames.releases, PRACTICES[name].fails(frames, parameter), name)
        for name, parameters in options.items()
        for parameter in parameters
    }
    told = {key: column for key, column in found.items() if column.count()}
    shape = (frames.releases.height, len(told))
    fails = np.array([column.fill_null(value=False).to_numpy() for column in told.values()]).T.reshape(shape)
    unknown = np.array([column.is_null().to_numpy() for column in told.values()]).T.reshape(shape)
    return _Answers(tuple(told), fails.astype(np.float32), unknown.astype(np.float32))


_Picked = tuple[tuple[int, ...], dict[str, str | float | None], int]
"""Columns of the tests of a rule, their names with parameters, and how many must fail."""


def _rules(names: Sequence[tuple[str, str | float | None]]) -> Iterator[_Picked]:
    """Yield every rule: at most one variant of each test, and every number of them that may have to fail."""
    variants = {test: [place for place, (name, _) in enumerate(names) if name == test] for test, _ in names}
    for picked in product(*([None, *places] for places in variants.values())):
        columns = tuple(place for place in picked if place is not None)
        for least in range(1, len(columns) + 1):
            yield columns, dict(names[place] for place in columns), least


def _members(groups: pl.Series, names: Sequence[str]) -> np.ndarray:
    """Return groups x releases, 1 where a release belongs to a group."""
    return np.array(
        [np.ones(len(groups)) if name == ALL else (groups == name).to_numpy() for name in names], np.float32
    )


def _counted(
    answers: _Answers,
    rules: Sequence[_Picked],
    members: np.ndarray,
    is_stub: np.ndarray,
    developers: pl.Series,
) -> np.ndarray:
    """Return open-washed, undecided and open claims by developer, rule and group: 3 x developers x rules x groups."""
    tests = np.zeros((len(answers.names), len(rules)), np.float32)
    for number, (columns, _, _) in enumerate(rules):
        tests[list(columns), number] = 1
    least = np.array([least for *_, least in rules])
    fails, unknown = answers.fails @ tests, answers.unknown @ tests
    is_judged = ~is_stub[:, None]
    is_washed = (fails >= least) & is_judged
    is_open = (fails + unknown < least) & is_judged
    # Releases in order of their developers, so that each developer's are one stretch.
    order = developers.arg_sort().to_numpy()
    ranked = developers.rank("dense").to_numpy()[order]
    starts = np.flatnonzero(np.diff(ranked, prepend=0))
    verdicts = np.stack([is_washed, ~(is_washed | is_open), is_open])[:, order]
    counted = [np.add.reduceat(verdicts * own[order, None], starts, axis=1) for own in members]
    return np.stack(counted, axis=-1)


def _labeled(
    claim: str,
    rules: Sequence[_Picked],
    groups: Sequence[str],
    counted: np.ndarray,
    pair: tuple[str, str] | None,
    interval: str,
) -> pl.DataFrame:
    washed, undecided, open_ = counted.astype(float)
    found = clustered_shares.shares(washed + open_, washed)
    if interval == WILSON:
        found = clustered_shares.as_independent(found)
    lower, upper = clustered_shares.share_intervals(found)
    n = (washed + open_).sum(0)
    with np.errstate(invalid="ignore", divide="ignore"):
        effective = n**2 / ((washed + open_) ** 2).sum(0)
        effect = np.where(n > 0, found.releases / clustered_shares.effective_rows(found), np.nan)
    rows = [
        {"claim": claim, "tests": list(picked), "least": least}
        | {parameter: picked.get(test) for test, parameter in PARAMETER_OF.items()}
        for _, picked, least in rules
    ]
    columns = ("claim", "tests", "least", *PARAMETER_OF.values())
    counts = {"n": n, "openwashing_count": washed.sum(0), "unknown_count": undecided.sum(0)}
    counts |= {"developers": ((washed + open_) > 0).sum(0)}
    numbers = {"share": found.value, "lower": lower, "upper": upper}
    numbers |= {"effective_developers": effective, "design_effect": effect, "common": np.zeros(n.shape)}
    if interval == DEVELOPER and pair is not None and set(pair) <= set(groups):
        one, other = map(groups.index, pair)
        moved = clustered_shares.moves(washed + open_, washed)
        numbers["common"][:, one] = clustered_shares.in_common(moved[..., one], moved[..., other])
    return (
        pl.DataFrame(rows, schema={name: results.GRID.schema[name] for name in columns})
        .join(pl.DataFrame({"group": groups}), how="cross", maintain_order="left_right")
        .with_columns(
            *(pl.Series(name, one.astype(np.int64).ravel()) for name, one in counts.items()),
            *(pl.Series(name, one.ravel()).fill_nan(None) for name, one in numbers.items()),
        )
        .with_columns(pl.when(pl.col("n") > 0).then(pl.lit(interval)).alias("interval"))
    )


def _column(releases: pl.DataFrame, answers: pl.DataFrame, name: str) -> pl.Series:
    """Return an answer in the order of the releases, null for those that have none."""
    return releases.select(KEYS).join(answers, on=KEYS, how="left", maintain_order="left")[name]


_DATA = {"end_model": "Data of the end model", "either": "Data of either model", "both": "Data of both models"}
_LICENSE = {"tier": "License by its clauses", "osi": "License approved by the OSI"}


def neighbors(rule: Rule, below: Sequence[float] = BELOW) -> Iterator[tuple[str, Rule]]:
    """Yield a rule under its name, then all that differ from it in one respect, under what is different."""
    yield "The rule asked for", rule
    for claim in CLAIMS:
        if claim != rule.claim:
            yield f"Claim: {lowered(CLAIMS[claim].title)}", replace(rule, claim=claim)
    for least in range(1, len(rule.practice) + 1):
        if least != rule.least:
            yield f"At least {least} of {len(rule.practice)} tests", replace(rule, least=least)
    options = {
        "data_closed": {one: _DATA[one] for one in DATA_OF},
        "license_not_open": {one: _LICENSE[one] for one in LICENSE_BY},
        "below_half": {one: f"Below {percent(one)} of the points" for one in below},
    }
    for test, named in options.items():
        for value, name in named.items():
            if test in rule.practice and value != rule.parameter(test):
                yield name, replace(rule, **{PARAMETER_OF[test]: value})
    for test in PRACTICES:
        rest = tuple(name for name in rule.practice if name != test)
        title = PRACTICES[test].title
        if test not in rule.practice:
            yield f"Also tested: {title}", replace(rule, practice=(*rule.practice, test))
        elif rest:
            yield f"Not tested: {title}", replace(rule, practice=rest, least=min(rule.least, len(rest)))


def one_change(grid: pl.DataFrame, rule: Rule, groups: Sequence[str], below: Sequence[float] = BELOW) -> pl.DataFrame:
    """Return :data:`results.DEFINITIONS`: the shares of some groups under a rule and its neighbors."""
    parts = [
        grid.filter(is_rule(one), pl.col("group").is_in(list(groups))).with_columns(pl.lit(name).alias("definition"))
        for name, one in neighbors(rule, below)
    ]
    return pl.concat(parts).select(results.DEFINITIONS.names)
