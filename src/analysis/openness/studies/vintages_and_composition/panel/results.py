"""What the section on the Index's panel charts and tables."""

from openness.words.frames import Column, Frame

_GROUP = Column("group", "text", "Developers", "all, or a group of developers")
_EDITION = Column("edition", "text", "Edition", "the edition")
_BEFORE = Column("before", "text", "From", "the older edition of the step")
_AFTER = Column("after", "text", "To", "the newer edition of the step")
_CRITERION = Column("criterion", "text", "Criterion", "the criterion, as the Index names it")
_ENTRY = Column("entry_id", "text", "", "the entry, one name through all editions")
_POINTS = "of the mean, in points of a hundred"

ENTRIES = Frame(
    "panel_entries",
    "An entry of the Index in one edition.",
    (
        *(_EDITION, _ENTRY),
        Column("release_id", "text", "", "its id in that edition, which changes when its file is renamed"),
        Column("release_name", "text", "", "its name there"),
        Column("developer_id", "text", "", "its developer, the one named first"),
        Column("developer_name", "text", "", "all its developers, as named there"),
        Column("group", "text", "", "group of its developers, by the newest edition that knows it"),
        Column("criteria", "text", "", "number of criteria of the edition"),
        Column("score", "share", "", "its points, of those it could have; null where nothing is judged"),
        Column("kept_score", "share", "", "the same on the criteria that all editions have"),
        Column("is_new", "flag", "", "whether the edition before lacks it"),
        Column("is_replaced", "flag", "", "whether it stood for another model in the edition before"),
        Column("is_renamed", "flag", "", "whether its file had another name in the edition before"),
        Column("is_panel", "flag", "", "whether it is in the balanced panel"),
    ),
    ("edition", "entry_id"),
)
JUDGMENTS = Frame(
    "panel_judgments",
    "What one edition says of one criterion of one entry, as published.",
    (
        *(_EDITION, _ENTRY, _CRITERION),
        Column("status", "text", "", "open, partial, closed or missing"),
        Column("points", "number", "", "1, 0.5 or 0; null where it is missing"),
    ),
    ("edition", "entry_id", "criterion"),
)
MEANS = Frame(
    "panel_means",
    "Mean score of a set of entries in one edition.",
    (
        Column("series", "text", "Entries", "panel (the same models throughout), all, or new in the edition"),
        *(_GROUP, _EDITION),
        Column("criteria", "text", "Criteria", "number of criteria of the edition"),
        Column("n", "count", "Entries ", "entries that are judged"),
        Column("mean", "share", "Mean score", "mean of their points, of those they could have"),
        Column("kept_mean", "share", "On the criteria kept", "the same on the criteria that all editions have"),
        Column("half_share", "share", "Half or more", "entries with half or more of the points"),
        Column("open_share", "share", "Open", "judgments that are open, of the criteria kept"),
        Column("partial_share", "share", "Partial", "judgments that are partial"),
        Column("closed_share", "share", "Closed", "judgments that are closed"),
    ),
    ("series", "group", "edition"),
)
_CAUSES = {
    "new": ("New entries", "entries that only the newer edition has"),
    "removed": ("Dropped", "entries that only the older edition has"),
    "replaced": ("Another model", "entries that stand for another model now"),
    "filled_in": ("Blanks filled", "criteria, or whole entries, that were blank"),
    "blanked": ("Taken back", "criteria that are blank now"),
    "reassessed": ("Judged anew", "the same criteria of the same models, judged otherwise"),
    "criteria": ("Other criteria", "the same judgments on another set of criteria"),
}
STEPS = Frame(
    "panel_steps",
    "The mean score of all entries from one edition to the next, and why it moved.",
    (
        *(_BEFORE, _AFTER),
        Column("is_cut", "flag", "", "whether the two editions have other criteria"),
        Column("n_before", "count", "Entries", "judged entries of the older edition"),
        Column("n_after", "count", "then", "judged entries of the newer edition"),
        Column("mean_before", "share", "Mean", "mean score in the older edition"),
        Column("mean_after", "share", "then ", "mean score in the newer edition"),
        Column("change", "number", "Change", f"change {_POINTS}", "points"),
        *(Column(name, "number", heading, f"change by {told}", "points") for name, (heading, told) in _CAUSES.items()),
        Column("same", "count", "Same models", "entries of both that stand for the same model"),
        Column("up", "count", "Up", "judgments of single criteria of these that went up"),
        Column("down", "count", "Down", "judgments that went down"),
        Column("moved", "count", "Entries moved", "entries with such a judgment"),
    ),
    ("before", "after"),
)
CRITERIA = Frame(
    "panel_criteria",
    "How judgments of one criterion moved, over all steps and entries that stand for the same model.",
    (
        _CRITERION,
        Column("compared", "count", "Judgments compared", "pairs of judgments of successive editions"),
        Column("up", "count", "Up", "those that went up"),
        Column("down", "count", "Down", "those that went down"),
        Column("net", "count", "Net", "ups less downs"),
        Column("entries", "count", "Entries", "different entries with a move"),
        Column("moved_share", "share", "Moved", "moves of the judgments compared"),
    ),
    ("criterion",),
)
TRANSITIONS = Frame(
    "panel_transitions",
    "What judgments of one kind became.",
    (
        Column("span", "text", "Compared", "steps (each edition to the next) or panel (its first edition to its last)"),
        Column("status", "text", "Was", "the earlier judgment"),
        Column("n", "count", "Judgments", "number of them"),
        Column("open", "count", "Open then", "open in the later edition"),
        Column("partial", "count", "Partial then", "partial in the later edition"),
        Column("closed", "count", "Closed then", "closed in the later edition"),
        Column("missing", "count", "Blank then", "blank in the later edition"),
        Column("kept", "share", "Same", "the same in the later edition"),
    ),
    ("span", "status"),
)
MOVES = Frame(
    "panel_moves",
    "A judgment of one criterion of the same model that moved from one edition to the next.",
    (
        *(_ENTRY, _BEFORE, _AFTER, _CRITERION),
        Column("release_name", "text", "", "name of the entry in the newer edition"),
        Column("developer_name", "text", "", "its developers"),
        Column("group", "text", "", "their group"),
        Column("status_before", "text", "", "the judgment of the older edition"),
        Column("status_after", "text", "", "the judgment of the newer edition"),
        Column("points", "number", "", "change, 0.5 or 1 up or down", "criteria"),
        Column("is_panel", "flag", "", "whether the entry is in the balanced panel"),
        Column("url_before", "note", "", "record of the older edition"),
        Column("url_after", "note", "", "record of the newer edition"),
    ),
    ("entry_id", "before", "criterion"),
)
MOVED = Frame(
    "panel_moved",
    "An entry whose judgments moved in one direction, with the Index's records of both editions.",
    (
        Column("entry", "text", "Entry", "its name and developer"),
        Column("criteria", "text", "What moved", "criteria, from and to"),
        Column("records", "links", "Records", "the Index's record in both editions"),
    ),
)
CHANGES = Frame(
    "panel_changes",
    "The balanced panel from its first edition to its last, on the criteria kept.",
    (
        _GROUP,
        Column("n", "count", "Entries", "entries of the panel"),
        Column("developers", "count", "By developers", "number of their developers"),
        Column("first", "share", "First", "mean score in the first edition of the panel"),
        Column("last", "share", "Last", "mean score in the last edition"),
        Column("points", "number", "Change", f"change {_POINTS}", "points"),
        Column("lower", "number", "95% from", "lower bound of the change, by developer", "points"),
        Column("upper", "number", "to", "upper bound of the change", "points"),
        Column("up", "count", "Entries up", "entries with more points than at first"),
        Column("down", "count", "Entries down", "entries with fewer"),
    ),
    ("group",),
)
CONTRAST = Frame(
    "panel_contrast",
    "The change of the panel's corporate entries less that of its community ones, on the criteria kept.",
    (
        Column("points", "number", "Difference", "difference of the two changes", "points"),
        Column("lower", "number", "95% from", "lower bound, by developer", "points"),
        Column("upper", "number", "to", "upper bound", "points"),
    ),
)
