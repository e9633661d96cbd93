"""Results on corporate and community releases."""

from dataclasses import replace

from openness.statistics.results import MEANS, OF_CLUSTERS, PAIR_DIFFERENCES, SHARES, bounds
from openness.words.frames import Column, Frame

BY_DEFINITION = SHARES.by(
    Column("definition", "text", meaning="name of the definition of open"),
    "shares_by_definition",
    "Share of open releases under one definition, by period and group.",
)
BY_LIST = SHARES.by(
    Column("list", "text", meaning="releases of all lists, or of one"),
    "shares_by_list",
    "Share of open releases on one list, by period and group.",
)
COMPARED = Frame(
    "groups_compared",
    "Share of one group less that of another in one period, all pairs of all tables tested together.",
    (
        Column("table", "text", meaning="what the table is called, such as a list"),
        Column("period", "text", meaning="the last period in which two groups have enough judged releases"),
        *PAIR_DIFFERENCES.columns,
    ),
    ("table", "group", "other_group"),
)
MOVEMENTS = PAIR_DIFFERENCES.by(
    Column("of", "text", meaning="the group; `group` is the last period, `other_group` the first"),
    "share_movements",
    "Share of a group in its last period less that in its first, all groups tested together.",
)
SCORES = replace(
    MEANS,
    name="mean_scores",
    about="Mean of the scores of indexed releases, as parts of the highest, in a period and group.",
    columns=(
        *MEANS.columns[:3],
        Column("mean", "share", meaning="their mean"),
        *bounds("the mean; null where all are of one developer or all values are the same", "share"),
        *OF_CLUSTERS,
    ),
)
COMPONENTS = Frame(
    "component_means",
    "How open a component of indexed releases is, in one group.",
    (
        Column("component", "text", meaning="the component"),
        Column("group", "text", meaning="the group"),
        Column("n", "count", meaning="releases judged on it"),
        Column("score", "share", meaning="mean over releases: open 1, partial 0.5, closed 0"),
        Column("open_share", "share", meaning="how many are open"),
    ),
    ("component", "group"),
)
TYPINGS = Frame(
    "contrasts_by_typing",
    "Corporate less community share of the pooled years by one definition and one word on who is a company.",
    (
        Column("source", "text", "Source", "whose data"),
        Column("typing", "text", "Types", "curated: by hand first; published: the source's own categories alone"),
        Column("definition", "text", "Open means", "name of the definition of open"),
        Column("n", "count", "Corporate", "judged units of corporate developers"),
        Column("other_n", "count", "Community", "judged units of community developers"),
        Column("difference", "number", "Difference", "corporate less community share, at a common mix", "share"),
        *bounds("the difference", "number", "share"),
        Column("p_holm", "number", "p, adjusted", "of no difference, adjusted for the definitions by Holm's rule"),
        Column("is_different", "flag", "Differ", "whether that is below 5%"),
        Column("is_clear", "flag", meaning="whether the interval, which is for one look, leaves zero out"),
    ),
    ("source", "typing", "definition"),
)
TALLIES = Frame(
    "typing_tallies",
    "In how many definitions corporate and community developers differ, by one word on who is a company.",
    (
        Column("source", "text", "Source", "whose data"),
        Column("typing", "text", "Types", "curated: by hand first; published: the source's own categories alone"),
        Column("definitions", "count", "Definitions", "definitions with enough units on both sides"),
        Column("differing", "count", "Differ", "those whose difference holds up after Holm's rule"),
        Column("clear", "count", "Interval without zero", "those whose interval, for one look, leaves zero out"),
    ),
    ("source", "typing"),
)
