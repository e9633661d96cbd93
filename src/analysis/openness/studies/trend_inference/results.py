"""What the report on the inference of trends charts and tables."""

from openness.statistics.results import bounds
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
