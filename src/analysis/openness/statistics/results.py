"""What the estimators return: every column with its kind, unit and meaning."""

from openness.words.frames import Column, Frame

_GROUP = Column("group", "text", "", "group of the rows")
_N = Column("n", "count", "", "rows of known outcome")
_OPEN = Column("open_count", "count", "", "of these, with the outcome")
_CLUSTERS = Column("developers", "count", "", "clusters, such as developers")
_SPAN = Column("period", "note", "", "first and last month of the data, in words")
_PERIODS = Column("periods", "count", "", "periods with rows")
_REASON = Column("reason", "note", "", "why numbers are null")
_METHOD = Column("method", "text", "", "model and errors, in words")


def bounds(what: str, kind: str = "number", unit: str = "", prefix: str = "") -> tuple[Column, Column]:
    """Return the columns of the two bounds of an interval."""
    return (
        Column(f"{prefix}lower", kind, "", f"lower bound of {what}", unit),
        Column(f"{prefix}upper", kind, "", f"upper bound of {what}", unit),
    )


GROUP_SHARES = Frame(
    "group_shares",
    "Share of an outcome in a group, with its interval by cluster.",
    (
        _GROUP,
        _N,
        _OPEN,
        Column("unknown_count", "count", "", "rows of unknown outcome"),
        Column("unweighted_count", "count", "", "rows without a weight, left out"),
        Column("open_share", "share", "", "`open_count` over `n`, or the same of their weights"),
        *bounds("the share; null where all rows are of one cluster", "share"),
        Column("developers", "count", "", "clusters, such as developers, with a row of known outcome"),
        Column(
            "effective_developers", "number", "", "as many equal clusters would be as uneven: inverse Herfindahl index"
        ),
        Column(
            "design_effect",
            "number",
            "",
            "how many times fewer independent rows would be as certain; where all rows are open, or none, each cluster "
            "counts as one row",
        ),
        Column("interval", "note", "", "`developer`: by cluster; `wilson`: as if rows were independent"),
    ),
    ("group",),
)
SHARES = Frame(
    "shares",
    "Share of an outcome in a period and group; groups and periods without rows have none.",
    (
        Column("period", "text", "", "label of the period"),
        *GROUP_SHARES.columns,
        Column("rolling_share", "share", "", "the share of this and the periods before, pooled, empty ones included"),
    ),
    ("period", "group"),
)
COUNTS = Frame(
    "counts",
    "Rows of a period and group.",
    (SHARES.columns[0], _GROUP, Column("release_count", "count", "", "number of rows")),
    ("period", "group"),
)
OF_CLUSTERS = (
    Column("developers", "count", "", "clusters, such as developers, with a value"),
    Column("design_effect", "number", "", "how many times larger the variance is than if rows were independent"),
    Column("interval", "note", "", "`developer`: by cluster; null: as if rows were independent"),
)
"""Whose rows a mean is of, and what that does to its interval."""

MEANS = Frame(
    "means",
    "Mean of a value in a period and group.",
    (
        *COUNTS.columns[:2],
        Column("n", "count", "", "rows with a value"),
        Column("mean", "number", "", "their mean"),
        *bounds("the mean; null where all rows are of one cluster or all values are the same"),
        *OF_CLUSTERS,
    ),
    ("period", "group"),
)
DIFFERENCES = Frame(
    "differences",
    "Share of one group less that of another, both null where either has none.",
    (
        _GROUP,
        Column("other_group", "text", "", "the group that is subtracted"),
        _N,
        Column("other_n", "count", "", "the same of the other group"),
        Column("share", "share", "", "share of the group"),
        Column("other_share", "share", "", "share of the other group"),
        Column("difference", "number", "", "their difference, -1 to 1"),
        *bounds("the difference, of the bounds of both shares"),
    ),
)
PAIR_DIFFERENCES = Frame(
    "pair_differences",
    "Share of one group less that of another, with its own interval, tested together with all other pairs.",
    (
        *DIFFERENCES.columns,
        _CLUSTERS,
        Column("other_developers", "count", "", "the same of the other group"),
        GROUP_SHARES.column("interval"),
        Column("p_value", "number", "", "smallest chance of error at which the interval leaves zero out"),
        Column("tests", "count", "", "pairs that could be tested"),
        Column("p_holm", "number", "", "p by Holm's rule over these"),
        Column("is_different", "flag", "", "whether that is below 5%, or what the level of the interval leaves"),
        Column("blank_lower", "number", "", "lower end of the interval with all rows of unknown outcome against it"),
        Column("blank_upper", "number", "", "upper end of the interval with all of them for it"),
        Column("survives_blanks", "flag", "", "whether the groups are different whatever the unknown outcomes are"),
    ),
    ("group", "other_group"),
)


def _ends(what: str, prefix: str, kind: str) -> tuple[Column, ...]:
    """Return the columns of the two ends of a level or difference; they are one where blanks have one value."""
    return (
        Column(f"{prefix}least", kind, "", f"{what}; of bounds, the lower end"),
        Column(f"{prefix}most", kind, "", "the same, the upper end"),
    )


CONTRASTS = Frame(
    "contrasts",
    "Share of one group less that of another, for a mix of kinds and a treatment of rows of unknown outcome.",
    (
        Column(
            "mix", "text", "", "`plain`, or `standardized`: shares by kind, weighted by the mean of both groups' mixes"
        ),
        Column(
            "blanks",
            "text",
            "",
            "`known`: left out; `corrected`: open as often as those filled in later; `bounds`: any",
        ),
        Column("left_out", "share", "", "of the rows of known outcome, those of kinds too small to be compared"),
        _GROUP,
        Column("other_group", "text", "", "the group that is subtracted"),
        _N,
        Column("other_n", "count", "", "the same of the other group"),
        Column("blank_count", "count", "", "rows of unknown outcome"),
        Column("other_blank_count", "count", "", "the same of the other group"),
        _CLUSTERS,
        Column("other_developers", "count", "", "the same of the other group"),
        *_ends("share of the group", "share_", "share"),
        *bounds("the share", "share", prefix="share_"),
        *_ends("share of the other group", "other_share_", "share"),
        *bounds("the other share", "share", prefix="other_share_"),
        *_ends("the difference, -1 to 1", "difference_", "number"),
        *bounds("the difference, with what blanks can be"),
        Column("p_value", "number", "", "smallest chance of error at which the interval leaves zero out"),
    ),
    ("mix", "blanks"),
)

_SLOPE = (
    Column("odds_ratio", "number", "", "factor of the odds a year; of a difference, ratio of the two factors"),
    *bounds("the odds ratio", prefix="odds_"),
    Column("points_per_year", "number", "", "average marginal change", "points a year"),
    *bounds("the change", unit="points a year", prefix="points_"),
    Column("p_value", "number", "", "of no change, two-sided; the larger of those of log odds and points"),
    Column("df", "number", "", "Satterthwaite's degrees of freedom of the points"),
    Column("flat_p_value", "number", "", "of a change beyond the margin, two one-sided tests"),
)
_VERDICT = (Column("verdict", "text", "", "rises, falls, flat, cannot tell or not estimable"), _METHOD, _REASON)
SLOPES = Frame(
    "slopes",
    "Change of a group's share a year by the trend model.",
    (
        _GROUP,
        *(_N, _OPEN, _CLUSTERS, _SPAN),
        *_SLOPE,
        *bounds("the change by the bootstrap of clusters", unit="points", prefix="boot_"),
        Column("boot_reason", "note", "", "why there is no bootstrap interval"),
        *_VERDICT,
    ),
    ("group",),
)
SLOPE_DIFFERENCES = Frame(
    "slope_differences",
    "Slope of one group less that of another; counts are those of both.",
    (_GROUP, DIFFERENCES.columns[1], *(_N, _OPEN, _CLUSTERS, _SPAN), *_SLOPE, *_VERDICT),
    ("group", "other_group"),
)
SLOPE_BOUNDS = Frame(
    "slope_bounds",
    "Least-squares slope of a group's share, or of one group less another, for a treatment of rows of unknown outcome.",
    (
        _GROUP,
        Column("other_group", "note", "", "the group that is subtracted; null: the slope of one group"),
        CONTRASTS.column("blanks"),
        _N,
        CONTRASTS.column("blank_count"),
        Column("filled_count", "count", "", "rows that an earlier edition did not know and a later one does"),
        _CLUSTERS,
        Column("points_least", "number", "", "the change; of bounds, the least that blanks allow", "points a year"),
        Column("points_most", "number", "", "the same, the greatest", "points a year"),
        *bounds("the change, with what blanks can be", unit="points a year", prefix="points_"),
        Column("p_value", "number", "", "smallest chance of error at which the interval leaves zero out"),
        _REASON,
    ),
    ("group", "other_group", "blanks"),
)
FITTED = Frame(
    "fitted",
    "The trend model's share at a date, from a group's first row to its last.",
    (
        _GROUP,
        Column("date", "date", "", "the date"),
        Column("share", "share", "", "fitted share"),
        *bounds("the fitted share, Student's t on the logit", "share"),
    ),
    ("group", "date"),
)
TREND_TESTS = Frame(
    "trend_tests",
    "Plain tests of a trend in a group's share.",
    (
        _GROUP,
        *(_N, _OPEN, _CLUSTERS, _SPAN),
        Column("periods", "count", "", "periods with enough rows"),
        Column("armitage_z", "number", "", "Cochran-Armitage, all rows independent"),
        Column("armitage_p", "number", "", "its p"),
        Column("clustered_z", "number", "", "the same, clusters independent"),
        Column("clustered_p", "number", "", "its p"),
        Column("kendall_tau", "number", "", "Mann-Kendall, tau-b with time"),
        Column("kendall_p", "number", "", "its p"),
        Column("sen_points_per_year", "number", "", "slope of Theil and Sen", "points a year"),
        *bounds("that slope", unit="points a year", prefix="sen_"),
        Column("reason", "note", "", "why some or all are null"),
    ),
    ("group",),
)
BREAKS = Frame(
    "breaks",
    "Breaks in a group's share at one penalty, the lowest first.",
    (
        _GROUP,
        *(_N, _OPEN, _CLUSTERS, _SPAN, _PERIODS),
        Column("dispersion", "number", "", "by which the likelihood is divided, because a cluster's rows are alike"),
        Column("penalty", "number", "", "price of a break, on the scale of twice the log likelihood"),
        Column("is_bic", "flag", "", "whether it is that of the Bayesian information criterion"),
        Column("breaks", "count", "", "number of breaks"),
        Column("break_periods", "note", "", "first period after each break, comma-separated; empty where none is"),
        _REASON,
    ),
    ("group", "penalty"),
)
SEGMENTS = Frame(
    "segments",
    "One segment between breaks; a group without breaks to look for has none.",
    (
        _GROUP,
        Column("segment", "count", "", "its number, from 1"),
        Column("first_period", "text", "", "first period"),
        Column("last_period", "text", "", "last period"),
        *(_N, _OPEN),
        Column("share", "share", "", "share of the segment"),
        *bounds("the share, Wilson with rows divided by the dispersion, breaks taken as known", "share"),
    ),
    ("group", "segment"),
)
INTERRUPTIONS = Frame(
    "interruptions",
    "Change of a group's share at an event, by an interrupted series.",
    (
        _GROUP,
        Column("event_id", "text", "", "the event"),
        Column("event_title", "text", "", "its name"),
        Column("event_date", "date", "", "its day"),
        Column("event_period", "text", "", "its period"),
        *(_N, _OPEN, _CLUSTERS, _SPAN, _PERIODS),
        Column("periods_before", "count", "", "periods with rows in the window before"),
        Column("periods_after", "count", "", "periods with rows in the window after"),
        Column("level_odds_ratio", "number", "", "odds just after over those that the line before leads to"),
        *bounds("it", prefix="level_odds_"),
        Column("level_points", "number", "", "the same change", "points"),
        *bounds("it", unit="points", prefix="level_points_"),
        Column("level_p", "number", "", "of no change of level"),
        Column("level_placebo_p", "number", "", "share of all feasible dates at which t is as large"),
        Column("slope_odds_ratio", "number", "", "yearly odds ratio after over that before"),
        *bounds("it", prefix="slope_odds_"),
        Column("slope_p", "number", "", "of no change of slope"),
        Column("slope_placebo_p", "number", "", "share of all feasible dates at which t is as large"),
        Column("dispersion", "number", "", "Pearson's"),
        Column("placebos", "count", "", "other dates at which the model can be fitted"),
        _METHOD,
        _REASON,
    ),
    ("group", "event_id"),
)
CURVES = Frame(
    "curves",
    "Step of a Kaplan-Meier curve: 0, then each distinct duration.",
    (
        _GROUP,
        Column("years", "number", "", "duration", "years"),
        Column("at_risk", "count", "", "still waiting then"),
        Column("event_count", "count", "", "events then"),
        Column("censored_count", "count", "", "censored then"),
        Column("survival", "share", "", "share that still waits, from that time on"),
        *bounds("survival; null at 0 and 1", "share"),
    ),
    ("group", "years"),
)
SURVIVAL = Frame(
    "survival",
    "Median and restricted mean of a group's durations.",
    (
        _GROUP,
        Column("n", "count", "", "durations"),
        Column("event_count", "count", "", "that ended in an event"),
        Column("censored_count", "count", "", "that did not"),
        Column("median", "number", "", "when half have had the event; null where fewer ever do", "years"),
        *bounds("the median; null: not reached in the data", unit="years", prefix="median_"),
        Column("restricted_mean", "number", "", "mean time without the event within the horizon", "years"),
        *bounds("that mean", unit="years", prefix="mean_"),
        Column("horizon", "number", "", "up to which the mean counts", "years"),
        _REASON,
    ),
    ("group",),
)
INCIDENCE = Frame(
    "incidence",
    "Probability that an outcome has come first by a horizon.",
    (
        Column("outcome", "text", "", "what ended the wait"),
        Column("horizon", "number", "", "time after the start", "years"),
        Column("probability", "share", "", "cumulative incidence"),
        *bounds("it, percentiles of the bootstrap of clusters", "share"),
        Column("n", "count", "", "durations"),
        Column("event_count", "count", "", "that ended so within the horizon"),
        Column("at_risk", "count", "", "still waiting just before it"),
        Column("clusters", "count", "", "clusters of durations"),
        _REASON,
    ),
    ("outcome", "horizon"),
)
CONTRIBUTIONS = Frame(
    "contributions",
    "Part of the change of a share between two periods; composition and within add up to the change.",
    (
        Column("panel", "text", "", "all: every cluster; stable: those with rows in both periods"),
        Column("factor", "text", "", "factor; all: the total"),
        Column("category", "text", "", "category of the factor; all: its total"),
        Column("part", "text", "", "change, composition or within"),
        Column("contribution", "number", "", "what it adds to the change", "points"),
        *bounds("the contribution", unit="points"),
        Column("share_a", "share", "", "share of the category in the first period"),
        Column("share_b", "share", "", "in the second"),
        Column("n_a", "count", "", "its rows of known outcome in the first period"),
        Column("n_b", "count", "", "in the second"),
        _CLUSTERS,
        Column("unmatched_share", "share", "", "part of both periods in cells that one of them lacks"),
        _REASON,
    ),
    ("panel", "factor", "category", "part"),
)
