"""Results on the multiverse."""

from openness.studies.multiverse.choices import CHOICES
from openness.words.frames import Column, Frame

_UNIT = "share (a year)"
_ESTIMAND = Column("estimand", "text", meaning="what is estimated, a key of ESTIMANDS")
_INTERVAL = (
    Column("lower", "number", meaning="lower bound of its 95% interval", unit=_UNIT),
    Column("upper", "number", meaning="upper bound", unit=_UNIT),
)
_PAIRS = Column("pair_count", "count", "Pairs", "specifications that differ in this choice alone")
_FLIPS = (
    Column("sign_share", "share", "Sign turns", "in how many pairs the sign turns"),
    Column("verdict_share", "share", "Verdict turns", "in how many the verdict of the interval does"),
)

SPECIFICATIONS = Frame(
    "specifications",
    "One combination of choices, with the contrast of corporate and community releases that it gives.",
    (
        _ESTIMAND,
        *(
            Column(
                one.name, "count" if one.name == "min_group" else "text", meaning=f"level of the choice: {one.title}"
            )
            for one in CHOICES.values()
        ),
        Column("estimate", "number", meaning="difference or slope; null where there is none", unit=_UNIT),
        *_INTERVAL,
        Column("n_corporate", "count", meaning="judged releases of that group; null in a slope of the other side"),
        Column("n_community", "count", meaning="judged releases of that group, likewise"),
        Column("corporate_developers", "count", meaning="developers of those"),
        Column("community_developers", "count", meaning="developers of those"),
        Column("reason", "note", meaning="why there is no estimate"),
        Column("is_latest", "flag", meaning="whether the edition is the newest that holds the publisher's whole list"),
        Column("is_default", "flag", meaning="whether every choice is that of the main chart"),
        Column("is_repeat", "flag", meaning="whether a row nearer to the main chart has the same estimate"),
    ),
    ("estimand", *CHOICES),
)

SUMMARY = Frame(
    "specification_summary",
    "What the specifications of an estimand say together, or with one level of each of some choices.",
    (
        _ESTIMAND,
        Column("specification_count", "count", meaning="combinations of choices"),
        Column("estimable_count", "count", meaning="of these, those that allow an estimate"),
        Column("distinct_count", "count", meaning="specifications with an estimate of their own"),
        Column("median", "number", meaning="of the distinct estimates", unit=_UNIT),
        Column("lowest", "number", meaning="the lowest of them", unit=_UNIT),
        Column("highest", "number", meaning="the highest of them", unit=_UNIT),
        Column("positive_share", "share", meaning="how many of them lie above zero"),
        Column("negative_share", "share", meaning="how many lie below zero"),
        Column("above_zero_share", "share", meaning="of how many the whole interval lies above zero"),
        Column("below_zero_share", "share", meaning="of how many the whole interval lies below zero"),
        Column("default_estimate", "number", meaning="estimate of the main chart", unit=_UNIT),
        Column("default_lower", "number", meaning="its lower bound", unit=_UNIT),
        Column("default_upper", "number", meaning="its upper bound", unit=_UNIT),
        Column("below_default_share", "share", meaning="how many of the distinct estimates lie below it"),
        Column("default_reason", "note", meaning="why the main chart's specification has no estimate"),
        Column("main_reason", "note", meaning="what most often allows no estimate, at the default minimum size"),
    ),
    ("estimand",),
)

CHANCE = Frame(
    "by_chance",
    "How many specifications agree in sign, beside how many would if the sides were dealt to developers at random.",
    (
        _ESTIMAND,
        Column("choice", "text", meaning="the choice by which they are looked at, or all"),
        Column("level", "text", meaning="its level, or all"),
        Column("n", "count", meaning="distinct estimates"),
        Column("agreed", "share", meaning="of these, how many have the sign that most of them have"),
        Column("chance_mean", "share", meaning="the same with sides dealt at random, mean of all dealings"),
        Column("chance_lower", "share", meaning="lower end of the middle 95% of dealings"),
        Column("chance_upper", "share", meaning="upper end"),
        Column("p_value", "number", meaning="share of dealings, the real one counted in, in which as many agree"),
        Column("as_many_count", "count", meaning="dealings in which as many agree"),
        Column("dealing_count", "count", meaning="dealings"),
    ),
    ("estimand", "choice", "level"),
)

AGREEMENT = Frame(
    "agreement",
    "How many specifications agree in sign, beside what chance would give, to be read.",
    (
        Column("what", "text", "Estimate", "the estimand in words"),
        Column("of", "text", "Specifications of", "all sources, or one"),
        Column("n", "count", "Number", "distinct estimates"),
        Column("agreed", "share", "Agree in sign", "how many have the sign that most of them have"),
        Column("by_chance", "share", "By chance", "the same with sides dealt to developers at random, on average"),
        Column("middle", "text", "95% of dealings", "between which shares the middle 95% of dealings lie"),
        Column("p", "text", "p", "share of dealings in which as many agree, the real one counted in"),
    ),
    ("what", "of"),
)

IMPACT = Frame(
    "assumption_impact",
    "What becomes of the contrast when an assumption is given up, or why that is not known.",
    (
        Column("id", "text", meaning="the assumption"),
        Column("choice", "note", meaning="the choice that tests it"),
        Column("estimand", "note", meaning="what is estimated"),
        Column("level", "note", meaning="what is decided in its place"),
        _PAIRS,
        Column("lost_count", "count", meaning="pairs in which the alternative leaves no estimate"),
        Column("median_shift", "number", meaning="what it does to the estimate, in the middle", unit=_UNIT),
        Column("median_absolute_shift", "number", meaning="size of a shift, in the middle", unit=_UNIT),
        Column("sign_flip_share", "share", meaning="in how many pairs the sign turns"),
        Column("verdict_flip_share", "share", meaning="in how many the verdict of the interval does"),
        Column("reason", "note", meaning="why nothing is computed"),
    ),
    ("id", "estimand", "level"),
)

INFLUENCE = Frame(
    "influence",
    "How much a choice moves the estimate.",
    (
        Column("title", "text", "Choice", "the choice"),
        Column("level_count", "count", "Levels", "levels that some estimate has"),
        Column("set_count", "count", "Sets compared", "sets of specifications that differ in this choice alone"),
        Column("range", "number", "Span, points", "highest less lowest estimate of a set, in the middle", "points"),
        Column("explained", "share", "Explained", "what of the spread lies between the means of its levels"),
    ),
    ("title",),
)

ESTIMANDS = Frame(
    "estimands",
    "What can be estimated, as texts in percentage points, a year where it is a change.",
    (
        Column("what", "text", "Estimate", "the estimand in words"),
        Column("n", "count", "Number", "distinct estimates"),
        Column("main", "note", "Main chart", "estimate of the main chart, with its 95% interval"),
        Column(
            "modeled", "note", "Page on trends", "the same by its logistic model of dates; null where it is no slope"
        ),
        Column("apart", "note", "Apart", "the first less the second, which the estimator makes"),
        Column("median", "note", "Middle", "the middle estimate"),
        Column("range", "note", "Lowest to highest", "the lowest and the highest"),
        Column("negative", "share", "Below 0", "how many lie below zero"),
        Column("below", "share", "Interval below 0", "of how many the whole interval lies below zero"),
        Column("above", "share", "Interval above 0", "of how many it lies above zero"),
    ),
    ("what",),
)

ASSUMPTIONS = Frame(
    "assumptions",
    "An assumption and the alternative that changes most verdicts in place of it.",
    (
        Column("assumption", "links", "Assumption", "what is assumed, linked to the log"),
        Column("instead", "text", "Instead", "the alternative"),
        _PAIRS,
        Column("shift", "text", "Middle shift", "what the alternative does to the estimate, in percentage points"),
        *_FLIPS,
    ),
    ("assumption",),
)

REASONS = Frame(
    "missing_estimates",
    "Why combinations of choices have no estimate.",
    (
        Column("reason", "text", "Reason", "why"),
        Column("n", "count", "Combinations", "how many"),
        Column("share", "share", "Share", "of all combinations asked for"),
        Column("sources", "text", "By source", "how many of each source"),
    ),
    ("reason",),
)

VERDICTS = Frame(
    "verdicts",
    "How many distinct estimates say what, of all and by some choices.",
    (
        Column("panel", "text", meaning="what the items are"),
        Column("item", "text", meaning="a level, or all"),
        Column("verdict", "text", meaning="below, negative, zero, positive or above"),
        Column("n", "count", meaning="distinct estimates"),
        Column("median", "number", meaning="of the item", unit=_UNIT),
    ),
    ("panel", "item", "verdict"),
)

SINGLE_SWITCHES = Frame(
    "single_switches",
    "The main chart's estimate, then with one choice changed.",
    (
        Column("item", "text", meaning="the choice and its level"),
        Column("difference", "number", meaning="the estimate", unit=_UNIT),
        *_INTERVAL,
        Column("n", "count", meaning="judged releases of the smaller side"),
        Column("note", "note", meaning="why there is no estimate"),
    ),
    ("item",),
)

SHIFTS = Frame(
    "shifts",
    "What switching one choice does to the estimate, everywhere.",
    (
        Column("item", "text", meaning="the choice and its level"),
        Column("shift", "number", meaning="the shift in the middle", unit=_UNIT),
        Column("lower", "number", meaning="lower quartile", unit=_UNIT),
        Column("upper", "number", meaning="upper quartile", unit=_UNIT),
        Column("n", "count", meaning="pairs that differ in this choice alone"),
        *_FLIPS,
    ),
    ("item",),
)
