"""Open-washing in plain words, made from the numbers."""

from __future__ import annotations

import polars as pl

from openness.statistics.differences import group_differences
from openness.studies.openwashing.practice import PRACTICES
from openness.studies.openwashing.rule import Rule
from openness.studies.openwashing.shares import ALL, MIN_GROUP, compared, failures, one_edition, shares_by
from openness.words.sentences import Cell, counted, group_name, percent

DATES = (
    "A year's share is that of the entries whose latest version came out in it: the index overwrites an entry when its "
    "family gets a new version, so it is no record of what was released in that year."
)
"""What to mind of shares over time."""


def openwashing_words(
    judged: pl.DataFrame,
    rule: Rule,
    grid: pl.DataFrame | None = None,
    *,
    by: str = "developer_group",
    groups: tuple[str, str] | None = None,
    min_group: int = MIN_GROUP,
) -> list[str]:
    """Return the findings as sentences: rule, share, tests, the two groups, how much the rule decides."""
    one_edition(judged)
    shares = shares_by(judged, by, min_group=min_group)
    said = [rule.text(), _overall(shares)]
    if shares.is_empty() or not shares["n"][0]:
        return said
    groups = groups or compared(judged, by)
    said += [_tests(judged, rule), _contrast(shares, groups, min_group)]
    return said + ([rules_words(grid, rule, groups, min_group)] if grid is not None else [])


def finding(
    judged: pl.DataFrame,
    rule: Rule,
    grid: pl.DataFrame,
    *,
    by: str = "developer_group",
    min_group: int = MIN_GROUP,
) -> str:
    """Return the answer in short: how many claims are open-washed, whose, and whether other rules agree."""
    shares = shares_by(judged, by)
    if shares.is_empty() or not shares["n"][0]:
        return _overall(shares)
    groups = compared(judged, by)
    overall = f"By this rule {_cell(shares.row(0, named=True)).text()} judged claims are open-washed."
    return " ".join([overall, _contrast(shares, groups, min_group), *_rules(grid, rule, groups, min_group)[:2]])


def difference_words(differences: pl.DataFrame, groups: tuple[str, str]) -> str:
    """Return in which test two groups differ most and in which least."""
    tests = differences.slice(1).sort(pl.col("difference").abs(), descending=True)
    if tests.height < 2:
        return ""
    one, other = (group_name(group) for group in groups)
    most, least = (
        f"{_lower(row['item'])} ({100 * row['difference']:+.0f} points, {100 * row['lower']:+.0f} to "
        f"{100 * row['upper']:+.0f})"
        for row in (tests.row(0, named=True), tests.row(-1, named=True))
    )
    return f"Between {one} and {other} the tests differ most in {most} and least in {least}."


def license_name_words(names: pl.DataFrame) -> list[str]:
    """Return how many licenses are called open and are not."""
    called = names.filter(pl.col("word").is_not_null())
    if called.is_empty():
        return ["No license of the catalog has a word for open in its name."]
    wrong = called.filter("is_contradicted")
    by_word = wrong.group_by("word").len().sort("len", "word", descending=[True, False])
    words = ", ".join(f"{count} by the word {word}" for word, count in by_word.iter_rows())
    undecided, arguable = called.filter(finding="undecided"), called.filter(finding="arguable")
    without = names.filter(pl.col("word").is_null(), finding="none")
    said = [
        f"Of {counted(called.height, 'license')} whose name says open, {wrong.height} "
        f"{'is' if wrong.height == 1 else 'are'} not{f': {words}' if words else ''}. {undecided.height} cannot be "
        f"told, because {'it has' if undecided.height == 1 else 'they have'} not been read; of {arguable.height} it "
        "can be argued.",
        f"{counted(without.height, 'license')} "
        + (
            "is open without saying so in its name."
            if without.height == 1
            else "are open without saying so in their names."
        ),
    ]
    if limited := wrong["limit_word"].count():
        said.append(
            f"{limited} of those that are not open {'names' if limited == 1 else 'name'} a limit as well, such as "
            "non-commercial."
        )
    if wrong.height and wrong["release_count"][0]:
        most = wrong.row(0, named=True)
        said.append(f"The most used of those that are not open is {most['license_name']} ({most['used_in']}).")
    return said


def _overall(shares: pl.DataFrame) -> str:
    if shares.is_empty():
        return "No release is known to make the claim."
    row = shares.row(0, named=True)
    rest = _unjudged(row)
    if not row["n"]:
        return f"No claim can be judged by this rule.{rest.replace(' more', '', 1)}"
    return f"By this rule {_cell(row).text()} judged claims are open-washed.{rest}"


def _unjudged(row: dict) -> str:
    if not row["unknown_count"]:
        return ""
    said = f" {row['unknown_count']} more cannot be judged"
    if row["stub_count"]:
        said += f", {counted(row['stub_count'], 'stub')} among them"
    if row["n"]:
        said += f"; whatever they are, the share is {percent(row['lowest_share'])} to {percent(row['highest_share'])}"
    return f"{said}."


def _tests(judged: pl.DataFrame, rule: Rule) -> str:
    rows = failures(judged, rule.practice).filter(group=ALL).iter_rows(named=True)
    parts = [
        f"{_lower(PRACTICES[row['test']].title)} {row['fail_count']} of {row['n']}"
        + (f" ({row['unknown_count']} unknown)" if row["unknown_count"] else "")
        for row in rows
    ]
    return f"Failures by test: {', '.join(parts)}."


def _contrast(shares: pl.DataFrame, groups: tuple[str, str] | None, min_group: int) -> str:
    if groups is None:
        return "There are no two groups to compare."
    one, other = (group_name(group) for group in groups)
    found = group_differences(shares, groups).row(0, named=True)
    if min(found["n"], found["other_n"]) < max(min_group, 1):
        return f"There are fewer than {min_group} judged claims by {one} or by {other}: no comparison."
    by_group = {row["group"]: _cell(row) for row in shares.iter_rows(named=True)}
    points = f"{100 * found['lower']:+.0f} to {100 * found['upper']:+.0f}"
    verdict = "higher" if found["lower"] > 0 else "lower" if found["upper"] < 0 else None
    return (
        f"{_upper(one)}: {by_group[groups[0]].text()} judged claims are open-washed; {other}: "
        f"{by_group[groups[1]].text()}. The difference is {100 * found['difference']:+.0f} points ({points}), "
        + (f"so the first share is {verdict}." if verdict else "so the two may not differ.")
    )


def rules_words(
    grid: pl.DataFrame,
    rule: Rule,
    groups: tuple[str, str] | None,
    min_group: int = MIN_GROUP,
    *,
    most: int | None = None,
) -> str:
    """Return how the share and the difference of two groups depend on the rule, over all rules with the same claim."""
    return " ".join(_rules(grid, rule, groups, min_group)[:most])


def _rules(grid: pl.DataFrame, rule: Rule, groups: tuple[str, str] | None, min_group: int) -> list[str]:
    """Return the level over the rules, which group is higher under how many, and how many of these are certain."""
    grid = grid.filter(claim=rule.claim)
    every = grid.filter(pl.col("group") == ALL, pl.col("n") >= max(min_group, 1))
    if every.is_empty():
        return ["No rule can be applied."]
    low, high = percent(every["share"].min()), percent(every["share"].max())
    level = f"The level depends on the rule: over {every.height} rules it runs from {low} to {high}."
    enough = pl.min_horizontal("n", "other_n") >= max(min_group, 1)
    found = group_differences(grid, groups, keys=["rule_id"]).filter(enough) if groups else grid.clear()
    if found.is_empty():
        return [level]
    above, below = (found["difference"] > 0).sum(), (found["difference"] < 0).sum()
    more, less = (found["lower"] > 0).sum(), (found["upper"] < 0).sum()
    one, other = (group_name(group) for group in groups)
    return [
        level,
        f"The higher share is that of {one} under {above} of {found.height} rules ({percent(above / found.height)}) "
        f"and that of {other} under {below}.",
        f"Of these, the interval of the difference leaves zero out under {more} and {less}.",
    ]


def _cell(row: dict) -> Cell:
    return Cell("", row["group"], row["n"], row["share"], row["lower"], row["upper"])


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def _upper(name: str) -> str:
    return name[:1].upper() + name[1:]
