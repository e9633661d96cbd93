"""What the report on the inference of trends charts and tables."""

from openness.statistics.results import SLOPE_BOUNDS, SLOPE_DIFFERENCES, bounds
from openness.words.frames import Column, Frame

SIGNIFICANT = 0.05
"""The p under which something is called unlike nothing."""

_GROUP = Column("group", "text", "Group", "group of the releases")
_N = Column("n", "count", "", "releases of known openness")
_DEVELOPERS = Column("developers", "count", "", "their developers")
_PERIOD = Column("period", "text", "Period", "label of the period")
_REASON = Column("reason", "note", "", "why numbers are null")
_DATA = Column("data", "text", "Data", "releases, developers, first and last month")
_POINTS = Column("points", "note", "Points a year", "change of the share with its interval")
_VERDICT = Column("verdict", "text", "Verdict", "what can be said, or why there is no slope")


EVENTS = Frame(
    "events",
    "A dated event in the openness of AI, from data/raw/events.yml.",
    (
        Column("event_id", "text", "", "how results name it"),
        Column("event_date", "date", "", "day on which it became public or came into force"),
        Column("event_title", "text", "", "its name"),
        Column("event_text", "text", "", "what happened, in one sentence"),
        Column("event_kind", "text", "", "release, leak, policy or definition"),
        Column("event_url", "text", "", "where that is published"),
    ),
    ("event_id",),
)
EVENT_LIST = Frame(
    "event_list",
    "An event with its number in the charts.",
    (
        Column("mark", "count", "No.", "number of its period, from 1"),
        Column("date", "text", "Date", "its day"),
        Column("link", "links", "Event", "its name and source"),
        Column("event_text", "text", "What happened", "in one sentence"),
        Column("event_kind", "text", "Kind", "release, leak, policy or definition"),
    ),
)
EFFECTS = Frame(
    "effects",
    "Change of level of a group's share at a period, by an interrupted series.",
    (
        _GROUP,
        _PERIOD,
        Column("mark", "number", "No.", "number of the period if it has events, from 1"),
        Column("events", "note", "Events", "its events"),
        Column("points", "number", "", "share just after less the share that the line before leads to", "points"),
        *bounds("the change"),
        Column("p", "number", "", "of no change"),
        Column("placebo_p", "number", "", "share of all dates at which t is as large"),
        Column("rank", "number", "", "rank of the period among all dates; null without an estimate"),
        Column("dates", "number", "", "dates at which the model can be fitted; null without an estimate"),
        _N,
        _DEVELOPERS,
        Column("periods_before", "count", "", "periods with releases before"),
        Column("periods_after", "count", "", "periods with releases after"),
        _REASON,
    ),
    ("group", "period"),
)
RANKED = Frame(
    "ranked",
    "Estimate at an event that can be ranked among enough other dates.",
    (
        *(_GROUP, _PERIOD, *EFFECTS.columns[3:5]),
        Column("dates", "count", "", "dates at which the model can be fitted"),
        Column("chance", "share", "", "probability of so high a rank if nothing happened"),
        Column("is_high", "flag", "", "whether it ranks among the first"),
        Column("is_sure", "flag", "", "whether the model by itself tells it from no change"),
        Column("p_holm", "number", "", "p of the rank, allowing for the number of estimates"),
    ),
    ("group", "period"),
)
SLOPE_ROWS = Frame(
    "slope_rows",
    "A slope, or a difference of slopes, with an interval by one method.",
    (
        Column("item", "text", "", "group, or pair of groups"),
        Column("group", "text", "", "method of the interval"),
        Column("points", "number", "", "change of the share", "points a year"),
        *bounds("the change"),
        _N,
        _DEVELOPERS,
        _VERDICT,
        Column("note", "note", "", "what the chart writes beside it"),
        _REASON,
    ),
    ("item", "group"),
)


def _treated(blanks: str, words: str) -> tuple[Column, ...]:
    """Return the columns of the least-squares slope under one treatment of blanks."""
    line = f"least-squares slope, blanks {words}"
    return (
        Column(f"{blanks}_least", "number", "", f"{line}: the least", "points a year"),
        Column(f"{blanks}_most", "number", "", f"{line}: the greatest", "points a year"),
        *bounds(f"the {line}", unit="points a year", prefix=f"{blanks}_"),
    )


CLAIMS = Frame(
    "claims",
    "A slope or a difference of slopes, what blanks can do to it, and what may be claimed.",
    (
        *(SLOPE_DIFFERENCES.column(name) for name in ("group",)),
        SLOPE_BOUNDS.column("other_group"),
        *(_N, _DEVELOPERS, *(SLOPE_BOUNDS.column(name) for name in ("blank_count", "filled_count"))),
        *(
            SLOPE_DIFFERENCES.column(name)
            for name in ("points_per_year", "points_lower", "points_upper", "p_value", "verdict", "reason")
        ),
        *_treated("known", "left out"),
        *_treated("corrected", "as open as those filled in later"),
        *_treated("bounds", "open or not"),
        Column(
            "claim",
            "text",
            "",
            "`certain`: the verdict holds whatever blanks are; `conditional`: if they turn out as earlier ones did; "
            "`nothing`: it is not claimed",
        ),
    ),
    ("group", "other_group"),
)
_OUTCOME = (
    Column("source", "text", "List", "source of the list"),
    Column("outcome", "text", "", "definition of open, or part of a release"),
    Column("title", "text", "", "the same as a reader sees it"),
    _GROUP,
)


def _span(prefix: str, words: str) -> tuple[Column, ...]:
    return (
        Column(f"{prefix}_years", "note", "", f"{words} three years; null where both spans would overlap"),
        Column(f"{prefix}_n", "number", "", "releases of known openness in these"),
        Column(f"{prefix}_share", "number", "", "share of them that is open"),
    )


MOVES = Frame(
    "moves",
    "How far one definition or part of one list moved in one group of developers.",
    (
        *_OUTCOME[:1],
        Column("vintage", "text", "", "edition of the list"),
        *_OUTCOME[1:3],
        Column("kind", "text", "", "definition or part"),
        *(_GROUP, _N),
        *(SLOPE_DIFFERENCES.column(name) for name in ("open_count", "developers", "period")),
        *(CLAIMS.column(name) for name in ("points_per_year", "points_lower", "points_upper", "p_value", "verdict")),
        Column("tests", "count", "", "slopes that were looked at"),
        Column("p_by", "number", "", "p by Benjamini and Yekutieli's rule over these"),
        Column("is_found", "flag", "", "whether that is below 5%"),
        *_span("first", "first"),
        *_span("last", "last"),
        Column("difference", "number", "", "share of the last years less that of the first, -1 to 1"),
        *bounds("that difference, by developer", prefix="difference_"),
        Column("blank_count", "number", "", "releases that the list does not judge; null of slopes that are not found"),
        *(CLAIMS.column(f"{blanks}_{end}") for blanks in ("corrected", "bounds") for end in ("lower", "upper")),
        Column("claim", "note", "", "what may be claimed of a slope that is found, as in `claims`"),
        _REASON,
    ),
    ("source", "outcome", "group"),
)
COMPOSED = Frame(
    "composed",
    "A change between the first and the last three years, and what is left of it among releases that are alike.",
    (
        *_OUTCOME,
        Column("panel", "text", "", "all developers, or stable: those with releases in both spans"),
        Column("factor", "text", "", "in what the releases are alike; all: in all of these at once"),
        Column("n_a", "count", "", "releases of known openness in the first years"),
        Column("n_b", "count", "", "in the last"),
        Column("share_a", "number", "", "share of the first years"),
        Column("share_b", "number", "", "of the last"),
        _DEVELOPERS,
        Column("change", "number", "", "change of the share; its interval is that of `moves`", "points"),
        Column("within", "number", "", "change among releases that are alike", "points"),
        *bounds("that change", unit="points", prefix="within_"),
        _REASON,
    ),
    ("source", "outcome", "group", "panel", "factor"),
)
MOVES_TABLE = Frame(
    "moves_table",
    "How far definitions and parts moved, to be read.",
    (
        Column("list", "text", "List", "source of the list"),
        Column("title", "text", "What", "definition or part"),
        Column("group", "text", "Developers", "group of the releases"),
        _DATA,
        _POINTS,
        Column("p_by", "note", "p (Benjamini-Yekutieli)", "allowing for all slopes that were looked at"),
        Column("ends", "note", "First and last three years", "share of judged releases in both spans"),
        Column("difference", "note", "Change, points", "with its interval"),
        Column("verdict", "text", "Verdict", "what may be claimed, or why there is no slope"),
    ),
)
COMPOSED_TABLE = Frame(
    "composed_table",
    "What is left of a change among releases that are alike, to be read.",
    (
        Column("line", "text", "What", "list, definition or part, and group"),
        Column("panel", "text", "Developers", "all, or those with releases in both spans"),
        Column("factor", "text", "Alike in", "what the releases that are compared have in common"),
        Column("change", "note", "Change, points", "of the share between both spans"),
        Column("within", "note", "Among releases that are alike", "the same with its interval"),
    ),
)
SLOPE_TABLE = Frame(
    "slope_table",
    "A group's slope to be read.",
    (
        *(_GROUP, _DATA),
        Column("odds", "note", "Odds ratio a year", "factor of the odds with its interval"),
        _POINTS,
        Column("p", "note", "p of no change", "two-sided"),
        Column("p_holm", "note", "p (Holm)", "the same with all groups tested together"),
        Column("flat_p", "note", "p, flat", "of a change beyond the margin"),
        _VERDICT,
    ),
    ("group",),
)
MANY_TABLE = Frame(
    "many_table",
    "Slope of one of many groups to be read.",
    (
        *(_GROUP, _DATA, _POINTS),
        Column("p", "note", "p", "of no change, by itself"),
        Column("p_holm", "note", "p (Holm)", "with the chance of any false finding held"),
        Column("p_bh", "note", "p (Benjamini-Hochberg)", "with the share of false findings held"),
        _VERDICT,
    ),
    ("group",),
)
TEST_TABLE = Frame(
    "test_table",
    "A group's plain tests to be read: statistic and p.",
    (
        *(_GROUP, _DATA),
        Column("armitage", "note", "Cochran-Armitage: z", "all releases independent"),
        Column("clustered", "note", "The same by developer", "developers independent"),
        Column("periods", "count", "Periods", "periods with enough releases"),
        Column("kendall", "note", "Mann-Kendall tau", "of the periods' shares"),
        Column("sen", "note", "Theil-Sen, points a year", "median slope between two periods, with its interval"),
    ),
    ("group",),
)
INDEPENDENCE = Frame(
    "independence",
    "What would be said of a group if its releases were independent.",
    (
        _GROUP,
        Column("armitage_p", "number", "", "Cochran-Armitage, releases independent"),
        Column("clustered_p", "number", "", "the same, developers independent"),
        Column("wider", "number", "", "width of the slope's interval by developer over that by release"),
    ),
    ("group",),
)
CURVES = Frame(
    "curves_and_shares",
    "Observed share of a year, or the model's share at a date.",
    (
        _GROUP,
        Column("series", "text", "", "observed or fitted"),
        Column("year", "number", "", "date as a year with a fraction"),
        Column("n", "number", "", "releases of known openness; null of the model"),
        Column("share", "share", "", "share of open releases"),
        *bounds("the share", "share"),
        Column("interval", "note", "", "kind of interval of an observed share"),
    ),
)
SEGMENTS = Frame(
    "segments_and_shares",
    "Observed share of a period, or that of a segment between breaks.",
    (
        *CURVES.columns[:1],
        Column("series", "text", "", "observed or segment"),
        _PERIOD,
        Column("last_period", "note", "", "last period of a segment"),
        _N,
        *CURVES.columns[4:],
    ),
)
BREAK_PLACES = Frame(
    "break_places",
    "A break at one penalty, or that there is none.",
    (
        _GROUP,
        Column("factor", "number", "", "penalty as a multiple of the criterion's"),
        Column("period", "note", "", "first period after the break; null: no break"),
        *(_N, _DEVELOPERS),
        Column("periods", "count", "", "periods with releases"),
    ),
)


def effect_table(headings: dict[str, str]) -> Frame:
    """Return the table of changes of level at events, a column a group under its heading."""
    groups = (Column(name, "note", heading, "points, interval and rank") for name, heading in headings.items())
    return Frame(
        "effect_table", "Changes of level at events.", (EVENT_LIST.columns[0], _PERIOD, EFFECTS.columns[3], *groups)
    )
