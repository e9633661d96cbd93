"""Results on changes of license: their columns, headings and meanings."""

from openness.words.frames import Column, Frame

_KIND = Column("kind", "text", "Of", "software projects, or AI models")
_WORK = Column("kind_of_change", "text", "Of what", "the same work, or the next generation")
_LANE = Column("lane", "text", "List", "list collected by hand: software, the same models, or their next generation")
_PROJECT = Column("project_name", "text", "Of", "project or model")
_DEVELOPER = Column("developer_name", "text", "", "who decided")
_DIRECTION = Column("direction", "text", "Direction", "looser, tighter, sideways (within a tier) or unknown")

EVENTS = Frame(
    "license_change_events",
    "A change of license as a timeline draws it.",
    (
        Column("date", "text", "", "day of the change"),
        _LANE,
        _DIRECTION,
        Column("name", "text", "", "project, and its part where that is not all"),
        Column("developer", "text", "", "who decided"),
        Column("from", "text", "", "licenses before, a choice joined by OR"),
        Column("to", "text", "", "licenses after, a choice joined by OR"),
    ),
    key=("date", "lane", "name", "from", "to"),
)
EVENT_ROWS = Frame(
    "license_change_rows",
    "A change of license with its evidence, as a table shows it.",
    (
        Column("date", "text", "Date", "day of the change, or its month where no more is known"),
        Column("project", "text", "Project", "project with its developer"),
        Column("before", "text", "From", "licenses before"),
        Column("after", "text", "To", "licenses after"),
        Column("tiers", "text", "Tiers", "tiers before and after, one where they are certain and the same"),
        _DIRECTION,
        Column("evidence", "links", "Evidence", "what shows it"),
    ),
)
_COUNTS = (
    _KIND,
    _WORK,
    _DIRECTION,
    Column("n", "count", "", "changes"),
    Column("decision_count", "count", "", "decisions: what one developer did in one month toward the same licenses"),
    Column("project_count", "count", "", "projects"),
)
COUNTS = Frame(
    "license_change_counts", "Changes on a list in a direction.", _COUNTS, key=("kind", "kind_of_change", "direction")
)
COUNTS_BY_YEAR = Frame(
    "license_change_counts_by_year",
    "Changes on a list in a direction in a year.",
    (Column("period", "text", "Year", "year of the changes"), *_COUNTS),
    key=("period", "kind", "kind_of_change", "direction"),
)
_WAYS = (
    Column("looser", "count", "Looser", "moves to a milder tier"),
    Column("tighter", "count", "Tighter", "moves to a stricter tier"),
    Column("sideways", "count", "Sideways", "moves within a tier"),
    Column("unknown", "count", "Unknown", "moves of which the direction is not known"),
)
YEARS = Frame(
    "license_decisions_by_year",
    "Decisions of a year on one list, by direction.",
    (Column("year", "text", "Year", "year of the decisions"), _LANE, *_WAYS),
    key=("year", "lane"),
)
WAYS = Frame(
    "license_directions",
    "How many moves on a list go which way, under one way of counting.",
    (_LANE, Column("way", "text", "Counted", "way of counting"), *_WAYS),
    key=("lane", "way"),
)
SPANS = Frame(
    "first_license_years",
    "How long first licenses lasted, among those that were changed.",
    (
        _LANE,
        Column("project_count", "count", "Projects", "projects that changed their first license"),
        Column("n", "count", "Dated", "of these, those whose first license is dated"),
        Column("shortest", "number", "Shortest", "shortest of the spans", "years"),
        Column("lower_quarter", "number", "A quarter by", "time by which a quarter had changed", "years"),
        Column("median", "number", "Half by", "time by which half had changed", "years"),
        Column("upper_quarter", "number", "Three quarters by", "time by which three quarters had changed", "years"),
        Column("longest", "number", "Longest", "longest of the spans", "years"),
    ),
    key=("lane",),
)
KEPT = Frame(
    "licenses_changed_again",
    "Of the licenses that came with a first change, how many were changed again within some years.",
    (
        _LANE,
        Column("years", "number", "Within years", "time since the first change", "years"),
        Column("n", "count", "Followed so long", "licenses whose first change is old enough to tell"),
        Column("changed_count", "count", "Changed again", "of these, those that were changed again by then"),
        Column("kept_count", "count", "Not known to be", "of these, those of which no other change is known"),
    ),
    key=("lane", "years"),
)
RETURNS = Frame(
    "license_returns",
    "A license that was tightened, and loosened by the next move on the same list.",
    (
        _KIND,
        _WORK,
        _PROJECT,
        _DEVELOPER,
        Column("tightened_date", "date", "", "when it was tightened"),
        Column("from_ids", "list", "", "licenses before that"),
        Column("tightened_ids", "list", "", "licenses in between"),
        Column("loosened_date", "date", "", "when it was loosened"),
        Column("to_ids", "list", "", "licenses since then"),
        Column("part", "text", "", "what was loosened"),
        Column("years", "number", "", "time between the two", "years"),
        Column("is_back_to_open", "flag", "", "whether it was open before and is again"),
        Column("is_tightened_later", "flag", "", "whether it was tightened once more"),
    ),
)
RETURN_ROWS = Frame(
    "license_return_rows",
    "A license that was tightened and loosened, as a table shows it.",
    (
        Column("project", "text", "Project", "project with its developer"),
        Column("before", "text", "Before", "licenses before"),
        Column("tightened", "text", "Tightened", "month of the first move"),
        Column("between", "text", "Then", "licenses in between"),
        Column("loosened", "text", "Loosened", "month of the second move"),
        Column("after", "text", "Since then", "licenses since then"),
        Column("years", "number", "Years", "time between the two", "years"),
        Column("outcome", "text", "Outcome", "whether it is open again, and whether it was tightened later"),
    ),
)
ANSWERS = Frame(
    "license_change_answers",
    "A tightened license of software, and the fork that answered first.",
    (
        Column("change_id", "text", "", "change of license"),
        Column("decision", "text", "", "decision that it belongs to"),
        _PROJECT,
        _DEVELOPER,
        Column("change_date", "date", "", "when it was tightened"),
        Column("fork_name", "note", "", "fork within the days asked for"),
        Column("days_to_fork", "count", "", "days until the fork; null without one", required=False),
        Column("is_forked", "flag", "", "whether there is one"),
        Column("is_followed", "flag", "", "whether the change is old enough to tell"),
    ),
    key=("change_id",),
)
FORKS = Frame(
    "license_forks_shown",
    "A fork that followed a change of license, as a table shows it.",
    (
        Column("fork", "links", "Fork", "fork, and who tells of it"),
        _PROJECT,
        Column("change", "text", "Change of license", "licenses before and after"),
        _DIRECTION,
        Column("changed", "text", "Changed", "day of the change"),
        Column("days", "count", "Days to it", "days from the change to the fork"),
        Column("license", "text", "Its license", "license of the fork"),
    ),
)
EVIDENCE = Frame(
    "license_change_evidence",
    "How many changes rest on a kind of evidence.",
    (
        Column("evidence", "text", "Evidence", "what shows the change"),
        Column("software", "count", "Software", "changes of software"),
        Column("same_models", "count", "Models, same work", "changes of the same models"),
        Column("next_models", "count", "Models, next generation", "changes from one generation of models to the next"),
    ),
    key=("evidence",),
)
GATES = Frame(
    "license_gates_shown",
    "A figure of revenue above which the license of a model asks more, as a table shows it.",
    (
        Column("model", "text", "Model", "model with its developer"),
        Column("date", "text", "Weights out", "day or month from which models were under the license"),
        Column("before", "text", "License before", "license of the generation before"),
        Column("gate", "text", "Gate", "figure of revenue, and whose revenue it is"),
        Column("whom", "text", "Holds for", "whom the condition holds for"),
        Column("asks", "text", "Above it", "what the license asks"),
        Column("section", "text", "Where", "section of the license, or that it was not read"),
        Column("links", "links", "Links", "the license and what shows the change"),
    ),
)
OTHER_MOVES = Frame(
    "license_moves_beside_gates",
    "A generation of models under another license in a year of gates, without a gate, as a table shows it.",
    (
        Column("date", "text", "Date", "day of the change, or its month where no more is known"),
        Column("project", "text", "Line", "line of models with its developer"),
        Column("before", "text", "From", "licenses before"),
        Column("after", "text", "To", "licenses after"),
        _DIRECTION,
        Column("announced", "text", "Announced", "day of the developer's own words, where they are another link"),
        Column("links", "links", "Links", "what shows the change, and the developer's own words"),
    ),
)
_COMPARED = (
    Column("both_count", "count", "On both", "repositories, or models and their bases, that both lists hold"),
    Column("tagged_count", "count", "Licensed on both", "of these, those that have a license on both"),
    Column("same", "count", "Same", "the same license, however it is spelled"),
    Column("looser", "count", "Looser", "another license, in a milder tier"),
    Column("tighter", "count", "Tighter", "another license, in a stricter tier"),
    Column("sideways", "count", "Sideways", "another license of the same tier"),
    Column("unknown", "count", "Unknown", "another name, of which the direction is not known"),
)
TAG_STEPS = Frame(
    "license_tag_steps",
    "What became of the license tags of repositories on the Hub's list from one edition to the next.",
    (
        Column("before_edition", "text", "From", "edition of the list"),
        Column("after_edition", "text", "To", "next edition of the list that has tags"),
        *_COMPARED,
        Column("tag_added", "count", "Tag added", "repositories without a tag before and with one after"),
        Column("tag_dropped", "count", "Tag dropped", "repositories with a tag before and without one after"),
    ),
    key=("before_edition", "after_edition"),
)
CHANGED_TAGS = Frame(
    "license_tags_changed",
    "A repository on the Hub whose tag names another license in the next edition of the list.",
    (
        Column("between", "text", "Between editions", "editions of the list"),
        Column("repository", "links", "Repository", "repository on the Hub"),
        Column("before", "text", "Tag before", "license tag as the list has it"),
        Column("after", "text", "Tag after", "license tag as the list has it"),
        _DIRECTION,
    ),
)
DERIVATIVES = Frame(
    "derivative_licenses",
    "How the licenses of embedding models compare with those of the models that they were made from.",
    (
        Column("base_list", "text", "Base is on the list of", "source whose list has the license of the base"),
        *_COMPARED,
    ),
    key=("base_list",),
)
LOOSER_THAN_BASE = Frame(
    "licenses_looser_than_base",
    "An embedding model under a looser license than the model it was made from.",
    (
        Column("model", "links", "Model", "model on MTEB's list"),
        Column("license", "text", "Its license", "license as the list has it"),
        Column("base", "links", "Made from", "model that it was made from"),
        Column("base_license", "text", "License of that", "license as the list has it"),
    ),
)
STYLES = Frame(
    "github_license_styles",
    "The share of a style of license among developers who push to GitHub, in a quarter.",
    (
        Column("period", "text", "", "quarter"),
        Column("group", "text", "", "style of license"),
        Column("pusher_count", "count", "", "developers, counted once a license"),
        Column("n", "count", "", "developers of all styles"),
        Column("share", "share", "", "part of them"),
    ),
    key=("period", "group"),
)
