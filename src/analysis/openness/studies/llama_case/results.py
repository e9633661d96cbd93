"""Results of the Llama case: their columns, headings and meanings."""

from openness.words.frames import Column, Frame

_LICENSE = Column("license", "text", "License", "license, by id or short name")
_SECTION = Column("section", "note", "Section", "section that says so")

CRITERIA = Frame(
    "osd_criteria",
    "A license under a criterion of the Open Source Definition.",
    (
        _LICENSE,
        Column("criterion", "text", "Criterion", "number and name of the criterion"),
        Column("status", "text", "Status", "violated, arguable, no conflict found or undecided"),
        Column("because", "text", "Because", "clauses that decide, with their sections"),
    ),
    key=("license", "criterion"),
)

VERDICTS = Frame(
    "license_verdicts",
    "The verdict on a license.",
    (
        _LICENSE,
        Column("effective_date", "note", "In effect from", "day from which it is in effect"),
        Column("osi", "text", "On the OSI list", "yes, or no"),
        Column("violated", "note", "Violates", "criteria of the Open Source Definition that it violates"),
        Column("arguable", "note", "Arguably", "criteria that it arguably violates"),
        Column("tier", "text", "Tier", "license tier"),
    ),
    key=("license",),
)

RESTRICTIONS = Frame(
    "license_restrictions",
    "A clause that fails the Open Source Definition, or arguably does.",
    (
        _LICENSE,
        Column("clause", "text", "Clause", "clause"),
        Column("said", "text", "Says", "what it says"),
        _SECTION,
        Column("document", "text", "Document", "license or use policy that says so"),
    ),
    key=("license", "clause"),
)

PERMITS = Frame(
    "license_permits",
    "What a company may do under a license.",
    (
        _LICENSE,
        Column("action", "text", "To", "what the company would do"),
        Column("answer", "text", "Answer", "yes, on conditions, no or unknown"),
        Column("because", "note", "Because", "what decides"),
        _SECTION,
    ),
    key=("license", "action"),
)

COMPATIBLE = Frame(
    "license_compatibility",
    "Whether a fine-tuned version of what is under one license may be published under another.",
    (
        _LICENSE,
        Column("to_be_under", "text", "Version under", "license that the version would bear, by id or short name"),
        Column("answer", "text", "Answer", "yes, on conditions, no or unknown"),
        Column("because", "note", "Because", "what decides"),
        _SECTION,
    ),
    key=("license", "to_be_under"),
)

ANSWERS = Frame(
    "releases_by_definition",
    "Whether a release is open by a definition.",
    (
        Column("release", "text", "Release", "release"),
        Column("definition", "text", "Definition", "title of the definition"),
        Column("answer", "text", "Answer", "yes, no or unknown"),
    ),
    key=("release", "definition"),
)
