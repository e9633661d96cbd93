"""Results of the site itself."""

from openness.words.frames import Column, Frame

RELEASES = Frame(
    "releases_listed",
    "The releases of the newest edition of every source, as `exports/releases.csv` has them.",
    (
        Column("release_id", "text", "", "which release"),
        Column("source", "text", "Source", "whose data"),
        Column("vintage", "text", "", "which edition of it"),
        Column("release_name", "text", "Release", "its name as published"),
        Column("developer_name", "note", "Developer", "its developers"),
        Column("developer_group", "text", "", "what they are: corporate, community, mixed or unknown"),
        Column("country", "text", "", "where they are"),
        Column("release_date", "note", "Date", "when it came out, as exactly as is known"),
        Column("license_tier", "text", "License", "tier of the license of its weights"),
        Column("license", "text", "", "identifiers of the license, joined by commas"),
        Column("access", "text", "Access", "how it can be had"),
        Column(
            "release_family_id", "note", "", "family of releases that it is of; null where families are not resolved"
        ),
        Column("weakest", "note", "Weakest part", "the least open part under the first metric that names one"),
        Column("is_stub", "flag", "", "whether its source left every criterion blank"),
        Column("record", "note", "", "path of its record among the exports; null where its source judges no parts"),
        Column("METRIC", "text", "", "for each metric: its score in words, or why it has none", required=False),
        Column(
            "METRIC_state", "text", "", "for each metric: scored, stub, unknown, not_scored, not_judged", required=False
        ),
        Column("METRIC_share", "share", "", "for each metric: share of the highest score", required=False),
    ),
    ("release_id",),
)

MOVED = Frame(
    "moved_values",
    "A value that differs between the charts of two sites.",
    (
        Column("report", "text", "Report", "which report"),
        Column("chart", "text", "Chart", "which of its charts"),
        Column("row", "text", "Row", "what names the row"),
        Column("column", "text", "Column", "which column; empty where the whole row is in one site alone"),
        Column("before", "note", "Before", "the value in the first site, or the row; null where it is not there"),
        Column("after", "note", "After", "the value in the second site, or the row"),
        Column("change", "number", "Change", "their difference, where both are numbers"),
        Column("kind", "text", "Kind", "moved (a number), reworded (text, or missing in one), added or removed (rows)"),
    ),
)
