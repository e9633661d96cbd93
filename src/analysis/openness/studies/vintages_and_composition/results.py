"""What the report on editions and composition charts and tables."""

from openness.statistics import results as estimates
from openness.words.frames import Column, Frame

_PERIOD = Column("period", "text", "", "label of the period")
_GROUP = Column("group", "text", "Group", "group of the releases")
_CAUSE = Column("cause", "text", "Cause", "why a share moved")
_KIND = Column("kind", "text", "", "releases, reassessment, criteria or labels")
_N_CHANGE = Column("n_change", "number", "", "change of the judged releases")
_OPEN_CHANGE = Column("open_change", "number", "", "change of the open ones")
_SHARE_CHANGE = Column("share_change", "number", "", "change of the share; null where an edition has none")
_TERMS = Column("terms", "text", "Terms", "access or license tier")
_LINE = Column("line_id", "text", "", "family without the number of its generation")
_YEARS = Column("years", "number", "", "duration, until the list ends where it is not observed", "years")
_OBSERVED = Column("is_observed", "flag", "", "whether the duration ended")


def _sides(name: str, kind: str, meaning: str, heading: tuple[str, str] = ("", "")) -> tuple[Column, Column]:
    return (
        Column(f"{name}_before", kind, heading[0], f"{meaning} in the older edition"),
        Column(f"{name}_after", kind, heading[1], f"{meaning} in the newer edition"),
    )


_N = _sides("n", "count", "judged releases")
_SHARE = _sides("share", "share", "share of open releases")

BY_EDITION = Frame(
    "shares_by_edition",
    "Share of open releases in one edition, by period and group.",
    (
        *estimates.SHARES.columns,
        Column("vintage", "text", "", "the edition"),
        Column("listed_in", "text", "", "the publisher's list that is asked of"),
        Column("edition", "text", "", "the edition, with the list where more than one is asked of"),
    ),
    ("edition", *estimates.SHARES.key),
)
SPREADS = Frame(
    "spreads",
    "How far the editions lie apart in one share.",
    (
        Column("listed_in", "text", "", "the publisher's list that is compared"),
        *(_PERIOD, _GROUP),
        Column("editions", "count", "", "editions with enough releases"),
        Column("spread", "share", "", "largest share less the smallest"),
        Column("first", "share", "", "share in the oldest edition"),
        Column("first_vintage", "text", "", "that edition"),
        Column("n_first", "count", "", "its judged releases"),
        Column("last", "share", "", "share in the newest edition"),
        Column("last_vintage", "text", "", "that edition"),
        Column("n_last", "count", "", "its judged releases"),
        Column("is_beyond", "flag", "", "whether the newest share is out of the oldest one's 95% interval"),
    ),
    ("listed_in", "period", "group"),
)
CHANGES = Frame(
    "changes",
    "One share in two editions.",
    (
        *(_PERIOD, _GROUP),
        *(_N[0], Column("open_before", "number", "", "sum of the values in the older edition")),
        *(_N[1], Column("open_after", "number", "", "sum of the values in the newer edition")),
        *(*_SHARE, _SHARE_CHANGE),
        Column(
            "lower_before",
            "share",
            "",
            "lower bound of the older share by developer; null where values are no counts, or one developer's",
        ),
        Column("upper_before", "share", "", "upper bound of it"),
    ),
    ("period", "group"),
)
PARTS = Frame(
    "parts",
    "What one cause did to one share; parts add up to the change.",
    (
        *(_PERIOD, _GROUP, _KIND, _CAUSE),
        Column("release_count", "count", "", "releases behind it"),
        *(_N_CHANGE, _OPEN_CHANGE, _SHARE_CHANGE),
    ),
    ("period", "group", "cause"),
)
MOVERS = Frame(
    "movers",
    "A release that moved a share, for one cause; what moved its share most first.",
    (
        Column("release_id", "text", "", "the release"),
        Column("release_name", "text", "", "its name"),
        *(_KIND, _CAUSE, _PERIOD, _GROUP, _N_CHANGE, _OPEN_CHANGE, _SHARE_CHANGE),
        *_sides("value", "number", "1 open, 0 not, null unknown or not listed"),
        Column("before", "note", "", "facts that show the cause, in the older edition"),
        Column("after", "note", "", "the same in the newer"),
        Column("evidence_url", "note", "", "link to evidence"),
    ),
    ("release_id", "cause", "period", "group"),
)
FACTS = Frame(
    "facts",
    "A fact that two editions say differently of a release, also where it moves no share.",
    (
        Column("release_id", "text", "", "the release"),
        Column("fact", "text", "", "which fact"),
        Column("before", "note", "", "what the older edition says"),
        Column("after", "note", "", "what the newer edition says"),
        Column("basis", "text", "", "publisher, correction (ours, in one edition alone) or typing (ours, by hand)"),
    ),
    ("release_id", "fact"),
)
STEPS = Frame(
    "steps",
    "A step of a share on its way from the older edition to the newer.",
    (
        *(_PERIOD, _GROUP),
        Column("step", "text", "", "before, a cause, or after"),
        Column("start", "number", "", "share before the step; parts of a change may lead below 0 or above 1"),
        Column("end", "number", "", "share after it"),
        Column("n", "count", "", "releases behind the step"),
    ),
    ("period", "group", "step"),
)
CAUSES = Frame(
    "causes",
    "What one cause did to all shares with enough releases in both editions.",
    (
        _CAUSE,
        Column("meaning", "text", "What it means", "the cause in words"),
        Column("release_count", "count", "Releases", "releases behind it"),
        Column("share_count", "count", "Shares moved", "shares that it moved"),
        Column("part", "share", "Part of movement", "of all ups and downs, added without their signs"),
        Column("up", "number", "", "sum of its ups", "points"),
        Column("down", "number", "", "sum of its downs", "points"),
    ),
    ("cause",),
)
RELEASES = Frame(
    "moved_releases",
    "A release that moved a share, with what the editions said of it.",
    (
        Column("release", "links", "Release", "its name and evidence"),
        Column("share", "text", "Share", "group and period"),
        _CAUSE,
        Column("before", "text", "Before", "what the older edition says"),
        Column("after", "text", "After", "what the newer edition says"),
        Column("points", "number", "Points", "by which it moved the share", "points"),
    ),
)
LABELS = Frame(
    "labels",
    "What types given by hand change in a group.",
    (
        _GROUP,
        *_sides("n", "count", "judged releases", ("Judged, as published", "Judged, here")),
        *_sides("share", "share", "share of open releases", ("Open, as published", "Open, here")),
        Column("points", "number", "Points", "change of the share", "points"),
        Column("release_count", "count", "Releases moved", "releases behind it"),
    ),
    ("group",),
)
FACTORS = Frame(
    "factors",
    "A change split by one factor at a time: points with intervals.",
    (
        Column("factor", "text", "Factor", "the factor"),
        Column("composition", "note", "Composition", "of all developers"),
        Column("within", "note", "Change within", "of all developers"),
        Column("unmatched_share", "share", "Without a counterpart", "releases in categories that one period lacks"),
        Column("stable_composition", "note", "Composition, in both periods", "of developers in both periods"),
        Column("stable_within", "note", "Change within, in both periods", "of developers in both periods"),
    ),
    ("factor",),
)
METHODS = Frame(
    "methods",
    "A part of a change by two ways to find like releases: points with intervals.",
    (
        Column("what", "text", "Part", "the part"),
        Column("effects", "note", "All developers, by effects", "each factor adds its own effect"),
        Column("cells", "note", "All developers, by cells", "only releases alike in all factors are compared"),
        Column("stable_effects", "note", "In both periods, by effects", "of developers in both periods"),
        Column("stable_cells", "note", "In both periods, by cells", "of developers in both periods"),
    ),
    ("what",),
)
LADDER = Frame(
    "ladder",
    "The first closed release of a size, and the first open one of at least that size.",
    (
        Column("level", "number", "", "the size"),
        Column("closed_release", "text", "", "first closed release of it"),
        Column("closed_developer", "note", "", "its developer"),
        Column("closed_date", "date", "", "its day"),
        Column("open_release", "note", "", "first open release at or above the level"),
        Column("open_developer", "note", "", "its developer"),
        Column("open_date", "date", "", "its day"),
        Column("until", "date", "", "day to which the list reaches"),
        Column("lag_years", "number", "", "from closed to open; below 0 where the open one came first", "years"),
        *(_YEARS, _OBSERVED),
        Column("is_open_first", "flag", "", "whether the open one came first"),
        Column("n", "count", "", "releases of known size, access and date"),
        Column("unknown_count", "count", "", "releases of known size without known access or date"),
        Column("reason", "note", "", "why there is no lag"),
    ),
    ("level",),
)
LAGS = Frame(
    "lags",
    "Median and restricted mean lag of a ladder.",
    (
        *estimates.SURVIVAL.columns,
        Column("open_first_count", "count", "", "levels at which the open release came first"),
        Column("opener_count", "count", "", "different open releases that met a level"),
    ),
)
RUNGS = Frame(
    "rungs",
    "A level of the ladder to be read, the highest first.",
    (
        Column("level", "text", "Level", "the size"),
        Column("closed", "links", "First closed release", "its name and evidence"),
        Column("closed_date", "text", "Its date", "its day"),
        Column("open", "links", "First open release", "its name and evidence"),
        Column("open_date", "note", "Its date ", "its day"),
        Column("lag", "text", "Years", "from one to the other", "years"),
    ),
)
MODALITIES = Frame(
    "lags_by_modality",
    "The median lag of one kind of model.",
    (
        Column("modality", "text", "Models", "kind of model; all: every release"),
        Column("n", "count", "Releases", "releases of known size, access and date"),
        Column("levels", "count", "Levels", "levels of its ladder"),
        Column("met", "count", "Met", "levels that an open release has met"),
        Column("openers", "count", "Open releases that met them", "different open releases"),
        Column("median", "number", "Median lag", "the median", "years"),
        Column("interval", "note", "95% interval", "of the median, or why there is none"),
    ),
    ("modality",),
)
GAPS = Frame(
    "gaps",
    "An occasion on which a line had releases, and its next.",
    (
        _LINE,
        Column("occasion", "count", "", "its number in the line, from 1"),
        Column("from_date", "date", "", "its day"),
        Column("from_terms", "text", "", "its terms"),
        Column("to_date", "date", "", "day of the next"),
        Column("to_terms", "note", "", "terms of the next"),
        _YEARS,
        Column("outcome", "text", "", "same, another or unknown terms; censored: no next one"),
        _OBSERVED,
        Column("release_count", "count", "", "releases of the occasion"),
    ),
    ("line_id", "occasion"),
)
NEXT = Frame(
    "next_release",
    "Probability that a line's next release comes within a year, by its terms.",
    (
        _TERMS,
        Column("occasions", "text", "Occasions", "all, or from a line's second"),
        Column("n", "count", "Occasions seen", "number of occasions"),
        Column("lines", "count", "Lines", "lines behind them"),
        Column("same", "note", "Same terms", "probability with interval"),
        Column("another", "note", "Other terms", "probability with interval"),
        Column("unknown", "note", "Terms of one not known", "probability with interval"),
    ),
    ("terms", "occasions"),
)
KEPT = Frame(
    "first_terms",
    "How long a line kept the terms of its first release, by kind of terms (group).",
    (
        Column("group", "text", "", "access or license_tier"),
        _LINE,
        Column("from_date", "date", "", "first occasion with known terms"),
        Column("terms", "text", "", "its terms"),
        Column("to_date", "date", "", "first occasion under others"),
        Column("to_terms", "note", "", "those"),
        *(_YEARS, _OBSERVED),
        Column("occasion_count", "count", "", "occasions with known terms"),
    ),
    ("group", "line_id"),
)
CHANGED = Frame(
    "changed_terms",
    "A line that came under other terms, the latest first.",
    (
        _TERMS,
        Column("line", "text", "Line", "the line"),
        Column("from_terms", "text", "First", "its first terms"),
        Column("from_date", "text", "Since", "their day"),
        Column("to_terms", "text", "Then", "the first others"),
        Column("to_date", "text", "On", "their day"),
        Column("years", "number", "Years", "between them", "years"),
    ),
)
