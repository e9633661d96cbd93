"""Results on the licenses of releases: their columns, headings and meanings."""

from openness.statistics.results import SHARES
from openness.words.frames import Column, Frame

TIERS = Frame(
    "license_tiers",
    "How many releases of a group and period are in a license tier.",
    (
        Column("period", "text", "", "year, half or quarter"),
        Column("group", "text", "", "group of developers"),
        Column("tier", "text", "", "license tier, unspecified among them"),
        Column("n", "count", "", "releases"),
    ),
    key=("period", "group", "tier"),
)

TERMS = SHARES.by(
    Column("term", "text", "", "what the license says"),
    "license_terms",
    "Share of releases under a license with one term, by period and group.",
)

FAMILIES = SHARES.by(
    Column("family", "text", "", "family of licenses, or all others together"),
    "license_families",
    "Share of one family among the releases whose license is known, by period.",
)

MOST_USED = Frame(
    "licenses_most_used",
    "A license with a record in the catalog.",
    (
        Column("license_id", "text", "License", "identifier"),
        Column("release_count", "count", "Releases", "releases under it"),
        Column("tier", "text", "Tier", "license tier"),
        Column("osi", "text", "OSI-approved", "yes, or no"),
    ),
    key=("license_id",),
)

HIDDEN = Frame(
    "license_strings_unknown",
    "A string that names no license that is known.",
    (
        Column("license_raw", "text", "As published", "string as published"),
        Column("release_count", "count", "Releases", "releases with it"),
        Column("because", "text", "Read as", "what it is read as"),
        Column("rule", "text", "By the rule", "rule that read it"),
    ),
    key=("license_raw",),
)
