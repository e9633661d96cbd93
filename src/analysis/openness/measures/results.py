"""Results that several studies share: their columns and meanings."""

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
