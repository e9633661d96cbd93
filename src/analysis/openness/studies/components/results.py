"""Results on the parts of releases: their columns, headings and meanings."""

from openness.statistics import results as estimates
from openness.words.frames import Column, Frame

_CONCEPT = Column("concept", "text", "", "part of a release, whatever its source calls it")
_AREA = Column("area", "text", "", "weights, data, code, documents or license")
_GROUP = Column("group", "text", "", "group of developers")
_PERIOD = Column("period", "text", "", "year, half or quarter")
_DIFFERENCE = (
    Column("difference", "number", "", "last less first, as a difference of shares"),
    *estimates.bounds("the difference, of the bounds of both shares; null where a period has one developer"),
)

SHARES = Frame(
    "part_shares",
    "In how many of the releases that are judged on a part it is open, by period and group.",
    (_CONCEPT, _AREA, *estimates.SHARES.columns),
    key=("concept", *estimates.SHARES.key),
)

CHANGES = Frame(
    "part_changes",
    "How far the open share of a part moved from a group's first period to its last.",
    (
        _CONCEPT,
        _AREA,
        _GROUP,
        Column("first_period", "text", "", "first period with enough judged releases"),
        Column("last_period", "text", "", "last such period"),
        Column("first_n", "count", "", "judged releases of the first"),
        Column("last_n", "count", "", "judged releases of the last"),
        Column("first_share", "share", "", "open share of the first"),
        Column("last_share", "share", "", "open share of the last"),
        *_DIFFERENCE,
        *(estimates.PAIR_DIFFERENCES.column(name) for name in ("p_value", "tests", "p_holm", "is_different")),
        Column("verdict", "text", "", "opens or closes, where it differs whatever the blanks are; or no clear change"),
    ),
    key=("concept", "group"),
)

DIFFERENCES = Frame(
    "part_differences",
    "A change as a chart of differences draws it.",
    (
        Column("item", "text", "", "part of a release"),
        _GROUP,
        *_DIFFERENCE,
        Column("n", "count", "", "judged releases of the smaller end"),
        Column("note", "text", "", "both ends in words"),
    ),
    key=("item", "group"),
)

DEVELOPERS = Frame(
    "developer_areas",
    "How open one area of a developer's releases is.",
    (
        Column("developer", "text", "", "developer, or another group"),
        _AREA,
        Column("release_count", "count", "", "releases of the developer"),
        Column("n", "count", "", "of these, with a judged part in the area"),
        Column("score", "share", "", "mean over releases of the mean of their parts: open 1, partial a half, else 0"),
    ),
    key=("developer", "area"),
)

LADDER = Frame(
    "training_data_ladder",
    "How many releases stand on a rung.",
    (
        _PERIOD,
        _GROUP,
        Column("rung", "text", "", "how much of the training data is shared, from all to not judged"),
        Column("n", "count", "", "releases"),
    ),
    key=("period", "group", "rung"),
)

STATUSES = Frame(
    "part_statuses",
    "How many releases have a status in a part.",
    (
        _CONCEPT,
        Column("status", "text", "", "open, partial, closed, unlicensed, missing or not applicable"),
        Column("n", "count", "", "releases"),
    ),
    key=("concept", "status"),
)
