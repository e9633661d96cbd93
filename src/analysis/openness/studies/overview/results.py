"""Results of the overview."""

from openness.words.frames import Column, Frame

_INTERVAL = (
    Column("lower", "number", meaning="lower bound of its 95% interval"),
    Column("upper", "number", meaning="upper bound"),
)

CARDS = Frame(
    "cards",
    "One number of the overview as a reader sees it.",
    (
        Column("title", "text", meaning="what it is about"),
        Column("value", "text", meaning="the number in short"),
        Column("unit", "text", meaning="what it is a number of"),
        Column("text", "text", meaning="the same in sentences, with n and interval"),
        Column("basis", "text", meaning="definition, source, edition and kind of interval"),
        Column("links", "links", meaning="pages on which it is taken apart"),
    ),
    ("title",),
)

ESTIMATES = Frame(
    "overview_estimates",
    "What the numbers of the overview are made of: shares, differences of shares, points a year, indicators.",
    (
        Column("number", "text", meaning="title of the number"),
        Column("what", "text", meaning="what is estimated"),
        Column("n", "count", meaning="releases or developers that it rests on"),
        Column("estimate", "number", meaning="the estimate; null where it cannot be had"),
        *_INTERVAL,
    ),
    ("number", "what"),
)

SHARES = Frame(
    "shares_by_developer",
    "The share of open releases of a group, or of all, with an interval that takes developers for what is sampled.",
    (
        Column("group", "text", meaning="the group, or all"),
        Column("n", "count", meaning="judged releases"),
        Column("open_count", "count", meaning="of these, the open ones"),
        Column("unknown_count", "count", meaning="releases that cannot be judged"),
        Column("developers", "count", meaning="developers of the judged ones"),
        Column("share", "share", meaning="open of judged releases"),
        Column("lower", "share", meaning="lower bound of its 95% interval; null with fewer than two developers"),
        Column("upper", "share", meaning="upper bound"),
    ),
    ("group",),
)

BY_DEFINITION = Frame(
    "shares_by_definition",
    "The same under one definition of open.",
    (
        Column("definition", "text", meaning="title of the definition"),
        Column("definition_name", "text", meaning="its name"),
        *SHARES.columns,
    ),
    ("definition", "group"),
)

CONTRAST = Frame(
    "contrast_by_source",
    "Corporate less community share of open releases, by one source and definition.",
    (
        Column("item", "text", meaning="source and definition"),
        Column("difference", "number", meaning="difference of the shares; null where there is none", unit="share"),
        *_INTERVAL,
        Column("n", "count", meaning="judged releases of the smaller side"),
        Column("note", "note", meaning="why there is no estimate"),
    ),
    ("item",),
)
