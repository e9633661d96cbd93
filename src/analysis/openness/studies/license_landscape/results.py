"""Results on the licenses of releases: their columns, headings and meanings."""

from openness.statistics.results import PAIR_DIFFERENCES, SHARES
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

COMPARED = Frame(
    "license_terms_compared",
    "Share of releases under a license with one term, one group less another, all terms and pairs tested together.",
    (
        Column("term", "text", "", "what the license says"),
        Column("period", "text", "", "the last that had ended in which two groups have enough releases"),
        *PAIR_DIFFERENCES.columns,
    ),
    key=("term", "group", "other_group"),
)

FAMILIES = SHARES.by(
    Column("family", "text", "", "family of licenses, or all others together"),
    "license_families",
    "Share of one family among the releases whose license is known, by period.",
)

BY_USE = Frame(
    "open_licenses_by_use",
    "How many units of a group are under open licenses, each counted once and counted as often as downloaded.",
    (
        Column("group", "text", "Group", "group of developers"),
        Column("n", "count", "Releases", "units whose license is known"),
        Column("open_share", "share", "Open, each once", "share of them under open licenses"),
        Column("lower", "share", "", "lower bound of the 95% interval by developer"),
        Column("upper", "share", "", "upper bound of it"),
        Column("weighted_n", "count", "With downloads", "units whose license and downloads are known"),
        Column("weighted_share", "share", "Open, by downloads", "share of the downloads of those that open ones have"),
        Column("weighted_lower", "share", "", "lower bound of its 95% interval; null below five effective developers"),
        Column("weighted_upper", "share", "", "upper bound of it"),
        Column(
            "effective_developers",
            "number",
            "Effective developers",
            "how many developers with equal downloads would be as many: the inverse of the sum of squared shares",
        ),
        Column("unweighted_count", "count", "Downloads not known", "units left out because of that"),
        Column("largest", "note", "Largest developer", "the developer with most downloads, if more than a quarter"),
        Column("largest_share", "share", "Its share of downloads", "its share of the downloads"),
    ),
    key=("group",),
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

USE_OVER_TIME = SHARES.by(
    Column("counting", "text", "", "whether each release counts once, or as often as it was downloaded"),
    "open_licenses_by_use",
    "Share of releases under open licenses by period and group, counted once and by downloads.",
)

READING = Frame(
    "license_reading",
    "How texts of licenses are read by their words alone, against labels made by hand: every clause of every text.",
    (
        Column("texts_of", "text", "Texts", "which texts"),
        Column("kind", "text", "", "held out: labeled before the reader saw them; fitted: rules were mended on them"),
        Column("text_count", "count", "Number", "texts"),
        Column("n", "count", "Clauses judged", "clauses that have a label, of all texts"),
        Column("right_share", "share", "Right", "share of them read as labeled"),
        Column("abstained_share", "share", "Abstained", "share left undecided although there is a label"),
        Column("wrong_share", "share", "Wrong", "share read otherwise than labeled"),
        Column("too_loose_count", "count", "Tier too loose", "texts whose tier is milder than their labels make it"),
    ),
    key=("texts_of",),
)
