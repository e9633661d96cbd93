"""Results that several studies share: their columns and meanings."""

from openness.statistics.results import CONTRASTS, SHARES
from openness.words.frames import Column, Frame

CLAUSES = Frame(
    "license_clauses",
    "What a license says on a clause, read together with its use policy.",
    (
        Column("license", "text", "", "identifier"),
        Column("clause", "text", "", "clause"),
        Column("status", "text", "", "fails the OSD, arguable, duty or grant, no such clause, or unverified"),
        Column("said", "text", "", "what it says"),
        Column("section", "note", "", "section that says so"),
        Column("document", "text", "", "license or use policy that says so"),
    ),
    key=("license", "clause"),
)

LARGE_DEVELOPERS = Frame(
    "large_developers",
    "A developer that is more than a quarter of a point of a chart.",
    (
        Column("period", "text", "Period", "period of the point"),
        Column("group", "text", "Group", "group of the point"),
        Column("developer_id", "text", "", "developer named first"),
        Column("developer_name", "text", "Developer", "its name"),
        Column("n", "count", "Releases", "its units in the point"),
        Column("point_n", "count", "Of", "units in the point of which it is known whether they are open"),
        Column("share", "share", "Share", "its share of the point, or of the point's weight"),
    ),
    key=("period", "group", "developer_id"),
)

TOTALS = Frame(
    "transparency_totals",
    "How many indicators a developer meets in a wave.",
    (
        Column("vintage", "text", "", "day of the wave"),
        Column("indicator_set", "text", "", "set of indicators; levels compare within one alone"),
        Column("developer_id", "text", "", "developer"),
        Column("developer_name", "text", "", "its name"),
        Column("model_name", "note", "", "model that is judged"),
        Column("has_weights", "flag", "", "whether it meets the indicator of weights"),
        Column("total", "count", "", "indicators met"),
        Column("indicator_count", "count", "", "indicators of the wave"),
    ),
    key=("vintage", "developer_id"),
)

WAVE_MEANS = Frame(
    "transparency_means",
    "The mean score of the developers of a wave, in all indicators or a group of them.",
    (
        Column("vintage", "text", "", "day of the wave"),
        Column("indicator_set", "text", "", "set of indicators; levels compare within one alone"),
        Column("is_break", "flag", "", "whether the set is another than in the wave before"),
        Column("group", "text", "", "all, or a domain, a subdomain, or whether weights are given out"),
        Column("n", "count", "", "developers"),
        Column("indicator_count", "count", "", "indicators of the group"),
        Column("mean", "number", "", "mean of indicators met"),
        Column("lower", "number", "", "lower bound of the 95% t interval"),
        Column("upper", "number", "", "upper bound of the 95% t interval"),
        Column("mean_share", "share", "", "mean as a share of the indicators"),
    ),
    key=("vintage", "group"),
)

WAVE_CHANGES = Frame(
    "transparency_changes",
    "How scores changed from a wave to the next; null, with a reason, where the indicators changed.",
    (
        Column("from_vintage", "text", "", "day of the first wave"),
        Column("to_vintage", "text", "", "day of the next"),
        Column("mean_change", "number", "", "change of the mean score"),
        Column("top_change", "number", "", "change of the highest score"),
        Column("bottom_change", "number", "", "change of the lowest score"),
        Column("reason", "note", "", "why no change is given"),
    ),
    key=("from_vintage", "to_vintage"),
)

_PERIOD = Column("period", "text", "Year", "year of release")

HEADLINE = Frame(
    "headline",
    "Corporate less community share of open releases over the last three full years.",
    (
        Column("kind", "text", "Models", "kind of models: all, or the largest kind alone"),
        *CONTRASTS.columns,
    ),
    key=("kind", "mix", "blanks"),
)

SINGLE_YEARS = Frame(
    "headline_by_year",
    "The same for one year, all kinds of models as they are.",
    (_PERIOD, *CONTRASTS.columns),
    key=("period", "blanks"),
)

BY_DEFINITION = Frame(
    "headline_by_definition",
    "The contrast at a common mix, blanks left out, by one definition of open.",
    (
        Column("definition", "text", "Definition", "name of the definition"),
        *CONTRASTS.columns,
        Column("tests", "count", "", "definitions tested"),
        Column("p_holm", "number", "", "p-value by Holm's rule over the definitions"),
        Column("is_different", "flag", "", "whether that is below 5%"),
    ),
    key=("definition",),
)

YEAR_BY_EDITION = Frame(
    "year_by_edition",
    "The share of a year and side as an edition of the list had it.",
    (Column("vintage", "text", "Edition", "edition of the list"), *SHARES.columns),
    key=("vintage", "period", "group"),
)

KINDS = Frame(
    "releases_by_kind",
    "Releases of a side in a year by kind of model, those of unknown openness among them.",
    (
        _PERIOD,
        Column("group", "text", "Developers", "corporate or community"),
        Column("modality", "text", "Kind of model", "kind of model"),
        Column("release_count", "count", "Releases", "releases"),
        Column("unknown_count", "count", "Not known", "of these, those of which it is not known whether they are open"),
    ),
    key=("period", "group", "modality"),
)

HEADLINE_ROWS = Frame(
    "headline_rows",
    "The difference of the headline, and what it is by other treatments of blanks, kinds of models and years.",
    (
        Column("item", "text", "", "what is compared, and what is done with blanks"),
        Column(
            "difference", "number", "", "corporate less community share, -1 to 1; of blanks taken one way, that end"
        ),
        Column("lower", "number", "", "lower bound of its 95% interval"),
        Column("upper", "number", "", "upper bound"),
        Column("n", "count", "", "judged releases of the smaller side"),
        Column("note", "note", "", "both shares and their numbers of releases"),
    ),
    key=("item",),
)

LISTED = Frame(
    "listed_by_year",
    "How many releases of a side the list holds in a year, and of which kind most are.",
    (
        _PERIOD,
        Column("group", "text", "", "corporate or community"),
        Column("release_count", "count", "", "releases, those of unknown openness among them"),
        Column("largest", "text", "", "kind of models that most of them are"),
        Column("largest_count", "count", "", "releases of that kind"),
    ),
    key=("period", "group"),
)

FILLED = Frame(
    "filled_in",
    "Releases of a side that one edition left blank and the next filled in, and how many were open.",
    (
        Column("group", "text", "", "corporate or community"),
        Column("n", "count", "", "releases filled in, between all successive editions"),
        Column("open_share", "share", "", "how many of them are open"),
        Column("known_share", "share", "", "how many of those known in the newest edition are, in the pooled years"),
    ),
    key=("group",),
)

HEADLINE_TABLE = Frame(
    "headline_table",
    "Both sides of the headline and their difference, by kind of model, mix and treatment of blanks, in words.",
    (
        Column("kind", "text", "Models", "kind of models"),
        Column("mix", "text", "Mix", "as listed, or standardized to the mean of both sides' mixes"),
        Column("blanks", "text", "Blanks", "what is done with releases of which the list does not say it"),
        Column("corporate", "text", "Corporate", "share with its 95% interval, or the range of what it can be"),
        Column("community", "text", "Community", "the same of community developers"),
        Column("difference", "text", "Difference, points", "difference with its 95% interval"),
    ),
    key=("kind", "mix", "blanks"),
)

EDITION_TABLE = Frame(
    "edition_table",
    "The share of a year and side as each whole edition of the list had it, in words.",
    (
        _PERIOD,
        Column("group", "text", "Developers", "corporate or community"),
        Column("vintage", "text", "Edition", "edition of the list"),
        Column("n", "count", "Judged", "releases of which the edition says it"),
        Column("unknown_count", "count", "Blank", "releases of which it does not"),
        Column("share", "text", "Open", "share with its 95% interval"),
    ),
    key=("period", "group", "vintage"),
)

_STATEMENT = (
    Column("release_family_id", "text", "Family", "release family"),
    Column("fact", "text", "Fact", "what the statement is about"),
    Column("source", "text", "Source", "who says it"),
    Column("vintage", "text", "", "edition of the source"),
    Column("release_id", "text", "", "release that it says it of"),
    Column("release_name", "text", "Release", "its name"),
    Column("parameter_count", "number", "", "its parameters", "parameters"),
    Column("said", "text", "Says", "what the source says, in words that all sources share"),
    Column("link", "note", "", "evidence that the source links to, else its record of the release"),
)

STATEMENTS = Frame(
    "statements",
    "What the newest whole edition of a source says of one fact of one release.",
    _STATEMENT,
    key=("fact", "source", "release_id"),
)

CONTRADICTIONS = Frame(
    "contradictions",
    "A statement that another source contradicts; those of one family and fact stand together.",
    (
        *_STATEMENT,
        Column(
            "is_same_size", "flag", "", "whether a statement on a release of the same size, or name, contradicts it"
        ),
    ),
    key=("release_family_id", "fact", "release_id"),
)

UNDECIDED_NAMES = Frame(
    "undecided_names",
    "License names that leave releases of the newest editions without a decided tier.",
    (
        Column("license_raw", "note", "License name", "as the source writes it; null where it names none"),
        Column("license_ids", "list", "", "identifiers that the name stands for"),
        Column("release_count", "count", "Releases", "releases of the newest editions under the name"),
        Column("sources", "list", "Sources", "sources that have the name"),
        Column("reason", "text", "Reason", "why they are undecided"),
    ),
    key=("license_raw", "license_ids"),
)

UNDECIDED_SHARES = Frame(
    "undecided_shares",
    "Releases of the newest edition of each source whose license has no decided tier.",
    (
        Column("source", "text", "Source", "source"),
        Column("vintage", "text", "Edition", "day of the edition"),
        Column("n", "count", "Releases", "releases of the edition"),
        Column("undecided_count", "count", "Undecided", "of them, with an unspecified tier"),
        Column(
            "unnamed_count",
            "count",
            "Without a name",
            "of the undecided, those of which no license is named: a blank, or words such as not specified",
        ),
        Column("undecided_share", "share", "Share", "undecided releases of all"),
        Column(
            "named_undecided_share",
            "share",
            "Share of the named",
            "undecided releases among those of which a license is named; null where none is",
        ),
    ),
    key=("source",),
)
