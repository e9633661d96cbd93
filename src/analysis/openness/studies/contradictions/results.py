"""Results on contradictions between sources."""

from openness.words.frames import Column, Frame

FACTS = Frame(
    "contradictions_by_fact",
    "How many families two or more sources speak of, and on how many they contradict each other.",
    (
        Column("fact", "text", "Fact", "what is asked"),
        Column("family_count", "count", "Families", "families of which two or more sources say it"),
        Column(
            "contradicted_count", "count", "Contradicted", "of these, those on which two sources contradict each other"
        ),
        Column("same_size_count", "count", "On one size", "of those, on one size or name"),
        Column("whole_count", "count", "On the whole", "of those, in all that two sources say, sizes being unknown"),
        Column("share", "share", "Share", "contradicted ones of the families"),
    ),
    ("fact",),
)

PAIRS = Frame(
    "contradictions_by_pair",
    "How many families two sources both speak of on some fact, and on how many they contradict each other.",
    (
        Column("sources", "text", "Sources", "the two"),
        Column("family_count", "count", "Families and facts", "families and facts of which both say something"),
        Column("contradicted_count", "count", "Contradicted", "of these, those on which they contradict each other"),
        Column("share", "share", "Share", "the one of the other"),
    ),
    ("sources",),
)

LINKS = Frame(
    "statements_without_link",
    "What a source says of a fact, and how often without a link to evidence or to a record of its own.",
    (
        Column("source", "text", "Source", "source"),
        Column("fact", "text", "Fact", "what is asked"),
        Column("statement_count", "count", "Says it of", "releases of which it says something"),
        Column("unlinked_count", "count", "Without a link", "of these, those without a link"),
        Column("share", "share", "Share", "the one of the other"),
    ),
    ("source", "fact"),
)

LISTED = Frame(
    "contradictions_listed",
    "Who says what, with a link: the queue for corrections.",
    (
        Column("family", "text", "Family", "release family"),
        Column("size", "text", "On", "one size, or the whole family"),
        Column("source", "text", "Source", "who says it"),
        Column("release_name", "text", "Release", "of which release"),
        Column("said", "text", "Says", "what it says"),
        Column("evidence", "links", "Link", "its evidence, or its record"),
    ),
)
