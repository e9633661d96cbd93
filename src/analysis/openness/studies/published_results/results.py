"""Results on published figures: their columns, headings and meanings."""

from dataclasses import replace

from openness.words.frames import Column, Frame

_CLAIM = Column("claim", "text", "Figure", "what was said, in our words")
_DEFINITION = Column("definition", "text", "What is counted", "what exactly is counted")
_PUBLISHER = Column("publisher", "text", "Publisher", "who printed it")
_RECIPE_TEXT = Column("recipe_text", "note", "Recipe", "how it is recomputed, with parameters")

CHECKS = Frame(
    "published_checks",
    "A figure that somebody published, and what the data here or the publisher's own numbers give.",
    (
        Column("figure_id", "text", "", "name of the entry"),
        replace(_CLAIM, heading="Claim"),
        _DEFINITION,
        _PUBLISHER,
        Column("published_date", "text", "", "when the work appeared: a year, a month, a day, or undated"),
        Column("url", "text", "", "where it stands"),
        Column("place", "note", "", "where in the work"),
        Column("unit", "text", "", "unit of the number"),
        Column("relation", "text", "", "equals, or a bound: at_least, at_most"),
        Column("printed", "text", "", "the number as printed"),
        Column("published", "number", "", "the number printed"),
        Column("recomputed", "number", "", "the number recomputed"),
        Column("difference", "number", "", "recomputed less published"),
        Column("verdict", "text", "", "agrees, differs or not_reproducible"),
        Column("cause", "note", "", "why it differs"),
        Column("reason", "note", "", "why it differs in words, or why there is no recipe"),
        Column("lacking", "note", "", "what a verdict lacks: edition, labels or data; null where there is one"),
        Column("arithmetic", "note", "", "how the recomputed number comes about"),
        Column("recipe", "note", "", "recipe that recomputes it"),
        _RECIPE_TEXT,
        Column("is_from_data", "flag", "", "whether the recipe looks at data here, or at the publisher's own numbers"),
        Column(
            "has_publisher_labels", "flag", "", "whether the recipe counts by the publisher's labels; null without one"
        ),
        Column(
            "stated_editions", "list", "", "editions that the publisher says it counted, or days on which it took them"
        ),
        Column("editions", "list", "", "editions that the recipe looks at"),
        Column("edition_match", "note", "", "same, other, not_stated, or none where no edition is needed"),
        Column(
            "because", "note", "", "why agreeing counts though edition or labels are not known to be the publisher's"
        ),
        Column("elsewhere", "list", "", "what the recipe gives in each edition here: the edition, a colon, the number"),
        Column("remark", "note", "", "what to mind although the numbers agree"),
    ),
    key=("figure_id",),
)
VERDICTS = Frame(
    "published_verdicts",
    "How many figures of a publisher have which verdict.",
    (
        _PUBLISHER,
        Column("figure_count", "count", "Figures", "figures"),
        Column("agrees", "count", "Agree", "figures that agree"),
        Column("differs", "count", "Differ", "figures that differ"),
        Column("not_reproducible", "count", "No verdict", "figures that cannot be reproduced"),
        Column(
            "other_edition_count",
            "count",
            "of these: other edition or labels",
            "figures without a verdict because the publisher's edition or labels are not here",
        ),
    ),
    key=("publisher",),
)
CAUSES = Frame(
    "published_causes",
    "Why how many figures differ.",
    (
        Column("cause", "text", "", "why figures differ"),
        Column("n", "count", "", "figures"),
    ),
    key=("cause",),
)
_ROW = (
    _CLAIM,
    Column("published", "links", "Published", "the number with its unit, and the work that says so"),
    Column("recomputed", "note", "Recomputed", "the number recomputed, with its unit"),
)
_BASIS = "how the recomputed number comes about"
_EDITION = Column(
    "edition", "note", "Edition", "edition looked at, how it stands to the publisher's, and what others give"
)
_WHY = Column("reason", "note", "Why", "why it differs")

DIFFERING = Frame(
    "published_differing",
    "A figure that differs from what the data here give.",
    (*_ROW, Column("basis", "note", "Arithmetic", _BASIS), _EDITION, _WHY),
)
OWN_NUMBERS = Frame(
    "published_own_numbers",
    "A figure that does not follow from its publisher's own numbers.",
    (*_ROW, Column("basis", "note", "Arithmetic", _BASIS), _WHY),
)
AGREEING = Frame(
    "published_agreeing",
    "A figure that agrees.",
    (
        *_ROW,
        Column("basis", "note", "Arithmetic", _BASIS),
        _EDITION,
        Column("remark", "note", "Mind that", "what to mind although the numbers agree"),
    ),
)
NOT_RECOMPUTED = Frame(
    "published_not_recomputed",
    "A figure that cannot be reproduced.",
    (
        *_ROW[:2],
        Column("reason", "text", "Why not", "what is lacking"),
        Column("elsewhere", "note", "What editions here give", "the number in each edition here, by the same recipe"),
        Column("remark", "note", "Mind that", "what to mind"),
    ),
)
METHODS = Frame(
    "published_methods",
    "What a figure counts, and how it is recomputed.",
    (_CLAIM, _DEFINITION, _RECIPE_TEXT),
)
