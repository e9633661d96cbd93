"""Results on changes of license: their columns, headings and meanings."""

from openness.statistics.results import bounds
from openness.words.frames import Column, Frame

_KIND = Column("kind", "text", "Of", "software projects, or AI models")
_PROJECT = Column("project_name", "text", "Of", "project or model")
_DEVELOPER = Column("developer_name", "text", "", "who decided")
_DIRECTION = Column("direction", "text", "Direction", "looser, tighter, sideways (within a tier) or unknown")
_BOUNDS = bounds("the 95% interval", "share")

EVENTS = Frame(
    "license_change_events",
    "A change of license as a timeline draws it.",
    (
        Column("date", "text", "", "day of the change"),
        Column("lane", "text", "", "software, or models"),
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
    _DIRECTION,
    Column("n", "count", "", "changes"),
    Column("decision_count", "count", "", "decisions: what one developer did in one month toward the same licenses"),
    Column("project_count", "count", "", "projects"),
)
COUNTS = Frame("license_change_counts", "Changes of a kind in a direction.", _COUNTS, key=("kind", "direction"))
COUNTS_BY_YEAR = Frame(
    "license_change_counts_by_year",
    "Changes of a kind in a direction in a year.",
    (Column("period", "text", "Year", "year of the changes"), *_COUNTS),
    key=("period", "kind", "direction"),
)
YEARS = Frame(
    "license_decisions_by_year",
    "Decisions of a year on one kind, by direction.",
    (
        Column("year", "text", "Year", "year of the decisions"),
        _KIND,
        Column("looser", "count", "Looser", "decisions for a milder tier"),
        Column("tighter", "count", "Tighter", "decisions for a stricter tier"),
        Column("sideways", "count", "Sideways", "decisions within a tier"),
        Column("unknown", "count", "Unknown", "decisions of which the direction is not known"),
    ),
    key=("year", "kind"),
)
WAYS = Frame(
    "license_directions",
    "The part of looser moves under one way of counting.",
    (
        Column("definition", "text", "", "way of counting"),
        Column("group", "text", "", "software, or models"),
        Column("n", "count", "", "moves that are looser or tighter"),
        Column("looser_count", "count", "", "moves that are looser"),
        Column("share", "share", "", "part of them that is looser"),
        *_BOUNDS,
    ),
    key=("definition", "group"),
)
SPANS = Frame(
    "first_license_years",
    "How long first licenses lasted, among those that were changed.",
    (
        _KIND,
        Column("project_count", "count", "Projects", "projects that changed their first license"),
        Column("n", "count", "Dated", "of these, those whose first license is dated"),
        Column("shortest", "number", "Shortest", "shortest of the spans", "years"),
        Column("lower_quarter", "number", "A quarter by", "time by which a quarter had changed", "years"),
        Column("median", "number", "Half by", "time by which half had changed", "years"),
        Column("upper_quarter", "number", "Three quarters by", "time by which three quarters had changed", "years"),
        Column("longest", "number", "Longest", "longest of the spans", "years"),
    ),
    key=("kind",),
)
SURVIVAL = Frame(
    "license_survival",
    "A step of a curve of licenses still in force after a first change.",
    (
        Column("group", "text", "", "software, or models"),
        Column("years", "number", "", "time since the change", "years"),
        Column("at_risk", "count", "", "licenses still watched"),
        Column("event_count", "count", "", "licenses that were changed then"),
        Column("censored_count", "count", "", "licenses that are watched no longer"),
        Column("survival", "share", "", "part that is still in force"),
        *_BOUNDS,
    ),
    key=("group", "years"),
)
IN_FORCE = Frame(
    "licenses_in_force",
    "The part of licenses still in force some years after a first change.",
    (
        Column("group", "text", "", "software, or models"),
        Column("n", "count", "", "licenses that came with a first change"),
        Column("years", "number", "", "time since the change", "years"),
        Column("survival", "share", "", "part that is still in force"),
        *_BOUNDS,
    ),
    key=("group", "years"),
)
RETURNS = Frame(
    "license_returns",
    "A license that was tightened, and loosened by the next move.",
    (
        _KIND,
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
        Column("models", "count", "Models", "changes of models"),
    ),
    key=("evidence",),
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
