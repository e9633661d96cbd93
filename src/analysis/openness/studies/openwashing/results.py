"""Results on open-washing: their columns, headings and meanings."""

from dataclasses import replace

from openness.statistics.results import GROUP_SHARES, PAIR_DIFFERENCES, bounds
from openness.words.frames import Column, Frame

_GROUP = Column("group", "text", "", "group of releases")
_DEFINITION = Column("definition", "text", "", "rule or test")
_N = Column("n", "count", "Judged", "claims with a verdict")
_WASHED = Column("openwashing_count", "count", "Open-washed", "of these, the claims that are open-washed")
_UNKNOWN = Column("unknown_count", "count", "Undecided", "claims without a verdict")
_SHARE = Column("share", "share", "Share", "part of the judged claims that is open-washed, or fails a test")
_BOUNDS = (
    *bounds("the 95% interval of the share; null where all claims are one developer's", "share"),
    *(GROUP_SHARES.column(name) for name in ("developers", "effective_developers", "design_effect", "interval")),
)
_EXTREMES = (
    Column("lowest_share", "share", "", "the share if none of the undecided claims were open-washed"),
    Column("highest_share", "share", "", "the share if all of the undecided claims were open-washed"),
)
_DIFFERENCE = (
    Column("difference", "number", "", "difference of the shares, -1 to 1"),
    *bounds("its 95% interval, of the bounds of both shares"),
)
_INTERVAL = Column("interval", "note", "95% interval", "95% interval of the share, by developer")
_TIER = Column("license_tier", "text", "Tier", "tier of the license by its clauses")
_LICENSE_LINK = Column("license", "links", "License", "license and its text")
_USED_IN = Column("used_in", "text", "Uses", "releases by source")

JUDGED = Frame(
    "openwashing_judged",
    "A release and what a rule of open-washing finds; a column for each test says whether the release fails it.",
    (
        Column("release_name", "text", "", "release"),
        Column("is_claim", "flag", "", "whether it claims to be open; null where that is not known"),
        Column("failed_tests", "list", "", "tests that it fails"),
        Column("is_openwashing", "flag", "", "the verdict; null where it is open"),
        Column("is_stub", "flag", "", "whether nothing is said of any part of it"),
        Column("gap", "share", "", "part of the points of the judged criteria of the index that it lacks"),
        Column("failed", "list", "", "criteria that are closed or under no license"),
        Column("evidence_urls", "list", "", "links that show it"),
    ),
)
SHARES = Frame(
    "openwashing_shares",
    "A group of claims, and how many of them are open-washed.",
    (
        _GROUP,
        _N,
        _WASHED,
        _UNKNOWN,
        Column("stub_count", "count", "", "claims of releases of which nothing is said"),
        _SHARE,
        *_BOUNDS,
        *_EXTREMES,
        Column("is_small", "flag", "", "whether there are too few claims for a share to say much"),
    ),
    key=("group",),
)
PERIODS = Frame(
    "openwashing_over_time",
    "The claims of a group in a period, and how many of them are open-washed.",
    (
        Column("period", "text", "", "period of the date of the release"),
        _GROUP,
        replace(_N, heading=""),
        Column("open_count", "count", "", "claims that are open-washed"),
        replace(_UNKNOWN, heading=""),
        Column("open_share", "share", "", "part of the judged claims that is open-washed"),
        *_BOUNDS,
    ),
    key=("period", "group"),
)
FAILURES = Frame(
    "openwashing_failures",
    "A group of claims, and how many of them fail a test.",
    (
        Column("test", "text", "", "test of practice"),
        _GROUP,
        _N,
        Column("fail_count", "count", "", "claims that fail it"),
        _UNKNOWN,
        _SHARE,
        *_BOUNDS,
    ),
    key=("test", "group"),
)
DEFINITIONS = Frame(
    "openwashing_by_definition",
    "A share of a group's claims by one rule or test.",
    (_DEFINITION, _GROUP, _N, _UNKNOWN, _SHARE, *_BOUNDS),
    key=("definition", "group"),
)
UNDECIDED = Frame(
    "openwashing_undecided",
    "A group's share, or what it would be if the undecided claims all were open-washed, or none.",
    (_DEFINITION, _GROUP, replace(_N, meaning="claims that are counted"), _SHARE, *_BOUNDS),
    key=("definition", "group"),
)
CONTRAST = Frame(
    "openwashing_contrast",
    "The share of one group less that of another.",
    PAIR_DIFFERENCES.columns,
)
DIFFERENCES = Frame(
    "openwashing_differences",
    "The share of one group less that of another, by the rule or by one of its tests.",
    (
        Column("item", "text", "", "rule or test"),
        *_DIFFERENCE,
        Column("n", "count", "", "judged claims of the smaller group"),
        Column("note", "text", "", "judged claims of both groups"),
    ),
    key=("item",),
)
GRID = Frame(
    "openwashing_rules",
    "A group of claims, and how many of them are open-washed by one rule of many.",
    (
        Column("rule_id", "count", "", "number of the rule"),
        Column("claim", "text", "", "what counts as a claim"),
        Column("tests", "list", "", "tests of practice"),
        Column("least", "count", "", "how many tests must fail"),
        Column("data", "note", "", "whose training data are looked at"),
        Column("license", "note", "", "what an open license is"),
        Column("below", "number", "", "share of the index's points below which a release falls short"),
        Column("is_default", "flag", "", "whether it is the rule of the suite"),
        _GROUP,
        _N,
        _WASHED,
        _UNKNOWN,
        _SHARE,
        *_BOUNDS,
        Column("common", "number", "", "correlation with the share that it is compared with, by developers in both"),
        *_EXTREMES,
    ),
    key=("rule_id", "group"),
)
OVER_RULES = Frame(
    "openwashing_over_rules",
    "How the share and the difference of two groups depend on the rule, over all rules with one claim.",
    (
        Column("rule_count", "count", "", "rules that can be applied"),
        Column("lowest_share", "share", "", "lowest share of all claims under any of them"),
        Column("highest_share", "share", "", "highest share of all claims under any of them"),
        Column("group", "note", "", "group"),
        Column("other_group", "note", "", "group that it is compared with"),
        Column("compared_count", "count", "", "rules under which both groups have enough judged claims"),
        Column("higher_count", "count", "", "of these, rules under which the share of the first is higher"),
        Column("higher_share", "share", "", "part of the rules compared; null without one", required=False),
        Column("lower_count", "count", "", "rules under which it is lower"),
        Column("surely_higher_count", "count", "", "rules under which the interval of the difference is above zero"),
        Column("surely_lower_count", "count", "", "rules under which it is below zero"),
    ),
)
GAPS = Frame(
    "openwashing_gaps",
    "An open-washed release with its evidence.",
    (
        Column("item", "text", "Release", "release, with its developer where another has the same name"),
        _GROUP,
        Column("developer_name", "note", "Developer", "developer"),
        Column("practice", "share", "", "part of the points of all judged criteria of the index that it has"),
        Column("failed", "text", "Fails", "tests that it fails"),
        Column("criteria", "text", "Closed, or under no license", "criteria that are closed or under no license"),
        Column("license_raw", "note", "License", "license as its source has it"),
        Column("evidence", "links", "Evidence", "links that show it"),
        Column("evidence_url", "text", "", "the first of these"),
    ),
    key=("item",),
)
DEVELOPERS = Frame(
    "openwashing_developers",
    "A developer's claims, with a share where there are enough of them.",
    (
        Column("developer_id", "text", "", "developer"),
        Column("developer_name", "text", "Developer", "its name"),
        _N,
        _WASHED,
        _SHARE,
        _UNKNOWN,
        Column("evidence", "links", "Open-washed releases", "open-washed releases, each with its first link"),
    ),
    key=("developer_id",),
)
LICENSE_NAMES = Frame(
    "openwashing_license_names",
    "A license of the catalog: the word in its name, and what its text comes to.",
    (
        Column("license_id", "text", "", "license"),
        Column("license_name", "text", "", "name as its steward writes it"),
        Column("word", "note", "Word", "word by which the name says open"),
        Column("limit_word", "note", "", "word by which the name tells of a limit"),
        _TIER,
        Column("osd_violations", "list", "", "criteria of the Open Source Definition that it plainly violates"),
        Column("osd_arguable", "list", "", "criteria of which that can be argued"),
        Column(
            "finding",
            "text",
            "",
            "what the text comes to: it violates a criterion (violates); it violates none plainly and its tier is not "
            "open (not_open); its tier is open and a criterion is arguable (arguable); undecided; none",
        ),
        Column("url", "note", "", "where the text stands"),
        Column("release_count", "count", "", "releases that name it"),
        Column("used_in", "note", "", "these by source"),
    ),
    key=("license_id",),
)
CALLED_OPEN = Frame(
    "openwashing_called_open",
    "A license in use that is called open and is not.",
    (
        _LICENSE_LINK,
        Column("word", "text", "Word", "word by which its name says open"),
        _TIER,
        Column("clauses", "text", "Violates", "criterion, then the clauses that violate it and their sections"),
        _USED_IN,
    ),
)
OPEN = Frame(
    "openwashing_open_unsaid",
    "A license in use that is open and does not say so in its name.",
    (
        _LICENSE_LINK,
        Column("criteria", "note", "Arguable under criterion", "criteria of which a violation can be argued"),
        _USED_IN,
    ),
)
BY_SOURCE = Frame(
    "openwashing_licenses_by_source",
    "The releases of a source whose license is called open.",
    (
        Column("source", "text", "Source", "source"),
        Column("n", "count", "Releases judged", "releases whose license is called open and known"),
        Column("openwashing_count", "count", "License not open", "of these, those whose license is not open"),
        Column("share", "share", "Share", "part of them"),
        _INTERVAL,
        _UNKNOWN,
    ),
    key=("source",),
)
CONTRADICTIONS = Frame(
    "openwashing_contradictions",
    "A release of which its source's grade says one thing of openness and its license another.",
    (
        Column("release_name", "text", "Release", "release"),
        Column("source", "text", "Source", "source"),
        Column("grade", "text", "Grade", "what the source's own grade says"),
        Column("license", "text", "License", "license as the source has it"),
        _TIER,
        Column("evidence", "links", "Evidence", "links that show it"),
    ),
)
