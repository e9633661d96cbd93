"""Results of the data audit."""

from openness.statistics.results import bounds
from openness.words.frames import Column, Frame

_EDITION = (
    Column("source", "text", "Source", "whose data"),
    Column("vintage", "text", "Edition", "which edition of it"),
)
_RELEASES = Column("release_count", "count", "Releases", "releases")

COVERAGE = Frame(
    "coverage",
    "How much an edition covers, and who its releases come from.",
    (
        *_EDITION,
        _RELEASES,
        Column("developer_count", "count", "Developers", "distinct developers, or teams named together"),
        Column("first_year", "number", "From", "year of the earliest release"),
        Column("last_year", "number", "To", "year of the latest"),
        Column("corporate", "share", "Corporate", "releases of which every developer named is a company"),
        Column("community", "share", "Community", "releases of which none is"),
        Column("mixed", "share", "Mixed", "releases of both"),
        Column("unknown", "share", "Unknown", "releases of which that is not known"),
    ),
    ("source", "vintage"),
)

MISSING = Frame(
    "missing_values",
    "Which share of an edition's releases lacks a value.",
    (
        *_EDITION,
        Column("release_date", "share", "Date", "no date"),
        Column("developer", "share", "Developer", "no developer"),
        Column("developer_group", "share", "Group", "not known whether companies made it"),
        Column("country", "share", "Country", "no country"),
        Column("modality", "share", "Modality", "no modality"),
        Column("parameter_count", "share", "Parameters", "no number of parameters"),
        Column("license", "share", "License", "no license that is known"),
        Column("access", "share", "Access", "not known how it can be had"),
    ),
    ("source", "vintage"),
)

CLEANING = Frame(
    "cleaning",
    "What cleaning did to an edition, counted.",
    (
        *_EDITION,
        Column("kind", "text", "What was done", "dropped, corrected or not usable"),
        Column("field", "note", "Field", "the field it was done to"),
        Column("row_count", "count", "Rows", "rows"),
        Column("example", "text", "For instance", "the first release of them"),
    ),
    ("source", "vintage", "kind", "field"),
)

CORRECTIONS = Frame(
    "corrections",
    "A published value that another is used for.",
    (
        Column("vintage", "text", "Edition", "the edition"),
        Column("release_name", "note", "Release", "the release"),
        Column("field", "note", "Field", "the field"),
        Column("value", "note", "Published", "what was published"),
        Column("reason", "note", "Used instead", "what is used, and why"),
    ),
)

OVERRIDES = Frame(
    "type_overrides",
    "A developer that stands on another side here, company or not, than its source's category puts it.",
    (
        Column("source", "text", "Source", "whose data"),
        Column("developer_name", "text", "Developer", "the developer"),
        Column(
            "published_name", "text", "In the source", "how the source names it, or the team with a category for all"
        ),
        Column("published_type", "text", "Source says", "its category, as published"),
        Column("developer_type", "text", "We say", "the type by the hand-kept table of developers"),
        Column("question", "note", "Decided by", "question of the rule that decided: who controls, employs or pays"),
        Column("reason", "note", "Why", "the reason"),
        Column("link", "links", "Link", "where it can be checked"),
        _RELEASES,
    ),
    ("source", "developer_name", "published_name", "published_type", "developer_type"),
)

AGREEMENT = Frame(
    "coding_agreement",
    "How far two coders agree on who is a company, before either saw the other's coding.",
    (
        Column("what", "text", "On", "company or not, or the type"),
        Column("n", "count", "Developers", "developers that both coded"),
        Column("agreed", "count", "Same", "those of which both say the same"),
        Column("agreed_share", "share", "Share", "of all"),
        Column("kappa", "number", "Cohen's kappa", "agreement beyond chance, by each coder's own shares"),
        *bounds("kappa, by bootstrap over developers", prefix="kappa_"),
        Column("alpha", "number", "Krippendorff's alpha", "agreement beyond chance, by the shares of both together"),
        *bounds("alpha, by bootstrap over developers", prefix="alpha_"),
    ),
    ("what",),
)

DISAGREEMENTS = Frame(
    "coding_disagreements",
    "A developer that two coders typed differently, and what it was settled to be.",
    (
        Column("developer_name", "text", "Developer", "the developer"),
        Column("differs_in", "text", "Differs in", "the side, company or not, or the type alone"),
        Column("first_type", "text", "First coder", "type by the first coder"),
        Column("second_type", "text", "Second coder", "type by the second"),
        Column("developer_type", "text", "Settled", "the type used"),
        Column("reason", "note", "Why", "the reason, where the case is not plain"),
    ),
    ("developer_name",),
)

TWO_SIDED = Frame(
    "two_sided_families",
    "A release family that the developers whom sources name put into several groups.",
    (
        Column("family", "text", "Family", "the family"),
        Column("groups", "text", "Groups", "groups of its releases"),
        Column("named", "text", "Who is named by whom", "group, developers and source"),
    ),
    ("family",),
)

RETYPED = Frame(
    "developers_typed_by_hand",
    "A developer whose type here is not what its source says, or of whom its source says none.",
    (
        Column("source", "text", "", "whose data"),
        Column("published_name", "text", "Developer", "the developer as the source names it"),
        Column("published_type", "note", "Category in the source", "as published; null where it gives none"),
        Column("developer_type", "text", "Type here", "by the hand-kept table of developers"),
        _RELEASES,
    ),
    ("source", "published_name", "published_type", "developer_type"),
)

ACCESS = Frame(
    "access_by_period",
    "How many releases of a period can be had how.",
    (
        Column("period", "text", meaning="the period"),
        Column("access", "text", meaning="grade of access, unknown included"),
        Column("release_count", "count", meaning="releases"),
    ),
    ("period", "access"),
)

CHANGES = Frame(
    "grade_changes",
    "How the access grades of releases in two editions changed.",
    (
        Column("change", "text", "From the older edition to the newer", "what became of the grade"),
        _RELEASES,
        Column("release_share", "share", "Share", "of all releases in both editions"),
    ),
    ("change",),
)

FLOWS = Frame(
    "grade_flows",
    "From which access grade to which.",
    (
        Column("access_before", "text", "Before", "grade in the older edition"),
        Column("access_after", "text", "After", "grade in the newer"),
        _RELEASES,
    ),
    ("access_before", "access_after"),
)

LICENSE_RULES = Frame(
    "license_rules",
    "How many license strings a rule read.",
    (
        Column("rule", "text", "Rule", "the rule"),
        Column("string_count", "count", "Strings", "distinct strings"),
        Column("mention_count", "count", "Mentions", "releases and components that bear them"),
        Column("examples", "text", "Most frequent", "the most frequent strings, cut off after 40 characters"),
    ),
    ("rule",),
)
