"""Results of the metric laboratory: their columns, headings and meanings."""

from openness.words.frames import Column, Frame

_FRAMEWORK = Column("framework", "text", "Metric", "metric, and the source where it is not the publisher's own")
_RELEASE_ID = Column("release_id", "text", "Release", "release that is judged")
_SOURCE = Column("source", "text", "Source", "who judges, by short name")
_EDITION = Column("vintage", "text", "Edition", "edition of the source")
_RELEASES = Column("release_count", "count", "Releases", "releases")
_REASON = Column("reason", "note", "", "why there is no number")
_EVIDENCE = Column("evidence_url", "links", "Evidence", "what the source gives as evidence")


def _bounds(of: str, kind: str = "number") -> tuple[Column, Column]:
    return Column("lower", kind, "", f"lower bound {of}"), Column("upper", kind, "", f"upper bound {of}")


SUPPORT = Frame(
    "metric_support",
    "Whether a source supports a metric.",
    (
        Column("metric", "text", "", "metric, by short name"),
        Column("source", "text", "", "source, by short name"),
        Column("support", "text", "", "scored; own_files_only: the publisher's own files alone; or not_supported"),
        Column("scored", "note", "", "how many releases have a score, as text"),
        _REASON,
    ),
    key=("metric", "source"),
)

SUPPORT_COUNTS = Frame(
    "metric_support_counts",
    "How many releases of an edition a metric scores.",
    (
        Column("metric", "text", "", "name of the metric"),
        Column("framework", "text", "Metric and version", "metric and its version"),
        _SOURCE,
        _EDITION,
        _RELEASES,
        Column("scored", "count", "Scored", "releases with a score"),
        Column("unknown", "count", "Too little known", "releases of which too little is known for a score"),
        Column("stub", "count", "Stubs", "records with all fields blank"),
        Column("judged_share", "share", "Criteria judged", "mean share of the criteria that the source judges"),
    ),
    key=("framework", "source", "vintage"),
)

SIDE_BY_SIDE = Frame(
    "metrics_side_by_side",
    "A release family under a framework.",
    (
        Column("release", "text", "", "release family"),
        Column("metric", "text", "", "framework, with the most points it gives"),
        Column("state", "text", "", "scored, unknown, stub, or missing: no record in the source"),
        Column("share", "share", "", "score as a share of the most points"),
        Column("label", "note", "", "what a cell shows of the score"),
        Column("first_failure", "note", "", "first criterion that failed"),
        Column("release_id", "note", "", "release of the family that has this score, the lower median"),
        _RELEASES,
    ),
    key=("release", "metric"),
)

SHEET_SCORES = Frame(
    "release_scores",
    "A score of a release, or of one of its family.",
    (
        _FRAMEWORK,
        _RELEASE_ID,
        _EDITION,
        Column("label", "note", "Score", "the score in words"),
        Column("coverage", "text", "Criteria judged", "criteria judged, of how many"),
        Column("first_failure", "note", "First failure", "first criterion that failed"),
        Column("weakest", "links", "Weakest component", "component of which least is open, with its evidence"),
    ),
)
SHEET_PARTS = Frame(
    "release_parts",
    "What a source says of a part of a release.",
    (
        _SOURCE,
        Column("component", "text", "Part", "part, as the source names it"),
        Column("status", "text", "Status", "what the source says of it"),
        Column("license_raw", "note", "License as written", "license as the source writes it"),
        _RELEASE_ID,
        _EVIDENCE,
    ),
)
SHEET_CLAUSES = Frame(
    "release_osaid_clauses",
    "A clause of the Open Source AI Definition and a release.",
    (
        _RELEASE_ID,
        Column("clause", "text", "Clause", "part that the definition asks for"),
        Column("verdict", "text", "Verdict", "pass, fail or unknown"),
        Column("because", "note", "Because", "what decides"),
        _EVIDENCE,
    ),
)
SHEET_DEFINITIONS = Frame(
    "release_definitions",
    "A definition and a release.",
    (
        _RELEASE_ID,
        Column("definition", "text", "Definition", "which of four definitions"),
        Column("fits", "text", "Fits", "yes, no or unknown"),
        Column("first_failure", "note", "First part that is not there", "first part that is not there"),
    ),
)

MOF_CLASSES = Frame(
    "mof_classes",
    "How many records reach a class of the Model Openness Framework.",
    (
        Column("class", "text", "Class", "class"),
        Column("as_published", "count", "As the tool judges", "records, by the tool's own comparison of strings"),
        Column("strings_read", "count", "License strings read", "records, once license strings are read"),
    ),
    key=("class",),
)
MOF_STRINGS = Frame(
    "mof_license_strings",
    "A license string that the reading judges otherwise than the tool.",
    (
        Column("license_raw", "note", "License as written", "license as written"),
        Column("read_as", "text", "Read as", "what it is read as"),
        Column("status_published", "text", "As the tool judges", "status of such a component for the tool"),
        Column("status_matched", "text", "Read", "status once it is read"),
        Column("component_count", "count", "Components", "components with this string"),
        Column("release_count", "count", "Records", "records with such a component"),
    ),
)
MOF_MOVED = Frame(
    "mof_moved_records",
    "A record whose class is another once its license strings are read.",
    (
        Column("release_id", "text", "Record", "record"),
        Column("class_published", "text", "Class as the tool judges", "class as the tool judges"),
        Column("class_matched", "text", "Class when read", "class once strings are read"),
        Column("licenses", "text", "License strings that decide", "the strings, and what they are read as"),
    ),
    key=("release_id",),
)

VALIDATION = Frame(
    "osi_validation",
    "A record of a system that the Open Source Initiative validated, and our verdict.",
    (
        Column("system", "text", "System", "system that was validated"),
        Column("verdict", "links", "OSI says", "verdict of the Initiative, with its address"),
        Column("release_id", "text", "Our record", "record of the system"),
        Column("label", "text", "Judged here", "our verdict; a dash where the record is of another model"),
        Column(
            "relation", "text", "The two", "agree, differ, undecided, or not comparable: the record is of another model"
        ),
        Column(
            "because", "links", "Because", "what decides, with the source's evidence, or which model the record is of"
        ),
    ),
    key=("release_id",),
)

CORRELATIONS = Frame(
    "framework_agreement",
    "How far two frameworks put release families in the same order.",
    (
        Column("one", "text", "", "framework"),
        Column("other", "text", "", "another"),
        Column("is_same_source", "flag", "", "whether they rest on the same judgments", required=False),
        Column("n", "count", "", "families that both score"),
        Column("tau", "number", "", "Kendall's tau-b"),
        *_bounds("of the 95% interval"),
        _REASON,
    ),
    key=("one", "other"),
)

AGREEMENT = Frame(
    "source_agreement_by_part",
    "How far sources judge a part of the same release families alike.",
    (
        Column("concept", "text", "", "part of a release, or all"),
        Column("area", "text", "", "area of the part, or all"),
        Column("sources", "text", "", "two sources, or all"),
        Column("family_count", "count", "", "families that they judge"),
        Column("n", "count", "", "parts of families that at least two judge"),
        Column("agreed_share", "share", "", "share of these that all judge alike"),
        Column("alpha", "number", "", "Krippendorff's alpha"),
        *_bounds("of the 95% interval"),
        _REASON,
    ),
    key=("concept", "sources"),
)

READINGS = Frame(
    "source_agreement",
    "How far two sources judge the same parts alike, under one reading of their statuses.",
    (
        Column("pair", "text", "", "two sources, by short name"),
        Column("reading", "text", "", "verdict, counted or published"),
        Column("n", "count", "", "parts of families that both judge"),
        Column("family_count", "count", "", "families of these"),
        Column("alpha", "number", "", "Krippendorff's alpha"),
        *_bounds("of the 95% interval"),
        _REASON,
    ),
    key=("pair", "reading"),
)

CONFLICTS = Frame(
    "judgments_in_conflict",
    "A part of a release family that two sources judge differently.",
    (
        Column("family", "text", "Release family", "family, with its judgments in conflict of those compared"),
        Column("concept", "note", "Part", "part of a release"),
        Column("open", "links", "More open", "who judges it more open, with the evidence"),
        Column("closed", "links", "Less open", "who judges it less open, with the evidence"),
        Column("remark", "text", "Mind that", "what to mind"),
    ),
)

RANKS = Frame(
    "rank_intervals",
    "The place of a release under random weights.",
    (
        Column("release", "text", "", "release, by its id where another has the name"),
        Column("group", "text", "", "group of its developer"),
        Column("rank", "number", "", "median place; null where it cannot be ranked"),
        *_bounds("of the places in 95% of the draws"),
        Column("base_rank", "number", "", "place under equal weights"),
        Column("score", "share", "", "score under equal weights"),
    ),
)

VARIANTS = Frame(
    "difference_variants",
    "The difference of two groups with one choice changed.",
    (
        Column("item", "text", "", "what is changed"),
        Column("difference", "number", "", "median difference of the draws"),
        *_bounds("of the middle 95% of the draws"),
        Column("n", "count", "", "releases of the smaller group"),
        Column("probability", "share", "", "share of the draws in which the first group is lower"),
        _REASON,
    ),
    key=("item",),
)

GATE_SHARES = Frame(
    "closed_behind_high_scores",
    "Of a framework's high scores, how many fail each gate.",
    (
        _FRAMEWORK,
        Column("high_count", "count", "Score as high", "releases with half of the points or more"),
        Column("weights", "note", "Weights closed", "those that fail the gate, of those judged, with interval"),
        Column("data", "note", "Data closed", "the same"),
        Column("code", "note", "Code closed", "the same"),
        Column("license", "note", "License closed", "the same"),
        Column("any", "note", "Any of them", "those that fail one, of those that fail one or pass all"),
    ),
    key=("framework",),
)
HIDDEN = Frame(
    "hidden_behind_high_scores",
    "A release with a high score that fails a gate.",
    (
        Column("release_name", "text", "Release", "release"),
        _FRAMEWORK,
        Column("score_label", "text", "Score", "points, of how many"),
        Column("failed", "text", "Closed at", "gates that it fails"),
        Column("weakest_component", "note", "Weakest component", "component of which least is open"),
        Column("weakest_status", "note", "It is", "status of that component"),
        Column("evidence", "links", "Evidence", "what the source gives as evidence"),
    ),
)

WAVE_SCORES = Frame(
    "fmti_developers",
    "The score of a developer in a wave of the Foundation Model Transparency Index.",
    (
        Column("wave", "text", "", "year and month of the wave"),
        Column("indicator_set", "text", "", "set of indicators"),
        Column("developer", "text", "", "developer"),
        Column("score", "number", "", "indicators met, of 100"),
    ),
)
WAVE_MEANS = Frame(
    "fmti_waves",
    "The mean score of a wave of the Foundation Model Transparency Index.",
    (
        Column("wave", "text", "", "year and month of the wave"),
        Column("n", "count", "", "developers"),
        Column("mean", "number", "", "mean score"),
        *_bounds("of the 95% interval"),
    ),
    key=("wave",),
)

MATCHES = Frame(
    "family_matches",
    "How the releases of an edition were matched across sources.",
    (
        _SOURCE,
        _EDITION,
        _RELEASES,
        Column("exact", "count", "By exact key", "matched by the exact key of the name"),
        Column("alias", "count", "By alias", "matched by the table of aliases"),
        Column("single", "count", "In no other source", "without a match"),
        Column("ambiguous", "count", "Ambiguous", "names that fit several families"),
        Column("matched_share", "share", "Matched", "share that may share a family with another source"),
    ),
    key=("source", "vintage"),
)
